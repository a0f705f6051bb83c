// In: an architecture. Out: what all workflows share: commands, runners, names of variables, environments in order. Never writes YAML.
import type { Architecture, Environment, ProfileName } from "../../../src/architecture/model.ts";
import { label, upperSnake } from "../../../src/shared/names.ts";
import { imageBuilders } from "../../service-images.ts";

/** Versions that the pipelines install; `.tool-versions` says the same to people. */
export const PIPELINE_TOOLS = { terraform: "1.15.9", opentofu: "1.12.6", checkov: "3.3.30" } as const;

export const RUNNER = "ubuntu-24.04";
/** Images are built where they run: on ARM, without emulation. */
export const IMAGE_RUNNER = "ubuntu-24.04-arm";
export const IMAGE_PLATFORM = "linux/arm64";

export const SCRIPTS = ".github/scripts";
export const MAIN_ONLY = "github.ref == 'refs/heads/main' && github.event_name != 'pull_request'";

const ORDER: Readonly<Record<ProfileName, number>> = { dev: 0, staging: 1, prod: 2 };

/** Least important first: what breaks, breaks there. Within a profile the order of the answers. */
export function inRolloutOrder(environments: readonly Environment[]): Environment[] {
  return [...environments].sort((a, b) => ORDER[a.profile] - ORDER[b.profile]);
}

/** Roots of Terraform, in the order in which they are checked. */
export function terraformRoots(architecture: Architecture): string[] {
  return [
    "infra/bootstrap",
    "infra/stack",
    ...inRolloutOrder(architecture.environments).map(({ id }) => `infra/environments/${id}`),
  ];
}

export interface Tool {
  readonly command: "terraform" | "tofu";
  readonly title: string;
  readonly version: string;
}

/** The command line that the answers chose. */
export function toolOf(architecture: Architecture): Tool {
  return architecture.iac === "opentofu"
    ? { command: "tofu", title: "OpenTofu", version: PIPELINE_TOOLS.opentofu }
    : { command: "terraform", title: "Terraform", version: PIPELINE_TOOLS.terraform };
}

/** A repository variable; the same name with the environment behind it wins, for environments in accounts of their own. */
export function variableOf(name: string, environment: Environment): string {
  return `vars.${name}_${upperSnake(environment.id)} || vars.${name}`;
}

/** Name of a job output that belongs to one environment. */
export function outputOf(name: string, environment: Environment): string {
  return `${name}_${label(environment.id)}`;
}

/** Ids of the services that build an image. */
export function imageIds(architecture: Architecture): string[] {
  return imageBuilders(architecture).map(({ id }) => id);
}
