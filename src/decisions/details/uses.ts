// In: the answers and the details read from them. Out: which pieces of text feed arrows, secrets, versions and zones, by what they feed. Never decides.
import type { Answers } from "../../answers/answers.ts";
import type { Evidence } from "../decision.ts";
import type { Details } from "./details.ts";
import { evidenceOfNumbers } from "./numbers.ts";

/** What was used beyond the decisions. Every service's name is used: it names everything that is made for it. */
export function usesOf({ base, output }: Answers, details: Details): ReadonlyMap<string, readonly Evidence[]> {
  const uses = new Map<string, Evidence[]>();
  const add = (key: string, ...evidence: readonly (Evidence | null)[]) =>
    uses.set(key, [...(uses.get(key) ?? []), ...evidence.filter((item) => item !== null)]);
  const { services, ...numbers } = evidenceOfNumbers(details.numbers);
  output.services.forEach(({ name }, index) => {
    const whole = { pointer: `${base}/services/${index}/name`, start: 0, end: name.length, quote: name };
    const needs = details.services[index]?.dependencies.map((item) => item.evidence) ?? [];
    add(`services.${name}`, whole, ...needs, ...(services[index] ?? []));
  });
  add("externals", ...details.externals.map((item) => item.evidence));
  const { serverless, proxy, reader } = details.database;
  add("databases", serverless, proxy, reader);
  add("cache", details.broker);
  add("queues", ...details.queueEnds.map(({ evidence }) => evidence));
  add("secrets", ...details.keys.map(({ evidence }) => evidence));
  add("environments", ...details.otherSizes.filter(({ of }) => of !== "unknown").map(({ evidence }) => evidence));
  add("access", details.door.sticky?.evidence ?? null);
  const { services: entries, everything } = details.access;
  add("access", everything?.evidence ?? null);
  for (const { closed, limited } of entries) add("access", closed?.evidence ?? null, limited?.evidence ?? null);
  for (const [key, evidence] of Object.entries(numbers)) if (evidence.length > 0) add(key, ...evidence);
  return uses;
}
