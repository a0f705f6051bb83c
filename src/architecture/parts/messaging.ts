// In: drafted services and decisions. Out: queues, topics and buses, and who sends and consumes. Never one that the decisions do not name.
import type { Draft, DraftService } from "../draft.ts";
import type { Edge, EventBus, Queue, Topic } from "../model.ts";
import { reasonAt, reasonsOf } from "../reasons.ts";

export interface Messaging {
  readonly queues: readonly Queue[];
  readonly topics: readonly Topic[];
  readonly buses: readonly EventBus[];
  /** Service id → its arrows to messaging. */
  readonly edges: ReadonlyMap<string, readonly Edge[]>;
}

/** Seconds that a consumer may take per message; a queue's visibility timeout is six times that (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html has the factor). */
const HANDLER_SECONDS = 30;

/** A queue belongs to the worker that consumes it and carries its id: adding another worker never renames one. */
export function resolveMessaging(draft: Draft): Messaging {
  const decided = new Set(draft.decisions.table.queues.value);
  const workloads = draft.services.filter(({ becomes }) => becomes === "workload");
  const consumers = decided.has("sqs") ? consumersOf(workloads) : [];
  const fifo = /\bfifo\b/i.test(textOf(draft, "queues"));
  const queues = consumers.map(
    (service): Queue => ({
      id: service.id,
      because: because(draft, service, "queue"),
      fifo,
      visibilityTimeoutSeconds: HANDLER_SECONDS * 6,
      maxReceiveCount: 5,
    }),
  );
  const topicUsers = decided.has("sns") ? workloads.filter((service) => needs(service, "topic")) : [];
  const busUsers = decided.has("eventbridge") ? workloads.filter((service) => needs(service, "bus")) : [];
  const subscribed = (users: readonly DraftService[]) => {
    const own = consumers.filter((service) => users.includes(service));
    return (own.length > 0 ? own : consumers).map(({ id }) => id);
  };
  const topics: Topic[] = decided.has("sns")
    ? [{ id: "events", because: reasonsOf(draft.decisions, "queues"), subscribers: fifo ? [] : subscribed(topicUsers) }]
    : [];
  const buses: EventBus[] = decided.has("eventbridge")
    ? [
        {
          id: "events",
          because: reasonsOf(draft.decisions, "queues"),
          targets: fifo ? [] : subscribed(busUsers).map((queue) => ({ queue, source: "app" })),
        },
      ]
    : [];
  const edges = new Map<string, Edge[]>();
  for (const service of workloads) {
    const list: Edge[] = [];
    if (consumers.includes(service)) list.push({ to: "queue", id: service.id, access: "consume" });
    for (const queue of sendsTo(service, consumers)) list.push({ to: "queue", id: queue.id, access: "send" });
    if (decided.has("sns") && publishes(service, topicUsers, consumers))
      list.push({ to: "topic", id: "events", access: "publish" });
    if (decided.has("eventbridge") && publishes(service, busUsers, consumers))
      list.push({ to: "bus", id: "events", access: "publish" });
    if (list.length > 0) edges.set(service.id, list);
  }
  return { queues, topics, buses, edges };
}

/** Workers that depend on a queue; if none says so, all workers; if there are none, the first service that names a queue. */
function consumersOf(workloads: readonly DraftService[]): DraftService[] {
  const workers = workloads.filter(({ reading }) => reading.kind === "worker");
  const explicit = workers.filter((service) => needs(service, "queue"));
  if (explicit.length > 0) return explicit;
  if (workers.length > 0) return workers;
  return workloads.filter((service) => needs(service, "queue")).slice(0, 1);
}

function sendsTo(service: DraftService, consumers: readonly DraftService[]): DraftService[] {
  const others = consumers.filter((consumer) => consumer !== service);
  const named = others.filter((consumer) =>
    service.details.dependencies.some((item) => item.kind === "service" && item.index === consumer.index),
  );
  if (named.length > 0) return named;
  if (consumers.includes(service)) return [];
  return needs(service, "queue") ? others : [];
}

/** Services that name the topic publish; a consumer publishes only when nobody else does. */
function publishes(service: DraftService, users: readonly DraftService[], consumers: readonly DraftService[]): boolean {
  const producers = users.filter((user) => !consumers.includes(user));
  return (producers.length > 0 ? producers : users).includes(service);
}

function needs(service: DraftService, target: string): boolean {
  return service.details.dependencies.some((item) => item.kind === "target" && item.target === target);
}

function because(draft: Draft, service: DraftService, target: string) {
  const own = service.details.dependencies.find((item) => item.kind === "target" && item.target === target);
  return own === undefined ? reasonsOf(draft.decisions, "queues") : [reasonAt("queues", own.evidence)];
}

function textOf(draft: Draft, key: "queues"): string {
  return draft.decisions.table[key].evidence.map(({ quote }) => quote).join(" ");
}
