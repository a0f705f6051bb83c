// In: the read answers. Out: the messaging that the system owns. Never counts alarms by SNS, cron by EventBridge, or other people's brokers.
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { queueTerms } from "../lexicon/data.ts";
import { cloudTopic } from "./cloud.ts";
import {
  after,
  allOf,
  around,
  type Choice,
  choose,
  clauseOf,
  decided,
  decidedSet,
  evidenceOf,
  type Found,
  saysNone,
  search,
} from "./find.ts";
import { plainQueues } from "./plain-queues.ts";
import { fieldsOf, type Reading, type Topic } from "./topic.ts";

const HOME = [
  "overall_architecture.communication_patterns",
  "integrations.communication_patterns",
  "overall_architecture.data_flow",
  "services.dependencies",
];
const ALARM =
  /\b(?:alarms?|alerts?|alerting|e-?mails?|mails|pages?|pager\w*|on-?call|notif(?:y|ies) (?:the|us|team|ops)|slack|budget|ops)\b/;
const CRON =
  /\b(?:cron|schedul\w*|every|nightly|daily|hourly|weekly|timer|periodic\w*|rate\(|minutes?|min\)|starts? (?:a|the)|triggered? (?:at|every|task))\b/;
const RUN_BY =
  /\b(?:amazon mq|msk|cloudamqp|confluent|managed|self[- ](?:hosted|run|managed)|ec2|operator|in[- ]cluster|helm|strimzi|on (?:eks|ecs|fargate))\b/;
const EVENTS =
  /\b(?:events?|bus|publish\w*|emits?|notifications?|fan[- ]?out|subscri\w+|consum\w+|domain|route[sd]?|pattern|sqs|queue)\b/;

export const queuesTopic: Topic = {
  keys: ["queues"],
  read: (reading) => {
    const found = search(reading, {
      key: "queues",
      lexicon: queueTerms,
      home: HOME,
      skip: ["services.name"],
      accept: isMessaging,
    }).filter((m) => m.id !== "any-scheduler");
    const choice = choose("queues", found);
    const { ids, diagnostics } = resolve(choice.chosen, reading);
    const none = saysNone(fieldsOf(reading, "overall_architecture.communication_patterns"));
    const denied = choice.denied.filter((m) => m.id !== "any-queue" || m.weight >= 2);
    const plain = ids.length === 0 ? inferred(reading, found, { ...choice, denied }, none.length > 0) : NOTHING;
    const value = plain.value ?? decidedSet(ids, { ...choice, denied }, none);
    return {
      values: value ? { queues: value } : {},
      diagnostics: [...choice.diagnostics, ...diagnostics, ...plain.diagnostics],
      used: { queues: allOf(choice) },
    };
  },
};

interface Plain {
  readonly value?: ReturnType<typeof decided<"sqs"[]>>;
  readonly diagnostics: readonly Diagnostic[];
}

const NOTHING: Plain = { diagnostics: [] };

/** A queue that somebody needs and nobody gives a name is SQS on AWS. Where the text denies queues or leaves the broker open, it is told instead. */
function inferred(reading: Reading, found: readonly Found[], { denied }: Choice, none: boolean): Plain {
  const needed = plainQueues(reading);
  const { overrides } = reading.answers;
  const [first] = needed;
  if (first === undefined || (overrides.cloud ?? cloudTopic.read(reading).values.cloud?.value ?? "aws") !== "aws")
    return NOTHING;
  const unsure = found.some(({ id, status }) => id !== "any-queue" && status !== "negated" && status !== "past");
  const isDenied = none || denied.some(({ id }) => id === "any-queue" || id === "sqs");
  if (!unsure && !isDenied) return { value: decided(["sqs"], evidenceOf(needed), "inferred"), diagnostics: [] };
  if (first.field.field !== "services.dependencies") return NOTHING;
  const why = isDenied ? "the text does without one elsewhere" : "the broker that the text names is not decided";
  return {
    diagnostics: [
      undecided([first], `${JSON.stringify(first.evidence.quote)} is needed here, and ${why}; none is built`),
    ],
  };
}

function isMessaging(mention: Found): boolean {
  const text = around(mention);
  const field = mention.field.field;
  if (field === "infrastructure_as_code.tooling") return !/\bmodules?\b/.test(text) && mention.id !== "eventbridge";
  if (mention.id === "sns")
    return (
      field !== "infrastructure.monitoring_setup" && !ALARM.test(clauseOf(mention) + after(mention, 30).toLowerCase())
    );
  if (mention.id === "eventbridge") return !isCron(text);
  if (mention.id === "any-queue") return mention.status === "negated";
  if (mention.id === "rabbitmq" && /^rabbits?$/i.test(mention.evidence.quote))
    return mention.evidence.quote.startsWith("R");
  return true;
}

/** EventBridge that only keeps time. A schedule that puts its events on a queue carries events. */
function isCron(text: string): boolean {
  const rest = text.replaceAll(/event ?bridge(?: rules?| scheduler)?/g, "");
  if (/(?:->|→)\s*(?:sqs|the queue|queue|sns)/.test(rest)) return false;
  return (
    CRON.test(rest) &&
    !/\b(?:domain|business|integration|order|progress|custom|status|change|s3|cloudtrail|partner|user)[\w -]* events?\b|\bbus\b|\bpublish|\bfan|\bevents? (?:on|to|from|via|over)\b|\bnotifications?\b/.test(
      rest,
    ) &&
    (!EVENTS.test(rest) || /\b(?:cron|schedul\w*|every)\b/.test(rest))
  );
}

function resolve(
  chosen: ReadonlyMap<string, readonly Found[]>,
  reading: Reading,
): { ids: string[]; diagnostics: Diagnostic[] } {
  const ids = new Set(chosen.keys());
  const diagnostics: Diagnostic[] = [];
  const broker = chosen.get("amazon-mq");
  if (broker && !ids.has("rabbitmq") && !ids.has("activemq")) {
    const jms = reading.fields.some((field) => /\b(?:jms|activemq|openwire|active\/standby)\b/i.test(field.text));
    const amqp = reading.fields.some((field) => /\bamqp\b/i.test(field.text));
    ids.add(jms || !amqp ? "activemq" : "rabbitmq");
    if (!jms && !amqp) diagnostics.push(undecided(broker, "the engine of Amazon MQ is not named; read as ActiveMQ"));
  }
  const self = ["rabbitmq", "activemq", "kafka"].find((id) => ids.has(id));
  const own = self ? (chosen.get(self) ?? []) : [];
  if (self && !broker && !ids.has("msk") && !own.some((m) => RUN_BY.test(around(m)))) {
    diagnostics.push({
      ...undecided(
        own,
        `${own[0]?.evidence.quote ?? self} is named, and not who runs it; it is read as a managed broker`,
      ),
      help: "Say who runs it (Amazon MQ, MSK, a container of your own), or set decisions.queues.",
      severity: "info",
    });
  }
  ids.delete("amazon-mq");
  if (ids.has("msk")) ids.delete("kafka");
  ids.delete("any-queue");
  return { ids: [...ids], diagnostics };
}

function undecided(mentions: readonly Found[], what: string): Diagnostic {
  return {
    code: "DECISION_UNDECIDED",
    severity: "warning",
    pointer: mentions[0]?.evidence.pointer ?? "",
    message: `queues: ${what}.`,
    help: "Name the engine, or set decisions.queues.",
  };
}
