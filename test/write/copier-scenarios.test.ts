// The list of update scenarios that copier tests, by name, on a real disk: with Git and without, with LF and with CRLF.
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { stageConflicts } from "../../src/commands/stages.ts";
import { nodeDisk } from "../../src/disk/node-disk.ts";
import { applyChanges } from "../../src/write/apply.ts";
import { recover } from "../../src/write/recovery.ts";
import { scratchFolder } from "../helpers/scratch.ts";
import { plan, type Tree, verbsOf } from "./helpers.ts";

const owner = { pid: process.pid, host: "here", isAlive: () => true };
const hasGit = (() => {
  try {
    execFileSync("git", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();
const worlds = [
  { git: false, crlf: false },
  { git: false, crlf: true },
  { git: true, crlf: false },
  { git: true, crlf: true },
];

describe.each(worlds)("copier's update scenarios (git: $git, CRLF: $crlf)", (world) => {
  let root: string;
  let out: string;

  beforeEach(({ skip }) => {
    if (world.git && !hasGit) skip("git is not installed");
    root = scratchFolder();
    out = root;
    if (world.git) git("init", "-q");
  });

  function git(...words: string[]): string {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
    const names = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "protocol.file.allow=always"];
    return execFileSync("git", [...names, ...words], {
      cwd: root,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  }
  function commit(): void {
    if (!world.git) return;
    git("add", "-A");
    git("commit", "-qm", "x", "--allow-empty");
  }
  const ends = (text: string) => (world.crlf ? text.replaceAll("\n", "\r\n") : text);
  const put = (path: string, text: string) => {
    fs.mkdirSync(join(out, path, ".."), { recursive: true });
    fs.writeFileSync(join(out, path), ends(text));
  };
  const read = (path: string) => fs.readFileSync(join(out, path), "utf8").replaceAll("\r\n", "\n");
  const has = (path: string) => fs.existsSync(join(out, path));

  /** One run of the tool, Git's index included. */
  async function run(tree: Tree): Promise<Record<string, string>> {
    const disk = nodeDisk(out, owner);
    await recover(disk);
    const changeSet = plan(disk, tree);
    await applyChanges(changeSet, disk);
    await stageConflicts(out, changeSet);
    return verbsOf(changeSet);
  }

  /** Generated once and committed, with the line ends of this world. */
  async function generate(tree: Tree): Promise<void> {
    await run(tree);
    for (const path of Object.keys(tree)) put(path, read(path));
    commit();
  }

  it("same new file on both sides", async () => {
    await generate({ a: "a\n" });
    put("same.md", "same\n");
    put("other.md", "mine\n");
    expect(await run({ a: "a\n", "same.md": "same\n", "other.md": "theirs\n" })).toEqual({
      a: "unchanged",
      "same.md": "adopt",
      "other.md": "conflict",
    });
    expect(read("other.md")).toBe("mine\n");
  });

  it("deleted path stays deleted, also when its content is new", async () => {
    await generate({ a: "a\n", "docs/b.md": "b\n" });
    fs.rmSync(join(out, "docs"), { recursive: true });
    expect(await run({ a: "a\n", "docs/b.md": "new\n" })).toMatchObject({ "docs/b.md": "user-deleted" });
    expect(has("docs")).toBe(false);
  });

  it("file that is generated no more is removed when untouched, and kept when edited", async () => {
    await generate({ a: "a\n", untouched: "u\n", edited: "e\n" });
    put("edited", "mine\n");
    expect(await run({ a: "a\n" })).toEqual({ a: "unchanged", edited: "obsolete-edited", untouched: "remove" });
    expect([has("untouched"), read("edited")]).toEqual([false, "mine\n"]);
  });

  it("gitignored file is written and updated like any other", async () => {
    put(".gitignore", "secret.env\n");
    await generate({ "secret.env": "A=1\nB=2\n" });
    put("secret.env", "A=1\nB=2\n\nMINE=3\n");
    expect(await run({ "secret.env": "A=9\nB=2\n" })).toEqual({ "secret.env": "merge" });
    expect(read("secret.env")).toBe("A=9\nB=2\n\nMINE=3\n");
    if (world.git) expect(git("ls-files")).not.toContain("secret.env");
    put("secret.env", "A=7\nB=2\n\nMINE=3\n");
    expect(await run({ "secret.env": "A=8\nB=2\n" })).toEqual({ "secret.env": "conflict" });
    if (world.git) expect(git("ls-files", "-u")).toBe("");
  });

  it("project in a subdirectory of the repository", async () => {
    out = join(root, "deep/er");
    await generate({ "x.tf": "a = 1\n" });
    put("x.tf", "a = 2\n");
    expect(await run({ "x.tf": "a = 3\n" })).toEqual({ "x.tf": "conflict" });
    if (world.git) expect(git("status", "--short", "--", "deep/er/x.tf")).toBe("UU deep/er/x.tf\n");
    expect(fs.readdirSync(root).filter((name) => name !== ".git")).toEqual(["deep"]);
  });

  it("project in a worktree, and in a submodule", async () => {
    await generate({ "x.tf": "a = 1\n" });
    const places = [join(scratchFolder(), "tree"), join(scratchFolder(), "main")];
    const [tree = "", main = ""] = places;
    if (world.git) {
      git("worktree", "add", "-q", "-b", "side", tree);
      fs.mkdirSync(main);
      const origin = root;
      root = main;
      git("init", "-q");
      git("submodule", "add", "-q", origin, "sub");
    } else for (const place of [tree, join(main, "sub")]) fs.cpSync(out, place, { recursive: true });
    for (const place of [tree, join(main, "sub")]) {
      [root, out] = [place, place];
      put("x.tf", "a = 2\n");
      expect(await run({ "x.tf": "a = 3\n" })).toEqual({ "x.tf": "conflict" });
      if (world.git) expect(git("ls-files", "-u").split("\n")).toHaveLength(4);
    }
  });

  it("Unicode in content and in names of the user's own files", async () => {
    await generate({ "a.txt": "Zürich 😀\n\ntext\n" });
    put("Ünï çode/日本.md", "mine\n");
    put("a.txt", "Zürich 😀\n\nmein Täxt\n");
    expect(await run({ "a.txt": "Genève 😀\n\ntext\n" })).toEqual({ "a.txt": "merge" });
    expect(read("a.txt")).toBe("Genève 😀\n\nmein Täxt\n");
    expect(read("Ünï çode/日本.md")).toBe("mine\n");
  });

  it.each([false, true])("executable bit that changes (with a conflict in the content: %s)", async (conflict) => {
    const script = (line: string, executable: boolean) => ({ content: `#!/bin/sh\n${line}\n`, executable });
    await generate({ "run.sh": script("one", false) });
    if (conflict) put("run.sh", "#!/bin/sh\nmine\n");
    const verbs = await run({ "run.sh": script("two", true) });
    expect(verbs).toEqual({ "run.sh": conflict ? "conflict" : "update" });
    expect(fs.statSync(join(out, "run.sh")).mode & 0o100).toBe(0o100);
  });

  it("executable bit that a file system or an archive lost is an edit, and no content is touched for it", async () => {
    await generate({ "run.sh": { content: "#!/bin/sh\n", executable: true } });
    fs.chmodSync(join(out, "run.sh"), 0o644);
    expect(await run({ "run.sh": { content: "#!/bin/sh\n", executable: true } })).toEqual({ "run.sh": "keep" });
  });

  it("executable bits that an archive lost, all of them, are told", async () => {
    const script = { content: "#!/bin/sh\n", executable: true };
    await generate({ "a.sh": script, "b.sh": script, "c.txt": "c\n" });
    const said = () =>
      plan(nodeDisk(out, owner), { "a.sh": script, "b.sh": script, "c.txt": "C\n" }).diagnostics.map(
        ({ code }) => code,
      );
    fs.chmodSync(join(out, "a.sh"), 0o644);
    expect(said()).toEqual([]);
    fs.chmodSync(join(out, "b.sh"), 0o644);
    expect(said()).toEqual(["WRITE_NOT_EXECUTABLE"]);
  });

  it("binary file in the place of a generated one", async () => {
    await generate({ logo: "text\n" });
    const bytes = Buffer.from([0x89, 0x50, 0, 0xff]);
    fs.writeFileSync(join(out, "logo"), bytes);
    expect(await run({ logo: "new\n" })).toEqual({ logo: "conflict" });
    expect(fs.readFileSync(join(out, "logo"))).toEqual(bytes);
  });

  it("symlink in the place of a generated file or folder is not followed", async () => {
    await generate({ a: "a\n", "d/b": "b\n" });
    const outside = scratchFolder();
    fs.writeFileSync(join(outside, "b"), "precious\n");
    fs.rmSync(join(out, "a"));
    fs.rmSync(join(out, "d"), { recursive: true });
    fs.symlinkSync(join(outside, "b"), join(out, "a"));
    fs.symlinkSync(outside, join(out, "d"));
    expect(await run({ a: "new\n", "d/b": "new\n" })).toEqual({ a: "conflict", "d/b": "conflict" });
    expect(fs.readFileSync(join(outside, "b"), "utf8")).toBe("precious\n");
  });

  it("interrupted run is put back, and done by the next one", async () => {
    await generate({ a: "1\n2\n3\n4\n", b: "b\n" });
    put("a", "1\n2\n3\nmine\n");
    const disk = nodeDisk(out, owner);
    let renames = 0;
    const dying = {
      ...disk,
      rename: (from: string, to: string) => {
        if (++renames > 2) throw new Error("killed");
        disk.rename(from, to);
      },
      removeFile: () => {
        throw new Error("killed");
      },
    };
    await expect(applyChanges(plan(disk, { a: "ONE\n2\n3\n4\n", b: "B\n" }), dying)).rejects.toThrow("killed");
    expect(await run({ a: "ONE\n2\n3\n4\n", b: "B\n" })).toEqual({ a: "merge", b: "update" });
    expect([read("a"), read("b")]).toEqual(["ONE\n2\n3\nmine\n", "B\n"]);
  });

  it("second run is a no-op, to the byte and to the time of the last change", async () => {
    const tree = { a: "a\n", "d/b": "b\n" };
    await generate(tree);
    put("a", "mine\n");
    await run(tree);
    const state = () =>
      fs
        .readdirSync(out, { recursive: true, encoding: "utf8" })
        .filter((path) => !path.startsWith(".git"))
        .map((path) => [path, fs.statSync(join(out, path)).mtimeMs]);
    const before = state();
    expect(await run(tree)).toEqual({ a: "keep", "d/b": "unchanged" });
    expect(state()).toEqual(before);
    if (world.git) commit();
    if (world.git) expect(git("status", "--short")).toBe("");
  });

  it("dirty tree needs nothing committed first", async () => {
    await generate({ a: "1\n2\n3\n4\n" });
    put("a", "1\n2\n3\nmine\n");
    put("untracked", "u\n");
    expect(await run({ a: "ONE\n2\n3\n4\n" })).toEqual({ a: "merge" });
    expect([read("a"), read("untracked")]).toEqual(["ONE\n2\n3\nmine\n", "u\n"]);
  });

  it("tree from an archive, without modes and without what belongs to a checkout", async () => {
    await generate({ a: "1\n2\n3\n4\n", "run.sh": { content: "#!/bin/sh\n", executable: true } });
    const other = scratchFolder();
    fs.cpSync(out, other, { recursive: true, filter: (path) => !/[/\\](local|\.git)([/\\]|$)/.test(path) });
    fs.chmodSync(join(other, "run.sh"), 0o644);
    out = other;
    put("a", "1\n2\n3\nmine\n");
    const next = { a: "ONE\n2\n3\n4\n", "run.sh": { content: "#!/bin/sh\nmore\n", executable: true } };
    expect(await run(next)).toEqual({ a: "merge", "run.sh": "update" });
    expect(read("a")).toBe("ONE\n2\n3\nmine\n");
    expect(read("run.sh")).toBe("#!/bin/sh\nmore\n");
  });
});
