// In: an environment. Out: runners, conditions and names of variables as GitHub Actions writes them. Never writes YAML.
import type { Environment } from "../../../src/architecture/model.ts";
import { label, upperSnake } from "../../../src/shared/names.ts";

export const RUNNER = "ubuntu-24.04";
/** Images are built where they run: on ARM, without emulation. */
export const IMAGE_RUNNER = "ubuntu-24.04-arm";

export const MAIN_ONLY = "github.ref == 'refs/heads/main' && github.event_name != 'pull_request'";

/** A repository variable; the same name with the environment behind it wins, for environments in accounts of their own. */
export function variableOf(name: string, environment: Environment): string {
  return `vars.${name}_${upperSnake(environment.id)} || vars.${name}`;
}

/** Name of a job output that belongs to one environment. */
export function outputOf(name: string, environment: Environment): string {
  return `${name}_${label(environment.id)}`;
}
