// Git's index after a run with conflicts: three stages as after a merge, and none once it is settled. Real Git; a loud skip without it.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { markMerged, markUnmerged } from "../../src/tools/git-index.ts";
import { scratchFolder } from "../helpers/scratch.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const hasGit = (() => {
  try {
    execFileSync("git", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

function repository(): { root: string; out: string; git: (...words: string[]) => string } {
  const root = scratchFolder();
  const out = join(root, "made here/ünï");
  mkdirSync(join(out, "infra"), { recursive: true });
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  const git = (...words: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...words], { cwd: root, env, encoding: "utf8" });
  git("init", "-q");
  writeFileSync(join(out, "infra/a.tf"), "base\n");
  writeFileSync(join(out, "b.tf"), "b\n");
  git("add", "-A");
  git("commit", "-qm", "first");
  writeFileSync(join(out, "infra/a.tf"), "ours\n");
  return { root, out, git };
}
const conflict = { path: "infra/a.tf", base: bytes("base\n"), ours: bytes("ours\n"), theirs: bytes("theirs\n") };

describe.skipIf(!hasGit)("the index", () => {
  it("has the three sides of a file in conflict, and a commit waits", async () => {
    const { out, git } = repository();
    expect(await markUnmerged(out, [conflict])).toEqual(["infra/a.tf"]);
    expect(git("status", "--short")).toContain("UU");
    const place = "made here/ünï/infra/a.tf";
    for (const [stage, text] of ["base\n", "ours\n", "theirs\n"].entries())
      expect(git("show", `:${stage + 1}:${place}`)).toBe(text);
    expect(() => git("commit", "-qm", "no")).toThrow();
    expect(readFileSync(join(out, "infra/a.tf"), "utf8")).toBe("ours\n");
    // A second time there is nothing to do.
    expect(await markUnmerged(out, [conflict])).toEqual([]);
  });

  it("has no first stage where the base is not known", async () => {
    const { out, git } = repository();
    await markUnmerged(out, [{ ...conflict, base: undefined }]);
    expect(git("status", "--short")).toContain("AA");
  });

  it("is merged again by a choice, with what is in the work tree, and by an undo, with what was committed", async () => {
    for (const [how, shown] of [
      ["add", "M  "],
      ["reset", " M "],
    ] as const) {
      const { out, git } = repository();
      await markUnmerged(out, [conflict]);
      expect(await markMerged(out, [conflict], how)).toEqual(["infra/a.tf"]);
      expect(git("status", "--short").startsWith(shown)).toBe(true);
    }
  });

  it("keeps what was staged and stands nowhere else, files that are not tracked, and a merge of Git's own", async () => {
    const { out, git } = repository();
    writeFileSync(join(out, "infra/a.tf"), "staged only\n");
    git("add", "-A");
    writeFileSync(join(out, "infra/a.tf"), "ours\n");
    expect(await markUnmerged(out, [conflict, { ...conflict, path: "new.tf" }])).toEqual([]);
    expect(git("show", ":made here/ünï/infra/a.tf")).toBe("staged only\n");
    git("reset", "-q", "--hard");
    git("checkout", "-qb", "side");
    writeFileSync(join(out, "infra/a.tf"), "side\n");
    git("commit", "-qam", "side");
    git("checkout", "-q", "-");
    writeFileSync(join(out, "infra/a.tf"), "main\n");
    git("commit", "-qam", "main");
    expect(() => git("merge", "-q", "side")).toThrow();
    const before = git("ls-files", "-s");
    expect(await markUnmerged(out, [conflict])).toEqual([]);
    expect(await markMerged(out, [conflict], "add")).toEqual([]);
    expect(git("ls-files", "-s")).toBe(before);
  });

  it("is that of the folder, whatever a hook of another repository has set, and no hook runs", async () => {
    const { out, git, root } = repository();
    const hook = join(root, ".git/hooks/post-index-change");
    writeFileSync(hook, `#!/bin/sh\ntouch "${root}/hook-ran"\n`, { mode: 0o755 });
    const other = repository();
    process.env["GIT_DIR"] = join(other.root, ".git");
    try {
      expect(await markUnmerged(out, [conflict])).toEqual(["infra/a.tf"]);
    } finally {
      delete process.env["GIT_DIR"];
    }
    expect(git("ls-files", "-u")).not.toBe("");
    expect(other.git("ls-files", "-u")).toBe("");
    expect(git("status", "--short")).not.toContain("hook-ran");
  });

  it("is asked for nothing where there is no repository, and none without Git", async () => {
    const folder = scratchFolder();
    expect(await markUnmerged(folder, [conflict])).toEqual([]);
    expect(await markMerged(folder, [conflict], "add")).toEqual([]);
    const { out } = repository();
    const path = process.env["PATH"];
    process.env["PATH"] = folder;
    try {
      expect(await markUnmerged(out, [conflict])).toEqual([]);
    } finally {
      process.env["PATH"] = path;
    }
  });

  it("never asks a repository that a stranger committed into the folder: its configuration names programs", async () => {
    const { root, out, git } = repository();
    const proof = join(root, "executed");
    writeFileSync(join(out, "HEAD"), "ref: refs/heads/main\n");
    for (const name of ["objects", "refs"]) mkdirSync(join(out, name), { recursive: true });
    writeFileSync(
      join(out, "config"),
      `[core]\n\tbare = false\n\tworktree = .\n[filter "x"]\n\tclean = touch ${proof} && cat\n`,
    );
    writeFileSync(join(out, ".gitattributes"), "* filter=x\n");
    // The trap works on a Git that is asked without care.
    execFileSync("git", ["hash-object", "--stdin", "--path", "infra/a.tf"], { cwd: out, input: "x" });
    expect(existsSync(proof)).toBe(true);
    rmSync(proof);
    await markUnmerged(out, [conflict]);
    await markMerged(out, [conflict], "add");
    expect(existsSync(proof)).toBe(false);
    expect(git("status", "--short")).not.toContain("UU");
  });
});
