// In: the parts before and after, and the renames that people stated. Out: renames to ask about, and stated ones that fit nothing. Pure; asks and never decides.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { label } from "../shared/names.ts";
import type { Rename } from "./moves.ts";
import type { Snapshot } from "./snapshot.ts";

type Parts = Snapshot["parts"];
/** Old id → new id, by kind. */
export type Renamed = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

/** The one kind whose parts keep their old id. */
const ENVIRONMENTS = "environments";

/** The pairs of all kinds whose resources and files move. */
export function renamesOf({ [ENVIRONMENTS]: _, ...renamed }: Renamed): Rename[] {
  return Object.values(renamed).flatMap((pairs) => Object.entries(pairs ?? {}).map(([from, to]) => ({ from, to })));
}

/** `services` → `service`. */
const singular = (kind: string): string =>
  kind === "caches" ? "cache" : kind === "buses" ? "bus" : kind.replace(/s$/, "");
const pointerOf = (kind: string): string => `/decisions/renamed/${kind}`;

/** `moved`: what earlier runs moved. A statement may stay in the answers after its run. */
export function renameDiagnostics(
  before: Parts | undefined,
  after: Parts,
  renamed: Renamed,
  moved: readonly Rename[] = [],
): Diagnostic[] {
  if (before === undefined) return [];
  const { [ENVIRONMENTS]: environments = {}, ...others } = renamed;
  return [
    ...questions(before, after, renamed),
    ...misfits(before, after, others),
    ...idle(before, after, others, moved),
    ...Object.entries(environments).flatMap(([from, to]) => environmentDiagnostics(before, after, from, to)),
  ];
}

/** One part gone and one new of the same kind and make: the pair with the most letters in common first. */
function questions(before: Parts, after: Parts, renamed: Renamed): Diagnostic[] {
  return Object.keys(after).flatMap((kind) => {
    const [old, young, stated] = [before[kind] ?? {}, after[kind] ?? {}, renamed[kind] ?? {}];
    const gone = Object.keys(old).filter((id) => young[id] === undefined && stated[id] === undefined);
    const taken = new Set([...Object.keys(stated), ...Object.values(stated)]);
    const created = Object.keys(young).filter((id) => old[id] === undefined && !taken.has(id));
    const pairs = gone
      .flatMap((from) =>
        created.filter((to) => old[from] === young[to]).map((to) => ({ from, to, likeness: likeness(from, to) })),
      )
      .sort((a, b) => b.likeness - a.likeness || (a.from + a.to < b.from + b.to ? -1 : 1));
    const asked = new Set<string>();
    return pairs.flatMap(({ from, to }): Diagnostic[] => {
      if (asked.has(`from ${from}`) || asked.has(`to ${to}`)) return [];
      asked.add(`from ${from}`).add(`to ${to}`);
      return [
        {
          code: "IMPACT_RENAME",
          severity: "warning",
          pointer: pointerOf(kind),
          message: `the answers have no ${singular(kind)} ${from} any more, and ${to} is new and of the same kind (${old[from]}): is it the same one under a new name?`,
          help: `If it is, say so in the answers, or a new one is made beside the old: { "decisions": { "renamed": { "${kind}": { "${from}": "${to}" } } } }. If they are two, nothing is to be done.`,
        },
      ];
    });
  });
}

/** A stated rename of an environment changes nothing that is there; whether it was taken shows in the ids. */
function environmentDiagnostics(before: Parts, after: Parts, from: string, to: string): Diagnostic[] {
  const [old, young] = [before[ENVIRONMENTS] ?? {}, after[ENVIRONMENTS] ?? {}];
  const pointer = `${pointerOf(ENVIRONMENTS)}/${from}`;
  const problem =
    old[from] === undefined
      ? `no earlier output has the environment "${from}"; it has: ${Object.keys(old).join(", ") || "none"}`
      : young[to] !== undefined
        ? `the answers still name the environment "${from}" beside "${to}", so they are two`
        : young[from] === undefined
          ? `the answers have no environment "${to}"; they have: ${Object.keys(young).join(", ")}`
          : undefined;
  if (problem !== undefined)
    return [
      {
        code: "IMPACT_RENAME_UNKNOWN",
        severity: "error",
        pointer,
        message: problem,
        help: "Use the id as the folder in infra/environments has it, and the new name as the answers have it.",
      },
    ];
  return [
    {
      code: "IMPACT_ENVIRONMENT_STAYS",
      severity: "info",
      pointer,
      message: `the environment ${to} of the answers is ${from} in the output: its folder, its state and its physical names stay`,
      help: "Leave the statement in the answers: without it, they ask for another environment.",
    },
  ];
}

function misfits(before: Parts, after: Parts, renamed: Renamed): Diagnostic[] {
  return Object.entries(renamed).flatMap(([kind, pairs]) =>
    Object.entries(pairs ?? {}).flatMap(([from, to]): Diagnostic[] => {
      const isThere = after[kind]?.[to] !== undefined;
      // After the run that moved it, the statement may stay where it is.
      if (isThere && (before[kind]?.[from] !== undefined || before[kind]?.[to] !== undefined)) return [];
      return [
        {
          code: "IMPACT_RENAME_UNKNOWN",
          severity: "error",
          pointer: `${pointerOf(kind)}/${from}`,
          message: isThere
            ? `no earlier output has the ${singular(kind)} "${from}"; it has: ${Object.keys(before[kind] ?? {}).join(", ") || "none"}`
            : `the answers have no ${singular(kind)} "${to}"; they have: ${Object.keys(after[kind] ?? {}).join(", ") || "none"}`,
          help: "Use the ids as the output has them.",
        },
      ];
    }),
  );
}

/** Stated, and nothing comes of it: both parts are there, or nothing was ever known under the old id while the new one has resources of its own. */
function idle(before: Parts, after: Parts, renamed: Renamed, moved: readonly Rename[]): Diagnostic[] {
  return Object.entries(renamed).flatMap(([kind, pairs]) =>
    Object.entries(pairs ?? {}).flatMap(([from, to]): Diagnostic[] => {
      if (after[kind]?.[to] === undefined || before[kind]?.[to] === undefined) return [];
      const words = new RegExp(`(?<![A-Za-z0-9])${label(from)}(?![A-Za-z0-9])`);
      const isBoth = after[kind]?.[from] !== undefined;
      if (!isBoth && (before[kind]?.[from] !== undefined || moved.some((one) => words.test(one.from)))) return [];
      return [
        {
          code: "IMPACT_RENAME_UNKNOWN",
          severity: "warning",
          pointer: `${pointerOf(kind)}/${from}`,
          message: isBoth
            ? `the answers still have the ${singular(kind)} ${from} beside ${to}, so they are two and nothing is renamed`
            : `no earlier output has a ${singular(kind)} "${from}", and ${to} was there already: nothing is renamed`,
          help: "Correct the old id, or take the statement out; when a run without it made a second one, undo that run (scaffold undo) and run again with it.",
        },
      ];
    }),
  );
}

/** Share of common letter pairs. */
function likeness(one: string, other: string): number {
  const pairs = (text: string): Set<string> =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2)));
  const [a, b] = [pairs(one), pairs(other)];
  const common = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}
