// In: the domain of a key and what the system has. Out: the statements of its key policy. Never grants a principal outside this account.
import type { Architecture } from "../../../src/architecture/model.ts";
import type { StackParts } from "../parts.ts";
import type { Statement } from "../policies.ts";

export type KeyDomain = keyof StackParts["keys"];

/** What each key is for; the description of the key and nothing else. */
export const KEY_PURPOSE: Readonly<Record<KeyDomain, string>> = {
  data: "databases, caches, buckets, file systems and images",
  logs: "log groups",
  messaging: "queues, topics and event buses",
  secrets: "secrets",
  backup: "recovery points",
};

/** Services that publish to an encrypted topic or queue: without the key they drop the message in silence.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
const PUBLISHERS = [
  "budgets.amazonaws.com",
  "cloudwatch.amazonaws.com",
  "events.rds.amazonaws.com",
  "sns.amazonaws.com",
];

/** These do not say for which account they act when they publish to an encrypted topic; a condition would lock them out.
 * The same page says so for EventBridge; for AWS Backup no condition is documented. */
const ANONYMOUS_PUBLISHERS = ["backup.amazonaws.com", "events.amazonaws.com"];

const PUBLISH_ACTIONS = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"];

/** Statements of the key policy. `*` as resource means this key. Roles get their part by IAM, which the account statement turns on. */
export function keyStatements(
  domain: KeyDomain,
  foundation: StackParts["foundation"],
  architecture: Architecture,
): Statement[] {
  const { accountId, partition, region } = foundation;
  const account = {
    sid: "AccountAdministersThroughIam",
    actions: ["kms:*"],
    resources: ["*"],
    principals: [{ type: "AWS", identifiers: [`arn:${partition}:iam::${accountId}:root`] }],
  };
  switch (domain) {
    case "logs":
      return [
        account,
        {
          // CloudWatch Logs names itself with its region and proves the log group in the encryption context.
          sid: "LogGroupsOfThisAccount",
          actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
          resources: ["*"],
          principals: [{ type: "Service", identifiers: [`logs.${region}.amazonaws.com`] }],
          condition: [
            {
              test: "ArnLike",
              variable: "kms:EncryptionContext:aws:logs:arn",
              values: [`arn:${partition}:logs:${region}:${accountId}:log-group:*`],
            },
          ],
        },
      ];
    case "messaging":
      return [
        account,
        {
          sid: "ServicesThatPublish",
          actions: PUBLISH_ACTIONS,
          resources: ["*"],
          principals: [{ type: "Service", identifiers: PUBLISHERS }],
          condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] }],
        },
        {
          sid: "ServicesThatPublishWithoutSayingForWhom",
          actions: PUBLISH_ACTIONS,
          resources: ["*"],
          principals: [{ type: "Service", identifiers: ANONYMOUS_PUBLISHERS }],
        },
      ];
    case "data":
      return [
        account,
        ...(architecture.services.length === 0 ? [] : taskStorage(foundation)),
        ...(architecture.sites.length === 0
          ? []
          : [
              {
                // Origin access control reads objects under this key; the ARN of one distribution would be a cycle.
                sid: "DistributionsOfThisAccount",
                actions: ["kms:Decrypt"],
                resources: ["*"],
                principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
                condition: [
                  {
                    test: "ArnLike",
                    variable: "aws:SourceArn",
                    values: [`arn:${partition}:cloudfront::${accountId}:distribution/*`],
                  },
                ],
              },
            ]),
      ];
    case "secrets":
    case "backup":
      return [account];
  }
}

/** The disk that each task has while it runs; the cluster is called like the environment.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-create-storage-key.html */
function taskStorage({ accountId, prefix }: StackParts["foundation"]): Statement[] {
  const principals = [{ type: "Service", identifiers: ["fargate.amazonaws.com"] }];
  const ofThisCluster = [
    { test: "StringEquals", variable: "kms:EncryptionContext:aws:ecs:clusterAccount", values: [accountId] },
    { test: "StringEquals", variable: "kms:EncryptionContext:aws:ecs:clusterName", values: [prefix] },
  ];
  return [
    {
      sid: "DisksOfTasks",
      actions: ["kms:GenerateDataKeyWithoutPlaintext"],
      resources: ["*"],
      principals,
      condition: ofThisCluster,
    },
    {
      sid: "TasksReadTheirDisks",
      actions: ["kms:CreateGrant"],
      resources: ["*"],
      principals,
      condition: [
        ...ofThisCluster,
        { test: "ForAllValues:StringEquals", variable: "kms:GrantOperations", values: ["Decrypt"] },
      ],
    },
  ];
}
