// In: answers, and which decisions their text makes. Out: the eleven completion criteria of the template, each met or with what is missing. Never interprets a text itself.
import { type Answers, type TextField, textFields } from "./answers.ts";
import { isBlank, isPending, textsOf } from "./fields.ts";
import type { DecisionKey } from "./overrides.ts";
import type { Output } from "./schema.ts";

export interface Missing {
  /** Where the answer belongs; "" for the document as a whole. */
  readonly pointer: string;
  /** What is missing there, in a few words. */
  readonly what: string;
}

/** One completion criterion of the template. Met when `missing` is empty. */
export interface Criterion {
  readonly id: string;
  readonly title: string;
  readonly met: boolean;
  readonly missing: readonly Missing[];
}

interface Rule {
  readonly id: string;
  readonly title: string;
  /** Section of the template that it is about. */
  readonly section: keyof Output;
  /** Fields that must say something; of a list, at least one item. */
  readonly fields: readonly string[];
  /** Decisions that the text must make, with the field in which people look for them. */
  readonly decisions?: readonly { readonly key: DecisionKey; readonly what: string; readonly at: string }[];
  /** One answered field of several is enough, unless another one promises an answer ("TODO"). */
  readonly anyOf?: readonly string[];
}

/** The criteria in the template's order; the last one, "validated", has no field of its own (see `checkCompletion`). */
const RULES: readonly Rule[] = [
  {
    id: "architecture",
    section: "overall_architecture",
    title: "Architecture type and service boundaries",
    fields: ["overall_architecture.architecture_type", "overall_architecture.service_boundaries"],
  },
  {
    id: "services",
    section: "services",
    title: "Services and their purposes",
    fields: ["services.name", "services.purpose", "services.technology"],
  },
  {
    id: "data",
    section: "data_architecture",
    title: "Data architecture and storage",
    fields: ["data_architecture.primary_database", "data_architecture.backup_strategy"],
    decisions: [{ key: "databases", what: "which database it is", at: "data_architecture.primary_database" }],
  },
  {
    id: "security",
    section: "security",
    title: "Security and authentication",
    fields: ["security.authentication", "security.authorization", "security.encryption", "security.api_security"],
    decisions: [{ key: "auth", what: "who logs users in", at: "security.authentication" }],
  },
  {
    id: "scalability",
    section: "scalability",
    title: "Scalability and performance",
    fields: ["scalability.scaling_strategy", "scalability.load_balancing"],
    anyOf: ["scalability.caching_layers", "scalability.performance_optimization"],
  },
  {
    id: "infrastructure",
    section: "infrastructure",
    title: "Infrastructure and hosting",
    fields: [
      "infrastructure.hosting_strategy",
      "infrastructure.containerization",
      "infrastructure.environment_management",
      "infrastructure.monitoring_setup",
    ],
    decisions: [
      { key: "cloud", what: "which cloud", at: "infrastructure.hosting_strategy" },
      { key: "compute", what: "what the services run on", at: "infrastructure.hosting_strategy" },
      { key: "regions", what: "which region", at: "infrastructure.hosting_strategy" },
      { key: "environments", what: "which environments", at: "infrastructure.environment_management" },
    ],
  },
  {
    id: "integration",
    section: "integrations",
    title: "Integration and communication",
    fields: ["integrations.api_design", "integrations.error_handling"],
    anyOf: ["overall_architecture.communication_patterns", "integrations.communication_patterns"],
  },
  {
    id: "reliability",
    section: "reliability",
    title: "High availability and disaster recovery",
    fields: ["reliability.high_availability", "reliability.disaster_recovery", "reliability.backup_procedures"],
    decisions: [
      { key: "backup.rpoMinutes", what: "how much data may be lost (RPO)", at: "reliability.disaster_recovery" },
      { key: "backup.rtoMinutes", what: "how long recovery may take (RTO)", at: "reliability.disaster_recovery" },
    ],
  },
  {
    id: "infrastructure-as-code",
    section: "infrastructure_as_code",
    title: "Infrastructure as code",
    fields: ["infrastructure_as_code.tooling", "infrastructure_as_code.version_control"],
    decisions: [
      { key: "iac", what: "which tool", at: "infrastructure_as_code.tooling" },
      { key: "ci", what: "what builds and deploys", at: "infrastructure_as_code.version_control" },
    ],
  },
  {
    id: "diagrams",
    section: "architecture_diagrams",
    title: "Architecture diagrams",
    fields: [],
    anyOf: [
      "architecture_diagrams.system_overview",
      "architecture_diagrams.data_flow",
      "architecture_diagrams.deployment_diagram",
      "architecture_diagrams.security_architecture",
    ],
  },
];

/** What the criteria need to know beyond the texts. */
export interface Understanding {
  /** True for a decision that the text or an override makes. */
  isDecided(key: DecisionKey): boolean;
  /** Contradictions, open choices and other doubts that a person has to settle. */
  readonly doubts: readonly Missing[];
  /** Those of them with which nothing can be built: no section that has one is complete. */
  readonly errors: readonly Missing[];
}

/** The eleven criteria in the template's order. "Validated" is met when nothing in the answers contradicts itself or is left open. */
export function checkCompletion(answers: Answers, understanding: Understanding): readonly Criterion[] {
  const all = textFields(answers);
  const criteria = RULES.map(({ id, title, section, ...rule }) =>
    criterion(id, title, [
      ...rule.fields.flatMap((name) => emptyTexts(answers, all, name)),
      ...missingChoice(answers, all, rule.anyOf),
      ...(rule.decisions ?? [])
        .filter(({ key, at }) => !understanding.isDecided(key) && emptyTexts(answers, all, at).length === 0)
        .map(({ key, what, at }) => ({ pointer: pointerOf(answers, at), what: `it does not say ${what} (${key})` })),
      ...understanding.errors.filter(({ pointer }) => pointer.startsWith(`${answers.base}/${section}/`)),
    ]),
  );
  return [...criteria, criterion("validated", "Everything validated", understanding.doubts)];
}

function criterion(id: string, title: string, missing: readonly Missing[]): Criterion {
  return { id, title, met: missing.length === 0, missing };
}

/** Services are asked one by one; a list counts as answered with one item that says something. */
function emptyTexts(answers: Answers, all: readonly TextField[], name: string): Missing[] {
  const texts = textsOf(all, name);
  if (name.startsWith("services."))
    return texts.filter(({ text }) => isBlank(text)).map(({ pointer }) => ({ pointer, what: "nothing is said here" }));
  if (texts.some(({ text }) => !isBlank(text))) return [];
  const placeholder = texts.find(({ text }) => text.trim() !== "")?.text.trim();
  const what =
    placeholder === undefined ? "nothing is said here" : `${JSON.stringify(placeholder.slice(0, 40))} is no answer yet`;
  return [{ pointer: pointerOf(answers, name), what }];
}

function missingChoice(answers: Answers, all: readonly TextField[], names: readonly string[] = []): Missing[] {
  const first = names[0];
  if (first === undefined) return [];
  if (names.some((name) => textsOf(all, name).some(({ text }) => !isBlank(text))))
    return names
      .filter((name) => textsOf(all, name).some(({ text }) => isPending(text)))
      .flatMap((name) => emptyTexts(answers, all, name));
  return [{ pointer: pointerOf(answers, first), what: `one of these has to say something: ${names.join(", ")}` }];
}

function pointerOf({ base }: Answers, name: string): string {
  return `${base}/${name.replace(".", "/")}`;
}
