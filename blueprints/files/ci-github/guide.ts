// In: the delivery process. Out: what the documents say about GitHub Actions. Never leaves an environment of GitHub open in between.
import { code, fence, table } from "../../../src/render/markdown.ts";
import { type Guide, REVIEWER_NOTE, reviewer } from "../delivery/guide.ts";
import type { Delivery } from "../delivery/model.ts";

const ROOT = "infra/bootstrap";

/** Which profile of the AWS CLI leads to an environment's account: the reader's own names, so a pattern that they replace. */
const PROFILE = '  export AWS_PROFILE="OUR-PROFILE-$environment"   # signed in to the account of this environment';

export const githubGuide: Guide = {
  title: "GitHub",
  files: "`.github/`",
  imagesFile: "`.github/workflows/images.yml`",
  environment: "GitHub environment",
  runInfra: `the infra workflow from the Actions page (${code("gh workflow run infra.yml")})`,
  runImages: `the images workflow from the Actions page (${code("gh workflow run images.yml")})`,
  runInfraCommand: "gh workflow run infra.yml   # plans and, after approval, applies",
  commandLine: "the GitHub CLI (`gh`)",
  trust,
  setUp,
};

/** The prefix holds ids for newer repositories. https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims */
function trust(): string {
  const ask = code('gh api "repos/{owner}/{repo}/actions/oidc/customization/sub" --jq .sub_claim_prefix');
  const build = code(`gh api "repos/{owner}/{repo}" --jq '"repo:\\(.owner.login)@\\(.owner.id)/\\(.name)@\\(.id)"'`);
  return `${code("subject_prefix")} is what ${ask} prints. Where it prints nothing: what ${build} prints for a repository that was made, renamed or transferred since 15 July 2026, and ${code("repo:OWNER/NAME")} for an older one. After a rename or a transfer write the new one and apply again. With a subject template of your organisation's own the roles trust nobody.`;
}

/** Environments of GitHub with their protection, then the variables that lead to the roles. */
function setUp({ environments, images, tool: { command } }: Delivery): string[] {
  const names = environments.map(({ id }) => id).join(" ");
  // A required check that no workflow reports would block every merge.
  const checks = ["infra: all checks", ...(images !== undefined ? ["images: all checks"] : [])].map(code).join(" and ");
  const output = (name: string) => `"$(${command} -chdir=${ROOT} output -raw ${name})"`;
  const applyRole = `  gh variable set AWS_APPLY_ROLE_ARN --env "$environment" \\
    --body "$(${command} -chdir=${ROOT} output -json apply_role_arns | jq -r --arg e "$environment" '.[$e]')"`;
  const protect = `TEAM=$(gh api orgs/YOUR-ORGANISATION/teams/YOUR-TEAM --jq .id)   # those who may approve
for environment in ${names}; do
  jq -n --argjson id "$TEAM" '{
    reviewers: [{type: "Team", id: $id}],
    prevent_self_review: true,
    deployment_branch_policy: {protected_branches: false, custom_branch_policies: true}
  }' | gh api --method PUT "repos/{owner}/{repo}/environments/$environment" --input - --silent
  gh api --method POST "repos/{owner}/{repo}/environments/$environment/deployment-branch-policies" -f name=main --silent
done`;
  const several = `for environment in ${names}; do
${PROFILE}
  ${command} -chdir=${ROOT} workspace select "$environment"
  suffix=$(tr 'a-z-' 'A-Z_' <<< "$environment")
  gh variable set "TF_STATE_BUCKET_$suffix" --body ${output("state_bucket_name")}
  gh variable set "AWS_PLAN_ROLE_ARN_$suffix" --body ${output("plan_role_arn")}
${applyRole}
done`;
  const single = `gh variable set TF_STATE_BUCKET --body ${output("state_bucket_name")}
gh variable set AWS_PLAN_ROLE_ARN --body ${output("plan_role_arn")}
for environment in ${names}; do
${applyRole}
done`;
  const variables =
    environments.length > 1
      ? `Then the variables. One account for each environment:\n\n${fence("bash", several)}\n\nAll in one account:\n\n${fence("bash", single)}`
      : `Then the variables:\n\n${fence("bash", single)}`;
  return [
    "First the environments, each with its reviewers and its only branch in the call that makes it: none is ever open. Nobody approves what they have started themselves.",
    fence("bash", protect),
    'The reviewers are the approval; the apply roles trust nothing else. Take "Allow administrators to bypass configured protection rules" out of each environment (Settings, Environments): no call does. In a private repository, required reviewers need GitHub Enterprise: the call fails on a smaller plan. Do not take the reviewers out to make it pass, or every push to `main` goes to production unseen.',
    variables,
    `Plans travel from job to job sealed with a secret, which pull requests need to be reviewed at all, and the review comes from a package of yours:\n\n${fence("bash", 'PASSPHRASE=$(openssl rand -base64 32)\ngh secret set PLAN_PASSPHRASE --body "$PASSPHRASE"\ngh secret set PLAN_PASSPHRASE --app dependabot --body "$PASSPHRASE"   # its requests see no other secret')}\n\nEvery pull request from a branch of the repository holds this passphrase while it plans: it keeps plans from those who can only read artifacts, not from those who can push a branch.`,
    table(
      ["Variable of the repository", "Value"],
      reviewer("").map(([name = "", value = ""]) => [name, value]),
    ),
    REVIEWER_NOTE,
    `Then protect ${code("main")} (Settings, Rules): require a pull request, a review by code owners, and what is named ${checks}. Write ${code(".github/CODEOWNERS")}, with your own team:`,
    fence("text", "/.github/  @YOUR-ORGANISATION/YOUR-TEAM\n/infra/    @YOUR-ORGANISATION/YOUR-TEAM"),
    "**Keep the repository private.** Plans are kept as artifacts for one day, and one that is not sealed holds values in clear text. Of a public repository, everybody who has a GitHub account can download them, and read the plans in the logs.",
  ];
}
