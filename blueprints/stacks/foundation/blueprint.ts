// In: the architecture. Out: what every other stack blueprint stands on: providers, common inputs, the name prefix, account and partition. Never a resource.
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity/index.js";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition/index.js";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import type { Architecture, Environment } from "../../../src/architecture/model.ts";
import { annotate, type StackBlueprint } from "../../../src/render/blueprint.ts";
import { admissions, declareAdmitted, STILL_NOBODYS } from "../admission.ts";
import { expr, named, numberExpr } from "../expressions.ts";
import { needsUsEast1, usesDomain } from "../hosts.ts";
import type { Parts } from "../parts.ts";
import { declareInput } from "../variables.ts";
import { hasDeletionProtection } from "./deletion-protection.ts";

/** Providers, inputs that more than one concern reads, `local.prefix`, and who and where we are. */
export const foundation: StackBlueprint<Parts> = {
  name: "foundation",
  appliesTo: () => true,
  build(stack, architecture, parts) {
    const scope = new Construct(stack, "foundation");
    annotate(scope, { file: "locals" });
    new AwsProvider(scope, "aws", { region: expr("var.region") });
    const usEast1 = needsUsEast1(architecture)
      ? new AwsProvider(scope, "aws-us-east-1", { alias: "us_east_1", region: "us-east-1" })
      : undefined;
    const dr =
      architecture.drRegion === undefined
        ? undefined
        : new AwsProvider(scope, "aws-dr", { alias: "dr", region: architecture.drRegion });

    declareCommonInputs(scope, architecture);
    named(new TerraformLocal(scope, "local-prefix", `${architecture.project.id}-\${var.environment}`), "prefix");
    const account = named(new DataAwsCallerIdentity(scope, "account"), "current");
    declareAdmitted(scope, architecture);
    if (usesDomain(architecture)) refusePlaceholders(account, architecture);
    named(new DataAwsPartition(scope, "partition"), "current");

    parts.set("foundation", {
      prefix: expr("local.prefix"),
      environment: expr("var.environment"),
      region: expr("var.region"),
      accountId: expr("data.aws_caller_identity.current.account_id"),
      partition: expr("data.aws_partition.current.partition"),
      usEast1,
      dr,
    });
    parts.set("logs", { retentionDays: numberExpr("var.log_retention_days") });
  },
};

function declareCommonInputs(scope: Construct, architecture: Architecture): void {
  declareInput(scope, "region", architecture, {
    type: "string",
    description: "AWS region of this environment.",
    valueFor: () => architecture.region,
  });
  declareInput(scope, "environment", architecture, {
    type: "string",
    description: "Short name of this environment; part of every resource name.",
    valueFor: (environment) => environment.id,
    validation: {
      condition: 'length(var.environment) <= 16 && can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.environment))',
      errorMessage:
        "environment must be 1 to 16 lower-case letters, digits or single dashes, starting with a letter and not ending with a dash.",
    },
  });
  if (hasDeletionProtection(architecture)) {
    declareInput(scope, "deletion_protection", architecture, {
      type: "bool",
      description: "Refuse to delete databases and load balancers, and keep the logs of services that are removed.",
      valueFor: (environment) => environment.deletionProtection,
    });
  }
  declareInput(scope, "log_retention_days", architecture, {
    type: "number",
    description: "Days that log groups keep their events.",
    valueFor: (environment) => environment.logRetentionDays,
  });
  if (usesDomain(architecture)) {
    declareInput(scope, "domain_name", architecture, {
      type: "string",
      description:
        "Domain of this environment, without a trailing dot. Replace the placeholder: a plan of a real account refuses it.",
      valueFor: (environment) => placeholderDomain(architecture, environment),
      validation: {
        condition: 'can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z]{2,}$", var.domain_name))',
        errorMessage: "domain_name must be a lower-case domain such as shop.example.com.",
      },
    });
    declareInput(scope, "hosted_zone_id", architecture, {
      type: "string",
      description:
        "Id of the Route 53 hosted zone that holds domain_name. Replace the placeholder: a plan of a real account refuses it.",
      valueFor: () => PLACEHOLDER_ZONE,
      validation: {
        condition: 'can(regex("^[A-Z0-9]{8,32}$", var.hosted_zone_id))',
        errorMessage: "hosted_zone_id must be the id of a hosted zone, such as Z0123456789ABCDEFGHIJ.",
      },
    });
  }
}

const PLACEHOLDER_ZONE = "Z00000000000000000000";

/** The account of AWS's documentation, of emulators and of `terraform test`; nobody has it. */
const NOBODYS_ACCOUNT = "123456789012";

/** They are well formed, so an apply would get as far as the first record in DNS, half of the system built. */
function refusePlaceholders(account: DataAwsCallerIdentity, architecture: Architecture): void {
  const unless = (placeholder: string, errorMessage: string) => ({
    condition: expr(`self.account_id == "${NOBODYS_ACCOUNT}" || !${placeholder}`),
    errorMessage: `${errorMessage} The values stand in the .auto.tfvars of the environment.`,
  });
  account.addOverride("lifecycle", {
    postcondition: [
      unless('endswith(var.domain_name, ".example.com")', "domain_name is still the placeholder."),
      unless(`(var.hosted_zone_id == "${PLACEHOLDER_ZONE}")`, "hosted_zone_id is still the placeholder."),
      ...(admissions(architecture).some(({ ranges }) => ranges.length === 0)
        ? [unless(STILL_NOBODYS, "admitted still has the placeholder, so nobody could connect.")]
        : []),
    ].map(({ condition, errorMessage }) => ({ condition, error_message: errorMessage })),
  });
}

/** Answers do not say which domain is owned: a name under the reserved example.com (RFC 2606) stands in until someone fills it in. */
function placeholderDomain(architecture: Architecture, environment: Environment): string {
  const base = `${architecture.project.id}.example.com`;
  return environment.profile === "prod" ? base : `${environment.id}.${base}`;
}
