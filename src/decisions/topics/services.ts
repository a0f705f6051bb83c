// In: the answers as read. Out: how each service is read: runtime, framework, kind, compute, size, schedule. Never drops a service and never invents one.
import type { Compute, ServiceOverride } from "../../answers/overrides.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { toPointer } from "../../shared/json-pointer.ts";
import type { Evidence, ServiceReading } from "../decision.ts";
import { FRAMEWORKS } from "../lexicon/runtimes.ts";
import type { Statement } from "../text/statements.ts";
import { computeTopic } from "./compute.ts";
import { guessedKind, noRuntime, openRuntime, scheduleDoubts, turnedSize, wrongPort } from "./service-doubts.ts";
import { lenderOf, type Sibling, saysSameImage } from "./service-image.ts";
import { type Foreign, readCompute, readForeign, readKind, readPlainEcs, type ServiceTexts } from "./service-kind.ts";
import { namesOfOthers } from "./service-others.ts";
import { sizesOf } from "./service-sizes.ts";
import { portIn, readTechnology, type Technology } from "./service-technology.ts";
import { scheduleOf } from "./service-times.ts";
import { fieldsOf, type Reading } from "./topic.ts";

export interface ServicesResult {
  readonly services: readonly ServiceReading[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Draft {
  readonly index: number;
  readonly texts: ServiceTexts;
  readonly technology: Technology;
  readonly foreign: Foreign | null;
  readonly borrowing: { evidence: Evidence; after: string } | null;
  readonly override: ServiceOverride;
}

const GLOBAL_FIELDS = [
  "overall_architecture.architecture_type",
  "infrastructure.containerization",
  "infrastructure.hosting_strategy",
] as const;
const MANY_PARTS = /\b(?:micro-?services?|headless|api[- ]first|(?:\w+ )?services\b|separate (?:spa|front-?end|ui))/i;
const FRONT = /\b(?:front-?end|spa|ui|web ?app|client|website|site)\b/i;

/** Reads all services of the answers. */
export function readServices(reading: Reading): ServicesResult {
  const { output, overrides } = reading.answers;
  const diagnostics: Diagnostic[] = [];
  const own = new Map(Object.entries(overrides.services ?? {}));
  const byService = groupFields(reading);
  const others = namesOfOthers(output.services);
  const drafts = output.services.map((service, index): Draft => {
    const texts = textsOf(service.name, byService.get(index) ?? new Map(), others(index));
    const said = readTechnology(texts.technology);
    const foreign = readForeign(texts, said);
    const borrowing = foreign === null ? (saysSameImage(texts.technology) ?? saysSameImage(texts.purpose)) : null;
    const technology = said.runtime !== null || foreign !== null || borrowing !== null ? said : fallback(texts, said);
    return { index, texts, technology, foreign, borrowing, override: own.get(service.name) ?? {} };
  });
  const shared = GLOBAL_FIELDS.map((name) =>
    readTechnology(fieldsOf(reading, name).flatMap((field) => field.statements)),
  );
  const siblings: Sibling[] = drafts.map((draft) => ({
    index: draft.index,
    name: draft.texts.name,
    runtime: draft.override.runtime ?? draft.technology.runtime,
    ours: draft.foreign === null,
    borrows: draft.borrowing !== null,
  }));
  const pages = pagesByDefault(reading, drafts);
  const resolved = drafts.map((draft) => resolve(draft, drafts, siblings, shared));
  const services = drafts.map((draft, index) =>
    finish(draft, resolved[index] ?? { technology: draft.technology, lender: null }, pages, diagnostics, reading),
  );
  return { services, diagnostics };
}

function groupFields(reading: Reading): Map<number, Map<string, Statement[]>> {
  const groups = new Map<number, Map<string, Statement[]>>();
  for (const field of reading.fields) {
    if (field.service === undefined) continue;
    const group = groups.get(field.service) ?? new Map<string, Statement[]>();
    const statements = group.get(field.field);
    if (statements) statements.push(...field.statements);
    else group.set(field.field, [...field.statements]);
    groups.set(field.service, group);
  }
  return groups;
}

function textsOf(
  name: string,
  group: ReadonlyMap<string, readonly Statement[]>,
  isOther: ServiceTexts["isOther"],
): ServiceTexts {
  const of = (field: string) => group.get(`services.${field}`) ?? [];
  return {
    name,
    purpose: of("purpose"),
    technology: of("technology"),
    dependencies: of("dependencies"),
    scaling: of("scaling_requirements"),
    isOther,
  };
}

/** Purpose, then dependencies; port and package manager of the technology text stay. */
function fallback(texts: ServiceTexts, said: Technology): Technology {
  for (const statements of [texts.purpose, texts.dependencies]) {
    const read = readTechnology(statements, true);
    if (read.runtime !== null)
      return { ...read, port: said.port ?? read.port, evidence: [...read.evidence, ...said.evidence] };
  }
  return said;
}

/** Frameworks for both pages and interfaces serve pages, unless the system is made of many services or has a separate front end. */
function pagesByDefault(reading: Reading, drafts: readonly Draft[]): boolean {
  if (drafts.some((draft) => draft.technology.runtime === "static")) return false;
  const type = reading.answers.output.overall_architecture.architecture_type;
  return !MANY_PARTS.test(type);
}

interface Resolved {
  readonly technology: Technology;
  readonly lender: string | null;
}

/** Fills what the service's own text leaves open: from the image it borrows, else from what is said of all services. */
function resolve(
  draft: Draft,
  drafts: readonly Draft[],
  siblings: readonly Sibling[],
  shared: readonly Technology[],
): Resolved {
  const { technology } = draft;
  if (draft.foreign !== null) return { technology, lender: null };
  if (draft.borrowing !== null) {
    const lender = lenderOf(
      { index: draft.index, name: draft.texts.name, runtime: technology.runtime },
      draft.borrowing.after,
      siblings,
    );
    const source = lender === null ? undefined : rootOf(drafts[lender.index], drafts, siblings);
    if (lender !== null && source !== undefined)
      return { technology: inherit(technology, source, draft.borrowing.evidence), lender: source.texts.name };
  }
  const front = FRONT.test(draft.texts.name) || draft.texts.purpose.some((statement) => FRONT.test(statement.text));
  for (const general of shared) {
    if (general.runtime === null) continue;
    if (technology.runtime === general.runtime && technology.version === null) {
      return {
        technology: {
          ...technology,
          version: general.version,
          packageManager: technology.packageManager ?? general.packageManager,
        },
        lender: null,
      };
    }
    if (technology.runtime !== null || (general.runtime === "static" && !front)) continue;
    if (front && general.frontEnd !== null) {
      return {
        technology: {
          ...general,
          runtime: "static",
          framework: general.frontEnd,
          frontEnd: null,
          background: null,
          version: null,
          port: technology.port,
        },
        lender: null,
      };
    }
    return {
      technology: { ...general, frontEnd: null, background: null, port: technology.port ?? null },
      lender: null,
    };
  }
  return { technology, lender: null };
}

/** The lender may itself borrow; follows at most as many steps as there are services. */
function rootOf(draft: Draft | undefined, drafts: readonly Draft[], siblings: readonly Sibling[]): Draft | undefined {
  let current = draft;
  for (let step = 0; step < drafts.length && current !== undefined && current.borrowing !== null; step++) {
    const lender = lenderOf(
      { index: current.index, name: current.texts.name, runtime: current.technology.runtime },
      current.borrowing.after,
      siblings,
    );
    if (lender === null) return current;
    current = drafts[lender.index];
  }
  return current;
}

function inherit(own: Technology, source: Draft, evidence: Evidence): Technology {
  const from = source.technology;
  const runtime = own.runtime ?? from.runtime;
  const same = runtime === from.runtime;
  return {
    ...own,
    runtime,
    framework: own.framework ?? (same && own.runtime === null ? from.framework : null),
    version: own.version ?? (same ? from.version : null),
    packageManager: own.packageManager ?? (same ? from.packageManager : null),
    evidence: [...own.evidence, evidence, ...from.evidence.slice(0, 2)],
  };
}

function finish(
  draft: Draft,
  { technology, lender }: Resolved,
  pages: boolean,
  diagnostics: Diagnostic[],
  reading: Reading,
): ServiceReading {
  const { texts, foreign, override, index } = draft;
  const pointer = toPointer([...reading.answers.base.split("/").slice(1), "services", index]);
  const kindRead =
    foreign !== null
      ? { value: foreign.kind, evidence: foreign.evidence, guessed: false }
      : readKind(texts, technology, pages);
  const kind = override.kind ?? kindRead.value;
  const external = kind === "external" && foreign !== null;
  const compute = readCompute(texts, technology.runtime === "static") ?? readPlainEcs(texts, () => plainEcs(reading));
  const portInProse = technology.port === null && !external ? portIn([...texts.purpose, ...texts.scaling]) : null;
  const size = sizesOf(reading).services[index];
  if (override.port === undefined && !external) diagnostics.push(...wrongPort(texts));
  if (!external) diagnostics.push(...turnedSize(`Service "${texts.name}"`, size ?? null));
  const runtime = override.runtime ?? (external ? null : (foreign?.stock?.runtime ?? technology.runtime));
  const changed = override.runtime !== undefined && override.runtime !== technology.runtime;
  const worksInBackground = kind === "worker" || kind === "scheduled";
  const written = worksInBackground
    ? (technology.background?.id ?? technology.framework?.id)
    : (technology.framework?.id ?? technology.background?.id);
  const framework =
    override.framework ??
    (external
      ? null
      : (foreign?.stock?.id ?? (changed && !fits(written, override.runtime) ? null : (written ?? null))));
  const schedule = kind === "scheduled" ? scheduleOf([...texts.technology, ...texts.purpose, ...texts.scaling]) : null;
  if (kind === "scheduled")
    diagnostics.push(...scheduleDoubts(texts, override.kind === "scheduled", schedule, pointer));
  if (kindRead.guessed && override.kind === undefined) diagnostics.push(guessedKind(texts.name, kind, pointer));
  if (runtime === null && kind !== "external") diagnostics.push(noRuntime(texts.name, pointer));
  if (runtime !== null && override.runtime === undefined && !external)
    diagnostics.push(...openRuntime(texts.name, runtime, technology.undecided));
  return {
    index,
    name: texts.name,
    runtime,
    framework,
    kind,
    compute: override.compute ?? compute?.value ?? null,
    port: override.port ?? (external ? null : (technology.port ?? portInProse?.value ?? null)),
    version: changed || external || foreign !== null ? null : technology.version,
    packageManager: changed || external || foreign !== null ? null : technology.packageManager,
    min: size?.min ?? null,
    max: size?.max ?? null,
    schedule: schedule?.reading.expression ?? null,
    timezone: schedule?.reading.timezone ?? null,
    sharesImageWith: changed ? null : lender,
    evidence: distinct([
      ...technology.evidence,
      ...kindRead.evidence,
      ...(foreign?.evidence ?? []),
      ...(compute === null ? [] : [compute.evidence]),
      ...(size?.evidence ?? []),
      ...(portInProse === null ? [] : [portInProse.evidence]),
      ...(schedule === null ? [] : [schedule.evidence]),
    ]),
  };
}

/** What "ECS" alone means: machines where the system names them for it, else Fargate. */
function plainEcs(reading: Reading): Compute {
  const decided = reading.answers.overrides.compute ?? computeTopic.read(reading).values.compute?.value ?? [];
  return decided.includes("ecs-ec2") && !decided.includes("ecs-fargate") ? "ecs-ec2" : "ecs-fargate";
}

function fits(framework: string | undefined, runtime: string | undefined): boolean {
  return FRAMEWORKS.some(
    (entry) =>
      entry.id === framework && (entry.runtime === runtime || (entry.runtime === "static" && runtime === "node")),
  );
}

function distinct(list: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return list.filter((evidence) => {
    const place = `${evidence.pointer}:${evidence.start}:${evidence.end}`;
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}
