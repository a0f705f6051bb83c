// The example that asks for OpenTofu against the real tofu: format, init, validate and its own tests.
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { renderTarget, targets } from "./targets.ts";
import { findMirror, findTool, folders, run, scratch, terraformEnvironment } from "./tools.ts";

const tofu = findTool("tofu");
const mirror = findMirror();
const target = targets.find(({ name }) => name === "clinic");

/** The same provider binaries under the host name that OpenTofu asks for. */
function tofuMirror(terraformMirror: string): string {
  const root = scratch("tofu-mirror");
  const source = join(terraformMirror, "registry.terraform.io/hashicorp/aws");
  for (const version of folders(source)) {
    const folder = join(root, "registry.opentofu.org/hashicorp/aws", version);
    mkdirSync(folder, { recursive: true });
    for (const platform of folders(join(source, version)))
      symlinkSync(join(source, version, platform), join(folder, platform));
  }
  return root;
}

describe.skipIf(tofu === undefined || mirror === undefined || target === undefined)("OpenTofu", () => {
  const env = terraformEnvironment(mirror === undefined ? "" : tofuMirror(mirror));
  const call = (cwd: string, args: readonly string[]) => run(tofu ?? "", args, { cwd, env });

  /** One copy of infra/: the roots share the modules, and the rendered tree stays as it was. */
  async function infra(): Promise<string> {
    if (target === undefined) throw new Error("no example asks for OpenTofu");
    const copy = join(scratch("tofu"), "infra");
    cpSync(join(await renderTarget(target), "infra"), copy, { recursive: true });
    return copy;
  }

  it("is formatted as tofu fmt does", async () => {
    const { output, exitCode } = await call(await infra(), ["fmt", "-check", "-diff", "-recursive"]);
    expect(output).toBe("");
    expect(exitCode).toBe(0);
  });

  it("bootstrap and every environment validate", async () => {
    const copy = await infra();
    const environments = folders(join(copy, "environments")).map((name) => `environments/${name}`);
    expect(environments.length).toBeGreaterThan(0);
    for (const root of ["bootstrap", ...environments]) {
      const started = await call(join(copy, root), ["init", "-backend=false"]);
      expect(started.exitCode, `${root}\n${started.output}`).toBe(0);
      const validated = await call(join(copy, root), ["validate"]);
      expect(validated.exitCode, `${root}\n${validated.output}`).toBe(0);
      expect(validated.output).toContain("Success!");
    }
  });

  it("its own tests pass", async () => {
    const folder = join(await infra(), "stack");
    const started = await call(folder, ["init", "-backend=false"]);
    expect(started.exitCode, started.output).toBe(0);
    expect(existsSync(join(folder, "tests"))).toBe(true);
    const tested = await call(folder, ["test"]);
    expect(tested.exitCode, tested.output.slice(-6000)).toBe(0);
    expect(tested.output).toMatch(/Success! [1-9]\d* passed, 0 failed/);
  });

  it("what it is told to forget after an edit validates, and its tests still pass", async () => {
    if (target === undefined) throw new Error("no example asks for OpenTofu");
    const folder = scratch("tofu-edited");
    const out = join(folder, "out");
    cpSync(await renderTarget(target), out, { recursive: true });
    const answers = JSON.parse(readFileSync(target.answers, "utf8"));
    const file = join(folder, "step7.json");
    const decisions = { ...answers.decisions, objectStorage: false };
    writeFileSync(file, JSON.stringify({ project: target.name, ...answers, decisions }));
    const edited = await run(process.execPath, [resolve("dist/main.js"), "infra", file, "--out", out, "--quiet"]);
    expect(edited.exitCode, edited.output).toBe(0);
    const stack = join(out, "infra/stack");
    expect(readFileSync(join(stack, "removed.tf"), "utf8")).toContain("from = aws_s3_bucket.");
    expect((await call(stack, ["fmt", "-check"])).exitCode).toBe(0);
    const started = await call(stack, ["init", "-backend=false"]);
    expect(started.exitCode, started.output).toBe(0);
    const tested = await call(stack, ["test"]);
    expect(tested.exitCode, tested.output.slice(-6000)).toBe(0);
    const root = join(out, "infra/environments", folders(join(out, "infra/environments"))[0] ?? "");
    expect((await call(root, ["init", "-backend=false"])).exitCode).toBe(0);
    expect((await call(root, ["validate"])).output).toContain("Success!");
  });
});
