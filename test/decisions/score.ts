// In: a labelled document and how it was read. Out: what agrees and what does not, key by key. Never reads a label's `null` as a miss.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Answers } from "../../src/answers/answers.ts";
import type { Overrides } from "../../src/answers/overrides.ts";
import type { Output } from "../../src/answers/schema.ts";
import { resolve } from "../../src/architecture/resolve.ts";
import { decide } from "../../src/decisions/decide.ts";
import type { Decisions } from "../../src/decisions/decision.ts";
import { readDetails } from "../../src/decisions/details/details.ts";

export interface Labelled {
  readonly name: string;
  readonly answers: Answers;
  readonly expected: Readonly<Record<string, unknown>>;
}

export interface Score {
  readonly name: string;
  readonly right: number;
  readonly total: number;
  readonly wrong: readonly string[];
  readonly forbidden: readonly string[];
  readonly silent: readonly string[];
  readonly badEvidence: readonly string[];
}

/** Documents of a folder, in order of their names. */
export function loadCorpus(folder: URL): Labelled[] {
  const path = fileURLToPath(folder);
  return readdirSync(path)
    .filter((file) => file.endsWith(".json") && !file.endsWith(".expected.json"))
    .sort()
    .map((file) => {
      const document = JSON.parse(readFileSync(`${path}/${file}`, "utf8")) as { output: Output };
      const expected = JSON.parse(
        readFileSync(`${path}/${file.replace(/\.json$/, ".expected.json")}`, "utf8"),
      ) as Record<string, unknown>;
      const name = file.replace(/\.json$/, "");
      return { name, expected, answers: { base: "/output", project: name, output: document.output, overrides: {} } };
    });
}

const camel = (key: string) => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
/** The rules for labels call every other fixed provider "oidc"; the tool has a name for this one. */
const SYNONYMS: Readonly<Record<string, string>> = { newrelic: "new-relic", "entra-id": "oidc" };
const synonym = (value: unknown) => (typeof value === "string" ? (SYNONYMS[value] ?? value) : value);
const NESTED = ["backup", "scaling"];

/** The labels of a document, flat, with the tool's own key names. */
export function labelsOf(expected: Readonly<Record<string, unknown>>): Map<string, unknown> {
  const labels = new Map<string, unknown>();
  for (const [key, value] of Object.entries(expected)) {
    if (["services", "must_not", "ambiguous", "exposure"].includes(key)) continue;
    if (NESTED.includes(key)) {
      for (const [inner, part] of Object.entries(value as Record<string, unknown>))
        labels.set(`${key}.${camel(inner)}`, part);
    } else labels.set(camel(key), value);
  }
  return labels;
}

function same(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    const sorted = (list: readonly unknown[]) => [...list].map(synonym).map(String).sort().join(",");
    return sorted(left) === sorted(right);
  }
  return synonym(left) === synonym(right);
}

/** Reads the document and compares it with its labels; `only` limits the keys. A different reading with a diagnostic is accepted where the label says that the text is ambiguous. */
export function scoreOf({ name, answers, expected }: Labelled, only?: (key: string) => boolean): Score {
  const decisions = decide(answers);
  const ambiguous = ((expected["ambiguous"] ?? []) as string[]).map((key) => key.split(".").map(camel).join("."));
  const values: Readonly<Record<string, { readonly value: unknown; readonly source: string }>> = decisions.table;
  const wrong: string[] = [];
  let total = 0;
  for (const [key, label] of labelsOf(expected)) {
    if (label === null || (only && !only(key))) continue;
    total++;
    const decision = values[key];
    if (!decision || same(decision.value, label)) continue;
    // No region in the text: the label is an empty list, the reading a default.
    if (key === "regions" && Array.isArray(label) && label.length === 0 && decision.source === "default") continue;
    if (ambiguous.includes(key) && isDoubted(decisions, key)) continue;
    wrong.push(`${key}: want ${JSON.stringify(label)}, got ${JSON.stringify(decision.value)} (${decision.source})`);
  }
  for (const { service, key, label, got } of servicesOf(expected, decisions)) {
    if (only && !only("services")) continue;
    total++;
    if (label !== got) wrong.push(`services.${service}.${key}: want ${label}, got ${got}`);
  }
  for (const { service, label, got } of exposureOf(expected, answers)) {
    if (only && !only("exposure")) continue;
    total++;
    if (label !== got) wrong.push(`exposure.${service}: want ${label}, got ${got}`);
  }
  const silent = ambiguous.filter((key) => (!only || only(key)) && !isDoubted(decisions, key));
  return {
    name,
    right: total - wrong.length,
    total,
    wrong,
    silent,
    forbidden: forbiddenOf(expected, values),
    badEvidence: badEvidence(answers, decisions),
  };
}

/** Runtime and kind of each labelled service, in the order of the document. */
function servicesOf(expected: Readonly<Record<string, unknown>>, decisions: Decisions) {
  const labels = (expected["services"] ?? []) as Readonly<Record<string, string | null>>[];
  return labels.flatMap((label, index) =>
    (["runtime", "kind"] as const)
      .filter((key) => typeof label[key] === "string")
      .map((key) => ({
        service: String(label["name"]),
        key,
        label: label[key],
        got: decisions.services[index]?.[key] ?? null,
      })),
  );
}

/** Who reaches each labelled service: "open" to everybody, "limited" to some, or "closed". What else the text was read as does not count: those decisions are the label's. */
function exposureOf(expected: Readonly<Record<string, unknown>>, answers: Answers) {
  const labels = Object.entries((expected["exposure"] ?? {}) as Readonly<Record<string, string>>);
  if (labels.length === 0) return [];
  const { compute, cache } = expected;
  // A stack is put together from what is built today; who gets in does not hang on the engine.
  const standIn = (label: unknown, built: readonly string[], other: string) =>
    Array.isArray(label) ? [...new Set(label.map((id) => (built.includes(String(id)) ? id : other)))] : label;
  const databases = standIn(
    expected["databases"],
    ["postgres", "mysql", "mariadb", "aurora-postgres", "aurora-mysql"],
    "postgres",
  );
  const queues = standIn(expected["queues"], ["sqs", "sns", "eventbridge"], "sqs");
  const given = { ...answers, overrides: { compute, databases, cache, queues } as Overrides };
  const decisions = decide(given);
  const built = resolve(given, decisions, readDetails(given, decisions.services)).architecture?.services ?? [];
  return labels.map(([service, label]) => {
    const found = built.find(({ name }) => name === service);
    const got = found === undefined ? null : !found.public ? "closed" : found.admits === undefined ? "open" : "limited";
    return { service, label, got };
  });
}

/** A diagnostic speaks of the decision: its message names the key, or it points where the decision's evidence stands. */
function isDoubted(decisions: Decisions, key: string): boolean {
  return decisions.diagnostics.some(
    (item) => item.message.startsWith(`${key}:`) || item.message.startsWith(`${key} `) || item.message.includes(key),
  );
}

function forbiddenOf(
  expected: Readonly<Record<string, unknown>>,
  values: Record<string, { value: unknown; source: string }>,
): string[] {
  return Object.entries((expected["must_not"] ?? {}) as Record<string, string[]>).flatMap(([key, list]) => {
    const decision = values[camel(key)];
    if (!decision || decision.source === "default") return [];
    const chosen = Array.isArray(decision.value) ? decision.value : [decision.value];
    return list.filter((id) => chosen.includes(id)).map((id) => `${key}: ${id}`);
  });
}

/** Evidence whose quote is not the text at its pointer, or stated decisions without any. */
export function badEvidence(answers: Answers, decisions: Decisions): string[] {
  const text = (pointer: string): unknown =>
    pointer
      .slice(answers.base.length + 1)
      .split("/")
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], answers.output);
  const all = [
    ...Object.entries(decisions.table),
    ...decisions.services.map((service) => [service.name, { source: "default", evidence: service.evidence }] as const),
  ];
  return all.flatMap(([key, decision]) => {
    const missing =
      (decision.source === "stated" || decision.source === "inferred") && decision.evidence.length === 0
        ? [`${key}: no evidence`]
        : [];
    const wrong = decision.evidence.filter((item) => {
      const value = text(item.pointer);
      return typeof value !== "string" || value.slice(item.start, item.end) !== item.quote || item.quote === "";
    });
    return [...missing, ...wrong.map((item) => `${key}: "${item.quote}" at ${item.pointer}`)];
  });
}
