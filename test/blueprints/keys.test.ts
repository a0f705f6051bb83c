// In: architectures. Out: proof that keys exist only when something uses them, and who may use them.
import { describe, expect, it } from "vitest";
import { alarmTopic } from "../../blueprints/stacks/alarm-topic/blueprint.ts";
import { foundation } from "../../blueprints/stacks/foundation/blueprint.ts";
import { keys } from "../../blueprints/stacks/keys/blueprint.ts";
import { messaging } from "../../blueprints/stacks/messaging/blueprint.ts";
import { network } from "../../blueprints/stacks/network/blueprint.ts";
import { secrets } from "../../blueprints/stacks/secrets/blueprint.ts";
import { storage } from "../../blueprints/stacks/storage/blueprint.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf } from "../helpers/stack.ts";

const keyNames = (graph: ReturnType<typeof graphOf>) =>
  graph.blocks.filter(({ labels }) => labels[0] === "aws_kms_key").map(({ labels }) => labels[1]);

const whole = graphOf(everything());

describe("keys", () => {
  it("are made when a blueprint reads them, once", () => {
    const base = [foundation, keys];
    expect(keyNames(graphOf(everything(), base))).toEqual([]);
    expect(keyNames(graphOf(everything(), [...base, alarmTopic]))).toEqual(["messaging"]);
    expect(keyNames(graphOf(everything(), [...base, alarmTopic, secrets, messaging]))).toEqual([
      "messaging",
      "secrets",
    ]);
    expect(keyNames(graphOf({ ...everything(), secrets: [] }, [...base, alarmTopic, secrets]))).toEqual(["messaging"]);
  });

  it("rotate every year, wait thirty days before deletion and carry an explicit policy", () => {
    expect([...keyNames(whole)].sort()).toEqual(
      expect.arrayContaining(["backup", "backup_copy", "data", "logs", "messaging", "secrets"]),
    );
    for (const domain of ["backup", "data", "logs", "messaging", "secrets"]) {
      expect(blockAt(whole, `aws_kms_key.${domain}`)).toMatchObject({
        enable_key_rotation: true,
        deletion_window_in_days: 30,
        policy: `\${data.aws_iam_policy_document.${domain}_key.json}`,
      });
      expect(blockAt(whole, `aws_kms_alias.${domain}`)["name"]).toBe(`alias/\${local.prefix}-${domain}`);
    }
  });

  it("let EventBridge publish without a condition it does not support, and everyone else only for this account", () => {
    const { statement } = blockAt(whole, "data.aws_iam_policy_document.messaging_key");
    expect(statement).toEqual([
      expect.objectContaining({ sid: "AccountAdministersThroughIam" }),
      {
        sid: "ServicesThatPublish",
        actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
        resources: ["*"],
        principals: [
          {
            type: "Service",
            identifiers: [
              "budgets.amazonaws.com",
              "cloudwatch.amazonaws.com",
              "events.rds.amazonaws.com",
              "sns.amazonaws.com",
            ],
          },
        ],
        condition: [
          {
            test: "StringEquals",
            variable: "aws:SourceAccount",
            values: ["${data.aws_caller_identity.current.account_id}"],
          },
        ],
      },
      {
        sid: "ServicesThatPublishWithoutSayingForWhom",
        actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
        resources: ["*"],
        principals: [{ type: "Service", identifiers: ["backup.amazonaws.com", "events.amazonaws.com"] }],
      },
    ]);
  });

  it("open the data key to CloudFront only when a site is read through it", () => {
    const sids = (sites: boolean) => {
      const architecture = sites ? everything() : { ...everything(), sites: [] };
      const graph = graphOf(architecture, [foundation, keys, network, storage]);
      const { statement } = blockAt(graph, "data.aws_iam_policy_document.data_key");
      return (statement as { sid: string }[]).map(({ sid }) => sid);
    };
    expect(sids(true)).toContain("DistributionsOfThisAccount");
    expect(sids(false)).not.toContain("DistributionsOfThisAccount");
    expect(sids(false)[0]).toBe("AccountAdministersThroughIam");
  });

  it("admit CloudWatch Logs of this region for log groups of this account", () => {
    const text = JSON.stringify(blockAt(whole, "data.aws_iam_policy_document.logs_key"));
    expect(text).toContain("logs.${var.region}.amazonaws.com");
    expect(text).toContain("kms:EncryptionContext:aws:logs:arn");
  });
});
