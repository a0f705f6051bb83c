// In: a plan. Out: pairs of a deletion and a creation that are one object under two addresses, which a moved block would join. Only says so when names or nearly all values agree.
import { resourceType } from "../../resources/resources.ts";
import { isObject } from "../../shared/json.ts";
import { type Finding, join, say } from "../finding.ts";
import { dataOf } from "../knowledge.ts";
import type { Plan, Row } from "../plan.ts";
import { named } from "../quote.ts";
import type { RuleFamily } from "./rule.ts";

export const moves: RuleFamily = {
  texts: [
    {
      id: "state/moved-missing",
      severity: "medium",
      title: "A moved block is missing",
      help: "The same object is deleted under one address and created under another. With a moved block Terraform only changes the address.",
    },
  ],
  check: (plan) =>
    pairsOf(plan).map(({ from, to }): Finding => {
      const data = dataOf(from.type);
      return {
        rule: "state/moved-missing",
        severity: data === undefined ? "medium" : "high",
        row: from,
        message: join(
          say`is the same as ${named(to.address)}, which is created: moved { from = ${named(from.address)}, to = ${named(to.address)} }`,
          " keeps it",
        ),
      };
    }),
};

/** Share of values that must agree where the type has no name that we know. */
const LEAST = 0.9;

/** Where thousands go and come at once, nobody renamed them one by one. */
const MOST_PAIRS = 40_000;

interface Pair {
  readonly from: Row;
  readonly to: Row;
}

/** Best pairs first; each row is in one pair at most. */
function pairsOf({ rows }: Plan): Pair[] {
  const usable = (row: Row) => row.mode === "managed" && row.deposed === undefined;
  const deleted = rows.filter((row) => row.action === "delete" && usable(row));
  const created = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.action !== "create" || !usable(row)) continue;
    const list = created.get(row.type);
    if (list === undefined) created.set(row.type, [row]);
    else list.push(row);
  }
  const candidates = deleted
    .filter(({ type }) => (created.get(type)?.length ?? 0) * deleted.length <= MOST_PAIRS)
    .flatMap((from) => (created.get(from.type) ?? []).map((to) => ({ from, to, likeness: likeness(from, to) })))
    .filter(({ likeness: share }) => share >= LEAST)
    .sort((a, b) => b.likeness - a.likeness || (key(a) < key(b) ? -1 : 1));
  const used = new Set<Row>();
  return candidates.filter(({ from, to }) => {
    if (used.has(from) || used.has(to)) return false;
    used.add(from).add(to);
    return true;
  });
}

function key({ from, to }: Pair): string {
  return `${from.address} ${to.address}`;
}

/** Of the values that the new one states, how many the old one has. 1 when the name that AWS knows it by is the same, 0 when it is another. */
function likeness(from: Row, to: Row): number {
  const before = isObject(from.before.value) ? from.before.value : {};
  const after = isObject(to.after.value) ? to.after.value : {};
  const name = resourceType(from.type)?.name?.argument;
  if (name !== undefined && typeof after[name] === "string") return after[name] === before[name] ? 1 : 0;
  const stated = Object.entries(after).filter(([, value]) => value !== null && value !== "" && !isEmpty(value));
  if (stated.length < 2) return 0;
  const same = stated.filter(([argument, value]) => JSON.stringify(before[argument]) === JSON.stringify(value));
  return same.length / stated.length;
}

function isEmpty(value: unknown): boolean {
  return (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);
}
