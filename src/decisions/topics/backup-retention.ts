// In: statements about backups. Out: how long those that bring the database back are kept. Never takes the retention of logs, buckets, dumps for others or archives for it.
import { type Quantity, readQuantities, toMinutes } from "../text/quantities.ts";
import { evidenceAt, type Statement } from "../text/statements.ts";
import {
  about,
  COPYING,
  counts,
  DATABASE,
  EXERCISE,
  type Figure,
  MANY,
  OTHER_THING,
  unsureAt,
} from "./backup-figures.ts";
import { keepsRecords } from "./backup-records.ts";
import { segmentText, sliceOf } from "./matches.ts";

export const KEEPING =
  /\b(?:(?:last|past|previous) (?=\w+ (?:days?|weeks?|months?|hours?)\b)|keep|keeps|kept|retain\w*|retention|window|stored? for|held|history|hold)\b/i;
const WINDOW = /\b(?:pitr|point[- ]in[- ]time)\b/i;
/** What is set aside beside the backups that bring the database back. */
const ARCHIVE =
  /\b(?:monthly|quarterly|yearly|annual(?:ly)?|long[- ]term|ltr|(?:once |1x ?|one )?(?:a|per|each|every) (?:month|quarter|year))\b|\/(?:month|mo|quarter|year|yr)\b/i;
const DUMPED =
  /\b(?:\w*dump(?:s|ed|all)?|\w*exports?|exported|for (?:the |our )?(?:audit\w*|accountant\w*|accounting|lawyers?|tax\w*|legal|compliance))\b/i;
const BROUGHT_BACK = /\b(?:snapshots?|automat(?:ed|ic)|pitr|point[- ]in[- ]time|backups?)\b/i;

export function readRetention(statements: readonly Statement[]): Figure | null {
  let best: { readonly figure: Figure; readonly score: number } | null = null;
  let aside: { readonly figure: Figure; readonly score: number } | null = null;
  for (const [order, statement] of statements.entries()) {
    const text = sliceOf(statement);
    let subject = "";
    for (const quantity of readQuantities(statement).slice(0, MANY)) {
      const segment = segmentText(statement, quantity.start);
      if (DATABASE.test(segment) || OTHER_THING.test(segment)) subject = segment;
      const minutes = quantity.kind === "amount" ? toMinutes(quantity.max, quantity.unit) : null;
      const keptNow = sameUnit(statement, quantity);
      if (keptNow !== null) {
        best = { figure: keptNow, score: 8 };
        continue;
      }
      const bareCopies = quantity.kind === "amount" && quantity.unit === null ? copiesKept(statement, quantity) : null;
      if (bareCopies !== null && counts(statement, quantity)) {
        const figure = {
          value: bareCopies,
          evidence: evidenceAt(statement, quantity.start, quantity.end),
          doubt: false,
        };
        if (best === null || best.score < 2) best = { figure, score: 2 };
        continue;
      }
      if (quantity.kind !== "amount" || minutes === null || !counts(statement, quantity)) continue;
      // "PITR on, 35 days": the window of point-in-time recovery is how long backups are kept.
      const keeping =
        KEEPING.test(segment) ||
        WINDOW.test(statement.text.slice(Math.max(statement.start, quantity.start - 40), quantity.start));
      const unit = quantity.unit ?? "";
      if (!/^(?:day|week|month|quarter|year)$/.test(unit) && !(unit === "hour" && keeping)) continue;
      const bare = !DATABASE.test(segment) && !OTHER_THING.test(segment);
      if (
        about(segment, statement, quantity) ||
        keepsRecords(statement, quantity) ||
        (bare && OTHER_THING.test(subject)) ||
        /\b(?:rpo|rto|within|takes?|ago|after)\b[^,;]*$/i.test(
          statement.text.slice(Math.max(statement.start, quantity.start - 24), quantity.start),
        )
      )
        continue;
      if (EXERCISE.test(segment) && !keeping) continue;
      if (
        /\b(?:was|were|used to be|formerly|previously)\b[^,;]*$/i.test(
          statement.text.slice(Math.max(statement.start, quantity.start - 24), quantity.start),
        )
      )
        continue;
      const monthly =
        ARCHIVE.test(`${subject} ${segment}`) &&
        !/\b(?:daily|nightly|every day|automated)\b/i.test(text.slice(0, quantity.start - statement.start));
      const score =
        (keeping ? 4 : 0) +
        (DATABASE.test(segment) ? 3 : bare ? 1 : 0) -
        (monthly ? 3 : 0) -
        (COPYING.test(segment) ? 2 : 0) -
        order * 0.1;
      const value = unit === "month" ? quantity.max * 30 : unit === "year" ? quantity.max * 365 : minutes / 1440;
      const figure = {
        value: Math.max(1, Math.round(value)),
        evidence: evidenceAt(statement, quantity.start, quantity.end),
        doubt: unsureAt(statement, quantity),
      };
      // What is dumped or exported beside the backups does not say how long these are kept.
      const told = DATABASE.test(segment) ? segment : `${subject} ${segment}`;
      if (monthly || (DUMPED.test(told) && !BROUGHT_BACK.test(told))) {
        if (aside === null || score > aside.score) aside = { figure, score };
      } else if (best === null || score > best.score) best = { figure, score };
    }
  }
  return (best ?? aside)?.figure ?? null;
}

/** "It used to be 7 days, now we keep 14": the figure in force in the unit of the one before it. */
function sameUnit(statement: Statement, quantity: Quantity): Figure | null {
  if (quantity.kind !== "amount" || quantity.unit !== null || !counts(statement, quantity)) return null;
  if (!/\b(?:now|today|since [^.;]{1,40})\b[^.;]{0,30}$/i.test(statement.text.slice(statement.start, quantity.start)))
    return null;
  if (
    !/\b(?:keep|kept|it is|it's|retain|hold|are at|is)\s*$/i.test(statement.text.slice(statement.start, quantity.start))
  )
    return null;
  const unit = readQuantities(statement).findLast(
    (other) => other.end <= quantity.start && other.kind === "amount" && /^(?:day|week)$/.test(other.unit ?? ""),
  );
  if (unit?.kind !== "amount") return null;
  const value = quantity.max * (unit.unit === "week" ? 7 : 1);
  return { value, evidence: evidenceAt(statement, quantity.start, quantity.end), doubt: false };
}

/** "daily, keep 14": copies of a schedule told before, as days. */
function copiesKept(statement: Statement, quantity: Quantity): number | null {
  if (
    quantity.kind !== "amount" ||
    !/\b(?:keep|keeps|kept|keeping|retain(?:ed|s)?)\s+(?:the )?(?:last )?$/i.test(
      statement.text.slice(statement.start, quantity.start),
    )
  )
    return null;
  const often = readQuantities(statement).find((other) => other.kind === "frequency" && other.end <= quantity.start);
  return often?.kind === "frequency" ? Math.max(1, Math.round((quantity.max * often.minutes) / 1440)) : null;
}
