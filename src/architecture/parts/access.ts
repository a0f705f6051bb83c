// In: the drafted workloads and sites, and what the answers say of who may reach them. Out: the entrance, what is reached from outside, and from where alone. Never opens what the text closes.
import type { Evidence } from "../../decisions/decision.ts";
import type { Closed, Limited } from "../../decisions/details/access.ts";
import { type Draft, type DraftService, servicePointer } from "../draft.ts";
import { NOTHING_HELD } from "../held.ts";
import type { Admission } from "../model.ts";
import { reasonAt } from "../reasons.ts";
import { workloadKind } from "./workload-shape.ts";

export interface Reach {
  readonly entrance: DraftService | undefined;
  /** Workloads that the load balancer leads to. */
  readonly open: readonly DraftService[];
  /** Id of an open workload or of a site → who alone is admitted. */
  readonly admits: ReadonlyMap<string, Admission>;
  /** All that is open is reached by ways without an address on the internet. */
  readonly inside: boolean;
}

/** Key of what the answers say of the whole system. */
const EVERYTHING = "everything";

export function resolveReach(draft: Draft): Reach {
  const { access } = draft.details;
  const workloads = draft.services.filter(({ becomes }) => becomes === "workload");
  const entrance = entranceOf(draft);
  const open = workloads.filter((service) => serves(service) && isOpen(draft, service, entrance));
  const sites = draft.services.filter(({ becomes }) => becomes === "site");
  const limits = new Map<string, Limited>();
  const admits = new Map<string, Admission>();
  for (const service of [...open, ...sites]) {
    const own = limitOf(draft, service);
    const limited = own ?? access.everything;
    if (limited === null) continue;
    limits.set(service.id, limited);
    admits.set(service.id, {
      id: own === null ? EVERYTHING : service.id,
      ranges: limited.ranges,
      because: [reasonAt("access", limited.evidence)],
    });
  }
  const doors = open.map(({ id }) => limits.get(id));
  const inside = open.length > 0 && doors.every((door) => door !== undefined && isInside(door));
  report(draft, { entrance, open, admits, inside }, limits);
  reportKept(draft, entrance);
  return { entrance, open, admits, inside };
}

/** The service that a stranger's request meets first: a gateway, else the web front end, else the first API; one for staff only when there is no other. */
export function entranceOf(draft: Draft): DraftService | undefined {
  const serving = draft.services.filter((service) => service.becomes === "workload" && serves(service));
  const candidates = serving.filter((service) => closedOf(draft, service) === null);
  const strangers = candidates.filter((service) => !isForStaff(service));
  const first = strangers.length > 0 ? strangers : candidates;
  const fresh = first.find(isGateway) ?? first.find(({ reading }) => workloadKind(reading) === "web") ?? first[0];
  const known = first.find(({ id }) => id === draft.held.entrance);
  return known !== undefined && staysEntrance(known, fresh) ? known : fresh;
}

/** Who is met first stays it, unless the answers name a door of its own, or another path for who was. */
function staysEntrance(known: DraftService, fresh: DraftService | undefined): boolean {
  return known === fresh || (fresh !== undefined && !isGateway(fresh) && known.details.pathPrefix === null);
}

/** A new system would be entered elsewhere. */
function reportKept(draft: Draft, entrance: DraftService | undefined): void {
  const fresh = entranceOf({ ...draft, held: NOTHING_HELD });
  if (entrance === undefined || fresh === undefined || entrance === fresh) return;
  draft.report({
    code: "ARCH_ASSUMED",
    severity: "info",
    pointer: servicePointer(draft, fresh, "purpose"),
    message: `service ${JSON.stringify(entrance.answered.name)} goes on to answer at /, because it is live there; in a new system ${JSON.stringify(fresh.answered.name)} would`,
    help: `Nothing to do; to change it, name another path in the purpose of ${JSON.stringify(entrance.answered.name)} ("serves /${entrance.id}").`,
  });
}

function serves({ reading }: DraftService): boolean {
  return ["web", "api"].includes(workloadKind(reading));
}

function isOpen(draft: Draft, service: DraftService, entrance: DraftService | undefined): boolean {
  if (service === entrance) return true;
  if (closedOf(draft, service) !== null) return false;
  // Whom the text lets in from somewhere is let in.
  if (draft.details.access.services[service.index]?.limited != null) return true;
  return entrance === undefined || !isGateway(entrance) || isBeside(draft, service, entrance);
}

/** A gateway of devices or of one protocol is no door to the rest: what a site calls, or what nobody of ours calls while the gateway leads elsewhere, is met from outside itself. */
function isBeside(draft: Draft, service: DraftService, gateway: DraftService): boolean {
  const callers = callersOf(draft, service);
  if (callers.length > 0) return callers.some(({ becomes }) => becomes === "site");
  const leadsElsewhere = gateway.details.dependencies.some(({ kind }) => kind === "service");
  return leadsElsewhere || FROM_OUTSIDE.test(service.answered.purpose);
}

const FROM_OUTSIDE = /\b(?:public|mobile apps?|browsers?|customers?|partners?|webhooks?)\b/i;

function callersOf(draft: Draft, service: DraftService): DraftService[] {
  return draft.services.filter(({ details }) =>
    details.dependencies.some((item) => item.kind === "service" && item.index === service.index),
  );
}

/** Pages that nothing calls are opened by people: "internal" keeps strangers out, and not everybody. */
function isForPeople(draft: Draft, service: DraftService, { callers }: Closed): boolean {
  const called = callersOf(draft, service).length > 0;
  return workloadKind(service.reading) === "web" && callers.length === 0 && !called;
}

function closedOf(draft: Draft, service: DraftService): Closed | null {
  const told = draft.details.access.services[service.index];
  if (told?.closed == null) return isNamedInternal(service) ? { evidence: nameOf(draft, service), callers: [] } : null;
  return told.limited !== null || isForPeople(draft, service, told.closed) ? null : told.closed;
}

function limitOf(draft: Draft, service: DraftService): Limited | null {
  const told = draft.details.access.services[service.index];
  if (told?.limited != null) return told.limited;
  const forPeople = told?.closed != null && (service.becomes === "site" || isForPeople(draft, service, told.closed));
  return forPeople && told.closed !== null ? { ranges: [], inside: false, evidence: told.closed.evidence } : null;
}

function isNamedInternal({ answered }: DraftService): boolean {
  return /\binternal\b(?![ -](?:users?|staff|people|teams?|tools?|pages?|ui|dashboards?|app)\b)/i.test(answered.name);
}

function nameOf(draft: Draft, { answered, index }: DraftService): Evidence {
  const pointer = `${draft.answers.base}/services/${index}/name`;
  return { pointer, start: 0, end: answered.name.length, quote: answered.name };
}

function isGateway({ answered }: DraftService): boolean {
  return /\b(gateway|bff|backend for frontend|edge proxy)\b/i.test(`${answered.name} ${answered.purpose}`);
}

/** For the people of the house: still reached from outside, but not what a stranger meets. */
function isForStaff({ answered }: DraftService): boolean {
  return /\b(back.?office|backstage|staff|admin(?:istrat(?:ion|ors?))?|operators?|support team|internal (?:users?|staff|people|teams?|tools?|pages?|screens?|ui|dashboards?))\b/i.test(
    `${answered.name} ${answered.purpose}`,
  );
}

/** Words for the way, or addresses that no router of the internet carries: https://datatracker.ietf.org/doc/html/rfc1918, rfc6598 */
function isInside({ inside, ranges }: Limited): boolean {
  return (
    inside ||
    (ranges.length > 0 &&
      ranges.every((range) =>
        /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(range),
      ))
  );
}

function report(draft: Draft, reach: Reach, limits: ReadonlyMap<string, Limited>): void {
  const warn = (
    evidence: Evidence,
    message: string,
    help: string,
    severity: "warning" | "error" | "info" = "warning",
  ) => draft.report({ code: "ARCH_ADMISSION", severity, pointer: evidence.pointer, message, help });
  const told = new Map<Evidence, string[]>();
  for (const [id, { evidence }] of limits) told.set(evidence, [...(told.get(evidence) ?? []), id]);
  for (const [evidence, ids] of told) {
    const limited = limits.get(ids[0] ?? "");
    if (limited === undefined) continue;
    const keys = [...new Set(ids.map((id) => reach.admits.get(id)?.id ?? id))].join(", ");
    if (limited.ranges.length > 0)
      warn(
        evidence,
        `${ids.join(", ")}: only ${limited.ranges.join(", ")} may connect`,
        "Nothing to do; the addresses stand in `admitted` of each environment.",
        "info",
      );
    else
      warn(
        evidence,
        `${ids.join(", ")}: ${JSON.stringify(evidence.quote)} names no address, so nobody may connect until one is filled in`,
        `Write the address ranges into the answers, or into \`admitted\` (${keys}) of each environment's .auto.tfvars.`,
      );
    if (limited.inside && !reach.inside && ids.some((id) => reach.open.some((service) => service.id === id)))
      warn(
        evidence,
        `${ids.join(", ")}: the way in is said to be inside of the network, and others are reached from the internet; one load balancer is built, open to the internet, which lets only \`admitted\` addresses through to ${ids.length === 1 ? "it" : "them"}`,
        "Say that all of them are reached from inside, or put an internal load balancer beside this one.",
      );
  }
  if (reach.inside)
    warn(
      [...limits.values()][0]?.evidence ?? { pointer: "", start: 0, end: 0, quote: "" },
      "the load balancer has no address on the internet: the way to it (VPN, Direct Connect, transit gateway) is not part of the stack",
      "Attach it to the VPC, and give the public subnets a route back.",
    );
  const { waf } = draft.decisions.table;
  for (const site of draft.services) {
    const limited = site.becomes === "site" ? limits.get(site.id) : undefined;
    if (limited === undefined || waf.source === "default" || waf.value) continue;
    warn(
      limited.evidence,
      `${site.id}: CloudFront tells addresses apart by a firewall only, and the answers decide that there is none`,
      'Set "decisions": { "waf": true }, or let a service in a container serve these pages.',
      "error",
    );
  }
  reportBrowsers(draft, reach, warn);
  for (const evidence of draft.details.access.loose)
    draft.report({
      code: "ARCH_NOT_BUILT",
      severity: "warning",
      pointer: evidence.pointer,
      message: `${JSON.stringify(evidence.quote)} limits who gets in, and is about none of the services alone: nothing is built from it`,
      help: "Name the services that are meant, or limit it in the code or by a rule of the firewall.",
    });
}

type Warn = (evidence: Evidence, message: string, help: string) => void;

/** A browser is outside: what it calls cannot be closed. Nothing is opened for it. */
function reportBrowsers(draft: Draft, reach: Reach, warn: Warn): void {
  for (const site of draft.services.filter(({ becomes }) => becomes === "site"))
    for (const item of site.details.dependencies) {
      const called = item.kind === "service" ? draft.services[item.index] : undefined;
      if (called !== undefined && reach.open.includes(called) && reach.admits.has(called.id))
        warn(
          item.evidence,
          `CloudFront would hide who calls ${called.id}, which not everybody may: the pages of ${site.id} call it under the load balancer's own name and not under /api/`,
          "Let the service answer browsers of the site's origin (CORS).",
        );
      const closed = called === undefined || called.becomes !== "workload" ? null : closedOf(draft, called);
      if (called === undefined || closed === null || !serves(called)) continue;
      warn(
        closed.evidence,
        `service ${JSON.stringify(called.answered.name)} is said to be closed (${JSON.stringify(closed.evidence.quote)}), and the pages of ${JSON.stringify(site.answered.name)} call it from browsers: it stays closed`,
        "Say from where it is reached, or which service calls it for the pages.",
      );
    }
}
