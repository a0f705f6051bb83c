// In: drafted services and who is said to fill and to empty queues. Out: the ends of every queue. Never lets the order of the services decide without saying so.
import type { NamedQueue, QueueAccess } from "../../decisions/details/queue-names.ts";
import type { Draft, DraftService } from "../draft.ts";

/** One end of a queue as a service names it. */
export interface End {
  readonly service: DraftService;
  readonly queue: string;
  readonly access: QueueAccess;
}

/** Named queues first; then what is only called "SQS" or "the queue" belongs to workers, and goes to the workers that a sender names. */
export function endsOf(draft: Draft, workloads: readonly DraftService[]): End[] {
  const ends = namedEnds(draft, workloads);
  const plain = workloads.filter((service) => mentions(service).some(({ name }) => name === null));
  const consumers = consumersOf(draft, workloads, plain, ends);
  for (const service of workloads) {
    const isConsumer = consumers.includes(service);
    if (isConsumer) ends.push({ service, queue: service.id, access: "consume" });
    const others = consumers.filter((consumer) => consumer !== service);
    const chosen = others.filter((consumer) =>
      service.details.dependencies.some((item) => item.kind === "service" && item.index === consumer.index),
    );
    const targets = chosen.length > 0 ? chosen : !isConsumer && plain.includes(service) ? others : [];
    for (const target of targets) ends.push({ service, queue: target.id, access: "send" });
  }
  const seen = new Set<string>();
  return ends.filter(({ service, queue, access }) => {
    const key = `${service.id} ${queue} ${access}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** What the dependency says comes first, then what is said of the service elsewhere; what is left follows from the others. */
function namedEnds(draft: Draft, workloads: readonly DraftService[]): End[] {
  const named = workloads.flatMap((service) =>
    mentions(service)
      // "SQS readings queue" speaks of its queue twice.
      .filter((one, at, all) => all.findIndex((same) => same.name === one.name && same.access === one.access) === at)
      .flatMap(({ name, access }) => (name === null ? [] : [{ service, queue: name, access }])),
  );
  const known = named.map((end) => ({ ...end, told: end.access === null ? told(draft, end) : [end.access] }));
  const doubtful = new Set<string>();
  const ends = known.flatMap(({ service, queue, told: accesses }): End[] => {
    if (accesses.length > 0) return accesses.map((access) => ({ service, queue, access }));
    const users = known.filter((end) => end.queue === queue);
    const { access, isGuess } = guess(service, users);
    if (isGuess) doubtful.add(queue);
    return [{ service, queue, access }];
  });
  for (const queue of doubtful)
    reportGuess(
      draft,
      queue,
      ends.filter((end) => end.queue === queue),
    );
  return ends;
}

/** What purposes, flows and patterns say of this service and this queue; a queue without a name is this one where the service has no other. */
function told(draft: Draft, { service, queue }: { readonly service: DraftService; readonly queue: string }) {
  const isOnly = new Set(mentions(service).map(({ name }) => name)).size === 1;
  const said = draft.details.queueEnds.filter((end) => end.service === service.index);
  const exact = said.filter((end) => end.queue === queue);
  const meant = exact.length > 0 ? exact : isOnly ? said.filter((end) => end.queue === null) : [];
  return [...new Set(meant.map(({ access }) => access))];
}

interface User {
  readonly service: DraftService;
  readonly told: readonly QueueAccess[];
}

/** Who names a queue without any word of which end. Where one end is told the others have the other one; else workers take and the rest sends. */
function guess(service: DraftService, users: readonly User[]): { access: QueueAccess; isGuess: boolean } {
  const open = users.filter(({ told: accesses }) => accesses.length === 0).map((user) => user.service);
  const has = (access: QueueAccess) => users.some(({ told: accesses }) => accesses.includes(access));
  const isWorker = service.reading.kind === "worker";
  const workers = open.filter(({ reading }) => reading.kind === "worker");
  if (has("send") !== has("consume")) {
    const missing = has("send") ? "consume" : "send";
    if (open.length === 1) return { access: missing, isGuess: false };
    if (workers.length === 0) return { access: missing, isGuess: missing === "consume" };
  }
  if (open.length < users.length) return { access: isWorker ? "consume" : "send", isGuess: false };
  // Nobody is told: the last one takes, unless there are workers and others.
  const isMixed = workers.length > 0 && workers.length < open.length;
  if (isMixed || open.length === 1) return { access: isWorker ? "consume" : "send", isGuess: false };
  return { access: service === open.at(-1) ? "consume" : "send", isGuess: true };
}

function reportGuess(draft: Draft, queue: string, ends: readonly End[]): void {
  const list = (access: QueueAccess) => ends.filter((end) => end.access === access).map(({ service }) => service.id);
  const first = ends[0]?.service;
  const named = first?.details.dependencies.find((item) => item.kind === "target" && item.queue?.name === queue);
  draft.report({
    code: "ARCH_ASSUMED",
    severity: "warning",
    pointer: named?.evidence.pointer ?? "/decisions",
    message: `queue ${JSON.stringify(queue)}: nothing says who fills it and who empties it; ${list("send").join(", ")} is taken to send to it and ${list("consume").join(", ")} to take from it`,
    help: `Say it where the queue is named among the dependencies ("sends to the ${queue} queue", "consumes the ${queue} queue"), in the purpose of the services, or in the data flow: "a -> ${queue} queue -> b".`,
  });
}

/** Workers that need a queue without naming one; if nobody names any queue at all, who is said to take from one, every worker, or the first service that needs one. */
function consumersOf(
  draft: Draft,
  workloads: readonly DraftService[],
  plain: readonly DraftService[],
  named: readonly End[],
): DraftService[] {
  const workers = workloads.filter(({ reading }) => reading.kind === "worker");
  const explicit = workers.filter((service) => plain.includes(service));
  if (explicit.length > 0 || named.length > 0) return explicit;
  if (workers.length > 0) return workers;
  const takes = (service: DraftService, access: QueueAccess) =>
    draft.details.queueEnds.some((end) => end.service === service.index && end.access === access);
  const takers = plain.filter((service) => takes(service, "consume"));
  if (takers.length > 0) return takers;
  const others = plain.filter((service) => !takes(service, "send"));
  const [taker] = others.length > 0 ? others : plain;
  return taker === undefined ? [] : [taker];
}

function mentions(service: DraftService): NamedQueue[] {
  return service.details.dependencies.flatMap((item) =>
    item.kind === "target" && item.target === "queue" ? [item.queue ?? { name: null, access: null }] : [],
  );
}
