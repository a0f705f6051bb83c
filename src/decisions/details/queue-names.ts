// In: the text of a dependency that names a queue. Out: the queue's own name and which end of it is meant, where the text says. Never names a queue after a filler word.
import { slug } from "../../shared/names.ts";

export type QueueAccess = "send" | "consume";

export interface NamedQueue {
  /** Identifier of the queue, or null when it has no name of its own. */
  readonly name: string | null;
  readonly access: QueueAccess | null;
}

/** Fields beside the dependencies in which people say what goes through a queue, and who takes it from there. */
export const QUEUE_PROSE: ReadonlySet<string> = new Set([
  "overall_architecture.communication_patterns",
  "integrations.communication_patterns",
  "overall_architecture.data_flow",
  "architecture_diagrams.data_flow",
  "services.purpose",
]);

const WORD = "([a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*)";
const QUOTED = new RegExp(`["'\`“‘]${WORD}["'\`”’]`, "i");
const AFTER = new RegExp(`\\b(?:sqs\\s+queues?|queues?|sqs)[\\s:]+${WORD}`, "i");
const BEFORE = new RegExp(`\\b${WORD}\\s+(?:sqs\\s+)?queue\\b`, "i");
/** Words that stand beside "queue" and are not its name. */
const FILLERS = new Set(
  "queue queues sqs aws amazon the a an our its their own one two each every per same this that for to from via with and or in as on of only just also is are be by at when where which send sends sending consume consumes read reads receive receives publish write poll fifo standard managed message messages messaging dead letter dlq async asynchronous background between plus without no not into another other single shared input output work worker workers job task".split(
    " ",
  ),
);
const SENDS =
  /\b(?:send|sends|sending|sender|publish(?:es)?|produces?|producer|writes?|enqueues?|push(?:es)?|puts?|out(?:put|going|bound)?)\b/i;
const CONSUMES =
  /\b(?:consumes?|consumer|consuming|reads?|receives?|polls?|takes?|listens?|subscribes?|in(?:put|coming|bound)?|from)\b/i;

export function readQueue(text: string): NamedQueue {
  const candidates = [QUOTED, AFTER, BEFORE].map((pattern) => pattern.exec(text)?.[1]);
  const name = candidates.find((word) => word !== undefined && !FILLERS.has(word.toLowerCase()));
  const sends = SENDS.test(text);
  const consumes = CONSUMES.test(text);
  return {
    name: name === undefined ? null : slug(name),
    access: sends === consumes ? null : sends ? "send" : "consume",
  };
}
