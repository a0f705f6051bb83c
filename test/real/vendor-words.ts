// In: what happens to a commit. Out: what each vendor would put into the environment of a job, and how a value gets from one job to another. The vendors' own documentation of their variables is linked; nothing here runs anything.
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Commit {
  readonly head: string;
  /** What it is compared with. */
  readonly base: string;
  /** Of request 7, or of main. */
  readonly request: boolean;
}

export interface Vendor {
  readonly ci: string;
  /** What every job sees. */
  variables(commit: Commit): Readonly<Record<string, string>>;
  /** What a job sees that signs in. */
  readonly token: Readonly<Record<string, string>>;
  /** What a job told others, read from what it printed and from values.env. */
  told(log: string, values: string): Readonly<Record<string, string>>;
  /** How the pipeline hands that to the apply of an environment. */
  handed(told: Readonly<Record<string, string>>, environment: string): Readonly<Record<string, string>>;
}

const REPOSITORY = "https://host.example/acme/walk";
const pairs = (text: string, pattern: RegExp) =>
  Object.fromEntries([...text.matchAll(pattern)].map(([, name = "", value = ""]) => [name, value]));
const file = (_: string, values: string) => pairs(values, /^(\w+)=(.*)$/gm);
const digest = (told: Readonly<Record<string, string>>, environment: string) => ({
  DIGEST: told[`digest_${environment}`] ?? "",
});
const nothing = () => ({});

export const VENDORS: readonly Vendor[] = [
  {
    // https://docs.gitlab.com/ci/variables/predefined_variables/; values.env is a dotenv report.
    ci: "gitlab-ci",
    variables: ({ head, base, request }) => ({
      CI_COMMIT_SHA: head,
      CI_PIPELINE_URL: `${REPOSITORY}/-/pipelines/1`,
      ...(request
        ? {
            CI_MERGE_REQUEST_IID: "7",
            CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
            CI_MERGE_REQUEST_PROJECT_ID: "1",
            CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "1",
          }
        : { CI_COMMIT_BEFORE_SHA: base }),
    }),
    token: { AWS_ID_TOKEN: "a.b.c" },
    told: file,
    handed: (told) => told,
  },
  {
    // https://circleci.com/docs/variables/
    ci: "circleci",
    variables: ({ head, request }) => ({
      CIRCLE_SHA1: head,
      CIRCLE_BRANCH: request ? "change" : "main",
      CIRCLE_REPOSITORY_URL: `${REPOSITORY}.git`,
      ...(request ? { CIRCLE_PULL_REQUEST: `${REPOSITORY}/pull/7` } : {}),
    }),
    token: { CIRCLE_OIDC_TOKEN_V2: "a.b.c" },
    told: nothing,
    handed: nothing,
  },
  {
    // https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
    ci: "bitbucket",
    variables: ({ head, base, request }) => ({
      BITBUCKET_COMMIT: head,
      BITBUCKET_REPO_FULL_NAME: "acme/walk",
      ...(request ? { BITBUCKET_PR_ID: "7", BITBUCKET_PR_DESTINATION_COMMIT: base } : {}),
    }),
    token: { BITBUCKET_STEP_OIDC_TOKEN: "a.b.c" },
    told: nothing,
    handed: nothing,
  },
  {
    // https://learn.microsoft.com/azure/devops/pipelines/build/variables; the task of AWS signs in around the script.
    ci: "azure-pipelines",
    variables: ({ head, request }) => ({
      BUILD_BUILDID: "1",
      BUILD_REPOSITORY_PROVIDER: "TfsGit",
      ...(request ? { SYSTEM_PULLREQUEST_PULLREQUESTID: "7", SYSTEM_PULLREQUEST_SOURCECOMMITID: head } : {}),
    }),
    token: { AWS_ACCESS_KEY_ID: "emulator", AWS_SECRET_ACCESS_KEY: "emulator" },
    told: (log) => pairs(log, /^##vso\[task\.setvariable variable=(\w+);isOutput=true\](.*)$/gm),
    handed: digest,
  },
  {
    // https://www.jenkins.io/doc/book/pipeline/multibranch/; the Jenkinsfile reads values.env.
    ci: "jenkins",
    variables: ({ request }) => ({
      BUILD_NUMBER: "1",
      GIT_URL: `${REPOSITORY}.git`,
      ...(request ? { CHANGE_ID: "7", CHANGE_TARGET: "main" } : {}),
    }),
    token: { AWS_ID_TOKEN: "a.b.c" },
    told: file,
    handed: digest,
  },
  {
    // https://buildkite.com/docs/pipelines/configure/environment-variables; the agent below keeps what is told.
    ci: "buildkite",
    variables: ({ head, request }) => ({
      BUILDKITE_COMMIT: head,
      BUILDKITE_REPO: `${REPOSITORY}.git`,
      BUILDKITE_PULL_REQUEST: request ? "7" : "false",
      ...(request
        ? { BUILDKITE_PULL_REQUEST_REPO: "git@host.example:acme/walk.git", BUILDKITE_PULL_REQUEST_BASE_BRANCH: "main" }
        : {}),
    }),
    token: {},
    told: nothing,
    handed: nothing,
  },
];

/** A folder for PATH with a stand-in for the agent of Buildkite: its memory of a build, its tokens, and no secrets. */
export function buildkiteAgent(folder: string): string {
  const bin = join(folder, "agent");
  mkdirSync(join(bin, "memory"), { recursive: true });
  const script = `#!/usr/bin/env bash
set -euo pipefail
case "$1 $2" in
  'meta-data set') printf '%s' "$4" > '${bin}/memory/'"$3" ;;
  'meta-data get') cat '${bin}/memory/'"$3" ;;
  'oidc request-token') printf 'a.b.c' ;;
  'annotate --context') cat > /dev/null ;;
  *) exit 1 ;;
esac
`;
  writeFileSync(join(bin, "buildkite-agent"), script);
  chmodSync(join(bin, "buildkite-agent"), 0o755);
  return bin;
}
