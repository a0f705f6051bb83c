// In: the drafted workloads and sites, and what the answers say of who may reach them. Out: the entrance, what is reached from outside, and from where alone. Never opens what the text closes.
import type { Limited } from "../../../decisions/details/access/access.ts";
import { type Draft, type DraftService, servicePointer } from "../../draft.ts";
import { NOTHING_HELD } from "../../held.ts";
import type { Admission } from "../../model.ts";
import { reasonAt } from "../../reasons.ts";
import { workloadKind } from "../workload-shape.ts";
import { isPrivate } from "./private.ts";
import { reportReach } from "./told.ts";
import {
  callersOf,
  closedOf,
  commonLimit,
  FROM_OUTSIDE,
  isForStaff,
  isGateway,
  limitOf,
  saidOf,
  serves,
} from "./who.ts";

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
  const workloads = draft.services.filter(({ becomes }) => becomes === "workload");
  const entrance = entranceOf(draft);
  const open = workloads.filter((service) => serves(service) && isOpen(draft, service, entrance));
  const sites = draft.services.filter(({ becomes }) => becomes === "site");
  const limits = new Map<string, Limited>();
  const admits = new Map<string, Admission>();
  for (const service of [...open, ...sites]) {
    const own = limitOf(draft, service);
    const common = commonLimit(draft, service);
    // "Internal tool" of the service says less than "office network only" of the system.
    const isOwn = own !== null && (own.limited.by === "place" || common?.by !== "place");
    const limited = isOwn ? own.limited : common;
    if (limited === null) continue;
    const door = limited.inside || common?.inside === true;
    limits.set(service.id, door === limited.inside ? limited : { ...limited, inside: door });
    admits.set(service.id, {
      id: isOwn ? own.key : EVERYTHING,
      ranges: limited.ranges,
      because: [reasonAt("access", limited.evidence)],
    });
  }
  const doors = open.map(({ id }) => limits.get(id));
  const inside = open.length > 0 && doors.every((door) => door !== undefined && isInside(door));
  reportReach(draft, { entrance, open, admits, inside }, limits);
  reportKept(draft, entrance);
  return { entrance, open, admits, inside };
}

/** The service that a stranger's request meets first: a gateway, else the web front end, else the first API; one for staff only when there is no other. */
export function entranceOf(draft: Draft): DraftService | undefined {
  const serving = draft.services.filter((service) => service.becomes === "workload" && serves(service));
  const candidates = serving.filter((service) => closedOf(draft, service) === null);
  const strangers = candidates.filter((service) => !isForStaff(draft, service));
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

function isOpen(draft: Draft, service: DraftService, entrance: DraftService | undefined): boolean {
  if (service === entrance) return true;
  if (closedOf(draft, service) !== null) return false;
  // Whom the text lets in from somewhere is let in.
  if (saidOf(draft, service)?.limited?.by === "place") return true;
  return entrance === undefined || !isGateway(entrance) || isBeside(draft, service, entrance);
}

/** A gateway of devices or of one protocol is no door to the rest: what a site calls, or what nobody of ours calls while the gateway leads elsewhere, is met from outside itself. */
function isBeside(draft: Draft, service: DraftService, gateway: DraftService): boolean {
  const callers = callersOf(draft, service);
  if (callers.length > 0) return callers.some(({ becomes }) => becomes === "site");
  const leadsElsewhere = gateway.details.dependencies.some(({ kind }) => kind === "service");
  return leadsElsewhere || FROM_OUTSIDE.test(service.answered.purpose);
}

/** Words for the way, or addresses that come by no other. */
function isInside({ inside, ranges }: Limited): boolean {
  return inside || (ranges.length > 0 && ranges.every(isPrivate));
}
