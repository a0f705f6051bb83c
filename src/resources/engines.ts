// In: a resource of a database or cache before and after a change. Out: what becomes of its engine and storage where they stand: a new major version, an older one, less storage. Data and comparison only; the sentences are those of who tells it.
import { downgradedTo } from "./resource-type.ts";

export type EngineArguments = Readonly<Record<string, unknown>>;

/** `up`: a new major version, or the engine that follows. `down`: AWS has no way back. `same`: neither; minor versions come by themselves. */
export type Step = "up" | "down" | "same";

/** How many parts of a version are the major one: 17 of PostgreSQL, 8.4 of MySQL, 10.11 of MariaDB, 1.3 of Neptune. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html */
const MAJOR_PARTS: Readonly<Record<string, number>> = { mysql: 2, mariadb: 2, "aurora-mysql": 2, neptune: 2 };

/** Where RDS goes one major version at a time: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.MySQL.Major.html. The others may skip some. */
const ONE_BY_ONE: Readonly<Record<string, readonly string[]>> = { mysql: ["5.7", "8.0", "8.4"] };

/** Types that run an engine with a version of its own. A cache answers again within seconds to minutes; a database is away while its data is made over. */
const ENGINES: Readonly<Record<string, "database" | "cache">> = {
  aws_db_instance: "database",
  aws_rds_cluster: "database",
  aws_rds_global_cluster: "database",
  aws_docdb_cluster: "database",
  aws_neptune_cluster: "database",
  aws_elasticache_replication_group: "cache",
  aws_elasticache_cluster: "cache",
  aws_memorydb_cluster: "cache",
};

/** Arguments of which AWS takes no smaller number. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html, https://docs.aws.amazon.com/ebs/latest/userguide/modify-volume-requirements.html */
const NEVER_LESS: Readonly<Record<string, string>> = {
  aws_db_instance: "allocated_storage",
  aws_rds_cluster: "allocated_storage",
  aws_ebs_volume: "size",
};

export function engineKind(type: string): "database" | "cache" | undefined {
  return Object.hasOwn(ENGINES, type) ? ENGINES[type] : undefined;
}

/** What an upgrade where it stands costs; completes "during the apply: …". */
export const AWAY: Readonly<Record<"database" | "cache", string>> = {
  database: "the database is away for minutes, a standby with it, and whatever goes wrong in it ends the apply",
  cache: "connections break for seconds to minutes",
};

/** What becomes of the engine between two bodies of one resource. Another engine altogether is none of it: that is a new database. */
export function engineStep(before: EngineArguments, after: EngineArguments): Step {
  const [old, young] = [before["engine"], after["engine"]];
  if (old === "redis" && young === "valkey") return "up";
  if (old === "valkey" && young === "redis") return "down";
  // A body that names no engine on either side has the same one.
  if (old !== young) return "same";
  return compareMajors(String(old), before["engine_version"], after["engine_version"]);
}

/** Whether the same engine gets an older version, be it a minor one. */
export function isOlderEngine(before: EngineArguments, after: EngineArguments): boolean {
  if (engineStep(before, after) === "down") return true;
  const [old, young] = [before["engine_version"], after["engine_version"]];
  return (
    before["engine"] === after["engine"] &&
    typeof old === "string" &&
    typeof young === "string" &&
    downgradedTo(old, young)
  );
}

function compareMajors(engine: string, before: unknown, after: unknown): Step {
  const [old, young] = [majorOf(engine, before), majorOf(engine, after)];
  for (const [index, number] of (old ?? []).entries()) {
    const other = young?.[index];
    // "8" may be any of its releases.
    if (other === undefined) return "same";
    if (other !== number) return other > number ? "up" : "down";
  }
  return "same";
}

function majorOf(engine: string, version: unknown): number[] | undefined {
  if (typeof version !== "string" || !/^\d+(\.\w+)*$/.test(version)) return undefined;
  return version
    .split(".")
    .slice(0, MAJOR_PARTS[engine] ?? 1)
    .map(Number);
}

/** The versions that RDS wants in between: it has no direct way. */
export function stepsBetween(before: EngineArguments, after: EngineArguments): readonly string[] {
  if (engineStep(before, after) !== "up") return [];
  const steps = ONE_BY_ONE[String(after["engine"])] ?? [];
  const placeOf = ({ engine_version: version }: EngineArguments) =>
    steps.findIndex((step) => version === step || String(version).startsWith(`${step}.`));
  const [from, to] = [placeOf(before), placeOf(after)];
  return from < 0 || to < 0 ? [] : steps.slice(from + 1, to);
}

/** Storage that would get smaller, which AWS refuses. */
export function storageCut(
  type: string,
  before: EngineArguments,
  after: EngineArguments,
): { readonly argument: string; readonly before: number; readonly after: number } | undefined {
  const argument = Object.hasOwn(NEVER_LESS, type) ? NEVER_LESS[type] : undefined;
  if (argument === undefined) return undefined;
  const [old, young] = [before[argument], after[argument]];
  return typeof old === "number" && typeof young === "number" && young < old
    ? { argument, before: old, after: young }
    : undefined;
}
