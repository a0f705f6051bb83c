// In: nothing. Out: an architecture with every runtime, framework, package manager and kind that images are built for. Never read from answers.
import type { Architecture, Service, Site } from "../../src/architecture/model.ts";
import { everything } from "../helpers/architectures.ts";

type Over = Partial<Service> & Pick<Service, "id" | "runtime" | "framework" | "packageManager" | "version">;

/** One service built from the first service of the sample architecture; workers and jobs lose port, health and routes. */
export function serviceLike(over: Over): Service {
  const [model] = everything().services;
  if (model === undefined) throw new Error("the sample architecture has no service");
  const silent = over.kind === "worker" || over.kind === "scheduled";
  return {
    ...model,
    kind: "api",
    edges: [],
    environment: silent
      ? model.environment.filter(({ name }) => name === "APP_ENVIRONMENT")
      : model.environment.slice(0, 2),
    image: over.id,
    websockets: false,
    heartbeat: over.kind === "worker" && over.runtime !== "php" ? { path: "/tmp/heartbeat", seconds: 300 } : undefined,
    ...(silent ? { port: undefined, health: undefined, public: false, routes: [] } : {}),
    ...over,
  };
}

function node(id: string, framework: string, over: Partial<Service> = {}): Service {
  return serviceLike({ id, runtime: "node", framework, packageManager: "npm", version: "24", ...over });
}

function python(id: string, framework: string, over: Partial<Service> = {}): Service {
  return serviceLike({ id, runtime: "python", framework, packageManager: "uv", version: "3.13", ...over });
}

function java(id: string, framework: string, over: Partial<Service> = {}): Service {
  return serviceLike({ id, runtime: "java", framework, packageManager: "maven", version: "25", ...over });
}

const databaseEnvironment: Service["environment"] = [
  { name: "APP_ENVIRONMENT", source: { from: "environment" } },
  { name: "PORT", source: { from: "literal", value: "8080" } },
  { name: "DATABASE_HOST", source: { from: "database", id: "main", field: "host" } },
  { name: "DATABASE_PORT", source: { from: "database", id: "main", field: "port" } },
  { name: "DATABASE_NAME", source: { from: "database", id: "main", field: "name" } },
  { name: "CACHE_HOST", source: { from: "cache", id: "main", field: "host" } },
  { name: "CACHE_PORT", source: { from: "cache", id: "main", field: "port" } },
  { name: "CACHE_TLS", source: { from: "cache", id: "main", field: "tls" } },
];

const databaseSecrets: Service["secrets"] = [
  { name: "DATABASE_USER", source: { from: "database", id: "main", field: "username" } },
  { name: "DATABASE_PASSWORD", source: { from: "database", id: "main", field: "password" } },
  { name: "CACHE_PASSWORD", source: { from: "cache", id: "main", field: "password" } },
];

function django(): Service[] {
  const shared = { environment: databaseEnvironment, secrets: databaseSecrets };
  const edges: Service["edges"] = [
    { to: "database", id: "main" },
    { to: "cache", id: "main" },
  ];
  const role = (id: string, over: Partial<Service>): Service =>
    python(id, "celery", {
      ...shared,
      edges,
      image: "monolith",
      port: undefined,
      health: undefined,
      kind: "worker",
      ...over,
    });
  return [
    python("monolith", "django", {
      ...shared,
      edges,
      migrationCommand: ["python", "manage.py", "migrate", "--noinput"],
    }),
    role("monolith-worker", {
      command: ["celery", "--app", "app", "worker"],
      healthCommand: ["celery", "--app", "app", "inspect", "ping"],
    }),
    role("monolith-beat", { command: ["celery", "--app", "app", "beat"] }),
    role("monolith-report", {
      kind: "scheduled",
      framework: "django",
      command: ["python", "manage.py", "send_report"],
    }),
  ];
}

/** Other roles of images above, with the commands that the resolver gives them. */
function roles(): Service[] {
  const go = { runtime: "go", framework: "none", packageManager: "go", version: "1.26", image: "go-api" } as const;
  const php = {
    runtime: "php",
    framework: "laravel",
    packageManager: "composer",
    version: "8.5",
    image: "laravel",
  } as const;
  return [
    serviceLike({ ...go, id: "go-role", kind: "worker", command: ["/app/server", "worker"] }),
    serviceLike({ ...go, id: "go-role-job", kind: "scheduled", command: ["/app/server", "job"] }),
    serviceLike({
      ...php,
      id: "laravel-queue",
      kind: "worker",
      command: ["php", "artisan", "queue:work", "--tries=3"],
    }),
    java("spring-role", "spring-boot", {
      kind: "worker",
      image: "spring",
      command: ["java", "-jar", "app.jar", "--spring.profiles.active=worker"],
    }),
    node("express-role", "express", { kind: "worker", image: "express-npm", command: ["node", "dist/worker.js"] }),
  ];
}

/** Every service and site in one architecture. */
export function imageVariants(): Architecture {
  const base = everything();
  const services: Service[] = [
    node("express-npm", "express", { migrationCommand: ["node", "dist/migrate.js"] }),
    node("express-pnpm", "express", { packageManager: "pnpm" }),
    node("fastify", "fastify", { version: "22" }),
    node("nest", "nestjs"),
    node("nest-pnpm", "nestjs", { packageManager: "pnpm" }),
    node("plain-node", "none"),
    node("next", "next", { kind: "web" }),
    node("next-pnpm", "next", { kind: "web", packageManager: "pnpm" }),
    node("node-worker", "none", { kind: "worker" }),
    node("node-job", "none", { kind: "scheduled" }),
    python("fastapi-uv", "fastapi", { migrationCommand: ["python", "-m", "app.migrate"] }),
    python("fastapi-pip", "fastapi", { packageManager: "pip", version: "3.14" }),
    python("flask", "flask"),
    python("plain-python", "none"),
    python("python-worker", "none", { kind: "worker" }),
    python("python-job", "none", { kind: "scheduled", packageManager: "pip" }),
    python("celery", "celery", {
      kind: "worker",
      edges: [{ to: "cache", id: "main" }],
      environment: databaseEnvironment,
    }),
    ...django(),
    serviceLike({ id: "go-api", runtime: "go", framework: "none", packageManager: "go", version: "1.26" }),
    serviceLike({
      id: "go-worker",
      runtime: "go",
      framework: "none",
      packageManager: "go",
      version: "1.26",
      kind: "worker",
    }),
    serviceLike({
      id: "go-job",
      runtime: "go",
      framework: "none",
      packageManager: "go",
      version: "1.26",
      kind: "scheduled",
    }),
    ...roles(),
    java("spring", "spring-boot", {
      health: { path: "/actuator/health", intervalSeconds: 15, timeoutSeconds: 5, retries: 3, startSeconds: 60 },
    }),
    java("spring-gradle", "spring-boot", { packageManager: "gradle", kind: "worker" }),
    java("plain-java", "none"),
    java("java-worker", "none", { kind: "worker" }),
    java("java-job", "none", { kind: "scheduled", packageManager: "gradle" }),
    serviceLike({ id: "laravel", runtime: "php", framework: "laravel", packageManager: "composer", version: "8.5" }),
    serviceLike({
      id: "php-worker",
      runtime: "php",
      framework: "none",
      packageManager: "composer",
      version: "8.5",
      kind: "worker",
    }),
  ];
  const site = (id: string, over: Partial<Site>): Site[] =>
    base.sites.map((model) => ({ ...model, id, name: id, ...over }));
  return {
    ...base,
    services,
    sites: [
      ...site("portal", { framework: "react" }),
      ...site("docs", { framework: "vue", packageManager: "pnpm", singlePage: false }),
      ...site("landing", { framework: "none", buildFolder: "build" }),
    ],
  };
}
