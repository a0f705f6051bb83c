// In: a database on Aurora. Out: the cluster with its instances, parameters, logs and secret. Never a password and never a public address.
import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster/index.js";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance/index.js";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group/index.js";
import { Construct } from "constructs";
import type { Architecture, Database } from "../../../src/architecture/model.ts";
import { label } from "../../../src/shared/names.ts";
import { booleanExpr, expr, literal, named, numberExpr } from "../expressions.ts";
import { shortName } from "../names.ts";
import { declareInput } from "../variables.ts";
import { ENGINES, lifecycleSupport } from "./engines.ts";
import {
  CA,
  type DatabasePart,
  type DatabaseSurroundings,
  databaseGroup,
  databaseLogGroups,
  insights,
  insightsInput,
  managedSecretArn,
  rotateManagedSecret,
} from "./shared.ts";
import { BACKUP_WINDOW, MAINTENANCE_WINDOW } from "./windows.ts";

/** How far an Aurora MySQL cluster can be turned back in place, in seconds (CKV_AWS_326). */
const BACKTRACK_SECONDS = 24 * 60 * 60;

/** Aurora by the settings of CKV_AWS_96, 118, 139, 162, 226, 313, 324, 326, 327, 353, 354 and CKV2_AWS_27. */
export class ClusterDatabase extends Construct {
  readonly part: DatabasePart;
  readonly cluster: RdsCluster;
  readonly parameterGroupName: string;
  /** Address of its instances, a map by their names. */
  readonly instancesName: string;

  constructor(scope: Construct, architecture: Architecture, database: Database, around: DatabaseSurroundings) {
    super(scope, `database-${database.id}`);
    const facts = ENGINES[database.engine];
    const id = label(database.id);
    const { foundation, keys } = around;
    const identifier = `${foundation.prefix}-${shortName(database.id, 16)}`;
    const input = `var.database_${id}`;
    declareClusterInput(this, architecture, database, id);
    const family = facts.family(database.version);
    const parameters = named(
      new RdsClusterParameterGroup(this, "parameters", {
        name: `${identifier}-${family.replaceAll(".", "-")}`,
        family,
        description: "TLS only, slow statements and schema changes logged",
        parameter: [...facts.parameters(database.version)],
        lifecycle: { createBeforeDestroy: true },
      }),
      id,
    );
    this.parameterGroupName = parameters.name;
    const group = databaseGroup(this, "security-group", `database_${id}`, around, `Database ${database.id}`);
    const logGroups = databaseLogGroups(this, id, `/aws/rds/cluster/${identifier}`, facts.logs, keys);
    this.cluster = named(
      new RdsCluster(this, "cluster", {
        clusterIdentifier: identifier,
        engine: facts.name,
        engineVersion: database.version,
        engineLifecycleSupport: lifecycleSupport(database),
        databaseName: literal(database.databaseName),
        masterUsername: literal(database.username),
        manageMasterUserPassword: true,
        masterUserSecretKmsKeyId: keys.secrets,
        port: database.port,
        dbSubnetGroupName: around.subnetGroupName,
        vpcSecurityGroupIds: [group.id],
        dbClusterParameterGroupName: parameters.name,
        storageEncrypted: true,
        kmsKeyId: keys.data,
        iamDatabaseAuthenticationEnabled: true,
        databaseInsightsMode: "standard",
        enabledCloudwatchLogsExports: [...facts.logs],
        backupRetentionPeriod: numberExpr(`${input}.backup_retention_days`),
        preferredBackupWindow: BACKUP_WINDOW,
        preferredMaintenanceWindow: MAINTENANCE_WINDOW,
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: false,
        deletionProtection: booleanExpr("var.deletion_protection"),
        skipFinalSnapshot: false,
        finalSnapshotIdentifier: `${identifier}-final`,
        ...(facts.proxyFamily === "MYSQL" ? { backtrackWindow: BACKTRACK_SECONDS } : {}),
        ...(database.serverless
          ? {
              serverlessv2ScalingConfiguration: {
                minCapacity: numberExpr(`${input}.min_capacity`),
                maxCapacity: numberExpr(`${input}.max_capacity`),
              },
            }
          : {}),
        dependsOn: logGroups,
      }),
      id,
    );
    const instanceClass = database.serverless ? "db.serverless" : expr(`${input}.instance_class`);
    const instances = named(
      new RdsClusterInstance(this, "instance", {
        identifier: `${identifier}-${expr("each.value")}`,
        clusterIdentifier: this.cluster.id,
        engine: this.cluster.engine,
        engineVersion: this.cluster.engineVersion,
        instanceClass,
        dbSubnetGroupName: around.subnetGroupName,
        publiclyAccessible: false,
        caCertIdentifier: CA,
        autoMinorVersionUpgrade: true,
        preferredMaintenanceWindow: MAINTENANCE_WINDOW,
        copyTagsToSnapshot: true,
        monitoringInterval: 60,
        monitoringRoleArn: around.monitoringRoleArn,
        ...(database.serverless
          ? { performanceInsightsEnabled: true, performanceInsightsKmsKeyId: keys.data }
          : insights(facts, input, keys.data)),
      }),
      id,
    );
    this.instancesName = `aws_rds_cluster_instance.${id}`;
    instances.addOverride("for_each", expr(`${input}.instances`));
    const secretArn = managedSecretArn(`aws_rds_cluster.${id}`);
    rotateManagedSecret(this, id, secretArn);
    this.part = {
      host: this.cluster.endpoint,
      // Falls back to the writer while there is no reader.
      readerHost: this.cluster.readerEndpoint,
      port: String(database.port),
      name: literal(database.databaseName),
      secretArn,
      securityGroupId: group.id,
      arn: this.cluster.arn,
      identifier: this.cluster.clusterIdentifier,
      shape: "cluster",
      subnetGroupName: around.subnetGroupName,
    };
  }
}

function declareClusterInput(scope: Construct, architecture: Architecture, database: Database, id: string): void {
  const input = `var.database_${id}`;
  const backups = `${input}.backup_retention_days >= 1 && ${input}.backup_retention_days <= 35`;
  const names = `length(${input}.instances) > 0`;
  if (database.serverless) {
    declareInput(scope, `database_${id}`, architecture, {
      type: "object({ instances = set(string), min_capacity = number, max_capacity = number, backup_retention_days = number })",
      description: `Size of the database ${database.id}: names of its instances (one writes, the others read and stand by), capacity units of each, days of point-in-time recovery.`,
      valueFor: ({ database: size }) => ({
        instances: instanceNames(size.auroraInstances),
        min_capacity: size.auroraMinCapacity,
        max_capacity: size.auroraMaxCapacity,
        backup_retention_days: size.backupRetentionDays,
      }),
      validation: {
        condition: `${names} && ${input}.min_capacity <= ${input}.max_capacity && ${backups}`,
        errorMessage: "At least one instance, a lower capacity not above the upper one, and backups kept 1 to 35 days.",
      },
    });
    return;
  }
  const extra = insightsInput(ENGINES[database.engine]);
  declareInput(scope, `database_${id}`, architecture, {
    type: `object({ instances = set(string), instance_class = string, backup_retention_days = number${extra.type} })`,
    description: `Size of the database ${database.id}: names of its instances (one writes, the others read and stand by), their class, days of point-in-time recovery${extra.note}.`,
    valueFor: ({ database: size }) => ({
      instances: instanceNames(size.auroraInstances),
      instance_class: size.instanceClass,
      backup_retention_days: size.backupRetentionDays,
      ...extra.valueFor(size.instanceClass),
    }),
    validation: {
      condition: `${names} && ${backups}`,
      errorMessage: "At least one instance, and backups kept 1 to 35 days.",
    },
  });
}

function instanceNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1));
}
