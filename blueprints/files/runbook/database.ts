// In: the databases of an architecture. Out: how to bring each back to an earlier moment, with the commands for its engine. Never a command that destroys the damaged one.
import type { Architecture, Database } from "../../../src/architecture/model.ts";
import { addressOf, type ResourceGraph } from "../../../src/render/graph.ts";
import { code, fence } from "../../../src/render/markdown.ts";
import { label, shorten } from "../../../src/shared/names.ts";
import { ENGINES } from "../../stacks/database/engines.ts";
import { engineName, mainEnvironment } from "../parts-in-words.ts";
import { switchOver } from "./switch-over.ts";

/** One part per database. */
export function restoreDatabases(architecture: Architecture, graph: ResourceGraph, command: string): string {
  return architecture.databases.map((database) => restore(architecture, graph, database, command)).join("\n\n");
}

function restore(architecture: Architecture, graph: ResourceGraph, database: Database, command: string): string {
  return database.engine.startsWith("aurora-")
    ? restoreCluster(architecture, graph, database, command)
    : restoreInstance(architecture, graph, database, command);
}

const LOOK =
  "Restoring makes a second database beside the first; nothing is overwritten. Look at it before you switch.";

/** What a restore would leave out, and what the plan could turn on only later. */
function kept({ engine }: Database): string {
  const logs = JSON.stringify(ENGINES[engine].logs);
  return `--enable-iam-database-authentication --copy-tags-to-snapshot \\\n  --enable-cloudwatch-logs-exports '${logs}'`;
}

/** A name is only known some time after the change was taken; until then the waiter of the command line fails. Ten minutes, since a name that is wrong never comes. */
function waitFor(kind: string, region: string, name: string): string {
  return `for TRY in $(seq 60); do aws rds describe-${kind}s --region ${region} --${kind}-identifier "${name}" > /dev/null 2>&1 && break; sleep 10; done
aws rds wait ${kind}-available --region ${region} --${kind}-identifier "${name}"`;
}

function rename(kind: string, region: string, from: string, to: string): string {
  return `aws rds modify-${kind} --region ${region} --${kind}-identifier "${from}" --new-${kind}-identifier "${to}" --apply-immediately
${waitFor(kind, region, to)}`;
}

/** In every way back: a restore takes this for Oracle alone, even where what it restores had it (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceToPointInTime.html).
 * The wait before is for the change to begin: right after the call the database still says "available". */
function managePassword(kind: string, region: string, prefix: string): string {
  return `aws rds modify-${kind} --region ${region} --${kind}-identifier "$SOURCE-restored" --manage-master-user-password \\
  --master-user-secret-kms-key-id "alias/${prefix}-secrets" --apply-immediately
sleep 60
${waitFor(kind, region, "$SOURCE-restored")}`;
}

/** Where a database comes back: beside the damaged one, or in the region of the copies. */
interface Place {
  readonly region: string;
  readonly environment: string;
}

/** The settings of a new instance, taken from the one that is there. */
function instanceSettings(region: string): string {
  return `read -r SUBNETS SECURITY_GROUPS PARAMETERS MULTI_AZ <<< "$(aws rds describe-db-instances --region ${region} --db-instance-identifier "$SOURCE" \\
  --query 'DBInstances[0].[DBSubnetGroup.DBSubnetGroupName, join(\`,\`, VpcSecurityGroups[].VpcSecurityGroupId), DBParameterGroups[0].DBParameterGroupName, MultiAZ]' --output text)"
TAGS=$(aws rds describe-db-instances --region ${region} --db-instance-identifier "$SOURCE" --query 'DBInstances[0].TagList' --output json)
SETTINGS=(--db-subnet-group-name "$SUBNETS" --vpc-security-group-ids \${SECURITY_GROUPS//,/ } --db-parameter-group-name "$PARAMETERS"
  --no-publicly-accessible --deletion-protection)
if [ "$MULTI_AZ" = True ]; then SETTINGS+=(--multi-az); else SETTINGS+=(--no-multi-az); fi`;
}

function startOf({ project }: Architecture, database: Database, { environment }: Place): string {
  return `ENV=${environment}\nSOURCE=${project.id}-$ENV-${shorten(database.id, 16)}`;
}

function switchInstance(
  { project }: Architecture,
  address: string,
  command: string,
  region: string,
  isGone: boolean,
): string {
  const root = '"infra/environments/$ENV"';
  const aside = isGone ? "" : `${rename("db-instance", region, "$SOURCE", "$SOURCE-damaged")}\n`;
  return `${managePassword("db-instance", region, `${project.id}-$ENV`)}
${aside}${rename("db-instance", region, "$SOURCE-restored", "$SOURCE")}
${command} -chdir=${root} state rm 'module.stack.${address}'
${command} -chdir=${root} import 'module.stack.${address}' "$SOURCE"
${command} -chdir=${root} plan`;
}

function restoreInstance(
  architecture: Architecture,
  graph: ResourceGraph,
  database: Database,
  command: string,
): string {
  const { region } = architecture;
  const address = addressIn(graph, "aws_db_instance", database);
  const create = `${startOf(architecture, database, { region, environment: "prod" })}
MOMENT=2026-01-31T12:00:00Z   # in UTC, before the damage
${instanceSettings(region)}
aws rds restore-db-instance-to-point-in-time --region ${region} --source-db-instance-identifier "$SOURCE" \\
  --target-db-instance-identifier "$SOURCE-restored" --restore-time "$MOMENT" "\${SETTINGS[@]}" \\
  ${kept(database)} --tags "$TAGS"
${waitFor("db-instance", region, "$SOURCE-restored")}`;
  const replica = database.readReplica
    ? [
        `The read replica follows the damaged one: delete ${code("$SOURCE-replica")}, and ${code("state rm")} its address before the plan, which makes a new one.`,
      ]
    : [];
  return [
    `### ${engineName(database)} ${code(database.id)}`,
    LOOK,
    fence("bash", create),
    ...switchOver(architecture, database, (isGone) => switchInstance(architecture, address, command, region, isGone), {
      before: replica,
      after: replicationAfter(architecture, database),
    }),
  ].join("\n\n");
}

/** The replication belongs to an instance by the identifier that RDS gave it, and the restored one is another instance. */
function replicationAfter({ backup, drRegion }: Architecture, database: Database): string[] {
  if (drRegion === undefined || !backup.pointInTime) return [];
  const address = `module.stack.aws_db_instance_automated_backups_replication.${label(database.id)}["${database.id}"]`;
  return [
    `Its backups go to ${code(drRegion)} only once their replication follows the restored one: look whether ${code(`aws rds describe-db-instance-automated-backups --region ${drRegion}`)} shows it as replicating, and if it does not, plan and apply once more with ${code(`-replace='${address}'`)}.`,
  ];
}

/** From what was copied, in the region of the copies, in the place of the empty database that the first apply made there. */
export function recoverDatabases(
  architecture: Architecture,
  graph: ResourceGraph,
  command: string,
  place: Place & { readonly lost: string },
): string {
  return architecture.databases
    .map((database) =>
      ENGINES[database.engine].cluster
        ? recoverCluster(architecture, graph, database, command, place)
        : recoverInstance(architecture, graph, database, command, place),
    )
    .join("\n\n");
}

/** The newest copy of one database in the vault of the second region. */
function newestCopy(
  architecture: Architecture,
  kind: "db" | "cluster",
  { region, lost }: Place & { lost: string },
): string {
  const { project } = architecture;
  return `POINT=$(aws backup list-recovery-points-by-backup-vault --region ${region} --backup-vault-name "${project.id}-${lost}-backup-copy" \\
  --query "sort_by(RecoveryPoints[?ends_with(ResourceArn, ':${kind}:$LOST')], &CreationDate)[-1].RecoveryPointArn" --output text)`;
}

function recoverInstance(
  architecture: Architecture,
  graph: ResourceGraph,
  database: Database,
  command: string,
  place: Place & { readonly lost: string },
): string {
  const { project, backup } = architecture;
  const { region, lost } = place;
  const address = addressIn(graph, "aws_db_instance", database);
  const settings = `"\${SETTINGS[@]}" \\\n  ${kept(database)} --tags "$TAGS"`;
  const fromCopy = `${newestCopy(architecture, "db", place)}
aws rds restore-db-instance-from-db-snapshot --region ${region} --db-snapshot-identifier "$POINT" \\
  --db-instance-identifier "$SOURCE-restored" ${settings}`;
  const begin = `${startOf(architecture, database, place)}   # the empty one
LOST=${project.id}-${lost}-${shorten(database.id, 16)}
${instanceSettings(region)}`;
  const fromLog = `BACKUPS=$(aws rds describe-db-instance-automated-backups --region ${region} \\
  --query "DBInstanceAutomatedBackups[?DBInstanceIdentifier=='$LOST'] | [0].DBInstanceAutomatedBackupsArn" --output text)
aws rds describe-db-instance-automated-backups --region ${region} --db-instance-automated-backups-arn "$BACKUPS" \\
  --query 'DBInstanceAutomatedBackups[0].[Status, RestoreWindow]'
aws rds restore-db-instance-to-point-in-time --region ${region} --source-db-instance-automated-backups-arn "$BACKUPS" \\
  --target-db-instance-identifier "$SOURCE-restored" --use-latest-restorable-time ${settings}`;
  const end = `${waitFor("db-instance", region, "$SOURCE-restored")}
${switchInstance(architecture, address, command, region, false)}`;
  if (!backup.pointInTime)
    return `${engineName(database)} ${code(database.id)}, as its newest copy has it (a copy is made every ${backup.frequencyHours} hours):\n\n${fence("bash", `${begin}\n${fromCopy}\n${end}`)}`;
  return `${engineName(database)} ${code(database.id)}, to the last minutes: its transaction logs are replicated.\n\n${fence("bash", `${begin}\n${fromLog}\n${end}`)}

Where ${code("$BACKUPS")} is ${code("None")}, the newest copy of the vault takes the place of the last two commands before the waiting. It is up to ${backup.frequencyHours} hours old:\n\n${fence("bash", fromCopy)}`;
}

function clusterParts(
  architecture: Architecture,
  graph: ResourceGraph,
  database: Database,
  command: string,
  place: Place,
): {
  readonly begin: string;
  readonly settings: string;
  readonly look: string;
  readonly engine: string;
  switching(isGone: boolean): string;
} {
  const { project } = architecture;
  const { region } = place;
  const cluster = addressIn(graph, "aws_rds_cluster", database);
  const instance = addressIn(graph, "aws_rds_cluster_instance", database);
  const size = mainEnvironment(architecture)?.database;
  const root = '"infra/environments/$ENV"';
  const engine = database.engine === "aurora-mysql" ? "aurora-mysql" : "aurora-postgresql";
  const capacity = database.serverless
    ? ` \\
  --serverless-v2-scaling-configuration MinCapacity=${size?.auroraMinCapacity ?? 0.5},MaxCapacity=${size?.auroraMaxCapacity ?? 4}`
    : "";
  const numbers = Array.from({ length: size?.auroraInstances ?? 1 }, (_, index) => String(index + 1)).join(" ");
  const addInstance = (name: string) =>
    `aws rds create-db-instance --region ${region} --db-cluster-identifier "$CLUSTER" --db-instance-identifier "${name}" \\
  --engine ${engine} --db-instance-class "$CLASS" --no-publicly-accessible`;
  const begin = `${startOf(architecture, database, place)}
NUMBERS="${numbers}"   # "instances" of database_${label(database.id)} in the environment's .auto.tfvars
read -r SUBNETS SECURITY_GROUPS PARAMETERS <<< "$(aws rds describe-db-clusters --region ${region} --db-cluster-identifier "$SOURCE" \\
  --query 'DBClusters[0].[DBSubnetGroup, join(\`,\`, VpcSecurityGroups[].VpcSecurityGroupId), DBClusterParameterGroup]' --output text)"
TAGS=$(aws rds describe-db-clusters --region ${region} --db-cluster-identifier "$SOURCE" --query 'DBClusters[0].TagList' --output json)
CLASS=$(aws rds describe-db-instances --region ${region} --db-instance-identifier "$SOURCE-1" --query 'DBInstances[0].DBInstanceClass' --output text)`;
  const settings = `--deletion-protection \\
  --db-subnet-group-name "$SUBNETS" --vpc-security-group-ids \${SECURITY_GROUPS//,/ } \\
  --db-cluster-parameter-group-name "$PARAMETERS" ${kept(database)} --tags "$TAGS"${capacity}`;
  const look = `CLUSTER="$SOURCE-restored"
${addInstance("$SOURCE-look")}
${waitFor("db-instance", region, "$SOURCE-look")}`;
  const aside = `for N in $NUMBERS; do
${indent(rename("db-instance", region, "$SOURCE-$N", "$SOURCE-damaged-$N"))}
done
${rename("db-cluster", region, "$SOURCE", "$SOURCE-damaged")}
`;
  const switching = (gone: boolean) => `${managePassword("db-cluster", region, `${project.id}-$ENV`)}
${gone ? "" : aside}${rename("db-cluster", region, "$SOURCE-restored", "$SOURCE")}
CLUSTER="$SOURCE"
${command} -chdir=${root} state rm 'module.stack.${cluster}' 'module.stack.${instance}'
${command} -chdir=${root} import 'module.stack.${cluster}' "$SOURCE"
for N in $NUMBERS; do
${indent(addInstance("$SOURCE-$N"))}
${indent(waitFor("db-instance", region, "$SOURCE-$N"))}
  ${command} -chdir=${root} import "module.stack.${instance}[\\"$N\\"]" "$SOURCE-$N"
done
aws rds delete-db-instance --region ${region} --db-instance-identifier "$SOURCE-look"
${command} -chdir=${root} plan`;
  return { begin, settings, look, engine, switching };
}

/** Instances keep the names that the configuration expects: the old ones give them up first. */
function restoreCluster(architecture: Architecture, graph: ResourceGraph, database: Database, command: string): string {
  const { region } = architecture;
  const place = { region, environment: "prod" };
  const { begin, settings, look, switching } = clusterParts(architecture, graph, database, command, place);
  const create = `${begin}
MOMENT=2026-01-31T12:00:00Z   # in UTC, before the damage
aws rds restore-db-cluster-to-point-in-time --region ${region} --source-db-cluster-identifier "$SOURCE" \\
  --db-cluster-identifier "$SOURCE-restored" --restore-to-time "$MOMENT" ${settings}
${look}`;
  return [
    `### ${engineName(database)} ${code(database.id)}`,
    LOOK,
    fence("bash", create),
    ...switchOver(architecture, database, switching, { before: [], after: [] }),
  ].join("\n\n");
}

/** A cluster has no replication of its logs to another region: it comes back as its newest copy has it. The key may be another one, so it is the stack's own. */
function recoverCluster(
  architecture: Architecture,
  graph: ResourceGraph,
  database: Database,
  command: string,
  place: Place & { readonly lost: string },
): string {
  const { project, backup } = architecture;
  const { begin, settings, look, engine, switching } = clusterParts(architecture, graph, database, command, place);
  const commands = `${begin}
LOST=${project.id}-${place.lost}-${shorten(database.id, 16)}
${newestCopy(architecture, "cluster", place)}
aws rds restore-db-cluster-from-snapshot --region ${place.region} --snapshot-identifier "$POINT" --engine ${engine} \\
  --db-cluster-identifier "$SOURCE-restored" --kms-key-id "alias/${project.id}-$ENV-data" ${settings}
${look}
${switching(false)}`;
  return `${engineName(database)} ${code(database.id)}, as its newest copy has it (a copy is made every ${backup.frequencyHours} hours; a cluster has no replication of its logs to another region):\n\n${fence("bash", commands)}`;
}

function indent(lines: string): string {
  return lines
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}

function addressIn({ blocks }: ResourceGraph, type: string, database: Database): string {
  const candidates = blocks.filter(({ kind, labels }) => kind === "resource" && labels[0] === type);
  const found = candidates.find(({ labels }) => labels[1] === label(database.id)) ?? candidates[0];
  return found === undefined ? `${type}.${label(database.id)}` : addressOf(found);
}
