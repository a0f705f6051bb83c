// Things of every matter, and the forms of sentences in which a text rejects, plans or leaves them, or decides for them. Data only.

export interface Thing {
  readonly field: string;
  readonly key: string;
  /** How the text names it, and what the decision calls it (`true` for a yes or no). */
  readonly name: string;
  readonly id: string | true;
  /** What is used in its place. */
  readonly base: string;
}

const thing = (field: string, key: string, base: string, names: Readonly<Record<string, string | true>>): Thing[] =>
  Object.entries(names).map(([name, id]) => ({ field, key, name, id, base }));

export const THINGS: readonly Thing[] = [
  ...thing("data_architecture.caching_strategy", "cache", "Valkey holds the sessions.", {
    Redis: "redis",
    Memcached: "memcached",
  }),
  ...thing("overall_architecture.communication_patterns", "queues", "SQS between the services.", {
    RabbitMQ: "rabbitmq",
    Kafka: "kafka",
    "Amazon Kinesis": "kinesis",
    EventBridge: "eventbridge",
  }),
  ...thing("data_architecture.primary_database", "databases", "PostgreSQL 16 on RDS.", {
    MongoDB: "mongodb",
    DynamoDB: "dynamodb",
    "Oracle Database": "oracle",
  }),
  ...thing("infrastructure.hosting_strategy", "compute", "AWS, ECS on Fargate.", {
    "AWS Lambda": "lambda",
    EKS: "eks",
    Kubernetes: "eks",
  }),
  ...thing("infrastructure.monitoring_setup", "monitoring", "CloudWatch for logs.", {
    Datadog: "datadog",
    "New Relic": "new-relic",
    Grafana: "grafana",
  }),
  ...thing("security.authentication", "auth", "Keycloak.", { "Amazon Cognito": "cognito", Auth0: "auth0" }),
  ...thing("infrastructure_as_code.version_control", "ci", "GitHub Actions.", {
    Jenkins: "jenkins",
    CircleCI: "circleci",
  }),
  ...thing("infrastructure_as_code.tooling", "iac", "Terraform.", {
    Pulumi: "pulumi",
    CloudFormation: "cloudformation",
  }),
  ...thing("infrastructure_as_code.configuration_management", "secrets", "AWS Secrets Manager.", {
    "HashiCorp Vault": "vault",
  }),
  ...thing("scalability.load_balancing", "cdn", "One load balancer.", {
    CloudFront: true,
    "A content delivery network": true,
  }),
  ...thing("security.api_security", "waf", "Rate limits in the app.", { "AWS WAF": true }),
  ...thing("integrations.communication_patterns", "websockets", "The screens poll.", { "WebSocket connections": true }),
];

/** "A content …" in the middle of a sentence. */
const inner = (name: string) => name.replace(/^A /, "a ");
const are = (name: string) => (name.endsWith("connections") ? "are" : "is");

/** Each leaves the thing out. */
export const REJECTING: Readonly<Record<string, (name: string) => string>> = {
  "qualifier: release": (x) => `${x} ${are(x)} not used in Release 1.`,
  "qualifier: project": (x) => `${x} ${are(x)} not required in this project.`,
  "duty: introduced": (x) => `${x} SHALL NOT be introduced.`,
  "duty: provided": (x) => `${x} MUST NOT be provided.`,
  "duty: deployed": (x) => `For the time being ${inner(x)} shall not be deployed.`,
  "relative: employ": (x) => `A consultant drew ${inner(x)}, which the design does not employ.`,
  "relative: adopted": (x) => `${x}, which we never adopted, came up in the workshop.`,
  "relative: no longer": (x) => `${x}, which we no longer run, had its merits.`,
  "relative: not used": (x) => `${x}, which ${are(x)} not used, stays in the old drawings.`,
  "examples: e.g.": (x) => `Anything that has to be patched (e.g. ${inner(x)}) SHALL NOT be introduced.`,
  "examples: for example": (x) => `Extra parts, for example ${inner(x)}, are not approved.`,
  "examples: such as": (x) => `No further parts such as ${inner(x)}.`,
  "examples: bracket": (x) => `Further parts (${inner(x)}) and their like are excluded by the standard.`,
  "inserted: although": (x) =>
    `${x}, although desirable, ${are(x) === "are" ? "have" : "has"} been deferred beyond this year.`,
  "inserted: however": (x) => `${x}, however popular, ${are(x)} not used.`,
  "would: subject": (x) => `${x} would be one more thing to run.`,
  "would: change": (x) => `Should tests show the need, ${inner(x)} would be raised as a change request.`,
  "would: with": (x) => `It would be about one minute faster with ${inner(x)}.`,
  "would: consume": (x) => `It is our view that ${inner(x)}, however attractive, would consume the team.`,
  "preferred to": (x) => `This is a way that we preferred to ${inner(x)}.`,
  "front: tried": (x) => `${x} we have tried in 2021 but nobody could repair it.`,
  "front: removed": (x) => `${x} we have removed.`,
  "front: not have": (x) => `${x} we don't have.`,
  "past: tried": (x) => `${x} ${are(x) === "are" ? "were" : "was"} tried in 2021, nobody could repair it.`,
  "past: both": (x) => `In 2021 a consultant set up ${inner(x)} beside a proxy. Both were dismantled.`,
  "heading: not coming": (x) => `Not coming: ${inner(x)}, that discussion is closed.`,
  "heading: out of scope": (x) => `Out of scope: ${inner(x)}.`,
  "heading: was": (x) => `Was: ${inner(x)}, until the move.`,
  "heading: comes": (x) => `Comes: ${inner(x)}, ticket 611, not started.`,
  "heading: not used": (x) => `Not used: ${inner(x)}.`,
  "heading: list": (x) => `Not needed:\n- ${inner(x)}\n- anything like it`,
  "weighed: forth": (x) => `I went back and forth on ${inner(x)} for three weekends.`,
  "weighed: flirted": (x) => `We flirted with ${inner(x)} for a week.`,
  "wanted at first": (x) => `I wanted to do this with ${inner(x)} at first because the talk was so good.`,
  "others: own": (x) => `The accounting program (Logo) has its own ${x.replace(/^A /, "")} in the office.`,
  "others: department": (x) => `The ${x.replace(/^A /, "")} there ${are(x)} of the IT department, not for this.`,
  "others: understood": (x) =>
    `The data platform, a separate service under separate governance, is understood to be built on ${inner(x)}.`,
  "no any more": (x) => `Nothing here talks to ${inner(x)} any more.`,
  price: (x) => `${x} ${are(x)} double price.`,
  "explicit no": (x) => `There was talk of ${inner(x)} in spring. No ${x.replace(/^A /, "")}.`,
};

/** Each decides for the thing. */
export const DECIDING: Readonly<Record<string, (name: string) => string>> = {
  plain: (x) => `${x}.`,
  "duty: provided": (x) => `${x} SHALL be provided.`,
  used: (x) => `${x} ${are(x)} used.`,
  "relative: run": (x) => `${x}, which we run ourselves.`,
  "relative: other verb": (x) => `${x}, which we do not regret.`,
  "examples: approved": (x) => `We use approved parts (for example ${inner(x)}).`,
  "inserted: although": (x) => `${x}, although dear, ${are(x)} used.`,
  "limited: dev": (x) => `${x} ${are(x)} used. In dev it is not used.`,
  "would: existing": (x) => `${x} ${are(x)} used. Losing it would only slow us down.`,
  "would: failure": (x) => `We use ${inner(x)}, and an outage would stop the shop.`,
  "would: because": (x) => `${x} ${are(x)} used, because polling would cost more.`,
  preferred: (x) => `We preferred to use ${inner(x)}.`,
  "front: use": (x) => `${x} we use since 2021.`,
  "heading: is": (x) => `Is: ${inner(x)}.`,
  "heading: in use": (x) => `In use: ${inner(x)}.`,
  "both: planned": (x) => `We run ${inner(x)} beside a proxy. Both were updated in May.`,
  "own: ours": (x) => `We have ${inner(x)} of our own.`,
  "price: accepted": (x) => `${x} ${are(x)} double the price but we accepted it.`,
};

/** Verdicts with which a field opens, and what is said behind them. */
export const OPENING: Readonly<Record<string, (name: string) => string>> = {
  "none, needs": (x) => `None. ${x} ${are(x) === "are" ? "need" : "needs"} people that we do not have.`,
  "none, costs": (x) => `None. ${x} ${are(x) === "are" ? "cost" : "costs"} 400 dollars a month.`,
  "none, would": (x) => `None. The pages take 11 ms, ${inner(x)} would be one more thing to run.`,
  "n/a, looked": (x) => `n/a. ${x} looked good on slides.`,
};

/** The same opening, and a statement of use behind it. */
export const OPENING_USED: Readonly<Record<string, (name: string) => string>> = {
  "none of our own": (x) => `None of our own making. We use ${inner(x)}.`,
  "none yet but": (x) => `Nothing fancy. ${x} for everything.`,
};
