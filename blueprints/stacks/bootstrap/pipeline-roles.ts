// In: the project and the place of its state. Out: GitHub's identity provider and one role per task of the pipeline. Never a long-lived key.

import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js";
import { TerraformIterator } from "cdktf";
import { Construct } from "constructs";
import { annotate, type Notes } from "../../../src/render/blueprint.ts";
import { expr, listExpr, named } from "../expressions.ts";
import { applyStatements, type PlanProps, planStatements } from "./policies.ts";

export type PipelineRolesProps = PlanProps;

const ISSUER = "token.actions.githubusercontent.com";
/** Path of the pipeline's own roles: the apply role may change roles without a path only, so it cannot widen itself. */
const ROLE_PATH = "/pipeline/";

/** Plan (pull requests and main) and apply (one per GitHub environment, which is where the approval lives; releases of images run there too).
 * https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws (CKV_AWS_358, CKV_AWS_393) */
export class PipelineRoles extends Construct {
  readonly planRoleArn: string;
  /** Map of environment to ARN. */
  readonly applyRoleArns: string;
  private readonly provider: IamOpenidConnectProvider;
  private readonly project: string;

  constructor(scope: Construct, id: string, props: PipelineRolesProps) {
    super(scope, id);
    const { project } = props;
    this.project = project;
    annotate(this, { file: "pipeline" });
    this.provider = named(
      new IamOpenidConnectProvider(this, "github", {
        url: `https://${ISSUER}`,
        clientIdList: ["sts.amazonaws.com"],
      }),
      "github",
    );
    annotate(this.provider, {
      comment: "One per account: import it when another project made it already.",
    });
    const repository = `repo:${expr("var.repository")}`;

    const plan = this.createRole("plan", [`${repository}:pull_request`, `${repository}:ref:refs/heads/main`], {
      comment: `Reads everything but the contents of data stores, and takes the lock of the state. Anyone who can open a pull request from a branch of the repository holds this role${readableValues(props)}.`,
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

    const apply = this.createRole("apply", [`${repository}:environment:${expr("each.key")}`], {
      perEnvironment: true,
      comment:
        "Assumed only by jobs of the GitHub environment of the same name: protect that environment with required reviewers. Whoever may change roles can reach anything in the account; the approval is the guard, not this policy.",
    });
    this.attachManaged("apply", apply, "PowerUserAccess", true);
    this.addPolicy("apply", apply, applyStatements(project), { perEnvironment: true });

    this.planRoleArn = plan.arn;
    this.applyRoleArns = expr("{ for name, role in aws_iam_role.apply : name => role.arn }");
  }

  private createRole(
    name: string,
    subjects: readonly string[],
    options: { readonly perEnvironment?: boolean } & Notes,
  ): IamRole {
    const { perEnvironment = false, ...notes } = options;
    const trust = named(
      new DataAwsIamPolicyDocument(this, `${name}-trust`, {
        ...forEachEnvironment(perEnvironment),
        statement: [
          {
            actions: ["sts:AssumeRoleWithWebIdentity"],
            principals: [{ type: "Federated", identifiers: [this.provider.arn] }],
            condition: [
              { test: "StringEquals", variable: `${ISSUER}:aud`, values: ["sts.amazonaws.com"] },
              { test: "StringEquals", variable: `${ISSUER}:sub`, values: [...subjects] },
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
        maxSessionDuration: 3600,
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

function forEachEnvironment(yes: boolean): { readonly forEach?: TerraformIterator } {
  return yes ? { forEach: TerraformIterator.fromList(listExpr("var.environments")) } : {};
}

/** Said where the role stands, because it is a choice: without these values Terraform cannot compare what is with what should be. */
function readableValues({ cachePasswords, parameters }: PlanProps): string {
  const values = [
    ...(cachePasswords ? ["the passwords of the caches"] : []),
    ...(parameters ? ["the values of the SSM parameters"] : []),
  ];
  return values.length === 0 ? "" : `, and with it can read ${values.join(" and ")}, which every plan reads`;
}
