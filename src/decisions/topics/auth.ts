// In: the read answers. Out: who logs people in. Never takes a protocol word (OIDC, JWT) over a named provider, nor staff sign-in over that of the users.
import { authTerms } from "../lexicon/operations.ts";
import { statusAt } from "../text/scope.ts";
import { after, before, choose, clauseOf, decided, evidenceOf, type Found, saysNone, search } from "./find.ts";
import { secondLogins } from "./second-login.ts";
import { fieldsOf, type Reading, type Topic } from "./topic.ts";
import { withVerdicts } from "./verdicts.ts";

const HOME = ["security.authentication"];
const ELSEWHERE = [
  "security.api_security",
  "security.authorization",
  "integrations.external_services",
  "services.technology",
  "services.purpose",
  "services.dependencies",
  "overall_architecture.data_flow",
  "architecture_diagrams.security_architecture",
];
const STAFF =
  /\b(?:admins?|administrators?|staff|employees?|back ?office|internal|workforce|operators?|office|support team|engineers?|developers?|ops|vpn|argocd|grafana|console|our team|jenkins|backoffice)\b/;
const FEDERATED =
  /\b(?:federat\w+(?! (?:sso|single sign|log ?in|sign|access|identit))|upstream|can be|optional\w*|enterprise|brokered|linked)\b/;
const STRONG = new Set([
  "cognito",
  "auth0",
  "okta",
  "keycloak",
  "entra-id",
  "firebase",
  "clerk",
  "github",
  "own-strong",
]);
const WEAK = new Set(["own-weak", "oidc-weak"]);
const SELF =
  /\b(?:own|its own|our own|itself|home[- ]?grown|in[- ]house|custom|self[- ](?:built|issued|made))\b[^.;,]{0,40}\b(?:oauth2?|oidc|idp|identity provider|provider|auth\w*|login|jwts?|tokens?|sessions?|database|user (?:table|store|database))\b/i;

export const authTopic: Topic = {
  keys: ["auth"],
  read: (reading) => {
    const found = search(reading, {
      key: "auth",
      lexicon: authTerms,
      home: HOME,
      skip: ["services.name", "infrastructure_as_code.version_control"],
    }).filter((m) => m.weight === 3 || ELSEWHERE.includes(m.field.field));
    const { diagnostics } = choose(
      "auth",
      found.filter((m) => STRONG.has(m.id)),
    );
    const kept = withVerdicts("auth", found, ({ id }) => id).found;
    const home = kept.filter((m) => m.weight === 3 && m.status === "chosen");
    const self = selfBuilt(reading);
    const own = best([...home, ...self].sort((a, b) => a.evidence.start - b.evidence.start));
    const providers = theirs(kept);
    const provider = best(providers);
    // "the hospital's A (smart card or password)": the password is that of the provider.
    const isBehind = own !== undefined && WEAK.has(own.id) && providers.some((m) => m.statement === own.statement);
    const pick =
      (isBehind ? provider : own) ??
      provider ??
      nobody(reading, found) ??
      best(kept.filter((m) => m.weight < 3 && m.status === "chosen" && STRONG.has(m.id) && m.id !== "github"));
    if (!pick) return { values: {}, diagnostics };
    const id = ID[pick.id] ?? pick.id;
    const value = decided(id, "evidence" in pick ? evidenceOf([pick, ...home.filter((m) => m.id === pick.id)]) : []);
    return {
      values: value ? { auth: value } : {},
      diagnostics: [
        ...diagnostics.filter((d) => !d.message.startsWith(`auth: ${id}`) || d.code !== "DECISION_PLANNED"),
        ...secondLogins(kept, pick),
      ],
    };
  },
};

const OFFERED = /\b(?:bring|brings|may|might|could|also|part of|scope|outside|choose|else)\b/;

/** A provider that somebody else runs is still the one that users log in with. */
function theirs(found: readonly Found[]): Found[] {
  return found.filter(
    (m) =>
      m.weight === 3 &&
      m.status === "foreign" &&
      STRONG.has(m.id) &&
      !FEDERATED.test(clauseOf(m)) &&
      !OFFERED.test(clauseOf(m)),
  );
}

const ID: Readonly<Record<string, string>> = {
  "own-strong": "own",
  "own-weak": "own",
  "oidc-named": "oidc",
  "oidc-weak": "oidc",
  "any-login": "none",
};

/** Named providers and home-made sign-in before protocols; users before staff; main before federated; then by order of the text. */
function best(mentions: readonly Found[]): Found | undefined {
  const score = (m: Found) => {
    const segment = clauseOf(m);
    const rank = STRONG.has(m.id)
      ? 0
      : m.id === "oidc-named"
        ? 1
        : m.id === "own-weak"
          ? 2
          : m.id === "oidc-weak"
            ? 3
            : 9;
    return (
      rank +
      (STAFF.test(segment) &&
      !/\b(?:users?|customers?|members?|patients?|visitors?|clients?|buyers?|everybody|everyone|all)\b/.test(segment)
        ? 5
        : 0) +
      (FEDERATED.test(segment) && !isBeforeFederation(m) ? 4 : 0) +
      (isBehindFederation(m) ? 4 : 0)
    );
  };
  return mentions
    .filter((m) => m.id !== "any-login")
    .reduce<Found | undefined>((top, m) => (!top || score(m) < score(top) ? m : top), undefined);
}

const FEDERATES = /\bfederat\w+\s+(?:with|to|from|by|through)\b/i;

/** "A federated with B (SAML)": A keeps the users, B only vouches for them. */
function isBeforeFederation(mention: Found): boolean {
  return FEDERATES.test(after(mention, 60));
}

function isBehindFederation(mention: Found): boolean {
  return FEDERATES.test(before(mention, 80));
}

/** "The server is its own OAuth2 provider": a mention of home-made sign-in that no single term covers. */
function selfBuilt(reading: Reading): Found[] {
  return fieldsOf(reading, ...HOME).flatMap((field) =>
    field.statements.flatMap((statement) => {
      const match = SELF.exec(statement.text.slice(statement.start, statement.end));
      if (!match) return [];
      const start = statement.start + match.index;
      if (statusAt(statement, start, start + 1).status !== "chosen") return [];
      const evidence = { pointer: field.pointer, start, end: start + match[0].length, quote: match[0] };
      return [
        {
          id: "own-strong",
          status: "chosen" as const,
          evidence,
          statement,
          from: statement.tokens.findIndex((t) => t.end > start),
          to: 0,
          alternative: false,
          preferred: false,
          field,
          weight: 3,
        },
      ];
    }),
  );
}

/** "No users", "none", "public site without login". */
function nobody(reading: Reading, found: readonly Found[]): Found | undefined {
  const denied = found.find((m) => m.weight === 3 && m.id === "any-login" && m.status === "negated");
  if (denied) return denied;
  const field = fieldsOf(reading, ...HOME)[0];
  const evidence = saysNone(field ? [field] : [])[0] ?? publicOnly(reading);
  const statement = field?.statements[0];
  if (!field || !evidence || !statement) return undefined;
  return {
    id: "any-login",
    status: "negated",
    evidence,
    statement,
    from: 0,
    to: 1,
    alternative: false,
    preferred: false,
    field,
    weight: 3,
  };
}

function publicOnly(reading: Reading) {
  return fieldsOf(reading, ...HOME).flatMap((field) => {
    const match =
      /\b(?:public(?:ly)? (?:site|read|access|data|accessible)|anonymous (?:access|only|visitors|users)|open to everyone|fully public|all public|everything is public|nobody logs in)\b/i.exec(
        field.text,
      );
    return match
      ? [{ pointer: field.pointer, start: match.index, end: match.index + match[0].length, quote: match[0] }]
      : [];
  })[0];
}
