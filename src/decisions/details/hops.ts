// In: statements. Out: words that ask for TLS on the ways inside, behind the load balancer and from service to service. Never what is said of the way in alone, of databases or of somebody else's services.
import type { Evidence } from "../decision.ts";
import { statusAt } from "../text/scope.ts";
import { evidenceAt, type Statement } from "../text/statements.ts";
import { findPattern, segmentSpan } from "../topics/matches.ts";

const TLS = /\b(?:m?tls|ssl|https|encrypt(?:ed|ion|s)?)\b/i;
const OURS =
  "(?:services?|microservices?|containers?|tasks?|components?|pods?|workloads?|apps|applications|back-?ends?|themselves|each other|one another)";
/** Words for the ways inside: they need TLS beside them. */
const HOPS = new RegExp(
  [
    "\\b(?:every|each|all|any|single|internal) (?:the )?(?:network |single |internal )*(?:hops?|legs?|segments?)\\b",
    "\\bhop[- ](?:by|to)[- ]hop\\b",
    `\\b(?:between|among|amongst|across) (?:the |our |all |all of |internal |own |back-?end |micro)*${OURS}\\b(?! and\\b|['’])`,
    "\\b(?:service|container|task|pod|app)[- ]to[- ](?:service|container|task|pod|app)\\b",
    "\\b(?:inter[- ]service|east[- ]west|internal (?:traffic|calls|communications?|connections?|http|requests?|apis?))\\b",
    "\\bbehind the (?:application )?(?:load[ -]?balancer|alb|balancer)\\b",
    "\\b(?:load[ -]?balancers?|alb|balancer) (?:to|and|->|→) (?:the )?(?:services?|containers?|tasks?|targets?|pods?|apps?)\\b",
    "\\bend[- ]to[- ]end\\b",
    "\\ball the way (?:down |through )?to (?:the )?(?:services?|containers?|tasks?|targets?|pods?|apps?)\\b",
  ].join("|"),
  "gi",
);
const MUTUAL = /\b(?:mtls|(?:mutual|mutually authenticated|two-way)[ -](?:tls|ssl))\b/gi;
const NO_PLAIN =
  /\bno (?:plain|plaintext|plain[- ]text|clear[- ]?text|unencrypted) (?:http|traffic|connections?|hops?|calls?)(?: (?:or \w+ )?(?:anywhere|at all|inside|internally|in the vpc|behind|between))\b/gi;
/** Whose end of it is not ours. */
const OTHERS =
  /\b(?:customers?|clients?|partners?|providers?|suppliers?|banks?|devices?|sensors?|meters?|vendors?|external|third[- ]part(?:y|ies)|browsers?|users?|apps?|stations?|machines?|vehicles?|insurers?|broker|gateways?|[an]lbs?|considered|evaluated|discussed)\b/i;
/** Messages that nobody on the way can read, and copies: no way between services. */
const NOT_OF_CALLS =
  /\b(?:messages?|chats?|e2ee|calls with|backups?|at rest|disks?|volumes?|tests?|tested|latency|tracing)\b/i;
/** Said of the same way: it is not TLS there. */
const PLAIN = /(?<!\bno |\bnever |\bnot |\bwithout )\b(?:plain|plaintext|clear[- ]?text|unencrypted)\b/i;
const HOLDS = ["chosen", "local", "future"];

/** The first words of a statement that ask for it; null for none. */
export function tlsInside(statement: Statement): Evidence | null {
  for (const match of findPattern(statement, HOPS)) {
    const { start, end } = segmentSpan(statement, match.start);
    const segment = statement.text.slice(start, end);
    const tls = TLS.exec(segment);
    if (tls === null || PLAIN.test(segment) || NOT_OF_CALLS.test(segment)) continue;
    // A "no" before the one does not reach over a preposition to the other.
    const { status } = statusAt(statement, start + tls.index, start + tls.index + tls[0].length);
    if (HOLDS.includes(match.status) && HOLDS.includes(status)) return evidenceAt(statement, start, end);
  }
  for (const match of findPattern(statement, MUTUAL)) {
    const { start, end } = segmentSpan(statement, match.start);
    if (HOLDS.includes(match.status) && !OTHERS.test(statement.text.slice(start, end)))
      return evidenceAt(statement, start, end);
  }
  const denied = findPattern(statement, NO_PLAIN)[0];
  return denied?.evidence ?? null;
}

/** The first place of all. */
export function firstTlsInside(statements: readonly Statement[]): Evidence | null {
  for (const statement of statements) {
    const found = tlsInside(statement);
    if (found !== null) return found;
  }
  return null;
}
