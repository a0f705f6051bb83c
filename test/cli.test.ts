// The built command as users run it: exit codes, streams and files.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { SCHEMA_NAMES } from "../src/report/schemas.ts";
import { VERSION } from "../src/version.ts";
import { scratchFolder } from "./helpers/scratch.ts";

const main = resolve("dist/main.js");
const parcels = resolve("examples/parcels/step7.json");
const scaffold = (...args: string[]) =>
  execa(process.execPath, [main, ...args], { reject: false, env: { NO_COLOR: "1" } });
const schemaOf = (name: string) =>
  new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(`schemas/${name}.schema.json`, "utf8")));

function answersWith(change: (document: Record<string, unknown>) => void): string {
  const document = JSON.parse(readFileSync(parcels, "utf8"));
  change(document);
  const path = join(scratchFolder(), "step7.json");
  // The folder of the answers names the system; another name would be another system, whose resources all have to be made again.
  writeFileSync(path, JSON.stringify({ project: "parcels", ...document }));
  return path;
}

describe("scaffold", () => {
  it("prints help and its version", async () => {
    const help = await scaffold("--help");
    expect(help.exitCode).toBe(0);
    for (const word of ["infra", "validate", "explain", "schema", "--dry-run", "Exit codes"])
      expect(help.stdout).toContain(word);
    expect((await scaffold("infra", "--help")).stdout).toContain("Usage: scaffold infra");
    expect(help.stdout).not.toContain("\n\n\n");
    for (const name of SCHEMA_NAMES) expect(help.stdout, name).toMatch(new RegExp(`[ :]${name}(,|\n)`));
    expect((await scaffold("--version")).stdout).toBe(VERSION);
    expect(VERSION).toBe(JSON.parse(readFileSync("package.json", "utf8")).version);
  });

  it("says what it did not understand, with exit 2 and a suggestion", async () => {
    const command = await scaffold("infr", "x.json");
    expect(command).toMatchObject({ exitCode: 2, stdout: "" });
    expect(command.stderr).toContain('Did you mean "infra"?');
    expect((await scaffold("infra", parcels, "--dry-rum")).stderr).toContain('did you mean "--dry-run"?');
    expect(await scaffold("infra")).toMatchObject({ exitCode: 2 });
    expect(await scaffold("infra", parcels, "--check", "--diff")).toMatchObject({ exitCode: 2 });
    const missing = await scaffold("validate", "no/such/step7.json", "--json");
    expect(missing.exitCode).toBe(2);
    expect(JSON.parse(missing.stdout).error).toMatchObject({ code: "IO_READ" });
  });

  it("writes, does nothing the second time, and keeps an edit that the answers do not touch", async () => {
    const out = join(scratchFolder(), "out");
    const first = await scaffold("infra", parcels, "--out", out);
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.stdout).toMatch(/Wrote .*: \d+ created\./);
    expect((await scaffold("infra", parcels, "--out", out)).stdout).toMatch(/^Nothing to do in .*: \d+ unchanged\.$/);
    expect(await scaffold("infra", parcels, "--out", out, "--check")).toMatchObject({ exitCode: 0 });

    const network = join(out, "infra/stack/network.tf");
    writeFileSync(network, `${readFileSync(network, "utf8")}\n# ours: peering is set up by the platform team\n`);
    const bigger = answersWith((d) => {
      (d["output"] as { services: { scaling_requirements: string }[] }).services.forEach((service) => {
        service.scaling_requirements = "min 3, max 9";
      });
    });
    expect(await scaffold("infra", bigger, "--out", out, "--check")).toMatchObject({ exitCode: 3 });
    const dry = JSON.parse((await scaffold("infra", bigger, "--out", out, "--dry-run", "--json")).stdout);
    const real = JSON.parse((await scaffold("infra", bigger, "--out", out, "--json")).stdout);
    expect(real.changes).toEqual(dry.changes);
    expect(schemaOf("infra")(real)).toBe(true);
    expect(readFileSync(join(out, "infra/environments/prod/prod.auto.tfvars"), "utf8")).toMatch(/max_count = 9/);
    expect(readFileSync(network, "utf8")).toContain("# ours: peering is set up by the platform team");
  });

  it("shows a diff that git apply takes", async () => {
    const folder = scratchFolder();
    const out = join(folder, "out");
    await scaffold("infra", parcels, "--out", out);
    const changed = answersWith((d) => {
      (d["output"] as { data_architecture: { backup_strategy: string } }).data_architecture.backup_strategy =
        "Daily, 21 days";
    });
    const { stdout, exitCode } = await scaffold("infra", changed, "--out", out, "--diff");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("backup_retention_days = 21");
    const applied = await execa("git", ["apply", "--check", "-"], { cwd: out, input: `${stdout}\n`, reject: false });
    expect(applied.stderr).toBe("");
    expect(applied.exitCode).toBe(0);
  });

  it("leaves a conflict for a person and says so with exit 4", async () => {
    const out = join(scratchFolder(), "out");
    await scaffold("infra", parcels, "--out", out);
    const values = join(out, "infra/environments/prod/prod.auto.tfvars");
    writeFileSync(values, readFileSync(values, "utf8").replace("max_count = 4", "max_count = 5"));
    const changed = answersWith((d) => {
      (d["output"] as { services: { scaling_requirements: string }[] }).services.forEach((service) => {
        service.scaling_requirements = "min 2, max 9";
      });
    });
    const run = await scaffold("infra", changed, "--out", out);
    expect(run.exitCode).toBe(4);
    expect(run.stdout).toContain("! infra/environments/prod/prod.auto.tfvars");
    const text = readFileSync(values, "utf8");
    expect(text).toContain("max_count = 5");
    expect(text).toContain("max_count = 9");
    const again = await scaffold("infra", changed, "--out", out);
    expect(again.exitCode).toBe(4);
    expect(again.stderr).toContain("prod.auto.tfvars");
  });

  it("writes nothing when something decided cannot be built, and names the service and the override", async () => {
    const folder = scratchFolder();
    const lambda = answersWith((d) => {
      const output = d["output"] as {
        services: { technology: string }[];
        infrastructure: { hosting_strategy: string };
      };
      const [api] = output.services;
      if (api !== undefined) api.technology = "Go 1.26 on AWS Lambda";
    });
    const out = join(folder, "out");
    const run = await scaffold("infra", lambda, "--out", out);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("ARCH_UNSUPPORTED_COMPUTE");
    expect(run.stderr).toContain('service "api"');
    expect(existsSync(out)).toBe(false);
  });

  it("refuses a folder that holds somebody else's file in the way", async () => {
    const out = join(scratchFolder(), "out");
    mkdirSync(join(out, "infra/stack"), { recursive: true });
    writeFileSync(join(out, "infra/stack/network.tf"), "# hand-written\n");
    const run = await scaffold("infra", parcels, "--out", out);
    expect(readFileSync(join(out, "infra/stack/network.tf"), "utf8")).toContain("# hand-written");
    expect(run.exitCode).not.toBe(0);
  });

  it("explains decisions with evidence that is the text, and why a file or resource exists", async () => {
    const { stdout, exitCode } = await scaffold("explain", parcels, "--json");
    expect(exitCode).toBe(0);
    const value = JSON.parse(stdout);
    expect(schemaOf("explain")(value)).toBe(true);
    expect(value.decisions.databases).toMatchObject({ value: ["mysql"], source: "stated" });
    const document = JSON.parse(readFileSync(parcels, "utf8"));
    for (const decision of Object.values(value.decisions) as {
      evidence: { pointer: string; start: number; end: number; quote: string }[];
    }[]) {
      for (const { pointer, start, end, quote } of decision.evidence) {
        const text = pointer
          .slice(1)
          .split("/")
          .reduce((at, key) => at[key], document) as string;
        expect(text.slice(start, end)).toBe(quote);
      }
    }
    const out = join(scratchFolder(), "out");
    await scaffold("infra", parcels, "--out", out);
    const resource = await scaffold("explain", parcels, "module.stack.aws_db_instance.main", "--out", out);
    expect(resource.stdout).toContain("/output/data_architecture/primary_database");
    expect((await scaffold("explain", parcels, "infra/stack/database.tf", "--out", out)).exitCode).toBe(0);
    // From inside of the output no option is needed, and a service says what it is and from which words.
    const inside = await execa(process.execPath, [resolve("dist/main.js"), "explain", resolve(parcels), "api"], {
      cwd: resolve(out, "infra/stack"),
    });
    expect(inside.stdout).toMatch(/^api\n {2}api, go, \S+.*\n {4}"[^"]+" \/output\/services\//);
    const ask = async (name: string) => (await scaffold("explain", parcels, name, "--out", out)).stdout;
    expect(await ask("database.tf")).toContain("infra/stack/database.tf");
    expect(await ask("infra/stack/")).toMatch(/^infra\/stack\n[\s\S]*Holds\n[\s\S]* {2}infra\/stack\/database\.tf\n/);
    expect(await ask("track")).toMatch(
      /services\.track[\s\S]*Decides on\n[\s\S]*aws_cloudfront_distribution\.site_track\n/,
    );
    expect(await ask("backup")).toMatch(/backup\.retentionDays[\s\S]*Decides on\n[\s\S]*aws_backup_plan/);
    // What nobody generated is explained as the user's, whether it is named as it lies in the output or as seen from here.
    mkdirSync(join(out, "infra/extra"));
    writeFileSync(join(out, "infra/extra/alarm.tf"), "# mine\n");
    expect(await ask("infra/extra/alarm.tf")).toBe(
      "infra/extra/alarm.tf\n  yours: no run wrote it, and none changes or deletes it",
    );
    expect(await ask(join(out, "infra/extra"))).toMatch(
      /^infra\/extra\n {2}yours: [^\n]+\nHolds\n {2}infra\/extra\/alarm\.tf$/,
    );
    expect(await ask("services/../infra/extra/alarm.tf")).toBe("");
    expect(await ask(".scaffold/manifest.json")).toBe("");
    expect((await scaffold("explain", parcels, "tarck", "--out", out)).stderr).toContain('Did you mean "track"?');
    expect((await scaffold("explain", parcels, "aws_db_instance.mian", "--out", out)).stderr).toContain(
      'Did you mean "aws_db_instance.main"?',
    );
  });

  it("validates with every problem at once", async () => {
    const broken = answersWith((d) => {
      const output = d["output"] as Record<string, unknown>;
      delete output["security"];
      d["decisions"] = { cloud: "amazon" };
    });
    const { stdout, exitCode } = await scaffold("validate", broken, "--json");
    expect(exitCode).toBe(1);
    const value = JSON.parse(stdout);
    expect(schemaOf("validate")(value)).toBe(true);
    expect(value.diagnostics.map(({ code }: { code: string }) => code)).toEqual([
      "ANSWERS_BAD_OVERRIDE",
      "ANSWERS_MISSING",
    ]);
    const notJson = join(scratchFolder(), "step7.json");
    writeFileSync(notJson, "{ nope");
    expect(await scaffold("validate", notJson)).toMatchObject({ exitCode: 2, stdout: "" });
  });

  it("keeps the reading of an older version until it is accepted", async () => {
    const out = join(scratchFolder(), "out");
    await scaffold("infra", parcels, "--out", out);
    const path = join(out, ".scaffold/manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8"));
    manifest.tool = "0.0.1";
    manifest.decisions.waf.value = !manifest.decisions.waf.value;
    writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
    const wafOf = async () => JSON.parse((await scaffold("explain", parcels, "--json", "--out", out)).stdout);
    const held = await wafOf();
    expect(held.decisions.waf.value).toBe(manifest.decisions.waf.value);
    expect(held.diagnostics.map(({ code }: { code: string }) => code)).toContain("DECISION_READ_ANEW");
    const run = await scaffold("infra", parcels, "--out", out);
    expect(run).toMatchObject({ exitCode: 0 });
    expect(run.stderr).toContain("DECISION_READ_ANEW");
    // The manifest carries the new version now, and still the old reading.
    expect((await wafOf()).decisions.waf.value).toBe(manifest.decisions.waf.value);
    expect(await scaffold("infra", parcels, "--out", out, "--accept-readings")).toMatchObject({ exitCode: 0 });
    const taken = await wafOf();
    expect(taken.decisions.waf.value).toBe(!manifest.decisions.waf.value);
    expect(taken.diagnostics.map(({ code }: { code: string }) => code)).not.toContain("DECISION_READ_ANEW");
  });

  it("reports the template's criteria, and gives editors the overrides as people write them", async () => {
    const { stdout } = await scaffold("validate", parcels, "--json");
    const value = JSON.parse(stdout);
    expect(schemaOf("validate")(value)).toBe(true);
    expect(value.criteria).toHaveLength(11);
    expect((await scaffold("validate", parcels)).stdout).toMatch(/\d+ of 11 met\./);
    const check = schemaOf("step7");
    const document = JSON.parse(readFileSync(parcels, "utf8"));
    for (const decisions of [{ backup: { rpoMinutes: 5 } }, { "backup.rpoMinutes": 5 }, { cache: ["valkey"] }])
      expect(check({ ...document, decisions }), JSON.stringify(decisions)).toBe(true);
    for (const decisions of [{ backup: { rpo: 5 } }, { cash: ["valkey"] }, { cache: "valkey" }])
      expect(check({ ...document, decisions }), JSON.stringify(decisions)).toBe(false);
  });

  it("refuses to go on when the list of resources is gone, and takes it when that is accepted", async () => {
    const out = join(scratchFolder(), "out");
    await scaffold("infra", parcels, "--out", out);
    const list = join(out, ".scaffold/resources.json");
    const text = readFileSync(list, "utf8");
    rmSync(list);
    const missing = await scaffold("infra", parcels, "--out", out);
    expect(missing.exitCode).toBe(1);
    expect(missing.stderr).toContain("IMPACT_SNAPSHOT_MISSING");
    const emptied = JSON.parse(text);
    for (const module of Object.values(emptied.modules) as { resources: object }[]) module.resources = {};
    writeFileSync(list, JSON.stringify(emptied));
    expect((await scaffold("infra", parcels, "--out", out)).stderr).toContain("IMPACT_SNAPSHOT_MISSING");
    rmSync(list);
    const taken = await scaffold("infra", parcels, "--out", out, "--accept-data-loss", ".scaffold/resources.json");
    expect(taken).toMatchObject({ exitCode: 0 });
    expect(readFileSync(list, "utf8")).toBe(text);
  });
});
