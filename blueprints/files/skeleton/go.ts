// In: a Go service with its roles. Out: the files of its skeleton, standard library only. Never free text.
import type { Service } from "../../../src/architecture/model.ts";
import { renderTemplate } from "../../../src/render/template.ts";
import goMod from "./go/go.mod.ejs";
import job from "./go/job.go.ejs";
import log from "./go/log.go.ejs";
import logTest from "./go/log_test.go.ejs";
import main from "./go/main.go.ejs";
import server from "./go/server.go.ejs";
import serverTest from "./go/server_test.go.ejs";
import worker from "./go/worker.go.ejs";
import { commonView, rolesIn, type SkeletonFile, serves } from "./view.ts";

/** One program with subcommands: `run` (also without any), `healthcheck`, and one per role that starts `/app/server <role>`. */
export function goSkeleton(service: Service, roles: readonly Service[]): SkeletonFile[] {
  const names = rolesIn(
    roles.flatMap(({ command, migrationCommand }) => [command, migrationCommand]),
    /^(?:\/app\/)?(?:\.\/)?server ([a-z][a-z0-9-]*)\b/,
  ).filter((name) => name !== "run" && name !== "healthcheck");
  const cases = names.map(
    (name) => `\n\tcase ${JSON.stringify(name)}:\n\t\tlogger.Info("finished", "job", ${JSON.stringify(name)})`,
  );
  const view = { ...commonView(service), version: service.version, roleCases: cases.join("") };
  const entry = serves(service)
    ? { "server.go": server, "server_test.go": serverTest }
    : service.kind === "worker"
      ? { "worker.go": worker }
      : { "job.go": job };
  const texts = { "go.mod": goMod, "main.go": main, "log.go": log, "log_test.go": logTest, ...entry };
  return Object.entries(texts).map(([path, text]) => ({ path, content: renderTemplate(text, view) }));
}
