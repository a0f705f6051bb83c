// The printer against terraform itself: what it reads back, and how it would have laid it out. Needs no provider.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bootstrapRegistry } from "../../blueprints/stacks/bootstrap/blueprint.ts";
import { stackRegistry } from "../../blueprints/stacks/registry.ts";
import type { Decisions } from "../../src/decisions/decision.ts";
import { alignAssignments, printExpression } from "../../src/render/expression.ts";
import type { Json } from "../../src/render/graph.ts";
import { printBlocks } from "../../src/render/hcl.ts";
import { render } from "../../src/render/render.ts";
import { everything } from "../helpers/architectures.ts";
import { asFreeText, freeValue, mapStrings, written } from "../helpers/free-text.ts";
import { findTool, run, scratch } from "../real/tools.ts";

const terraform = findTool("terraform");
/** Whatever the machine's own configuration says must not get into the output. */
const config = join(scratch("cli"), "terraformrc");
writeFileSync(config, "");

describe.skipIf(terraform === undefined)("terraform", () => {
  const tf = (cwd: string, args: readonly string[], input = "") =>
    run(terraform ?? "", args, {
      cwd,
      input,
      env: { TF_CLI_CONFIG_FILE: config, TF_CLI_ARGS: "-no-color", CHECKPOINT_DISABLE: "1" },
    });

  it("reads back any free text, and has nothing to format", async () => {
    // Terraform writes strings in Unicode's composed form, and numbers as decimals of any length: both are fixed before comparing.
    const composed = (value: Json) => mapStrings(value, (text) => text.normalize("NFC"));
    const values = fc
      .sample(freeValue, { numRuns: 300, seed: 1 })
      .map((value) => composed(written(value)))
      .filter((value) => !hasOddNumber(value));
    const folder = scratch("hcl");
    const locals = values.map((value, index) => [`v${index}`, printExpression(asFreeText(value), 2)] as const);
    writeFileSync(join(folder, "main.tf"), `locals {\n${alignAssignments(locals, "  ")}}\n`);

    expect(await tf(folder, ["fmt", "-check", "-diff"])).toEqual({ exitCode: 0, output: "" });
    const list = `jsonencode([${values.map((_, index) => `local.v${index}`).join(", ")}])`;
    const { output, exitCode } = await tf(folder, ["console"], `base64encode(${list})\n`);
    expect(exitCode, output).toBe(0);
    expect(JSON.parse(Buffer.from(JSON.parse(output), "base64").toString("utf8"))).toEqual(values);
  });

  it("has nothing to format in blocks with any content", async () => {
    const folder = scratch("hcl");
    const blocks = fc.sample(fc.tuple(freeValue, freeValue), { numRuns: 100, seed: 2 }).map(([one, two], index) => ({
      kind: "resource" as const,
      labels: ["null_resource", `r${index}`],
      file: "main",
      body: {
        attributes: [
          ["for_each", "${var.x}"],
          ["name", asFreeText(one)],
          ["a_longer_name", asFreeText(two)],
          ["tags", { a: 1, bc: asFreeText(two) }],
        ] as const,
        blocks: [
          { name: "rule", labels: ["x"], body: { attributes: [["inner", asFreeText(one)]] as const, blocks: [] } },
        ],
      },
      because: [{ decision: "compute", pointer: "/p", quote: JSON.stringify(one) }],
      comment: undefined,
      skips: [{ check: "CKV_AWS_1", reason: JSON.stringify(two) }],
    }));
    writeFileSync(join(folder, "main.tf"), printBlocks(blocks));
    expect(await tf(folder, ["fmt", "-check", "-diff"])).toEqual({ exitCode: 0, output: "" });
  });

  it("has nothing to format in the infrastructure of everything", async () => {
    const folder = scratch("hcl");
    const { files } = render(everything(), {} as Decisions, {
      stack: stackRegistry,
      bootstrap: bootstrapRegistry,
      files: [],
    });
    for (const { path, content } of files.values()) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    expect(await tf(folder, ["fmt", "-check", "-diff", "-recursive"])).toEqual({ exitCode: 0, output: "" });
  });
});

/** Numbers that JavaScript and Terraform write differently. */
function hasOddNumber(value: Json): boolean {
  if (typeof value === "number") return !Number.isSafeInteger(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(hasOddNumber);
}
