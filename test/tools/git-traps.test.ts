// A repository that came in an archive: its configuration names programs. None of them runs, and what needs one is left alone.
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { markMerged, markUnmerged } from "../../src/tools/git-index.ts";
import { scratchFolder } from "../helpers/scratch.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const hasGit = spawnSync("git", ["--version"]).status === 0;
const conflict = { path: "infra/a.tf", base: bytes("base\n"), ours: bytes("ours\n"), theirs: bytes("theirs\n") };

interface Trap {
  readonly root: string;
  readonly out: string;
  /** Exists when a program of the repository ran. */
  readonly proof: string;
  readonly git: (...words: string[]) => string;
}

function repository(): Trap {
  const root = scratchFolder();
  const out = join(root, "made");
  mkdirSync(join(out, "infra"), { recursive: true });
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  const git = (...words: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...words], {
      cwd: out,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  git("init", "-q", root);
  writeFileSync(join(out, "infra/a.tf"), "base\n");
  writeFileSync(join(out, "b.tf"), "b\n");
  git("add", "-A");
  git("commit", "-qm", "first");
  writeFileSync(join(out, "infra/a.tf"), "ours\n");
  return { root, out, proof: join(root, "executed"), git };
}

const configure = ({ root }: Trap, text: string) => appendFileSync(join(root, ".git/config"), `${text}\n`);

/** Everything that we ask of Git: an index with three stages, and both ways out of it. */
async function everything({ out }: Trap): Promise<string[][]> {
  const results: string[][] = [];
  for (const how of ["add", "reset"] as const)
    results.push(await markUnmerged(out, [conflict]), await markMerged(out, [conflict], how));
  return results;
}

/** What a careless run does; it shows that the trap works on this Git. */
const CARELESS = {
  filter: ["hash-object", "--path", "infra/a.tf", "infra/a.tf"],
  add: ["add", "-A"],
  status: ["status"],
  tree: ["rev-parse", "--verify", "HEAD:./infra/a.tf"],
};

interface Case {
  readonly name: string;
  readonly set: (trap: Trap) => void;
  readonly careless: readonly string[];
  /** What becomes of the file: marked and merged as ever, or left alone. */
  readonly isLeft: boolean;
}

const filter = (name: string, program: "clean" | "process"): Case => ({
  name: `filter.${name}.${program}`,
  set: (trap) => {
    configure(trap, `[filter "${name}"]\n\t${program} = touch '${trap.proof}' && cat`);
    writeFileSync(join(trap.out, ".gitattributes"), `*.tf filter=${name}\n`);
  },
  careless: CARELESS.filter,
  isLeft: true,
});

const CASES: readonly Case[] = [
  filter("x", "clean"),
  filter("a=b.c", "clean"),
  filter("x", "process"),
  {
    name: "a filter of a file that an included configuration has",
    set: (trap) => {
      configure(trap, "[include]\n\tpath = more");
      writeFileSync(join(trap.root, ".git/more"), `[filter "x"]\n\tclean = touch '${trap.proof}' && cat\n`);
      writeFileSync(join(trap.out, ".gitattributes"), "*.tf filter=x\n");
    },
    careless: CARELESS.filter,
    isLeft: true,
  },
  {
    name: "a filter of another file, which an update of the whole index would look at",
    set: (trap) => {
      configure(trap, `[filter "x"]\n\tclean = touch '${trap.proof}' && cat`);
      writeFileSync(join(trap.out, ".gitattributes"), "b.tf filter=x\n");
      writeFileSync(join(trap.out, "b.tf"), "c\n");
    },
    careless: CARELESS.status,
    isLeft: false,
  },
  {
    name: "core.fsmonitor",
    set: (trap) => configure(trap, `[core]\n\tfsmonitor = touch '${trap.proof}'; true`),
    careless: CARELESS.status,
    isLeft: false,
  },
  {
    name: "core.hooksPath",
    set: (trap) => {
      mkdirSync(join(trap.root, "traps"));
      writeFileSync(join(trap.root, "traps/post-index-change"), `#!/bin/sh\ntouch '${trap.proof}'\n`, { mode: 0o755 });
      configure(trap, `[core]\n\thooksPath = ${join(trap.root, "traps")}`);
    },
    careless: CARELESS.add,
    isLeft: false,
  },
  {
    name: "core.sshCommand of a partial clone in which the last commit's tree is missing",
    set: (trap) => {
      configure(
        trap,
        `[core]\n\trepositoryFormatVersion = 1\n\tsshCommand = touch '${trap.proof}'; false\n[extensions]\n\tpartialClone = origin\n[remote "origin"]\n\turl = ssh://nobody.invalid/x\n\tpromisor = true`,
      );
      const tree = trap.git("rev-parse", "HEAD^{tree}").trim();
      rmSync(join(trap.root, ".git/objects", tree.slice(0, 2), tree.slice(2)), { force: true });
    },
    careless: CARELESS.tree,
    isLeft: true,
  },
];

describe.skipIf(!hasGit)("a repository of a stranger", () => {
  it.each(CASES)("runs nothing of $name", async ({ set, careless, isLeft }) => {
    const shown = repository();
    set(shown);
    spawnSync("git", careless, { cwd: shown.out });
    expect(existsSync(shown.proof), "the trap does not work on this Git").toBe(true);

    const trap = repository();
    set(trap);
    const results = await everything(trap);
    expect(existsSync(trap.proof)).toBe(false);
    expect(results).toEqual(Array.from({ length: 4 }, () => (isLeft ? [] : [conflict.path])));
  });

  it("runs no alias, pager, diff driver, textconv or merge driver", async () => {
    const trap = repository();
    const touch = `touch '${trap.proof}'`;
    const names = ["rev-parse", "ls-files", "ls-tree", "hash-object", "update-index", "add", "config"];
    configure(
      trap,
      [
        `[alias]\n${names.map((name) => `\t${name} = !${touch}`).join("\n")}`,
        `[pager]\n${names.map((name) => `\t${name} = ${touch}`).join("\n")}`,
        `[core]\n\tpager = ${touch}\n\teditor = ${touch}\n\tgitProxy = ${touch}\n\taskPass = ${touch}\n\talternateRefsCommand = ${touch}`,
        `[diff]\n\texternal = ${touch}\n[diff "x"]\n\tcommand = ${touch}\n\ttextconv = ${touch}\n[merge "x"]\n\tdriver = ${touch}`,
        `[credential]\n\thelper = !${touch}\n[gpg]\n\tprogram = ${touch}`,
      ].join("\n"),
    );
    writeFileSync(join(trap.out, ".gitattributes"), "* diff=x merge=x\n");
    expect(await everything(trap)).toEqual(Array.from({ length: 4 }, () => [conflict.path]));
    expect(existsSync(trap.proof)).toBe(false);
  });

  it("is not followed to a work tree elsewhere", async () => {
    const trap = repository();
    const elsewhere = scratchFolder();
    configure(trap, `[core]\n\tworktree = ${elsewhere}`);
    expect(await markUnmerged(trap.out, [conflict])).toEqual([]);
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it("takes the name of a file as it is: signs of a pattern reach no other file", async () => {
    const { out, git } = repository();
    const path = "infra/[ab].tf";
    writeFileSync(join(out, path), "base\n");
    git("add", "-A");
    git("commit", "-qm", "second");
    writeFileSync(join(out, "infra/a.tf"), "mine\n");
    writeFileSync(join(out, path), "ours\n");
    expect(await markUnmerged(out, [{ ...conflict, path }])).toEqual([path]);
    expect(await markMerged(out, [{ ...conflict, path }], "add")).toEqual([path]);
    expect(git("diff", "--cached", "--name-only").trim()).toBe("made/infra/[ab].tf");
  });
});
