// In: the sizes that the answers state for databases and caches. Out: those that they can have, each told to `use`; what AWS would refuse is reported with what is built instead. Never a default.
import type { Stated } from "../../decisions/details/figures.ts";
import type { Draft } from "../draft.ts";
import type { Cache, Database } from "../model.ts";
import { judgeClass, type Verdict } from "./instance-class.ts";

/** Where a stated number went: the decision, what it is, its words, and the value that is built. */
export type Use = <T>(decision: string, what: string, stated: Stated<T>, value: string) => void;

/** RDS for gp3: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
export const STORAGE_GIB = { least: 20, most: 65536 };
/** Readers beside the writer of a cluster: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Replication.html */
const MOST_READERS = 15;
/** Aurora Serverless v2: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html */
const MOST_CAPACITY = 256;
/** A primary and five replicas: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.Redis.Groups.html */
const MOST_NODES = 6;

export function storesOf(
  draft: Draft,
  { databases, caches }: { readonly databases: readonly Database[]; readonly caches: readonly Cache[] },
  use: Use,
) {
  const { cache } = draft.details.numbers;
  const database = databaseOf(draft, databases, use);
  const nodeType = caches.length > 0 ? cache.nodeType : null;
  const isOffered = nodeType !== null && isClassOf(draft, nodeType, "a cache", judgeClass(nodeType.value, "cache"));
  if (nodeType !== null && isOffered) use("cache", "Class of the cache", nodeType, nodeType.value);
  const nodes = caches.length > 0 ? atMost(draft, cache.nodes, MOST_NODES, "nodes of a cache") : null;
  if (nodes !== null) use("cache", "Nodes of the cache", nodes, String(nodes.value));
  return {
    ...database,
    nodeType: isOffered ? nodeType?.value : undefined,
    nodes: nodes?.value,
  };
}

function databaseOf(draft: Draft, databases: readonly Database[], use: Use) {
  const { database } = draft.details.numbers;
  const main = databases[0];
  const aurora = main?.engine.startsWith("aurora") === true;
  const instanceClass = classOf(draft, databases);
  if (instanceClass !== undefined) use("databases", "Class of the database", instanceClass, instanceClass.value);
  const onDisk = main !== undefined && !aurora;
  const disk = onDisk ? diskOf(draft, use) : { storageGiB: undefined, maxStorageGiB: undefined };
  const readers = aurora ? atMost(draft, database.readers, MOST_READERS, "readers of a cluster") : null;
  if (readers !== null)
    use("databases", "Instances of the cluster, the writer included", readers, String(readers.value + 1));
  if (main?.readReplica === true && database.readers !== null && database.readers.value > 1)
    assume(
      draft,
      database.readers.evidence.pointer,
      `the answers state ${database.readers.value} read replicas; one is built`,
      "Add the others to database.tf by hand, or use Aurora, whose readers are a number.",
    );
  return {
    instanceClass: instanceClass?.value,
    ...disk,
    auroraInstances: readers === null ? undefined : readers.value + 1,
    auroraCapacity: aurora && main.serverless ? capacityOf(draft, use) : undefined,
  };
}

/** Storage and what it may grow to: the second one has to be more. */
function diskOf(draft: Draft, use: Use) {
  const { database } = draft.details.numbers;
  const storage = atMost(draft, database.storageGiB, STORAGE_GIB.most, "GiB of storage of a database");
  const storageGiB = storage === null ? undefined : Math.max(STORAGE_GIB.least, storage.value);
  if (storage !== null) use("databases", "Storage of the database", storage, `${storageGiB} GiB`);
  const most = atMost(draft, database.maxStorageGiB, STORAGE_GIB.most, "GiB that a database may grow to");
  const isLess = most !== null && storageGiB !== undefined && most.value < storageGiB;
  if (isLess)
    assume(
      draft,
      most.evidence.pointer,
      `storage of ${storageGiB} GiB cannot grow to "${most.evidence.quote}", which is less: it grows as the profile says`,
      "Name more than the storage that it begins with, or leave the limit out.",
    );
  else if (most !== null) use("databases", "Storage that the database may grow to", most, `${most.value} GiB`);
  return { storageGiB, maxStorageGiB: isLess ? undefined : most?.value };
}

function capacityOf(draft: Draft, use: Use): { readonly min: number | null; readonly max: number } | undefined {
  const { capacity } = draft.details.numbers.database;
  if (capacity === null) return undefined;
  const { min, max } = capacity.value;
  const { pointer, quote } = capacity.evidence;
  if (max > MOST_CAPACITY || max < 1) {
    assume(
      draft,
      pointer,
      `"${quote}": a cluster has from 1 to ${MOST_CAPACITY} capacity units at the most; the profile's are used`,
      `Name an upper end between 1 and ${MOST_CAPACITY}.`,
    );
    return undefined;
  }
  const isTurned = min !== null && min > max;
  if (isTurned)
    assume(
      draft,
      pointer,
      `"${quote}": the least is more than the most; read as ${max} to ${min}`,
      "Name the smaller figure first.",
    );
  const range = isTurned ? { min: max, max: min } : { min, max };
  const words = range.min === null ? `up to ${range.max}` : `${range.min} to ${range.max}`;
  use("databases", "Capacity units of the database", capacity, words);
  return range;
}

/** The stated class, when every database of the stack can have it: they share one. */
function classOf(draft: Draft, databases: readonly Database[]): Stated<string> | undefined {
  const stated = draft.details.numbers.database.instanceClass;
  if (stated === null || databases.length === 0) return undefined;
  const sized = databases.filter(({ serverless }) => !serverless);
  if (sized.length === 0) {
    const why = `a serverless database has no class: ${stated.value} is not used`;
    assume(draft, stated.evidence.pointer, why, "Leave the class out, or say that the database is not serverless.");
    return undefined;
  }
  return isDatabaseClass(draft, stated, sized) ? stated : undefined;
}

/** Whether every database with a class can have it. */
export function isDatabaseClass(draft: Draft, stated: Stated<string>, databases: readonly Database[]): boolean {
  return databases
    .filter(({ serverless }) => !serverless)
    .every(({ engine }) =>
      isClassOf(draft, stated, engine, judgeClass(stated.value, engine.startsWith("aurora") ? "aurora" : "rds")),
    );
}

/** What can be no class at all is an error. One of the right form may only be newer than our rules: the profile's is built, with a warning. */
export function isClassOf(draft: Draft, { value, evidence }: Stated<string>, owner: string, verdict: Verdict): boolean {
  if (verdict.isOffered) return true;
  const { pointer } = evidence;
  const near = verdict.near;
  if (verdict.isNone) {
    const help = `Did you mean "${near}"?`;
    const message = `"${evidence.quote}" is no class of AWS; a class is a family with its generation, and a size, like db.t4g.medium`;
    draft.report({ code: "ARCH_IMPOSSIBLE", severity: "error", pointer, message, help });
  } else
    assume(
      draft,
      pointer,
      `${owner} cannot have the class ${value}: the profile's is used`,
      `Name one that it can have, such as ${near}.`,
    );
  return false;
}

/** The stated figure, or the largest that there is, with a warning. */
function atMost(draft: Draft, stated: Stated<number> | null, most: number, what: string): Stated<number> | null {
  if (stated === null || stated.value <= most) return stated;
  const { pointer, quote } = stated.evidence;
  assume(
    draft,
    pointer,
    `"${quote}" is more than the ${most} ${what} that AWS allows; ${most} is used`,
    `Name at most ${most}.`,
  );
  return { ...stated, value: most };
}

export function assume(draft: Draft, pointer: string, message: string, help: string): void {
  draft.report({ code: "ARCH_ASSUMED", severity: "warning", pointer, message, help });
}
