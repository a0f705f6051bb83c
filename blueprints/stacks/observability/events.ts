// In: an event pattern. Out: a rule that sends matching events to the alarm topic, as a sentence where the event allows it. Never free text in a pattern.
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Construct } from "constructs";
import { jsonencode, named } from "../expressions.ts";

export interface AlarmingEventProps {
  /** At most 26 characters: AWS takes 64 with the prefix. */
  readonly name: string;
  readonly logicalId: string;
  readonly prefix: string;
  readonly description: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly topicArn: string;
  /** Where the event happens, when that is not the stack's own region; the topic must be there too. */
  readonly provider?: AwsProvider;
}

/** Things that happen and leave no metric: a failed deployment, a task that ended with an error, a failed backup. */
export class AlarmingEvent extends Construct {
  constructor(scope: Construct, id: string, props: AlarmingEventProps) {
    super(scope, id);
    const { name, logicalId, prefix, description, pattern, topicArn } = props;
    const where = props.provider === undefined ? {} : { provider: props.provider };
    const rule = named(
      new CloudwatchEventRule(this, "rule", {
        ...where,
        name: `${prefix}-${name}`,
        description,
        eventPattern: jsonencode(pattern),
      }),
      logicalId,
    );
    named(new CloudwatchEventTarget(this, "target", { ...where, rule: rule.name, arn: topicArn }), logicalId);
  }
}
