// In: foundation, keys. Out: the topic that alarms, budgets, backups and events report to. Never a subscription that nobody asked for.

import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
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
      valueFor: ({ alarmEmails }) => (alarmEmails.length === 0 ? undefined : [...alarmEmails]),
    });
    // Production is what is protected from deletion, where anything can be.
    const matters = hasDeletionProtection(architecture) ? "!var.deletion_protection || " : "";
    addCheck(top, {
      id: "alarms_reach_somebody",
      condition: `${matters}length(var.alarm_emails) > 0`,
      errorMessage: "alarm_emails names nobody: the alarms of this environment reach nobody.",
    });
    const topic = new AlarmTopic(top, "topic", {
      name: `${foundation.prefix}-alarms`,
      logicalId: "alarms",
      key: parts.get("keys").messaging,
      accountId: foundation.accountId,
    });
    parts.set("alarms", { topicArn: topic.arn, admittingTopicArn: topic.admittingArn });
  },
};

export interface AlarmTopicProps {
  readonly name: string;
  /** Subscriptions are `<id without s>_emails`: alarms → alarm_emails. */
  readonly logicalId: string;
  readonly key: string;
  readonly accountId: string;
  /** Alarms report to topics of their own region. */
  readonly provider?: AwsProvider;
}

/** One topic, who may publish to it, and the people of `alarm_emails`. */
export class AlarmTopic extends Construct {
  readonly arn: string;
  /** The same address, known once the policy stands: RDS, AWS Backup and budgets refuse a topic that does not admit them yet. */
  readonly admittingArn: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const { logicalId, name, key, accountId } = props;
    const where = props.provider === undefined ? {} : { provider: props.provider };
    const topic = named(new SnsTopic(this, "topic", { ...where, name, kmsMasterKeyId: key }), logicalId);
    const policy = policyDocument(this, `${logicalId}_topic`, [
      {
        sid: "ServicesOfThisAccountPublish",
        actions: ["sns:Publish"],
        resources: [topic.arn],
        principals: [{ type: "Service", identifiers: ALARM_SOURCES }],
        condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] }],
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
    this.arn = topic.arn;
    this.admittingArn = named(new SnsTopicPolicy(this, "policy", { ...where, arn: topic.arn, policy }), logicalId).arn;
    const subscription = named(
      new SnsTopicSubscription(this, "emails", {
        ...where,
        topicArn: topic.arn,
        protocol: "email",
        endpoint: expr("each.value"),
      }),
      `${logicalId.replace(/s$/, "")}_emails`,
    );
    subscription.addOverride("for_each", expr("var.alarm_emails"));
  }
}
