// In: nothing. Out: sentences of many trades with the environments that a careful reader takes from them. Written before the code they test.

/** `at` is "section.field" and defaults to the environment field. */
export interface EnvironmentCase {
  readonly text: string;
  readonly at?: string;
  readonly want: readonly string[];
}

export const ENVIRONMENT_CASES: readonly EnvironmentCase[] = [
  { text: "We run three stages: development, QA and live.", want: ["dev", "qa", "prod"] },
  { text: "One for testing and the real one", want: ["test", "prod"] },
  { text: "sandbox, pre-prod and production; each in its own AWS account", want: ["sandbox", "staging", "prod"] },
  { text: "Production only for the pilot. A staging environment comes in Q2.", want: ["prod"] },
  { text: "dev and prod. Developers run everything locally with docker compose.", want: ["dev", "prod"] },
  { text: "One AWS account per environment (test, uat, production).", want: ["test", "uat", "prod"] },
  { text: "No staging. Pull requests are tested in CI, then straight to prod.", want: ["prod"] },
  { text: "prod-eu and prod-us, plus one dev", want: ["prod-eu", "prod-us", "dev"] },
  { text: "We used to have a demo environment, it was shut down. Now: test and live", want: ["test", "prod"] },
  { text: "", want: ["dev", "staging", "prod"] },
  { text: "Secrets in Vault, config in Consul.", want: ["dev", "staging", "prod"] },
  { text: "Staging mirrors production.", want: ["staging", "prod"] },
  { text: "Two environments, acceptance and production, plus a deploy account", want: ["acc", "prod"] },
  { text: "A training environment for new nurses next to production", want: ["training", "prod"] },
  { text: "Environments: alpha, beta, gamma", want: ["alpha", "beta", "gamma"] },
  { text: "dev → stg → prd, promoted by the pipeline", want: ["dev", "staging", "prod"] },
  { text: "DEV / TST / ACC / PRD (the usual DTAP street)", want: ["dev", "test", "acc", "prod"] },
  { text: "Staging, production, and maybe a load-test environment later", want: ["staging", "prod"] },
  {
    text: "integration, staging and production accounts under one organisation; shared-services account holds ECR",
    want: ["integration", "staging", "prod"],
  },
  { text: "prod (eu-central-1), dev (eu-central-1). LocalStack on laptops.", want: ["prod", "dev"] },
  {
    text: "workspaces dev, stage and prod of the same root module",
    at: "infrastructure_as_code.environment_provisioning",
    want: ["dev", "staging", "prod"],
  },
  { text: "we have staging + production", at: "infrastructure.hosting_strategy", want: ["staging", "prod"] },
  { text: "preprod and prod, staging was merged into preprod last year", want: ["staging", "prod"] },
  { text: "user acceptance testing and production", want: ["uat", "prod"] },
  { text: "the dev team has one account, production has another", want: ["prod"] },
  { text: "One environment. It is production, God help us.", want: ["prod"] },
  // A second batch, written when the code stood.
  { text: "Three accounts: nonprod, prod, and a sandbox for experiments.", want: ["nonprod", "prod", "sandbox"] },
  {
    text: "test → acceptance → production; feature branches get a throwaway preview stack",
    want: ["test", "acc", "prod"],
  },
  {
    text: "We deliberately have no staging environment; dev goes to prod behind feature flags.",
    want: ["dev", "prod"],
  },
  {
    text: "prod-blue and prod-green are swapped, staging sits beside them",
    want: ["prod-blue", "prod-green", "staging"],
  },
  { text: "Development, integration, pre-production, production", want: ["dev", "integration", "staging", "prod"] },
  { text: "Each developer has a personal sandbox; shared: qa + live.", want: ["sandbox", "qa", "prod"] },
  { text: "stage is gone since May, now just dev and prod", want: ["dev", "prod"] },
  { text: "The QA people test on staging before each production release.", want: ["staging", "prod"] },
  { text: "terraform workspaces: dev|stg|prd", want: ["dev", "staging", "prod"] },
  { text: "currently prod; a dev account is being set up and a demo one is planned", want: ["prod"] },
  // A third batch.
  { text: "Live and UAT only; developers share the UAT box.", want: ["prod", "uat"] },
  { text: "prod is one cluster, everything non-production (dev, qa) another", want: ["dev", "prod", "qa"] },
  { text: "Two stacks: eu-prod and us-prod. Tests run against a local stack.", want: ["eu-prod", "us-prod"] },
  { text: "Development team of four. Environments are development and production.", want: ["dev", "prod"] },
  { text: "staging (same size as prod), prod", want: ["prod", "staging"] },
  // A fourth batch: lists line by line.
  { text: "4 environments:\n- dev (tiny)\n- int (like dev)\n- abn\n- prod", want: ["dev", "int", "abn", "prod"] },
  { text: "Environments\n* lab\n* live", want: ["lab", "prod"] },
  { text: "We have three stages:\n- dev\n- quality: same as dev\n- prod", want: ["dev", "quality", "prod"] },
  { text: "dev and prod.\nRules:\n- deploy on Fridays never\n- tests run first", want: ["dev", "prod"] },
  { text: "test, preprod, prod", want: ["test", "preprod", "prod"] },
];
