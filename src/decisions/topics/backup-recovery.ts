// In: statements about disasters. Out: RPO and RTO in minutes as they hold now. Never takes a figure that the text calls past or planned.
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type Quantity, readQuantities, toMinutes } from "../text/quantities.ts";
import { statusAt } from "../text/scope.ts";
import { evidenceAt, type Statement } from "../text/statements.ts";
import type { Figure } from "./backup-figures.ts";

type Goal = "rpo" | "rto";

interface Anchor {
  readonly goal: Goal;
  readonly start: number;
  readonly end: number;
}

interface Candidate extends Figure {
  /** The nearer to the present the words put it, the larger. */
  readonly rank: number;
}

/** No sentence of a person holds more figures. */
const MANY = 100;
const NAMED = /\b(?:(rpo|recovery point(?: objective)?)|(rto|recovery time(?: objective)?))\b/gi;
const TOLD_LOSS = /\b(?:los(?:e|es|ing|s of|t)|data loss)\b/gi;
/** "up to one hour of data loss". */
const LOSS_BEHIND =
  /^\s*(?:of |worth of )?(?:lost data|data loss|(?:data|work|orders|sales) (?:is |are |gets? )?lost|(?:[\w-]+ ){1,2}lost(?=\s*(?:$|[.,;)]))|loss|(?:the )?(?:[\w-]+ ){0,3}?(?:(?:may|can|could|might|should|will|would|must) )?(?:be|get|go|is|are) (?:lost|missing))\b/i;
const TOLD_RETURN =
  /\b(?:(?:be |come |get )?back (?:up|online|in service|in business)?|back(?= (?:within|in|after|under)\b)|return(?:s|ed)?(?= (?:to (?:service|normal|work|operation|business)\b|within\b|in\b|after\b|online\b))|(?:up|open|run|\w+ing|works?|there|normal|usable|available|online) again|restor(?:e|ed|es|ing)|recover(?:ed|s|y)?|rebuil(?:d|t)|re-?(?:parse|ingest|import|deploy|create|run|load)\w*|outage|downtime)\b/gi;
/** "Two days without the shop is bearable", "can work on paper for four hours": how long people do without it. */
const BORNE =
  /^\s*(?:of )?(?:without|offline|down|being (?:down|offline))\b[^.;,]{0,40}\b(?:bearable|acceptable|tolerable|ok(?:ay)?|fine|survivable|manageable|bear|survive|live with|no (?:problem|drama|disaster))\b/i;
const DONE_WITHOUT =
  /\b(?:(?:do|live|cope|manage|work|go on|get by|survive|function) without (?:it|us|them|(?:the|our) [\w-]+)|(?:on paper|by hand|manually))\s+(?:for\s+)?(?:up to\s+|about\s+|at most\s+)?$/i;
const VAGUE = /^[^.;,\d]{0,14}\b(?:a )?(?:few|several|some|couple of) (?:seconds|minutes|hours|days)\b/i;

/** Reads both goals; the first statement that gives a figure in force wins. */
export function readRecovery(statements: readonly Statement[]): {
  rpo: Figure | null;
  rto: Figure | null;
  diagnostics: Diagnostic[];
} {
  const found: Record<Goal, Candidate[]> = { rpo: [], rto: [] };
  const diagnostics: Diagnostic[] = [];
  let open: Anchor | null = null;
  for (const statement of statements) {
    const all = readQuantities(statement)
      .slice(0, MANY)
      .filter((quantity) => durationOf(quantity) !== null);
    const anchors = anchorsOf(statement, NAMED);
    // "a recovery time of 4 hours and a loss of at most 15 minutes": the second figure is the other goal's.
    const lost = anchors.some(({ goal }) => goal === "rpo")
      ? []
      : [
          ...told(statement, TOLD_LOSS, all, /^[^.;,]{0,24}$/),
          // "RTO one day, at most 1 hour of data lost".
          ...all.filter(({ end }) => LOSS_BEHIND.test(statement.text.slice(end, statement.end))),
        ].slice(0, 1);
    if (anchors.length > 0) for (const quantity of lost) take(found.rpo, statement, quantity);
    const amounts = anchors.length > 0 ? all.filter((quantity) => !lost.includes(quantity)) : all;
    for (const anchor of anchors) {
      const vague = VAGUE.exec(statement.text.slice(anchor.end, statement.end));
      if (vague !== null) diagnostics.push(vagueGoal(statement, anchor, anchor.end + vague[0].length));
    }
    const pairs =
      anchors.length > 0 ? pair(statement, anchors, amounts) : open === null ? [] : carried(statement, open, amounts);
    for (const [goal, quantity] of pairs) take(found[goal], statement, quantity);
    const last = anchors[anchors.length - 1];
    open = last !== undefined && found[last.goal].length === 0 ? last : null;
  }
  for (const statement of statements) {
    const amounts = readQuantities(statement)
      .slice(0, MANY)
      .filter((quantity) => quantity.kind === "amount" && durationOf(quantity) !== null);
    const named = new Set(anchorsOf(statement, NAMED).map(({ goal }) => goal));
    if (amounts.length === 0 || named.size > 1) continue;
    if (!/disaster_recovery|backup/.test(statement.pointer)) continue;
    const taken = [...found.rpo, ...found.rto].map((candidate) => candidate.evidence);
    const free = amounts.filter(
      ({ start }) => !taken.some((evidence) => evidence.start === start && evidence.pointer === statement.pointer),
    );
    const behind = free.find((quantity) => LOSS_BEHIND.test(statement.text.slice(quantity.end, statement.end)));
    if (found.rpo.length === 0 && behind !== undefined) take(found.rpo, statement, behind);
    if (found.rpo.length === 0)
      for (const quantity of told(statement, TOLD_LOSS, free, /^[^.;]{0,40}$/)) take(found.rpo, statement, quantity);
    const spent = found.rpo.map((candidate) => candidate.evidence.start);
    const rest = free.filter((quantity) => !spent.includes(quantity.start));
    if (found.rto.length === 0)
      for (const quantity of told(
        statement,
        TOLD_RETURN,
        rest,
        /\b(?:within|in|under|takes?|about|max|at most|less than|<|=|of)\b(?:[^.;]{0,14}|[^.;()]{0,30}\()$/i,
      ))
        take(found.rto, statement, quantity);
    if (found.rto.length > 0) continue;
    const borne = rest.find(
      ({ start, end }) =>
        BORNE.test(statement.text.slice(end, statement.end)) ||
        DONE_WITHOUT.test(statement.text.slice(Math.max(statement.start, start - 60), start)),
    );
    if (borne !== undefined) take(found.rto, statement, borne);
  }
  const [rpo, rto] = [best(found.rpo), best(found.rto)];
  diagnostics.push(...severalGoals("rpo", rpo, found.rpo), ...severalGoals("rto", rto, found.rto));
  return { rpo, rto, diagnostics };
}

function anchorsOf(statement: Statement, pattern: RegExp): Anchor[] {
  return [...statement.text.slice(statement.start, statement.end).matchAll(pattern)].map((match) => ({
    goal: match[1] !== undefined ? "rpo" : "rto",
    start: statement.start + match.index,
    end: statement.start + match.index + match[0].length,
  }));
}

/** Minutes of a duration; "zero" and "0" need no unit. The upper end of a range is what a promise holds to. */
function durationOf(quantity: Quantity): number | null {
  if (quantity.kind !== "amount") return null;
  if (quantity.max === 0) return 0;
  return toMinutes(quantity.max, quantity.unit);
}

/** Each goal takes the figure behind it; "RTO/RPO 4h/15min" goes in order; "15 minutes RPO" looks back. */
function pair(statement: Statement, anchors: readonly Anchor[], amounts: readonly Quantity[]): [Goal, Quantity][] {
  const pairs: [Goal, Quantity][] = [];
  const used = new Set<Quantity>();
  for (let index = 0; index < anchors.length; index++) {
    const anchor = anchors[index];
    const next = anchors[index + 1];
    if (anchor === undefined) continue;
    const joined =
      next !== undefined &&
      next.goal !== anchor.goal &&
      /^\s*(?:[/,&+]|and|\/)\s*$/.test(statement.text.slice(anchor.end, next.start));
    if (joined && next !== undefined) {
      const limit = anchors[index + 2]?.start ?? Number.POSITIVE_INFINITY;
      const [first, second] = amounts.filter((quantity) => quantity.start >= next.end && quantity.start < limit);
      const alone = second === undefined && statement.text.slice(anchor.end, next.start).includes(",");
      if (first !== undefined && !alone) {
        pairs.push([anchor.goal, first], [next.goal, second ?? first]);
        index++;
        continue;
      }
    }
    const limit = next?.start ?? Number.POSITIVE_INFINITY;
    const behind = amounts.filter(
      (quantity) => quantity.start >= anchor.end && quantity.start < limit && !used.has(quantity),
    );
    const before = amounts.filter((quantity) => isBefore(quantity, anchor) && !used.has(quantity)).at(-1);
    const touching =
      before !== undefined &&
      /^(?:\s|of|for|an?|the|as|is|our|data|work|sales|orders|loss|-|:|\()*$/i.test(
        statement.text.slice(before.end, anchor.start),
      )
        ? before
        : undefined;
    // "lose at most 30 minutes (RPO) and be back within 4 hours (RTO)": what stands in brackets names the figure before it.
    const bracketed =
      touching !== undefined &&
      /\($/.test(statement.text.slice(0, anchor.start)) &&
      /^\)/.test(statement.text.slice(anchor.end));
    const far = behind[0] !== undefined && /,/.test(statement.text.slice(anchor.end, behind[0].start));
    const chosen = touching !== undefined && (behind.length === 0 || far || bracketed) ? [touching] : behind;
    for (const quantity of chosen) {
      used.add(quantity);
      pairs.push([anchor.goal, quantity]);
    }
  }
  return handedOver(statement, anchors, pairs);
}

/** "RPO one hour, and back up within 6 hours, that's the RTO": of several figures behind one goal, the one that is told in the words of the other is the other's. */
function handedOver(
  statement: Statement,
  anchors: readonly Anchor[],
  pairs: readonly [Goal, Quantity][],
): [Goal, Quantity][] {
  const bare = (["rto", "rpo"] as const).find((goal) => !pairs.some(([taken]) => taken === goal));
  if (bare === undefined) return [...pairs];
  const words = bare === "rto" ? TOLD_RETURN : TOLD_LOSS;
  const end = anchors.find(({ goal }) => goal === bare)?.start ?? statement.end;
  const spare = pairs.filter(([goal], index) => pairs.findIndex(([first]) => first === goal) < index);
  const free = spare.map(([, quantity]) => quantity).filter((quantity) => quantity.end <= end);
  const [its] = told(statement, words, free, /^[^.;,]{0,24}$/);
  return pairs.map(([goal, quantity]) => [quantity === its ? bare : goal, quantity]);
}

/** "zero RPO" is one quantity to the language layer, the goal being its unit. */
function isBefore(quantity: Quantity, anchor: Anchor): boolean {
  return quantity.end <= anchor.start || (quantity.start < anchor.start && durationOf(quantity) === 0);
}

/** "RPO 24 h used to be fine; now 15 minutes": the goal was named one statement earlier. */
function carried(statement: Statement, anchor: Anchor, amounts: readonly Quantity[]): [Goal, Quantity][] {
  const first = amounts[0];
  const now = /^\s*(?:now|today|currently|since then)\b/i.test(statement.text.slice(statement.start, statement.end));
  return first !== undefined && now ? [[anchor.goal, first]] : [];
}

function told(statement: Statement, pattern: RegExp, amounts: readonly Quantity[], between: RegExp): Quantity[] {
  const found: Quantity[] = [];
  for (const anchor of anchorsOf(statement, pattern)) {
    const next = amounts.find((quantity) => quantity.start >= anchor.end);
    if (next === undefined) continue;
    const bound =
      next.kind === "amount" && next.bound === "max"
        ? statement.text.slice(anchor.end, next.start + 12)
        : statement.text.slice(anchor.end, next.start);
    if (
      between.test(statement.text.slice(anchor.end, next.start)) ||
      (next.kind === "amount" && next.bound === "max" && bound.length < 40)
    )
      found.push(next);
  }
  return found.slice(0, 1);
}

function take(list: Candidate[], statement: Statement, quantity: Quantity): void {
  const value = durationOf(quantity);
  if (value === null) return;
  // "zero" denies elsewhere; as an amount it is a figure.
  const status = value === 0 ? "chosen" : statusAt(statement, quantity.start, quantity.end).status;
  const head = statement.text.slice(Math.max(statement.start, quantity.start - 40), quantity.start);
  // "was two days and is now one hour": the second verb has the second figure.
  const clause = head.split(/[,;]|\band(?= (?:is|are|has been|it is|now|today)\b)/i).at(-1) ?? head;
  const from = /\bfrom\s+(?:\w+\s+)?$/i.test(head) && /^\s*(?:to|down to)\b/i.test(statement.text.slice(quantity.end));
  const past = status === "past" || /\b(?:was|were|used to|before|formerly|previously)\b/i.test(clause);
  if (past || (status === "future" && !from) || status === "negated" || status === "foreign") return;
  // "from 24 h to 1 h": without a plan the second figure holds, with one the first.
  const planned = /\b(?:next (?:year|quarter|month)|later|plan\w*|goal|target(?:ing)?|will)\b/i.test(
    statement.text.slice(statement.start, statement.end),
  );
  const rank = (/\b(?:now|today|currently)\b/i.test(clause) ? 2 : 0) + (from ? (planned ? 3 : -2) : 0);
  const doubt = status === "open" || /^\s*\?/.test(statement.text.slice(quantity.end));
  list.push({ value, evidence: evidenceAt(statement, quantity.start, quantity.end), doubt, rank });
}

function best(list: readonly Candidate[]): Figure | null {
  const top = Math.max(...list.map((candidate) => candidate.rank));
  return list.find((candidate) => candidate.rank === top) ?? null;
}

/** "RTO 2 h, on draw night 30 minutes": more than one figure holds now. */
function severalGoals(goal: Goal, read: Figure | null, all: readonly Candidate[]): Diagnostic[] {
  const top = Math.max(...all.map((candidate) => candidate.rank));
  const other = all.find((candidate) => candidate.rank === top && read !== null && candidate.value !== read.value);
  if (read === null || other === undefined) return [];
  return [
    {
      code: "DECISION_UNDECIDED",
      severity: "warning",
      pointer: read.evidence.pointer,
      message: `backup.${goal}Minutes: "${read.evidence.quote}" and "${other.evidence.quote}" are both named; read as ${read.value}.`,
      help: `State one ${goal.toUpperCase()} for the whole system, or set decisions.backup.${goal}Minutes.`,
      related: [other.evidence.pointer],
    },
  ];
}

function vagueGoal(statement: Statement, anchor: Anchor, end: number): Diagnostic {
  return {
    code: "DECISION_UNDECIDED",
    severity: "warning",
    pointer: statement.pointer,
    message: `backup.${anchor.goal}Minutes: "${statement.text.slice(anchor.start, end)}" gives no figure; the default stands.`,
    help: `State the ${anchor.goal.toUpperCase()} in minutes or hours, or set decisions.backup.${anchor.goal}Minutes.`,
  };
}
