// The committed trees under generated/ are what the tool writes now, byte by byte, from any folder, time zone and locale.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { scratchFolder } from "./helpers/scratch.ts";

const main = resolve("dist/main.js");

/** Path → content of every file below `folder`; the volatile part of the bookkeeping is left out, as git does. */
function tree(folder: string, base = ""): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(join(folder, base)).sort()) {
    const path = base === "" ? name : `${base}/${name}`;
    if (path === ".scaffold/local") continue;
    const full = join(folder, path);
    if (statSync(full).isDirectory()) for (const [inner, text] of tree(folder, path)) files.set(inner, text);
    else files.set(path, `${(statSync(full).mode & 0o100) === 0 ? "" : "executable "}${readFileSync(full, "latin1")}`);
  }
  return files;
}

describe("generated trees", () => {
  it.each(readdirSync("examples"))(
    "%s is what the tool writes now (npm run build && npm run generated)",
    async (name) => {
      const committed = tree(resolve("generated", name));
      const out = join(scratchFolder(), "elsewhere");
      await execa(process.execPath, [main, "infra", resolve("examples", name, "step7.json"), "--out", out, "--quiet"], {
        cwd: tmpdir(),
        env: { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", HOME: tmpdir() },
        extendEnv: true,
      });
      const written = tree(out);
      expect([...written.keys()]).toEqual([...committed.keys()]);
      for (const [path, text] of written) expect(text, path).toBe(committed.get(path));
      // Nothing of this machine is in it.
      for (const [path, text] of written) expect(text.includes(out) || text.includes(resolve(".")), path).toBe(false);
    },
  );

  it("has a tree for every example and nothing else", () => {
    expect(readdirSync("generated").sort()).toEqual(readdirSync("examples").sort());
  });
});
