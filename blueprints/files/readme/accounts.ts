// In: the delivery process. Out: the step that makes the state and the roles, for one account or several. Never asks for a value that the vendor does not need.
import type { Environment } from "../../../src/architecture/model.ts";
import { code, fence } from "../../../src/render/markdown.ts";

export type NamedStep = readonly [title: string, body: string];

const ROOT = "infra/bootstrap";

/** Which profile of the AWS CLI leads to an environment's account: the reader's own names, so a pattern that they replace. */
const PROFILE = '  export AWS_PROFILE="OUR-PROFILE-$environment"   # signed in to the account of this environment';

/** The bootstrap root: once per account, each with a state of its own. */
export function makeState(command: string, environments: readonly Environment[], ci: string): NamedStep {
  const github = ci === "github-actions";
  const repository = github ? " -var repository=OWNER/NAME" : "";
  const own = ` -var "environments=[\\"$environment\\"]"`;
  const whom = github
    ? ""
    : ` First write into ${code("infra/bootstrap/bootstrap.auto.tfvars")} whom the roles trust: until then, nobody.`;
  const once = `${command} -chdir=${ROOT} init\n${command} -chdir=${ROOT} apply${repository}`;
  const loop = `${command} -chdir=${ROOT} init
for environment in ${names(environments)}; do
${PROFILE}
  ${command} -chdir=${ROOT} workspace select -or-create "$environment"
  ${command} -chdir=${ROOT} apply${repository}${own}
done`;
  const body =
    environments.length > 1
      ? `With one AWS account for each environment, which keeps a mistake in one away from the others:\n\n${fence("bash", loop)}\n\nWith all of them in one account, once and without workspaces:\n\n${fence("bash", once)}`
      : fence("bash", once);
  return [
    "Make the place of the state and the roles of the pipeline",
    `Once per AWS account, by a person who may create roles. The state of this tiny root stays on your disk: keep it, or import its few resources again.${whom}\n\n${body}`,
  ];
}

/** Ids of environments are slugs: safe as words of a shell. */
function names(environments: readonly Environment[]): string {
  return environments.map(({ id }) => id).join(" ");
}
