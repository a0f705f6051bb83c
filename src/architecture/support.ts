// In: decisions. Out: a diagnostic for everything decided that cannot be built yet, and the override that changes it. Never lets a wrong stack through in silence.
import type { DecisionKey } from "../answers/overrides.ts";
import type { Evidence } from "../decisions/decision.ts";
import { REGIONS } from "../decisions/lexicon/regions.ts";
import { evidenceNaming } from "../decisions/naming.ts";
import { closest } from "../shared/closest.ts";
import { toPointer } from "../shared/json-pointer.ts";
import type { Draft, DraftService } from "./draft.ts";
import { servicePointer } from "./draft.ts";
import { RELATIONAL } from "./parts/stores.ts";

/** Constructs grow with services; beyond this the answers describe more than one system. */
const MAX_WORKLOADS = 250;
const MESSAGING = ["sqs", "sns", "eventbridge"];
const CACHES = ["redis", "valkey", "memcached"];

/** Reports errors for what is not supported and warnings for what is left to people. */
export function checkSupport(draft: Draft): void {
  const { table } = draft.decisions;
  checkCloud(draft);
  checkCompute(draft);
  const workloads = draft.services.filter(({ becomes }) => becomes !== "external").length;
  if (workloads > MAX_WORKLOADS) {
    unsupported(
      draft,
      "ARCH_TOO_MANY_SERVICES",
      `${draft.answers.base}/services`,
      `${workloads} services are more than one stack holds; at most ${MAX_WORKLOADS}`,
      "Split the system into several answers files, one for each part that is released on its own.",
    );
  }
  const relational = new Set(RELATIONAL);
  for (const engine of table.databases.value.filter((name) => !relational.has(name))) {
    unsupported(
      draft,
      "ARCH_UNSUPPORTED_STORE",
      place(draft, "databases", engine),
      `the database "${engine}"${written(draft, "databases", engine)} is not supported yet; supported: ${RELATIONAL.join(", ")}`,
      overrideHelp(
        "databases",
        table.databases.value.filter((name) => relational.has(name)),
      ),
    );
  }
  for (const engine of table.cache.value.filter((name) => !CACHES.includes(name))) {
    unsupported(
      draft,
      "ARCH_UNSUPPORTED_STORE",
      place(draft, "cache", engine),
      `the cache "${engine}"${written(draft, "cache", engine)} is not supported yet; supported: ${CACHES.join(", ")}`,
      overrideHelp(
        "cache",
        table.cache.value.filter((name) => CACHES.includes(name)),
      ),
    );
  }
  for (const queue of table.queues.value.filter((name) => !MESSAGING.includes(name))) {
    // Redis as the bus needs no resource beside the cache.
    if (queue === "redis" && table.cache.value.some((name) => name === "redis" || name === "valkey")) continue;
    unsupported(
      draft,
      "ARCH_UNSUPPORTED_MESSAGING",
      place(draft, "queues", queue),
      `messaging with "${queue}"${written(draft, "queues", queue)} is not supported yet; supported: ${MESSAGING.join(", ")}`,
      overrideHelp(
        "queues",
        table.queues.value.filter((name) => MESSAGING.includes(name)),
      ),
    );
  }
  if (table.iac.value !== "terraform" && table.iac.value !== "opentofu") {
    unsupported(
      draft,
      "ARCH_UNSUPPORTED_IAC",
      place(draft, "iac", ""),
      `the answers decide ${table.iac.value}; scaffold writes Terraform and OpenTofu`,
      `Set "decisions": { "iac": "terraform" } in the answers file to get Terraform instead.`,
    );
  }
  if (table.multiRegion.value) {
    unsupported(
      draft,
      "ARCH_UNSUPPORTED_MULTI_REGION",
      place(draft, "multiRegion", ""),
      "the answers decide that the system runs in several regions",
      `Set "decisions": { "multiRegion": false } to build it in the first region, with backup copies in the second where asked.`,
    );
  }
  leftToPeople(draft);
}

function checkCloud(draft: Draft): void {
  const { cloud, regions } = draft.decisions.table;
  if (cloud.value !== "aws") {
    unsupported(
      draft,
      "ARCH_UNSUPPORTED_CLOUD",
      place(draft, "cloud", ""),
      `the answers decide the cloud "${cloud.value}"; supported: aws`,
      `Set "decisions": { "cloud": "aws" } if the system should be built on AWS.`,
    );
    return;
  }
  const used = regions.value.slice(0, draft.decisions.table["backup.crossRegion"].value ? 2 : 1);
  for (const region of used.filter((code) => !REGION_CODES.has(code))) {
    // One of another partition is no slip.
    const near = REGIONS.some(({ code }) => code === region) ? undefined : closest(region, [...REGION_CODES]);
    unsupported(
      draft,
      "ARCH_UNSUPPORTED_REGION",
      place(draft, "regions", region),
      `"${region}" is not a region of the public AWS partition that is known here`,
      near === undefined
        ? `Set "decisions": { "regions": ["eu-west-1"] } to the region you want.`
        : `Did you mean "${near}"?`,
    );
  }
}

/** China and GovCloud are partitions of their own, with other accounts and endpoints: not built. */
const REGION_CODES: ReadonlySet<string> = new Set(
  REGIONS.map(({ code }) => code).filter((code) => !/^(cn|us-gov|eusc)-/.test(code)),
);

/** Services first, by name; then what the whole document decides and no service explains. */
function checkCompute(draft: Draft): void {
  const { compute } = draft.decisions.table;
  const supported = (name: string) => name === "ecs-fargate" || name === "static-site";
  const explained = new Set<string>();
  checkAccelerators(draft);
  for (const service of draft.services) {
    const own = service.reading.compute;
    if (own === null || supported(own) || service.becomes === "external" || isOverruled(draft, own)) continue;
    explained.add(own);
    const name = service.answered.name;
    unsupported(
      draft,
      "ARCH_UNSUPPORTED_COMPUTE",
      servicePointer(draft, service, "technology"),
      `service ${JSON.stringify(name)} runs on "${own}", which is not supported yet; supported: ecs-fargate, static-site`,
      `Set "decisions": { "services": { ${JSON.stringify(name)}: { "compute": "ecs-fargate" } } } to run it in a container, or { "kind": "external" } to leave it out.`,
    );
  }
  for (const name of compute.value) {
    if (supported(name) || explained.has(name) || isSettledByService(draft, name)) continue;
    const rest = compute.value.filter(supported);
    const concerned = concernedBy(draft, name).map(({ answered }) => answered.name);
    unsupported(
      draft,
      "ARCH_UNSUPPORTED_COMPUTE",
      place(draft, "compute", name),
      `the answers decide "${name}", which is not supported yet (it concerns ${concerned.length === 0 ? "the system as a whole" : concerned.slice(0, 8).join(", ")}); supported: ecs-fargate, static-site`,
      `Set "decisions": { "compute": ${JSON.stringify(rest.includes("ecs-fargate") ? rest : ["ecs-fargate", ...rest])} } to build it on ECS Fargate.`,
    );
  }
}

/** Those whose own texts name it; else, where nothing that is supported is decided beside it, those that name no other. */
function concernedBy(draft: Draft, name: string): DraftService[] {
  const { compute } = draft.decisions.table;
  const open = draft.services.filter(({ becomes, reading }) => becomes === "workload" && reading.compute === null);
  const stem = name.split("-").at(-1) ?? name;
  const named = open.filter(({ index }) =>
    compute.evidence.some(
      ({ pointer, quote }) =>
        pointer.startsWith(`${draft.answers.base}/services/${index}/`) && quote.toLowerCase().includes(stem),
    ),
  );
  if (named.length > 0) return named;
  return (compute.value as readonly string[]).includes("ecs-fargate") ? [] : open;
}

/** Fargate has no graphics processors, whatever an override says of the compute: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate.html */
function checkAccelerators(draft: Draft): void {
  for (const { becomes, details, answered } of draft.services) {
    if (becomes !== "workload" || details.accelerator === null) continue;
    const name = JSON.stringify(answered.name);
    unsupported(
      draft,
      "ARCH_UNSUPPORTED_COMPUTE",
      details.accelerator.pointer,
      `service ${name} needs a GPU (${JSON.stringify(details.accelerator.quote)}), and Fargate, on which every service runs, offers none`,
      `Set "decisions": { "services": { ${name}: { "kind": "external" } } } to leave it out of the stack and run it beside it, or say that it needs none.`,
    );
  }
}

/** An override of the whole set also overrules what a service's text says, unless the service has its own override. */
function isOverruled(draft: Draft, own: string): boolean {
  const { compute } = draft.decisions.table;
  return compute.source === "override" && !(compute.value as readonly string[]).includes(own);
}

/** What only the texts of overridden services name is settled by their overrides. */
function isSettledByService(draft: Draft, name: string): boolean {
  const { compute } = draft.decisions.table;
  const overrides = draft.answers.overrides.services ?? {};
  const stem = name.split("-").at(-1) ?? name;
  const named = compute.evidence.filter(({ quote }) => quote.toLowerCase().includes(stem));
  return (
    named.length > 0 &&
    named.every(({ pointer }) =>
      draft.services.some(
        ({ answered, index }) =>
          pointer.startsWith(`${draft.answers.base}/services/${index}/`) &&
          (overrides[answered.name]?.compute !== undefined || overrides[answered.name]?.kind === "external"),
      ),
    )
  );
}

/** Somebody else's program in a container of ours: told, since it looks like a service and no part of the stack runs it. */
function reportForeignImages(draft: Draft): void {
  for (const service of draft.services) {
    const { answered, becomes } = service;
    const overridden = draft.answers.overrides.services?.[answered.name]?.kind !== undefined;
    if (becomes !== "external" || overridden || !/\b(?:container|image|docker)\b/i.test(answered.technology)) continue;
    const name = JSON.stringify(answered.name);
    draft.report({
      code: "ARCH_NOT_BUILT",
      severity: "warning",
      pointer: servicePointer(draft, service, "technology"),
      message: `service ${name} runs somebody else's image: the stack has no place for it, and nothing is connected to it`,
      help: `Run it beside the stack, or set "decisions": { "services": { ${name}: { "kind": "api", "runtime": "other" } } } to give it a service with an image of its own.`,
    });
  }
}

function leftToPeople(draft: Draft): void {
  reportForeignImages(draft);
  const { auth, secrets, monitoring } = draft.decisions.table;
  const warn = (key: DecisionKey, message: string, help: string) =>
    draft.report({ code: "ARCH_NOT_BUILT", severity: "warning", pointer: place(draft, key, ""), message, help });
  if (auth.value === "cognito" || auth.value === "keycloak") {
    warn(
      "auth",
      `the login service "${auth.value}" is decided but not built yet`,
      "Create it beside the stack; the services get its settings as environment variables.",
    );
  }
  if (secrets.value !== "secrets-manager" && secrets.value !== "ssm") {
    warn(
      "secrets",
      `secrets in "${secrets.value}" are not wired yet; the stack keeps them in AWS Secrets Manager`,
      `Copy them there, or set "decisions": { "secrets": "secrets-manager" } to make it the decision.`,
    );
  }
  const others = monitoring.value.filter((name) => name !== "cloudwatch");
  if (others.length > 0) {
    warn(
      "monitoring",
      `monitoring with ${others.join(", ")} is not wired yet; the stack has CloudWatch logs, alarms and a dashboard`,
      "Add the agent or SDK to the services, and the services to internet_egress; keys belong in a secret of the stack.",
    );
  }
}

function unsupported(
  draft: Draft,
  code:
    | "ARCH_UNSUPPORTED_CLOUD"
    | "ARCH_UNSUPPORTED_COMPUTE"
    | "ARCH_UNSUPPORTED_STORE"
    | "ARCH_UNSUPPORTED_MESSAGING"
    | "ARCH_UNSUPPORTED_IAC"
    | "ARCH_UNSUPPORTED_MULTI_REGION"
    | "ARCH_UNSUPPORTED_REGION"
    | "ARCH_TOO_MANY_SERVICES",
  pointer: string,
  message: string,
  help: string,
): void {
  draft.report({ code, severity: "error", pointer, message, help });
}

function overrideHelp(key: string, rest: readonly string[]): string {
  return `Set "decisions": { "${key}": ${JSON.stringify(rest)} } to build the system without it, and add it beside the generated stack.`;
}

/** Where the decision comes from: its override; else the piece of evidence that names `word`, the first one, or the decisions object. */
function place(draft: Draft, key: DecisionKey, word: string): string {
  const { value, source, evidence } = draft.decisions.table[key];
  if (source === "override") {
    const index = Array.isArray(value) ? (value as readonly string[]).indexOf(word) : -1;
    return toPointer(["decisions", key, ...(index < 0 ? [] : [index])]);
  }
  const hit = word === "" ? undefined : naming(draft, key, word);
  return (hit ?? evidence[0])?.pointer ?? "/decisions";
}

/** The piece of evidence that names `word`. */
function naming(draft: Draft, key: DecisionKey, word: string): Evidence | undefined {
  const { evidence } = draft.decisions.table[key];
  const known = key === "databases" || key === "cache" || key === "queues" ? evidenceNaming(key, word, evidence) : null;
  const stem = word.split("-").at(-1) ?? "";
  return known ?? evidence.find(({ quote }) => quote.toLowerCase().includes(stem));
}

/** "Elasticsearch" is decided as opensearch: the message has the word that stands in the answers. */
function written(draft: Draft, key: DecisionKey, word: string): string {
  if (draft.decisions.table[key].source === "override") return "";
  const quote = naming(draft, key, word)?.quote;
  return quote === undefined || quote.toLowerCase().includes(word) ? "" : ` (${JSON.stringify(quote)} in the answers)`;
}
