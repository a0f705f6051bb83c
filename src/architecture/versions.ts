// In: nothing. Out: the one dated table of runtimes, engines, images and tools, with end-of-life dates, and look-ups in it. Never asks a clock or a network.
import type { Runtime } from "../answers/overrides.ts";

/** Day on which the table was last checked against its sources; "past its end of life" means before this day, so that output never depends on a clock. */
export const CATALOGUE_DATE = "2026-11-22";

export type EngineName =
  | "postgres"
  | "aurora-postgres"
  | "mysql"
  | "aurora-mysql"
  | "mariadb"
  | "valkey"
  | "redis"
  | "memcached";

export interface Release {
  /** "24", "3.13", "17": what a service or an engine states. */
  readonly version: string;
  /** Last day of (security) support by its makers, as YYYY-MM-DD; undefined where none is announced. */
  readonly endOfLife: string | undefined;
  readonly longTerm?: boolean;
}

export interface Product {
  readonly title: string;
  /** Newest first. */
  readonly releases: readonly Release[];
  /** Version that is taken where the answers name none. */
  readonly recommended: string;
  readonly source: string;
}

const eol = (product: string): string => `https://endoflife.date/${product}`;

/** Languages that images are built for. Runtimes without an image (dotnet, ruby, rust, elixir) stand here for their end-of-life dates. */
export const RUNTIMES: Readonly<Partial<Record<Runtime, Product>>> = {
  node: {
    title: "Node.js",
    recommended: "24",
    source: eol("nodejs"),
    releases: [
      { version: "26", endOfLife: "2029-04-30", longTerm: true },
      { version: "25", endOfLife: "2026-06-01" },
      { version: "24", endOfLife: "2028-04-30", longTerm: true },
      { version: "22", endOfLife: "2027-04-30", longTerm: true },
      { version: "20", endOfLife: "2026-04-30", longTerm: true },
      { version: "18", endOfLife: "2025-04-30", longTerm: true },
      { version: "16", endOfLife: "2023-09-11", longTerm: true },
      { version: "14", endOfLife: "2023-04-30", longTerm: true },
    ],
  },
  python: {
    title: "Python",
    recommended: "3.13",
    source: eol("python"),
    releases: [
      { version: "3.14", endOfLife: "2030-10-31" },
      { version: "3.13", endOfLife: "2029-10-31" },
      { version: "3.12", endOfLife: "2028-10-31" },
      { version: "3.11", endOfLife: "2027-10-31" },
      { version: "3.10", endOfLife: "2026-10-31" },
      { version: "3.9", endOfLife: "2025-10-31" },
      { version: "3.8", endOfLife: "2024-10-07" },
    ],
  },
  go: {
    title: "Go",
    recommended: "1.26",
    source: eol("go"),
    releases: [
      { version: "1.27", endOfLife: undefined },
      { version: "1.26", endOfLife: undefined },
      { version: "1.25", endOfLife: "2026-08-19" },
      { version: "1.24", endOfLife: "2026-02-11" },
      { version: "1.23", endOfLife: "2025-08-12" },
    ],
  },
  java: {
    title: "Java (Temurin)",
    recommended: "25",
    source: eol("eclipse-temurin"),
    releases: [
      { version: "25", endOfLife: "2031-09-30", longTerm: true },
      { version: "21", endOfLife: "2029-12-31", longTerm: true },
      { version: "17", endOfLife: "2027-10-31", longTerm: true },
      { version: "11", endOfLife: "2027-10-31", longTerm: true },
    ],
  },
  php: {
    title: "PHP",
    recommended: "8.5",
    source: eol("php"),
    releases: [
      { version: "8.5", endOfLife: "2029-12-31" },
      { version: "8.4", endOfLife: "2028-12-31" },
      { version: "8.3", endOfLife: "2027-12-31" },
      { version: "8.2", endOfLife: "2026-12-31" },
      { version: "8.1", endOfLife: "2025-12-31" },
    ],
  },
  dotnet: {
    title: ".NET",
    recommended: "10.0",
    source: eol("dotnet"),
    releases: [
      { version: "10.0", endOfLife: "2028-11-14", longTerm: true },
      { version: "9.0", endOfLife: "2026-11-10" },
      { version: "8.0", endOfLife: "2026-11-10", longTerm: true },
      { version: "7.0", endOfLife: "2024-05-14" },
      { version: "6.0", endOfLife: "2024-11-12", longTerm: true },
    ],
  },
  ruby: {
    title: "Ruby",
    recommended: "4.0",
    source: eol("ruby"),
    releases: [
      { version: "4.0", endOfLife: "2029-03-31" },
      { version: "3.4", endOfLife: "2028-03-31" },
      { version: "3.3", endOfLife: "2027-03-31" },
      { version: "3.2", endOfLife: "2026-03-31" },
    ],
  },
};

/** Managed engines: end of standard support at AWS where AWS names one, else by their makers. */
export const ENGINES: Readonly<Record<EngineName, Product>> = {
  postgres: {
    title: "PostgreSQL",
    recommended: "17",
    source: eol("postgresql"),
    releases: [
      { version: "18", endOfLife: "2030-11-14" },
      { version: "17", endOfLife: "2029-11-08" },
      { version: "16", endOfLife: "2028-11-09" },
      { version: "15", endOfLife: "2027-11-11" },
      { version: "14", endOfLife: "2026-11-12" },
      { version: "13", endOfLife: "2025-11-13" },
    ],
  },
  "aurora-postgres": {
    title: "Aurora PostgreSQL",
    recommended: "17",
    source: eol("amazon-aurora-postgresql"),
    releases: [
      { version: "17", endOfLife: "2030-02-28" },
      { version: "16", endOfLife: "2029-02-28" },
      { version: "15", endOfLife: "2028-02-29" },
      { version: "14", endOfLife: "2027-02-28" },
    ],
  },
  mysql: {
    title: "MySQL",
    recommended: "8.4",
    source: eol("mysql"),
    releases: [
      { version: "8.4", endOfLife: "2032-04-30", longTerm: true },
      { version: "8.0", endOfLife: "2026-04-30" },
      { version: "5.7", endOfLife: "2023-10-31" },
    ],
  },
  "aurora-mysql": {
    title: "Aurora MySQL",
    recommended: "8.0",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraMySQLReleaseNotes/AuroraMySQL.release-calendars.html",
    releases: [{ version: "8.0", endOfLife: "2028-04-30" }],
  },
  mariadb: {
    title: "MariaDB",
    recommended: "11.8",
    source: eol("mariadb"),
    releases: [
      { version: "12.3", endOfLife: "2029-06-30", longTerm: true },
      { version: "11.8", endOfLife: "2028-06-04", longTerm: true },
      { version: "11.4", endOfLife: "2029-05-29", longTerm: true },
      { version: "10.11", endOfLife: "2028-02-16", longTerm: true },
      { version: "10.6", endOfLife: "2026-07-06", longTerm: true },
    ],
  },
  valkey: {
    title: "Valkey",
    recommended: "8.1",
    source: eol("valkey"),
    releases: [
      { version: "9.0", endOfLife: undefined },
      { version: "8.2", endOfLife: undefined },
      { version: "8.1", endOfLife: undefined },
      { version: "8.0", endOfLife: undefined },
      { version: "7.2", endOfLife: undefined },
    ],
  },
  redis: {
    title: "Redis OSS on ElastiCache",
    recommended: "7.1",
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html",
    releases: [
      { version: "7.1", endOfLife: undefined },
      { version: "6.2", endOfLife: undefined },
      { version: "5.0.6", endOfLife: "2026-01-31" },
    ],
  },
  memcached: {
    title: "Memcached",
    recommended: "1.6",
    source: eol("memcached"),
    releases: [{ version: "1.6", endOfLife: undefined }],
  },
};

/** Kubernetes as EKS offers it: ends of standard support. Not built; named in answers all the same. */
export const KUBERNETES: Product = {
  title: "Kubernetes on EKS",
  recommended: "1.35",
  source: eol("amazon-eks"),
  releases: [
    { version: "1.36", endOfLife: "2027-08-02" },
    { version: "1.35", endOfLife: "2027-03-27" },
    { version: "1.34", endOfLife: "2026-12-02" },
    { version: "1.33", endOfLife: "2026-07-29" },
  ],
};

/** Frameworks that skeletons are made with, by id, in the major version that their manifests pin. */
export const FRAMEWORKS: Readonly<Record<string, { readonly title: string; readonly major: string }>> = {
  next: { title: "Next.js", major: "16" },
  nestjs: { title: "NestJS", major: "12" },
  express: { title: "Express", major: "5" },
  fastify: { title: "Fastify", major: "5" },
  react: { title: "React", major: "19" },
  vue: { title: "Vue", major: "3" },
  django: { title: "Django", major: "5" },
  fastapi: { title: "FastAPI", major: "0" },
  flask: { title: "Flask", major: "3" },
  "spring-boot": { title: "Spring Boot", major: "4" },
};

/** Tools that images and skeletons are pinned to. */
export const TOOLS = {
  uv: "0.13.8",
  pnpm: "12.21.0",
  maven: "3.9",
  gradle: "9.7",
  composer: "2.10",
} as const;

/** Image parts that stand beside the versions of the services. Suites are always written out: plain `24-slim` is a Debian that left support. */
export const IMAGES = {
  nodeSuite: "trixie-slim",
  pythonSuite: "slim-trixie",
  goSuite: "trixie",
  javaSuite: "noble",
  goRuntime: "gcr.io/distroless/static-debian13:nonroot",
  uv: "ghcr.io/astral-sh/uv",
  nginx: "nginxinc/nginx-unprivileged:1.30-alpine-slim",
  frankenphp: "dunglas/frankenphp",
  elasticmq: "softwaremill/elasticmq-native:1.6.14",
  seaweedfs: "chrislusf/seaweedfs:4.47",
  mailpit: "axllent/mailpit:v1.31",
} as const;

/** The release that `version` names, also when it is written with a patch ("24.3.1") or more coarsely than the table ("8" for "8.4"); undefined when the table does not hold it. */
export function findRelease(product: Product, version: string): Release | undefined {
  const exact = product.releases.find((release) => release.version === version);
  if (exact !== undefined) return exact;
  const finer = product.releases.find((release) => version.startsWith(`${release.version}.`));
  return finer ?? product.releases.find((release) => release.version.startsWith(`${version}.`));
}

/** Whether the makers had stopped supporting the release on `day` (YYYY-MM-DD). */
export function isPastEndOfLife(release: Release, day: string = CATALOGUE_DATE): boolean {
  return release.endOfLife !== undefined && release.endOfLife < day;
}

/** How the support of a version ended, as the end of a sentence; undefined while it has not, or where the table does not tell. */
export function endOfSupport(product: Product, version: string, day: string = CATALOGUE_DATE): string | undefined {
  const release = findRelease(product, version);
  if (release !== undefined) return isPastEndOfLife(release, day) ? `left support on ${release.endOfLife}` : undefined;
  const oldest = product.releases.at(-1);
  if (oldest === undefined || !isPastEndOfLife(oldest, day) || !isOlder(version, oldest.version)) return undefined;
  return `is older than ${oldest.version}, which left support on ${oldest.endOfLife}`;
}

function isOlder(version: string, than: string): boolean {
  const [left, right] = [version, than].map((text) => text.split(".").map(Number));
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index++) {
    const [a, b] = [left?.[index], right?.[index]];
    // "3" is no older than "3.8": it may be any of its releases.
    if (a === undefined) return false;
    if (a !== (b ?? 0)) return a < (b ?? 0);
  }
  return false;
}

/** The product of a runtime; undefined for runtimes that the table does not know. */
export function runtimeProduct(runtime: Runtime): Product | undefined {
  return RUNTIMES[runtime];
}

/** Public image that stands in for a managed engine on a laptop. ElastiCache's Redis 7.1 has no image of that number: 7.2 is the last one under the old licence and speaks the same protocol. */
export function engineImage(engine: EngineName, version: string): string {
  switch (engine) {
    case "postgres":
    case "aurora-postgres":
      return `postgres:${version}-trixie`;
    case "mysql":
    case "aurora-mysql":
      return `mysql:${version}`;
    case "mariadb":
      return `mariadb:${version}`;
    case "valkey":
      return `valkey/valkey:${version}-alpine`;
    case "redis":
      return `redis:${version === "7.1" ? "7.2" : version}-alpine`;
    case "memcached":
      return `memcached:${version}-alpine`;
  }
}
