import { beforeAll, describe, expect, it } from "vitest";
import { bootstrapRegistry } from "../../blueprints/stacks/bootstrap/blueprint.ts";
import { stackRegistry } from "../../blueprints/stacks/registry.ts";
import type { Architecture } from "../../src/architecture/model.ts";
import type { Decisions } from "../../src/decisions/decision.ts";
import type { FileSet } from "../../src/render/file-set.ts";
import { render } from "../../src/render/render.ts";
import { everything } from "../helpers/architectures.ts";
import { readHcl } from "../helpers/hcl-reader.ts";

function filesOf(architecture: Architecture): FileSet {
  return render(architecture, {} as Decisions, { stack: stackRegistry, bootstrap: bootstrapRegistry, files: [] }).files;
}

describe("the infrastructure of everything", () => {
  let files: FileSet;
  const text = (path: string) => files.get(path)?.content ?? `no ${path}`;
  beforeAll(() => {
    files = filesOf(everything());
  });

  it("has a root per environment, one module and a bootstrap root", () => {
    const paths = [...files.keys()];
    expect(paths.filter((path) => path.startsWith("infra/environments/prod/"))).toEqual([
      "infra/environments/prod/backend.tf",
      "infra/environments/prod/main.tf",
      "infra/environments/prod/outputs.tf",
      "infra/environments/prod/prod.auto.tfvars",
      "infra/environments/prod/providers.tf",
      "infra/environments/prod/terraform.tf",
      "infra/environments/prod/variables.tf",
    ]);
    for (const name of ["terraform", "variables", "locals", "outputs", "network", "database", "service-orders"])
      expect(paths).toContain(`infra/stack/${name}.tf`);
    for (const name of ["terraform", "providers", "variables", "state", "pipeline", "outputs"])
      expect(paths).toContain(`infra/bootstrap/${name}.tf`);
  });

  it("pins versions that Terraform 1.11, OpenTofu and both provider majors accept", () => {
    for (const root of ["stack", "bootstrap", "environments/prod"]) {
      expect(text(`infra/${root}/terraform.tf`)).toContain('required_version = ">= 1.11, < 2.0"');
      expect(text(`infra/${root}/terraform.tf`)).toMatch(/version += ">= 5\.100, < 7\.0"/);
    }
    expect(text("infra/stack/terraform.tf")).toContain("configuration_aliases = [aws.dr, aws.us_east_1]");
  });

  it("keeps the state in an encrypted, locked place of its own per environment", () => {
    expect(text("infra/environments/staging/backend.tf")).toContain(`  backend "s3" {
    key          = "shop/staging.tfstate"
    region       = "eu-west-1"
    encrypt      = true
    kms_key_id   = "alias/shop-terraform-state"
    use_lockfile = true
  }
`);
    expect(text("infra/bootstrap/state.tf")).toContain('name          = "alias/shop-terraform-state"');
  });

  it("guards against the wrong account and tags everything", () => {
    const providers = text("infra/environments/prod/providers.tf");
    expect(
      providers.match(/allowed_account_ids = var\.account_id == null \? null : \[var\.account_id\]/g),
    ).toHaveLength(3);
    expect(providers).toContain("    Environment = var.environment\n");
    expect(providers).toMatch(/alias += "dr"\n +region += "eu-central-1"/);
  });

  it("gives every input of the module its value, under its description", () => {
    const declared = names(text("infra/stack/variables.tf"), "variable");
    const passed = readHcl(text("infra/environments/prod/main.tf")).blocks[0]?.body.attributes ?? {};
    expect(Object.keys(passed).filter((name) => name !== "source" && name !== "providers")).toEqual(declared);
    expect(names(text("infra/environments/prod/variables.tf"), "variable")).toEqual([...declared, "account_id"].sort());
    const values = readHcl(text("infra/environments/prod/prod.auto.tfvars")).attributes;
    expect(values["environment"]).toBe("prod");
    expect(values["availability_zones"]).toEqual({ a: 0, b: 1, c: 2 });
    expect(text("infra/environments/prod/prod.auto.tfvars")).toContain(
      "# Days that log groups keep their events.\nlog_retention_days = 365\n",
    );
  });

  it("passes every output on", () => {
    expect(names(text("infra/environments/prod/outputs.tf"), "output")).toEqual(
      names(text("infra/stack/outputs.tf"), "output"),
    );
  });

  it("states more about production than about staging", () => {
    const prod = text("infra/stack/tests/prod.tftest.hcl");
    expect(prod).toContain("    condition     = aws_db_instance.main.storage_encrypted\n");
    expect(prod).toContain("    condition     = aws_db_instance.main.deletion_protection\n");
    expect(text("infra/stack/tests/staging.tftest.hcl")).not.toContain("aws_db_instance.main.deletion_protection");
    expect(prod.match(/^mock_provider "aws" \{$/gm)).toHaveLength(3);
  });

  it("says of every file of the module which answers it comes from", () => {
    expect(files.get("infra/stack/service-orders.tf")?.because).toEqual([
      "/output/infrastructure/hosting_strategy",
      "compute",
    ]);
  });

  it("gives the same bytes again", () => {
    expect([...filesOf(everything())]).toEqual([...files]);
  });
});

describe("the bootstrap root", () => {
  it("trusts the named repository only, and by environment for changes", () => {
    const pipeline = filesOf(everything()).get("infra/bootstrap/pipeline.tf")?.content ?? "";
    expect(pipeline.match(/values += \["sts\.amazonaws\.com"\]/g)).toHaveLength(2);
    expect(pipeline).toContain('["${var.subject_prefix}:pull_request", "${var.subject_prefix}:ref:refs/heads/main"]');
    expect(pipeline).toContain('["${var.subject_prefix}:environment:${each.key}"]');
    expect(pipeline).not.toMatch(/subject_prefix[^"]*\*/);
  });

  it("names a repository that nobody can own until it is replaced", () => {
    const values = filesOf(everything()).get("infra/bootstrap/bootstrap.auto.tfvars")?.content ?? "";
    const owner = /^subject_prefix = "repo:([A-Za-z0-9-]+)\/shop"$/m.exec(values)?.[1] ?? "";
    // GitHub's limit for names of users and organisations is 39.
    expect(owner.length).toBeGreaterThan(39);
  });

  it("has roles for the vendor's pipelines that the answers name, and for no other's", () => {
    const files = filesOf({ ...everything(), ci: "gitlab-ci" });
    expect(files.get("infra/bootstrap/pipeline.tf")?.content).toMatch(/gitlab/i);
    expect(files.get("infra/bootstrap/pipeline.tf")?.content).not.toMatch(/token\.actions\.githubusercontent/);
    expect(files.get("infra/bootstrap/state.tf")?.content).toContain('resource "aws_s3_bucket" "state"');
  });
});

function names(text: string, kind: string): string[] {
  return readHcl(text)
    .blocks.filter(({ header }) => header[0] === kind)
    .map(({ header }) => header[1] ?? "");
}
