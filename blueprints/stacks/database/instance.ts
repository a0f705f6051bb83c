// In: a database on one RDS instance. Out: the instance with its parameters, logs, secret and, where asked, a read replica. Never a password and never a public address.
import { DbInstance, type DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance/index.js";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group/index.js";
import { Construct } from "constructs";
import type { Architecture, Database } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
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

/** RDS instance by the settings of CKV_AWS_16, 17, 118, 129, 133, 157, 161, 211, 226, 293, 353, 354 and CKV2_AWS_30, 60, 69. */
export class InstanceDatabase extends Construct {
  readonly part: DatabasePart;
  readonly instance: DbInstance;
  readonly replica: DbInstance | undefined;
  readonly parameterGroupName: string;

  constructor(scope: Construct, architecture: Architecture, database: Database, around: DatabaseSurroundings) {
    super(scope, `database-${database.id}`);
    const facts = ENGINES[database.engine];
    const id = label(database.id);
    const { foundation, keys } = around;
    // RDS takes 63 characters: prefix 37, "-replica" 8.
    const identifier = `${foundation.prefix}-${shortName(database.id, 16)}`;
    const input = `var.database_${id}`;
    const extra = insightsInput(facts);
    declareInput(this, `database_${id}`, architecture, {
      type: `object({ instance_class = string, multi_az = bool, storage_gib = number, max_storage_gib = number, backup_retention_days = number${extra.type} })`,
      description: `Size of the database ${database.id}: class, standby in a second zone, storage with its upper limit, days of point-in-time recovery${extra.note}.`,
      valueFor: ({ database: size }) => ({
        instance_class: size.instanceClass,
        multi_az: size.multiAz,
        storage_gib: size.storageGiB,
        max_storage_gib: size.maxStorageGiB,
        backup_retention_days: size.backupRetentionDays,
        ...extra.valueFor(size.instanceClass),
      }),
      validation: {
        condition: `${input}.backup_retention_days >= 1 && ${input}.backup_retention_days <= 35 && ${input}.max_storage_gib > ${input}.storage_gib`,
        errorMessage: "Backups are kept 1 to 35 days, and the upper limit of the storage is above its size.",
      },
    });
    const parameters = named(
      new DbParameterGroup(this, "parameters", {
        // The family is part of the name: a new major version needs a new group beside the old one.
        name: `${identifier}-${facts.family(database.version).replaceAll(".", "-")}`,
        family: facts.family(database.version),
        description: "TLS only, slow statements and schema changes logged",
        parameter: [...facts.parameters(database.version)],
        lifecycle: { createBeforeDestroy: true },
      }),
      id,
    );
    this.parameterGroupName = parameters.name;
    const group = databaseGroup(this, "security-group", `database_${id}`, around, `Database ${database.id}`);
    const shared = {
      instanceClass: expr(`${input}.instance_class`),
      parameterGroupName: parameters.name,
      vpcSecurityGroupIds: [group.id],
      publiclyAccessible: false,
      port: database.port,
      caCertIdentifier: CA,
      storageEncrypted: true,
      storageType: "gp3",
      maxAllocatedStorage: numberExpr(`${input}.max_storage_gib`),
      iamDatabaseAuthenticationEnabled: true,
      autoMinorVersionUpgrade: true,
      maintenanceWindow: MAINTENANCE_WINDOW,
      copyTagsToSnapshot: true,
      deletionProtection: booleanExpr("var.deletion_protection"),
      enabledCloudwatchLogsExports: [...facts.logs],
      monitoringInterval: 60,
      monitoringRoleArn: around.monitoringRoleArn,
      databaseInsightsMode: "standard",
      ...insights(facts, input, keys.data),
    } satisfies Partial<DbInstanceConfig>;
    const logGroups = databaseLogGroups(this, id, `/aws/rds/instance/${identifier}`, facts.logs, keys);
    this.instance = named(
      new DbInstance(this, "instance", {
        ...shared,
        identifier,
        engine: facts.name,
        // Major version only: minor versions move by themselves and are no drift.
        engineVersion: database.version,
        engineLifecycleSupport: lifecycleSupport(database),
        multiAz: booleanExpr(`${input}.multi_az`),
        allocatedStorage: numberExpr(`${input}.storage_gib`),
        kmsKeyId: around.instanceKeyArn,
        dbName: literal(database.databaseName),
        username: literal(database.username),
        manageMasterUserPassword: true,
        masterUserSecretKmsKeyId: keys.secrets,
        dbSubnetGroupName: around.subnetGroupName,
        backupRetentionPeriod: numberExpr(`${input}.backup_retention_days`),
        backupWindow: BACKUP_WINDOW,
        deleteAutomatedBackups: false,
        skipFinalSnapshot: false,
        finalSnapshotIdentifier: `${identifier}-final`,
        dependsOn: logGroups,
      }),
      id,
    );
    const secretArn = managedSecretArn(`aws_db_instance.${id}`);
    rotateManagedSecret(this, id, secretArn);
    this.replica = database.readReplica ? this.addReplica(id, identifier, shared) : undefined;
    this.part = {
      host: this.instance.address,
      readerHost: (this.replica ?? this.instance).address,
      port: String(database.port),
      name: literal(database.databaseName),
      secretArn,
      securityGroupId: group.id,
      arn: this.instance.arn,
      identifier: this.instance.identifier,
      shape: "instance",
      subnetGroupName: around.subnetGroupName,
    };
  }

  private addReplica(
    id: string,
    identifier: string,
    shared: Pick<DbInstanceConfig, "instanceClass"> & Partial<DbInstanceConfig>,
  ): DbInstance {
    const replica = named(
      new DbInstance(this, "replica", {
        ...shared,
        identifier: `${identifier}-replica`,
        replicateSourceDb: this.instance.identifier,
        // RDS makes no final snapshot of a replica: its data is the primary's.
        skipFinalSnapshot: true,
      }),
      `${id}_replica`,
    );
    annotate(replica, {
      skips: [
        { check: "CKV_AWS_133", reason: "A read replica's data is backed up on its primary" },
        { check: "CKV_AWS_157", reason: "A read replica is no part of failover; the primary has the standby" },
      ],
    });
    return replica;
  }
}
