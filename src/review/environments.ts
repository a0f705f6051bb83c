// In: how plans were named on the command line, and the changes of all of them. Out: names of environments, and the changes side by side. Never decides what an environment is for.
import type { ShownChange } from "./show.ts";

export interface CrossRow {
  readonly address: string;
  /** One per environment, in their order; undefined where nothing happens. */
  readonly actions: readonly (string | undefined)[];
  /** Not the same everywhere. */
  readonly diverges: boolean;
}

/** Words of file names that name no environment. */
const FILLERS = new Set([
  "plan",
  "tfplan",
  "terraform",
  "tofu",
  "opentofu",
  "show",
  "json",
  "out",
  "output",
  "tf",
  "infra",
]);

/** `plan-prod.json`, `prod.tfplan.json` and `environments/prod/plan.json` are all "prod". */
export function environmentOf(path: string): string {
  const parts = path.split(/[\\/]+/).filter((part) => part !== "" && part !== "." && part !== "..");
  const file = wordsOf((parts.at(-1) ?? "").replace(/\.json$/i, ""));
  if (file !== "") return file;
  const folder = wordsOf(parts.at(-2) ?? "");
  return folder === "" ? "plan" : folder;
}

function wordsOf(text: string): string {
  const words = text.split(/[-_.\s]+/).filter((word) => word !== "");
  // In the middle of a name such a word belongs to it.
  while (FILLERS.has((words[0] ?? "").toLowerCase())) words.shift();
  while (FILLERS.has((words.at(-1) ?? "").toLowerCase())) words.pop();
  return words.join("-");
}

/** Two plans of one name would be told as one: the second gets a number. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let number = 2; taken.has(unique); number += 1) unique = `${name}-${number}`;
    taken.add(unique);
    return unique;
  });
}

/** Rows in the order of danger that the changes have. */
export function crossTable(changes: readonly ShownChange[], environments: readonly string[]): CrossRow[] {
  if (environments.length < 2) return [];
  const rows = new Map<string, (string | undefined)[]>();
  for (const change of changes) {
    const column = environments.indexOf(change.environment);
    const cells = rows.get(change.address) ?? environments.map(() => undefined);
    const word = change.action === "noop" ? (change.previousAddress === undefined ? "import" : "move") : change.action;
    cells[column] = cells[column] === undefined ? word : `${cells[column]} + ${word}`;
    rows.set(change.address, cells);
  }
  return [...rows].map(([address, actions]) => ({
    address,
    actions,
    diverges: actions.some((action) => action !== actions[0]),
  }));
}
