// In: the databases of an architecture. Out: how to bring each back to an earlier moment, with the commands for its engine. Never a command that destroys the damaged one.
import type { Architecture, Database } from "../../../src/architecture/model.ts";
import { addressOf, type ResourceGraph } from "../../../src/render/graph.ts";
import { code, fence } from "../../../src/render/markdown.ts";
import { label, shorten } from "../../../src/shared/names.ts";
import { engineName } from "../parts-in-words.ts";

/** One part per database. */
export function restoreDatabases(architecture: Architecture, graph: ResourceGraph, command: string): string {
  return architecture.databases.map((database) => restore(architecture, graph, database, command)).join("\n\n");
}

function restore({ project, region }: Architecture, graph: ResourceGraph, database: Database, command: string): string {
  const cluster = database.engine.startsWith("aurora-");
  const source = `${project.id}-$ENV-${shorten(database.id, 16)}`;
  const kind = cluster ? "db-cluster" : "db-instance";
  const address = addressIn(graph, cluster ? "aws_rds_cluster" : "aws_db_instance", database);
  const describe = cluster
    ? `read -r SUBNETS SECURITY_GROUPS <<< "$(aws rds describe-db-clusters --region ${region} --db-cluster-identifier "$SOURCE" \\
  --query 'DBClusters[0].[DBSubnetGroup, join(\`,\`, VpcSecurityGroups[].VpcSecurityGroupId)]' --output text)"`
    : `read -r SUBNETS SECURITY_GROUPS <<< "$(aws rds describe-db-instances --region ${region} --db-instance-identifier "$SOURCE" \\
  --query 'DBInstances[0].[DBSubnetGroup.DBSubnetGroupName, join(\`,\`, VpcSecurityGroups[].VpcSecurityGroupId)]' --output text)"`;
  const create = cluster
    ? `aws rds restore-db-cluster-to-point-in-time --region ${region} --source-db-cluster-identifier "$SOURCE" \\
  --db-cluster-identifier "$SOURCE-restored" --restore-to-time "$MOMENT" \\
  --db-subnet-group-name "$SUBNETS" --vpc-security-group-ids \${SECURITY_GROUPS//,/ }
aws rds create-db-instance --region ${region} --db-cluster-identifier "$SOURCE-restored" \\
  --db-instance-identifier "$SOURCE-restored-check" --engine ${database.engine === "aurora-mysql" ? "aurora-mysql" : "aurora-postgresql"} \\
  --db-instance-class ${database.serverless ? "db.serverless" : "db.r7g.large"}
aws rds wait db-instance-available --region ${region} --db-instance-identifier "$SOURCE-restored-check"`
    : `aws rds restore-db-instance-to-point-in-time --region ${region} --source-db-instance-identifier "$SOURCE" \\
  --target-db-instance-identifier "$SOURCE-restored" --restore-time "$MOMENT" \\
  --db-subnet-group-name "$SUBNETS" --vpc-security-group-ids \${SECURITY_GROUPS//,/ } \\
  --no-publicly-accessible --deletion-protection
aws rds wait db-instance-available --region ${region} --db-instance-identifier "$SOURCE-restored"`;
  const rename = (from: string, to: string) =>
    `aws rds modify-${kind} --region ${region} --${kind}-identifier "${from}" --new-${kind}-identifier "${to}" --apply-immediately`;
  const root = '"infra/environments/$ENV"';
  return [
    `### ${engineName(database)} ${code(database.id)}`,
    "Restoring makes a second database beside the first; nothing is overwritten. Look at it before you switch.",
    fence(
      "bash",
      `ENV=prod\nMOMENT=2026-01-31T12:00:00Z   # in UTC, before the damage\nSOURCE=${source}\n${describe}\n${create}`,
    ),
    "To switch, let the restored one take over the name, and tell the state about it. The host name stays the same; open connections break once.",
    fence(
      "bash",
      `${rename("$SOURCE", "$SOURCE-damaged")}\naws rds wait ${kind}-available --region ${region} --${kind}-identifier "$SOURCE-damaged"\n${rename("$SOURCE-restored", "$SOURCE")}\naws rds wait ${kind}-available --region ${region} --${kind}-identifier "$SOURCE"\n${command} -chdir=${root} state rm 'module.stack.${address}'\n${command} -chdir=${root} import 'module.stack.${address}' "$SOURCE"\n${command} -chdir=${root} plan`,
    ),
    `The plan turns on again what a restore leaves out: the managed password, log exports, the parameter group. It must not replace anything. Apply it; tasks then start anew with the new password.${cluster ? " The instances of the cluster are imported in the same way." : ""}`,
  ].join("\n\n");
}

function addressIn({ blocks }: ResourceGraph, type: string, database: Database): string {
  const candidates = blocks.filter(({ kind, labels }) => kind === "resource" && labels[0] === type);
  const found = candidates.find(({ labels }) => labels[1] === label(database.id)) ?? candidates[0];
  return found === undefined ? `${type}.${label(database.id)}` : addressOf(found);
}
