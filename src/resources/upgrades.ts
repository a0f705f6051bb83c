// In: the engine and version of a database or cache before and after, and predictions. Out: whether that is an upgrade that AWS makes in place, and what is to be said about it: what it costs, or that AWS refuses it. Pure; knows no account and no date.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { label } from "../shared/names.ts";
import {
  type EngineArguments as Arguments,
  AWAY,
  engineStep,
  isOlderEngine,
  stepsBetween,
  storageCut,
} from "./engines.ts";
import type { Prediction } from "./predict.ts";
import { type Snapshot, terraformAddress, typeOf } from "./snapshot.ts";
import { type Accepted, nameOf } from "./verdict.ts";

const RDS: ReadonlySet<string> = new Set(["aws_db_instance", "aws_rds_cluster"]);
const CACHE = "aws_elasticache_replication_group";

/** Resources whose engine AWS upgrades where it stands. */
export function isUpgradable(type: string): boolean {
  return RDS.has(type) || type === CACHE;
}

/** What happens to engines and storage where they stand. What people accepted is theirs: then nothing is there yet, or they make it anew. */
export function upgradeDiagnostics(predictions: readonly Prediction[], accepted: Accepted): Diagnostic[] {
  const changed = predictions.filter(
    ({ address, action, values }) =>
      action === "changed" &&
      isUpgradable(typeOf(address)) &&
      // A replica follows its primary.
      values?.after["replicate_source_db"] === undefined,
  );
  const open = changed.filter((one) => !accepted.covers(one));
  return [
    ...alike(changed, ENGINE).flatMap((group) => upgrades(group, predictions)),
    ...alike(open, ENGINE).flatMap(refusedEngine),
    ...alike(open, ["allocated_storage"]).flatMap(refusedStorage),
  ];
}

const ENGINE = ["engine", "engine_version"];

/** Environments in which the same is asked of the same resource: one problem, said once. */
function alike(predictions: readonly Prediction[], names: readonly string[]): Prediction[][] {
  const groups = new Map<string, Prediction[]>();
  for (const one of predictions) {
    const { before, after } = bodies(one);
    const key = JSON.stringify([one.address, ...names.flatMap((name) => [before[name], after[name]])]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function bodies(one: Prediction | undefined): { readonly before: Arguments; readonly after: Arguments } {
  return { before: one?.values?.before ?? {}, after: one?.values?.after ?? {} };
}

function engineOf({ engine, engine_version: version }: Arguments): string {
  return version === undefined ? String(engine) : `${String(engine)} ${String(version)}`;
}

function placesOf(group: readonly Prediction[]): string {
  return [...new Set(group.map(({ root }) => nameOf(root)))].join(", ");
}

function pointerOf({ because }: Prediction): string {
  return because.find(({ pointer }) => pointer !== undefined)?.pointer ?? "";
}

/** What AWS does not do: the apply would fail, or Terraform would pass over it in silence. */
function refused(group: readonly Prediction[], what: string, way: string): Diagnostic[] {
  const [first] = group;
  if (first === undefined) return [];
  const address = terraformAddress("stack", first.address);
  return [
    {
      code: "IMPACT_REFUSED",
      severity: "error",
      pointer: pointerOf(first),
      message: `${address} in ${placesOf(group)}: ${what}`,
      help: `${way} Where nothing of it was applied yet, or you make it anew yourself: --accept-data-loss '${address}'.`,
    },
  ];
}

function refusedEngine(group: readonly Prediction[]): Diagnostic[] {
  const { before, after } = bodies(group[0]);
  const asked = `it is ${engineOf(before)} and the answers ask for ${engineOf(after)}`;
  const missing = stepsBetween(before, after);
  if (missing.length > 0)
    return refused(
      group,
      `${asked}; RDS goes one major version at a time`,
      `Name ${String(after["engine"])} ${missing.join(", then ")} first, apply that everywhere, and then go on.`,
    );
  if (!isOlderEngine(before, after)) return [];
  return refused(
    group,
    `${asked}; AWS has no way back to an older version`,
    `Name ${engineOf(before)} again. To go back all the same, make a second one, copy the data with a dump (pg_dump, mysqldump) or AWS DMS, and switch over.`,
  );
}

function refusedStorage(group: readonly Prediction[]): Diagnostic[] {
  const { before, after } = bodies(group[0]);
  const cut = storageCut(typeOf(group[0]?.address ?? ""), before, after);
  if (cut === undefined) return [];
  const { before: old, after: young } = cut;
  return refused(
    group,
    `its storage is ${old} GiB and ${young} GiB are asked for; RDS never makes storage smaller, and Terraform would pass over it in silence`,
    `Ask for ${old} GiB again. For less, make a second database, copy the data and switch over (RDS makes no blue/green deployment of a database whose password Secrets Manager manages).`,
  );
}

function upgrades(group: readonly Prediction[], predictions: readonly Prediction[]): Diagnostic[] {
  const [first] = group;
  if (first === undefined) return [];
  const { before, after } = bodies(first);
  if (engineStep(before, after) !== "up" || stepsBetween(before, after).length > 0) return [];
  const isCache = typeOf(first.address) === CACHE;
  const replica = replicaBehind(first, predictions);
  const away = AWAY[isCache ? "cache" : "database"];
  const care = isCache ? "Take a snapshot first" : "Take a snapshot and try the upgrade on a copy of it first";
  const order =
    replica === undefined
      ? ""
      : " RDS wants the replica upgraded before its source, which Terraform cannot do: the runbook has the command.";
  const settled = JSON.stringify({
    decisions: { upgraded: { [first.address]: String(after["engine_version"] ?? after["engine"]) } },
  });
  return [
    {
      code: "IMPACT_UPGRADE",
      severity: "warning",
      pointer: pointerOf(first),
      message: `${terraformAddress("stack", first.address)} goes from ${engineOf(before)} to ${engineOf(after)} in ${placesOf(group)}, during the apply and not in the next maintenance window: ${away}. There is no way back but a snapshot from before.${order}`,
      help: `${care}, and approve the apply of each environment when that may happen; the runbook has the steps, also for less downtime (Upgrade). Once every environment has it, say so: ${settled}.`,
    },
  ];
}

/** Of MySQL and MariaDB; PostgreSQL takes its replicas along. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.MySQL.html */
function replicaBehind({ root, values }: Prediction, predictions: readonly Prediction[]): Prediction | undefined {
  if (values?.after["engine"] === "postgres") return undefined;
  const identifier = values?.after["identifier"];
  return predictions.find(
    (one) => one.root === root && identifier !== undefined && one.values?.after["replicate_source_db"] === identifier,
  );
}

type Ids = Readonly<Record<string, string>>;
type Engines = ReadonlyMap<string, { readonly engine: string; readonly version: string }>;

/** The engines of an earlier run, by the ids of this one. `renamed`: old id → new id. Of a cache the version is in no argument, and its parameter group says the family. */
export function heldEngines(
  before: Snapshot | undefined,
  renamed: { readonly databases: Ids; readonly caches: Ids },
): { readonly databases: Engines; readonly caches: Engines } {
  const root = Object.values(before?.roots ?? {}).find(({ module }) => module === "stack");
  const bodyOf = (type: string, id: string) => root?.resources[`${type}.${label(id)}`]?.arguments;
  const all = (kind: "databases" | "caches", find: (id: string) => Arguments | undefined): Engines =>
    new Map(
      Object.keys(before?.parts[kind] ?? {}).flatMap((id) => {
        const { engine, engine_version: version } = find(id) ?? {};
        if (typeof engine !== "string" || typeof version !== "string") return [];
        return [[renamed[kind][id] ?? id, { engine, version }] as const];
      }),
    );
  return {
    databases: all("databases", (id) => bodyOf("aws_db_instance", id) ?? bodyOf("aws_rds_cluster", id)),
    caches: all("caches", (id) => {
      const [, engine, version] =
        /^([a-z]+)([\d.]+)$/.exec(String(bodyOf("aws_elasticache_parameter_group", id)?.["family"])) ?? [];
      return { engine, engine_version: version };
    }),
  };
}
