// The diff of a change set: literals, and git itself as the judge where it is installed.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { memoryDisk } from "../../src/disk/memory-disk.ts";
import { compare } from "../../src/write/compare.ts";
import { unifiedDiff } from "../../src/write/diff-text.ts";
import { generated, generatedDisk, plan, STAMP, type Tree } from "./helpers.ts";

it("shows additions, changes, removals and modes, and none of our own files", async () => {
  const disk = await generatedDisk({ change: "1\n2\n3\n4\n5\n6\n7\n8\n9\n", gone: "x\n", mode: "m\n", same: "s\n" });
  const next = {
    change: "1\n2\n3\n4\nfive\n6\n7\n8\n9",
    mode: { content: "m\n", executable: true },
    "new/file": "n\n",
    same: "s\n",
  };
  expect(unifiedDiff(plan(disk, next))).toBe(`diff --git a/change b/change
--- a/change
+++ b/change
@@ -2,8 +2,8 @@
 2
 3
 4
-5
+five
 6
 7
 8
-9
+9
\\ No newline at end of file
diff --git a/gone b/gone
deleted file mode 100644
--- a/gone
+++ /dev/null
@@ -1 +0,0 @@
-x
diff --git a/mode b/mode
old mode 100644
new mode 100755
diff --git a/new/file b/new/file
new file mode 100644
--- /dev/null
+++ b/new/file
@@ -0,0 +1 @@
+n
`);
});

it("is empty when there is nothing to do", async () => {
  expect(unifiedDiff(plan(await generatedDisk({ a: "a\n" }), { a: "a\n" }))).toBe("");
});

function hasGit(): boolean {
  try {
    execFileSync("git", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

it.skipIf(!hasGit())("git apply makes of the old tree exactly the new one", async () => {
  const line = fc.constantFrom("a", "b", "", "}", "c\r", "é 😀", "-- x", "+++ y", "\\ z");
  const content = fc
    .tuple(fc.array(line, { maxLength: 25 }), fc.boolean())
    .map(([list, ends]) => list.join("\n") + (ends && list.length > 0 ? "\n" : ""));
  const file = fc.record({ content, executable: fc.boolean() });
  const tree: fc.Arbitrary<Tree> = fc.dictionary(fc.constantFrom("a", "b/c.tf", "d/e/f.sh", "g-h.i"), file, {
    noNullPrototype: true,
  });
  const folder = mkdtempSync(join(tmpdir(), "scaffold-diff-"));
  try {
    await fc.assert(
      fc.asyncProperty(tree, tree, async (first, second) => {
        rmSync(folder, { recursive: true });
        const old = generated(first);
        for (const [path, one] of old) {
          mkdirSync(dirname(join(folder, path)), { recursive: true });
          writeFileSync(join(folder, path), one.content, { mode: one.executable ? 0o755 : 0o644 });
        }
        mkdirSync(folder, { recursive: true });
        const disk = memoryDisk();
        for (const [path, one] of old) disk.put(path, one.content, one.executable);
        const adopted = await generatedDisk(first);
        const diff = unifiedDiff(compare({ fileSet: generated(second), disk: adopted, stamp: STAMP }));
        if (diff !== "")
          execFileSync("git", ["apply", "--unidiff-zero", "--whitespace=nowarn"], {
            cwd: folder,
            input: diff,
            env: { ...process.env, GIT_CEILING_DIRECTORIES: dirname(folder) },
          });
        for (const [path, one] of generated(second)) {
          expect(readFileSync(join(folder, path), "utf8")).toBe(one.content);
          expect((statSync(join(folder, path)).mode & 0o100) !== 0).toBe(one.executable === true);
        }
        for (const path of old.keys()) if (!(path in second)) expect(() => statSync(join(folder, path))).toThrow();
      }),
      { numRuns: 60 },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
