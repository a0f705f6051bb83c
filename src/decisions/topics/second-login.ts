// In: every sign-in that the answers name, and the one that is taken. Out: a warning for each other one that people log in with as well. Never takes one.
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { groupBy } from "./alternatives.ts";
import { around, clauseOf, type Found } from "./find.ts";

/** Providers that have the users of somebody. A password or a protocol alone is how one of these does it. */
const PROVIDERS = new Set(["cognito", "auth0", "okta", "keycloak", "entra-id", "firebase", "clerk", "oidc-named"]);
/** One vouches for the people of the other: that is one sign-in. */
const JOINED =
  /\b(?:federat\w+|upstream|brokered|linked|connected|synced|sync|synchroni[sz]\w+|behind|identity providers? (?:of|in|for|behind)|via saml|as (?:an? |the |its )?(?:idp|identity provider|(?:social )?connection)|(?:enterprise )?connections?|support(?:s|ed)? (?:for|by)|such as|social (?:log ?ins?|sign[- ]?ins?|providers?|connections?)|backed by|imports?|imported|provision\w*|scim|replac\w+|instead|migrat\w+)\b/;
/** Of another thing, or nobody's yet. */
const NOT_HERE =
  /\b(?:asked for|asks? for|on request|requested|wants?|wanted|would like|not for|for (?:the |our )?(?:office )?(?:laptops?|mails?|e-?mails?|windows)|now and then|wish(?:es)?|perhaps|maybe|later)\b/;
/** "university SSO (A)", "the company SSO is A": one by two names. */
const SAME = /^(?:\s*[(:=,]\s*|\s+(?:is|are|i\.e\.|with|via|through|by|on)\s+)(?:an? |our |the )?$/;
/** "B for teachers, through A as well". */
const THROUGH = /\b(?:through|via)\s+(?:the |our )?$/;
/** Who works on the system, not with it. */
const BACKSTAGE =
  /\b(?:argo ?cd|grafana|kibana|jenkins|console|vpn|developers?|engineers?|devs|aws|bastion|ssh|git(?:hub|lab)?|ci|pipeline|ops|terraform|jira|wiki|monitoring|dashboards?)\b/;
/** People, or the doing itself. */
const SIGNS_IN =
  /\b(?:log(?:s|ged|ging)?[ -]?(?:in|on)|sign(?:s|ed|ing)?[ -]?(?:in|on)|logins?|authenticat\w+|sso|users?|customers?|members?|staff|employees?|clerks?|partners?|dealers?|suppliers?|agents?|patients?|students?|teachers?|admins?|administrators?|back ?office|desk|colleagues|people|visitors?|drivers?|operators?|for the)\b/;

export function secondLogins(found: readonly Found[], taken: Found | undefined): Diagnostic[] {
  if (taken === undefined || taken.id === "any-login") return [];
  const named = new Map<string, Found>();
  const beside = groupBy(
    found.filter(({ id }) => id === taken.id),
    ({ statement }) => statement,
  );
  for (const mention of found) {
    if (mention.weight !== 3 || !["chosen", "foreign"].includes(mention.status) || !PROVIDERS.has(mention.id)) continue;
    const quote = mention.evidence.quote.toLowerCase();
    const id = mention.id === "oidc-named" ? quote : mention.id;
    const isTaken = mention.id === taken.id && (id === mention.id || quote === taken.evidence.quote.toLowerCase());
    if (isTaken || isJoined(mention, beside.get(mention.statement) ?? [])) continue;
    if (NOT_HERE.test(around(mention)) || BACKSTAGE.test(clauseOf(mention))) continue;
    if (SIGNS_IN.test(around(mention)) && !named.has(id)) named.set(id, mention);
  }
  return [...named.values()].map(({ evidence }) => ({
    code: "ARCH_NOT_BUILT",
    severity: "warning",
    pointer: evidence.pointer,
    message: `auth: one sign-in is taken, ${JSON.stringify(taken.evidence.quote)}; ${JSON.stringify(evidence.quote)} beside it is not wired`,
    help: `Wire it in the code of the services that take it, with its keys beside the stack, and name it among their dependencies, or they get no way out to it. If it is not used, set decisions.auth.`,
  }));
}

/** `taken`: the sign-in that is taken, where the same sentence names it. */
function isJoined(mention: Found, taken: readonly Found[]): boolean {
  if (JOINED.test(around(mention))) return true;
  return taken.some((other) => {
    const { start, end } = other.evidence;
    if (end <= mention.evidence.start) return SAME.test(mention.statement.text.slice(end, mention.evidence.start));
    return THROUGH.test(mention.statement.text.slice(mention.evidence.end, start));
  });
}
