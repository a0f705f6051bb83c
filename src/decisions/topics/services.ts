// In: the answers as read. Out: how each service is read: runtime, framework, kind, compute, size, schedule. Never drops a service and never invents one.
import type { Compute, ServiceOverride } from "../../answers/overrides.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { toPointer } from "../../shared/json-pointer.ts";
import type { Evidence, ServiceReading } from "../decision.ts";
import { FRAMEWORKS } from "../lexicon/runtimes.ts";
import type { Statement } from "../text/statements.ts";
import { computeTopic } from "./compute.ts";
import { sliceOf } from "./matches.ts";
import { lenderOf, type Sibling, saysSameImage } from "./service-image.ts";
import { type Foreign, readCompute, readForeign, readKind, readPlainEcs, type ServiceTexts } from "./service-kind.ts";
import { namesOfOthers } from "./service-others.ts";
import { sizesOf } from "./service-sizes.ts";
import { portIn, readTechnology, type Technology } from "./service-technology.ts";
import { type FoundSchedule, scheduleOf } from "./service-times.ts";
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
const CLOCK =
  /\b(?:celery[- ]?beat|beat\b(?! (?:the|our|up))|(?:the|a) clock (?:for|of|process)|clock process|clockwork|schedule:work|rufus[- ]scheduler|apscheduler|sidekiq[- ](?:cron|scheduler)|solid_queue scheduler|(?:periodic|cron) (?:tasks?|jobs?) (?:scheduler|dispatcher))\b/i;
const FRONT = /\b(?:front-?end|spa|ui|web ?app|client|website|site)\b/i;

/** Reads all services of the answers. */
export function readServices(reading: Reading): ServicesResult {
  const { output, overrides } = reading.answers;
  const diagnostics: Diagnostic[] = unknownServices(reading);
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

/** "decisions.services" names a service that the answers do not have. */
function unknownServices(reading: Reading): Diagnostic[] {
  const names = reading.answers.output.services.map((service) => service.name);
  return Object.keys(reading.answers.overrides.services ?? {})
    .filter((name) => !names.includes(name))
    .map((name) => ({
      code: "DECISION_UNKNOWN_SERVICE",
      severity: "error",
      pointer: toPointer(["decisions", "services", name]),
      message: `There is no service "${name}"; the answers have: ${names.join(", ")}.`,
      help: "Use the name of a service as it stands under services.",
    }));
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
  if (kind === "scheduled") diagnostics.push(...scheduleDoubts(draft, schedule, pointer));
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

/** A process that keeps the time for others ("celery beat") runs always and has no time of its own. */
function isClock(texts: ServiceTexts): boolean {
  return [...texts.technology, ...texts.purpose].some((statement) => CLOCK.test(sliceOf(statement)));
}

function scheduleDoubts({ texts, override }: Draft, schedule: FoundSchedule | null, pointer: string): Diagnostic[] {
  if (schedule === null && isClock(texts)) return [];
  if (schedule === null) {
    const why = override.kind === "scheduled" ? "is set to run on a schedule" : "runs on a schedule";
    return [
      {
        code: "DECISION_UNDECIDED",
        severity: "warning",
        pointer: `${pointer}/purpose`,
        message: `Service "${texts.name}" ${why}, but its text gives no time.`,
        help: 'Say when it runs, for example "nightly at 2am London time" or "every 15 minutes".',
      },
    ];
  }
  const several = /\b(?:daily|weekly|monthly)\b\s*(?:\/|,|and|or|\+)\s*(?:daily|weekly|monthly)\b/i;
  const many = [...texts.technology, ...texts.purpose].some((statement) => several.test(statement.text));
  if (!schedule.reading.assumed && !many)
    return isAtHour(schedule.reading) && schedule.reading.timezone === null ? [noZone(texts.name, schedule)] : [];
  return [
    {
      code: many ? "DECISION_OPEN_CHOICE" : "DECISION_UNDECIDED",
      severity: many ? "warning" : "info",
      pointer: schedule.evidence.pointer,
      message: many
        ? `Service "${texts.name}" names several schedules; read as ${schedule.reading.expression}.`
        : `"${schedule.evidence.quote}" names no hour; service "${texts.name}" runs at ${schedule.reading.expression}.`,
      help: many ? "Name one schedule per service." : "Name the hour and the time zone.",
    },
  ];
}

/** cron(minute hour …) with an hour of its own. */
function isAtHour({ expression }: FoundSchedule["reading"]): boolean {
  return /^cron\(\d+ \d+ /.test(expression);
}

function noZone(name: string, { reading, evidence }: FoundSchedule): Diagnostic {
  return {
    code: "DECISION_UNDECIDED",
    severity: "info",
    pointer: evidence.pointer,
    message: `"${evidence.quote}" names no time zone; service "${name}" runs at ${reading.expression}, UTC.`,
    help: 'Name the time zone, for example "London time".',
  };
}

function guessedKind(name: string, kind: string, pointer: string): Diagnostic {
  return {
    code: "DECISION_UNDECIDED",
    severity: "warning",
    pointer: `${pointer}/purpose`,
    message: `Service "${name}": kind guessed; no text says what sets it to work, read as ${kind}.`,
    help: "Say whether it answers requests, takes messages from a queue or runs on a schedule, or set its kind under decisions.services.",
  };
}

function noRuntime(name: string, pointer: string): Diagnostic {
  return {
    code: "DECISION_UNDECIDED",
    severity: "warning",
    pointer: `${pointer}/technology`,
    message: `The runtime of service "${name}" is not named.`,
    help: `Name language and version ("Node 20"), or set decisions.services["${name}"].runtime.`,
  };
}

/** "Go or Node, to be decided". */
function openRuntime(name: string, runtime: string, [first, ...others]: readonly Evidence[]): Diagnostic[] {
  if (first === undefined) return [];
  const names = [...new Set([first, ...others].map(({ quote }) => quote))].join(" or ");
  return [
    {
      code: "DECISION_OPEN_CHOICE",
      severity: "warning",
      pointer: first.pointer,
      message: `Service "${name}": the text leaves open ${names}; read as ${runtime}.`,
      help: `Name the one you want, or set decisions.services["${name}"].runtime.`,
    },
  ];
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
