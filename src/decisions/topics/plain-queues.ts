// In: the read answers and the cloud. Out: the words that need a queue without naming what runs it. Never takes one that another mechanism, other people or a printer keep.
import { QUEUE_PROSE } from "../details/queue-names.ts";
import { queueTerms } from "../lexicon/data.ts";
import { findMentions, type Mention } from "../text/mentions.ts";
import type { Statement } from "../text/statements.ts";
import { before, clauseOf, type Found } from "./find.ts";
import { findPattern } from "./matches.ts";
import type { ReadField, Reading } from "./topic.ts";

/** Job libraries and tables that are the queue themselves, wherever they are named. */
const KEPT_ELSEWHERE =
  /\b(?:celery|bull ?mq|bee-queue|sidekiq|resque|rq|horizon|huey|dramatiq|arq|pg[-_ ]?boss|graphile[- ]worker|solid[_ ]queue|good[_ ]?job|oban|hangfire|delayed[_ ]job|django[- ]q\d?|queue:work|laravel queues?|drupal queue|river queue|db-scheduler|jobrunr)\b|\bqueues? (?:(?:is|are|lives?|sits?|stays?|kept|held|stored) )*(?:in|on|inside|of|over|via|by) (?:(?:a|an|the|our|its|same|own) )*(?:db|database|postgres\w*|pg|mysql|mariadb|redis|valkey|table|memory|process)\b/gi;
/** Brokers that this tool knows no more of than their names. */
const OTHER_BROKER =
  /\b(?:ibm mq|mqseries|websphere|msmq|tibco|solace|zeromq|jms|redis|valkey|azure|storage queues?|gcp|google|postgres\w*|mysql|mqtt)\b/i;
/** What stands in front of "queue" where it holds people, paper or memory. */
const OTHER_QUEUE =
  /\b(?:in-?\s?process|in-?\s?memory|internal|local|thread|goroutine|channel|print(?:er|ing)?|label|spool(?:er)?|mail|smtp|postfix|waiting|support|tickets?|calls?|review|moderation|approval|triage|help-?desk|virtual|human|merge|build|redis|valkey|postgres(?:ql)?|pg|mysql|database|db|sql|table|partner|vendor|supplier|customer|client|bank|external|third-?party|jms|mq|\w+['’]s?)\s+(?:(?:job|work|task|message|background)\s+)?$/i;
const PEOPLE =
  /\b(?:visitors?|patients?|people|guests?|callers?|passengers?|cars?|shoppers?|students?|fans)\s+(?:\w+\s+)?(?:in|into|to|from|off|on|through|out of)\b|\bqueues? (?:at|in front|of (?:people|visitors|patients|cars|the \w+|\w+['’]s))\b|\bqueue (?:of|at|owned by|run by|from) (?:the |our |a )?(?:bank|partner|vendor|supplier|customer|client|head office|authority|insurer|carrier)s?\b/i;
const QUEUE = "(?:(?:an?|the|its|their|our|this|that|one|each|own)\\s+){0,2}(?:[\\w-]+\\s+){0,2}?queues?\\b";
const MOVES = new RegExp(
  [
    `\\b(?:put|push|send|sent|publish|post|drop|writ|plac|hand|go|lay|lands?|add|pass|deliver)\\w*\\b[^.;]{0,60}?\\b(?:on|onto|to|into|in|via|through|over)\\s+${QUEUE}`,
    `\\b(?:enqueue[sd]?|consum\\w+|drains?|polls?|empties|fills?)\\b[^.;]{0,40}?\\b${QUEUE}`,
    `\\b(?:reads?|takes?|taken|pulls?|receives?|picks?|picked|works?|gets?|listens?|fetch\\w*|subscrib\\w+|process\\w*|fed)\\b[^.;]{0,40}?\\b(?:from|off|on|to|by)\\s+${QUEUE}`,
    `(?:->|=>|→)\\s*${QUEUE}`,
  ].join("|"),
  "gi",
);

/** Where the text needs a queue of the system's own: dependencies of services first, then what puts things on one or takes them off. */
export function plainQueues(reading: Reading): Found[] {
  const names = reading.answers.output.services.map(({ name }) => name.trim().toLowerCase()).filter((name) => name);
  const found = reading.fields
    .filter(({ field }) => field === "services.dependencies" || QUEUE_PROSE.has(field))
    .flatMap((field) => {
      const weight = field.field === "services.dependencies" ? 2 : 1;
      return findMentions(field.statements, queueTerms)
        .filter((mention) => isQueue(mention) && !isNamed(mention, names) && (weight === 2 || isUsed(mention)))
        .map((mention) => ({ ...mention, field, weight, evidence: wordsOf(field, mention) }));
    })
    .sort((a, b) => b.weight - a.weight);
  return found.length > 0 && reading.fields.some(keepsJobs) ? [] : found;
}

function keepsJobs({ statements }: ReadField): boolean {
  return statements.some((statement) =>
    findPattern(statement, KEPT_ELSEWHERE).some(({ status }) => status !== "negated" && status !== "past"),
  );
}

function isQueue(mention: Mention): boolean {
  return (
    mention.id === "any-queue" &&
    mention.status === "chosen" &&
    /queues?$/i.test(mention.evidence.quote) &&
    !OTHER_QUEUE.test(before(mention, 40)) &&
    !OTHER_BROKER.test(clauseOf(mention)) &&
    !PEOPLE.test(clauseOf(mention))
  );
}

/** "portal-queue" is a service of that name. */
function isNamed({ statement, evidence: { start, end } }: Mention, names: readonly string[]): boolean {
  const text = statement.text.toLowerCase();
  return names.some((name) => {
    const at = name.includes("queue") ? text.lastIndexOf(name, start) : -1;
    return at >= 0 && at + name.length >= end;
  });
}

function isUsed({ statement, evidence }: Mention): boolean {
  return moves(statement).some(({ start, end }) => start <= evidence.start && evidence.end <= end);
}

function moves(statement: Statement) {
  return findPattern(statement, MOVES).filter(({ status }) => status === "chosen");
}

/** A dependency is quoted whole where it is short: "readings queue" says more than "queue". */
function wordsOf(field: ReadField, { evidence }: Mention) {
  const quote = field.text.trim();
  if (field.field !== "services.dependencies" || quote.length > 60) return evidence;
  const start = field.text.indexOf(quote);
  return { ...evidence, start, end: start + quote.length, quote };
}
