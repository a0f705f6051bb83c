// In: foundation, keys. Out: the topic that alarms, budgets, backups and events report to. Never a subscription that nobody asked for.

import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic/index.js";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy/index.js";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription/index.js";
import { Construct } from "constructs";
import { annotate, type StackBlueprint } from "../../../src/render/blueprint.ts";
import { addCheck } from "../check.ts";
import { expr, named } from "../expressions.ts";
import { hasDeletionProtection } from "../foundation/deletion-protection.ts";
import { denyWithoutTls } from "../messaging/policies.ts";
import type { Parts } from "../parts.ts";
import { policyDocument } from "../policies.ts";
import { declareInput } from "../variables.ts";

const ALARM_SOURCES = ["budgets.amazonaws.com", "cloudwatch.amazonaws.com", "events.rds.amazonaws.com"];

/** A customer-managed key, because CloudWatch cannot publish to a topic under the key `aws/sns`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
export const alarmTopic: StackBlueprint<Parts> = {
  name: "alarm-topic",
  appliesTo: () => true,
  build(stack, architecture, parts) {
    const foundation = parts.get("foundation");
    const top = new Construct(stack, "alarm-topic");
    annotate(top, { file: "observability" });
    declareInput(top, "alarm_emails", architecture, {
      type: "set(string)",
      description:
        "E-mail addresses that receive alarms; each must confirm the subscription once. Alarms reach nobody until an address stands here.",
      default: [],
    });
    // Production is what is protected from deletion, where anything can be.
    const matters = hasDeletionProtection(architecture) ? "!var.deletion_protection || " : "";
    addCheck(top, {
      id: "alarms_reach_somebody",
      condition: `${matters}length(var.alarm_emails) > 0`,
      errorMessage: "alarm_emails names nobody: the alarms of this environment reach nobody.",
    });
    const topic = named(
      new SnsTopic(top, "topic", {
        name: `${foundation.prefix}-alarms`,
        kmsMasterKeyId: parts.get("keys").messaging,
      }),
      "alarms",
    );
    const policy = policyDocument(top, "alarms_topic", [
      {
        sid: "ServicesOfThisAccountPublish",
        actions: ["sns:Publish"],
        resources: [topic.arn],
        principals: [{ type: "Service", identifiers: ALARM_SOURCES }],
        condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [foundation.accountId] }],
      },
      {
        // EventBridge supports no conditions in topic policies, and the policy that AWS Backup documents has none:
        // https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
        sid: "ServicesWithoutSourcePublish",
        actions: ["sns:Publish"],
        resources: [topic.arn],
        principals: [{ type: "Service", identifiers: ["backup.amazonaws.com", "events.amazonaws.com"] }],
      },
      denyWithoutTls("sns:Publish", topic.arn),
    ]);
    named(new SnsTopicPolicy(top, "topic-policy", { arn: topic.arn, policy }), "alarms");
    const subscription = named(
      new SnsTopicSubscription(top, "emails", {
        topicArn: topic.arn,
        protocol: "email",
        endpoint: expr("each.value"),
      }),
      "alarm_emails",
    );
    subscription.addOverride("for_each", expr("var.alarm_emails"));
    parts.set("alarms", { topicArn: topic.arn });
  },
};
