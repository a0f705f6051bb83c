// Properties of whole lives: random trees, random edits, random new output. 500 cases of each; 10,000 with SCAFFOLD_NIGHTLY=1.
import fc from "fast-check";
import { expect, it } from "vitest";
import { type MemoryDisk, memoryDisk } from "../../src/disk/memory-disk.ts";
import { applyChanges } from "../../src/write/apply.ts";
import { isUpToDate } from "../../src/write/change-set.ts";
import { findConflicts } from "../../src/write/find-conflicts.ts";
import { resolveConflicts } from "../../src/write/resolve-conflicts.ts";
import { reverseStep } from "../../src/write/undo.ts";
import { committed, generatedDisk, plan, run, type Tree, userFiles } from "./helpers.ts";

const PATHS = ["README.md", "infra/a.tf", "infra/b.tf", "s/x/Dockerfile", "s/x/main.js", "s/y/run.sh", "t.json"];
const line = fc.constantFrom("one", "two = 2", "}", "", '{ "three": 3 }', "Zürich 😀", "cr\r", "four", "five");
const content = fc.array(line, { maxLength: 9 }).map((list) => list.map((text) => `${text}\n`).join(""));
const file = fc.record({
  content,
  executable: fc.boolean(),
  ownership: fc.constantFrom("managed" as const, "managed" as const, "seed" as const),
});
const tree: fc.Arbitrary<Tree> = fc.dictionary(fc.constantFrom(...PATHS), file, { noNullPrototype: true });

type Edit = {
  path: string;
  kind: "append" | "replace" | "delete" | "crlf" | "chmod" | "binary" | "symlink";
  at: number;
  id: number;
};
const edit: fc.Arbitrary<Edit> = fc.record({
  path: fc.constantFrom(...PATHS, "own.txt", "s/x/own.js"),
  kind: fc.constantFrom("append", "replace", "delete", "crlf", "chmod", "binary", "symlink"),
  at: fc.nat(9),
  id: fc.nat(1_000_000),
});

function carryOut(disk: MemoryDisk, { path, kind, at, id }: Edit): void {
  const stat = disk.stat(path);
  if (kind === "delete") disk.delete(path);
  else if (stat === undefined && kind === "symlink") disk.symlink(path);
  else if (stat === undefined || stat.kind === "file")
    editFile(disk, { path, kind, at, id }, stat?.executable === true);
}

function editFile(disk: MemoryDisk, { path, kind, at, id }: Edit, executable: boolean): void {
  const text =
    disk.stat(path) === undefined ? "" : new TextDecoder("utf-8", { ignoreBOM: true }).decode(disk.read(path));
  if (kind === "binary") disk.put(path, new Uint8Array([0xff, 0, id % 256]));
  else if (kind === "crlf") disk.put(path, text.replaceAll(/\r?\n/g, "\r\n"), executable);
  else if (kind === "chmod") disk.put(path, text, !executable);
  else if (kind !== "symlink") {
    const list = text.split("\n");
    list.splice(at % (list.length + 1), kind === "replace" ? 1 : 0, `user ${id}`);
    disk.put(path, list.join("\n"), executable);
  }
}

const life = fc.record({ first: tree, second: tree, edits: fc.array(edit, { maxLength: 8 }) });
const nightly = process.env["SCAFFOLD_NIGHTLY"] === "1";
const runs = { numRuns: nightly ? 10_000 : 500 };
const TIMEOUT = nightly ? 3_600_000 : 60_000;

it(
  "every line of the user survives or stands in a reported conflict, and a second run has nothing to do",
  async () => {
    await fc.assert(
      fc.asyncProperty(life, async ({ first, second, edits }) => {
        const disk = await generatedDisk(first);
        for (const one of edits) carryOut(disk, one);
        const before = userFiles(disk);
        const { changeSet, verbs } = await run(disk, second);
        const after = userFiles(disk);
        for (const [path, text] of Object.entries(before)) {
          const plain = path.replace("*", "");
          const now = after[plain] ?? after[`${plain}*`] ?? "";
          for (const row of text.split(/\r?\n/)) if (row.startsWith("user ")) expect(now.split(/\r?\n/)).toContain(row);
          // What the run had no business with is the same to the byte.
          if (verbs[plain] === undefined || verbs[plain] === "keep") expect(now).toBe(text);
        }
        const marked = changeSet.changes.some((change) => change.markedRegions > 0);
        const again = plan(disk, second);
        if (marked) expect(again.diagnostics.map((one) => one.code)).toContain("WRITE_UNRESOLVED");
        else {
          expect(again.operations).toEqual([]);
          expect(isUpToDate(again)).toBe(again.changes.every((change) => change.verb !== "conflict"));
        }
      }),
      runs,
    );
  },
  TIMEOUT,
);

it(
  "a dry run says what the real run does, and does nothing",
  async () => {
    await fc.assert(
      fc.asyncProperty(life, async ({ first, second, edits }) => {
        const disk = await generatedDisk(first);
        for (const one of edits) carryOut(disk, one);
        const [before, calls] = [disk.files(), disk.calls()];
        const foretold = plan(disk, second);
        expect(disk.files()).toEqual(before);
        expect(disk.calls()).toBe(calls);
        await applyChanges(foretold, disk);
        for (const change of foretold.changes) {
          const stat = disk.stat(change.path);
          if (change.after === undefined) expect(stat?.kind).not.toBe("file");
          else
            expect([Buffer.from(disk.read(change.path)).toString(), stat?.executable]).toEqual([
              Buffer.from(change.after.bytes).toString(),
              change.after.executable,
            ]);
        }
      }),
      runs,
    );
  },
  TIMEOUT,
);

it(
  "without hand edits a run leaves exactly what is generated, and flipping back restores every byte",
  async () => {
    const managed = fc.dictionary(fc.constantFrom(...PATHS), fc.record({ content, executable: fc.boolean() }), {
      noNullPrototype: true,
    });
    await fc.assert(
      fc.asyncProperty(managed, managed, async (first, second) => {
        const disk = memoryDisk();
        const expected = (wanted: Tree) =>
          Object.fromEntries(
            Object.entries(wanted).flatMap(([path, value]) =>
              typeof value === "string" ? [] : [[`${path}${value.executable ? "*" : ""}`, value.content]],
            ),
          );
        await run(disk, first);
        const committed = () =>
          Object.fromEntries(Object.entries(disk.files()).filter(([path]) => !path.startsWith(".scaffold/local/")));
        const original = committed();
        await run(disk, second);
        expect(userFiles(disk)).toEqual(expected(second));
        await run(disk, first);
        expect(committed()).toEqual(original);
      }),
      runs,
    );
  },
  TIMEOUT,
);

it(
  "what is in conflict can be settled by either side; then the run goes on, and undo restores every byte of each step",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        life,
        fc.constantFrom("ours" as const, "theirs" as const),
        async ({ first, second, edits }, side) => {
          const disk = await generatedDisk(first);
          for (const one of edits) carryOut(disk, one);
          const states = [committed(disk)];
          await run(disk, second);
          if (JSON.stringify(committed(disk)) !== JSON.stringify(states.at(-1))) states.push(committed(disk));
          const found = findConflicts(disk);
          const open = found.conflicts.filter(({ form }) => form !== "blocked" || side === "ours");
          const { changeSet } = resolveConflicts(disk, found, open, side);
          expect(changeSet.diagnostics).toEqual([]);
          await applyChanges(changeSet, disk);
          if (JSON.stringify(committed(disk)) !== JSON.stringify(states.at(-1))) states.push(committed(disk));
          expect(findConflicts(disk).conflicts.filter(({ form }) => form !== "blocked" || side === "ours")).toEqual([]);
          const next = plan(disk, second);
          expect(next.diagnostics.filter(({ code }) => code === "WRITE_UNRESOLVED")).toEqual([]);
          // Answers are known by now: nothing is asked again.
          if (side === "ours") expect(next.changes.filter(({ verb }) => verb === "conflict")).toEqual([]);
          for (const state of states.slice(0, -1).reverse()) {
            const { changeSet: back, step } = reverseStep(disk, { direction: "undo", keepEdited: false });
            await applyChanges(back, disk, step);
            expect(committed(disk)).toEqual(state);
          }
        },
      ),
      runs,
    );
  },
  TIMEOUT,
);
