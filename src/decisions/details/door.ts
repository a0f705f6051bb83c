// In: the statements of every field, and the services. Out: what is asked of the door: that callers come back to the same task, that they show a certificate. Never what runs behind it.
import type { Evidence } from "../decision.ts";
import type { Lexicon } from "../text/lexicon.ts";
import { findMentions } from "../text/mentions.ts";
import { findPattern, segmentText } from "../topics/matches.ts";
import type { ReadField } from "../topics/topic.ts";

export interface Door {
  /** "No stickiness": whoever comes back may reach another task. */
  readonly refusesStickiness: boolean;
  /** Requests of one caller go to one task: of these services by position, or of all (empty). */
  readonly sticky: { readonly services: readonly number[]; readonly evidence: Evidence } | null;
  /** Words that ask for certificates of callers, or for one of ours towards others. */
  readonly certificates: Evidence | null;
}

const BALANCING = "scalability.load_balancing";
const SAYS_STICKY = new Set([
  BALANCING,
  "scalability.scaling_strategy",
  "services.purpose",
  "services.technology",
  "services.scaling_requirements",
]);
/** Without one of them no text speaks of it: a look that costs next to nothing. */
const STICKS = ["stick", "affinity"];
const CERTIFIES = ["certificate", "mtls", "m-tls", "mutual", "two-way"];
const STICKY = /\b(?:sticky (?:sessions?|sockets?|cookies?)|stickiness|session affinity)\b/gi;
/** Sockets stay where they are by themselves, and come back by a cookie of their own. */
const OF_SOCKETS = /\bsockets?\b|\bwebsockets?\b/i;
const SAYS_CERTIFICATE = new Set([
  BALANCING,
  "security.api_security",
  "security.authentication",
  "integrations.api_design",
  "integrations.communication_patterns",
  "integrations.external_services",
  "services.purpose",
  "services.technology",
]);
const CERTIFICATE =
  /\b(?:client[- ](?:side )?certificates?|m-?tls|(?:mutual|mutually authenticated|two-way)[ -](?:tls|ssl|authentication))\b/gi;

/** `names` has the services by position; `inside`: the words that ask for TLS between the services, which are told elsewhere. */
export function readDoor(fields: readonly ReadField[], names: Lexicon, inside: Evidence | null): Door {
  let sticky: Door["sticky"] = null;
  let certificates: Evidence | null = null;
  let refusesStickiness = false;
  for (const { field, service, text, statements } of fields) {
    const lower = text.toLowerCase();
    const holds = (words: readonly string[]) => words.some((word) => lower.includes(word));
    if (SAYS_STICKY.has(field) && holds(STICKS))
      for (const statement of statements)
        for (const { status, evidence, start } of findPattern(statement, STICKY)) {
          if (status === "negated" && field === BALANCING) refusesStickiness = true;
          if (status !== "chosen" || sticky !== null || OF_SOCKETS.test(segmentText(statement, start))) continue;
          const named = findMentions([statement], names).map(({ id }) => Number(id));
          const services = service !== undefined ? [service] : [...new Set(named)];
          sticky = { services, evidence };
        }
    if (SAYS_CERTIFICATE.has(field) && holds(CERTIFIES))
      for (const statement of statements)
        for (const { status, evidence } of findPattern(statement, CERTIFICATE)) {
          const isInside = inside?.pointer === statement.pointer && inside.end >= evidence.end;
          if (["chosen", "local", "foreign"].includes(status) && !isInside) certificates ??= evidence;
        }
  }
  return { refusesStickiness, sticky, certificates };
}
