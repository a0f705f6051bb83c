// In: mentions between which a text does not choose. Out: which one is taken all the same, or that none is, and a warning for each such choice. Never silent about one.
import type { DecisionKey } from "../../answers/overrides.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Found } from "./find.ts";

/** So much of a sentence is looked at for a "whether". */
const BEFORE = 160;

/** Either/or: takes what the text leans to, else the first, unless another sentence decides; always says so. */
export function settleAlternatives(
  key: DecisionKey,
  found: readonly Found[],
  chosen: Map<string, readonly Found[]>,
  nameOf: (id: string) => string,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const groups = groupBy(
    found.filter((mention) => mention.alternative && mention.status === "open"),
    ({ field }) => field,
  );
  const leanings = groupBy(
    found.filter(({ preferred }) => preferred),
    ({ field }) => field,
  );
  const firm = new Map<string, readonly Found[]>();
  const firmOf = (id: string) => {
    const known = firm.get(id) ?? chosen.get(id)?.filter(({ status, weight }) => status === "chosen" && weight >= 2);
    if (known) firm.set(id, known);
    return known ?? [];
  };
  for (const [field, group] of groups) {
    const ids = [...new Set(group.map((mention) => mention.id))];
    const settled = ids.filter((id) => firmOf(id).some((mention) => !(mention.preferred && mention.field === field)));
    const leaning = leanings.get(field)?.find(({ id }) => ids.includes(id));
    // What another sentence takes settles nothing while this one leans to the other.
    const isSettled = settled.length > 0 && (leaning === undefined || settled.includes(leaning.id));
    const pick = leaning ?? group[0];
    if (!pick || isSettled || ids.length < 2) continue;
    const names = ids
      .map((id) => (id === "other" ? (group.find((mention) => mention.id === id)?.evidence.quote ?? id) : nameOf(id)))
      .join(" or ");
    // "Whether we use A or B is open", beside something that is decided: perhaps neither.
    const beside = [...chosen.keys()].some((id) => !ids.includes(id));
    if (beside && leaning === undefined && group.every(isOpenQuestion)) {
      diagnostics.push({
        code: "DECISION_OPEN_CHOICE",
        severity: "warning",
        pointer: field.pointer,
        message: `${key}: the text leaves open whether it is ${names}; neither is taken.`,
        help: `Name the one you want, or set decisions.${key}.`,
      });
      continue;
    }
    for (const id of ids) {
      firm.delete(id);
      if (id !== pick.id) chosen.delete(id);
    }
    chosen.set(pick.id, [pick, ...group.filter((mention) => mention.id === pick.id && mention !== pick)]);
    diagnostics.push({
      code: "DECISION_OPEN_CHOICE",
      severity: "warning",
      pointer: field.pointer,
      message: `${key}: the text leaves open ${names}; read as ${pick.id === "other" ? pick.evidence.quote : nameOf(pick.id)}${leaning ? ", which it leans to" : ", the first named"}.`,
      help: `Name the one you want, or set decisions.${key}.`,
    });
  }
  return diagnostics;
}

function isOpenQuestion({ statement, evidence }: Found): boolean {
  const from = Math.max(statement.start, evidence.start - BEFORE);
  return /\bwhether\b/i.test(statement.text.slice(from, evidence.start));
}

/** In one pass: a document may have as many fields and mentions as it has words. */
export function groupBy<K>(found: readonly Found[], keyOf: (mention: Found) => K): Map<K, Found[]> {
  const groups = new Map<K, Found[]>();
  for (const mention of found) {
    const group = groups.get(keyOf(mention));
    if (group) group.push(mention);
    else groups.set(keyOf(mention), [mention]);
  }
  return groups;
}
