// The commands of a tree's later life, built and run as users run them: exit codes, streams and files.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { scratchFolder } from "./helpers/scratch.ts";

const main = resolve("dist/main.js");
const parcels = resolve("examples/parcels/step7.json");
const scaffoldIn = (cwd: string, ...args: string[]) =>
  execa(process.execPath, [main, ...args], { reject: false, cwd, env: { NO_COLOR: "1" } });
const conforms = (name: string, text: string) => {
  const check = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(`schemas/${name}.schema.json`, "utf8")));
  check(JSON.parse(text));
  return check.errors ?? [];
};

describe("scaffold undo", () => {
  it("finds the folder, says what it would do, does it, takes it back, and refuses over an edit", async () => {
    const home = scratchFolder();
    const readme = join(home, "generated/parcels/README.md");
    expect(await scaffoldIn(home, "undo")).toMatchObject({ exitCode: 2, stdout: "" });
    await scaffoldIn(home, "infra", parcels);
    const dry = await scaffoldIn(home, "undo", "--dry-run");
    expect(dry).toMatchObject({ exitCode: 0, stderr: "" });
    expect(dry.stdout).toMatch(/generated\/parcels would be put back \(undo\): \d+ removed\.$/);
    expect(existsSync(readme)).toBe(true);

    const json = await scaffoldIn(home, "undo", "--json");
    expect(json.exitCode).toBe(0);
    expect(conforms("undo", json.stdout)).toEqual([]);
    expect(JSON.parse(json.stdout)).toMatchObject({ direction: "undo", left: { undo: 0, redo: 1 } });
    expect(existsSync(readme)).toBe(false);

    const nothing = await scaffoldIn(home, "undo");
    expect(nothing).toMatchObject({ exitCode: 1, stdout: "" });
    expect(nothing.stderr).toContain("WRITE_NOTHING_TO_UNDO");
    expect((await scaffoldIn(home, "undo", "--redo")).stdout).toContain("scaffold undo goes one step further back");
    expect((await scaffoldIn(home, "infra", parcels, "--check")).exitCode).toBe(0);

    writeFileSync(readme, "mine\n");
    const refused = await scaffoldIn(join(home, "generated/parcels"), "undo");
    expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
    expect(refused.stderr).toContain("README.md was edited since");
    expect((await scaffoldIn(home, "undo", "--keep-edited")).stdout).toContain("1 kept as you have them");
    expect(readFileSync(readme, "utf8")).toBe("mine\n");
  });
});
