// In: who may do what. Out: IAM trust policies and policy documents as data sources. Never a wildcard action on a wildcard resource.
import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import type { Construct } from "constructs";
import { annotate, type ControlException } from "../../src/render/blueprint.ts";
import { named } from "./expressions.ts";
import type { StackParts } from "./parts.ts";

export type Statement = DataAwsIamPolicyDocumentStatement;

/** A policy document as a data source, which Terraform renders and compares by meaning. */
export function policyDocument(
  scope: Construct,
  id: string,
  statements: readonly Statement[],
  skips: readonly ControlException[] = [],
): string {
  const document = named(new DataAwsIamPolicyDocument(scope, `policy-${id}`, { statement: [...statements] }), id);
  if (skips.length > 0) annotate(document, { skips });
  return document.json;
}

export interface ServiceRoleProps {
  /** Terraform name; the trust policy is `<id>_trust`, the permissions `<id>`. */
  readonly id: string;
  /** At most 64 characters with the prefix. */
  readonly name: string;
  readonly description: string;
  /** "ecs-tasks.amazonaws.com" */
  readonly principal: string;
  /** Pattern of the resource on whose behalf the service may take the role: keeps other accounts' resources out (confused deputy). */
  readonly sourceArn: string;
  /** No statements, no policy. */
  readonly statements: readonly Statement[];
}

/** A role that one AWS service takes for this account only, with exactly the statements given. */
export function serviceRole(scope: Construct, foundation: StackParts["foundation"], props: ServiceRoleProps): IamRole {
  const role = named(
    new IamRole(scope, `role-${props.id}`, {
      name: props.name,
      description: props.description,
      assumeRolePolicy: policyDocument(scope, `${props.id}_trust`, [
        {
          actions: ["sts:AssumeRole"],
          principals: [{ type: "Service", identifiers: [props.principal] }],
          condition: [
            { test: "StringEquals", variable: "aws:SourceAccount", values: [foundation.accountId] },
            { test: "ArnLike", variable: "aws:SourceArn", values: [props.sourceArn] },
          ],
        },
      ]),
    }),
    props.id,
  );
  if (props.statements.length > 0) {
    named(
      new IamRolePolicy(scope, `role-policy-${props.id}`, {
        name: "permissions",
        role: role.id,
        policy: policyDocument(scope, props.id, props.statements),
      }),
      props.id,
    );
  }
  return role;
}
