// In: architectures. Out: proof that secrets are places without values.
import { describe, expect, it } from "vitest";
import { foundation } from "../../blueprints/stacks/foundation/blueprint.ts";
import { keys } from "../../blueprints/stacks/keys/blueprint.ts";
import { secrets } from "../../blueprints/stacks/secrets/blueprint.ts";
import type { Architecture } from "../../src/architecture/model.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf, hclAt } from "../helpers/stack.ts";

const build = (over: Partial<Architecture> = {}) => graphOf({ ...everything(), ...over }, [foundation, keys, secrets]);

describe("secrets", () => {
  it("in Secrets Manager have a key, thirty days to regret and no version", () => {
    const graph = build();
    expect(blockAt(graph, "aws_secretsmanager_secret.stripe")).toEqual({
      name: "${local.prefix}/stripe",
      description: "Stripe API key",
      kms_key_id: "${aws_kms_key.secrets.arn}",
      recovery_window_in_days: 30,
    });
    expect(graph.blocks.some(({ labels }) => labels[0] === "aws_secretsmanager_secret_version")).toBe(false);
  });

  it("say why a vendor's key does not rotate", () => {
    expect(hclAt(build(), "aws_secretsmanager_secret.stripe")).toContain("#checkov:skip=CKV2_AWS_57:The vendor issues");
  });

  it("in SSM are write-only, so that no state and no plan holds them", () => {
    const block = blockAt(build({ secretStore: "ssm" }), "aws_ssm_parameter.stripe");
    expect(block).toMatchObject({ type: "SecureString", key_id: "${aws_kms_key.secrets.arn}", value_wo_version: 1 });
    expect(block).not.toHaveProperty("value");
  });

  it("keep a hostile description as text", () => {
    const description = 'Key ${var.region} %{ if true } "x"\n\u0000# }';
    const text = hclAt(
      build({ secrets: [{ id: "odd", because: [], description, vendor: undefined }] }),
      "aws_secretsmanager_secret.odd",
    );
    expect(text).toContain('description             = "Key $${var.region} %%{ if true } \\"x\\" # }"');
  });
});
