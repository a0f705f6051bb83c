// In: an element of a list that is a mapping. Out: what tells it from the others: the id or name of a step, the action that it uses. Data and its rule.
import { type Group, printParts } from "../tree.ts";

/** The surest first. */
const NAMES = ["id", "name", "package-ecosystem", "uses", "run", "key", "target", "action", "source"];

export function identitiesOf(group: Group): string[] {
  const values = new Map(group.items.map((item) => [item.key, printParts(item.parts.slice(1)).trim()]));
  return NAMES.flatMap((name) => {
    const value = values.get(name);
    if (value === undefined) return [];
    // The version of an action is what changes; where Dependabot looks is what differs.
    if (name === "uses") return [`uses=${value.replace(/@.*/s, "")}`];
    if (name === "package-ecosystem")
      return [`${value} ${values.get("directory") ?? values.get("directories") ?? ""}`, value];
    return [`${name}=${value}`];
  });
}
