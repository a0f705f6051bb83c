// In: one drafted service. Out: what the answers say of who may reach it: closed, limited, open, for the people of the house. Never says what the whole system opens.
import type { Evidence } from "../../../decisions/decision.ts";
import type { Closed, Limited, ServiceAccess } from "../../../decisions/details/access/access.ts";
import type { Draft, DraftService } from "../../draft.ts";
import { workloadKind } from "../workload-shape.ts";

/** Words of a purpose for callers that are no pages of ours. */
export const FROM_OUTSIDE = /\b(?:public|mobile apps?|browsers?|customers?|partners?|webhooks?)\b/i;

/** What the answers say of it. */
export function saidOf(draft: Draft, { index }: DraftService): ServiceAccess | undefined {
  return draft.details.access.services[index];
}

export function serves({ reading }: DraftService): boolean {
  return ["web", "api"].includes(workloadKind(reading));
}

export function callersOf(draft: Draft, service: DraftService): DraftService[] {
  return draft.services.filter(({ details }) =>
    details.dependencies.some((item) => item.kind === "service" && item.index === service.index),
  );
}

/** Nobody outside reaches it. */
export function closedOf(draft: Draft, service: DraftService): Closed | null {
  const told = saidOf(draft, service);
  if (told?.closed == null) return isNamedInternal(service) ? { evidence: nameOf(draft, service), callers: [] } : null;
  return told.limited?.by === "place" || isForPeople(draft, service, told.closed) ? null : told.closed;
}

/** Pages that nothing calls are opened by people: "internal" keeps strangers out, and not everybody. */
function isForPeople(draft: Draft, service: DraftService, { callers }: Closed): boolean {
  const called = callersOf(draft, service).length > 0;
  return workloadKind(service.reading) === "web" && callers.length === 0 && !called;
}

/** What its own texts limit it to, or what limits the pages that alone call it; `key` names who shares the addresses. */
export function limitOf(
  draft: Draft,
  service: DraftService,
): { readonly key: string; readonly limited: Limited } | null {
  const own = ownLimit(draft, service);
  if (own !== null) return { key: service.id, limited: own };
  if (service.becomes !== "workload" || saidOf(draft, service)?.open != null) return null;
  if (FROM_OUTSIDE.test(service.answered.purpose)) return null;
  const callers = callersOf(draft, service);
  const limits = callers.map((caller) => (caller.becomes === "site" ? ownLimit(draft, caller) : null));
  const [first, limited] = [callers[0], limits[0]];
  const isAll = limits.every((one) => one !== null);
  return first !== undefined && limited != null && isAll ? { key: first.id, limited } : null;
}

function ownLimit(draft: Draft, service: DraftService): Limited | null {
  const told = saidOf(draft, service);
  // "For staff only, from anywhere": the login keeps others out.
  if (told?.limited != null && !(told.limited.by === "people" && told.open !== null)) return told.limited;
  const forPeople = told?.closed != null && (service.becomes === "site" || isForPeople(draft, service, told.closed));
  return forPeople && told.closed !== null
    ? { by: "people", ranges: [], unusable: [], inside: false, evidence: told.closed.evidence }
    : null;
}

/** What is said of the whole system; "an internal platform" does not close the one service that is said to be public. */
export function commonLimit(draft: Draft, service: DraftService): Limited | null {
  const { everything } = draft.details.access;
  return everything?.by === "people" && saidOf(draft, service)?.open != null ? null : everything;
}

function isNamedInternal({ answered }: DraftService): boolean {
  return /\binternal\b(?![ -](?:users?|staff|people|teams?|tools?|pages?|ui|dashboards?|app)\b)/i.test(answered.name);
}

function nameOf(draft: Draft, { answered, index }: DraftService): Evidence {
  const pointer = `${draft.answers.base}/services/${index}/name`;
  return { pointer, start: 0, end: answered.name.length, quote: answered.name };
}

export function isGateway({ answered }: DraftService): boolean {
  return /\b(gateway|bff|backend for frontend|edge proxy)\b/i.test(`${answered.name} ${answered.purpose}`);
}

/** For the people of the house: not what a stranger meets. */
export function isForStaff(draft: Draft, service: DraftService): boolean {
  if (saidOf(draft, service)?.limited?.by === "people") return true;
  return /\b(back.?office|backstage|staff|admin(?:istrat(?:ion|ors?))?|operators?|support team|internal (?:users?|staff|people|teams?|tools?|pages?|screens?|ui|dashboards?))\b/i.test(
    `${service.answered.name} ${service.answered.purpose}`,
  );
}
