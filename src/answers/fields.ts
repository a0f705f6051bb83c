// In: nothing. Out: the 41 fields of the template with what each of them decides, or that it goes to the documents only. Data; never reads a text.
import type { TextField } from "./answers.ts";

/** What one field of the template is for. `effect`: what its words change in the output; null: they are kept for people, in the documents, and change nothing else. */
export interface TemplateField {
  /** Section and name as in the template: "services.technology". */
  readonly field: string;
  readonly effect: string | null;
}

const field = (name: string, effect: string | null): TemplateField => ({ field: name, effect });

/** All fields, in the order of the template. Any text may decide anything ("no Redis" counts wherever it stands); `effect` names what people write here. */
export const FIELDS: readonly TemplateField[] = [
  field("overall_architecture.architecture_type", "compute"),
  field("overall_architecture.service_boundaries", "data stores, compute and sites of the parts"),
  field("overall_architecture.communication_patterns", "queues, topics, sockets"),
  field("overall_architecture.data_flow", "queues, data stores, edge"),
  field("services.name", "names and addresses of everything made for the service"),
  field("services.purpose", "kind, paths, schedule"),
  field("services.technology", "runtime, framework, version, image"),
  field("services.dependencies", "permissions, network rules, secrets"),
  field("services.scaling_requirements", "number and size of tasks, autoscaling"),
  field("data_architecture.primary_database", "engine, version, size, availability"),
  field("data_architecture.caching_strategy", "cache engine"),
  field("data_architecture.data_synchronization", "queues and topics"),
  field("data_architecture.backup_strategy", "backup plan"),
  field("security.authentication", "login"),
  field("security.authorization", null),
  field("security.encryption", "keys and TLS"),
  field("security.api_security", "firewall and its limits"),
  field("scalability.scaling_strategy", "autoscaling"),
  field("scalability.load_balancing", "load balancer"),
  field("scalability.caching_layers", "cache engine, content delivery"),
  field("scalability.performance_optimization", "readers, connection pool, content delivery"),
  field("infrastructure.hosting_strategy", "cloud, region, compute, budget"),
  field("infrastructure.containerization", "compute and image registry"),
  field("infrastructure.environment_management", "environments, accounts, secrets"),
  field("infrastructure.monitoring_setup", "monitoring, alarms, log retention"),
  field("integrations.api_design", "sockets, load balancer"),
  field("integrations.external_services", "secrets and ways out for vendors"),
  field("integrations.communication_patterns", "queues and topics"),
  field("integrations.error_handling", "tries and dead-letter queues"),
  field("reliability.high_availability", "zones, standby, redundancy"),
  field("reliability.disaster_recovery", "recovery goals, copies in a second region"),
  field("reliability.backup_procedures", "backup plan, restore tests"),
  field("reliability.failover_mechanisms", "standby of database and cache"),
  field("infrastructure_as_code.tooling", "format and commands of the output"),
  field("infrastructure_as_code.environment_provisioning", "environments and state"),
  field("infrastructure_as_code.configuration_management", "where secrets and settings live"),
  field("infrastructure_as_code.version_control", "pipeline"),
  field("architecture_diagrams.system_overview", "whatever the drawing names"),
  field("architecture_diagrams.data_flow", "whatever the drawing names"),
  field("architecture_diagrams.deployment_diagram", "whatever the drawing names"),
  field("architecture_diagrams.security_architecture", "whatever the drawing names"),
];

/** Texts that stand for an answer still to be given. */
const PLACEHOLDER =
  /^(?:tb[dca]|to ?do|fix ?me|xxx+|n\/?a|not applicable|none yet|unknown|unclear|undecided|to be (?:decided|defined|determined|confirmed|done)|string|lorem ipsum\b.*|[?.…_–—-]+|<[^<>]*>|\[[^\][]*\])$/i;

/** A note that the section is still to be written, whatever stands before it. */
const TO_FILL =
  /(?:^|[.;,:–—-]\s*)(?:(?:this|the) (?:section|part|chapter|field) )?(?:is )?(?:still |yet )?to be (?:filled[- ](?:in|out)|written(?: up)?)(?: (?:later|soon))?$/i;
/** Longer than any such note: what is longer says something besides. */
const LONGEST_NOTE = 120;
/** Placeholders that promise an answer; "n/a" and "-" promise none. */
const PENDING = /^(?:tb[dca]|to ?do|fix ?me|xxx+|\?+|to be (?:decided|defined|determined|confirmed|done))$/i;

/** The text without white space around it and marks at its end. */
function plainOf(text: string): string {
  return text.trim().replace(/[\s.!]+$/, "");
}

function isNote(plain: string): boolean {
  return plain.length <= LONGEST_NOTE && TO_FILL.test(plain);
}

/** True for a placeholder that says that an answer is still to come. */
export function isPending(text: string): boolean {
  const plain = plainOf(text);
  return PENDING.test(plain) || isNote(plain);
}

/** True for a text that answers nothing: blank, or a placeholder such as "TBD" or "?". "None" is an answer. */
export function isBlank(text: string): boolean {
  const plain = plainOf(text);
  return plain === "" || PLACEHOLDER.test(plain) || isNote(plain);
}

/** The texts of one field of the template, in document order. */
export function textsOf(all: readonly TextField[], name: string): TextField[] {
  return all.filter((item) => item.field === name);
}
