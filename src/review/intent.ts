// In: what the answers want of one environment, and the rows of its plan. Out: for each row whether it was meant: expected, a consequence of something expected, or unexpected. Never changes what a rule found; it only says whether somebody asked for it.
import { resourceType } from "../resources/resources.ts";
import { isObject } from "../shared/json.ts";
import { differencesOf } from "./differences.ts";
import { type Finding, join, type Message, say } from "./finding.ts";
import { dataOf } from "./knowledge.ts";
import type { Path, Plan, Row } from "./plan.ts";
import { named } from "./quote.ts";

/** What an edit of the answers does to one resource, as `scaffold impact` foretells it. */
export interface Wish {
  readonly action: "created" | "changed" | "replaced" | "destroyed" | "forgotten" | "stranded" | "abandoned" | "moved";
  /** Arguments that get less safe by it, and rules of it that go. */
  readonly downgrades: readonly string[];
  /** Whether it brings a new major version of the engine. */
  readonly isUpgrade?: boolean;
  readonly because: readonly { readonly pointer?: string | undefined; readonly quote?: string | undefined }[];
}

export interface Intent {
  /** By Terraform's own address. */
  readonly wishes: ReadonlyMap<string, Wish>;
  /** Every address that the answers want to exist. */
  readonly wanted: ReadonlySet<string>;
  /** Every address that they wanted before; undefined when nobody said what was before. */
  readonly before: ReadonlySet<string> | undefined;
  /** Live addresses that go to somebody else. `through`: the rules and distributions that do it, by Terraform's own address. */
  readonly movedAddresses?: readonly { readonly through: readonly string[]; readonly sentence: string }[];
}

export type Meaning = "expected" | "consequence" | "unexpected";

export interface Meant {
  /** Undefined where nothing can be said: a deletion, when nobody said what was before. */
  of(row: Row): Meaning | undefined;
  because(row: Row): Wish["because"];
  /** Whether somebody asked for what the finding is about. */
  excuses(finding: Finding): boolean;
  readonly findings: readonly Finding[];
}

const ASKED: Readonly<Record<string, readonly Wish["action"][]>> = {
  create: ["created", "replaced", "stranded"],
  update: ["changed", "replaced"],
  delete: ["destroyed", "replaced", "abandoned"],
  replace: ["replaced"],
  replaceForget: ["replaced"],
  forget: ["forgotten"],
};

type Drifted = ReadonlyMap<string, ReadonlySet<Path[number] | undefined>>;

export function judgeIntent(plan: Plan, intent: Intent): Meant {
  // Arguments that changed outside, by address. Of many objects that Terraform lists only its own form changed: those have none.
  const drifted: Drifted = new Map(
    plan.drift.map((row) => [row.address, new Set(differencesOf(row).map(({ path }) => path[0]))]),
  );
  const meanings = new Map<Row, Meaning | undefined>(plan.rows.map((row) => [row, meaningOf(row, intent, drifted)]));
  const of = (row: Row) => meanings.get(row);
  return {
    of,
    because: (row) => intent.wishes.get(row.address)?.because ?? [],
    excuses: ({ rule, row, address, argument }) => {
      // In another region a refresh finds nothing: nobody deleted it, the answers left it behind.
      if (rule === "drift/deleted") return intent.wishes.get(address ?? "")?.action === "stranded";
      if (row === undefined || of(row) === "unexpected" || of(row) === undefined) return false;
      if (JUDGED_BY_ARGUMENT.test(rule) && row.action === "update")
        return argument !== undefined && intent.wishes.get(row.address)?.downgrades.includes(argument) === true;
      // Another edit of the same database is no leave to upgrade it by hand.
      if (rule === "engine/upgrade") return intent.wishes.get(row.address)?.isUpgrade === true;
      return /^(?:data-loss|destroy|safety|expiry)\//.test(rule) && of(row) === "expected";
    },
    findings: [
      ...plan.rows.flatMap((row) => (of(row) === "unexpected" ? unexpected(row, intent) : [])),
      ...movesOfAddresses(plan, intent),
    ],
  };
}

/** Where the answers have to ask for this very argument, or this rule. */
const JUDGED_BY_ARGUMENT = /^(?:(?:safety|expiry|backup)\/|firewall\/rule-removed$)/;

function meaningOf(row: Row, intent: Intent, drifted: Drifted): Meaning | undefined {
  const { action, address } = row;
  if (row.mode !== "managed" || action === "read" || row.deposed !== undefined) return "consequence";
  const wish =
    intent.wishes.get(address) ??
    (row.previousAddress === undefined ? undefined : intent.wishes.get(row.previousAddress));
  if (wish !== undefined && (ASKED[action] ?? []).includes(wish.action)) return "expected";
  if (action === "noop")
    return wish?.action === "moved" || row.previousAddress === undefined ? "expected" : "unexpected";
  const isWanted = intent.wanted.has(address);
  if (action === "create") return isWanted ? "expected" : "unexpected";
  if (action === "update")
    return isWanted && followsFromOthers(row, drifted.get(address)) ? "consequence" : "unexpected";
  if (action === "replace" || action === "replaceForget") {
    if (resourceType(row.type)?.benign !== undefined) return "consequence";
    return dataOf(row.type) === undefined && forcedByOthers(row) ? "consequence" : "unexpected";
  }
  // Without a state of before, nobody can tell what the answers gave up from what they never knew.
  return !isWanted && intent.before === undefined ? undefined : "unexpected";
}

/** The words of the answers that it comes from. */
export function becauseOf(because: Wish["because"]): Message {
  const first = because.find(({ pointer }) => pointer !== undefined);
  if (first?.pointer === undefined) return ["; the answers ask for it"];
  const quote = first.quote === undefined ? [] : say` (${named(first.quote)})`;
  return join(say`; the answers ask for it: ${named(first.pointer)}`, quote);
}

/** All that changes becomes known with the apply, as it comes from another resource, or was changed outside before. */
function followsFromOthers(row: Row, changedOutside: ReadonlySet<Path[number] | undefined> = new Set()): boolean {
  return differencesOf(row).every(({ path, isUnknown }) => isUnknown || changedOutside.has(path[0]));
}

function forcedByOthers({ replacePaths, afterUnknown }: Row): boolean {
  return (
    replacePaths.length > 0 &&
    replacePaths.every(
      ([first]) =>
        typeof first === "string" &&
        isObject(afterUnknown) &&
        Object.hasOwn(afterUnknown, first) &&
        afterUnknown[first] !== undefined &&
        afterUnknown[first] !== false,
    )
  );
}

function unexpected(row: Row, intent: Intent): Finding[] {
  const destroys = row.action === "delete" || row.action === "replace";
  const why: Message = intent.wanted.has(row.address)
    ? say`the answers want it as it is`
    : intent.before?.has(row.address) === true
      ? say`the answers give it up, but not like this`
      : say`it is nothing that the answers make`;
  if (destroys)
    return [
      {
        rule: "intent/unexpected-destroy",
        severity: dataOf(row.type) === undefined ? "high" : "critical",
        row,
        message: join(
          row.action === "delete" ? "is deleted, and nobody asked for it: " : "is replaced, and nobody asked for it: ",
          why,
        ),
      },
    ];
  if (row.action === "other") return [];
  return [
    {
      rule: "intent/unexpected-change",
      severity: "low",
      row,
      message: join(`${WORDS[row.action] ?? "changes"}, and no answer asks for it: `, why),
    },
  ];
}

/** Once for each, at the first row that does it. */
function movesOfAddresses({ rows }: Plan, { movedAddresses = [] }: Intent): Finding[] {
  return movedAddresses.flatMap(({ through, sentence }): Finding[] => {
    const row = rows.find(({ address, action }) => action !== "noop" && through.includes(address));
    const message = say`moves a live address: ${named(sentence)}`;
    return row === undefined ? [] : [{ rule: "intent/address-moves", severity: "medium", row, message }];
  });
}

const WORDS: Readonly<Record<string, string>> = {
  create: "is created",
  update: "changes in place",
  forget: "is dropped from the state",
  replaceForget: "is replaced",
  noop: "moves",
};

export const INTENT_RULES = [
  {
    id: "intent/unexpected-destroy",
    severity: "high",
    title: "Something is destroyed that nobody asked for",
    help: "The answers did not change in a way that destroys it. Look for a hand edit, a wrong state or a missing moved block before you apply.",
  },
  {
    id: "intent/unexpected-change",
    severity: "low",
    title: "Something changes that no answer asks for",
    help: "A hand edit, a change outside of Terraform, or another version of a provider.",
  },
  {
    id: "intent/address-moves",
    severity: "medium",
    title: "A live address goes to somebody else",
    help: "Tell whoever calls the old address before the apply.",
  },
  {
    id: "intent/stale-output",
    severity: "medium",
    title: "The output was not made from these answers",
    help: "The answers were edited and the output was not generated again. Run scaffold infra and commit what it writes.",
  },
] as const;
