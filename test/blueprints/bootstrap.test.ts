// In: architectures with and without values that a refresh reads. Out: proof that the plan role can plan and read no more, and that an apply role stays in its environment.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { deliveryOf } from "../../blueprints/files/delivery/delivery.ts";
import { audienceOf, CREDENTIAL_SECONDS } from "../../blueprints/files/delivery/settings.ts";
import { bootstrapRegistry } from "../../blueprints/stacks/bootstrap/blueprint.ts";
import { ROLE_TAKERS } from "../../blueprints/stacks/bootstrap/policies.ts";
import type { Architecture } from "../../src/architecture/model.ts";
import { bodyToJson } from "../../src/render/body.ts";
import { synthesize } from "../../src/render/synth.ts";
import { everything } from "../helpers/architectures.ts";
import { understandDocument } from "../helpers/road.ts";
import { blockAt, graphOf } from "../helpers/stack.ts";

const shop = everything();
const build = (over: Partial<Architecture> = {}) => synthesize({ ...shop, ...over }, bootstrapRegistry);
const perEnvironment = (text: string) => `\${[for environment in local.environments : "${text}"]}`;
const passwords = perEnvironment(
  "arn:${local.partition}:secretsmanager:*:${local.account_id}:secret:shop-${environment}/cache/*",
);

type Statement = Readonly<Record<string, unknown>>;

function statements(graph: ReturnType<typeof build>, role: "plan" | "apply"): Map<unknown, Statement> {
  const list = blockAt(graph, `data.aws_iam_policy_document.${role}`)["statement"] as readonly Statement[];
  return new Map(list.map((statement) => [statement["sid"], statement]));
}

function architectureOf(example: string): Architecture {
  const { architecture } = understandDocument(
    JSON.parse(readFileSync(`examples/${example}/step7.json`, "utf8")),
    example,
  );
  if (architecture === undefined) throw new Error(`${example} is not understood`);
  return architecture;
}

const trustOf = (graph: ReturnType<typeof build>, role: string) =>
  blockAt(graph, `data.aws_iam_policy_document.${role}_trust`);
const blocksOf = (graph: ReturnType<typeof build>, type: string) =>
  graph.blocks
    .filter(({ kind, labels }) => kind === "resource" && labels[0] === type)
    .map(({ body }) => bodyToJson(body));
const provider = (graph: ReturnType<typeof build>) => blocksOf(graph, "aws_iam_openid_connect_provider")[0] ?? {};

describe("the plan role", () => {
  it("reads the state and writes nothing, not even its lock: whoever may remove that may do so under a running apply", () => {
    const plan = statements(build(), "plan");
    expect(plan.get("UseStateKey")).toMatchObject({
      actions: ["kms:Decrypt"],
      resources: ["${aws_kms_key.state.arn}", "${aws_kms_key.recovery_state.arn}"],
    });
    const allowed = [...plan.values()].filter(({ effect }) => effect !== "Deny").flatMap(({ actions }) => actions);
    expect(allowed.filter((action) => !/:(Get|List|Decrypt)/.test(String(action)))).toEqual([]);
  });

  it("reads no parameter but the references of images, no function of others, and no contents", () => {
    const plan = statements(build(), "plan");
    expect(plan.get("NoParameters")).toEqual({
      sid: "NoParameters",
      effect: "Deny",
      actions: ["ssm:Get*"],
      not_resources: perEnvironment(
        "arn:${local.partition}:ssm:*:${local.account_id}:parameter/shop-${environment}/images/*",
      ),
    });
    // What Terraform reads of the parameters of its own stack is let through.
    const parameters = blocksOf(graphOf(shop), "aws_ssm_parameter").map(({ name }) => String(name));
    expect(parameters.length).toBeGreaterThan(0);
    for (const name of parameters) expect(name).toMatch(/^\/\$\{local\.prefix\}\/images\//);
    expect(plan.get("NoFunctions")).toMatchObject({
      effect: "Deny",
      not_resources: perEnvironment(
        "arn:${local.partition}:lambda:*:${local.account_id}:function:shop-${environment}-*",
      ),
    });
    for (const action of ["rds:Download*", "dynamodb:PartiQLSelect", "logs:StartLiveTail", "codecommit:GitPull"])
      expect(plan.get("NoContents")).toMatchObject({ actions: expect.arrayContaining([action]), resources: ["*"] });
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
  it("may hand its roles to every service that a stack of the examples gives one to", () => {
    for (const name of readdirSync("examples")) {
      const graph = graphOf(architectureOf(name));
      const takers = blocksOf(graph, "aws_iam_role").flatMap(({ assume_role_policy }) => {
        const document = /data\.aws_iam_policy_document\.\w+/.exec(String(assume_role_policy))?.[0] ?? "";
        return JSON.stringify(blockAt(graph, document)).match(/[a-z0-9.-]+\.amazonaws\.com/g) ?? [];
      });
      // Named by the call, not by the role: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html
      const calls = blocksOf(graph, "aws_backup_restore_testing_selection").length > 0;
      const wanted = [...takers, ...(calls ? ["restore-testing.backup.amazonaws.com"] : [])];
      expect(wanted.length, name).toBeGreaterThan(0);
      expect(
        wanted.filter((service) => !ROLE_TAKERS.includes(service)),
        name,
      ).toEqual([]);
    }
  });

  it("lasts as long as its longest job, and says who it is for", () => {
    const graph = build();
    expect(blockAt(graph, "aws_iam_role.apply")["max_session_duration"]).toBe(7200);
    expect(blockAt(graph, "aws_iam_role.plan")["max_session_duration"]).toBe(3600);
    const longest = [deliveryOf(shop).infra, deliveryOf(shop).images].flatMap((pipeline) =>
      (pipeline?.jobs ?? []).filter(({ identity }) => identity?.role === "apply").map(({ minutes }) => minutes * 60),
    );
    expect(Math.max(...longest)).toBeLessThanOrEqual(CREDENTIAL_SECONDS.apply);
    expect(statements(graph, "apply").get("RolesOfTheEnvironment")).toMatchObject({
      actions: expect.arrayContaining(["iam:UpdateRoleDescription"]),
    });
  });

  it("takes no token that a job which plans can ask for", () => {
    for (const ci of ["gitlab-ci", "circleci", "jenkins"]) {
      const graph = build({ ci });
      const [plan, apply] = ["plan", "apply"].map((role) => JSON.stringify(trustOf(graph, role)));
      expect(plan, ci).toContain(`"${audienceOf("shop", { role: "plan", environment: "prod" })}"`);
      expect(apply, ci).toContain('"shop-apply-${each.key}"');
      expect(apply, ci).not.toContain("shop-plan");
      expect(JSON.stringify(provider(graph)["client_id_list"])).toContain(
        'concat([\\"shop-plan\\"], [for environment in local.environments : \\"shop-apply-${environment}\\"])',
      );
    }
    // Elsewhere the subject alone tells them apart: it names the environment, the connection or the step.
    const subjects = {
      "github-actions": "environment:",
      bitbucket: "deployment_uuids",
      "azure-pipelines": "aws-apply-",
    };
    for (const [ci, part] of Object.entries({ ...subjects, buildkite: "step:apply-" }))
      expect(JSON.stringify(trustOf(build({ ci }), "apply")), ci).toContain(part);
  });

  it("demands a protected environment of GitLab, once its subject tells", () => {
    expect(JSON.stringify(trustOf(build({ ci: "gitlab-ci" }), "apply"))).toContain(
      'ref:main${var.subject_tells_protection ? \\":environment_protected:true\\" : \\"\\"}',
    );
  });

  it("trusts through the identity provider that the account has, where it is named", () => {
    const graph = build();
    expect(provider(graph)["count"]).toBe('${var.identity_provider_arn == "" ? 1 : 0}');
    for (const role of ["plan", "apply"])
      expect(JSON.stringify(trustOf(graph, role))).toContain(
        "one(aws_iam_openid_connect_provider.github[*].arn) : var.identity_provider_arn",
      );
  });

  it("has no way into another environment of its account: what is tagged or called as one, its state, the place of states", () => {
    const apply = statements(build(), "apply");
    expect(apply.get("NothingOfOtherEnvironments")).toEqual({
      sid: "NothingOfOtherEnvironments",
      effect: "Deny",
      actions: ["*"],
      resources: ["*"],
      condition: [
        { test: "StringEquals", variable: "aws:ResourceTag/Project", values: ["shop"] },
        { test: "StringNotEquals", variable: "aws:ResourceTag/Environment", values: ["${each.key}"] },
        { test: "Null", variable: "aws:ResourceTag/Environment", values: ["false"] },
      ],
    });
    expect(apply.get("NoStateAndBucketsOfOthers")).toMatchObject({ effect: "Deny", actions: ["s3:*"] });
    const shut = String(apply.get("NoStateAndBucketsOfOthers")?.["resources"]);
    for (const bucket of ["state", "recovery_state"]) {
      expect(shut).toContain(`"\${aws_s3_bucket.${bucket}.arn}/bootstrap/*"`);
      expect(shut).toContain(
        `[for environment in local.environments : "\${aws_s3_bucket.${bucket}.arn}/shop/\${environment}.tfstate*" if environment != each.key]`,
      );
    }
    expect(shut).toContain(
      '"arn:${local.partition}:s3:::shop-${environment}-*" if environment != each.key && !startswith(each.key, "${environment}-")',
    );
    expect(apply.get("StateStaysGuarded")).toMatchObject({
      effect: "Deny",
      resources: [
        "${aws_s3_bucket.state.arn}",
        "${aws_s3_bucket.state.arn}/*",
        "${aws_s3_bucket.recovery_state.arn}",
        "${aws_s3_bucket.recovery_state.arn}/*",
      ],
    });
    expect(apply.get("StateKeyStays")).toMatchObject({
      effect: "Deny",
      actions: expect.arrayContaining(["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"]),
      resources: ["${aws_kms_key.state.arn}", "${aws_kms_key.recovery_state.arn}"],
    });
  });

  it("denies by the tags that the roots give to everything", () => {
    // The reference tree is what the tool writes, to the byte: the golden test holds that.
    const providers = readFileSync("generated/shop/infra/environments/prod/providers.tf", "utf8");
    expect(providers).toMatch(/Project\s+= "shop"\n\s+Environment = var\.environment\n/);
    expect(providers.match(/provider "aws"/g)?.length).toBe(providers.match(/tags = local\.tags/g)?.length);
  });

  it("changes and hands over the roles of its own environment only", () => {
    const graph = build();
    const apply = statements(graph, "apply");
    const own = "arn:${local.partition}:iam::${local.account_id}:role/shop-${each.key}-*";
    expect(apply.get("HandRolesToServices")).toMatchObject({ actions: ["iam:PassRole"], resources: [own] });
    expect(apply.get("RolesOfTheEnvironment")).toMatchObject({ resources: [own, own.replace(":role/", ":policy/")] });
    expect(blockAt(graph, "data.aws_iam_policy_document.apply")["for_each"]).toBe("${toset(local.environments)}");
    expect(blockAt(graph, "aws_iam_role_policy.apply")["policy"]).toBe(
      "${data.aws_iam_policy_document.apply[each.key].json}",
    );
  });
});
