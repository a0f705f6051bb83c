// In: the architecture. Out: the input `admitted` and where its addresses are used: groups, listener rules, the firewall of CloudFront. Never an address that the answers do not write.
import type { Construct } from "constructs";
import type { Admission, Architecture, Service } from "../../src/architecture/model.ts";
import { expr, nameList } from "./expressions.ts";
import { declareInput } from "./variables.ts";

/** Reserved for documentation (RFC 5737): no caller has it, so what waits for its addresses is closed. */
const NOBODYS_RANGE = "192.0.2.0/24";
export const STILL_NOBODYS = `anytrue([for ranges in values(var.admitted) : contains(ranges, "${NOBODYS_RANGE}")])`;

/** Every limit of a public service or site, each once. */
export function admissions({ services, sites }: Architecture): Admission[] {
  const all = [...services.filter((service) => service.public), ...sites].flatMap(({ admits }) => admits ?? []);
  return [...new Map(all.map((one) => [one.id, one])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Keys of the addresses that the load balancer is open to; undefined where it is open to all, as some service is. */
export function doorKeys({ services }: Architecture): string[] | undefined {
  const open = services.filter((service) => service.public);
  const keys = open.flatMap(({ admits }) => (admits === undefined ? [] : [admits.id]));
  return open.length > 0 && keys.length === open.length ? [...new Set(keys)].sort() : undefined;
}

/** Addresses that the rules of a service ask for; undefined where the load balancer's own group says it already, or nobody is kept out. */
export function ruleRanges(architecture: Architecture, { admits }: Service): string | undefined {
  if (admits === undefined || doorKeys(architecture)?.length === 1) return undefined;
  return rangesOf(admits.id);
}

/** Their union, for `for_each`. */
export function unionOf(keys: readonly string[]): string {
  const sets = keys.map(rangesOf);
  return expr(sets.length === 1 ? (sets[0] ?? "") : `setunion(${sets.join(", ")})`);
}

export function rangesOf(id: string): string {
  return `var.admitted["${id}"]`;
}

/** A rule of a listener takes five values: one host, one path, and these. */
const RANGES_PER_RULE = 3;

/** IPv4 only: neither the load balancer nor the way to it has other addresses. */
export function declareAdmitted(scope: Construct, architecture: Architecture): void {
  const all = admissions(architecture);
  if (all.length === 0) return;
  const inRules = architecture.services
    .filter((service) => service.public && ruleRanges(architecture, service) !== undefined)
    .flatMap(({ admits }) => admits?.id ?? []);
  const conditions = [
    `length(setsubtract(${nameList(all.map(({ id }) => id))}, keys(var.admitted))) == 0`,
    'alltrue([for ranges in values(var.admitted) : length(ranges) > 0 && alltrue([for range in ranges : can(cidrnetmask(range)) && !endswith(range, "/0")])])',
    ...(inRules.length === 0
      ? []
      : [
          `alltrue([for key, ranges in var.admitted : length(ranges) <= ${RANGES_PER_RULE} || !contains(${nameList([...new Set(inRules)])}, key)])`,
        ]),
  ];
  const most =
    inRules.length === 0 ? "" : `; at most ${RANGES_PER_RULE} where others are reached through the same load balancer`;
  declareInput(scope, "admitted", architecture, {
    type: "map(set(string))",
    description: `Address ranges that alone may connect, by what the answers limit. ${NOBODYS_RANGE} is a placeholder that admits nobody: a plan of a real account refuses it.`,
    valueFor: () =>
      Object.fromEntries(all.map(({ id, ranges }) => [id, ranges.length > 0 ? [...ranges] : [NOBODYS_RANGE]])),
    validation: {
      condition: conditions.join(" && "),
      errorMessage: `admitted must have IPv4 ranges such as 203.0.113.0/24 for each key, and not all addresses${most}.`,
    },
  });
}
