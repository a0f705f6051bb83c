// In: an architecture. Out: what every pipeline shares: command line, versions, environments in order, parts that are built. Never names a vendor of pipelines.
import type { Architecture, Environment, ProfileName } from "../../../src/architecture/model.ts";
import { imageBuilders } from "../../service-images.ts";
import type { Identity } from "./model.ts";

/** Versions that the pipelines install; `.tool-versions` says the same to people. */
export const PIPELINE_TOOLS = {
  terraform: "1.15.9",
  opentofu: "1.12.6",
  checkov: "3.3.30",
  hadolint: "2.15.1",
  grype: "0.121.3",
} as const;

/** Images are built for the processors that they run on. */
export const IMAGE_PLATFORM = "linux/arm64";

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

/** Ids of the services that build an image. */
export function imageIds(architecture: Architecture): string[] {
  return imageBuilders(architecture).map(({ id }) => id);
}

/** The audience that a job asks its token for, where a vendor lets it ask. The roles trust the same names: `ownAudiences` in blueprints/stacks/bootstrap/trust.ts. */
export function audienceOf(project: string, { role, environment }: Identity): string {
  return role === "plan" ? `${project}-plan` : `${project}-apply-${environment}`;
}

/** Seconds that credentials last: a job that applies may take two hours, and must not lose its rights in the middle. The roles allow as much. */
export const CREDENTIAL_SECONDS = { plan: 3600, apply: 7200 } as const;
