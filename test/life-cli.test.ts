// The commands of a tree's later life, built and run as users run them: exit codes, streams and files.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
    expect(dry.stdout).toMatch(/generated\/parcels would be as it was before the run: \d+ removed\.$/);
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

describe("scaffold conflicts", () => {
  it("lists, shows, settles and remembers; infra refuses over markers with exit 4 and writes nothing", async () => {
    const home = scratchFolder();
    const answers = join(home, "step7.json");
    writeFileSync(answers, readFileSync(parcels, "utf8"));
    const run = (...args: string[]) => scaffoldIn(home, ...args);
    await run("infra", answers, "--out", "o");
    const tfvars = join(home, "o/infra/environments/prod/prod.auto.tfvars");
    const original = readFileSync(tfvars, "utf8");
    const mine = original.replaceAll("retention_days = 14", "retention_days = 21");
    writeFileSync(tfvars, mine);
    writeFileSync(answers, readFileSync(answers, "utf8").replaceAll("14 days", "30 days"));
    expect(await run("conflicts", "list", "--out", "o")).toMatchObject({ exitCode: 0 });

    const clash = await run("infra", answers, "--out", "o", "--json");
    expect(clash.exitCode).toBe(4);
    expect(conforms("infra", clash.stdout)).toEqual([]);
    const ids = JSON.parse(clash.stdout).changes.flatMap((one: { conflictIds: string[] }) => one.conflictIds);
    expect(ids).toContain("database_main/backup_retention_days");
    const listed = await run("conflicts", "list", "--out", "o");
    // Named as the shell completes it, too.
    const byPath = await run("conflicts", "show", "o/infra/environments/prod/prod.auto.tfvars", "--out", "o");
    expect(byPath).toMatchObject({ exitCode: 4, stdout: expect.stringContaining("both changed it") });
    expect(listed.exitCode).toBe(4);
    expect(listed.stdout).toMatch(/prod\.auto\.tfvars:\d+ {2}database_main\/backup_retention_days/);
    const shown = await run("conflicts", "show", "database_main/backup_retention_days", "--out", "o");
    expect(shown.stdout).toMatch(/yours:\n.* = 21\ngenerated now:\n.* = 30/);

    const refused = await run("infra", answers, "--out", "o");
    expect(refused).toMatchObject({ exitCode: 4, stdout: "" });
    expect(refused.stderr).toContain("nothing was written\nNext: scaffold conflicts list --out o");
    expect(await run("conflicts", "resolve", "--all", "--out", "o")).toMatchObject({ exitCode: 2 });
    expect(await run("conflicts", "resolve", "nothing", "--ours", "--out", "o")).toMatchObject({ exitCode: 2 });
    const dry = await run("conflicts", "resolve", "--all", "--ours", "--out", "o", "--dry-run");
    expect(dry.stdout).toContain("Would settle");
    expect(dry.stdout).toMatch(
      /^ {2}yours {2}infra\/environments\/prod\/prod\.auto\.tfvars:\d+ {2}database_main\/backup_retention_days$/m,
    );
    const settled = await run("conflicts", "resolve", "--all", "--ours", "--out", "o", "--json");
    expect(settled.exitCode).toBe(0);
    expect(conforms("conflicts", settled.stdout)).toEqual([]);
    expect(conforms("choices", readFileSync(join(home, "o/.scaffold/choices.json"), "utf8"))).toEqual([]);
    expect(readFileSync(tfvars, "utf8")).toContain("backup_retention_days = 21");

    expect((await run("conflicts", "list", "--out", "o")).stdout).toContain("Remembered answers");
    expect((await run("undo", "--out", "o", "--dry-run")).stdout).toMatch(
      /o would be as it was before the conflicts were answered: /,
    );
    expect((await run("conflicts", "forget", "--out", "o")).stderr).toMatch(/which answer\?\n {2}Name a file or an id/);
    expect((await run("conflicts", "forget", "--all", "--out", "o")).exitCode).toBe(0);
    expect(await run("infra", answers, "--out", "o", "--check")).toMatchObject({ exitCode: 0 });
  });

  it("are in Git's index as long as they are open, also when a choice is undone and redone", async () => {
    const home = scratchFolder();
    const answers = join(home, "step7.json");
    writeFileSync(answers, readFileSync(parcels, "utf8"));
    const run = (...args: string[]) => scaffoldIn(home, ...args);
    const git = async (...words: string[]) =>
      (await execa("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...words], { cwd: home })).stdout;
    await run("infra", answers, "--out", "o");
    await git("init", "-q");
    await git("add", "-A");
    await git("commit", "-qm", "first");
    const tfvars = join(home, "o/infra/environments/prod/prod.auto.tfvars");
    writeFileSync(tfvars, readFileSync(tfvars, "utf8").replaceAll("retention_days = 14", "retention_days = 21"));
    writeFileSync(answers, readFileSync(answers, "utf8").replaceAll("14 days", "30 days"));
    expect((await run("infra", answers, "--out", "o")).exitCode).toBe(4);
    const unmerged = await git("ls-files", "-u");
    expect(unmerged.split("\n")).toHaveLength(3);
    await run("conflicts", "resolve", "--all", "--ours", "--out", "o");
    expect(await git("ls-files", "-u")).toBe("");
    const { stdout: said } = await run("undo", "--out", "o");
    expect(said).toContain("\nGit's index has as unmerged again: infra/environments/prod/prod.auto.tfvars.\n");
    // All three sides; what is generated now is the very same, what was before is so at least in the place in conflict.
    const again = (await git("ls-files", "-u")).split("\n");
    expect(again.map((line) => line.split(/[ \t]/)[2])).toEqual(["1", "2", "3"]);
    expect(again.at(-1)).toBe(unmerged.split("\n").at(-1));
    const place = "o/infra/environments/prod/prod.auto.tfvars";
    expect(await git("show", `:1:${place}`)).toMatch(/^ *backup_retention_days *= 14$/m);
    expect(await git("show", `:2:${place}`)).toMatch(/^ *backup_retention_days *= 21$/m);
    const redone = await run("undo", "--redo", "--out", "o", "--json");
    expect(conforms("undo", redone.stdout)).toEqual([]);
    expect(JSON.parse(redone.stdout)).toMatchObject({
      staged: [],
      reset: ["infra/environments/prod/prod.auto.tfvars"],
    });
    expect(await git("ls-files", "-u")).toBe("");

    await run("undo", "--out", "o");
    const open = readFileSync(tfvars, "utf8");
    writeFileSync(tfvars, open.replace(/^ *# [<=>]{7} .*\n/gm, "").replace(/^ *# +\w*retention_days += 30\n/gm, ""));
    const byHand = await run("infra", answers, "--out", "o");
    expect(byHand).toMatchObject({ exitCode: 0 });
    expect(byHand.stdout).toContain(`Next: in Git: git add ${place}, which you settled by hand\n`.trimEnd());
    expect((await run("infra", answers, "--out", "o")).stdout).not.toContain("git add");
  });

  it("brings back a file that was deleted when it is asked to", async () => {
    const home = scratchFolder();
    const run = (...args: string[]) => scaffoldIn(home, "infra", parcels, "--out", "o", ...args);
    await run();
    rmSync(join(home, "o/docs/runbook.md"));
    const left = await run();
    expect(left).toMatchObject({ exitCode: 0 });
    expect(left.stdout).toContain("--restore docs/runbook.md");
    expect(existsSync(join(home, "o/docs/runbook.md"))).toBe(false);
    expect(await run("--restore", "README.md")).toMatchObject({ exitCode: 2 });
    expect(await run("--restore", "docs")).toMatchObject({ exitCode: 0 });
    expect(existsSync(join(home, "o/docs/runbook.md"))).toBe(true);
  });
});

it("infra and impact build no second tree inside of an output folder: they name the one that is there", async () => {
  const home = scratchFolder();
  await scaffoldIn(home, "infra", parcels, "--out", "o", "--quiet");
  const before = readdirSync(join(home, "o"), { recursive: true }).length;
  for (const [folder, name] of [
    ["o", "."],
    ["o/infra/stack", "../.."],
  ] as const)
    for (const command of ["infra", "impact"]) {
      const refused = await scaffoldIn(join(home, folder), command, parcels);
      expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
      expect(refused.stderr).toContain(`--out ${name} `);
      const named = await scaffoldIn(join(home, folder), command, parcels, "--out", name);
      expect(named).toMatchObject({ exitCode: 0, stderr: "" });
    }
  expect(readdirSync(join(home, "o"), { recursive: true }).length).toBe(before);
});
