// In: a queue's name and settings. Out: the queue with its encryption. Never its policy: that depends on who delivers to it.
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy/index.js";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy/index.js";
import { SqsQueueRedrivePolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-policy/index.js";
import { Construct } from "constructs";
import type { Queue } from "../../../src/architecture/model.ts";
import { label } from "../../../src/shared/names.ts";
import { jsonencode, named } from "../expressions.ts";
import { policyDocument, type Statement } from "../policies.ts";
import { denyWithoutTls } from "./policies.ts";

const FOURTEEN_DAYS = 14 * 24 * 60 * 60;

/** Who may send to a queue beside the roles of this account. */
export type Deliveries = readonly Statement[];

/** A queue of the answers that is called like one of ours ("jobs-dead-letters") gets `-queue` behind it; so does one that is called like that. */
function queueName(id: string): string {
  return /(^|-)(dead-letters?|undelivered)(-queue)*$/.test(id) ? `${id}-queue` : id;
}

/** A queue that keeps what could not be processed or delivered for the longest time there is. */
export class DeadLetterQueue extends Construct {
  readonly queue: SqsQueue;
  private readonly logicalId: string;

  constructor(scope: Construct, id: string, props: { name: string; logicalId: string; fifo: boolean; key: string }) {
    super(scope, id);
    this.logicalId = props.logicalId;
    this.queue = named(
      new SqsQueue(this, "queue", {
        name: fifoName(props.name, props.fifo),
        kmsMasterKeyId: props.key,
        messageRetentionSeconds: FOURTEEN_DAYS,
        ...(props.fifo ? { fifoQueue: true } : {}),
      }),
      this.logicalId,
    );
  }

  /** TLS only, and nobody delivers but the named ones. */
  accept(deliveries: Deliveries): void {
    attachPolicy(this, this.queue, this.logicalId, deliveries);
  }
}

/** A queue with its dead-letter queue (CKV_AWS_27, CKV2_AWS_73). */
export class WorkQueue extends Construct {
  readonly queue: SqsQueue;
  readonly deadLetters: DeadLetterQueue;
  private readonly logicalId: string;
  private readonly redrive: SqsQueueRedrivePolicy;

  constructor(scope: Construct, queue: Queue, prefix: string, key: string) {
    super(scope, `queue-${queue.id}`);
    const name = queueName(queue.id);
    const id = label(name);
    this.logicalId = id;
    this.deadLetters = new DeadLetterQueue(this, "dead-letters", {
      name: `${prefix}-${name}-dead-letters`,
      logicalId: `${id}_dead_letters`,
      fifo: queue.fifo,
      key,
    });
    this.queue = named(
      new SqsQueue(this, "queue", {
        name: fifoName(`${prefix}-${name}`, queue.fifo),
        kmsMasterKeyId: key,
        visibilityTimeoutSeconds: queue.visibilityTimeoutSeconds,
        messageRetentionSeconds: 4 * 24 * 60 * 60,
        // Long polling: fewer empty answers, and each of them costs.
        receiveWaitTimeSeconds: 20,
        ...(queue.fifo
          ? {
              fifoQueue: true,
              contentBasedDeduplication: true,
              deduplicationScope: "messageGroup",
              fifoThroughputLimit: "perMessageGroupId",
            }
          : {}),
      }),
      id,
    );
    // A resource of its own, because it compares JSON by meaning; inside the queue a space is a change.
    this.redrive = named(
      new SqsQueueRedrivePolicy(this, "redrive", {
        queueUrl: this.queue.url,
        redrivePolicy: jsonencode({
          deadLetterTargetArn: this.deadLetters.queue.arn,
          maxReceiveCount: queue.maxReceiveCount,
        }),
      }),
      id,
    );
    this.deadLetters.accept([]);
    named(
      new SqsQueueRedriveAllowPolicy(this, "redrive-allow", {
        queueUrl: this.deadLetters.queue.url,
        redriveAllowPolicy: jsonencode({ redrivePermission: "byQueue", sourceQueueArns: [this.queue.arn] }),
      }),
      `${id}_dead_letters`,
    );
  }

  accept(deliveries: Deliveries): void {
    attachPolicy(this, this.queue, this.logicalId, deliveries, [this.redrive]);
  }
}

/** Attributes of one queue are set one after the other: two calls at once can undo each other. */
function attachPolicy(
  scope: Construct,
  queue: SqsQueue,
  logicalId: string,
  deliveries: Deliveries,
  after: readonly SqsQueueRedrivePolicy[] = [],
): void {
  const policy = policyDocument(scope, `${logicalId}_queue`, [...deliveries, denyWithoutTls("sqs:*", queue.arn)]);
  named(
    new SqsQueuePolicy(scope, "queue-policy", {
      queueUrl: queue.url,
      policy,
      ...(after.length === 0 ? {} : { dependsOn: [...after] }),
    }),
    logicalId,
  );
}

function fifoName(name: string, fifo: boolean): string {
  return fifo ? `${name}.fifo` : name;
}
