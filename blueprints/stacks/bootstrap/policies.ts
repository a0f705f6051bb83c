// In: the project and the place of its state. Out: what each role of the pipeline may do. Never evaluates.
import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { expr } from "../expressions.ts";
import type { StateBucket } from "./state-bucket.ts";

/** Beside the managed ReadOnlyAccess: the state and its lock file, and no contents of data stores (ReadOnlyAccess would hand every object and message to any pull request). */
export function planStatements(state: StateBucket): DataAwsIamPolicyDocumentStatement[] {
  return [
    { sid: "FindState", actions: ["s3:ListBucket"], resources: [state.arn] },
    { sid: "ReadState", actions: ["s3:GetObject"], resources: [`${state.arn}/*`] },
    { sid: "LockState", actions: ["s3:DeleteObject", "s3:PutObject"], resources: [`${state.arn}/*.tflock`] },
    { sid: "UseStateKey", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [state.keyArn] },
    { sid: "NoObjects", effect: "Deny", actions: ["s3:GetObject*"], notResources: [`${state.arn}/*`] },
    {
      sid: "NoContents",
      effect: "Deny",
      actions: [
        "athena:GetQueryResults*",
        "dynamodb:BatchGetItem",
        "dynamodb:GetItem",
        "dynamodb:Query",
        "dynamodb:Scan",
        "kinesis:GetRecords",
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:GetQueryResults",
        "logs:StartQuery",
        "rds-data:*",
        "secretsmanager:GetSecretValue",
        "sqs:ReceiveMessage",
      ],
      resources: ["*"],
    },
  ];
}

/** Services that take over a role of the stack. */
const ROLE_TAKERS = [
  "backup.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "events.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "rds.amazonaws.com",
  "scheduler.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

/** Beside the managed PowerUserAccess, which leaves out IAM: the roles and policies of this project, and handing them to AWS services. */
export function applyStatements(project: string): DataAwsIamPolicyDocumentStatement[] {
  const account = `arn:${expr("local.partition")}:iam::${expr("local.account_id")}`;
  return [
    {
      sid: "RolesOfTheProject",
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
      ],
      resources: [`${account}:role/${project}-*`, `${account}:policy/${project}-*`],
    },
    {
      sid: "HandRolesToServices",
      actions: ["iam:PassRole"],
      resources: [`${account}:role/${project}-*`],
      condition: [{ test: "StringEquals", variable: "iam:PassedToService", values: ROLE_TAKERS }],
    },
  ];
}
