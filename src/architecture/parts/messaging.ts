// In: drafted services and decisions. Out: queues, topics and buses, and who sends and consumes. Never one that the decisions do not name.
import type { Draft, DraftService } from "../draft.ts";
import type { Edge, EventBus, Queue, Topic } from "../model.ts";
import { reasonAt, reasonsOf } from "../reasons.ts";
import { type End, endsOf } from "./queue-ends.ts";

export interface Messaging {
  readonly queues: readonly Queue[];
  readonly topics: readonly Topic[];
  readonly buses: readonly EventBus[];
  /** Service id → its arrows to messaging. */
  readonly edges: ReadonlyMap<string, readonly Edge[]>;
}

/** Seconds that a consumer may take per message; a queue's visibility timeout is six times that (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html has the factor). */
const HANDLER_SECONDS = 30;

/**
 * Queues that the text names keep their names; a queue without one belongs to the worker that consumes it and carries its id. Either way adding another
 * worker never renames one.
 */
export function resolveMessaging(draft: Draft): Messaging {
  const decided = new Set(draft.decisions.table.queues.value);
  const workloads = draft.services.filter(({ becomes }) => becomes === "workload");
  const plain = decided.has("sqs") ? endsOf(draft, workloads) : [];
  const ends = [...plain, ...listenersOf(workloads, plain, decided)];
  const fifo = /\bfifo\b/i.test(draft.decisions.table.queues.evidence.map(({ quote }) => quote).join(" "));
  const names = [...new Set(ends.map(({ queue }) => queue))];
  const queues = names.map(
    (id): Queue => ({
      id,
      because: because(draft, ends.find(({ queue }) => queue === id)?.service),
      fifo,
      visibilityTimeoutSeconds: HANDLER_SECONDS * 6,
      maxReceiveCount: draft.details.maxReceives ?? 5,
    }),
  );
  const consumed = (service: DraftService) =>
    ends.filter((end) => end.service === service && end.access === "consume").map(({ queue }) => queue);
  const isFed = (queue: string) => ends.some((end) => end.queue === queue && end.access === "send");
  const fan = (kind: "topic" | "bus") => {
    const users = workloads.filter((service) => needs(service, kind));
    // Who consumes a queue listens; a consumer publishes only when nobody else does, and then it does not listen to itself.
    const producers = users.filter((service) => consumed(service).length === 0);
    const publishers = producers.length > 0 ? producers : users;
    const named = users.filter((service) => !publishers.includes(service)).flatMap(consumed);
    // "One queue per subscriber": those that take from a queue which nobody fills are the subscribers.
    const unfed = draft.details.fansOut === null ? [] : workloads.flatMap(consumed).filter((queue) => !isFed(queue));
    const listeners = fifo || users.length === 0 ? [] : [...named, ...unfed];
    return { publishers, listeners: [...new Set(listeners)] };
  };
  const told = {
    topic: decided.has("sns") ? fan("topic") : undefined,
    bus: decided.has("eventbridge") ? fan("bus") : undefined,
  };
  const unfed = [...new Set(workloads.flatMap(consumed).filter((queue) => !isFed(queue)))];
  const joined = fifo ? undefined : joinOf(told, unfed);
  if (joined !== undefined) reportJoin(draft, joined, unfed[0] ?? "");
  const [topic, bus] = (["topic", "bus"] as const).map((kind) => {
    const one = told[kind];
    return one !== undefined && joined === kind ? { ...one, listeners: unfed } : one;
  });
  reportSilence(draft, topic, "topic");
  reportSilence(draft, bus, "bus");
  reportLoneEnds(draft, ends, new Set([...(topic?.listeners ?? []), ...(bus?.listeners ?? [])]));
  const edges = new Map<string, Edge[]>();
  for (const service of workloads) {
    const list: Edge[] = ends
      .filter((end) => end.service === service)
      .map(({ queue, access }) => ({ to: "queue", id: queue, access }));
    if (topic?.publishers.includes(service)) list.push({ to: "topic", id: "events", access: "publish" });
    if (bus?.publishers.includes(service)) list.push({ to: "bus", id: "events", access: "publish" });
    if (list.length > 0) edges.set(service.id, list);
  }
  const reasons = reasonsOf(draft.decisions, "queues");
  return {
    queues,
    topics: topic === undefined ? [] : [{ id: "events", because: reasons, subscribers: topic.listeners }],
    buses:
      bus === undefined
        ? []
        : [{ id: "events", because: reasons, targets: bus.listeners.map((queue) => ({ queue, source: "app" })) }],
    edges,
  };
}

/** A worker that names a topic or a bus which others fill, and no queue, is set to work by it: through a queue of its own, as nothing else delivers to a container. */
function listenersOf(workloads: readonly DraftService[], ends: readonly End[], decided: ReadonlySet<string>): End[] {
  const isBusy = (service: DraftService) => ends.some((end) => end.service === service);
  return (["topic", "bus"] as const)
    .filter((kind) => decided.has(kind === "topic" ? "sns" : "eventbridge"))
    .flatMap((kind) => {
      const users = workloads.filter((service) => needs(service, kind));
      const idle = users.filter((service) => service.reading.kind === "worker" && !isBusy(service));
      return idle.length < users.length ? idle : [];
    })
    .map((service) => ({ service, queue: service.id, access: "consume" }));
}

function needs(service: DraftService, target: string): boolean {
  return service.details.dependencies.some((item) => item.kind === "target" && item.target === target);
}

interface Fan {
  readonly publishers: readonly DraftService[];
  readonly listeners: readonly string[];
}

/** What is published to and heard by nobody, beside the one queue that nobody fills: the one fills the other. With a topic and a bus, or two queues, nobody could tell which. */
function joinOf(told: { readonly topic?: Fan | undefined; readonly bus?: Fan | undefined }, unfed: readonly string[]) {
  const [first, ...others] = (["topic", "bus"] as const).filter((kind) => {
    const fan = told[kind];
    return fan !== undefined && fan.publishers.length > 0 && fan.listeners.length === 0;
  });
  return unfed.length === 1 && others.length === 0 ? first : undefined;
}

const WORDS = {
  topic: { word: "sns", what: "the topic", name: "SNS" },
  bus: { word: "eventbridge", what: "the event bus", name: "EventBridge" },
} as const;

function reportAssumed(draft: Draft, kind: keyof typeof WORDS, message: string, help: string): void {
  const { evidence } = draft.decisions.table.queues;
  const said = evidence.find(({ quote }) => quote.toLowerCase().includes(WORDS[kind].word)) ?? evidence[0];
  draft.report({
    code: "ARCH_ASSUMED",
    severity: "warning",
    pointer: said?.pointer ?? "/decisions",
    message,
    help,
  });
}

function reportJoin(draft: Draft, kind: keyof typeof WORDS, queue: string): void {
  const { what, name } = WORDS[kind];
  reportAssumed(
    draft,
    kind,
    `nobody is said to listen to ${what}, and nobody to fill queue ${JSON.stringify(queue)}: it is subscribed to ${what}`,
    `Name the queue among the dependencies of the service that sends to it, or ${name} among those of the worker that listens.`,
  );
}

function reportSilence(draft: Draft, fan: Fan | undefined, kind: keyof typeof WORDS): void {
  if (fan === undefined || fan.listeners.length > 0) return;
  const { what, name } = WORDS[kind];
  const isIsland = fan.publishers.length === 0;
  reportAssumed(
    draft,
    kind,
    isIsland
      ? `nobody is said to publish to ${what} or to listen to it: it is built and joined to nothing`
      : `nobody is said to listen to ${what}: it is built without subscribers`,
    isIsland
      ? `Name ${name} among the dependencies of the services that publish and of the workers that listen, or leave it out: "decisions": { "queues": … }.`
      : `Name ${name} among the dependencies of the workers that should receive the messages.`,
  );
}

/** A queue that nobody fills, or that the one who fills it has to empty as well. */
function reportLoneEnds(draft: Draft, ends: readonly End[], fed: ReadonlySet<string>): void {
  for (const queue of new Set(ends.map((end) => end.queue))) {
    const of = ends.filter((end) => end.queue === queue);
    const sends = of.some(({ access }) => access === "send");
    if (!sends && fed.has(queue)) continue;
    const [first] = of;
    if (first === undefined || (sends && of.some(({ access }) => access === "consume"))) continue;
    const named = first.service.details.dependencies.find((item) => item.kind === "target" && item.target === "queue");
    draft.report({
      code: "ARCH_ASSUMED",
      severity: "warning",
      pointer: named?.evidence.pointer ?? `${draft.answers.base}/services/${first.service.index}/dependencies`,
      message: sends
        ? `queue "${queue}": ${first.service.id} sends to it and no service is said to take from it`
        : `queue "${queue}": ${first.service.id} takes from it and no service is said to send to it`,
      help: sends
        ? "Name the queue among the dependencies of the worker that takes from it."
        : "Name the queue, or its worker, among the dependencies of the service that sends to it.",
    });
  }
}

function because(draft: Draft, service: DraftService | undefined) {
  const own = service?.details.dependencies.find((item) => item.kind === "target" && item.target === "queue");
  return own === undefined ? reasonsOf(draft.decisions, "queues") : [reasonAt("queues", own.evidence)];
}
