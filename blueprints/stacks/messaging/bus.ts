// In: an event bus and the queues that listen. Out: the bus, a rule per queue with retry and dead letters, an archive for replay. Never free text in a pattern.
import { CloudwatchEventArchive } from "@cdktf/provider-aws/lib/cloudwatch-event-archive/index.js";
import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus/index.js";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import { Construct } from "constructs";
import type { EventBus } from "../../../src/architecture/model.ts";
import { label } from "../../../src/shared/names.ts";
import { jsonencode, literal, named } from "../expressions.ts";
import { pairLabel, shortName } from "../names.ts";
import { allowDelivery } from "./policies.ts";
import { DeadLetterQueue, type WorkQueue } from "./queue.ts";

export interface DomainBusProps {
  readonly prefix: string;
  readonly key: string;
  readonly queues: ReadonlyMap<string, WorkQueue>;
  readonly fifoQueues: ReadonlySet<string>;
}

/** The bus under our key, with the dead-letter queue that EventBridge asks for then: a key it cannot use would lose events.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html */
export class DomainBus extends Construct {
  readonly bus: CloudwatchEventBus;
  /** Queue id → ARN of the rule that sends to it. */
  readonly rules: ReadonlyMap<string, string>;

  constructor(scope: Construct, bus: EventBus, props: DomainBusProps) {
    super(scope, `bus-${bus.id}`);
    const { prefix, key, queues, fifoQueues } = props;
    const id = label(bus.id);
    const undelivered = new DeadLetterQueue(this, "undelivered", {
      name: `${prefix}-${shortName(bus.id, 19)}-bus-undelivered`,
      logicalId: `${id}_bus_undelivered`,
      fifo: false,
      key,
    });
    this.bus = named(
      new CloudwatchEventBus(this, "bus", {
        name: `${prefix}-${bus.id}`,
        kmsKeyIdentifier: key,
        deadLetterConfig: { arn: undelivered.queue.arn },
      }),
      id,
    );
    named(
      new CloudwatchEventArchive(this, "archive", {
        // AWS takes 48 characters, of which the prefix may use 37.
        name: `${prefix}-${shortName(bus.id, 10)}`,
        eventSourceArn: this.bus.arn,
        retentionDays: 30,
      }),
      id,
    );
    const rules = new Map<string, string>();
    for (const [queueId, sources] of sourcesByQueue(bus)) {
      const target = queues.get(queueId);
      if (target === undefined) throw new Error(`event bus ${bus.id}: no queue ${queueId}`);
      const ruleId = pairLabel(id, "to", label(queueId));
      const rule = named(
        new CloudwatchEventRule(this, `rule-${queueId}`, {
          // AWS takes 64 characters.
          name: `${prefix}-${ruleName(bus.id, queueId)}`,
          eventBusName: this.bus.name,
          eventPattern: jsonencode({ source: sources.map(literal) }),
        }),
        ruleId,
      );
      rules.set(queueId, rule.arn);
      named(
        new CloudwatchEventTarget(this, `target-${queueId}`, {
          rule: rule.name,
          eventBusName: this.bus.name,
          arn: target.queue.arn,
          deadLetterConfig: { arn: undelivered.queue.arn },
          retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
          ...(fifoQueues.has(queueId) ? { sqsTarget: { messageGroupId: queueId } } : {}),
        }),
        ruleId,
      );
    }
    this.rules = rules;
    undelivered.accept([
      allowDelivery("UndeliveredEvents", "events.amazonaws.com", undelivered.queue.arn, [
        this.bus.arn,
        ...rules.values(),
      ]),
    ]);
  }
}

/** Names of rules are unique within their bus, so only the queues must stay apart. */
function ruleName(bus: string, queue: string): string {
  return `${shortName(bus, 10)}-${shortName(queue, 15)}`;
}

function sourcesByQueue(bus: EventBus): Map<string, string[]> {
  const sources = new Map<string, string[]>();
  for (const { queue, source } of bus.targets) sources.set(queue, [...(sources.get(queue) ?? []), source]);
  return sources;
}
