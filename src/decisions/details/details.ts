// In: answers and how their services were read. Out: the finer facts that shape an architecture: who needs what, versions, zones, health paths. Pure; never decides what exists.
import type { Answers } from "../../answers/answers.ts";
import { lazily } from "../../shared/lazily.ts";
import type { Evidence, ServiceReading } from "../decision.ts";
import { TARGETS, type Target, VENDORS } from "../lexicon/vendors.ts";
import { readProse } from "../reading.ts";
import { compileLexicon, compileOwnLexicon, type Lexicon } from "../text/lexicon.ts";
import { findMentions, type Mention } from "../text/mentions.ts";
import { readQuantities } from "../text/quantities.ts";
import { evidenceAt, type Statement } from "../text/statements.ts";
import { findPattern } from "../topics/matches.ts";
import { readAccelerator } from "./accelerator.ts";
import { type Access, readAccess } from "./access/access.ts";
import { type Door, readDoor } from "./door.ts";
import type { Stated } from "./figures.ts";
import { healthPath } from "./health-path.ts";
import { firstTlsInside } from "./hops.ts";
import { readNumbers, type StatedNumbers } from "./numbers.ts";
import { type OtherSize, readOtherSizes } from "./other-sizes.ts";
import { readOutsideCalls, type StatedKey } from "./outside-calls.ts";
import { readQueueEnds, type ToldEnd } from "./queue-ends.ts";
import { type NamedQueue, readQueue } from "./queue-names.ts";
import { type Residency, readResidency } from "./residency.ts";
import { socketsOf } from "./sockets.ts";
import { frameworkVersion, readVersions, type ToldFramework, type ToldVersion } from "./versions.ts";

/** One thing that a service needs: another service (by index), a part of the system, a known vendor, or something else by name. */
export type Dependency =
  | { readonly kind: "service"; readonly index: number; readonly evidence: Evidence }
  | { readonly kind: "target"; readonly target: Target; readonly evidence: Evidence; readonly queue?: NamedQueue }
  | { readonly kind: "vendor"; readonly vendor: string; readonly evidence: Evidence }
  | { readonly kind: "other"; readonly evidence: Evidence };

export interface ServiceDetails {
  readonly dependencies: readonly Dependency[];
  /** Path named as health check, or null. */
  readonly healthPath: string | null;
  /** Path prefix that it is said to serve ("under /orders"), or null. */
  readonly pathPrefix: string | null;
  /** CPU target that the text states for it in percent, or null. */
  readonly cpuPercent: number | null;
  /** Words that say that it holds websocket connections, or null. */
  readonly sockets: Evidence | null;
  /** Words that ask for a graphics processor, or null. */
  readonly accelerator: Evidence | null;
  /** Version of its framework, where one stands beside the name. */
  readonly framework: ToldFramework | null;
}

export interface Details {
  readonly services: readonly ServiceDetails[];
  /** Vendors and other systems named in integrations.external_services. */
  readonly externals: readonly Dependency[];
  /** Keys, tokens and passwords that systems outside give us, with the listed system, where it is one. */
  readonly keys: readonly (Omit<StatedKey, "outside"> & { readonly outside: Dependency | null })[];
  readonly database: {
    /** Version written beside the engine ("16", "8.0"), or null. */
    readonly version: string | null;
    readonly serverless: Evidence | null;
    readonly proxy: Evidence | null;
    readonly reader: Evidence | null;
  };
  /** Availability zones that the text names (2, 3, …), or null. */
  readonly zones: Stated<number> | null;
  /** Job libraries that keep jobs in Redis, where named. */
  readonly broker: Evidence | null;
  /** Tries of a message before it goes to the dead-letter queue, or null. */
  readonly maxReceives: number | null;
  /** Versions of runtimes, engines and platforms in use, wherever they are told. */
  readonly versions: readonly ToldVersion[];
  /** What is asked of the door. */
  readonly door: Door;
  /** Every number that the answers state outside of decision keys, with its words. */
  readonly numbers: StatedNumbers;
  /** Sizes that are said of other environments than production. */
  readonly otherSizes: readonly OtherSize[];
  /** Who may reach what. */
  readonly access: Access;
  /** Where data has to stay, or null. */
  readonly residency: Residency | null;
  /** Words that give every subscriber of a topic a queue of its own, or null. */
  readonly fansOut: Evidence | null;
  /** Who is said to fill a queue and who to empty it. */
  readonly queueEnds: readonly ToldEnd[];
  /** Words that ask for TLS behind the load balancer or between the services, or null. */
  readonly tlsInside: Evidence | null;
}

const targets = compileLexicon("targets", TARGETS);
const vendors = compileLexicon("external vendors", VENDORS);
const features = compileLexicon("features", {
  serverless: "serverless v2|serverless",
  proxy: "rds proxy|db proxy",
  reader: "read replica|reader|read replicas|readers|reader instance|reader endpoint",
});
const brokers = compileLexicon("brokers", { broker: "celery|bullmq|bull|sidekiq|rq|resque|horizon|huey|dramatiq|arq" });
const engines = compileLexicon("engines", {
  engine: "postgresql|postgres|mysql|mariadb|aurora mysql|aurora postgresql|aurora postgres|aurora",
});

const known = new WeakMap<readonly ServiceReading[], { readonly answers: Answers; readonly details: Details }>();

/** Reads the details, once. `services` are the readings of answers.output.services, in the same order. */
export function readDetails(answers: Answers, services: readonly ServiceReading[]): Details {
  const before = known.get(services);
  if (before?.answers === answers) return before.details;
  const details = detailsOf(answers, services);
  known.set(services, { answers, details });
  return details;
}

function detailsOf(answers: Answers, services: readonly ServiceReading[]): Details {
  const { output, base } = answers;
  const names = serviceLexicon(services);
  const numbers = readNumbers(answers, services);
  const read = new Map(readProse(answers).fields.map((field) => [field.pointer, field.statements]));
  const of = (pointer: string): readonly Statement[] => read.get(`${base}${pointer}`) ?? [];
  const talk = readProse(answers)
    .fields.filter(({ field }) => field.endsWith("communication_patterns") || field === "scalability.load_balancing")
    .flatMap(({ statements }) => statements);
  const externals = output.integrations.external_services.flatMap((_, index) =>
    readDependency(of(`/integrations/external_services/${index}`), names, -1),
  );
  const listed = externals.filter(({ kind }) => kind === "vendor" || kind === "other");
  const outside = readOutsideCalls(
    readProse(answers).fields,
    names,
    services.length,
    listed.map(({ evidence }) => evidence),
  );
  const tlsInside = firstTlsInside(
    readProse(answers)
      .fields.filter(({ field, section }) => !SAYS_DEPENDENCY.test(field) && section !== "reliability")
      .flatMap(({ statements }) => statements),
  );
  const commonHealth = healthPath(output.scalability.load_balancing);
  const database = of("/data_architecture/primary_database");
  const wider = [
    ...database,
    ...of("/reliability/high_availability"),
    ...output.scalability.performance_optimization.flatMap((_, index) =>
      of(`/scalability/performance_optimization/${index}`),
    ),
  ];
  return {
    services: output.services.map((service, index) => ({
      dependencies: withCalls(
        service.dependencies.flatMap((_, position) =>
          readDependency(of(`/services/${index}/dependencies/${position}`), names, index),
        ),
        outside.calls[index]?.flatMap((at) => listed[at] ?? []) ?? [],
      ),
      healthPath: healthPath(`${service.technology}\n${service.purpose}`) ?? commonHealth,
      pathPrefix: pathPrefix(`${service.purpose}\n${service.technology}`),
      cpuPercent: numbers.services[index]?.cpuPercent?.value ?? null,
      sockets: socketsOf(
        ["purpose", "technology"].flatMap((field) => of(`/services/${index}/${field}`)),
        talk,
        names,
        index,
      ),
      accelerator: readAccelerator(
        ["purpose", "technology", "scaling_requirements"].flatMap((field) => of(`/services/${index}/${field}`)),
      ),
      framework: frameworkVersion(service.technology, services[index]?.framework ?? null),
    })),
    externals,
    keys: outside.keys.map(({ outside: at, ...key }) => ({
      ...key,
      outside: at === null ? null : (listed[at] ?? null),
    })),
    database: {
      version: version(database),
      serverless: chosen(database, features, "serverless"),
      proxy: chosen(
        [
          ...wider,
          ...output.services.flatMap((service, index) =>
            service.dependencies.flatMap((_, at) => of(`/services/${index}/dependencies/${at}`)),
          ),
        ],
        features,
        "proxy",
      ),
      reader: chosen(wider, features, "reader"),
    },
    versions: readVersions(readProse(answers)),
    zones: zones(of("/reliability/high_availability")) ?? zones(of("/infrastructure/hosting_strategy")),
    broker: chosen(
      [
        ...of("/data_architecture/caching_strategy"),
        ...output.services.flatMap((_, index) => of(`/services/${index}/technology`)),
        ...output.overall_architecture.communication_patterns.flatMap((_, index) =>
          of(`/overall_architecture/communication_patterns/${index}`),
        ),
      ],
      brokers,
      "broker",
    ),
    door: readDoor(readProse(answers).fields, names, tlsInside),
    maxReceives: numbers.maxReceives?.value ?? null,
    numbers,
    residency: readResidency(
      readProse(answers)
        .fields.filter(({ section }) => section !== "services" && section !== "architecture_diagrams")
        .flatMap(({ statements }) => statements),
    ),
    fansOut: fansOut(
      readProse(answers)
        .fields.filter(
          ({ field, section }) => section === "overall_architecture" || field.endsWith("communication_patterns"),
        )
        .flatMap(({ statements }) => statements),
    ),
    queueEnds: readQueueEnds(readProse(answers).fields, names),
    otherSizes: readOtherSizes(readProse(answers).fields, names),
    tlsInside,
    access: readAccess(readProse(answers).fields, names, output.services.length),
  };
}

/** Names of somebody else's systems, and names. */
const SAYS_DEPENDENCY = /^(?:services\.(?:name|dependencies)|integrations\.external_services)$/;

const FANS_OUT =
  /\bfan(?:s|ned)?[ -]?out\b[^.;]{0,40}\bqueues?\b|\bqueue (?:per|for (?:each|every)) (?:\w+ )?(?:subscri\w+|consumers?|listeners?|services?|workers?)\b|\b(?:each|every|both|all)\b[^.;]{0,24}\b(?:consumes?|reads?|has|have|gets?|owns?|from) (?:its|their) own (?:sqs )?queues?\b|\b(?:sns|topics?) (?:to|into|->|→) (?:\w+ )?(?:sqs|queues)\b/gi;

function fansOut(statements: readonly Statement[]): Evidence | null {
  for (const statement of statements)
    for (const match of findPattern(statement, FANS_OUT)) if (match.status === "chosen") return match.evidence;
  return null;
}

function serviceLexicon(services: readonly ServiceReading[]): Lexicon {
  return compileOwnLexicon(
    Object.fromEntries(services.map(({ name, index }) => [String(index), name.replaceAll("|", " ")])),
  );
}

function readDependency(statements: readonly Statement[], names: Lexicon, self: number): Dependency[] {
  const usable = (mention: Mention) => mention.status === "chosen" || mention.status === "open";
  const services = findMentions(statements, names).filter((mention) => usable(mention) && mention.id !== String(self));
  const standing = (lexicon: Lexicon) => outside(services, findMentions(statements, lexicon).filter(usable));
  const inner = standing(targets);
  const outer = standing(vendors);
  const queue = lazily(() => readQueue(statements[0]?.text ?? ""));
  const found: Dependency[] = [
    ...services.map((mention) => ({ kind: "service" as const, index: Number(mention.id), evidence: mention.evidence })),
    ...inner.map((mention) => ({
      kind: "target" as const,
      target: mention.id as Target,
      evidence: mention.evidence,
      ...(mention.id === "queue" ? { queue: queue() } : {}),
    })),
    ...outer.map((mention) => ({ kind: "vendor" as const, vendor: mention.id, evidence: mention.evidence })),
  ];
  const first = statements[0];
  if (found.length > 0 || first === undefined) return found;
  const whole = first.text.trim();
  const named = whole.length <= 60 && /[\p{L}]/u.test(whole) && !/^(none|n\/?a|no(ne)? .*|nothing)\b/i.test(whole);
  const start = first.text.indexOf(whole);
  return named
    ? [{ kind: "other", evidence: { pointer: first.pointer, start, end: start + whole.length, quote: whole } }]
    : [];
}

/** The mentions that do not lie in one of `names`; both are in the order of the text. */
function outside(names: readonly Mention[], mentions: readonly Mention[]): Mention[] {
  let next = 0;
  return mentions.filter(({ evidence: { start, end } }) => {
    while ((names[next]?.evidence.end ?? Number.POSITIVE_INFINITY) < end) next++;
    return (names[next]?.evidence.start ?? Number.POSITIVE_INFINITY) > start;
  });
}

/** What its own text says that it calls is needed as much as what is listed. */
function withCalls(listed: readonly Dependency[], called: readonly Dependency[]): Dependency[] {
  const known = (item: Dependency) =>
    listed.some(
      (other) =>
        (item.kind === "vendor" && other.kind === "vendor" && item.vendor === other.vendor) ||
        (item.kind === "other" &&
          other.kind === "other" &&
          item.evidence.quote.toLowerCase().startsWith(other.evidence.quote.toLowerCase())),
    );
  return [...listed, ...called.filter((item) => !known(item))];
}

/** "X was contemplated but is not warranted", "thinking about X": an extra is built when it is asked for, not when it is talked about. */
const DISMISSED =
  /\b(?:contemplated|considered|evaluated|discussed|looked (?:at|into)|thought about|toyed with|weighed|costed|tempting|overkill|unnecessary|superfluous|unwarranted)\b|\b(?:not|n['’]t|never|hardly) (?:yet |really |currently |be )?(?:warranted|needed|necessary|required|justified|worth|used|in use|wanted|called for|pay)\b/i;
const TALKED_OF =
  /\b(?:thinking (?:about|of)|considering|looking (?:at|into)|evaluating|discussing)\s+(?:an? |the |using )?$/i;

function isDismissed({ statement, evidence }: Mention): boolean {
  const behind = statement.text.slice(evidence.end, statement.end);
  const before = statement.text.slice(Math.max(statement.start, evidence.start - 40), evidence.start);
  return DISMISSED.test(behind) || TALKED_OF.test(before);
}

function chosen(statements: readonly Statement[], lexicon: Lexicon, id: string): Evidence | null {
  return (
    findMentions(statements, lexicon).find(
      (mention) => mention.id === id && mention.status === "chosen" && !isDismissed(mention),
    )?.evidence ?? null
  );
}

/** The number right after the engine's name: "PostgreSQL 16", "Aurora MySQL (8.0 compatible)". */
function version(statements: readonly Statement[]): string | null {
  for (const mention of findMentions(statements, engines)) {
    if (mention.status !== "chosen" && mention.status !== "open") continue;
    const after = mention.statement.text.slice(mention.evidence.end, mention.statement.end);
    const number =
      /^[\s(]{0,3}(?:v|version\s)?\s?(\d{1,2}(?:\.\d{1,2})?)(?![\d%]|\s?(?:gb|tb|gib|tib|instances?|nodes?|replicas?|days?))/i.exec(
        after,
      )?.[1];
    if (number !== undefined) return number;
    const attached = /(\d{1,2}(?:\.\d{1,2})?)$/.exec(mention.evidence.quote)?.[1];
    if (attached !== undefined) return attached;
  }
  return null;
}

function zones(statements: readonly Statement[]): Stated<number> | null {
  for (const statement of statements) {
    for (const quantity of readQuantities(statement)) {
      if (quantity.kind !== "amount" || quantity.unit === null) continue;
      if (/^(az|availability zone|availability|zone)$/i.test(quantity.unit))
        return { value: quantity.max, evidence: evidenceAt(statement, quantity.start, quantity.end) };
    }
  }
  return null;
}

/** "under /orders", "serves /results/*", "reachable at /api/v1": a path that is no health check. */
function pathPrefix(text: string): string | null {
  const pattern =
    /\b(?:under|serves?|routes?|path|prefix|reachable at|available at|mounted at|lives at)\s+[`"']?(\/[a-z0-9][a-z0-9/_-]{0,60})/gi;
  for (const [, path] of text.matchAll(pattern)) {
    if (path !== undefined && !/health|ping|ready|live|status|metrics/i.test(path))
      return path.replace(/\/+$/, "").toLowerCase();
  }
  return null;
}
