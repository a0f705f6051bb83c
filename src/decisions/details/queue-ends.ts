// In: what the answers say of services and queues: purposes, flows with arrows, communication patterns. Out: who is said to put things on a queue and who to take them from it. Never guesses.
import type { Evidence } from "../decision.ts";
import type { Lexicon } from "../text/lexicon.ts";
import { findMentions, type Mention } from "../text/mentions.ts";
import { statusAt } from "../text/scope.ts";
import { evidenceAt, type Statement } from "../text/statements.ts";
import type { ReadField } from "../topics/topic.ts";
import { QUEUE_PROSE, type QueueAccess, readQueue } from "./queue-names.ts";

/** One end of a queue in words. */
export interface ToldEnd {
  /** Index of the service. */
  readonly service: number;
  /** Identifier of the queue, or null where the text names none. */
  readonly queue: string | null;
  readonly access: QueueAccess;
  readonly evidence: Evidence;
}

const QUEUE = /\b(?:queues?|sqs)\b/i;
const ARROW = /\s*(?:-+>|=+>|→)\s*/g;
const CLAUSE_ENDS = /[,;]|\s(?:and|then|while|but|whereas)\s|\.(?:\s|$)/gi;
const SENDS =
  /^(?:puts?|putting|push(?:es|ed|ing)?|publish(?:es|ed|ing)?|sends?|sent|sending|writes?|written|writing|enqueue[sd]?|produces?|produced|posts?|posted|drops?|dropped|emits?|emitted|places?|placed|fills?|filled|feeds?|forwards?|hands?)$/i;
const TAKES =
  /^(?:consum(?:es?|ed|ing)|reads?|reading|takes?|taken|taking|receives?|received|receiving|polls?|polled|polling|pulls?|pulled|drains?|drained|empties|emptied|listens?|listening|subscribes?|subscribed|processes|processed|picks?|picked|fetch(?:es|ed)?|dequeue[sd]?|works?)$/i;
/** "Them", behind a verb of taking, is what the queue of the clause before holds. */
const PRONOUN = /\b(?:them|it|these|those)\b/i;
const WORD = /[a-z]+/gi;

/** All that is said of ends, in the order of the text. `names` finds services by their index. */
export function readQueueEnds(fields: readonly ReadField[], names: Lexicon): ToldEnd[] {
  return fields
    .filter(({ field, text }) => QUEUE_PROSE.has(field) && QUEUE.test(text))
    .flatMap(({ field, service, statements }) => {
      const self = field === "services.purpose" ? (service ?? null) : null;
      return statements
        .filter((statement) => QUEUE.test(sentence(statement)))
        .flatMap((statement) => {
          const services = findMentions([statement], names).filter(({ status }) => status === "chosen");
          return [...byArrows(statement, services), ...byVerbs(statement, services, self)];
        });
    });
}

function sentence({ text, start, end }: Statement): string {
  return text.slice(start, end);
}

/** The stretches between separators, as offsets of the whole text. */
function pieces(
  { text, start, end }: Statement,
  separator: RegExp,
): { readonly start: number; readonly end: number }[] {
  const list: { start: number; end: number }[] = [];
  let from = start;
  for (const match of text.slice(start, end).matchAll(separator)) {
    list.push({ start: from, end: start + match.index });
    from = start + match.index + match[0].length;
  }
  return [...list, { start: from, end }];
}

/** "ingest -> readings queue -> core": the hop before a queue fills it, the hop behind it empties it. */
function byArrows(statement: Statement, services: readonly Mention[]): ToldEnd[] {
  const hops = pieces(statement, ARROW);
  return hops.flatMap((hop, at) => {
    const all = statement.text.slice(hop.start, hop.end);
    const words = at === 0 ? (all.split(/[,;:]/).at(-1) ?? "") : (all.split(/[,;]/)[0] ?? "");
    const isService = services.some(({ evidence }) => evidence.start >= hop.start && evidence.end <= hop.end);
    if (hops.length < 2 || isService || !QUEUE.test(words)) return [];
    const { name } = readQueue(words);
    const near = (index: number, access: QueueAccess) =>
      services
        .filter(({ evidence }) => isBeside(statement, hops[index], evidence, access))
        .map(({ id, evidence }): ToldEnd => ({ service: Number(id), queue: name, access, evidence }));
    return [...near(at - 1, "send"), ...near(at + 1, "consume")];
  });
}

/** In the hop, and with no comma between it and the arrow. */
function isBeside(
  { text }: Statement,
  hop: { readonly start: number; readonly end: number } | undefined,
  { start, end }: Evidence,
  access: QueueAccess,
): boolean {
  if (hop === undefined || start < hop.start || end > hop.end) return false;
  const between = access === "send" ? text.slice(end, hop.end) : text.slice(hop.start, start);
  return !/[,;:.]/.test(between.replace(/\([^()]*\)/g, ""));
}

/** "ingest puts readings on the queue, core consumes them": the verb says which end, the service in front of it or behind its "by" says whose. */
function byVerbs(statement: Statement, services: readonly Mention[], self: number | null): ToldEnd[] {
  const ends: ToldEnd[] = [];
  let subject = self;
  let queue: string | null = null;
  let isQueue = false;
  for (const { start, end } of pieces(statement, CLAUSE_ENDS)) {
    const clause = statement.text.slice(start, end);
    const inside = services.filter(({ evidence }) => evidence.start >= start && evidence.end <= end);
    const at = clause.search(QUEUE);
    if (at >= 0) queue = readQueue(clause).name ?? (isQueue ? queue : null);
    const verb = verbOf(
      clause,
      at,
      inside.map(({ evidence }) => evidence),
      start,
    );
    const by = inside.find(({ evidence }) => /\bby\s+(?:the\s+)?$/i.test(statement.text.slice(start, evidence.start)));
    const front = inside.findLast(({ evidence }) => verb !== null && evidence.end <= start + verb.at);
    const who = by ?? front;
    if (who !== undefined) subject = Number(who.id);
    const isMeant = at >= 0 || (isQueue && verb?.access === "consume" && (by !== undefined || PRONOUN.test(clause)));
    isQueue ||= at >= 0;
    if (verb === null || subject === null || !isMeant) continue;
    const [from, to] = [start + verb.at, start + verb.at + verb.word.length];
    if (statusAt(statement, from, to).status !== "chosen") continue;
    ends.push({ service: subject, queue, access: verb.access, evidence: evidenceAt(statement, from, to) });
  }
  return ends;
}

/** The verb that governs the queue: the last one in front of it, else the first one behind it. Names of services are no verbs. */
function verbOf(clause: string, queue: number, names: readonly Evidence[], offset: number) {
  const verbs = [...clause.matchAll(WORD)].flatMap(({ 0: word, index }) => {
    const isName = names.some(({ start, end }) => offset + index >= start && offset + index < end);
    const access: QueueAccess | null = isName ? null : TAKES.test(word) ? "consume" : SENDS.test(word) ? "send" : null;
    return access === null ? [] : [{ word, at: index, access }];
  });
  const first = verbs[0] ?? null;
  return queue < 0 ? first : (verbs.findLast(({ at }) => at < queue) ?? first);
}
