// In: the resource graph. Out: every alarm of the stack with what to do first. Never an alarm that the stack does not have.
import { type GraphBlock, type ResourceGraph, textOf } from "../../../src/render/graph.ts";
import { code, inWords, table, text } from "../../../src/render/markdown.ts";
import { mailedName } from "../parts-in-words.ts";

const LOOK_AT_MESSAGES = "Read one message of the queue and the log of its consumer; fix, then start a redrive (below)";

/** By the last word of the alarm's name: what it measures. */
const FIRST_STEPS: Readonly<Record<string, string>> = {
  letters: LOOK_AT_MESSAGES,
  undelivered: "Read one message (Dead letters has the command): it names whom the topic could not reach, and why",
  dropped:
    "Start the missed tasks by hand (Dead letters has the command), then look at the limits of the account and the rights of the schedule's role",
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
  capacity: "Raise max_capacity of the database, then find the statements that use it (Performance Insights)",
  failures:
    "Does the load balancer answer under its own name, is the bucket filled? The access logs of the distribution say which path failed",
  bounces:
    "Who sends, and to which list (`aws sesv2 list-suppressed-destinations`)? Stop that mail before AWS stops all of it, and clean the list",
  complaints:
    "Which mail was it? Stop it before AWS stops all of it: people must have asked for it, and find the way out",
  lag: "Reads are old: find the long transaction on the writer",
};

/** By the beginning of the alarm's name, where the same measure asks for something else: nothing scales a store away. */
const OF_OTHERS: readonly (readonly [start: string, measure: string, step: string])[] = [
  [
    "database_",
    "cpu",
    "Performance Insights names the statements. If they must be: a larger class, which waits for the maintenance window (Scale)",
  ],
  ["restarts_", "dropped", "Restart the services that use the database by hand (Rotate secrets has the command)"],
  [
    "schedules_",
    "letters",
    "Read one message (Dead letters has the command): it is the start that failed. Repair, then start the task by hand",
  ],
  ["cache_", "cpu", "The slow log names the commands. If they must be: a larger node type"],
  ["cache_", "memory", "Find the queue that nobody empties, or the keys without expiry; then a larger node type"],
];

/** Things that happen, by the name of their rule. */
const ON_EVENTS: Readonly<Record<string, string>> = {
  deployment_failed: "Look at the stopped tasks of the new version and their reasons: the old one serves on",
  scheduled_task_failed:
    "Look at the log of the task, repair, and start it once by hand (Dead letters has the command)",
  image_findings:
    "Read what ECR found (`aws ecr describe-image-scan-findings`). With a fix: run the images pipeline, which builds everything anew; without one: decide whether the service can be reached that way",
  certificate_expires:
    "Is the validation record still in the zone, and the zone still delegated? Terraform puts it back",
  edge_certificate_expires:
    "Is the validation record still in the zone, and the zone still delegated? Terraform puts it back",
  backup_failed: "Read the reason of the job in AWS Backup, and take one by hand until the next one arrives",
  backup_opened:
    "Was it an apply that somebody approved? If not: the trail says who it was, take their session away, then plan, which shows what is missing of the vault's policy and lock, and apply",
  backup_copy_or_restore_failed:
    "Read the reason of the job in AWS Backup: a restore test that fails is a backup in doubt",
  key_disabled: "Stop it first: `aws kms cancel-key-deletion`, `aws kms enable-key`. Then the trail says who it was",
  rotation_failed: "Services go on with the old password. Rotate once more by hand, and restart them (Rotate secrets)",
};

/** Rules that listen to CloudTrail: without a trail that logs, the account has no such events. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html */
function onTrail({ blocks }: ResourceGraph): string {
  const rules = blocks.filter(
    (block) =>
      block.kind === "resource" &&
      block.labels[0] === "aws_cloudwatch_event_rule" &&
      JSON.stringify(block.body).includes("via CloudTrail"),
  );
  if (rules.length === 0) return "";
  const names = inWords(rules.map((block) => code(mailedName(block, "name"))));
  const verb = rules.length === 1 ? "comes" : "come";
  return `\n\n${names} ${verb} only while a trail of the account logs (README, *Have a trail*). Look: ${code("aws cloudtrail describe-trails")}, then ${code('aws cloudtrail get-trail-status --name "<TrailARN>" --query IsLogging')}.`;
}

/** Rows of event rules that tell people, and of nothing else that listens to events. */
function eventRows({ blocks }: ResourceGraph): [string, string, string][] {
  return blocks.flatMap((block): [string, string, string][] => {
    const name = block.labels[1] ?? "";
    const step = ON_EVENTS[name];
    if (block.kind !== "resource" || block.labels[0] !== "aws_cloudwatch_event_rule" || step === undefined) return [];
    return [[code(mailedName(block, "name")), text(textOf(block, "description")), step]];
  });
}

/** A table of all alarms, and what some of them need. */
export function alarmTable(graph: ResourceGraph): string {
  const alarms = graph.blocks.filter(
    ({ kind, labels }) => kind === "resource" && labels[0] === "aws_cloudwatch_metric_alarm",
  );
  if (alarms.length === 0) return "The stack has no alarms.";
  const rows = table(
    ["Alarm", "Means", "Do first"],
    [
      ...alarms.map((block) => [
        code(mailedName(block, "alarm_name")),
        text(textOf(block, "alarm_description")),
        firstStep(block),
      ]),
      ...eventRows(graph),
    ],
  );
  return `${rows}${onTrail(graph)}`;
}

function firstStep(block: GraphBlock): string {
  const name = block.labels[1] ?? "";
  const measure = name.split("_").at(-1) ?? "";
  const own = OF_OTHERS.find(([start, what]) => name.startsWith(start) && measure === what);
  if (own !== undefined) return own[2];
  return FIRST_STEPS[measure] ?? "Look at the dashboard of the environment";
}
