// In: a few texts by field name. Out: answers in which everything else is empty. For tests of reading.
import type { Answers } from "../../src/answers/answers.ts";
import type { Overrides } from "../../src/answers/overrides.ts";

export type Texts = Readonly<Record<string, string | readonly string[]>>;

/** Answers with the named fields ("data_architecture.caching_strategy") set and all others empty. */
export function answersOf(texts: Texts, overrides: Overrides = {}): Answers {
  const at = (field: string) => {
    const value = texts[field];
    return typeof value === "string" ? value : "";
  };
  const list = (field: string) => {
    const value = texts[field];
    return Array.isArray(value) ? [...value] : [];
  };
  const section = <K extends string, L extends string>(name: string, fields: readonly K[], lists: readonly L[]) =>
    Object.fromEntries([
      ...fields.map((key) => [key, at(`${name}.${key}`)]),
      ...lists.map((key) => [key, list(`${name}.${key}`)]),
    ]) as Record<K, string> & Record<L, string[]>;
  return {
    base: "",
    project: "test",
    overrides,
    output: {
      overall_architecture: section(
        "overall_architecture",
        ["architecture_type", "data_flow"],
        ["service_boundaries", "communication_patterns"],
      ),
      services: [
        {
          name: "api",
          purpose: at("services.purpose"),
          technology: at("services.technology"),
          dependencies: list("services.dependencies"),
          scaling_requirements: at("services.scaling_requirements"),
        },
      ],
      data_architecture: section(
        "data_architecture",
        ["primary_database", "caching_strategy", "data_synchronization", "backup_strategy"],
        [],
      ),
      security: section("security", ["authentication", "authorization", "encryption", "api_security"], []),
      scalability: section(
        "scalability",
        ["scaling_strategy", "load_balancing"],
        ["caching_layers", "performance_optimization"],
      ),
      infrastructure: section(
        "infrastructure",
        ["hosting_strategy", "containerization", "environment_management", "monitoring_setup"],
        [],
      ),
      integrations: section(
        "integrations",
        ["api_design", "error_handling"],
        ["external_services", "communication_patterns"],
      ),
      reliability: section(
        "reliability",
        ["high_availability", "disaster_recovery", "backup_procedures"],
        ["failover_mechanisms"],
      ),
      infrastructure_as_code: section(
        "infrastructure_as_code",
        ["tooling", "environment_provisioning", "configuration_management", "version_control"],
        [],
      ),
      architecture_diagrams: section(
        "architecture_diagrams",
        ["system_overview", "data_flow", "deployment_diagram", "security_architecture"],
        [],
      ),
    },
  };
}
