// In: an element of a list that is a mapping. Out: what tells it from the others: the id or name of a step, the action that it uses. Data and its rule.
import { type Group, type Item, isGroup, printParts } from "../tree.ts";

/** The surest first: of GitHub Actions, Compose and Dependabot, then of the other vendors of pipelines. */
const NAMES = [
  ...[
    "id",
    "key",
    "name",
    "displayName",
    "label",
    "package-ecosystem",
    "stage",
    "job",
    "uses",
    "task",
    "run",
    "script",
  ],
  ...["command", "target", "action", "source"],
];

export function identitiesOf(group: Group): string[] {
  const values = new Map(group.items.map((item) => [item.key, textOf(item)]));
  const found = NAMES.flatMap((name) => {
    const value = values.get(name);
    if (value === undefined) return [];
    // The version of an action is what changes; where Dependabot looks is what differs.
    if (name === "uses" || name === "task") return [`${name}=${value.replace(/@.*/s, "")}`];
    if (name !== "package-ecosystem") return [`${name}=${value}`];
    return [`${value} ${values.get("directory") ?? values.get("directories") ?? ""}`, value];
  });
  return found.length > 0 || group.items.length !== 1 ? found : wrapped(group.items[0]);
}

/** `- step:` or `- run:` with everything inside of it. */
function wrapped(item: Item | undefined): string[] {
  const inner = item?.parts.find(isGroup);
  return inner === undefined ? [] : identitiesOf(inner).map((identity) => `${item?.key} ${identity}`);
}

function textOf(item: Item): string {
  return printParts(item.parts.slice(1)).trim();
}
