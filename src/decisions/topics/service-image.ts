// In: a service that says "same image" and its siblings. Out: the sibling whose image it runs. Never picks a front end or a vendor's product.
import type { Runtime } from "../../answers/overrides.ts";
import type { Evidence } from "../decision.ts";
import { SAME_IMAGE } from "../lexicon/roles.ts";
import type { Statement } from "../text/statements.ts";
import { findPattern } from "./matches.ts";

/** What the choice needs to know of a sibling. */
export interface Sibling {
  readonly index: number;
  readonly name: string;
  readonly runtime: Runtime | null;
  readonly ours: boolean;
  /** It runs another one's image itself. */
  readonly borrows: boolean;
}

/** The words by which the text says that the image is another service's; null when it denies that or says nothing. */
export function saysSameImage(statements: readonly Statement[]): { evidence: Evidence; after: string } | null {
  for (const statement of statements) {
    const match = findPattern(statement, SAME_IMAGE).find(
      (candidate) =>
        candidate.status === "chosen" &&
        !/\b(?:not|no|isn't|separate from)\s+(?:in |on |from )?$/i.test(
          statement.text.slice(statement.start, candidate.start),
        ),
    );
    if (match !== undefined) return { evidence: match.evidence, after: statement.text.slice(match.end, statement.end) };
  }
  return null;
}

/** The named sibling, else the one with the most alike name, else the nearest one before it; `runtime` is what the borrower says of itself. */
export function lenderOf(
  borrower: { index: number; name: string; runtime: Runtime | null },
  after: string,
  siblings: readonly Sibling[],
): Sibling | null {
  const others = siblings.filter((sibling) => sibling.index !== borrower.index && sibling.ours);
  const said = after.toLowerCase();
  const named = others
    .filter((sibling) => containsName(said, sibling.name.toLowerCase()))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (named !== undefined) return named;
  const able = others.filter(
    (sibling) =>
      !sibling.borrows &&
      sibling.runtime !== null &&
      sibling.runtime !== "static" &&
      (borrower.runtime === null || sibling.runtime === borrower.runtime),
  );
  const score = (sibling: Sibling) =>
    commonWords(borrower.name, sibling.name) * 10 +
    (sibling.index < borrower.index ? 2 : 0) -
    Math.abs(sibling.index - borrower.index) * 0.01;
  return [...able].sort((a, b) => score(b) - score(a) || a.index - b.index)[0] ?? null;
}

/** "… as the api", "… as `auth`": the name as a whole word. */
function containsName(text: string, name: string): boolean {
  let at = text.indexOf(name);
  while (at >= 0 && name !== "") {
    const before = text[at - 1] ?? " ";
    const behind = text[at + name.length] ?? " ";
    if (!/[\p{L}\p{N}-]/u.test(before) && !/[\p{L}\p{N}-]/u.test(behind)) return true;
    at = text.indexOf(name, at + 1);
  }
  return false;
}

function commonWords(a: string, b: string): number {
  const words = (name: string) =>
    name
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 1 && !/^(?:service|svc|app)$/.test(word));
  const other = new Set(words(b));
  return words(a).filter((word) => other.has(word)).length;
}
