// In: the project, the place of its state and whom to trust. Out: the vendor's identity provider and one role per task of the pipeline. Never a long-lived key.

import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js";
import { TerraformIterator } from "cdktf";
import { Construct } from "constructs";
import { annotate, type Notes } from "../../../src/render/blueprint.ts";
import { expr, listExpr, named, numberExpr } from "../expressions.ts";
import { applyStatements, type PlanProps, planStatements } from "./policies.ts";
import type { Trust } from "./trust.ts";

export interface PipelineRolesProps extends PlanProps {
  readonly trust: Trust;
}

/** Path of the pipeline's own roles: the apply role may change roles without a path only, so it cannot widen itself. */
const ROLE_PATH = "/pipeline/";

/** Plan (requests and main) and apply (one per environment, which is where the approval lives; releases of images run there too). */
export class PipelineRoles extends Construct {
  readonly planRoleArn: string;
  /** Map of environment to ARN. */
  readonly applyRoleArns: string;
  /** ARN of the identity provider: the one that is made here, or the one that the account has. */
  private readonly provider: string;
  private readonly project: string;
  private readonly trust: Trust;

  constructor(scope: Construct, id: string, props: PipelineRolesProps) {
    super(scope, id);
    const { project, states, trust } = props;
    this.project = project;
    this.trust = trust;
    annotate(this, { file: "pipeline" });
    const made = named(
      new IamOpenidConnectProvider(this, trust.name, {
        count: numberExpr('var.identity_provider_arn == "" ? 1 : 0'),
        url: `https://${trust.issuer}`,
        clientIdList: audiences(trust),
      }),
      trust.name,
    );
    annotate(made, {
      comment:
        "An account has one of each issuer: name it in identity_provider_arn when another project made it already.",
    });
    this.provider = expr(
      `var.identity_provider_arn == "" ? one(aws_iam_openid_connect_provider.${trust.name}[*].arn) : var.identity_provider_arn`,
    );

    const plan = this.createRole("plan", trust.planTest, trust.plan, trust.planAudience, {
      comment: `Reads settings and the state, which holds values in clear text, but not the contents of data stores; writes nothing, not even the lock of the state. ${trust.planNote}${readableValues(props)}.`,
    });
    this.attachManaged("plan", plan, "ReadOnlyAccess");
    this.addPolicy("plan", plan, planStatements(props), {
      skips: ["CKV_AWS_108", "CKV_AWS_356"].map((check) => ({
        check,
        reason: props.cachePasswords
          ? "On all resources stand denials only, and the request for a random password, which knows no resource"
          : "The only statements on all resources are denials",
      })),
    });

    const apply = this.createRole("apply", trust.applyTest, trust.apply, trust.applyAudience(expr("each.key")), {
      perEnvironment: true,
      comment: trust.applyNote,
    });
    this.attachManaged("apply", apply, "PowerUserAccess", true);
    this.addPolicy("apply", apply, applyStatements(project, states), { perEnvironment: true });

    this.planRoleArn = plan.arn;
    this.applyRoleArns = expr("{ for name, role in aws_iam_role.apply : name => role.arn }");
  }

  private createRole(
    name: string,
    test: Trust["planTest"],
    subjects: readonly string[],
    audience: string,
    options: { readonly perEnvironment?: boolean } & Notes,
  ): IamRole {
    const { perEnvironment = false, ...notes } = options;
    const { issuer } = this.trust;
    const trust = named(
      new DataAwsIamPolicyDocument(this, `${name}-trust`, {
        ...forEachEnvironment(perEnvironment),
        statement: [
          {
            actions: ["sts:AssumeRoleWithWebIdentity"],
            principals: [{ type: "Federated", identifiers: [this.provider] }],
            condition: [
              { test: "StringEquals", variable: `${issuer}:aud`, values: [audience] },
              { test, variable: `${issuer}:sub`, values: [...subjects] },
            ],
          },
        ],
      }),
      `${name}_trust`,
    );
    const role = named(
      new IamRole(this, `${name}-role`, {
        ...forEachEnvironment(perEnvironment),
        name: perEnvironment ? `${this.project}-${name}-${expr("each.key")}` : `${this.project}-${name}`,
        path: ROLE_PATH,
        // As long as the longest job of the role may take.
        maxSessionDuration: perEnvironment ? 7200 : 3600,
        assumeRolePolicy: perEnvironment
          ? expr(`data.aws_iam_policy_document.${name}_trust[each.key].json`)
          : trust.json,
      }),
      name,
    );
    annotate(role, notes);
    return role;
  }

  private attachManaged(name: string, role: IamRole, policy: string, perEnvironment = false): void {
    named(
      new IamRolePolicyAttachment(this, `${name}-managed`, {
        ...forEachEnvironment(perEnvironment),
        role: perEnvironment ? expr(`aws_iam_role.${name}[each.key].name`) : role.name,
        policyArn: `arn:${expr("local.partition")}:iam::aws:policy/${policy}`,
      }),
      name,
    );
  }

  private addPolicy(
    name: string,
    role: IamRole,
    statement: ReturnType<typeof planStatements>,
    options: { readonly perEnvironment?: boolean } & Notes,
  ): void {
    const { perEnvironment = false, ...notes } = options;
    const document = named(
      new DataAwsIamPolicyDocument(this, `${name}-document`, { ...forEachEnvironment(perEnvironment), statement }),
      name,
    );
    annotate(document, notes);
    named(
      new IamRolePolicy(this, `${name}-policy`, {
        ...forEachEnvironment(perEnvironment),
        name,
        role: perEnvironment ? expr(`aws_iam_role.${name}[each.key].id`) : role.id,
        policy: perEnvironment ? expr(`data.aws_iam_policy_document.${name}[each.key].json`) : document.json,
      }),
      name,
    );
  }
}

/** Every audience that a role of this account asks for. */
function audiences({ planAudience, applyAudience }: Trust): string[] {
  const one = applyAudience("${environment}");
  if (one === planAudience) return [planAudience];
  return listExpr(`concat(["${planAudience}"], [for environment in local.environments : "${one}"])`);
}

function forEachEnvironment(yes: boolean): { readonly forEach?: TerraformIterator } {
  return yes ? { forEach: TerraformIterator.fromList(listExpr("local.environments")) } : {};
}

/** Said where the role stands, because it is a choice: without these values Terraform cannot compare what is with what should be. */
function readableValues({ cachePasswords, parameters }: PlanProps): string {
  const values = [
    ...(cachePasswords ? ["the passwords of the caches"] : []),
    ...(parameters ? ["the values of the SSM parameters"] : []),
  ];
  return values.length === 0 ? "" : `, and with it can read ${values.join(" and ")}, which every plan reads`;
}
