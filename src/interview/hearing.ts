// In: the answers so far and one place in them. Out: what the program reads there: decisions, what stands for nothing yet, and what is wrong. Never shown before it is told as a value; never changes an answer.
import type { Answers } from "../answers/answers.ts";
import { FIELDS, isBlank } from "../answers/fields.ts";
import { reportCoverage } from "../decisions/coverage.ts";
import { decide } from "../decisions/decide.ts";
import type { Decisions, ServiceReading } from "../decisions/decision.ts";
import { type Dependency, type Details, readDetails } from "../decisions/details/details.ts";
import { STANDARDS } from "../decisions/lexicon/standards.ts";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.ts";

/** What became of an answer. */
export interface Hearing {
  /** "compute: ecs-fargate"; or what every output has, where the text asks for that only. */
  readonly read: readonly string[];
  /** Where nothing was read: what the field is for, or null when it is for people only; undefined where there is nothing to say. */
  readonly unread: string | null | undefined;
  /** Problems whose place is here. */
  readonly problems: readonly Diagnostic[];
}

/** Judges what was read as a whole: what cannot be built, which versions have ended. */
export type Judge = (answers: Answers, decisions: Decisions, details: Details) => readonly Diagnostic[];

/** Hears the answer at `pointer`: a text, a list with its items, or a part of a service. */
export function hear(answers: Answers, field: string, pointer: string, judge: Judge): Hearing {
  const decisions = decide(answers);
  const details = readDetails(answers, decisions.services);
  const isHere = (place: string) => place === pointer || place.startsWith(`${pointer}/`);
  const known = hasErrors(decisions.diagnostics) ? [] : judge(answers, decisions, details);
  // An assumption fills a gap that a later answer may close: what is left of them is the checkpoint's.
  const problems = [...decisions.diagnostics, ...known].filter(
    ({ code, pointer: place, related }) => code !== "ARCH_ASSUMED" && (isHere(place) || (related ?? []).some(isHere)),
  );
  const keys = [...decisions.coverage].flatMap(([place, uses]) => (isHere(place) ? uses.map(({ key }) => key) : []));
  const read = [...new Set(keys)].flatMap((key) => inWords(key, pointer, answers, decisions, details));
  const isSaid = textsBelow(answers, pointer).some((text) => !isBlank(text));
  if (!isSaid || read.length > 0) return { read: [...new Set(read)], unread: undefined, problems };
  const report = reportCoverage(answers, decisions).fields.find((row) => row.field === field);
  const standards = (report?.standards ?? []).map((id) => STANDARDS[id] ?? id);
  if (standards.length > 0) return { read: standards, unread: undefined, problems };
  return { read: [], unread: FIELDS.find((one) => one.field === field)?.effect ?? null, problems };
}

function textsBelow({ base, output }: Answers, pointer: string): readonly string[] {
  const keys = pointer.slice(base.length).split("/").slice(1);
  const value = keys.reduce<unknown>(
    (place, key) => (typeof place === "object" && place !== null ? (place as Record<string, unknown>)[key] : undefined),
    output,
  );
  return [value].flat().filter((item) => typeof item === "string");
}

function inWords(key: string, pointer: string, answers: Answers, decisions: Decisions, details: Details): string[] {
  const entry = Object.entries(decisions.table).find(([name]) => name === key);
  if (entry !== undefined) return [`${key}: ${valueInWords(entry[1].value)}`];
  const at = /\/services\/(\d+)\/([a-z_]+)/.exec(pointer);
  const index = Number(at?.[1] ?? -1);
  const reading = decisions.services[index];
  if (key.startsWith("services.") && reading !== undefined && key === `services.${reading.name}`) {
    if (at?.[2] === "dependencies")
      return (details.services[index]?.dependencies ?? []).map((item) => dependencyInWords(item, answers));
    return serviceInWords(reading, at?.[2] ?? "");
  }
  if (key === "externals") return details.externals.map((item) => dependencyInWords(item, answers));
  return [key];
}

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return value === true ? "yes" : value === false ? "no" : String(value);
}

function serviceInWords(reading: ServiceReading, part: string): string[] {
  const { kind, runtime, version, framework, port, schedule, min, max } = reading;
  const named = (name: string, value: string | number | null) => (value === null ? [] : [`${name}: ${value}`]);
  if (part === "purpose") return [...named("kind", kind), ...named("schedule", schedule)];
  if (part === "scaling_requirements") return min === null && max === null ? [] : [`tasks: ${min ?? ""}-${max ?? ""}`];
  if (part !== "technology") return [];
  const language = runtime === null ? null : version === null ? runtime : `${runtime} ${version}`;
  return [
    ...named("kind", kind),
    ...named("runtime", language),
    ...named("framework", framework),
    ...named("port", port),
  ];
}

function dependencyInWords(item: Dependency, { output }: Answers): string {
  switch (item.kind) {
    case "service":
      return `needs service ${output.services[item.index]?.name ?? ""}`;
    case "target":
      return `needs ${item.target}`;
    case "vendor":
      return `needs vendor ${item.vendor}`;
    case "other":
      return `needs "${item.evidence.quote}" of somebody else`;
  }
}

/** Items at `pointer` that are neither a service, nor a part that is built, nor a known vendor. */
export function strangersAt(answers: Answers, pointer: string): readonly string[] {
  const details = readDetails(answers, decide(answers).services);
  return [...details.externals, ...details.services.flatMap(({ dependencies }) => dependencies)]
    .filter((item) => item.kind === "other" && item.evidence.pointer === pointer)
    .map((item) => item.evidence.quote);
}
