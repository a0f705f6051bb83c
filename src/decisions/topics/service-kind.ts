// In: the texts of one service and its technology. Out: the part that it plays, where it runs, and whether it is our code at all. Never looks at another service.
import type { Compute, Kind } from "../../answers/overrides.ts";
import type { Evidence } from "../decision.ts";
import {
  NAME_ROLES,
  NOT_OUR_CODE,
  PURPOSE_ROLES,
  type RoleEntry,
  STOCK_PROGRAMS,
  STORE_NAMES,
  TECHNOLOGY_ROLES,
  VENDORS,
} from "../lexicon/roles.ts";
import { compileLexicon } from "../text/lexicon.ts";
import { findMentions } from "../text/mentions.ts";
import type { Statement } from "../text/statements.ts";
import { findPattern, firstChosen, type PatternMatch, sliceOf } from "./matches.ts";
import type { Technology } from "./service-technology.ts";
import { isOfPeople, ownSchedule } from "./service-times.ts";

/** The texts of one service, read. */
export interface ServiceTexts {
  readonly name: string;
  readonly purpose: readonly Statement[];
  readonly technology: readonly Statement[];
  readonly dependencies: readonly Statement[];
  readonly scaling: readonly Statement[];
  /** The words are the name of another service: "only jobs calls it" makes nothing a worker. */
  readonly isOther: (match: PatternMatch) => boolean;
}

export interface Foreign {
  /** A stock program that stands in the path of requests is run as a web service of its own. */
  readonly kind: "external" | "web";
  readonly stock: (typeof STOCK_PROGRAMS)[number] | null;
  readonly evidence: readonly Evidence[];
}

const STORES = compileLexicon("stores", { store: STORE_NAMES.join("|") });
const VENDOR = compileLexicon("vendors", { vendor: VENDORS.join("|") });
const STOCK = compileLexicon(
  "stock programs",
  Object.fromEntries(STOCK_PROGRAMS.map((program) => [program.id, program.names.join("|")])),
);
const RUNS_CODE = /\b(?:lambdas?|step functions?|script|job|function|our own|custom|in-house|we (?:built|wrote))\b/i;
const QUEUE =
  /\b(?:sqs|kafka|msk|rabbit ?mq|amazon ?mq|aws mq|active ?mq|simple queue service|managed streaming|kinesis|queues?|pub\/?sub|service bus|event ?hubs?|cloud tasks|streams?|topics?|mqtt|message broker|broker)\b/gi;
const BACKGROUND_ONLY =
  /^(?:celery|celery[- ]?beat|sidekiq|resque|bullmq|bull|oban|horizon|dramatiq|huey|delayed_job|good_job|solid_queue|celery worker)$/i;

const BACKLOG = /\b(?:queue (?:depth|length|size)|backlog|visible messages|consumer lag|age of oldest)\b/gi;
const BY_DEFAULT = 2;
const BACKEND_BEHIND = /^\s+(?:back-?end|apis?|bff|server|services?)\b/i;
const EXPLICIT_WORK = /consum|queue|background|async|jobs|sidekiq|transcod|from|listens|lands|takes (?:in )?files/i;

/** "Exposes no interface other than its health endpoint", "has no API, only a health endpoint". */
const NO_INTERFACE =
  /\b(?:exposes?|has|have|offers?|with|wants?)(?: got)? (?:no|neither|not any) (?:http |public |own |other )?(?:interfaces?|apis?|endpoints?|ports?)\b/gi;

/** In the text about size, a time is most often that of the load. */
const RUNS = /\b(?:runs?|running|starts?|started|wakes?|fires?|kicks?|triggered)\b/i;
/** What a server does to itself from time to time. */
const UPKEEP = /\b(?:re-?load\w*|refresh\w*|rebuil\w+|updated?|rotat\w+|synced|cached|restart\w*|redeploy\w*)\b/i;
/** Messages set it to work. */
const CONSUMES = /consum|queue|listens|lands|events? from/i;

/** Fills a queue or a topic: who does that is set to work by somebody else. */
const FILLS =
  /\b(?:en-?queues?|(?:puts?|drops?|push(?:es)?|places?|writes?|sends?|posts?|publish(?:es)?|forwards?|hands?|emits?)\b[^.;]{0,40}?\b(?:on|onto|in|into|to|over to|through|by) (?:the |a |an |its |our )?(?:[\w-]+ ){0,2}?(?:sqs|queues?|kafka|rabbit ?mq|topics?|sns|eventbridge|event bus|bus|stream|kinesis)\b)/gi;
/** "Enqueues jobs": what is put there stands right behind. */
const FILLED = 12;
/** Takes from one as well. */
const EMPTIES =
  /\b(?:consum\w+|de-?queues?|polls?|drains?|listens?|subscri\w+|works? off|triggered|(?:takes?|reads?|fetch(?:es)?|picks?|pulls?|gets?|handles?|processes)\b[^.;]{0,40}?\b(?:from|off|on) (?:the |a |an |its |our |their )?(?:[\w-]+ ){0,2}?(?:sqs|queues?|kafka|rabbit ?mq|topics?|sns|eventbridge|bus|stream|backlog)|off the queue|from (?:the|a|its) queue|(?:events?|messages|jobs) from)\b/i;

const COMPUTE: readonly (readonly [Compute, RegExp])[] = [
  ["lambda", /\blambdas?\b(?! expressions?| calculus)|\blambda functions?\b/gi],
  ["ecs-fargate", /\bfargate\b/gi],
  ["ecs-ec2", /\becs (?:on|with|over) ec2\b|\becs[- ]ec2\b/gi],
  ["batch", /\baws batch\b/gi],
  ["eks", /\b(?:eks|kubernetes|k8s|helm|cronjob (?:in|on) the cluster)\b/gi],
  ["gke", /\bgke\b/gi],
  ["aks", /\baks\b/gi],
  ["cloud-run", /\bcloud run\b/gi],
  ["container-apps", /\bcontainer apps?\b/gi],
  ["app-runner", /\bapp runner\b/gi],
  ["elastic-beanstalk", /\b(?:elastic )?beanstalk\b/gi],
  ["lightsail", /\blightsail\b/gi],
  ["ec2-asg", /\b(?:ec2|auto ?scaling groups?|asg|virtual machines?|vms?)\b/gi],
  ["other", /\b(?:heroku|gamelift|bare[- ]metal|fly\.io|on[- ]prem\w*)\b/gi],
];

/** One cheap look before the exact patterns. */
const ANY_COMPUTE =
  /lambda|fargate|\becs|\bec2|batch|eks|kubernetes|k8s|helm|cronjob|gke|aks|cloud run|container app|app runner|beanstalk|lightsail|scaling group|asg|machine|vm|heroku|gamelift|metal|fly\.io|prem/i;

/** The compute that the service's own text names; null when it names none (readPlainEcs has "ECS" alone). */
export function readCompute(texts: ServiceTexts, isStatic: boolean): { value: Compute; evidence: Evidence } | null {
  for (const all of [texts.technology, texts.purpose, texts.scaling]) {
    const statements = all.filter((statement) => ANY_COMPUTE.test(sliceOf(statement)));
    if (statements.length === 0) continue;
    for (const [value, pattern] of COMPUTE) {
      const match = firstChosen(statements, pattern);
      if (match !== null && !isRefused(match)) return { value, evidence: match.evidence };
    }
  }
  const files = isStatic
    ? (firstChosen(
        [...texts.technology, ...texts.scaling],
        /\b(?:s3|cloudfront|static files|files on s3|amplify|static build|static export|static site)\b/gi,
      ) ?? null)
    : null;
  return files === null ? null : { value: "static-site", evidence: files.evidence };
}

/** Stands behind "for the", in a list of those for whom something is. */
function isCaller({ statement, start }: PatternMatch): boolean {
  return /\bfor (?:the|our|its|an?)\b[^.;:()]{0,40}$/i.test(statement.text.slice(statement.start, start));
}

/** "EC2, because Fargate offers no GPU". */
function isRefused({ statement, end }: PatternMatch): boolean {
  return /^\s+(?:(?:offers?|has|have|gives?|supports?|comes with|knows) no(?:ne)?\b|(?:cannot|can['’]?t|does(?:n['’]?t| not)|lacks?|is not|isn['’]?t|won['’]?t)\b)/i.test(
    statement.text.slice(end, end + 40),
  );
}

/** "ECS" and nothing more; `meaning` is what the document makes of it. */
export function readPlainEcs(
  texts: ServiceTexts,
  meaning: () => Compute,
): { value: Compute; evidence: Evidence } | null {
  const match = firstChosen([...texts.technology, ...texts.purpose, ...texts.scaling], /\becs\b/gi);
  return match === null ? null : { value: meaning(), evidence: match.evidence };
}

/** Tells a service that is not our code: a vendor's product, a managed store, a stock image. */
export function readForeign(texts: ServiceTexts, technology: Technology): Foreign | null {
  const stock = findMentions(texts.technology, STOCK).find((mention) => mention.status === "chosen");
  const program = STOCK_PROGRAMS.find((candidate) => candidate.id === stock?.id) ?? null;
  const first = technology.evidence[0];
  if (stock && program && program.id !== "nginx" && (first === undefined || stock.evidence.start < first.start)) {
    return { kind: program.serves ? "web" : "external", stock: program, evidence: [stock.evidence] };
  }
  for (const statement of [...texts.technology, ...texts.purpose]) {
    const match = findPattern(statement, NOT_OUR_CODE)[0];
    const purpose = texts.purpose.includes(statement);
    if (match !== undefined && purpose && !/not ours|premises|operated/i.test(match.text)) continue;
    if (
      match !== undefined &&
      (technology.runtime === null ||
        /only call|not our|not ours|hosted|operated|premises/i.test(match.text) ||
        (/^saas/i.test(match.text) && match.start === statement.start))
    )
      return { kind: "external", stock: null, evidence: [match.evidence] };
  }
  if (technology.runtime !== null) return null;
  const runsCode = texts.technology.some((statement) =>
    RUNS_CODE.test(statement.text.slice(statement.start, statement.end)),
  );
  if (runsCode) return null;
  const vendor = findMentions(texts.technology, VENDOR).find((mention) => mention.status === "chosen");
  if (vendor) return { kind: "external", stock: null, evidence: [vendor.evidence] };
  if (stock && program)
    return { kind: program.serves ? "web" : "external", stock: program, evidence: [stock.evidence] };
  const store = findMentions(texts.technology, STORES).find((mention) => mention.status === "chosen");
  if (
    store &&
    !/\b(?:task|ecs|fargate|container service|rule starts)\b/i.test(store.statement.text.replace(/\bcontainer\b/i, ""))
  )
    return { kind: "external", stock: null, evidence: [store.evidence] };
  const managed = firstChosen(
    [...texts.technology, ...texts.purpose],
    /\b(?:saas|hosted (?:service|product)|fully managed|vendor product)\b/gi,
  );
  return managed === null ? null : { kind: "external", stock: null, evidence: [managed.evidence] };
}

/** How a service is set to work. `guessed`: nothing in its text tells, and the default stands. */
export interface KindReading {
  readonly value: Kind;
  readonly evidence: readonly Evidence[];
  readonly guessed: boolean;
}

/** Weighs every sign; `pagesByDefault` decides for frameworks that do both pages and interfaces. */
export function readKind(texts: ServiceTexts, technology: Technology, pagesByDefault: boolean): KindReading {
  if (technology.runtime === "static")
    return { value: "static", evidence: technology.evidence.slice(0, 1), guessed: false };
  const scores = new Map<Kind, { weight: number; evidence: Evidence[] }>();
  const add = (kind: Kind, weight: number, evidence: readonly Evidence[]) => {
    const score = scores.get(kind) ?? { weight: 0, evidence: [] };
    scores.set(kind, { weight: score.weight + weight, evidence: [...score.evidence, ...evidence] });
  };
  const { framework, frontEnd, background } = technology;
  const serves = framework !== null && framework.role !== "worker";
  const find = (role: RoleEntry, statements: readonly Statement[], skip?: RegExp) =>
    statements
      .flatMap((statement) => findPattern(statement, role.words))
      .find((match) => match.status === "chosen" && !skip?.test(match.text) && !texts.isOther(match));
  for (const role of TECHNOLOGY_ROLES) {
    // An application that uses Celery is not itself the worker; "Celery 5" alone is.
    const match = find(role, texts.technology, framework === null ? undefined : BACKGROUND_ONLY);
    if (match !== undefined && !(role.kind === "static" && technology.runtime !== null))
      add(role.kind, role.weight, [match.evidence]);
  }
  const fills = EMPTIES.test(texts.purpose.map(sliceOf).join(" "))
    ? []
    : texts.purpose
        .flatMap((statement) => findPattern(statement, FILLS))
        .filter((match) => match.status === "chosen" && !texts.isOther(match));
  // Somebody hands it what it puts there.
  if (fills.length > 0)
    add(
      "api",
      4,
      [fills[0]?.evidence].filter((one) => one !== undefined),
    );
  const isFilling = ({ statement, start }: PatternMatch) =>
    fills.some((fill) => fill.statement === statement && start >= fill.start && start < fill.end + FILLED);
  const ownTime = texts.purpose.filter((statement) => !isOfPeople(statement));
  const spoken = texts.name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/[_./-]+/g, " ");
  const named = NAME_ROLES.filter((role) => role.words.test(spoken));
  const isInterface = named.some(({ kind }) => kind === "api");
  const told = PURPOSE_ROLES.flatMap((role) => {
    const said = find(role, role.kind === "scheduled" ? ownTime : texts.purpose);
    // "Departures for the rider app and the website", of an API: those are who calls it.
    const match = said !== undefined && role.kind === "web" && isInterface && isCaller(said) ? undefined : said;
    return match === undefined || (role.kind === "worker" && isFilling(match)) ? [] : [{ role, match }];
  });
  for (const { role, match } of told) {
    // What a web framework "imports" or "sends", it does on request, unless a queue is named.
    const weak = role.kind === "worker" && serves && !EXPLICIT_WORK.test(match.text);
    add(role.kind, weak ? 2 : role.weight, [match.evidence]);
  }
  const mute = [...texts.purpose, ...texts.technology, ...texts.scaling]
    .flatMap((statement) => findPattern(statement, NO_INTERFACE))
    .find(({ status }) => status === "chosen" || status === "negated");
  if (mute !== undefined) add("worker", 8, [mute.evidence]);
  const sides = told
    .filter(({ role }) => role.kind === "api" || role.kind === "web")
    .sort((a, b) => a.match.start - b.match.start);
  // The first part named is the main one; "portal backend" is a backend.
  const facing =
    sides[0]?.role.kind === "web" && BACKEND_BEHIND.test(sides[0].match.statement.text.slice(sides[0].match.end))
      ? (sides[1] ?? sides[0])
      : sides[0];
  if (facing !== undefined) add(facing.role.kind, 2, []);
  for (const role of PURPOSE_ROLES.filter((candidate) => candidate.kind === "scheduled")) {
    const runs = find(role, texts.technology);
    // "Scheduled to 8 on Fridays" is the load of a server, "reloaded daily" its upkeep.
    if (serves && framework.role !== "either") continue;
    if (runs !== undefined && serves && !RUNS.test(sliceOf(runs.statement)) && UPKEEP.test(sliceOf(runs.statement)))
      continue;
    const match = runs ?? (serves ? undefined : find(role, texts.scaling));
    if (match !== undefined) add("scheduled", runs === undefined ? role.weight * 0.7 : role.weight, [match.evidence]);
  }
  // A time of its own makes it a job, unless something else calls it too.
  const called =
    serves && framework.role !== "either" && background === null
      ? true
      : technology.port !== null ||
        frontEnd !== null ||
        told.some(({ role, match }) =>
          role.kind === "worker" ? CONSUMES.test(match.text) : role.kind !== "scheduled" && role.weight > 3,
        );
  if (!called && !scores.has("scheduled")) {
    const own =
      ownSchedule([...texts.purpose, ...texts.technology]) ??
      ownSchedule(texts.scaling.filter((statement) => RUNS.test(sliceOf(statement))));
    if (own !== null) add("scheduled", 9, [own.evidence]);
  }
  for (const role of named) add(role.kind, role.weight, []);
  // "web", "admin portal", and not "portal api".
  const saysPages = named.some(({ kind }) => kind === "web") && !named.some(({ kind }) => kind === "api");
  const evidence = technology.evidence.slice(0, 1);
  if (framework?.role === "api") add("api", 4, evidence);
  if (framework?.role === "web" || (framework?.role === "static" && technology.runtime === "node"))
    add("web", 6, evidence);
  if (framework?.role === "either")
    add(facing?.role.kind ?? (pagesByDefault || saysPages ? "web" : "api"), 3, evidence);
  if (frontEnd !== null) add("web", 3, evidence);
  if (background !== null && framework === null) add("worker", 3, evidence);
  // Without any sign a service answers its callers.
  add("api", BY_DEFAULT, []);
  const backlog = firstChosen(texts.scaling, BACKLOG);
  if (backlog !== null) add("worker", 4, [backlog.evidence]);
  const queue = firstChosen(texts.dependencies, QUEUE);
  if (queue !== null && fills.length === 0) add("worker", 3, [queue.evidence]);
  const lambda = firstChosen(texts.technology, /\blambdas?\b/gi);
  const gateway = firstChosen(
    [...texts.technology, ...texts.purpose],
    /\b(?:api gateway|http api|function urls?|appsync)\b/gi,
  );
  if (lambda !== null && gateway === null) add("worker", 3, [lambda.evidence]);
  const order: readonly Kind[] = ["scheduled", "worker", "web", "api", "static"];
  const best = order
    .map((kind) => ({ kind, score: scores.get(kind) }))
    .sort((a, b) => (b.score?.weight ?? 0) - (a.score?.weight ?? 0))[0];
  if (best?.score === undefined) return { value: "api", evidence: [], guessed: true };
  const guessed = best.kind === "api" && best.score.weight === BY_DEFAULT;
  return { value: best.kind, evidence: best.score.evidence.slice(0, 3), guessed };
}
