// In: architectures with and without values that a refresh reads. Out: proof that the plan role can plan and read no more, and that an apply role stays in its environment.
import { describe, expect, it } from "vitest";
import { bootstrapRegistry } from "../../blueprints/stacks/bootstrap/blueprint.ts";
import type { Architecture } from "../../src/architecture/model.ts";
import { synthesize } from "../../src/render/synth.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt } from "../helpers/stack.ts";

const shop = everything();
const build = (over: Partial<Architecture> = {}) => synthesize({ ...shop, ...over }, bootstrapRegistry);
const perEnvironment = (text: string) => `\${[for environment in var.environments : "${text}"]}`;
const passwords = perEnvironment(
  "arn:${local.partition}:secretsmanager:*:${local.account_id}:secret:shop-${environment}/cache/*",
);

type Statement = Readonly<Record<string, unknown>>;

function statements(graph: ReturnType<typeof build>, role: "plan" | "apply"): Map<unknown, Statement> {
  const list = blockAt(graph, `data.aws_iam_policy_document.${role}`)["statement"] as readonly Statement[];
  return new Map(list.map((statement) => [statement["sid"], statement]));
}

describe("the plan role", () => {
  it("locks and reads the state", () => {
    const plan = statements(build(), "plan");
    expect(plan.get("LockState")).toMatchObject({
      actions: ["s3:DeleteObject", "s3:PutObject"],
      resources: ["${aws_s3_bucket.state.arn}/*.tflock"],
    });
    expect(plan.get("UseStateKey")).toMatchObject({
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["${aws_kms_key.state.arn}"],
    });
  });

  it("reads the passwords of caches, which every refresh reads, and no other secret", () => {
    const plan = statements(build(), "plan");
    expect(plan.get("ReadCachePasswords")).toMatchObject({
      actions: ["secretsmanager:GetSecretValue"],
      resources: passwords,
    });
    expect(plan.get("MakeRandomPassword")).toMatchObject({
      actions: ["secretsmanager:GetRandomPassword"],
      resources: ["*"],
    });
    expect(plan.get("NoSecrets")).toEqual({
      sid: "NoSecrets",
      effect: "Deny",
      actions: ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"],
      not_resources: passwords,
    });
    expect(plan.get("UseSecretsKey")).toMatchObject({
      actions: ["kms:Decrypt"],
      condition: [
        { test: "StringLike", variable: "kms:ViaService", values: ["secretsmanager.*.amazonaws.com"] },
        {
          test: "ForAnyValue:StringEquals",
          variable: "kms:ResourceAliases",
          values: perEnvironment("alias/shop-${environment}-secrets"),
        },
      ],
    });
  });

  it("reads no secret at all where no cache has a password", () => {
    const memcached = shop.caches.map((cache) => ({ ...cache, engine: "memcached" as const }));
    for (const caches of [[], memcached]) {
      const plan = statements(build({ caches }), "plan");
      expect(plan.get("NoSecrets")).toMatchObject({ effect: "Deny", resources: ["*"] });
      for (const sid of ["ReadCachePasswords", "MakeRandomPassword", "UseSecretsKey", "ReadParameters"])
        expect(plan.has(sid), sid).toBe(false);
    }
  });

  it("reads the project's parameters where secrets are parameters, and says so", () => {
    const graph = build({ secretStore: "ssm", caches: [] });
    const plan = statements(graph, "plan");
    expect(plan.get("ReadParameters")).toMatchObject({
      actions: ["ssm:GetParameter", "ssm:GetParameters"],
      resources: perEnvironment("arn:${local.partition}:ssm:*:${local.account_id}:parameter/shop-${environment}/*"),
    });
    expect(plan.get("UseSecretsKey")).toMatchObject({
      condition: [{ variable: "kms:ViaService", values: ["ssm.*.amazonaws.com"] }, {}],
    });
    const role = graph.blocks.find(({ labels }) => labels.join(".") === "aws_iam_role.plan");
    expect(role?.comment).toContain("can read the values of the SSM parameters");
  });
});

describe("an apply role", () => {
  it("changes and hands over the roles of its own environment only", () => {
    const graph = build();
    const apply = statements(graph, "apply");
    const own = "arn:${local.partition}:iam::${local.account_id}:role/shop-${each.key}-*";
    expect(apply.get("HandRolesToServices")).toMatchObject({ actions: ["iam:PassRole"], resources: [own] });
    expect(apply.get("RolesOfTheEnvironment")).toMatchObject({ resources: [own, own.replace(":role/", ":policy/")] });
    expect(blockAt(graph, "data.aws_iam_policy_document.apply")["for_each"]).toBe("${toset(var.environments)}");
    expect(blockAt(graph, "aws_iam_role_policy.apply")["policy"]).toBe(
      "${data.aws_iam_policy_document.apply[each.key].json}",
    );
  });
});
