// In: decisions as read now, and those that an output was made from. Out: the decisions to build with: where only the tool has changed, not the text, the old reading stays. Pure; trusts nothing in a lock.
import type { Answers } from "../answers/answers.ts";
import { textFields } from "../answers/answers.ts";
import { type DecisionKey, overridesSchema } from "../answers/overrides.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isObject, type Json } from "../shared/json.ts";
import { shortHash, slug } from "../shared/names.ts";
import type { Decision, Decisions, DecisionTable, Evidence, ServiceReading } from "./decision.ts";

/** A decision that an output was made from. Pointers name services by identifier, not by place: "/services/orders/technology". */
export type LockedDecision = {
  readonly value: Json;
  readonly source: string;
  readonly evidence?: { readonly pointer: string; readonly start: number; readonly end: number }[];
  /** The tool of that run read the text differently, and this older reading was kept. */
  readonly kept?: true;
};

/** What the manifest remembers of a run's reading. */
export interface Lock {
  readonly decisions: Record<string, LockedDecision>;
  /** Service identifier → what was read of it; `kept` as above. */
  readonly services: Record<string, LockedDecision>;
  /** Field → hash of its text. */
  readonly texts: Record<string, string>;
}

/** A lock from what a manifest holds, which anyone may have edited: entries of another shape are left out, and then nothing is kept for them. */
export function readLock(found: {
  readonly decisions: unknown;
  readonly services?: unknown;
  readonly texts?: unknown;
}): Lock {
  const hashes = Object.entries(isObject(found.texts) ? found.texts : {}).flatMap(([field, hash]) =>
    typeof hash === "string" ? [[field, hash] as const] : [],
  );
  return {
    decisions: entriesOf(found.decisions),
    services: entriesOf(found.services),
    texts: Object.fromEntries(hashes),
  };
}

function entriesOf(found: unknown): Record<string, LockedDecision> {
  return Object.fromEntries(
    Object.entries(isObject(found) ? found : {}).flatMap(([key, entry]) => {
      if (!isObject(entry) || typeof entry["source"] !== "string") return [];
      const { value = null, source, evidence, kept } = entry;
      const places = (Array.isArray(evidence) ? evidence : []).flatMap((item: unknown) =>
        isObject(item) &&
        typeof item["pointer"] === "string" &&
        Number.isInteger(item["start"]) &&
        Number.isInteger(item["end"])
          ? [{ pointer: item["pointer"], start: Number(item["start"]), end: Number(item["end"]) }]
          : [],
      );
      return [[key, { value: value as Json, source, evidence: places, ...(kept === true ? { kept } : {}) }] as const];
    }),
  );
}

type SourceOf = Decision<unknown>["source"];
const SOURCES: ReadonlySet<string> = new Set<SourceOf>(["stated", "inferred", "default", "override"]);
/** Evidence that is remembered of one decision: enough to show, and to see whether its text changed. */
const MAX_EVIDENCE = 4;
/** Decisions whose values the text may widen with names of its own. */
const OPEN_SETS: ReadonlySet<string> = new Set(["databases", "cache", "queues", "monitoring"]);
const OPEN_VALUES: ReadonlySet<string> = new Set(["auth", "secrets"]);
const OPEN_NAME = /^[a-z0-9][a-z0-9.-]{0,40}$/;

/** What to remember of `decisions`; `kept` names the keys that `applyLock` kept. */
export function toLock(answers: Answers, { table, services }: Decisions, kept: ReadonlySet<string>): Lock {
  const stable = stablePointers(answers);
  const locked = (key: string, value: Json, source: string, evidence: readonly Evidence[]): LockedDecision => ({
    value,
    source,
    ...(evidence.length === 0
      ? {}
      : {
          evidence: evidence
            .slice(0, MAX_EVIDENCE)
            .map(({ pointer, start, end }) => ({ pointer: stable.toStable(pointer), start, end })),
        }),
    ...(kept.has(key) ? { kept: true as const } : {}),
  });
  return {
    decisions: Object.fromEntries(
      Object.entries(table).map(([key, { value, source, evidence }]) => [key, locked(key, value, source, evidence)]),
    ),
    services: Object.fromEntries(
      services.map((reading) => [
        slug(reading.name),
        locked(`services.${slug(reading.name)}`, lockedPart(reading), "stated", []),
      ]),
    ),
    texts: hashesOf(answers),
  };
}

export interface Unlocked {
  readonly decisions: Decisions;
  /** Keys whose older reading stays; for `toLock`. */
  readonly kept: ReadonlySet<string>;
}

/**
 * Keeps the reading of `lock` for every decision whose own texts are unchanged although the value differs: then the tool has changed its mind, not the user.
 * `toolChanged`: the lock was written by another version. Without that only readings that were kept before stay kept.
 */
export function applyLock(answers: Answers, decisions: Decisions, lock: Lock, toolChanged: boolean): Unlocked {
  const hashes = hashesOf(answers);
  const stable = stablePointers(answers);
  const unchanged = (field: string) => Object.hasOwn(lock.texts, field) && lock.texts[field] === hashes[field];
  const sameTexts =
    Object.keys(hashes).length === Object.keys(lock.texts).length &&
    Object.keys(hashes).every((field) => unchanged(field));
  const kept = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const table: Record<string, Decision<unknown>> = { ...decisions.table };
  for (const [key, now] of Object.entries(decisions.table)) {
    const before = Object.hasOwn(lock.decisions, key) ? lock.decisions[key] : undefined;
    if (before === undefined || !(toolChanged || before.kept === true) || now.source === "override") continue;
    if (before.source === "override" || isSame(before.value, now.value)) continue;
    const fields = [
      ...(before.evidence ?? []),
      ...now.evidence.map(({ pointer }) => ({ pointer: stable.toStable(pointer) })),
    ];
    // A default follows from other decisions: it is held only where no text at all has changed.
    const isHeld = now.evidence.length === 0 ? sameTexts : fields.every(({ pointer }) => unchanged(fieldOf(pointer)));
    const old = isHeld ? restore(key, before, stable, answers) : undefined;
    if (old === undefined) continue;
    table[key] = old;
    kept.add(key);
    diagnostics.push(readAnew(key, old.value, now.value, old.evidence[0]?.pointer ?? now.evidence[0]?.pointer ?? ""));
  }
  const services = decisions.services.map((reading) => {
    const id = slug(reading.name);
    const before = Object.hasOwn(lock.services, id) ? lock.services[id] : undefined;
    const own = Object.keys(hashes).filter((field) => field.startsWith(`/services/${id}/`));
    if (before === undefined || !(toolChanged || before.kept === true) || !own.every(unchanged)) return reading;
    if (answers.overrides.services !== undefined && Object.hasOwn(answers.overrides.services, reading.name))
      return reading;
    const old = serviceOf(before.value);
    if (old === undefined || isSame(old, lockedPart(reading))) return reading;
    kept.add(`services.${id}`);
    const pointer = `${answers.base}/services/${reading.index}/technology`;
    diagnostics.push(readAnew(`services.${reading.name}`, old, lockedPart(reading), pointer));
    return { ...reading, ...old };
  });
  if (kept.size === 0) return { decisions, kept };
  return {
    decisions: {
      ...decisions,
      table: Object.fromEntries(Object.entries(table)) as DecisionTable,
      services,
      diagnostics: [...decisions.diagnostics, ...diagnostics],
    },
    kept,
  };
}

type LockedPart = Pick<ServiceReading, "runtime" | "framework" | "kind" | "compute" | "port">;

function lockedPart({ runtime, framework, kind, compute, port }: ServiceReading): LockedPart {
  return { runtime, framework, kind, compute, port };
}

/** A service of the lock, if every value in it is one that an override may have. */
function serviceOf(value: unknown): LockedPart | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const given = Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null));
  const parsed = overridesSchema().shape.services.safeParse({ it: given }).data?.["it"];
  if (parsed?.kind === undefined) return undefined;
  const { runtime = null, framework = null, kind, compute = null, port = null } = parsed;
  return { runtime, framework, kind, compute, port };
}

function restore(
  key: string,
  { value, source, evidence = [] }: LockedDecision,
  stable: StablePointers,
  answers: Answers,
): Decision<unknown> | undefined {
  if (!SOURCES.has(source) || !isAllowed(key as DecisionKey, value)) return undefined;
  const texts = new Map(textFields(answers).map(({ pointer, text }) => [pointer, text]));
  const found = evidence.flatMap(({ pointer, start, end }): Evidence[] => {
    const place = stable.toPointer(pointer);
    const text = place === undefined ? undefined : texts.get(place);
    if (place === undefined || text === undefined || start < 0 || end <= start || end > text.length) return [];
    return [{ pointer: place, start, end, quote: text.slice(start, end) }];
  });
  const [first, ...rest] = found;
  if (source === "stated" || source === "inferred")
    return first === undefined ? undefined : { value, source, evidence: [first, ...rest] };
  return { value, source: source === "override" ? "override" : "default", evidence: found };
}

function isAllowed(key: DecisionKey, value: unknown): boolean {
  if (overridesSchema().shape[key]?.safeParse(value).success === true && value !== undefined) return true;
  if (!OPEN_SETS.has(key) && !OPEN_VALUES.has(key)) return false;
  const names = Array.isArray(value) ? value : [value];
  return (
    Array.isArray(value) === OPEN_SETS.has(key) &&
    names.length <= 20 &&
    names.every((name) => typeof name === "string" && OPEN_NAME.test(name))
  );
}

function readAnew(key: string, old: unknown, now: unknown, pointer: string): Diagnostic {
  return {
    code: "DECISION_READ_ANEW",
    severity: "warning",
    pointer,
    message: `${key}: this version of scaffold reads ${show(now)} where the output was made from ${show(old)}; the text has not changed, so ${show(old)} is kept.`,
    help: `Accept the new reading with --accept-readings, or decide it: set decisions.${key}.`,
  };
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

/** Order means nothing in a set. */
function isSame(a: unknown, b: unknown): boolean {
  const plain = (value: unknown) => JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
  return plain(a) === plain(b);
}

interface StablePointers {
  toStable(pointer: string): string;
  toPointer(stable: string): string | undefined;
}

/** "/output/services/3/technology" ↔ "/services/orders/technology": a service that moves in the list keeps its name. */
function stablePointers({ base, output }: Answers): StablePointers {
  const ids = output.services.map(({ name }) => slug(name));
  return {
    toStable: (pointer) =>
      pointer
        .slice(base.length)
        .replace(/^\/services\/(\d+)/, (whole, index: string) => `/services/${ids[Number(index)] ?? whole}`),
    toPointer: (stable) => {
      const service = /^\/services\/([^/]+)(.*)$/s.exec(stable);
      if (service === null) return `${base}${stable}`;
      const index = ids.indexOf(service[1] ?? "");
      return index < 0 ? undefined : `${base}/services/${index}${service[2] ?? ""}`;
    },
  };
}

/** The field that a stable pointer lies in: without the place in a list. */
function fieldOf(stable: string): string {
  return stable.replace(/\/\d+$/, "");
}

/** Field → hash of its text; a list is one text, so that a new item in it is a change. */
function hashesOf(answers: Answers): Record<string, string> {
  const stable = stablePointers(answers);
  const texts = new Map<string, string[]>();
  for (const { pointer, text } of textFields(answers)) {
    const field = fieldOf(stable.toStable(pointer));
    texts.set(field, [...(texts.get(field) ?? []), text]);
  }
  return Object.fromEntries([...texts].map(([field, all]) => [field, shortHash(JSON.stringify(all))]));
}
