// In: the project and the place of its state. Out: what each role of the pipeline may do. Never evaluates.
import { expr, listExpr } from "../expressions.ts";
import type { Statement } from "../policies.ts";
import type { StateBucket } from "./state-bucket.ts";

/** What the values are that a plan cannot be made without. */
export interface PlanProps {
  readonly project: string;
  /** Where states lie: the first of them, and in the second region the one for the day that the first is lost. */
  readonly states: readonly StateBucket[];
  /** A cache with a password stands in the stack: Terraform gave it that password and compares it on every plan. */
  readonly cachePasswords: boolean;
  /** Secrets are SSM parameters, whose value the provider reads (and throws away) on every plan. */
  readonly parameters: boolean;
}

/** Beside the managed ReadOnlyAccess: the state, the few values that a refresh reads, and no contents of data stores (ReadOnlyAccess would hand every object and message to any pull request). */
export function planStatements({ project, states, cachePasswords, parameters }: PlanProps): Statement[] {
  const passwords = listExpr(
    `[for environment in local.environments : "arn:\${local.partition}:secretsmanager:*:\${local.account_id}:secret:${project}-\${environment}/cache/*"]`,
  );
  // Terraform reads the reference of each image, and where secrets are parameters also their values.
  const readable = listExpr(
    `[for environment in local.environments : "arn:\${local.partition}:ssm:*:\${local.account_id}:parameter/${project}-\${environment}/${parameters ? "" : "images/"}*"]`,
  );
  const functions = listExpr(
    `[for environment in local.environments : "arn:\${local.partition}:lambda:*:\${local.account_id}:function:${project}-\${environment}-*"]`,
  );
  const stateObjects = states.map(({ arn }) => `${arn}/*`);
  const readsValues = cachePasswords || parameters;
  return [
    { sid: "FindState", actions: ["s3:ListBucket"], resources: states.map(({ arn }) => arn) },
    { sid: "ReadState", actions: ["s3:GetObject"], resources: stateObjects },
    { sid: "UseStateKey", actions: ["kms:Decrypt"], resources: states.map(({ keyArn }) => keyArn) },
    ...(cachePasswords
      ? [
          { sid: "ReadCachePasswords", actions: ["secretsmanager:GetSecretValue"], resources: passwords },
          // The data source behind them asks for a new password on every plan; the action knows no resource.
          { sid: "MakeRandomPassword", actions: ["secretsmanager:GetRandomPassword"], resources: ["*"] },
        ]
      : []),
    ...(parameters
      ? [
          {
            sid: "ReadParameters",
            actions: ["ssm:GetParameter", "ssm:GetParameters"],
            resources: readable,
          },
        ]
      : []),
    ...(readsValues
      ? [
          {
            sid: "UseSecretsKey",
            actions: ["kms:Decrypt"],
            resources: [`arn:${expr("local.partition")}:kms:*:${expr("local.account_id")}:key/*`],
            condition: [
              {
                test: "StringLike",
                variable: "kms:ViaService",
                values: [
                  ...(cachePasswords ? ["secretsmanager.*.amazonaws.com"] : []),
                  ...(parameters ? ["ssm.*.amazonaws.com"] : []),
                ],
              },
              {
                test: "ForAnyValue:StringEquals",
                variable: "kms:ResourceAliases",
                values: listExpr(
                  `[for environment in local.environments : "alias/${project}-\${environment}-secrets"]`,
                ),
              },
            ],
          },
        ]
      : []),
    { sid: "NoObjects", effect: "Deny", actions: ["s3:GetObject*"], notResources: stateObjects },
    {
      sid: "NoSecrets",
      effect: "Deny",
      actions: ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"],
      ...(cachePasswords ? { notResources: passwords } : { resources: ["*"] }),
    },
    // Also what commands and sessions of machines said.
    { sid: "NoParameters", effect: "Deny", actions: ["ssm:Get*"], notResources: readable },
    // The settings of a function hold its environment. A list of functions shows those of all of them.
    {
      sid: "NoFunctions",
      effect: "Deny",
      actions: ["lambda:GetFunction", "lambda:GetFunctionConfiguration", "lambda:ListFunctions"],
      notResources: functions,
    },
    { sid: "NoContents", effect: "Deny", actions: [...CONTENTS], resources: ["*"] },
  ];
}

/** What ReadOnlyAccess hands out that is not a setting: rows, messages, logs, code, images and credentials. No refresh of Terraform asks for any of it. */
const CONTENTS = [
  "athena:GetQueryResults*",
  "cassandra:Select",
  "codeartifact:ReadFromRepository",
  "codecommit:BatchGet*",
  "codecommit:GetBlob",
  "codecommit:GetFile",
  "codecommit:GetFolder",
  "codecommit:GitPull",
  "cognito-identity:GetCredentialsForIdentity",
  "cognito-identity:GetOpenIdToken*",
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:GetRecords",
  "dynamodb:PartiQLSelect",
  "dynamodb:Query",
  "dynamodb:Scan",
  "ec2:GetConsole*",
  "ec2:GetPasswordData",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
  "kinesis:GetRecords",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetLogObject",
  "logs:GetLogRecord",
  "logs:GetQueryResults",
  "logs:StartLiveTail",
  "logs:StartQuery",
  "rds-data:*",
  "rds:Download*",
  "sqs:ReceiveMessage",
  "sts:GetSessionToken",
] as const;

/** Services that take over a role of the stack. A call can name another one than the role trusts: AWS Backup tests restores under a name of its own.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html */
export const ROLE_TAKERS: readonly string[] = [
  "backup.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "events.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "rds.amazonaws.com",
  "restore-testing.backup.amazonaws.com",
  "scheduler.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

/** Beside the managed PowerUserAccess, which leaves out IAM: the roles and policies of one environment (`each.key`), and handing them to AWS services. Every role of the stack is called "<project>-<environment>-…". */
export function applyStatements(project: string, states: readonly StateBucket[]): Statement[] {
  const account = `arn:${expr("local.partition")}:iam::${expr("local.account_id")}`;
  const own = `${project}-${expr("each.key")}-*`;
  return [
    {
      sid: "RolesOfTheEnvironment",
      actions: [
        "iam:AttachRolePolicy",
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:CreateRole",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:GetPolicy",
        "iam:GetPolicyVersion",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListPolicyVersions",
        "iam:ListRolePolicies",
        "iam:PutRolePolicy",
        "iam:TagPolicy",
        "iam:TagRole",
        "iam:UntagPolicy",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      resources: [`${account}:role/${own}`, `${account}:policy/${own}`],
    },
    {
      sid: "HandRolesToServices",
      actions: ["iam:PassRole"],
      resources: [`${account}:role/${own}`],
      condition: [{ test: "StringEquals", variable: "iam:PassedToService", values: [...ROLE_TAKERS] }],
    },
    ...otherEnvironments(project, states),
  ];
}

/** An approval for one environment is none for another of the same account: PowerUserAccess knows no environments, so what is tagged or called as another one's is denied.
 * Buckets tell no tags to IAM unless each is set to, so they go by name; "shop-prod-*" would also be what "shop-prod-eu" has, so a name that goes on as one's own is left to tags. */
function otherEnvironments(project: string, states: readonly StateBucket[]): Statement[] {
  const others = (text: string, and = "") =>
    `[for environment in local.environments : "${text}" if environment != each.key${and}]`;
  // Beside the state of the bootstrap root, which is no environment's.
  const objects = states.flatMap(({ address }) => [
    `["\${${address}.arn}/bootstrap/*"]`,
    others(`\${${address}.arn}/${project}/\${environment}.tfstate*`),
  ]);
  const buckets = others(
    `arn:\${local.partition}:s3:::${project}-\${environment}-*`,
    ' && !startswith(each.key, "${environment}-")',
  );
  return [
    {
      sid: "NothingOfOtherEnvironments",
      effect: "Deny",
      actions: ["*"],
      resources: ["*"],
      condition: [
        { test: "StringEquals", variable: "aws:ResourceTag/Project", values: [project] },
        { test: "StringNotEquals", variable: "aws:ResourceTag/Environment", values: [expr("each.key")] },
        // What belongs to no environment, such as the key of the state, has no such tag.
        { test: "Null", variable: "aws:ResourceTag/Environment", values: ["false"] },
      ],
    },
    {
      sid: "NoStateAndBucketsOfOthers",
      effect: "Deny",
      actions: ["s3:*"],
      resources: listExpr(`concat(${[...objects, buckets].join(", ")})`),
    },
    {
      sid: "StateStaysGuarded",
      effect: "Deny",
      actions: [
        "s3:DeleteBucket*",
        "s3:DeleteObjectVersion*",
        "s3:PutBucket*",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutReplicationConfiguration",
      ],
      resources: states.flatMap(({ arn }) => [arn, `${arn}/*`]),
    },
    {
      sid: "StateKeyStays",
      effect: "Deny",
      actions: [
        "kms:CreateGrant",
        "kms:DeleteImportedKeyMaterial",
        "kms:Disable*",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:UpdatePrimaryRegion",
      ],
      resources: states.map(({ keyArn }) => keyArn),
    },
    {
      // Who could write onto the identity of another environment's resource would make it one's own.
      sid: "NoFalseName",
      effect: "Deny",
      actions: ["*"],
      resources: ["*"],
      condition: [
        { test: "StringEquals", variable: "aws:RequestTag/Project", values: [project] },
        { test: "StringNotEquals", variable: "aws:RequestTag/Environment", values: [expr("each.key")] },
        { test: "Null", variable: "aws:RequestTag/Environment", values: ["false"] },
      ],
    },
  ];
}
