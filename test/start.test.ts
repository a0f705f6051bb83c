// The launcher of the built tool: compiled code is a gain in time only, never a condition.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeEach, describe, expect, it } from "vitest";

const scratch = mkdtempSync(join(tmpdir(), "scaffold-start-"));
const dist = join(scratch, "dist");
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
beforeEach(() => cpSync("dist", dist, { recursive: true }));

const run = (...args: string[]) =>
  execa(process.execPath, [join(dist, "main.js"), ...args], { reject: false, env: { NO_COLOR: "1" } });

describe("the launcher", () => {
  it.each(["words", "reading", "review", "infra"])("has compiled code for %s that this V8 takes", async (name) => {
    const script = `
      const start = require(${JSON.stringify(join(dist, "main.js"))});
      process.argv = ["node", "scaffold", ${JSON.stringify(name === "reading" ? "schema" : name)}];
      process.on("exit", () => process.stderr.write("\\nrejected: " + script.cachedDataRejected));
      const script = start(process.argv.slice(2));`;
    const { stderr } = await execa(process.execPath, ["-e", script], { reject: false });
    expect(stderr).toContain("rejected: false");
  });

  it.each([
    ["missing", (path: string) => rmSync(path)],
    ["cut off", (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 5000))],
    ["not compiled code", (path: string) => writeFileSync(path, "{}")],
  ])("runs when the compiled code is %s", async (_, damage) => {
    damage(join(dist, "reading.cache"));
    const { exitCode, stdout } = await run("schema", "manifest");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync("schemas/manifest.schema.json", "utf8")));
  });

  it("runs under another V8, which gets neither the compiled code nor the flags", async () => {
    const main = readFileSync(join(dist, "main.js"), "utf8");
    expect(main).toContain(`"${process.versions.v8}"`);
    writeFileSync(join(dist, "main.js"), main.replace(process.versions.v8, "0.0.0"));
    expect((await run("--version")).stdout).toBe("0.1.0");
    expect((await run("validate", "examples/shop/step7.json")).exitCode).toBe(0);
  });

  it("knows the help of a command and refuses what is none, in the words of the whole tool", async () => {
    expect((await run("infra", "--help")).stdout).toContain("scaffold infra <step7.json>");
    expect((await run("constructor")).stderr).toContain('unknown command "constructor"');
    expect((await run("infra", "--", "--help")).stderr).toContain("--help cannot be read");
  });
});
