// `scaffold review` as it is run: names of environments, formats, exit codes, standard input, and the lists of resources.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { environmentOf, uniqueNames } from "../../src/review/environments.ts";
import { scratchFolder } from "../helpers/scratch.ts";
import { fixture, rowOf } from "./plans.ts";

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
    ["atmos-output-only.json", "atmos-output-only"],
    ["prod-plan-output.json", "prod"],
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
      ["--plan", `prod=${plan("release")}`, "--plan", `prod=${plan("update")}`],
      ["-", "-"],
      [plan("release"), "no/such.json"],
      ["package.json"],
      [plan("release"), "--manifest", "x.json"],
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

  it("says what of the command line had no effect", async () => {
    const accepted = await run([
      plan("downgrade"),
      "--accept",
      "safety/recovery",
      "--accept",
      "aws_x.typo",
      "--accept",
      "",
    ]);
    expect(accepted.exitCode).toBe(1);
    expect(accepted.stderr).toMatch(/^warning REVIEW_ACCEPT_UNUSED: --accept "aws_x.typo" names no finding/m);
    expect(accepted.stderr).toContain('--accept ""');
    expect(accepted.stderr).not.toContain("safety/recovery");
    expect((await run([plan("release"), "--for", "gitlab", "--quiet"])).stderr).toContain(
      "--for has no effect on text",
    );
    const sarif = await run([plan("release"), "--format", "sarif", "--max-bytes", "5000"]);
    expect(sarif.stderr).toContain("--max-bytes has no effect on sarif");
    const json = await run([plan("release"), "--json", "--format", "text", "--accept", "x"]);
    expect([json.exitCode, json.stderr]).toEqual([0, ""]);
    expect(JSON.parse(json.stdout).diagnostics).toMatchObject([
      { code: "REVIEW_OPTION_UNUSED", severity: "warning" },
      { code: "REVIEW_ACCEPT_UNUSED", severity: "warning" },
    ]);
    const used = await run([plan("release"), "--format", "markdown", "--for", "gitlab", "--max-bytes", "60000"]);
    expect(used.stderr).toBe("");
    const placed = await run([resolve(plan("release")), "--json"]);
    expect(JSON.parse(placed.stdout).environments[0].source).toBe(plan("release"));
  });

  it("says in JSON what it could not read", async () => {
    const { stdout, exitCode } = await run(
      ["--json", "-"],
      '{"@level":"info","@message":"x"}\n{"@level":"info","@message":"y"}\n',
    );
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout).error).toMatchObject({ code: "REVIEW_STREAMING" });
  });

  /** A list of resources as scaffold infra writes it, with one database. */
  function snapshot(folder: string, name: string, resources: Record<string, object>): string {
    const empty = { members: {}, moved: [], removed: [], names: {} };
    const members = Object.fromEntries(
      Object.keys(resources).map((address) => [
        address,
        {
          because: [
            { decision: "databases", pointer: "/output/data_architecture/primary_database", quote: "one MySQL" },
          ],
          uses: [],
        },
      ]),
    );
    const path = join(folder, name);
    writeFileSync(
      path,
      JSON.stringify({
        schemaVersion: 1,
        modules: { stack: { ...empty, members }, bootstrap: empty },
        roots: {
          "infra/environments/prod": {
            module: "stack",
            regions: { aws: "eu-west-1" },
            because: [],
            resources: Object.fromEntries(
              Object.entries(resources).map(([address, body]) => [address, { arguments: body }]),
            ),
          },
        },
        parts: {},
      }),
    );
    return path;
  }

  it("knows from the lists of resources what was meant", async () => {
    const folder = scratchFolder();
    const document = { ...fixture("target"), resource_drift: [], complete: true };
    document.resource_changes = [
      {
        ...rowOf(
          "aws_db_instance",
          { engine: "mysql" },
          { engine: "postgres" },
          { actions: ["delete", "create"], replace_paths: [["engine"]] },
        ),
        address: "module.stack.aws_db_instance.main",
      },
    ];
    const path = join(folder, "plan-prod.json");
    writeFileSync(path, JSON.stringify(document));
    const before = snapshot(folder, "before.json", { "aws_db_instance.main": { engine: "mysql" } });
    const meant = snapshot(folder, "after.json", { "aws_db_instance.main": { engine: "postgres" } });
    const same = snapshot(folder, "same.json", { "aws_db_instance.main": { engine: "mysql" } });
    const expected = await run([path, "--base", before, "--manifest", meant, "--json"]);
    expect(expected.exitCode).toBe(0);
    expect(JSON.parse(expected.stdout)).toMatchObject({
      verdict: "warn",
      findings: [{ rule: "data-loss/replace", excuse: "expected" }],
      changes: [{ intent: "expected" }],
    });
    const unexpected = await run([path, "--base", before, "--manifest", same, "--json"]);
    expect(unexpected.exitCode).toBe(1);
    expect(JSON.parse(unexpected.stdout).findings.map(({ rule }: { rule: string }) => rule)).toContain(
      "intent/unexpected-destroy",
    );
    expect(
      await run([path, "--base", before, "--manifest", same, "--accept", "prod:module.stack.aws_db_instance.main"]),
    ).toMatchObject({ exitCode: 0 });
    expect((await run(["--plan", `qa=${path}`, "--base", before, "--manifest", same])).stderr).toContain(
      'no environment "qa"; it has prod',
    );
    const broken = (await run([path, "--base", path, "--manifest", same])).stderr;
    expect(broken).toContain("REVIEW_SNAPSHOT");
    expect(broken).not.toMatch(/Invalid|expected /);
    const nowhere = await run([path, "--base", before]);
    expect(nowhere.exitCode).toBe(2);
    expect(nowhere.stderr).toMatch(
      /nothing says what they want now: there is no .*\n {2}Name the output folder with --out DIR/,
    );
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
