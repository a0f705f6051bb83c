// In: the architecture. Out: what must exist before the first plan: the place of the state and the roles of the pipeline. Its own tiny root, applied by a person. Never holds a workload.

import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity/index.js";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition/index.js";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { TerraformLocal, TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Architecture } from "../../../src/architecture/model.ts";
import { annotate, type StackBlueprint } from "../../../src/render/blueprint.ts";
import type { StackRegistry } from "../../../src/render/synth.ts";
import { expr, named } from "../expressions.ts";
import { declareInput } from "../variables.ts";
import { PipelineRoles } from "./pipeline-roles.ts";
import { StateBucket } from "./state-bucket.ts";
import { type TrustInput, trustOf } from "./trust.ts";

/** Which variables of the pipelines the outputs go to; README.md says where each vendor keeps them. */
const OUTPUTS = {
  state_bucket_name: "Bucket of the state: the variable TF_STATE_BUCKET.",
  recovery_state_bucket_name: "Bucket of the state in the second region, for the day that the first region is lost.",
  plan_role_arn: "Role that pull requests plan with: the variable AWS_PLAN_ROLE_ARN.",
  apply_role_arns: "Role that applies, by environment: the variable AWS_APPLY_ROLE_ARN of each environment.",
} as const;

const bootstrapBlueprint: StackBlueprint<null> = {
  name: "bootstrap",
  appliesTo: () => true,
  build(stack, architecture) {
    const project = architecture.project.id;
    annotate(stack, { file: "state" });
    declareInput(stack, "region", architecture, {
      type: "string",
      description: "AWS region of the state.",
      default: architecture.region,
    });
    named(new DataAwsCallerIdentity(stack, "caller", {}), "current");
    named(new DataAwsPartition(stack, "partition", {}), "current");
    named(new TerraformLocal(stack, "account", expr("data.aws_caller_identity.current.account_id")), "account_id");
    named(new TerraformLocal(stack, "partition-name", expr("data.aws_partition.current.partition")), "partition");
    const state = new StateBucket(stack, "state", {
      project,
      logicalId: "state",
      infix: "terraform-state",
      comment:
        "Holds the state of every environment of this account. Bucket names are global: the account makes it unique.",
    });
    output("state_bucket_name", state.name);
    const recovery = recoveryState(stack, architecture);
    if (recovery !== undefined) output("recovery_state_bucket_name", recovery.name);
    const trust = trustOf(architecture.ci, project);
    if (trust === undefined) return;

    for (const input of trust.inputs) declareTrust(input);
    for (const { name, description } of trust.switches ?? [])
      declareInput(stack, name, architecture, { type: "bool", description, default: false });
    declareInput(stack, "identity_provider_arn", architecture, {
      type: "string",
      description: `ARN of the identity provider of ${trust.title}, where the account has one already: an account can have one only. It must know the audiences of this root. Empty: this root makes it.`,
      default: "",
      validation: {
        condition: 'can(regex("^(arn:[a-z-]+:iam::[0-9]{12}:oidc-provider/.+)?$", var.identity_provider_arn))',
        errorMessage: "The identity provider is named by its ARN.",
      },
    });
    declareInput(stack, "environments", architecture, {
      type: "set(string)",
      description:
        'Environments that live in this account: each gets an apply role of its own. Empty: the one that the workspace is called after, and all of them in the workspace "default".',
      default: [],
    });
    // With one account for each environment the workspace remembers whose it is; an option of the command would be forgotten the next time,
    // and the account of production would let the pipeline of dev in.
    const all = architecture.environments.map(({ id }) => `"${id}"`).join(", ");
    named(
      new TerraformLocal(
        stack,
        "environments-here",
        expr(
          `length(var.environments) > 0 ? tolist(var.environments) : tolist([for environment in [${all}] : environment if contains(["default", environment], terraform.workspace)])`,
        ),
      ),
      "environments",
    );
    const roles = new PipelineRoles(stack, "roles", {
      project,
      states: [state, ...(recovery === undefined ? [] : [recovery])],
      trust,
      cachePasswords: architecture.caches.some(({ engine }) => engine !== "memcached"),
      parameters: architecture.secretStore === "ssm" && architecture.secrets.length > 0,
    });
    output("plan_role_arn", roles.planRoleArn);
    output("apply_role_arns", roles.applyRoleArns);

    function declareTrust({ name, type = "string", description, form, formError, nobody }: TrustInput): void {
      const value =
        type === "string" ? nobody : Object.fromEntries(architecture.environments.map(({ id }) => [id, nobody]));
      const fits = (of: string) => `can(regex("^${form}$", ${of}))`;
      declareInput(stack, name, architecture, {
        type,
        description,
        valueFor: () => value,
        validation: {
          condition:
            type === "string" ? fits(`var.${name}`) : `alltrue([for value in values(var.${name}) : ${fits("value")}])`,
          errorMessage: formError,
        },
      });
    }

    function output(name: keyof typeof OUTPUTS, value: string): void {
      named(new TerraformOutput(stack, `output-${name}`, { value, description: OUTPUTS[name] }), name);
    }
  },
};

/** Who loses a region loses the place of the state with it: so the place for the recovery is made beforehand. */
function recoveryState(stack: Construct, { project, drRegion }: Architecture): StateBucket | undefined {
  if (drRegion === undefined) return undefined;
  return new StateBucket(stack, "recovery-state", {
    project: project.id,
    logicalId: "recovery_state",
    infix: "recovery-state",
    comment:
      "Empty until the first region is lost: then the state of what is built in this one lies here. docs/runbook.md, Disaster recovery.",
    provider: new AwsProvider(stack, "aws-dr", { alias: "dr", region: drRegion }),
  });
}

/** The bootstrap root is synthesized by itself: nothing of the stack is in it. */
export const bootstrapRegistry: StackRegistry<null> = { blueprints: [bootstrapBlueprint], createParts: () => null };
