// `scaffold review` as it is run: names of environments, formats, exit codes, standard input, and the lists of resources.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { environmentOf, uniqueNames } from "../../src/review/environments.ts";
import { scratchFolder } from "../helpers/scratch.ts";

const main = resolve("dist/main.js");
const run = (args: readonly string[], input?: string) =>
  execa(process.execPath, [main, "review", ...args], {
    reject: false,
    env: { NO_COLOR: "1" },
    ...(input === undefined ? {} : { input }),
  });
const plan = (name: string) => `test/fixtures/plans/${name}.json`;

describe("names of environments", () => {
  it.each([
    ["plan-prod.json", "prod"],
    ["plan.prod.json", "prod"],
    ["prod.tfplan.json", "prod"],
    ["out/tfplan_eu-west-1.json", "eu-west-1"],
    ["infra/environments/staging/plan.json", "staging"],
    ["C:\\ci\\dev\\tfplan.json", "dev"],
    ["plan.json", "plan"],
    ["./plan.json", "plan"],
    ["/plan.json", "plan"],
  ])("%s is %s", (path, name) => {
    expect(environmentOf(path)).toBe(name);
  });

  it("stay apart", () => {
    expect(uniqueNames(["a", "a", "b", "a"])).toEqual(["a", "a-2", "b", "a-3"]);
  });
});

describe("scaffold review", () => {
  it("exits 0, 1 and 2", async () => {
    expect(await run([plan("release")])).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await run([plan("downgrade")])).toMatchObject({ exitCode: 1, stderr: "" });
    expect(await run([plan("downgrade"), "--fail-on", "critical"])).toMatchObject({ exitCode: 0 });
    expect(await run([plan("update"), "--fail-on", "medium"])).toMatchObject({ exitCode: 1 });
    for (const args of [
      [],
      [plan("release"), "--format", "html"],
      [plan("release"), "--fail-on", "severe"],
      [plan("release"), "--max-bytes", "12"],
      ["--plan", "prod"],
      ["-", "-"],
      [plan("release"), "no/such.json"],
      ["package.json"],
    ]) {
      const { exitCode, stdout, stderr } = await run(args);
      expect([exitCode, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^error [A-Z_]+: /);
      expect(stderr).not.toMatch(/\n {4}at /);
    }
  });

  it("reads several plans with names, and one from standard input", async () => {
    const { stdout, exitCode } = await run(
      ["-", "--plan", `prod=${plan("release")}`, plan("release"), "--json"],
      readFileSync(plan("update"), "utf8"),
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).environments.map(({ name }: { name: string }) => name)).toEqual([
      "plan",
      "release",
      "prod",
    ]);
    expect(
      (
        await run([
          plan("update"),
          plan("downgrade"),
          "--format",
          "markdown",
          "--for",
          "github",
          "--max-bytes",
          "60000",
          "--out",
          ".",
          "--fail-on",
          "high",
        ])
      ).stdout,
    ).toContain("### Terraform plan: do not apply");
    expect((await run(["--quiet", plan("release")])).stdout).toBe("");
  });

  it("says in JSON what it could not read", async () => {
    const { stdout, exitCode } = await run(
      ["--json", "-"],
      '{"@level":"info","@message":"x"}\n{"@level":"info","@message":"y"}\n',
    );
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout).error).toMatchObject({ code: "REVIEW_STREAMING" });
  });

  it("says when the output was made from other answers", async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, ".scaffold"));
    const answers = join(folder, "step7.json");
    writeFileSync(answers, "{}");
    const manifest = (hash: string) =>
      writeFileSync(join(folder, ".scaffold/manifest.json"), JSON.stringify({ answers: hash }));
    const rules = async () => {
      const { stdout } = await run([plan("release"), "--answers", answers, "--out", folder, "--json"]);
      return JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule);
    };
    manifest(createHash("sha256").update("{}").digest("hex"));
    expect(await rules()).toEqual([]);
    manifest("0");
    expect(await rules()).toEqual(["intent/stale-output"]);
  });
});
