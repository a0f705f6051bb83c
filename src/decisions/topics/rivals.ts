// In: choices that the answers name side by side. Out: those that something speaks for, and a warning for each that is not taken. Never decides between two that are both used.

import type { DecisionKey } from "../../answers/overrides.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Statement } from "../text/statements.ts";
import { type Found, isReference } from "./find.ts";
import { isAffirmed, isStated } from "./verdicts.ts";

/** A choice and where it is named. */
type Named = readonly [id: string, mentions: readonly Found[]];

/** `question` is what people should answer: "which one builds and deploys". */
export function bothNamed(key: "ci" | "iac", question: string, pick: Named, rival: Named): Diagnostic {
  return {
    code: "DECISION_CONFLICT",
    severity: "warning",
    pointer: rival[1][0]?.evidence.pointer ?? "",
    message: `${key}: ${nameOf(pick)} and ${nameOf(rival)} are both named; read as ${nameOf(pick)}.`,
    help: `Say ${question}, or set decisions.${key}.`,
    related: pick[1].slice(0, 1).map((mention) => mention.evidence.pointer),
  };
}

function nameOf([id, mentions]: Named): string {
  return id === "other" ? (mentions[0]?.evidence.quote ?? id) : id;
}

/**
 * Of things that a system has one of, the one that the answers speak for is kept. A second that one sentence names, that nothing depends on and that is
 * not said to do anything ("EKS: no people for that", "Valkey when the reserved nodes run out") is not taken, and a warning says so.
 * `kindOf`: several ids for one thing ("RDS MySQL", "MySQL") share a kind; undefined for what stands beside the others. `isGeneral`: a word that other words settle is never dropped.
 */
export function spokenFor(
  key: DecisionKey,
  chosen: ReadonlyMap<string, readonly Found[]>,
  kindOf: (id: string) => string | undefined,
  isGeneral: (id: string) => boolean = () => false,
): { readonly chosen: Map<string, readonly Found[]>; readonly diagnostics: readonly Diagnostic[] } {
  const kinds = new Map<string, Found[]>();
  for (const [id, mentions] of chosen) {
    const kind = kindOf(id);
    if (kind !== undefined) kinds.set(kind, (kinds.get(kind) ?? []).concat(mentions));
  }
  const rivals: Named[] = [...kinds];
  const home = rivals.filter(([, mentions]) => mentions.some(({ weight }) => weight === 3));
  const used = home.find(isUsed);
  const main = home.find((rival) => opens(rival, used)) ?? used ?? home[0] ?? rivals.find(isUsed) ?? rivals[0];
  const kept = new Map(chosen);
  const diagnostics: Diagnostic[] = [];
  for (const rival of rivals) {
    const [kind, mentions] = rival;
    const [first] = mentions;
    if (main === undefined || rival === main || first === undefined || isGeneral(kind) || isUsed(rival)) continue;
    if (isBeside(mentions, main[1])) continue;
    for (const id of chosen.keys()) if (kindOf(id) === kind) kept.delete(id);
    diagnostics.push({
      code: "DECISION_UNDECIDED",
      severity: "warning",
      pointer: first.evidence.pointer,
      message: `${key}: ${nameOf(rival)} is named once beside ${nameOf(main)}, and nothing is said to use it; it is not taken.`,
      help: `Say what it is for, or set decisions.${key}.`,
      related: main[1].slice(0, 1).map((mention) => mention.evidence.pointer),
    });
  }
  return { chosen: kept, diagnostics };
}

/** "MySQL 8 on RDS. The reports have an Oracle of their own.": the field begins with it, before another that is said to do something. */
function opens([, mentions]: Named, used: Named | undefined): boolean {
  const fields = used && new Set(used[1].map(({ field }) => field));
  return mentions.some((mention) => {
    const { weight, statement, field } = mention;
    const beside = fields?.has(field) ?? true;
    return weight === 3 && beside && statement === field.statements[0] && isStated(mention);
  });
}

/** Two fields name it, a service or a drawing does, or its sentence says what it does. */
function isUsed([, mentions]: Named): boolean {
  return (
    new Set(mentions.map(({ field }) => field.pointer)).size > 1 ||
    mentions.some((mention) => isReference(mention) || mention.field.service !== undefined || isAffirmed(mention))
  );
}

/** Leads from what was to what is, or from one side to the other. */
const TURN = /->|=>|→|\b(?:to|but|instead|over|than|until|replac\w+)\b/i;

/** One of each stand in one list of one sentence: of all pairs that is true of two neighbours first. */
function isBeside(some: readonly Found[], others: readonly Found[]): boolean {
  const ours = new Set(some);
  const shared = new Set(others.map(({ statement }) => statement));
  const near = new Map<Statement, Found[]>();
  for (const mention of [...some.filter(({ statement }) => shared.has(statement)), ...others]) {
    const list = near.get(mention.statement);
    if (list) list.push(mention);
    else near.set(mention.statement, [mention]);
  }
  return [...near.values()].some((list) => {
    const inOrder = list.sort((a, b) => a.evidence.start - b.evidence.start);
    return inOrder.some((second, at) => {
      const first = inOrder[at - 1];
      if (first === undefined || ours.has(first) === ours.has(second)) return false;
      return !TURN.test(first.statement.text.slice(first.evidence.end, second.evidence.start));
    });
  });
}
