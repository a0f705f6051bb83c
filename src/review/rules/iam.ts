// In: a plan. Out: findings where a policy permits more than before, in roles, users, buckets, queues, topics, keys: wherever a policy document stands. Knows a few actions that open the rest.
import { isObject } from "../../shared/json.ts";
import { type Finding, join, type Message, type Severity, say } from "../finding.ts";
import { isMarked, isSecret } from "../marks.ts";
import type { Row } from "../plan.ts";
import { type Broadening, broadenings } from "../policy/broadening.ts";
import { type Condition, policiesIn, type Statement } from "../policy/statements.ts";
import { argumentOf, computed, named } from "../quote.ts";
import type { RuleFamily } from "./rule.ts";

/** Actions with which one can give oneself more, or read what others keep secret: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html */
const POWERFUL =
  /^(?:\*|iam:(?:\*|pass|put|attach|create|update|set|add)|sts:(?:\*|assume)|kms:(?:\*|decrypt|putkeypolicy|creategrant|scheduledkeydeletion)|secretsmanager:(?:\*|get|put)|ssm:(?:\*|getparameter|sendcommand)|organizations:|lambda:(?:\*|update|addpermission)|ec2:\*|s3:(?:\*|putbucketpolicy)|rds:\*|dynamodb:\*|cloudtrail:|logs:\*)/;
const ADMIN = /\/(?:AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

export const iam: RuleFamily = {
  texts: [
    {
      id: "iam/public",
      severity: "high",
      title: "A policy lets everybody in",
      help: "A statement allows the principal * without a condition that narrows it. Name the accounts, services or identities that need access.",
    },
    {
      id: "iam/admin",
      severity: "high",
      title: "A policy allows everything",
      help: "A statement allows all actions on all resources, or a managed policy does. Name the actions that are needed.",
    },
    {
      id: "iam/trust-broadened",
      severity: "high",
      title: "More can assume a role",
      help: "A trust policy names more principals or asks for less than before. Who assumes the role has all its permissions.",
    },
    {
      id: "iam/broadened",
      severity: "medium",
      title: "A policy permits more than before",
      help: "Computed on actions, resources, principals and conditions before and after. Check that each new permission is meant.",
    },
    {
      id: "iam/deny-removed",
      severity: "medium",
      title: "A policy denies less than before",
      help: "A statement with Deny went or shrank, so that other statements and policies reach further.",
    },
    {
      id: "iam/boundary-removed",
      severity: "high",
      title: "A permissions boundary is gone",
      help: "Without it, the identity can do all that its policies allow.",
    },
    {
      id: "iam/unknown",
      severity: "low",
      title: "A policy is known only after apply",
      help: "It cannot be compared before. Read it after the apply, or plan in two steps.",
    },
  ],
  check: (plan) => plan.rows.filter(isChanging).flatMap((row) => [...policyFindings(row), ...attachments(row)]),
};

function isChanging({ action, mode }: Row): boolean {
  return mode === "managed" && ["create", "update", "replace", "replaceForget"].includes(action);
}

function policyFindings(row: Row): Finding[] {
  const before = policiesIn(row.before.value);
  const after = policiesIn(row.after.value);
  const found: Finding[] = [];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    if (isSame(row, name)) continue;
    const isOpen = isMarked(row.afterUnknown, [name]);
    const isTrust = /assume_role|trust/.test(name);
    if (isOpen && before.has(name)) found.push(unknown(row, name, isTrust ? "medium" : "low"));
    // A new policy is new as a whole: only what is wide in itself is worth a word.
    const isNew = !before.has(name);
    const isHidden = isSecret(row, name);
    for (const broadening of broadenings(before.get(name) ?? [], after.get(name) ?? [])) {
      // What is missing may stand in the part that is not known yet.
      if (isOpen && broadening.part === "deny") continue;
      const finding = judge(row, name, broadening, { isTrust, isHidden });
      if (!isNew || finding.rule === "iam/public" || finding.rule === "iam/admin") found.push(finding);
    }
  }
  return [...found, ...firstPolicies(row)];
}

/** Most policies of a plan stay as they are. */
function isSame({ before, after }: Row, name: string): boolean {
  const [old, young] = [before, after].map(({ value }) => (isObject(value) ? value[name] : undefined));
  return typeof old === "string" && old === young;
}

function unknown(row: Row, name: string, severity: Severity): Finding {
  return {
    rule: "iam/unknown",
    severity,
    row,
    message: say`${named(name)} is known only after apply, so that it cannot be compared`,
  };
}

/** What had no policy and gets one that nobody has read. */
function firstPolicies(row: Row): Finding[] {
  const old = isObject(row.before.value) ? row.before.value : {};
  if (row.action !== "update" || !isObject(row.afterUnknown)) return [];
  return Object.keys(row.afterUnknown)
    .filter((name) => POLICY.test(name) && isMarked(row.afterUnknown, [name]) && isNothing(old[name]))
    .map((name) => unknown(row, name, "low"));
}

/** Arguments that say who may do what; a redrive policy or a lifecycle policy does not. */
const POLICY = /^(?:(?:access|resource|inline|bucket|repository|file_system)_)?polic(?:y|ies)$/;

function judge(
  row: Row,
  name: string,
  broadening: Broadening,
  { isTrust, isHidden }: { readonly isTrust: boolean; readonly isHidden: boolean },
): Finding {
  const { part, statement } = broadening;
  const sid = isHidden || statement.sid === "" ? "" : say`, statement ${named(statement.sid)}`;
  const finding = (rule: string, severity: Severity, ...message: readonly (Message | string)[]): Finding => ({
    rule,
    severity,
    row,
    // Which part of a secret document changed, and in how many ways, is as secret as the document.
    message: isHidden
      ? join(say`${named(name)} is marked as sensitive and is not shown: `, SHORT[rule] ?? "")
      : join(say`${named(name)}`, sid, ...message),
  });
  if (part === "deny")
    return finding("iam/deny-removed", "medium", " denies less than before: ", quotes(broadening.values));
  if (isPublic(statement)) return finding("iam/public", "high", " allows everybody: ", actionsOf(statement));
  if (isAdmin(statement)) return finding("iam/admin", "high", " allows every action on every resource");
  const text = [WORDS[part], quotes(broadening.values)];
  if (isTrust) return finding("iam/trust-broadened", "high", ...text);
  return finding("iam/broadened", isHidden ? "high" : severityOf(broadening), ...text);
}

const SHORT: Readonly<Record<string, string>> = {
  "iam/deny-removed": "it denies less than before",
  "iam/public": "it lets everybody in",
  "iam/admin": "it allows everything",
  "iam/trust-broadened": "it lets more in than before",
  "iam/broadened": "it permits more than before",
};

const WORDS: Readonly<Record<Exclude<Broadening["part"], "deny">, string>> = {
  action: " allows more actions: ",
  resource: " reaches more resources: ",
  principal: " lets more principals in: ",
  condition: " no longer asks for the condition on ",
  statement: " is new and allows ",
};

/** Wide or powerful is worse than one more plain action. */
function severityOf({ part, statement, values: patterns }: Broadening): Severity {
  const wide = statement.resources.except || statement.resources.patterns.includes("*");
  const powerful = statement.actions.except || statement.actions.patterns.some((action) => POWERFUL.test(action));
  if (part === "principal") return "high";
  if (part === "condition") return powerful ? "high" : "medium";
  if (part === "resource") return patterns.some((pattern) => pattern === "*") && powerful ? "high" : "medium";
  const wild = statement.actions.except || patterns.some((action) => /\*$/.test(action));
  if (wide && powerful) return "high";
  return wild || powerful ? "medium" : "low";
}

function isPublic({ principals, conditions }: Statement): boolean {
  const everybody = principals.except || principals.patterns.some((name) => name === "*" || name === "Federated:*");
  return everybody && !conditions.some(isNarrowing);
}

/** A condition that everybody fulfils ties a request to nobody. */
function isNarrowing({ key, operator, values }: Condition): boolean {
  if (!NARROWING.test(key) || /not|null|ifexists/.test(operator)) return false;
  return !values.some((value) => ANYBODY.test(value));
}

const ANYBODY =
  /^(?:\*+|0\.0\.0\.0\/0|(?:0*:){2,}0*\/0|arn:(?:aws|\*)[\w-]*:\*.*|arn:aws[\w-]*:[^:]*:[^:]*:\*(?::.*)?)$/;

/** Keys that tie a request to somebody: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
const NARROWING =
  /^(?:aws:(?:principal(?:arn|account|orgid|orgpaths)|source(?:arn|account|orgid|orgpaths|ip|owner|vpc|vpce)|calledvia\w*|userid)|s3:dataaccesspoint\w+|kms:(?:calleraccount|viaservice)|[\w.-]+:(?:sub|aud))$/;

function isAdmin({ actions, resources, principals }: Statement): boolean {
  const all =
    (actions.except && actions.patterns.length <= 2) ||
    actions.patterns.some((action) => action === "*" || action === "*:*");
  // In the policy of one key or bucket "*" means that thing only.
  return all && principals.patterns.includes("self") && !resources.except && resources.patterns.includes("*");
}

function actionsOf({ actions }: Statement): Message {
  return join(actions.except ? "everything but " : "", quotes(actions.patterns));
}

function quotes(list: readonly string[]): Message {
  const shown = list.slice(0, 5).flatMap((value, index) => [...(index === 0 ? [] : [", "]), ...say`${named(value)}`]);
  return list.length > 5 ? [...shown, ` and ${list.length - 5} more`] : shown;
}

/** Permissions that are given by naming a policy, or limited by one. */
function attachments(row: Row): Finding[] {
  const before = isObject(row.before.value) ? row.before.value : {};
  const after = isObject(row.after.value) ? row.after.value : {};
  const found: Finding[] = [];
  const add = (rule: string, severity: Severity, message: Message) => found.push({ rule, severity, row, message });
  if (row.type.startsWith("aws_iam_"))
    for (const name of ["policy_arn", "managed_policy_arns"]) {
      const old = new Set([before["policy_arn"], before["managed_policy_arns"]].flat());
      for (const arn of [after[name]].flat()) {
        if (typeof arn !== "string" || old.has(arn)) continue;
        const message = say`attaches ${computed(arn, isSecret(row, name))}`;
        if (ADMIN.test(arn)) add("iam/admin", "high", message);
        else if (/FullAccess$/.test(arn)) add("iam/broadened", "medium", message);
      }
    }
  const boundary = "permissions_boundary";
  if (!isNothing(before[boundary])) {
    if (isMarked(row.afterUnknown, [boundary])) found.push(unknown(row, boundary, "low"));
    else if (isNothing(after[boundary]))
      add("iam/boundary-removed", "high", say`loses its permissions boundary ${argumentOf(row, "before", boundary)}`);
  }
  if (row.type === "aws_lambda_permission" && after["principal"] === "*" && isNothing(after["principal_org_id"]))
    add("iam/public", "high", say`lets everybody invoke the function`);
  for (const key of ["source_arn", "source_account"])
    if (row.type === "aws_lambda_permission" && !isNothing(before[key]) && isGone(row, after, key))
      add("iam/broadened", "medium", say`no longer limits the caller by ${named(key)}`);
  // The same word for everybody in Google's policies.
  for (const name of ["member", "members"])
    for (const member of [after[name]].flat())
      if (member === "allUsers" || member === "allAuthenticatedUsers")
        if (![before["member"], before["members"]].flat().includes(member))
          add(
            "iam/public",
            "high",
            say`gives ${argumentOf(row, "after", "role")} to ${computed(member, isSecret(row, name))}`,
          );
  return found;
}

function isGone(row: Row, after: Record<string, unknown>, key: string): boolean {
  return isNothing(after[key]) && !isMarked(row.afterUnknown, [key]);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
