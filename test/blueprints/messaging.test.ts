// In: architectures. Out: proof that nothing is lost in silence and nobody sends but those who should.
import { describe, expect, it } from "vitest";
import { foundation } from "../../blueprints/stacks/foundation/blueprint.ts";
import { keys } from "../../blueprints/stacks/keys/blueprint.ts";
import { messaging } from "../../blueprints/stacks/messaging/blueprint.ts";
import type { Architecture } from "../../src/architecture/model.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf, hclAt } from "../helpers/stack.ts";

const build = (over: Partial<Architecture> = {}) =>
  graphOf({ ...everything(), ...over }, [foundation, keys, messaging]);
const queue = { because: [], fifo: false, visibilityTimeoutSeconds: 180, maxReceiveCount: 5 };

describe("queues", () => {
  it("hand over to a dead-letter queue that takes from them alone and keeps for 14 days", () => {
    const graph = build();
    expect(hclAt(graph, "aws_sqs_queue_redrive_policy.jobs")).toContain(
      [
        "  redrive_policy = jsonencode({",
        "    deadLetterTargetArn = aws_sqs_queue.jobs_dead_letters.arn",
        "    maxReceiveCount     = 5",
        "  })",
      ].join("\n"),
    );
    expect(blockAt(graph, "aws_sqs_queue.jobs_dead_letters")["message_retention_seconds"]).toBe(1209600);
    expect(hclAt(graph, "aws_sqs_queue_redrive_allow_policy.jobs_dead_letters")).toContain(
      "sourceQueueArns   = [aws_sqs_queue.jobs.arn]",
    );
  });

  it("lie under our key and admit exactly the topics and rules that deliver to them", () => {
    const graph = build();
    for (const id of ["jobs", "jobs_dead_letters", "events_topic_undelivered", "domain_bus_undelivered"]) {
      expect(blockAt(graph, `aws_sqs_queue.${id}`)["kms_master_key_id"]).toBe("${aws_kms_key.messaging.arn}");
    }
    expect(blockAt(graph, "data.aws_iam_policy_document.jobs_queue")["statement"]).toEqual([
      {
        sid: "SubscribedTopics",
        actions: ["sqs:SendMessage"],
        resources: ["${aws_sqs_queue.jobs.arn}"],
        principals: [{ type: "Service", identifiers: ["sns.amazonaws.com"] }],
        condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: ["${aws_sns_topic.events.arn}"] }],
      },
      {
        sid: "EventRules",
        actions: ["sqs:SendMessage"],
        resources: ["${aws_sqs_queue.jobs.arn}"],
        principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
        condition: [
          { test: "ArnEquals", variable: "aws:SourceArn", values: ["${aws_cloudwatch_event_rule.domain_to_jobs.arn}"] },
        ],
      },
      {
        sid: "OnlyOverTls",
        effect: "Deny",
        actions: ["sqs:*"],
        resources: ["${aws_sqs_queue.jobs.arn}"],
        principals: [{ type: "*", identifiers: ["*"] }],
        condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
    ]);
  });

  it("in order make their dead letters, their topic and its undelivered messages ordered too", () => {
    const graph = build({
      queues: [{ ...queue, id: "ledger", fifo: true }],
      topics: [{ id: "events", because: [], subscribers: ["ledger"] }],
      buses: [{ id: "domain", because: [], targets: [{ queue: "ledger", source: "shop" }] }],
    });
    expect(blockAt(graph, "aws_sqs_queue.ledger")).toMatchObject({
      name: "${local.prefix}-ledger.fifo",
      fifo_queue: true,
      content_based_deduplication: true,
      fifo_throughput_limit: "perMessageGroupId",
    });
    expect(blockAt(graph, "aws_sqs_queue.ledger_dead_letters")["name"]).toBe(
      "${local.prefix}-ledger-dead-letters.fifo",
    );
    expect(blockAt(graph, "aws_sns_topic.events")).toMatchObject({
      name: "${local.prefix}-events.fifo",
      fifo_topic: true,
    });
    expect(blockAt(graph, "aws_sqs_queue.events_topic_undelivered")["fifo_queue"]).toBe(true);
    // EventBridge sends undeliverable events to standard queues only.
    expect(blockAt(graph, "aws_sqs_queue.domain_bus_undelivered")).not.toHaveProperty("fifo_queue");
    expect(blockAt(graph, "aws_cloudwatch_event_target.domain_to_ledger")["sqs_target"]).toEqual([
      { message_group_id: "ledger" },
    ]);
  });
});

describe("topics and buses", () => {
  it("deliver the message as published and keep what could not be delivered", () => {
    const graph = build();
    expect(blockAt(graph, "aws_sns_topic_subscription.events_to_jobs")).toMatchObject({
      protocol: "sqs",
      raw_message_delivery: true,
      endpoint: "${aws_sqs_queue.jobs.arn}",
    });
    expect(hclAt(graph, "aws_sns_topic_subscription.events_to_jobs")).toContain(
      "deadLetterTargetArn = aws_sqs_queue.events_topic_undelivered.arn",
    );
    expect(blockAt(graph, "aws_cloudwatch_event_target.domain_to_jobs")).toMatchObject({
      dead_letter_config: [{ arn: "${aws_sqs_queue.domain_bus_undelivered.arn}" }],
      retry_policy: [{ maximum_event_age_in_seconds: 3600, maximum_retry_attempts: 10 }],
    });
    expect(blockAt(graph, "aws_cloudwatch_event_bus.domain")).toMatchObject({
      kms_key_identifier: "${aws_kms_key.messaging.arn}",
      dead_letter_config: [{ arn: "${aws_sqs_queue.domain_bus_undelivered.arn}" }],
    });
  });

  it("without subscribers need no queue for undelivered messages", () => {
    const graph = build({ topics: [{ id: "lonely", because: [], subscribers: [] }] });
    expect(graph.blocks.some(({ labels }) => labels[1] === "lonely_topic_undelivered")).toBe(false);
  });

  it("keep a hostile event source as text, in one rule per queue", () => {
    const graph = build({
      buses: [
        {
          id: "domain",
          because: [],
          targets: [
            { queue: "jobs", source: "shop.orders" },
            { queue: "jobs", source: '${var.region}"}' },
          ],
        },
      ],
    });
    expect(hclAt(graph, "aws_cloudwatch_event_rule.domain_to_jobs")).toContain(
      'source = ["shop.orders", "$${var.region}\\"}"]',
    );
  });

  it("cannot name a queue that does not exist", () => {
    expect(() => build({ topics: [{ id: "events", because: [], subscribers: ["ghost"] }] })).toThrow("no queue ghost");
  });
});
