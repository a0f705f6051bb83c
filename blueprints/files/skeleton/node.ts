// In: a Node service with its roles. Out: the files of its skeleton. Never free text: slugs, numbers and our own words.
import type { Service } from "../../../src/architecture/model.ts";
import { renderTemplate } from "../../../src/render/template.ts";
import { effectivePackageManager } from "../../service-images.ts";
import expressApp from "./node/express/app.ts.ejs";
import expressManifest from "./node/express/package.json.ejs";
import expressNpm from "./node/express/package-lock.json.text";
import expressPnpm from "./node/express/pnpm-lock.yaml.text";
import fastifyApp from "./node/fastify/app.ts.ejs";
import fastifyManifest from "./node/fastify/package.json.ejs";
import fastifyNpm from "./node/fastify/package-lock.json.text";
import fastifyPnpm from "./node/fastify/pnpm-lock.yaml.text";
import nestApp from "./node/nestjs/app.ts.ejs";
import nestManifest from "./node/nestjs/package.json.ejs";
import nestNpm from "./node/nestjs/package-lock.json.text";
import nestPnpm from "./node/nestjs/pnpm-lock.yaml.text";
import nextTest from "./node/next/health.test.js.ejs";
import instrumentation from "./node/next/instrumentation.ts.ejs";
import nextLayout from "./node/next/layout.tsx.ejs";
import nextConfig from "./node/next/next.config.ts.ejs";
import nextManifest from "./node/next/package.json.ejs";
import nextNpm from "./node/next/package-lock.json.text";
import nextPage from "./node/next/page.tsx.ejs";
import nextPnpm from "./node/next/pnpm-lock.yaml.text";
import nextRoute from "./node/next/route.ts.ejs";
import nextTsconfig from "./node/next/tsconfig.json.ejs";
import plainApp from "./node/none/app.ts.ejs";
import plainManifest from "./node/none/package.json.ejs";
import plainNpm from "./node/none/package-lock.json.text";
import plainPnpm from "./node/none/pnpm-lock.yaml.text";
import healthTest from "./node/shared/health.test.js.ejs";
import job from "./node/shared/job.ts.ejs";
import logTest from "./node/shared/log.test.js.ejs";
import log from "./node/shared/log.ts.ejs";
import main from "./node/shared/main.ts.ejs";
import tsconfig from "./node/shared/tsconfig.json.ejs";
import worker from "./node/shared/worker.ts.ejs";
import { commonView, rolesIn, type SkeletonFile, serves, type View } from "./view.ts";

interface Framework {
  readonly manifest: string;
  readonly npm: () => string;
  readonly pnpm: () => string;
  readonly app: string;
}

const PLAIN: Framework = { manifest: plainManifest, npm: plainNpm, pnpm: plainPnpm, app: plainApp };
const FRAMEWORKS: Readonly<Record<string, Framework>> = {
  express: { manifest: expressManifest, npm: expressNpm, pnpm: expressPnpm, app: expressApp },
  fastify: { manifest: fastifyManifest, npm: fastifyNpm, pnpm: fastifyPnpm, app: fastifyApp },
  nestjs: { manifest: nestManifest, npm: nestNpm, pnpm: nestPnpm, app: nestApp },
  next: { manifest: nextManifest, npm: nextNpm, pnpm: nextPnpm, app: "" },
};

const ROOT_ROUTES: Readonly<Record<string, string>> = {
  express: `
  app.get("/", (_request, response) => {
    response.json({ service: <%= idText %> });
  });
`,
  fastify: `
  app.get("/", async () => ({ service: <%= idText %> }));
`,
};

const DECORATORS = `,
    "experimentalDecorators": true,
    "emitDecoratorMetadata": true`;

/** Manifest and lockfile; a scoped name can be none of the dependencies. pnpm's lockfile does not hold it. */
export function nodeManifest(
  packageName: string,
  manager: string,
  texts: { readonly manifest: string; readonly npm: () => string; readonly pnpm: () => string },
): SkeletonFile[] {
  const lock =
    manager === "pnpm"
      ? { path: "pnpm-lock.yaml", content: texts.pnpm() }
      : { path: "package-lock.json", content: renderTemplate(texts.npm(), { packageName }) };
  return [{ path: "package.json", content: renderTemplate(texts.manifest, { packageName }) }, lock];
}

/** A runnable TypeScript application: entry `src/main.ts`, one more module per role that starts `dist/<role>.js`, one test. */
export function nodeSkeleton(service: Service, roles: readonly Service[], project: string): SkeletonFile[] {
  const framework = FRAMEWORKS[service.framework] ?? PLAIN;
  const manager = effectivePackageManager(service);
  const common = commonView(service);
  const manifest = nodeManifest(`@${project}/${service.id}`, manager, serves(service) ? framework : PLAIN);
  if (service.framework === "next" && serves(service)) return [...manifest, ...nextFiles(common)];
  const root = common["healthPath"] === "/" ? "" : (ROOT_ROUTES[service.framework] ?? "");
  const view: View = {
    ...common,
    roleText: common["idText"] ?? "",
    rootRoute: renderTemplate(root, common),
    decoratorOptions: service.framework === "nestjs" ? DECORATORS : "",
  };
  const entry = serves(service)
    ? { "src/main.ts": main, "src/app.ts": framework.app, "test/health.test.js": healthTest }
    : { "src/main.ts": service.kind === "worker" ? worker : job, "test/log.test.js": logTest };
  return [
    ...manifest,
    ...Object.entries({ ...entry, "src/log.ts": log, "tsconfig.json": tsconfig }).map(([path, text]) => ({
      path,
      content: renderTemplate(text, view),
    })),
    ...roleFiles(roles, view),
  ];
}

function roleFiles(roles: readonly Service[], view: View): SkeletonFile[] {
  const pattern = /^node (?:--\S+ )*dist\/([a-z0-9][a-z0-9-]*)\.js\b/;
  return roles.flatMap((role) =>
    rolesIn([role.command, role.migrationCommand], pattern)
      .filter((name) => !["main", "app", "log"].includes(name))
      .map((name) => {
        const loops = role.kind === "worker" && rolesIn([role.migrationCommand], pattern)[0] !== name;
        const text = loops ? worker : job;
        const content = renderTemplate(text, { ...view, ...commonView(role), roleText: JSON.stringify(name) });
        return { path: `src/${name}.ts`, content };
      }),
  );
}

function nextFiles(common: View): SkeletonFile[] {
  const parts = String(common["healthPath"])
    .split("/")
    .filter((part) => part !== "");
  const folder = parts.length === 0 ? "/healthz" : `/${parts.join("/")}`;
  const view: View = { ...common, routeFolder: folder };
  const texts = {
    "next.config.ts": nextConfig,
    "tsconfig.json": nextTsconfig,
    "src/instrumentation.ts": instrumentation,
    "src/app/layout.tsx": nextLayout,
    "src/app/page.tsx": nextPage,
    [`src/app${folder}/route.ts`]: nextRoute,
    "test/health.test.js": nextTest,
  };
  return Object.entries(texts).map(([path, text]) => ({ path, content: renderTemplate(text, view) }));
}
