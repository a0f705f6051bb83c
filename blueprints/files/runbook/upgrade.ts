// In: the databases and caches of an architecture. Out: how each gets a new major version: what the apply does, and what to do before it. Never a command that makes the old one go.
import type { Architecture, Cache, Database } from "../../../src/architecture/model.ts";
import { ENGINES as VERSIONS } from "../../../src/architecture/versions.ts";
import { code, fence, list } from "../../../src/render/markdown.ts";
import { label, shorten } from "../../../src/shared/names.ts";
import { ENGINES } from "../../stacks/database/engines.ts";
import { engineName, mainEnvironment } from "../parts-in-words.ts";

/** The whole section, with the empty line before it; empty where there is nothing that has a version. */
export function upgrade(architecture: Architecture): string {
  const caches = architecture.caches.filter(({ engine }) => engine !== "memcached");
  if (architecture.databases.length + caches.length === 0) return "";
  const [database] = architecture.databases;
  const first = database === undefined ? "aws_elasticache_replication_group.main" : addressOf(database);
  return [
    "",
    "## Upgrade",
    `Minor versions come by themselves. A new major version is named in the answers; then ${code("scaffold infra")} writes a stack that makes it: a parameter group of the new family beside the old one, and an upgrade during the apply (the next maintenance window would be too late: the old group goes with the apply). So whoever approves the apply chooses the time, environment by environment. There is no way back but a snapshot; an older major version and less storage are refused.`,
    `Once every environment runs it, say so in the answers, and later changes wait for the maintenance window again: ${code(`"decisions": { "upgraded": { "${first}": "<version>" } }`)}.`,
    ...architecture.databases.map((database) => upgradeDatabase(architecture, database)),
    ...caches.map((cache) => upgradeCache(architecture, cache)),
  ].join("\n\n");
}

function addressOf({ id, engine }: Database): string {
  return `${ENGINES[engine].cluster ? "aws_rds_cluster" : "aws_db_instance"}.${label(id)}`;
}

/** In place only: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/blue-green-deployments-considerations.html names managed master passwords first among what it does not support. */
function upgradeDatabase(architecture: Architecture, database: Database): string {
  const { project, region } = architecture;
  const facts = ENGINES[database.engine];
  const kind = facts.cluster ? "db-cluster" : "db-instance";
  const snapshot = facts.cluster ? "db-cluster-snapshot" : "db-snapshot";
  const name = `SOURCE=${project.id}-$ENV-${shorten(database.id, 16)}`;
  const before = `ENV=${mainEnvironment(architecture)?.id ?? ""}
${name}
TO=${next(database)}   # what the answers are to say; RDS must list it as a target of what runs
RUNS=$(aws rds describe-${kind}s --region ${region} --${kind}-identifier "$SOURCE" --query '*[0].EngineVersion' --output text)
aws rds describe-db-engine-versions --region ${region} --engine ${facts.name} --engine-version "$RUNS" \\
  --query 'DBEngineVersions[0].ValidUpgradeTarget[?IsMajorVersionUpgrade].EngineVersion' --output text
aws rds create-${snapshot} --region ${region} --${kind}-identifier "$SOURCE" --${snapshot}-identifier "$SOURCE-before-\${TO//./-}"
aws rds wait ${snapshot}-available --region ${region} --${snapshot}-identifier "$SOURCE-before-\${TO//./-}"`;
  const isPostgres = facts.proxyFamily === "POSTGRESQL";
  const steps = [
    "Try it on a copy: restore the snapshot under another name, upgrade that one, and run the services' tests against it.",
    isPostgres
      ? `Extensions stay at their old version: ${code("ALTER EXTENSION … UPDATE")} after it. Statistics do not come along: ${code("ANALYZE")}.`
      : "The log of the check that RDS makes before it starts says what stands in the way; nothing is changed then.",
    "Approve the apply. When it fails, the database runs on as it was or is restored by RDS; the apply can be repeated.",
    ...(database.readReplica
      ? [
          isPostgres
            ? "RDS upgrades the read replica with its source."
            : `RDS wants the read replica upgraded before its source. Before each apply: ${code(`aws rds modify-db-instance --region ${region} --db-instance-identifier "$SOURCE-replica" --engine-version "$TO" --allow-major-version-upgrade --apply-immediately`)}, and wait until it is available.`,
        ]
      : []),
    ...(isPostgres && architecture.services.length > 0
      ? [
          `On a laptop ${code("compose.yaml")} begins with an empty volume, since no version of PostgreSQL reads the files of another; the old volume stays until ${code("docker volume rm")}.`,
        ]
      : []),
    "There is no way with a blue/green deployment: RDS refuses it for a database whose master password Secrets Manager manages, as it does here. So count the minutes of the upgrade on the copy, and announce them.",
  ];
  return [
    `### ${engineName(database)} ${code(database.id)}`,
    "Before the apply, and without harm to anything:",
    fence("bash", before),
    list(steps),
  ].join("\n\n");
}

/** The newest that is known, or nobody's: a database that runs it has nowhere to go that this table knows of. */
function next({ engine, version }: Database): string {
  const newest = VERSIONS[engine].releases[0]?.version;
  return newest === undefined || newest === version ? '"<the next major version>"' : newest;
}

function upgradeCache(architecture: Architecture, cache: Cache): string {
  const { project, region } = architecture;
  const name = cache.engine === "redis" ? "Redis" : "Valkey";
  const next =
    cache.engine === "redis"
      ? " Redis on ElastiCache ends with 7.1; what follows it is Valkey, which the answers name."
      : "";
  const before = `ENV=${mainEnvironment(architecture)?.id ?? ""}
CACHE=$(aws elasticache describe-replication-groups --region ${region} --query "ReplicationGroups[?starts_with(ReplicationGroupId, '${shorten(project.id, 12)}-$ENV-')].ReplicationGroupId" --output text)
aws elasticache create-snapshot --region ${region} --replication-group-id "$CACHE" --snapshot-name "$CACHE-before-upgrade"`;
  return [
    `### ${name} ${code(cache.id)}`,
    `It keeps its address, its keys and its password; connections break while a node takes over, with one node for minutes.${next} There is no way back to Redis or to an older version: that would be a new, empty cache.`,
    fence("bash", before),
  ].join("\n\n");
}
