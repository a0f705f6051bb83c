// In: the vendor of the pipelines. Out: whom the roles trust: issuer, audience and subjects of its tokens, and the values that only people know. Never a subject that somebody else's pipeline could have.
import { expr } from "../expressions.ts";

/** A value of the vendor's side. `nobody` stands there until people replace it: it fits the form and belongs to no one. */
export interface TrustInput {
  readonly name: string;
  readonly type?: "string" | "map(string)";
  readonly description: string;
  /** Regular expression that the value (of a map: each value) fits as a whole. */
  readonly form: string;
  readonly formError: string;
  readonly nobody: string;
}

export interface Trust {
  /** Terraform name of the identity provider. */
  readonly name: string;
  readonly title: string;
  /** Issuer without `https://`; may hold expressions of the inputs. */
  readonly issuer: string;
  readonly planAudience: string;
  /** Of one environment. Another one than that of the plans wherever the vendor lets a job ask for it, so that a job that plans holds no token which a role that applies takes. */
  readonly applyAudience: (environment: string) => string;
  /** `StringLike` where a subject names the single run as well. */
  readonly planTest: "StringEquals" | "StringLike";
  readonly plan: readonly string[];
  readonly applyTest: "StringEquals" | "StringLike";
  /** Subjects of one environment: `each.key`. */
  readonly apply: readonly string[];
  /** Who can hold the plan role, and what guards the apply roles, in sentences for the comments above them. */
  readonly planNote: string;
  readonly applyNote: string;
  readonly inputs: readonly TrustInput[];
  /** What people switch on once the vendor's side is ready for it. */
  readonly switches?: readonly { readonly name: string; readonly description: string }[];
}

const STS = "sts.amazonaws.com";
const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const NO_UUID = "00000000-0000-0000-0000-000000000000";
const ENVIRONMENT = expr("each.key");
const REACH =
  "What is tagged or called as another environment's is denied to it, so leave the tags Project and Environment as they are. A role that it makes for a service is not held by that: whoever applies a change of roles can still reach anything in the account, and only an account for each environment ends this.";

type Audiences = Pick<Trust, "planAudience" | "applyAudience">;

/** Where the subject alone tells a job that applies from all others. */
function oneAudience(audience: string): Audiences {
  return { planAudience: audience, applyAudience: () => audience };
}

/** Where the subject tells the branch only. The pipelines ask for the same names: `audienceOf` in blueprints/files/delivery/settings.ts. */
function ownAudiences(project: string): Audiences {
  return { planAudience: `${project}-plan`, applyAudience: (environment) => `${project}-apply-${environment}` };
}

/** Longer than the 39 characters that GitHub allows: nobody can own it. */
const NO_GITHUB_OWNER = "replace-this-with-your-github-organisation";

/** By value of the decision `ci`. `project` is the id of the system, which the names of pipelines start with. */
export function trustOf(ci: string, project: string): Trust | undefined {
  return TRUSTS[ci]?.(project);
}

const TRUSTS: Readonly<Record<string, (project: string) => Trust>> = {
  // https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws (CKV_AWS_358, CKV_AWS_393)
  // Repositories that were made, renamed or transferred since 2026-07-15 have the ids of owner and repository in their subject, older ones the names alone:
  // https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims
  "github-actions": (project) => ({
    name: "github",
    title: "GitHub",
    issuer: "token.actions.githubusercontent.com",
    ...oneAudience(STS),
    planTest: "StringEquals",
    plan: [`${expr("var.subject_prefix")}:pull_request`, `${expr("var.subject_prefix")}:ref:refs/heads/main`],
    applyTest: "StringEquals",
    apply: [`${expr("var.subject_prefix")}:environment:${ENVIRONMENT}`],
    planNote: "Anyone who can open a pull request from a branch of the repository holds this role",
    applyNote: `Assumed only by jobs of the GitHub environment of the same name: protect that environment with required reviewers. ${REACH}`,
    inputs: [
      {
        name: "subject_prefix",
        description:
          "How the subjects of the GitHub repository that may assume the roles begin: repo:OWNER@ID/NAME@ID, or repo:OWNER/NAME for a repository that is older than July 2026. README.md has the command that prints it.",
        form: "repo:[A-Za-z0-9_-]+(@[0-9]+)?/[A-Za-z0-9._-]+(@[0-9]+)?",
        formError: "The prefix is written as repo:OWNER@ID/NAME@ID or repo:OWNER/NAME, without wildcards.",
        nobody: `repo:${NO_GITHUB_OWNER}/${project}`,
      },
    ],
  }),

  // https://docs.gitlab.com/ci/cloud_services/aws/ and https://docs.gitlab.com/ci/secrets/id_token_authentication/#token-payload
  "gitlab-ci": (project) => ({
    name: "gitlab",
    title: "GitLab",
    issuer: expr("var.gitlab_host"),
    ...ownAudiences(project),
    planTest: "StringLike",
    plan: [`project_path:${expr("var.project_path")}:ref_type:branch:ref:*`],
    applyTest: "StringEquals",
    apply: [
      `project_path:${expr("var.project_path")}:ref_type:branch:ref:main${expr('var.subject_tells_protection ? ":environment_protected:true" : ""')}`,
    ],
    planNote: "Anyone who can push a branch to the project holds this role",
    applyNote: `Assumed by jobs on main that ask for this audience. Without subject_tells_protection that is all that GitLab's subject says, and whoever gets a change of .gitlab-ci.yml into main can write such a job without an approval: protect main, and protect the environment of the same name. ${REACH}`,
    inputs: [
      {
        name: "gitlab_host",
        description: "Host of GitLab: gitlab.com, or your own.",
        form: "[a-z0-9.-]+",
        formError: "The host is written without https:// and without a path.",
        nobody: "gitlab.com",
      },
      {
        name: "project_path",
        description: "GitLab project that may assume the roles, as group/project.",
        form: "[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)+",
        formError: "The project is written as group/project, without wildcards.",
        // No group of GitLab's may end in .git.
        nobody: `replace-this-with-your-group.git/${project}`,
      },
    ],
    // https://docs.gitlab.com/api/projects/: ci_id_token_sub_claim_components
    switches: [
      {
        name: "subject_tells_protection",
        description:
          "True once the subject of the project's tokens ends with environment_protected (README.md says how, and from which version of GitLab): then a role that applies demands a job of a protected environment, which waits for its approval.",
      },
    ],
  }),

  // https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/
  circleci: (project) => {
    const subject = `org/${expr("var.organization_id")}/project/${expr("var.project_id")}/user/*/vcs-origin/*/vcs-ref/refs/heads`;
    return {
      name: "circleci",
      title: "CircleCI",
      issuer: `oidc.circleci.com/org/${expr("var.organization_id")}`,
      // Not that of CIRCLE_OIDC_TOKEN, which every job with a context holds: https://circleci.com/docs/oidc-tokens-with-custom-claims
      ...ownAudiences(project),
      planTest: "StringLike",
      plan: [`${subject}/*`],
      applyTest: "StringLike",
      apply: [`${subject}/main`],
      planNote: "Anyone who can push a branch to the repository holds this role",
      applyNote: `Assumed by jobs on main that ask for this audience, which is all that CircleCI's token tells: whoever gets a change of .circleci/config.yml into main can write such a job. Protect main, and restrict the context of the environment to those who may approve. ${REACH}`,
      inputs: [
        {
          name: "organization_id",
          description: "Id of the organization in CircleCI (Organization settings, Overview).",
          form: UUID,
          formError: "The id is a UUID in lower case.",
          nobody: NO_UUID,
        },
        {
          name: "project_id",
          description: "Id of the project in CircleCI that may assume the roles (Project settings, Overview).",
          form: UUID,
          formError: "The id is a UUID in lower case.",
          nobody: NO_UUID,
        },
      ],
    };
  },

  // https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/
  bitbucket: () => ({
    name: "bitbucket",
    title: "Bitbucket",
    issuer: `api.bitbucket.org/2.0/workspaces/${expr("var.workspace")}/pipelines-config/identity/oidc`,
    ...oneAudience(`ari:cloud:bitbucket::workspace/${expr("var.workspace_uuid")}`),
    planTest: "StringLike",
    plan: [`${expr("var.repository_uuid")}:*`],
    applyTest: "StringLike",
    apply: [`${expr("var.repository_uuid")}:${expr("var.deployment_uuids[each.key]")}:*`],
    planNote: "Anyone who can push a branch to the repository holds this role",
    applyNote: `Assumed only by steps of the deployment environment of the same name: restrict who may deploy to it. ${REACH}`,
    inputs: [
      {
        name: "workspace",
        description: "Workspace of Bitbucket, as it stands in addresses.",
        form: "[a-z0-9_-]+",
        formError: "The workspace is written as in its address.",
        nobody: "replace-this-with-your-workspace",
      },
      {
        name: "workspace_uuid",
        description:
          "UUID of the workspace, without braces (Repository settings, OpenID Connect: the end of the audience).",
        form: UUID,
        formError: "The UUID is written in lower case and without braces.",
        nobody: NO_UUID,
      },
      {
        name: "repository_uuid",
        description:
          "UUID of the repository that may assume the roles, with its braces (Repository settings, OpenID Connect).",
        form: `\\\\{${UUID}\\\\}`,
        formError: "The UUID is written in lower case and with its braces.",
        nobody: `{${NO_UUID}}`,
      },
      {
        name: "deployment_uuids",
        type: "map(string)",
        description:
          "UUID of the deployment environment by environment, with its braces (Repository settings, OpenID Connect).",
        form: `\\\\{${UUID}\\\\}`,
        formError: "Each UUID is written in lower case and with its braces.",
        nobody: `{${NO_UUID}}`,
      },
    ],
  }),

  // https://aws.amazon.com/blogs/modernizing-with-aws/how-to-federate-into-aws-from-azure-devops-using-openid-connect/
  "azure-pipelines": () => {
    const connection = `sc://${expr("var.organization")}/${expr("var.devops_project")}`;
    return {
      name: "azure_devops",
      title: "Azure DevOps",
      issuer: `vstoken.dev.azure.com/${expr("var.organization_id")}`,
      ...oneAudience("api://AzureADTokenExchange"),
      planTest: "StringLike",
      plan: [`${connection}/aws-plan-*`],
      applyTest: "StringEquals",
      apply: [`${connection}/aws-apply-${ENVIRONMENT}`],
      planNote: "Anyone whose pipeline may use the service connections aws-plan-… holds this role",
      applyNote: `Assumed only through the service connection aws-apply-… of the environment: give it the same approvals as the environment, and open it to the two pipelines only. ${REACH}`,
      inputs: [
        {
          name: "organization_id",
          description:
            "Id of the organization in Azure DevOps (https://dev.azure.com/ORGANIZATION/_apis/connectionData: instanceId).",
          form: UUID,
          formError: "The id is a UUID in lower case.",
          nobody: NO_UUID,
        },
        {
          name: "organization",
          description: "Name of the organization in Azure DevOps.",
          form: "[A-Za-z0-9-]+",
          formError: "The organization is written as in its address.",
          nobody: "replace-this-with-your-organization",
        },
        {
          name: "devops_project",
          description: "Name of the project in Azure DevOps whose service connections may assume the roles.",
          form: "[A-Za-z0-9 ._-]+",
          formError: "The project is written as it is named, without wildcards.",
          nobody: "replace-this-with-your-project",
        },
      ],
    };
  },

  // https://plugins.jenkins.io/oidc-provider/: the subject is the address of the job
  jenkins: (project) => {
    const job = (pipeline: string) =>
      `${expr("var.jenkins_url")}${expr("var.job_folder")}job/${project}-${pipeline}/job`;
    return {
      name: "jenkins",
      title: "Jenkins",
      issuer: expr('trimprefix("${var.jenkins_url}oidc", "https://")'),
      ...ownAudiences(project),
      planTest: "StringLike",
      plan: [`${job("infra")}/*/`, `${job("drift")}/main/`],
      applyTest: "StringEquals",
      apply: [`${job("infra")}/main/`, `${job("images")}/main/`],
      planNote: "Anyone who can push a branch to the repository holds this role",
      applyNote: `Assumed by builds of main only, with the token of the credential aws-apply-… alone: name who may approve in APPROVERS_…, and keep the credential aws-apply-… in the folder of these jobs. ${REACH}`,
      inputs: [
        {
          name: "jenkins_url",
          description:
            "Address of Jenkins as it is configured there, with https:// and a slash at the end. AWS must reach its /oidc.",
          form: "https://[a-z0-9.-]+(:[0-9]+)?/([A-Za-z0-9._-]+/)*",
          formError: "The address starts with https:// and ends with a slash.",
          nobody: "https://jenkins.invalid/",
        },
        {
          name: "job_folder",
          description: 'Folder of the multibranch jobs as it stands in their addresses ("job/TEAM/"), or nothing.',
          form: "(job/[A-Za-z0-9._%-]+/)*",
          formError: "The folder is written as job/NAME/, without wildcards.",
          nobody: "",
        },
      ],
    };
  },

  // https://buildkite.com/docs/pipelines/security/oidc/aws: the subject names the step
  buildkite: (project) => {
    const step = (pipeline: string, ref: string, key: string) =>
      `organization:${expr("var.buildkite_organization")}:pipeline:${project}-${pipeline}:ref:${ref}:commit:*:step:${key}`;
    const main = "refs/heads/main";
    return {
      name: "buildkite",
      title: "Buildkite",
      issuer: "agent.buildkite.com",
      // Its subject names the step, so one audience does.
      ...oneAudience(STS),
      planTest: "StringLike",
      plan: [step("infra", "*", "plan-*"), step("drift", main, "compare-*")],
      applyTest: "StringLike",
      apply: [step("infra", main, `apply-${ENVIRONMENT}`), step("images", main, `release-${ENVIRONMENT}`)],
      planNote: "Anyone who can push a branch that the pipeline builds holds this role",
      applyNote: `Assumed only by the steps of main that change this environment: keep the steps in the settings of the pipeline, and let only those unblock who may approve. ${REACH}`,
      inputs: [
        {
          name: "buildkite_organization",
          description: "Organization of Buildkite, as it stands in addresses.",
          form: "[A-Za-z0-9-]+",
          formError: "The organization is written as in its address.",
          // Buildkite's are in lower case.
          nobody: "REPLACE-THIS-WITH-YOUR-ORGANIZATION",
        },
      ],
    };
  },
};
