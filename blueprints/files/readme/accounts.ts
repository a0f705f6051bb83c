// In: the command line tool and the environments. Out: the steps that make the state, the roles and the pipeline's settings, for one account or several. Never leaves an environment of GitHub open in between.
import type { Environment } from "../../../src/architecture/model.ts";
import { code, fence } from "../../../src/render/markdown.ts";

export type NamedStep = readonly [title: string, body: string];

const ROOT = "infra/bootstrap";

/** Which profile of the AWS CLI leads to an environment's account: the reader's own names, so a pattern that they replace. */
const PROFILE = '  export AWS_PROFILE="OUR-PROFILE-$environment"   # signed in to the account of this environment';

/** The bootstrap root: once per account, each with a state of its own. */
export function makeState(command: string, environments: readonly Environment[], github: boolean): NamedStep {
  const repository = github ? " -var repository=OWNER/NAME" : "";
  const own = github ? ` -var "environments=[\\"$environment\\"]"` : "";
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
    `Once per AWS account, by a person who may create roles. The state of this tiny root stays on your disk: keep it, or import its few resources again.\n\n${body}`,
  ];
}

/** Environments of GitHub with their protection, then the variables that lead to the roles. */
export function tellGitHub(command: string, environments: readonly Environment[], builds: boolean): NamedStep {
  // A required check that no workflow reports would block every merge.
  const checks = ["infra: all checks", ...(builds ? ["images: all checks"] : [])].map(code).join(" and ");
  const output = (name: string) => `"$(${command} -chdir=${ROOT} output -raw ${name})"`;
  const applyRole = `  gh variable set AWS_APPLY_ROLE_ARN --env "$environment" \\
    --body "$(${command} -chdir=${ROOT} output -json apply_role_arns | jq -r --arg e "$environment" '.[$e]')"`;
  const protect = `REVIEWER=$(gh api user --jq .id)   # you; somebody else: gh api users/THEIR-NAME --jq .id
for environment in ${names(environments)}; do
  jq -n --argjson id "$REVIEWER" '{
    reviewers: [{type: "User", id: $id}],
    deployment_branch_policy: {protected_branches: false, custom_branch_policies: true}
  }' | gh api --method PUT "repos/{owner}/{repo}/environments/$environment" --input - --silent
  gh api --method POST "repos/{owner}/{repo}/environments/$environment/deployment-branch-policies" -f name=main --silent
done`;
  const several = `for environment in ${names(environments)}; do
${PROFILE}
  ${command} -chdir=${ROOT} workspace select "$environment"
  suffix=$(tr 'a-z-' 'A-Z_' <<< "$environment")
  gh variable set "TF_STATE_BUCKET_$suffix" --body ${output("state_bucket_name")}
  gh variable set "AWS_PLAN_ROLE_ARN_$suffix" --body ${output("plan_role_arn")}
${applyRole}
done`;
  const single = `gh variable set TF_STATE_BUCKET --body ${output("state_bucket_name")}
gh variable set AWS_PLAN_ROLE_ARN --body ${output("plan_role_arn")}
for environment in ${names(environments)}; do
${applyRole}
done`;
  const variables =
    environments.length > 1
      ? `Then the variables. One account for each environment:\n\n${fence("bash", several)}\n\nAll in one account:\n\n${fence("bash", single)}`
      : `Then the variables:\n\n${fence("bash", single)}`;
  return [
    "Tell GitHub about them",
    [
      "First the environments, each with its reviewer and its only branch in the call that makes it: none is ever open.",
      fence("bash", protect),
      "The reviewers are the approval; the apply roles trust nothing else. In a private repository, required reviewers need GitHub Enterprise: the call fails on a smaller plan. Do not take the reviewers out to make it pass, or every push to `main` goes to production unseen.",
      variables,
      `Then protect ${code("main")} (Settings, Rules): require a pull request, a review by code owners, and what is named ${checks}. Write ${code(".github/CODEOWNERS")}, with your own team:`,
      fence("text", "/.github/  @YOUR-ORGANISATION/YOUR-TEAM\n/infra/    @YOUR-ORGANISATION/YOUR-TEAM"),
      "**Keep the repository private.** Plans are kept as artifacts for one day, and a saved plan holds values in clear text. Of a public repository, everybody who has a GitHub account can download them, and read the plans in the logs.",
    ].join("\n\n"),
  ];
}

/** Ids of environments are slugs: safe as words of a shell. */
function names(environments: readonly Environment[]): string {
  return environments.map(({ id }) => id).join(" ");
}
