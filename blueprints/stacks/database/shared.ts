// In: foundation, keys, network. Out: what all databases of the stack share, and what each one needs around it. Never a database.
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group/index.js";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation/index.js";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { Fn, type IResolvable, Token } from "cdktf";
import { Construct } from "constructs";
import type { Architecture } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { booleanExpr, expr, named, numberExpr } from "../expressions.ts";
import type { Parts, StackParts } from "../parts.ts";
import { serviceRole } from "../policies.ts";
import { declareInput } from "../variables.ts";
import { ENGINES, type EngineFacts } from "./engines.ts";

export type DatabasePart = StackParts["databases"] extends ReadonlyMap<string, infer P> ? P : never;

/** The newest authority that every engine knows (CKV_AWS_211); certificates under it are renewed without a restart. */
export const CA = "rds-ca-rsa2048-g1";

/** Of the master password: every other month, so never later than after 62 days (CKV2_AWS_57; SecretsManager.4 asks for 90), instead of RDS's seven days, because
 * tasks read it when they start. In an hour without backups and maintenance; RDS needs a minute of it, and nobody knows which.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html */
const ROTATION = { scheduleExpression: "cron(0 4 1 1,3,5,7,9,11 ? *)", duration: "1h" };
/** While the hour lasts and once after it. https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
export const AFTER_ROTATION = "cron(10,40 4-5 1 1,3,5,7,9,11 ? *)";

export interface DatabaseSurroundings {
  readonly foundation: StackParts["foundation"];
  readonly keys: StackParts["keys"];
  readonly network: StackParts["network"];
  readonly subnetGroupName: string;
  readonly monitoringRoleArn: string;
  /** Key of the storage of instances. */
  readonly instanceKeyArn: string;
}

/** Subnet group in the subnets without a route out, and the role that enhanced monitoring writes with. */
export class SharedByDatabases extends Construct {
  readonly surroundings: DatabaseSurroundings;

  constructor(scope: Construct, architecture: Architecture, parts: Parts) {
    super(scope, "shared");
    const foundation = parts.get("foundation");
    const network = parts.get("network");
    const { accountId, partition, prefix, region } = foundation;
    const subnets = named(
      new DbSubnetGroup(this, "subnets", {
        name: `${prefix}-databases`,
        description: "Isolated subnets",
        subnetIds: network.isolatedSubnetIds,
      }),
      "databases",
    );
    const role = serviceRole(this, foundation, {
      id: "database_monitoring",
      name: `${prefix}-database-monitoring`,
      description: "RDS writes operating system metrics to CloudWatch Logs",
      principal: "monitoring.rds.amazonaws.com",
      sourceArn: `arn:${partition}:rds:${region}:${accountId}:db:${prefix}-*`,
      statements: [],
    });
    named(
      new IamRolePolicyAttachment(this, "monitoring-policy", {
        role: role.name,
        policyArn: `arn:${partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
      }),
      "database_monitoring",
    );
    this.surroundings = {
      foundation,
      keys: parts.get("keys"),
      network,
      subnetGroupName: subnets.name,
      monitoringRoleArn: role.arn,
      instanceKeyArn: this.instanceKey(architecture, parts.get("keys").data),
    };
  }

  /** An instance that is restored in the second region has the key of its copies for good: no restore of an instance takes another one, and a plan with another one would replace it.
   * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceToPointInTime.html */
  private instanceKey(architecture: Architecture, key: string): string {
    const { databases, drRegion } = architecture;
    if (drRegion === undefined || databases.every(({ engine }) => ENGINES[engine].cluster)) return key;
    declareInput(this, "restored_key_arn", architecture, {
      type: "string",
      description:
        "Key of the storage of databases that were restored from copies in this region, by its ARN; empty where databases were made here. Never change it while a database stands: it would be replaced.",
      default: "",
    });
    const isMadeHere = booleanExpr('var.restored_key_arn == ""');
    return Fn.conditional(isMadeHere, key, booleanExpr("var.restored_key_arn")) as string;
  }
}

/** Empty: services add one rule per edge. */
export function databaseGroup(
  scope: Construct,
  id: string,
  logicalId: string,
  { foundation, network }: DatabaseSurroundings,
  description: string,
): SecurityGroup {
  return named(
    new SecurityGroup(scope, id, {
      name: `${foundation.prefix}-${logicalId.replaceAll("_", "-")}`,
      description,
      vpcId: network.vpcId,
    }),
    logicalId,
  );
}

/** RDS would make these groups itself: unencrypted and kept for ever. */
export function databaseLogGroups(
  scope: Construct,
  logicalId: string,
  folder: string,
  logs: readonly string[],
  keys: StackParts["keys"],
): CloudwatchLogGroup[] {
  return logs.map((log) =>
    named(
      new CloudwatchLogGroup(scope, `log-${log}`, {
        name: `${folder}/${log}`,
        kmsKeyId: keys.logs,
        retentionInDays: numberExpr("var.log_retention_days"),
      }),
      `database_${logicalId}_${log}`,
    ),
  );
}

/** The master secret of an instance or cluster, made and rotated by RDS. */
export function managedSecretArn(address: string): string {
  return expr(`${address}.master_user_secret[0].secret_arn`);
}

export function rotateManagedSecret(scope: Construct, logicalId: string, secretArn: string): void {
  const rotation = named(
    new SecretsmanagerSecretRotation(scope, "rotation", {
      secretId: secretArn,
      rotateImmediately: false,
      rotationRules: ROTATION,
    }),
    `database_${logicalId}`,
  );
  annotate(rotation, {
    comment:
      "RDS itself would rotate every seven days, at a time of its own. Tasks read the password when they start: the schedules of the group restarts redeploy them.",
  });
}

/** Performance Insights under our key (CKV_AWS_353, CKV_AWS_354). Where an engine refuses it for small classes it is an input. */
export function insights(
  facts: EngineFacts,
  input: string,
  key: string,
): { performanceInsightsEnabled: boolean | IResolvable; performanceInsightsKmsKeyId: string } {
  if (facts.noInsightsOn === undefined) return { performanceInsightsEnabled: true, performanceInsightsKmsKeyId: key };
  const enabled = booleanExpr(`${input}.performance_insights`);
  return {
    performanceInsightsEnabled: enabled,
    performanceInsightsKmsKeyId: Fn.conditional(enabled, key, Token.nullValue()) as string,
  };
}

/** The field of the size input that `insights` reads, and its value for a class. */
export function insightsInput(facts: EngineFacts): {
  readonly type: string;
  readonly note: string;
  valueFor(instanceClass: string): Record<string, boolean>;
} {
  const { noInsightsOn } = facts;
  if (noInsightsOn === undefined) return { type: "", note: "", valueFor: () => ({}) };
  return {
    type: ", performance_insights = bool",
    note: ", Performance Insights (not on the smallest classes)",
    valueFor: (instanceClass) => ({ performance_insights: !noInsightsOn.test(instanceClass) }),
  };
}
