// In: a vendor and an answers file. Out: a copy of the tree with its scripts, in a repository of its own, and stand-ins for the programs that they call. Never reaches anything outside.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { renderTarget } from "./targets.ts";
import { run, scratch } from "./tools.ts";

export const MUSEUM = "examples/museum/step7.json";

/** A copy of the tree that a commit can be made in, and programs that come first in the path. */
export interface Workshop {
  readonly tree: string;
  readonly calls: () => string[];
  readonly program: (name: string, body: string) => void;
  readonly file: (path: string, text: string) => void;
  readonly start: (
    words: readonly string[],
    env?: Record<string, string>,
  ) => Promise<{ readonly exitCode: number | undefined; readonly output: string }>;
}

export async function workshop(ci: string, answers: string): Promise<Workshop> {
  const out = await renderTarget({
    name: `scripts-${ci}`,
    answers,
    decisions: { environments: ["staging", "prod"], ci },
  });
  const tree = join(scratch("workshop"), "tree");
  const bin = scratch("programs");
  const log = join(bin, "calls.log");
  await run("cp", ["-r", out, tree]);
  await run("git", ["init", "-q", "-b", "main"], { cwd: tree });
  await run("git", ["add", "-A"], { cwd: tree });
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
  await run("git", [...who, "commit", "-qm", "all"], { cwd: tree });
  return {
    tree,
    calls: () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []),
    program(name, body) {
      writeFileSync(join(bin, name), `#!/usr/bin/env bash\necho "${name} $*" >> "${log}"\n${body}\n`);
      chmodSync(join(bin, name), 0o755);
    },
    file(path, text) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    },
    start: (words, env = {}) => {
      rmSync(log, { force: true });
      return run("bash", words, { cwd: tree, env: { PATH: `${bin}:${process.env["PATH"] ?? ""}`, ...env } });
    },
  };
}
