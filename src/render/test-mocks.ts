// In: the resource graph. Out: the attributes that OpenTofu has to be told for its mocks. Never needed for Terraform, whose mocks stay unknown in a plan.
import type { Json, ResourceGraph } from "./graph.ts";

/** An ARN that every check of the provider accepts. */
const ARN = "arn:aws:mock:us-east-1:123456789012:mock/mock";

/** Computed attributes that the stack takes apart: mocked as lists without members they would have nothing to index. */
const TAKEN_APART: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  aws_acm_certificate: {
    domain_validation_options: [
      {
        domain_name: "example.com",
        resource_record_name: "_mock.example.com",
        resource_record_type: "CNAME",
        resource_record_value: "_mock.example.net",
      },
    ],
  },
  aws_db_instance: {
    master_user_secret: [{ kms_key_id: "mock", secret_arn: ARN, secret_status: "active" }],
  },
  aws_rds_cluster: {
    master_user_secret: [{ kms_key_id: "mock", secret_arn: ARN, secret_status: "active" }],
  },
  aws_sesv2_email_identity: {
    dkim_signing_attributes: { tokens: ["one", "two", "three"] },
  },
};

/**
 * Resource type → mocked attributes. OpenTofu fills computed attributes already in a plan, with random letters that the provider
 * then refuses ("is an invalid ARN"): each type whose ARN is used gets one that looks like itself.
 */
export function mockedResources(graph: ResourceGraph): [type: string, defaults: Readonly<Record<string, Json>>][] {
  const text = JSON.stringify(graph.blocks.map(({ body }) => body));
  const used = new Set(
    [...text.matchAll(/(?<![.\w])(aws_\w+)\.\w+(?:\[[^\]]*\])?\.arn\b/g)].map(([, type = ""]) => type),
  );
  // What a block states itself may not be mocked: "Overriding non-computed fields is not allowed".
  for (const { kind, labels, body } of graph.blocks)
    if (kind === "resource" && body.attributes.some(([name]) => name === "arn")) used.delete(labels[0] ?? "");
  const declared = new Set(graph.blocks.filter(({ kind }) => kind === "resource").map(({ labels }) => labels[0] ?? ""));
  return [...declared]
    .filter((type) => used.has(type) || Object.hasOwn(TAKEN_APART, type))
    .sort()
    .map((type) => [type, { ...(used.has(type) ? { arn: ARN } : {}), ...TAKEN_APART[type] }]);
}
