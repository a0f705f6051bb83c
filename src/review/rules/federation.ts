// In: a plan. Out: findings where a role trusts an identity provider without saying whom of it: a token that somebody else got from the same provider assumes the role. Judges the trust policy only, and only where it was not as open before.
import { isObject } from "../../shared/json.ts";
import { type Finding, join, type Message, say } from "../finding.ts";
import { isSecret } from "../marks.ts";
import type { Row } from "../plan.ts";
import { policiesIn, type Statement } from "../policy/statements.ts";
import { named } from "../quote.ts";
import type { RuleFamily } from "./rule.ts";

export const federation: RuleFamily = {
  texts: [
    {
      id: "iam/open-federation",
      severity: "high",
      title: "A role trusts all identities of a provider",
      help: "Its trust policy asks for the audience at most, which every customer of the provider can have. Ask for the subject: which repository, branch or environment, or which service account.",
    },
  ],
  check: ({ rows }) => rows.flatMap((row) => (isChanging(row) ? judge(row) : [])),
};

function isChanging({ action, mode, type }: Row): boolean {
  return (
    mode === "managed" && type === "aws_iam_role" && ["create", "update", "replace", "replaceForget"].includes(action)
  );
}

const TRUST = "assume_role_policy";

function judge(row: Row): Finding[] {
  const [old, young] = [row.before.value, row.after.value].map((side) => (isObject(side) ? side[TRUST] : undefined));
  if (young === old) return [];
  const before = row.action === "create" ? [] : openIn(row.before.value);
  const open = openIn(row.after.value).filter((provider) => !before.includes(provider));
  const isHidden = isSecret(row, TRUST);
  return open.map((provider) => ({
    rule: "iam/open-federation",
    severity: isHidden || SHARED.has(hostOf(provider)) ? "high" : "medium",
    row,
    message: isHidden
      ? say`${named(TRUST)}, which is marked as sensitive, trusts all identities of a provider`
      : messageOf(provider),
  }));
}

function messageOf(provider: string): Message {
  const who = SHARED.has(hostOf(provider)) ? ", which anybody can have an account of" : "";
  return join(say`${named(TRUST)} trusts every identity of ${named(provider)}`, who, ": it asks for no subject");
}

/** Providers that everybody can get a token of; those of one company or cluster let in what is inside of it. */
const SHARED: ReadonlySet<string> = new Set([
  "token.actions.githubusercontent.com",
  "gitlab.com",
  "app.terraform.io",
  "agent.buildkite.com",
  "accounts.google.com",
  "www.amazon.com",
  "graph.facebook.com",
  "cognito-identity.amazonaws.com",
]);
/** Of these the audience is an application of one's own. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif */
const BY_AUDIENCE: ReadonlySet<string> = new Set([
  "accounts.google.com",
  "www.amazon.com",
  "graph.facebook.com",
  "cognito-identity.amazonaws.com",
]);

function hostOf(provider: string): string {
  return provider.split("/")[0] ?? "";
}

function openIn(values: unknown): string[] {
  const statements = policiesIn(values).get(TRUST) ?? [];
  return statements
    .filter(({ allows, actions }) => allows && (actions.except || actions.patterns.some(isWebIdentity)))
    .flatMap((statement) => providersOf(statement).filter((provider) => !isNarrowed(provider, statement)));
}

function isWebIdentity(action: string): boolean {
  return action === "sts:assumerolewithwebidentity" || action === "*" || /^sts:(?:assumerole)?\*$/.test(action);
}

/** Those of OpenID Connect; a provider of SAML is of one company. */
function providersOf({ principals }: Statement): string[] {
  return principals.patterns.flatMap((name) => {
    const [, provider] = /^Federated:(?:.*:oidc-provider\/)?([\w.-]+\.[a-z]+(?:\/.*)?)$/s.exec(name) ?? [];
    return provider === undefined ? [] : [provider];
  });
}

function isNarrowed(provider: string, { conditions }: Statement): boolean {
  const prefix = `${provider.toLowerCase()}:`;
  return conditions.some(({ operator, key, values }) => {
    if (!key.startsWith(prefix) || operator.includes("not") || operator.includes("null")) return false;
    const claim = key.slice(prefix.length);
    if (claim === "aud" || claim === "iss") return BY_AUDIENCE.has(hostOf(provider));
    return values.length > 0 && values.every((value) => !operator.includes("like") || namesOwner(value));
  });
}

/** Whether a pattern says whose it is before its first star: `repo:us/*` does, `repo:*` and `repo:us*` do not. */
function namesOwner(pattern: string): boolean {
  const [known = ""] = /^[^*?]*/.exec(pattern) ?? [];
  if (known === pattern) return true;
  if (known.startsWith("system:serviceaccount:")) return /^system:serviceaccount:[^:]+:/.test(known);
  return /^[\w-]+[:/][^:/]+[:/]/.test(known);
}
