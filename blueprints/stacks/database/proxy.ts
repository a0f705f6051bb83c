// In: a database. Out: RDS Proxy in front of it: TLS only, its own group and role. Never a way around it: services get the proxy's address and group.
import { DbProxy } from "@cdktf/provider-aws/lib/db-proxy/index.js";
import { DbProxyDefaultTargetGroup } from "@cdktf/provider-aws/lib/db-proxy-default-target-group/index.js";
import { DbProxyTarget } from "@cdktf/provider-aws/lib/db-proxy-target/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { Construct } from "constructs";
import type { Database } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { label } from "../../../src/shared/names.ts";
import { named } from "../expressions.ts";
import { shortName } from "../names.ts";
import { serviceRole } from "../policies.ts";
import { ENGINES } from "./engines.ts";
import { type DatabasePart, type DatabaseSurroundings, databaseGroup } from "./shared.ts";

/** Pools connections of many tasks. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-setup.html */
export class DatabaseProxy extends Construct {
  /** The database's part with the proxy in its place. */
  readonly part: DatabasePart;

  constructor(scope: Construct, database: Database, behind: DatabasePart, around: DatabaseSurroundings) {
    super(scope, "proxy");
    const { foundation, keys, network } = around;
    const { accountId, partition, prefix, region } = foundation;
    const id = label(database.id);
    const logicalId = `database_${id}_proxy`;
    const role = serviceRole(this, foundation, {
      id: logicalId,
      name: `${prefix}-${shortName(database.id, 14)}-proxy`,
      description: `The proxy of the database ${database.id} reads its password`,
      principal: "rds.amazonaws.com",
      sourceArn: `arn:${partition}:rds:${region}:${accountId}:db-proxy:*`,
      statements: [
        { sid: "Password", actions: ["secretsmanager:GetSecretValue"], resources: [behind.secretArn] },
        {
          sid: "PasswordKey",
          actions: ["kms:Decrypt"],
          resources: [keys.secrets],
          condition: [
            { test: "StringEquals", variable: "kms:ViaService", values: [`secretsmanager.${region}.amazonaws.com`] },
          ],
        },
      ],
    });
    const group = databaseGroup(this, "security-group", logicalId, around, `Proxy of the database ${database.id}`);
    annotate(group, {
      skips: [
        { check: "CKV2_AWS_5", reason: "Attached to RDS Proxy, which the scanner does not count as an attachment" },
      ],
    });
    named(
      new VpcSecurityGroupEgressRule(this, "to-database", {
        securityGroupId: group.id,
        referencedSecurityGroupId: behind.securityGroupId,
        ipProtocol: "tcp",
        fromPort: database.port,
        toPort: database.port,
        description: `To the database ${database.id}`,
      }),
      `${logicalId}_to_database`,
    );
    named(
      new VpcSecurityGroupIngressRule(this, "from-proxy", {
        securityGroupId: behind.securityGroupId,
        referencedSecurityGroupId: group.id,
        ipProtocol: "tcp",
        fromPort: database.port,
        toPort: database.port,
        description: "From its proxy",
      }),
      `database_${id}_from_proxy`,
    );
    const { proxyFamily } = ENGINES[database.engine];
    const proxy = named(
      new DbProxy(this, "proxy", {
        name: `${prefix}-${shortName(database.id, 16)}`,
        engineFamily: proxyFamily,
        requireTls: true,
        roleArn: role.arn,
        vpcSubnetIds: network.isolatedSubnetIds,
        vpcSecurityGroupIds: [group.id],
        auth: [{ authScheme: "SECRETS", iamAuth: "DISABLED", secretArn: behind.secretArn }],
      }),
      id,
    );
    const targets = named(
      new DbProxyDefaultTargetGroup(this, "target-group", {
        dbProxyName: proxy.name,
        connectionPoolConfig: { maxConnectionsPercent: 80, connectionBorrowTimeout: 30 },
      }),
      id,
    );
    // A target needs instances to exist; the cluster alone is not enough.
    const address = behind.shape === "cluster" ? `aws_rds_cluster_instance.${id}` : `aws_db_instance.${id}`;
    const target = named(
      new DbProxyTarget(this, "target", {
        dbProxyName: proxy.name,
        targetGroupName: targets.name,
        ...(behind.shape === "cluster"
          ? { dbClusterIdentifier: behind.identifier }
          : { dbInstanceIdentifier: behind.identifier }),
      }),
      id,
    );
    target.addOverride("depends_on", [address, `aws_iam_role_policy.${logicalId}`]);
    this.part = { ...behind, host: proxy.endpoint, readerHost: proxy.endpoint, securityGroupId: group.id };
  }
}
