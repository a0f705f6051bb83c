// In: decisions and details. Out: databases, caches, buckets and file systems. Never one that the decisions do not name.
import type { Decisions } from "../../decisions/decision.ts";
import type { Details } from "../../decisions/details/details.ts";
import { label } from "../../shared/names.ts";
import type { Draft } from "../draft.ts";
import type { HeldEngine } from "../held.ts";
import type { Bucket, Cache, Database, FileSystem, RelationalEngine } from "../model.ts";
import { reasonAt, reasonsOf } from "../reasons.ts";
import { ENGINES, findRelease } from "../versions.ts";

export const RELATIONAL: readonly string[] = ["postgres", "mysql", "mariadb", "aurora-postgres", "aurora-mysql"];

function isRelational(engine: string): engine is RelationalEngine {
  return RELATIONAL.includes(engine);
}

/** The first relational database is "main"; further ones carry their engine's name. */
export function resolveDatabases(
  { decisions, details, held }: Pick<Draft, "decisions" | "details" | "held">,
  projectId: string,
): Database[] {
  const engines = decisions.table.databases.value.filter(isRelational);
  return engines.map((engine, index) => {
    const { proxy, serverless, reader } = details.database;
    const aurora = engine.startsWith("aurora");
    const id = index === 0 ? "main" : engine;
    return {
      id,
      because: [
        ...reasonsOf(decisions, "databases"),
        ...(proxy === null ? [] : [reasonAt("databases", proxy)]),
        ...(serverless === null || !aurora ? [] : [reasonAt("databases", serverless)]),
      ].slice(0, 3),
      engine,
      version: versionOf(engine, index === 0 ? details.database.version : null, held.databases.get(id)),
      port: engine.includes("postgres") ? 5432 : 3306,
      databaseName: databaseName(projectId),
      // Not a name that scanners and attackers try first (FSBP RDS.23/25).
      username: "app_owner",
      proxy: index === 0 && proxy !== null,
      serverless: aurora && serverless !== null,
      readReplica: index === 0 && reader !== null && !aurora,
    };
  });
}

/** The stated release when AWS offers it, else the one that runs, else the recommended one: a version that nobody knows would fail at apply, and a newer recommendation is no wish for an upgrade. */
function versionOf(engine: RelationalEngine, stated: string | null, held: HeldEngine | undefined): string {
  const release = stated === null ? undefined : findRelease(ENGINES[engine], stated);
  if (release !== undefined) return release.version;
  const runs = held?.engine.replace(/postgresql$/, "postgres") === engine ? held.version : undefined;
  return ENGINES[engine].releases.find(({ version }) => version === runs)?.version ?? ENGINES[engine].recommended;
}

/** Letters, digits and underscores, starting with a letter: accepted by every engine. */
function databaseName(projectId: string): string {
  return label(projectId).slice(0, 30);
}

export function resolveCaches({ decisions, details, held }: Pick<Draft, "decisions" | "details" | "held">): Cache[] {
  const engines = decisions.table.cache.value;
  const engine = (["redis", "valkey", "memcached"] as const).find((name) => engines.includes(name));
  if (engine === undefined) return [];
  const reasons = reasonsOf(decisions, "cache");
  const broker = engine === "memcached" ? null : details.broker;
  return [
    {
      id: "main",
      because: broker === null ? reasons : [...reasons, reasonAt("cache", broker)],
      engine,
      version: cacheVersion(engine, held.caches.get("main")),
      port: engine === "memcached" ? 11211 : 6379,
      use: broker === null ? "cache" : "both",
    },
  ];
}

/** Of the family that runs; minor versions come by themselves. */
function cacheVersion(engine: Cache["engine"], held: HeldEngine | undefined): string {
  const { releases, recommended } = ENGINES[engine];
  const major = held?.engine === engine ? held.version : undefined;
  if (major === undefined || isOf(recommended, major)) return recommended;
  return releases.find(({ version }) => isOf(version, major))?.version ?? recommended;
}

function isOf(version: string, major: string): boolean {
  return version === major || version.startsWith(`${major}.`);
}

/** A bucket when a service depends on one, or when object storage is decided and no site explains it. */
export function resolveBuckets(decisions: Decisions, details: Details, siteCount: number): Bucket[] {
  if (!decisions.table.objectStorage.value) return [];
  const dependency = details.services
    .flatMap(({ dependencies }) => dependencies)
    .find((item) => item.kind === "target" && item.target === "bucket");
  if (dependency === undefined && siteCount > 0) return [];
  const because =
    dependency === undefined ? reasonsOf(decisions, "objectStorage") : [reasonAt("objectStorage", dependency.evidence)];
  return [{ id: "files", because, purpose: "files" }];
}

export function resolveFileSystems(decisions: Decisions): FileSystem[] {
  return decisions.table.fileStorage.value === "efs"
    ? [{ id: "shared", because: reasonsOf(decisions, "fileStorage"), mountPath: "/mnt/shared" }]
    : [];
}
