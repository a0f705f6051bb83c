// In: the delivery process. Out: the step that makes the state and the roles, for one account or several. Never asks for a value that the vendor does not need.
import type { Environment } from "../../../src/architecture/model.ts";
import { code, fence } from "../../../src/render/markdown.ts";
import type { Delivery } from "../delivery/model.ts";

export type NamedStep = readonly [title: string, body: string];

const ROOT = "infra/bootstrap";

/** Which profile of the AWS CLI leads to an environment's account: the reader's own names, so a pattern that they replace. */
const PROFILE = '  export AWS_PROFILE="OUR-PROFILE-$environment"   # signed in to the account of this environment';

/** The bootstrap root: once per account, each with a state of its own. `trust` is what the vendor says about the values that go into its tfvars. */
export function makeState(
  { project, region, tool: { command } }: Delivery,
  trust: string,
  environments: readonly Environment[],
): NamedStep {
  const values = code(`${ROOT}/bootstrap.auto.tfvars`);
  const once = `${command} -chdir=${ROOT} init\n${command} -chdir=${ROOT} apply`;
  const loop = `${command} -chdir=${ROOT} init
for environment in ${names(environments)}; do
${PROFILE}
  ${command} -chdir=${ROOT} workspace select -or-create "$environment"
  ${command} -chdir=${ROOT} apply   # makes the roles of the environment that the workspace is called after, and of no other
  aws s3 cp "${ROOT}/terraform.tfstate.d/$environment/terraform.tfstate" \\
    "s3://$(${command} -chdir=${ROOT} output -raw state_bucket_name)/bootstrap/terraform.tfstate"
done`;
  const several = environments.length > 1;
  const body = several
    ? `With one AWS account for each environment, which keeps a mistake in one away from the others:\n\n${fence("bash", loop)}\n\nEach account's bucket gets a copy of the state of this root, which stays on your disk: fetch it from there when the disk is gone, and copy it again after every apply.\n\nWith all of them in one account, once and without workspaces:\n\n${fence("bash", once)}`
    : fence("bash", once);
  // Before the backend is declared: from then on no output can be read until it is connected.
  const move = `bucket=$(${command} -chdir=${ROOT} output -raw state_bucket_name)
cat > ${ROOT}/backend.tf << 'END'
terraform {
  backend "s3" {
    key          = "bootstrap/terraform.tfstate"
    region       = "${region}"
    encrypt      = true
    kms_key_id   = "alias/${project}-terraform-state"
    use_lockfile = true
  }
}
END
${command} -chdir=${ROOT} init -migrate-state -backend-config="bucket=$bucket"`;
  return [
    "Make the place of the state and the roles of the pipeline",
    [
      `Once per AWS account, by a person who may create roles. First write into ${values} whom the roles trust, and commit it: until then, nobody. ${trust}`,
      `An account has one identity provider of each issuer. Where another project made it already, write its ARN as ${code("identity_provider_arn")} into the same file, and add the audiences that ${code(`${ROOT}/pipeline.tf`)} names to it (${code("aws iam add-client-id-to-open-id-connect-provider")}).`,
      body,
      `${several ? "In one account the" : "The"} state of this root then moves from your disk into the bucket that it has just made; commit ${code("backend.tf")}:`,
      fence("bash", move),
    ].join("\n\n"),
  ];
}

/** Ids of environments are slugs: safe as words of a shell. */
function names(environments: readonly Environment[]): string {
  return environments.map(({ id }) => id).join(" ");
}
