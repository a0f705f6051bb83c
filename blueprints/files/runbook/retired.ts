// In: environments that the answers gave up while their state is still there. Out: the section of the runbook that says what may still run and how to take it down. Empty when there are none.
import type { Architecture } from "../../../src/architecture/model.ts";
import { code, fence, list } from "../../../src/render/markdown.ts";
import type { Retired } from "../../../src/resources/snapshot.ts";
import { toolOf } from "../delivery/settings.ts";

/** Named in the text; the rest is counted. */
const SHOWN = 8;

/** The folder is gone from the tree, and only version control has what Terraform needs to destroy what it made. */
export function takeDown(architecture: Architecture, retired: Retired | undefined): string {
  const entries = Object.entries(retired ?? {});
  const [first] = entries;
  if (first === undefined) return "";
  const { command } = toolOf(architecture);
  const { id: project } = architecture.project;
  const left = entries.map(([id, { resources, data }]) => {
    const named = data.slice(0, SHOWN).map((address) => code(address));
    const more = data.length > SHOWN ? ` and ${data.length - SHOWN} more` : "";
    const holds = named.length === 0 ? "none of them holds data" : `data is in ${named.join(", ")}${more}`;
    return `${code(id)}: ${resources} resources when it was given up, state ${code(`${project}/${id}.tfstate`)}; ${holds}`;
  });
  return `

### Environments that were given up

The answers no longer name these, and no pipeline looks at them any more. What was not destroyed before still runs, and costs:

${list(left)}

The last commit with the folder of one has all that ${command === "tofu" ? "OpenTofu" : "Terraform"} needs:

${fence(
  "bash",
  `ENV=${first[0]}
GONE="$(git rev-list -n 1 HEAD -- "infra/environments/$ENV/main.tf")"
git worktree add "../$ENV-take-down" "$GONE^"
cd "../$ENV-take-down"
${command} -chdir="infra/environments/$ENV" init -backend-config="bucket=$STATE_BUCKET"
${command} -chdir="infra/environments/$ENV" state list`,
)}

Then follow the steps above there. When the state is empty, delete this part: it stays deleted.`;
}
