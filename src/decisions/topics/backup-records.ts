// In: a figure of a sentence about keeping. Out: whether papers or data of the business are kept there ("Invoices have to be kept for 10 years"). Never says how long backups are.
import type { Quantity } from "../text/quantities.ts";
import type { Statement } from "../text/statements.ts";
import { DATABASE } from "./backup-figures.ts";
import { segmentSpan } from "./matches.ts";

/** Verbs of keeping with the small words in front of them: "have to be kept", "stay". What stands before them is what is kept. */
const KEPT =
  /\b(?:(?:(?:has|have|had|needs?|is|are|be|been|being|must|shall|should|will|can|may|to|also|only|still|all|both|then)\s{1,3}){1,6}(?:kept|retained|held|stored|preserved|archived)|stays?|remains?|kept|retained|preserved)\b/i;
/** Papers and data that somebody has to keep. */
const RECORDS =
  /\b(?:invoices?|receipts?|bills|documents?|records?|papers?|letters?|contracts?|agreements?|reports?|pdfs?|vouchers?|bookings?|orders|tickets?|forms|photos?|pictures?|scans?|recordings?|videos?|postings|ledgers?|(?:user|customer|personal|patient|student|order|booking|event) data)\b/i;
/** Other names of backups, and words that point back to them. Exports are judged with the dumps. */
const STANDS_FOR =
  /\b(?:cop(?:y|ies)|recovery points?|fulls?|incrementals?|differentials?|hourl(?:y|ies)|dail(?:y|ies)|nightl(?:y|ies)|weekl(?:y|ies)|monthl(?:y|ies)|quarterl(?:y|ies)|yearl(?:y|ies)|\w*exports?|images?|vaults?|restore points?|retention|window|history|data|they|them|these|those|it|this|that|which|each|every|everything|both|ones?|last|latest|newest|recent|oldest|we|i)\b/i;
const JOINED = /,|\b(?:and|but|while|whereas|plus)\b/gi;
/** A clause of its own stands before the word that joins: it has a figure or a verb. */
const CLAUSE = /\d|\b(?:is|are|runs?|taken|made|automat\w*|kept|retained)\b/i;
const NO_NOUN =
  /\b(?:and|or|but|so|while|plus|must|shall|should|will|can|may|to|by|law|for|has|have|had|is|are|be|been|being|kept|retained|also|only|all|the|then|always|usually|normally|automatically|currently|now)\b/gi;
const BEHIND = 40;

export function keepsRecords(statement: Statement, quantity: Quantity): boolean {
  const span = segmentSpan(statement, quantity.start);
  const clause = lastClause(statement.text.slice(span.start, Math.max(span.start, quantity.start)));
  const verb = KEPT.exec(clause);
  const subject = verb === null ? "" : clause.slice(0, verb.index);
  // "Invoices in the database": the first noun is what is kept.
  const head = subject.split(/\b(?:in|on|of|from|at|for|by|with|under)\b/i)[0] ?? "";
  if (/[a-z]{3}/i.test(head.replace(NO_NOUN, ""))) return RECORDS.test(head) ? !isBackup(head) : !isBackup(subject);
  // "Invoices in S3: 10 years", "we keep invoices for 10 years", "10 years for invoices".
  if (RECORDS.test(clause)) return !isNamed(clause.slice(0, RECORDS.exec(clause)?.index));
  const after =
    /^[^,.;]*/.exec(statement.text.slice(quantity.end, Math.min(statement.end, quantity.end + BEHIND)))?.[0] ?? "";
  if (isBackup(clause) && /[a-z]{3}/i.test(clause.replace(NO_NOUN, ""))) return false;
  if (/^\s{1,3}(?:of|for)\b/i.test(after) && RECORDS.test(after)) return !DATABASE.test(after);
  const before = statement.text.slice(statement.start, quantity.start);
  return RECORDS.test(before) && !isNamed(before);
}

function isBackup(text: string): boolean {
  return DATABASE.test(text) || STANDS_FOR.test(text);
}

/** Without the words that only point back. */
function isNamed(text: string): boolean {
  return DATABASE.test(text) || /cop(?:y|ies)\b|exports?\b/i.test(text);
}

/** "Backups are automated and invoices have to be kept": what stands behind the "and". "Backups and invoices are kept" is one clause. */
function lastClause(text: string): string {
  const cut = [...text.matchAll(JOINED)].findLast(({ index }) => CLAUSE.test(text.slice(0, index)));
  const rest = cut === undefined ? text : text.slice(cut.index + cut[0].length);
  return /[a-z]{3}/i.test(rest) ? rest : text;
}
