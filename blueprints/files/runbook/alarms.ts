// In: the resource graph. Out: every alarm of the stack with what to do first. Never an alarm that the stack does not have.
import { addressOf, type GraphBlock, type ResourceGraph } from "../../../src/render/graph.ts";
import { code, table, text } from "../../../src/render/markdown.ts";

const LOOK_AT_MESSAGES = "Read one message of the queue and the log of its consumer; fix, then start a redrive (below)";

/** By the last word of the alarm's name: what it measures. */
const FIRST_STEPS: Readonly<Record<string, string>> = {
  letters: LOOK_AT_MESSAGES,
  undelivered: LOOK_AT_MESSAGES,
  dropped:
    "Start the missed tasks by hand, then look at the limits of the account and the rights of the schedule's role",
  age: "Is the consumer running and healthy? If it only is too slow, raise its maximum (Scale)",
  backlog: "Is the consumer running and healthy? If it only is too slow, raise its maximum (Scale)",
  tasks: "Look at the service's events and at stopped tasks. Was something released? Roll back",
  down: "Look at the service's events and at stopped tasks. Was something released? Roll back; then tell those who wait",
  heartbeat:
    "Is beat running? Is a worker, and can both reach the broker? Restart the one whose log is silent (Rotate secrets has the command)",
  unhealthy: "Look at the log of a task that fails its health check. Was something released? Roll back",
  errors: "Look at the log for the first error. Was something released in the last hour? Roll back",
  latency: "Compare with CPU and connections of the database, then scale the service",
  storage: "Raise the upper limit of the storage, then find what fills it",
  connections: "Tasks times pool size must stay below the limit of the database: lower the pool or raise the class",
  evictions: "Keys without expiry, or a node that is too small: raise its type",
  memory: "A leak, or a size that is too small: restart the service, then raise its memory",
  cpu: "Short peaks are scaled away. If it stays: raise the maximum, then the size",
  missing:
    "Look at the jobs of AWS Backup and at `aws backup describe-region-settings`: is every service of the plan switched on? Take one by hand until it is",
  lag: "Reads are old: find the long transaction on the writer",
};

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
  const measure = (block.labels[1] ?? "").split("_").at(-1) ?? "";
  return FIRST_STEPS[measure] ?? "Look at the dashboard of the environment";
}
