// In: a topic and the queues that subscribe. Out: the topic, its policy, its subscriptions and a queue for what could not be delivered. Never a public topic.
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic/index.js";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy/index.js";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription/index.js";
import { Construct } from "constructs";
import type { Topic } from "../../../src/architecture/model.ts";
import { label } from "../../../src/shared/names.ts";
import { jsonencode, named } from "../expressions.ts";
import { pairLabel, shortName } from "../names.ts";
import { policyDocument } from "../policies.ts";
import { allowDelivery, denyWithoutTls } from "./policies.ts";
import { DeadLetterQueue, type WorkQueue } from "./queue.ts";

export interface FanOutTopicProps {
  readonly prefix: string;
  readonly key: string;
  readonly queues: ReadonlyMap<string, WorkQueue>;
  /** A FIFO queue can only subscribe to a FIFO topic. */
  readonly fifo: boolean;
}

/** A topic that copies each message into every subscribed queue as it was published (CKV_AWS_26). */
export class FanOutTopic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, topic: Topic, props: FanOutTopicProps) {
    super(scope, `topic-${topic.id}`);
    const { prefix, key, queues, fifo } = props;
    // `alarms` is the topic that alarms go to.
    const topicName = /^alarms(-topic)*$/.test(topic.id) ? `${topic.id}-topic` : topic.id;
    const id = label(topicName);
    const resource = named(
      new SnsTopic(this, "topic", {
        name: fifo ? `${prefix}-${topicName}.fifo` : `${prefix}-${topicName}`,
        kmsMasterKeyId: key,
        ...(fifo ? { fifoTopic: true, contentBasedDeduplication: true } : {}),
      }),
      id,
    );
    this.arn = resource.arn;
    const policy = policyDocument(this, `${id}_topic`, [denyWithoutTls("sns:Publish", resource.arn)]);
    named(new SnsTopicPolicy(this, "topic-policy", { arn: resource.arn, policy }), id);
    if (topic.subscribers.length === 0) return;

    const undelivered = new DeadLetterQueue(this, "undelivered", {
      // AWS takes 80 characters: prefix 37, ending 23.
      name: `${prefix}-${shortName(topic.id, 19)}-topic-undelivered`,
      logicalId: `${label(topic.id)}_topic_undelivered`,
      fifo,
      key,
    });
    undelivered.accept([
      allowDelivery("UndeliveredMessages", "sns.amazonaws.com", undelivered.queue.arn, [resource.arn]),
    ]);
    for (const subscriber of topic.subscribers) {
      const target = queues.get(subscriber);
      if (target === undefined) throw new Error(`topic ${topic.id}: no queue ${subscriber}`);
      named(
        new SnsTopicSubscription(this, `subscription-${subscriber}`, {
          topicArn: resource.arn,
          protocol: "sqs",
          endpoint: target.queue.arn,
          rawMessageDelivery: true,
          redrivePolicy: jsonencode({ deadLetterTargetArn: undelivered.queue.arn }),
        }),
        pairLabel(id, "to", label(subscriber)),
      );
    }
  }
}
