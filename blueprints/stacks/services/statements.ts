// In: the edges and secrets of one service. Out: the IAM statements of its two roles. Never more than the edges say.
import type { Architecture, Edge, SecretSource, Service } from "../../../src/architecture/model.ts";
import type { Parts, StackParts } from "../parts.ts";
import type { Statement } from "../policies.ts";

const QUEUE_ACTIONS = {
  send: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
  consume: [
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:ReceiveMessage",
  ],
} as const;

const OBJECT_ACTIONS = {
  read: ["s3:GetObject"],
  "read-write": [
    "s3:AbortMultipartUpload",
    "s3:DeleteObject",
    "s3:GetObject",
    "s3:ListMultipartUploadParts",
    "s3:PutObject",
  ],
} as const;

/** What the code of the service may do. One statement per kind of access, resources sorted by the order of the edges. */
export function taskStatements(service: Service, parts: Parts): Statement[] {
  const foundation = parts.get("foundation");
  const statements: Statement[] = [];
  const of = <To extends Edge["to"]>(to: To): Extract<Edge, { to: To }>[] =>
    service.edges.filter((edge): edge is Extract<Edge, { to: To }> => edge.to === to);

  const queues = of("queue");
  for (const access of ["send", "consume"] as const) {
    const arns = queues.filter((edge) => edge.access === access).map(({ id }) => lookup(parts.get("queues"), id).arn);
    if (arns.length > 0) {
      const sid = access === "send" ? "SendToQueues" : "ConsumeQueues";
      statements.push({ sid, actions: [...QUEUE_ACTIONS[access]], resources: arns });
    }
  }
  const topics = of("topic");
  if (topics.length > 0) {
    const resources = topics.map(({ id }) => lookup(parts.get("topics"), id).arn);
    statements.push({ sid: "PublishToTopics", actions: ["sns:Publish"], resources });
  }
  const buses = of("bus");
  if (buses.length > 0) {
    const resources = buses.map(({ id }) => lookup(parts.get("buses"), id).arn);
    statements.push({ sid: "PutEvents", actions: ["events:PutEvents"], resources });
  }
  const buckets = of("bucket");
  for (const access of ["read", "read-write"] as const) {
    const arns = buckets.filter((edge) => edge.access === access).map(({ id }) => lookup(parts.get("buckets"), id).arn);
    if (arns.length === 0) continue;
    const name = access === "read" ? "Read" : "ReadWrite";
    statements.push(
      { sid: `${name}Objects`, actions: [...OBJECT_ACTIONS[access]], resources: arns.map((arn) => `${arn}/*`) },
      { sid: `${name}ListBuckets`, actions: ["s3:ListBucket"], resources: arns },
    );
  }
  for (const { id } of of("file-system")) {
    const system = lookup(parts.get("fileSystems"), id);
    statements.push({
      sid: `Mount${pascal(id)}`,
      actions: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
      resources: [system.arn],
      condition: [
        { test: "StringEquals", variable: "elasticfilesystem:AccessPointArn", values: [system.accessPointArn] },
      ],
    });
  }
  if (of("email").length > 0) {
    statements.push({
      sid: "SendMail",
      actions: ["ses:SendEmail", "ses:SendRawEmail"],
      // The configuration set of the identity is a resource of the call as well.
      resources: ["identity/${var.domain_name}", `configuration-set/${foundation.prefix}`].map(
        (resource) => `arn:${foundation.partition}:ses:${foundation.region}:${foundation.accountId}:${resource}`,
      ),
    });
  }
  return [...statements, ...keyStatements(service, parts)];
}

/** `shared-files` as a statement id, which knows letters and digits only. */
function pascal(id: string): string {
  return id.replace(/(^|-)([a-z0-9])/g, (_match, _dash, letter: string) => letter.toUpperCase());
}

/** The keys of the domains that the edges touch, and only through the service that uses them. */
function keyStatements(service: Service, parts: Parts): Statement[] {
  const { region } = parts.get("foundation");
  const via = (names: readonly string[]) => [
    {
      test: "StringEquals",
      variable: "kms:ViaService",
      values: names.map((name) => `${name}.${region}.amazonaws.com`),
    },
  ];
  const has = (to: Edge["to"]) => service.edges.some((edge) => edge.to === to);
  const statements: Statement[] = [];
  if (has("queue") || has("topic")) {
    const produces = service.edges.some(
      (edge) => edge.to === "topic" || (edge.to === "queue" && edge.access === "send"),
    );
    statements.push({
      sid: "MessagingKey",
      actions: produces ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
      resources: [parts.get("keys").messaging],
      condition: via([...(has("topic") ? ["sns"] : []), ...(has("queue") ? ["sqs"] : [])]),
    });
  }
  if (has("bucket")) {
    const writes = service.edges.some((edge) => edge.to === "bucket" && edge.access === "read-write");
    statements.push({
      sid: "DataKey",
      actions: writes ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
      resources: [parts.get("keys").data],
      condition: via(["s3"]),
    });
  }
  return statements;
}

/** What ECS may do to start the service: pull its image, write its log, read its secrets. */
export function executionStatements(
  service: Service,
  architecture: Architecture,
  parts: Parts,
  own: { readonly repositoryArn: string; readonly logGroupArn: string },
): Statement[] {
  const { region } = parts.get("foundation");
  const statements: Statement[] = [
    // The token is for the registry as a whole: this action knows no resource.
    { sid: "RegistryToken", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "PullImage",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: [own.repositoryArn],
    },
    {
      sid: "WriteLog",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${own.logGroupArn}:*`],
    },
  ];
  const isParameter = (source: SecretSource) => source.from === "secret" && architecture.secretStore === "ssm";
  const arns = (wanted: boolean) => [
    ...new Set(
      service.secrets
        .filter(({ source }) => isParameter(source) === wanted)
        .flatMap(({ source }) => secretArn(source, parts) ?? []),
    ),
  ];
  const secrets = arns(false);
  const parameters = arns(true);
  if (secrets.length > 0) {
    statements.push({ sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: secrets });
  }
  if (parameters.length > 0) {
    statements.push({ sid: "ReadParameters", actions: ["ssm:GetParameters"], resources: parameters });
  }
  if (secrets.length + parameters.length > 0) {
    const stores = [...(secrets.length > 0 ? ["secretsmanager"] : []), ...(parameters.length > 0 ? ["ssm"] : [])];
    statements.push({
      sid: "SecretsKey",
      actions: ["kms:Decrypt"],
      resources: [parts.get("keys").secrets],
      condition: [
        {
          test: "StringEquals",
          variable: "kms:ViaService",
          values: stores.map((store) => `${store}.${region}.amazonaws.com`),
        },
      ],
    });
  }
  return statements;
}

/** ARN of the secret that holds the value; undefined when the cache asks for no password. */
export function secretArn(source: SecretSource, parts: Parts): string | undefined {
  switch (source.from) {
    case "database":
      return lookup(parts.get("databases"), source.id).secretArn;
    case "cache":
      return lookup(parts.get("caches"), source.id).passwordSecretArn;
    case "secret":
      return lookup(parts.get("secrets"), source.id).arn;
  }
}

type Table = {
  [K in keyof StackParts]: StackParts[K] extends ReadonlyMap<string, infer V> ? V : never;
}[keyof StackParts];

/** An edge to something that no blueprint built is a bug of the architecture. */
export function lookup<Part extends Table>(table: ReadonlyMap<string, Part>, id: string): Part {
  const part = table.get(id);
  if (part === undefined) throw new Error(`nothing called "${id}" was built`);
  return part;
}
