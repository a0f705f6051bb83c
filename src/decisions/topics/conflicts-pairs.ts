// In: the read answers and the decisions made from them. Out: a warning where two statements name two homes or two numbers of zones for the same, with the one that was taken. Never changes a decision.
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { DecisionTable } from "../decision.ts";
import { said, warn } from "./conflicts-said.ts";
import { fieldsOf, type Reading } from "./topic.ts";

const SECRET_FIELDS = [
  "infrastructure_as_code.configuration_management",
  "infrastructure.environment_management",
  "security",
];
/** What is kept there is secret, and the statement does not share the work with the other store. */
const SECRETS_ALONE =
  /^(?!.*\bsecrets? manager\b)(?=.*\b(?:secrets?|credentials?|creds|passwords?|api[- ]keys|tokens?|securestrings?)\b)/is;

/** Secrets in Parameter Store here, and in Secrets Manager there. Settings in the one beside secrets in the other are no contradiction. */
export function twoSecretStores(reading: Reading, table: DecisionTable): Diagnostic[] {
  const fields = fieldsOf(reading, ...SECRET_FIELDS);
  const store = said(fields, /\b(?:ssm |systems manager )?parameter store\b|\bssm\b/gi, SECRETS_ALONE);
  const manager = said(fields, /\bsecrets? manager\b/gi);
  const { value, source } = table.secrets;
  if (!store || !manager || source === "override") return [];
  return [
    warn(
      "secrets",
      store,
      `"${store.quote}" and "${manager.quote}" are both named for secrets; ${value} is taken`,
      "Name one of them for secrets, or set decisions.secrets.",
      [manager],
    ),
  ];
}

/** One zone, and a standby in the second one. */
export function oneZoneAndStandby(reading: Reading, table: DecisionTable): Diagnostic[] {
  const fields = fieldsOf(
    reading,
    "reliability",
    "data_architecture",
    "infrastructure.hosting_strategy",
    "scalability",
  );
  const standby = said(
    fields,
    /\b(?:standby|stand-by|replica|failover)\b(?=[^.;]{0,40}\b(?:second|another|other|different) (?:az|zone|availability[- ]zone)\b)/gi,
  );
  const one = said(
    fields,
    /(?<!(?:loss|failure|outage|lose|loses|losing) of (?:a |one )?)\b(?:single|one)[- ](?:az|zone|availability[- ]zone)\b/gi,
    /^(?!.*\b(?:dev|development|staging|test|qa|sandbox|loss|lose|loses|losing|outage|fail\w*)\b)/is,
  );
  const { value, source } = table.multiAz;
  // With several zones in the decision the topic itself has told the contradiction.
  if (!standby || !one || value || source === "override") return [];
  return [
    warn(
      "multiAz",
      one,
      `"${one.quote}" against a ${standby.quote.toLowerCase()} in a second zone; one zone is taken`,
      "Say whether the database has a standby in a second zone, or set decisions.multiAz.",
      [standby],
    ),
  ];
}
