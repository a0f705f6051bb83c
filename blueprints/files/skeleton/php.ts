// In: a PHP service with its roles. Out: a minimal skeleton in plain PHP, without packages. Never free text.
import type { Service } from "../../../src/architecture/model.ts";
import { renderTemplate } from "../../../src/render/template.ts";
import artisan from "./php/artisan.ejs";
import healthTest from "./php/health.test.php.ejs";
import index from "./php/index.php.ejs";
import job from "./php/job.php.ejs";
import worker from "./php/worker.php.ejs";
import { commonView, rolesIn, type SkeletonFile, serves } from "./view.ts";

/** A front controller, or a loop in `bin/worker.php`; one more script per role that starts `php bin/<role>.php`. */
export function phpSkeleton(service: Service, roles: readonly Service[]): SkeletonFile[] {
  const view = commonView(service);
  const entry = serves(service)
    ? { "public/index.php": index, "tests/health.php": healthTest }
    : { "bin/worker.php": service.kind === "worker" ? worker : job };
  const names = rolesIn(
    roles.flatMap(({ command, migrationCommand }) => [command, migrationCommand]),
    /^php (?:\/app\/)?bin\/([a-z][a-z0-9-]*)\.php\b/,
  ).filter((name) => name !== "worker" || serves(service));
  const usesArtisan = roles.some(
    ({ command, migrationCommand }) => command[1] === "artisan" || migrationCommand[1] === "artisan",
  );
  return [
    ...Object.entries(entry).map(([path, text]) => ({ path, content: renderTemplate(text, view) })),
    ...(usesArtisan ? [{ path: "artisan", content: renderTemplate(artisan, view) }] : []),
    ...names.map((name) => ({ path: `bin/${name}.php`, content: renderTemplate(job, view) })),
  ];
}
