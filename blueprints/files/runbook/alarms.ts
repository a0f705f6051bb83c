// In: the resource graph. Out: every alarm of the stack with what to do first. Never an alarm that the stack does not have.
import { addressOf, type GraphBlock, type ResourceGraph } from "../../../src/render/graph.ts";
import { code, table, text } from "../../../src/render/markdown.ts";

/** First match wins; the words are those of our own alarm names. */
const FIRST_STEPS: readonly (readonly [pattern: RegExp, step: string])[] = [
  [
    /dead|undelivered|dropped/,
    "Read one message of the queue and the log of its consumer; fix, then start a redrive (below)",
  ],
  [/backlog|oldest|age/, "Is the consumer running and healthy? If it only is too slow, raise its maximum (Scale)"],
  [
    /unhealthy|running|absent|missing/,
    "Look at the service's events and log: a task that fails its health check is replaced again and again. Was something released? Roll back",
  ],
  [/error|5xx|fault/, "Look at the log for the first error. Was something released in the last hour? Roll back"],
  [/latency|slow|response/, "Compare with CPU and connections of the database; then scale the service"],
  [/storage|disk|space/, "Storage grows by itself up to its limit: raise the limit, or find what fills it"],
  [/connection/, "Tasks times pool size must stay below the limit of the database; lower the pool or raise the class"],
  [/eviction|cache|memory/, "The cache or task is too small, or keys have no expiry: raise the size"],
  [/cpu/, "Short peaks are scaled away. If it stays: raise the maximum, then the size"],
  [/replica|lag/, "Reads are old: find the long transaction on the writer"],
  [/backup|copy/, "Yesterday is not safe: read the job's message in AWS Backup and start one by hand"],
  [/certificate|expir/, "The validation record is gone from the zone: apply again"],
  [
    /waf|block/,
    "Somebody tests the door, or a rule blocks customers: read the firewall's log before you loosen a rule",
  ],
];

/** A table of all alarms. */
export function alarmTable({ blocks }: ResourceGraph): string {
  const alarms = blocks.filter(
    ({ kind, labels }) => kind === "resource" && labels[0] === "aws_cloudwatch_metric_alarm",
  );
  if (alarms.length === 0) return "The stack has no alarms.";
  return table(
    ["Alarm", "Means", "Do first"],
    alarms.map((block) => [code(block.labels[1] ?? addressOf(block)), text(descriptionOf(block)), firstStep(block)]),
  );
}

function descriptionOf({ body }: GraphBlock): string {
  const found = body.attributes.find(([name]) => name === "alarm_description")?.[1];
  return typeof found === "string" ? found : "";
}

function firstStep(block: GraphBlock): string {
  const words = `${block.labels[1] ?? ""} ${descriptionOf(block)}`.toLowerCase();
  return FIRST_STEPS.find(([pattern]) => pattern.test(words))?.[1] ?? "Look at the dashboard of the environment";
}
