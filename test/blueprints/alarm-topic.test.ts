// In: architectures. Out: proof that alarms can be published, over TLS, by services of this account.
import { describe, expect, it } from "vitest";
import { alarmTopic } from "../../blueprints/stacks/alarm-topic/blueprint.ts";
import { foundation } from "../../blueprints/stacks/foundation/blueprint.ts";
import { keys } from "../../blueprints/stacks/keys/blueprint.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf } from "../helpers/stack.ts";

const graph = graphOf(everything(), [foundation, keys, alarmTopic]);

describe("alarms that reach nobody", () => {
  it("are said in every plan of what is protected, and stop none", () => {
    expect(blockAt(graph, "check.alarms_reach_somebody")["assert"]).toEqual([
      {
        condition: "${!var.deletion_protection || length(var.alarm_emails) > 0}",
        error_message: "alarm_emails names nobody: the alarms of this environment reach nobody.",
      },
    ]);
  });

  it("are said where nothing can be protected too", () => {
    const shop = everything();
    const sites = { ...shop, services: [], databases: [], edge: { ...shop.edge, loadBalancer: false } };
    const [one] = blockAt(graphOf(sites, [foundation, keys, alarmTopic]), "check.alarms_reach_somebody")[
      "assert"
    ] as readonly { condition: string }[];
    expect(one?.condition).toBe("${length(var.alarm_emails) > 0}");
  });
});

describe("alarm topic", () => {
  it("lies under our key: CloudWatch cannot use aws/sns", () => {
    expect(blockAt(graph, "aws_sns_topic.alarms")).toMatchObject({
      name: "${local.prefix}-alarms",
      kms_master_key_id: "${aws_kms_key.messaging.arn}",
    });
  });

  it("lets EventBridge and AWS Backup in without a condition, the others for this account, and nobody without TLS", () => {
    const { statement } = blockAt(graph, "data.aws_iam_policy_document.alarms_topic");
    expect(statement).toEqual([
      expect.objectContaining({
        sid: "ServicesOfThisAccountPublish",
        actions: ["sns:Publish"],
        condition: [expect.objectContaining({ variable: "aws:SourceAccount" })],
      }),
      {
        sid: "ServicesWithoutSourcePublish",
        actions: ["sns:Publish"],
        resources: ["${aws_sns_topic.alarms.arn}"],
        principals: [{ type: "Service", identifiers: ["backup.amazonaws.com", "events.amazonaws.com"] }],
      },
      expect.objectContaining({ sid: "OnlyOverTls", effect: "Deny" }),
    ]);
  });

  it("subscribes the addresses of the input, none by default", () => {
    expect(blockAt(graph, "aws_sns_topic_subscription.alarm_emails")).toMatchObject({
      for_each: "${var.alarm_emails}",
      protocol: "email",
    });
    expect(blockAt(graph, "var.alarm_emails")).toMatchObject({ type: "set(string)", default: [] });
  });
});
