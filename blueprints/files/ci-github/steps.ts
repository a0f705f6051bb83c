// In: settings. Out: the steps that several workflows share, as data. Never holds a credential and never puts an expression into a script.
import type { Environment } from "../../../src/architecture/model.ts";
import { above, type YamlValue } from "../../../src/render/yaml.ts";
import type { Tool } from "../delivery/settings.ts";
import { uses } from "./actions.ts";
import { variableOf } from "./settings.ts";

export type Step = { readonly [key: string]: YamlValue | undefined };

/** Without the token left behind in `.git/config`, where every later step could read it. */
export function checkout(depth = 1): Step {
  return {
    name: "Check out",
    uses: uses("checkout"),
    with: { "persist-credentials": false, ...(depth === 1 ? {} : { "fetch-depth": depth }) },
  };
}

/** Without the wrapper: it distorts exit codes and what `show -json` prints. */
export function setupTool(tool: Tool): Step {
  return tool.command === "tofu"
    ? {
        name: `Install ${tool.title}`,
        uses: uses("setupOpentofu"),
        with: { tofu_version: tool.version, tofu_wrapper: false },
      }
    : {
        name: `Install ${tool.title}`,
        uses: uses("setupTerraform"),
        with: { terraform_version: tool.version, terraform_wrapper: false },
      };
}

/** Short-lived credentials over OpenID Connect. `role` is the inside of an expression of ours. */
export function awsCredentials(role: string, region: string, seconds: number): Step {
  return {
    name: "Sign in to AWS",
    uses: uses("awsCredentials"),
    with: {
      "role-to-assume": `\${{ ${role} }}`,
      "role-duration-seconds": seconds,
      "aws-region": region,
      "mask-aws-account-id": true,
    },
  };
}

/** Bucket of the state for one environment; in a matrix the names are looked up by the leg's suffix. */
export function stateBucket(environment: Environment): string {
  return `\${{ ${variableOf("TF_STATE_BUCKET", environment)} }}`;
}

/** The same for a job that runs once per environment of a matrix with `suffix` (PROD) in every leg. */
export function matrixVariable(name: string): string {
  return `vars[format('${name}_{0}', matrix.suffix)] || vars.${name}`;
}

/** One check per workflow that branch protection can require: green also when there was nothing to do, red when anything failed. Named after its workflow: GitHub tells required checks apart by the name of the job alone. */
export function gate(workflow: string, needs: readonly string[]): YamlValue {
  return above("The one check to require in the branch protection of main.", {
    name: `${workflow}: all checks`,
    if: "always()",
    needs: [...needs],
    "runs-on": "ubuntu-24.04",
    "timeout-minutes": 5,
    permissions: {},
    steps: [
      {
        name: "Fail when a job failed or was cancelled",
        env: { RESULTS: "${{ join(needs.*.result, ' ') }}" },
        run: 'case " $RESULTS " in\n  *" failure "* | *" cancelled "*) exit 1 ;;\nesac\n',
      },
    ],
  });
}

export const HEADER =
  "Written by scaffold from the answers; your edits are kept when it is written again.\nActions are pinned to commits; Dependabot moves commit and comment together.";
