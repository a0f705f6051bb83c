// In: the draft. Out: vendors with the secrets that their keys live in, and other outside systems. Never a value of a secret.
import type { Evidence } from "../../decisions/decision.ts";
import type { Dependency } from "../../decisions/details/details.ts";
import { TARGETS } from "../../decisions/lexicon/vendors.ts";
import { closest } from "../../shared/closest.ts";
import { lazily } from "../../shared/lazily.ts";
import { slug } from "../../shared/names.ts";
import type { Draft } from "../draft.ts";
import type { External, Secret, Service } from "../model.ts";
import { reasonAt, reasonsOf } from "../reasons.ts";
import { outsideOf } from "./outside.ts";

/** Known vendors get a secret; other names are kept for the documents. Names are what the text says. */
export function resolveVendors(draft: Draft): { externals: External[]; secrets: Secret[] } {
  const externals = new Map<string, External>();
  const vendors = new Map<string, { name: string; evidence: Evidence }>();
  const needed = new Set<string>();
  for (const { becomes, details } of draft.services)
    if (becomes === "workload")
      for (const item of details.dependencies) if (item.kind === "vendor") needed.add(item.vendor);
  const all = [
    ...draft.services.filter(({ becomes }) => becomes === "workload").flatMap(({ details }) => details.dependencies),
    ...draft.details.externals,
  ];
  for (const item of all) {
    if (item.kind === "vendor" && !vendors.has(item.vendor))
      vendors.set(item.vendor, { name: item.evidence.quote, evidence: item.evidence });
    if (item.kind === "other") {
      const { id, name } = outsideOf(draft, item.evidence);
      reportSlip(draft, item.evidence, id);
      if (!externals.has(id)) externals.set(id, { id, because: [reasonAt("externals", item.evidence)], name });
    }
  }
  for (const service of draft.services.filter(({ becomes }) => becomes === "external")) {
    if (!externals.has(service.id))
      externals.set(service.id, { id: service.id, because: [], name: service.answered.name });
  }
  for (const [id, { name, evidence }] of vendors)
    externals.set(id, { id, because: [reasonAt("externals", evidence)], name });
  // A secret that no service reads would only be one more thing to fill in.
  const keyed = [...vendors].filter(([id]) => needed.has(id));
  const secrets: Secret[] = keyed.map(([id, { name, evidence }]) => ({
    id,
    because: [reasonAt("secrets", evidence)],
    description: `Key for ${id}, issued by the vendor`,
    vendor: name,
  }));
  secrets.push(...statedKeys(draft, new Set(secrets.map(({ id }) => id))));
  if (draft.decisions.table.auth.value === "own") {
    secrets.push({
      id: "signing-key",
      because: reasonsOf(draft.decisions, "auth"),
      description: "Key that signs sessions and tokens",
      vendor: undefined,
    });
  }
  return {
    externals: [...externals.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    secrets: secrets.sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** Keys that the answers state for systems that we know no vendor of: each has a place where a service calls the system, and is told where none does. */
function statedKeys(draft: Draft, known: ReadonlySet<string>): Secret[] {
  if (draft.details.keys.length === 0) return [];
  const taken = new Set(known);
  const secrets: Secret[] = [];
  const idOf = (item: Dependency) =>
    item.kind === "vendor" ? item.vendor : item.kind === "other" ? outsideOf(draft, item.evidence).id : undefined;
  const called = new Set(
    draft.services.flatMap(({ becomes, details }) => (becomes === "workload" ? details.dependencies.map(idOf) : [])),
  );
  const lost: { readonly name: string; readonly evidence: Evidence }[] = [];
  for (const { name, outside, evidence } of draft.details.keys) {
    const external = outside === null ? slug(name) : idOf(outside);
    if (external === undefined || taken.has(external)) continue;
    if (!called.has(external)) {
      lost.push({ name, evidence });
      continue;
    }
    const id = slug(name.replace(/^(?:the|our|an?)\s+/i, ""), 24);
    if (taken.has(id)) continue;
    for (const one of [id, external]) taken.add(one);
    secrets.push({
      id,
      because: [reasonAt("secrets", evidence)],
      description: `Key for ${name.replace(/\s+/g, " ")}, which is issued by whoever runs it`,
      vendor: name,
      ...(external === id ? {} : { external }),
    });
  }
  const [first] = lost;
  if (first !== undefined)
    draft.report({
      code: "ARCH_ASSUMED",
      severity: "warning",
      pointer: first.evidence.pointer,
      message: `the answers state a key for ${lost.map(({ name }) => JSON.stringify(name)).join(", ")}, and no service is said to call ${lost.length === 1 ? "it: it gets no place" : "them: they get no places"}`,
      help: "Name the system among the dependencies of the service that calls it: then a secret is made, and that service alone reads it.",
    });
  return secrets;
}

/** Watching and logging in have warnings of their own. */
const WATCHES =
  /datadog|new ?relic|sentry|grafana|pagerduty|opsgenie|splunk|dynatrace|honeycomb|rollbar|bugsnag|elastic/i;
const LOGS_IN =
  /auth0|okta|entra|cognito|keycloak|one login|google (?:workspace )?login|azure ad|clerk|firebase auth|oidc|saml/i;

/** Named among the external services, and nobody is said to call it: who has to reach it gets no way out in the environments that have endpoints. */
export function reportUncalled(draft: Draft, services: readonly Service[]): void {
  const called = new Set(
    services.flatMap(({ edges }) => edges.flatMap((edge) => (edge.to === "external" ? [edge.id] : []))),
  );
  const uncalled = draft.details.externals.filter(
    (item) =>
      (item.kind === "vendor" || item.kind === "other") &&
      !called.has(item.kind === "vendor" ? item.vendor : outsideOf(draft, item.evidence).id) &&
      !WATCHES.test(item.evidence.quote) &&
      !LOGS_IN.test(item.evidence.quote),
  );
  const [first] = uncalled;
  if (first === undefined) return;
  const names = uncalled.map(({ evidence }) => JSON.stringify(evidence.quote)).join(", ");
  draft.report({
    code: "ARCH_ASSUMED",
    severity: "warning",
    pointer: first.evidence.pointer,
    message: `no service is said to call ${names}: none gets a way out to the internet for ${uncalled.length === 1 ? "it" : "them"}`,
    help: "Name it among the dependencies of the service that calls it, or the service in `internet_egress` of each environment.",
  });
}

/** What parts are called in one word. Longer ones forgive a slip when they are read: see the lexicons. */
const partNames = lazily(() =>
  Object.values(TARGETS)
    .flatMap((forms) => forms.split("|"))
    .filter((word) => /^[a-z]{5,}$/.test(word)),
);

/** "catalouge" beside a service "catalog", "redsi": an unknown name is taken as somebody else's system, and a slip of the pen would cut an arrow in silence. */
function reportSlip(draft: Draft, { pointer, quote }: Evidence, id: string): void {
  const names = draft.services.map((service) => service.id);
  const service = id.length < 4 ? undefined : closest(id, names);
  // One letter off: there are many vendors, and those that we do not know have short names, too.
  const part = id.length < 5 ? undefined : closest(id, partNames(), 1);
  const meant = service ?? part;
  if (meant === undefined || meant === id) return;
  draft.report({
    code: "ARCH_ASSUMED",
    severity: "warning",
    pointer,
    message: `"${quote}" names no ${service === undefined ? "part of the system" : "service"}: it is taken as a system outside, which gets no connection`,
    help: `Write "${meant}" if that ${service === undefined ? "" : "service "}is meant.`,
  });
}
