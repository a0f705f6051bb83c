// In: statements and a lexicon of terms. Out: every mention of a term with how it is meant and where it stands. Knows no cloud.
import type { Evidence } from "../decision.ts";
import type { Status } from "./cue.ts";
import { type Lexicon, type Phrase, phrasesAt, placesOf, standsFor } from "./lexicon.ts";
import { statusAt } from "./scope.ts";
import { evidenceAt, type Statement } from "./statements.ts";
import type { Token } from "./tokens.ts";

export interface Mention {
  readonly id: string;
  readonly status: Status;
  readonly evidence: Evidence;
  readonly statement: Statement;
  /** Token indices in the statement, `to` excluded. */
  readonly from: number;
  readonly to: number;
  /** One of several possibilities between which the text does not choose; `preferred` where it leans to this one. */
  readonly alternative: boolean;
  readonly preferred: boolean;
}

/** All mentions in order of the text; at each place the longest term wins. */
export function findMentions(statements: readonly Statement[], lexicon: Lexicon): Mention[] {
  const all: Mention[] = [];
  for (const statement of statements) {
    const mentions = scan(statement, lexicon);
    if (mentions.length > 0) all.push(...relate(statement, mentions));
  }
  return all;
}

function scan(statement: Statement, lexicon: Lexicon): Mention[] {
  const mentions: Mention[] = [];
  const { tokens } = statement;
  let next = 0;
  for (const index of placesOf(statement, lexicon)) {
    if (index < next) continue;
    const hit = match(tokens, index, lexicon);
    const first = tokens[index];
    const last = tokens[(hit?.to ?? 1) - 1];
    if (!hit || !first || !last) continue;
    const evidence = evidenceAt(statement, first.start, last.end);
    // A preposition or a verb inside the name ("A on B", "Parameter Store") ends what a "no" reaches over: its first word counts then.
    const whole = statusAt(statement, first.start, last.end).status;
    const status =
      whole === "chosen" && hit.to > index + 1 ? statusAt(statement, first.start, first.end).status : whole;
    mentions.push({
      id: hit.id,
      status,
      evidence,
      statement,
      from: index,
      to: hit.to,
      alternative: false,
      preferred: false,
    });
    next = hit.to;
  }
  return mentions;
}

function match(tokens: readonly Token[], index: number, lexicon: Lexicon): { id: string; to: number } | null {
  const token = tokens[index];
  if (!token) return null;
  for (const phrase of phrasesAt(token.lower, lexicon)) {
    const to = matchRest(tokens, index, phrase, lexicon);
    if (to > 0) return { id: phrase.id, to };
  }
  return null;
}

function matchRest(tokens: readonly Token[], index: number, phrase: Phrase, lexicon: Lexicon): number {
  let at = index + 1;
  for (let place = 1; place < phrase.words.length; place++) {
    const glue = tokens[at];
    if (
      glue &&
      /^[-._/'&+‑]$/.test(glue.lower) &&
      (/[&+/]/.test(glue.lower) || !(glue.spaced && tokens[at + 1]?.spaced))
    )
      at++;
    const token = tokens[at];
    if (!token?.word || !standsFor(token.lower, phrase.words[place] ?? "", lexicon)) return 0;
    at++;
  }
  return at;
}

/** "A -> B migration", "A to B is done". */
const MIGRATED = /^\s+\(?(?:migration|is done|done|finished|completed|move\b|switch\b|is complete)/;
/** "A (well, B)", "A (actually B)". */
const CORRECTED =
  /^[\s\w,]*\(\s*(?:well|actually|i mean|correction|sorry|no|rather|read|now)\b[\s,:]*(?:it's |it is |we mean |the )?$/;
/** "A, well, actually B", "A - sorry, B", "A, or rather B". */
const RESAID =
  /^\s*(?:[,–—-]|\.\.\.)\s*(?:well|sorry|i mean|correction|make that|scratch that|or rather|or better|wait)\b[\s,:]*(?:no,? )?(?:actually |rather )?(?:it's |it is |we mean |the |on |in )?$/;
/** "A over B", "A, not B", "A beats B". */
const ABOVE =
  /^\s*,?\s+(?:over|and not|but not|not|beats?|(?:is|was) (?:preferred|chosen|picked) (?:to|over)|(?:wins?|won) (?:over|against))\s+(?:on |a |the )?$/;
const LEANING =
  /(?:lean(?:ing|s|ed)?(?: to| towards?)?|prefer(?:ably|ring|red|ence:?)?|favou?r(?:ing|ite:?|ite is)?|rather|probably|likely|most likely|tend(?:ing|s)? to(?:wards)?|tendency(?: is)?:?(?: to(?:wards)?)?|default(?:ing|s)? to|for now)\s+(?:the\s+|for\s+|with\s+)?$/i;
/** Longer than any way to lean. */
const LEANING_REACH = 40;

/** Sets "A or B", "A over B", "A (well, B)" in relation. */
function relate(statement: Statement, found: readonly Mention[]): Mention[] {
  const mentions = [...found];
  const change = (index: number, part: Partial<Mention>) => {
    const mention = mentions[index];
    if (mention) mentions[index] = { ...mention, ...part };
  };
  for (let index = 1; index < mentions.length; index++) {
    const a = mentions[index - 1];
    const b = mentions[index];
    if (!a || !b || a.id === b.id) continue;
    const between = statement.text.slice(a.evidence.end, b.evidence.start).toLowerCase();
    const following = statement.text.slice(b.evidence.end, b.evidence.end + 40).toLowerCase();
    if (/^\s*(?:->|=>|→|to)\s*$/.test(between) && MIGRATED.test(following)) change(index - 1, { status: "past" });
    else if (CORRECTED.test(between) || RESAID.test(between)) {
      change(index - 1, { status: "negated" });
      if (b.status !== "negated") change(index, { status: "chosen" });
    } else if (ABOVE.test(between) && a.status === "chosen" && b.status !== "past")
      change(index, { status: "negated" });
    else if (
      /^(?:\s+[\w-]+){0,2}\s*,?\s+(?:or|and ?\/ ?or|vs\.?|versus)\s+(?:else |maybe |possibly |perhaps |straight |directly |the |a |on |in |into |to |ordinary |plain |regular |standard |normal |amazon |aws |azure )*$/.test(
        between,
      ) ||
      /^\s*\?\s*(?:or\s+)?$/.test(between) ||
      (a.status === "open" &&
        /^\s*(?:,|,?\s*and)\s+(?:the |a |on )?$/.test(between) &&
        /\bbetween\b[^.;]*$/i.test(statement.text.slice(statement.start, a.evidence.start)))
    ) {
      if (isOpen(a.status) && isOpen(b.status)) {
        change(index - 1, { alternative: true, status: "open" });
        change(index, { alternative: true, status: "open" });
      }
    }
  }
  return mentions.map((mention) => {
    const from = Math.max(statement.start, mention.evidence.start - LEANING_REACH);
    const preferred = LEANING.test(statement.text.slice(from, mention.evidence.start));
    return preferred ? { ...mention, preferred } : mention;
  });
}

function isOpen(status: Status): boolean {
  return status === "chosen" || status === "open";
}
