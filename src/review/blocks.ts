// In: values of a resource and the name of a block. Out: the blocks of that name, in order, and which of them go. Never fails on values of another shape: a plan is untrusted.
import { isObject } from "../shared/json.ts";

export type Values = Readonly<Record<string, unknown>>;

/** Blocks come as lists; old providers and documents inside of strings have one object. */
export function blocks(values: unknown, name: string): Values[] {
  const value = isObject(values) && Object.hasOwn(values, name) ? values[name] : undefined;
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

/** Rules are blocks with a name of their own: as an argument of a finding, and of what the answers ask for. */
export function ruleArgument(name: unknown): string {
  return `rule.${String(name ?? "")}`;
}

/** Rules that are there before and not after, whether as `name` (a firewall) or as `rule_name` (a backup plan). */
export function goneRules(before: unknown, after: unknown): string[] {
  const namesIn = (side: unknown) =>
    blocks(side, "rule").flatMap(({ name, rule_name: other }) =>
      [name, other].filter((one) => typeof one === "string").map(ruleArgument),
    );
  const left = new Set(namesIn(after));
  return namesIn(before).filter((name) => !left.has(name));
}
