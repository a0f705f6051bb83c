// A run that dies at any call leaves the old tree or the new tree once the next run has started, and loses no byte of the user.
import { describe, expect, it } from "vitest";
import { type MemoryDisk, type MemoryDiskOptions, memoryDisk, SimulatedCrash } from "../../src/disk/memory-disk.ts";
import { applyChanges } from "../../src/write/apply.ts";
import { compare } from "../../src/write/compare.ts";
import { unifiedDiff } from "../../src/write/diff-text.ts";
import { asIfRecovered, readJournal, recover, rollBack } from "../../src/write/journal.ts";
import { generated, generatedDisk, plan, run, STAMP, type Tree, userFiles, verbsOf } from "./helpers.ts";

const before: Record<string, string> = {};
const after: Record<string, string> = {};
for (let index = 0; index < 60; index++) {
  const path = `infra/part-${index % 7}/file-${index}.tf`;
  const body = Array.from({ length: 12 }, (_, line) => `line ${line} of ${index}`).join("\n");
  if (index % 10 !== 9) before[path] = `${body}\n`;
  if (index % 10 !== 8) after[path] = index % 3 === 0 ? `${body}\n` : `${body.replace("line 5", "LINE 5")}\n`;
}
after["services/new/Dockerfile"] = "FROM scratch\n";

/** Generated once, then edited: an edit to merge, one to keep, one in conflict, a deletion, a foreign file. */
const template = (() => {
  const disk = generatedDisk(before);
  const edit = (path: string, from: string, to: string) =>
    disk.put(path, new TextDecoder().decode(disk.read(path)).replace(from, to));
  edit("infra/part-1/file-1.tf", "line 0", "MINE 0");
  edit("infra/part-3/file-3.tf", "line 0", "MINE 0");
  edit("infra/part-4/file-4.tf", "line 5", "MINE 5");
  edit("infra/part-4/file-18.tf", "line 5", "MINE 5");
  disk.delete("infra/part-0/file-7.tf");
  disk.put("services/new/Dockerfile", "FROM mine\n");
  disk.put("infra/own.tf", "own\n");
  return disk;
})();
const edited = (options: MemoryDiskOptions = {}): MemoryDisk => template.reboot(options);

const oldTree = userFiles(edited());
const reference = edited();
const referenceRun = run(reference, after);
const newTree = userFiles(reference);
const calls = callsOf((disk) => run(disk, after));

function callsOf(work: (disk: MemoryDisk) => void): number {
  const disk = edited();
  work(disk);
  return disk.calls();
}

function committed(disk: MemoryDisk): Record<string, string> {
  return Object.fromEntries(Object.entries(disk.files()).filter(([path]) => !path.startsWith(".scaffold/local/")));
}

it("the reference run has every kind of change in it", () => {
  expect(new Set(Object.values(referenceRun.verbs))).toEqual(
    new Set([
      "unchanged",
      "update",
      "merge",
      "keep",
      "conflict",
      "user-deleted",
      "remove",
      "obsolete-edited",
      "create",
    ]),
  );
  expect(calls).toBeGreaterThan(250);
});

describe.each([
  { losesPower: true, step: 1 },
  { losesPower: false, step: 3 },
])("a crash (loss of power: $losesPower)", ({ losesPower, step }) => {
  it("at any call: the next start puts back the old tree or finds the new one, and the next run ends right", () => {
    const seen = new Set<string>();
    for (let call = 1; call <= calls; call += step) {
      const dying = edited({ crashAt: call, losesPower });
      expect(() => run(dying, after)).toThrow(SimulatedCrash);
      const disk = dying.reboot();
      // What a dry run says before anything is repaired is what a real start finds.
      const foretold = compare({ fileSet: generated(after), disk: asIfRecovered(disk), stamp: STAMP });
      recover(disk);
      const tree = userFiles(disk);
      const isOld = JSON.stringify(tree) === JSON.stringify(oldTree);
      if (!isOld) expect(tree).toEqual(newTree);
      seen.add(isOld ? "old" : "new");
      expect(Object.keys(disk.files()).filter((path) => /staging|journal/.test(path))).toEqual([]);
      const next = plan(disk, after);
      expect(verbsOf(foretold)).toEqual(verbsOf(next));
      expect(unifiedDiff(foretold) === unifiedDiff(next)).toBe(true);
      if (isOld) applyChanges(next, disk);
      expect(committed(disk)).toEqual(committed(reference));
    }
    expect(seen).toContain("old");
    if (step === 1) expect(seen).toContain("new");
  });

  it("during the repair itself: the start after that finishes it", () => {
    const died = edited({ crashAt: calls - 30, losesPower });
    expect(() => run(died, after)).toThrow(SimulatedCrash);
    const counting = died.reboot();
    recover(counting);
    expect(userFiles(counting)).toEqual(oldTree);
    for (let call = 1; call <= counting.calls(); call += step) {
      const dying = died.reboot({ crashAt: call, losesPower });
      expect(() => recover(dying)).toThrow(SimulatedCrash);
      const disk = dying.reboot();
      recover(disk);
      expect(userFiles(disk)).toEqual(oldTree);
    }
  });
});

it("an error at any call (full disk, no permission) leaves the old tree at once, or the new one with only tidying left", () => {
  for (let call = 1; call <= calls; call++) {
    const disk = edited({ failAt: call });
    let failed = false;
    try {
      run(disk, after);
    } catch (error) {
      expect(error).toMatchObject({ code: "WRITE_DISK_FULL" });
      failed = true;
    }
    const isUnlock = call === calls;
    expect(userFiles(disk), `call ${call}`).toEqual(failed && !isUnlock ? oldTree : newTree);
    if (failed && !isUnlock) expect(readJournal(disk)).toBeUndefined();
    const rebooted = disk.reboot();
    recover(rebooted);
    if (failed && !isUnlock) run(rebooted, after);
    expect(committed(rebooted)).toEqual(committed(reference));
  }
});

it("a first run that fails leaves nothing but an empty folder for itself", () => {
  const disk = memoryDisk({ failAt: 40 });
  expect(() => run(disk, before)).toThrow("cannot write");
  expect(disk.files()).toEqual({});
});

it("a file edited between the comparison and the writing is not overwritten, and nothing else is written", () => {
  const target = "infra/part-2/file-2.tf";
  for (let call = 1; call < calls; call++) {
    let wasEdited = false;
    const disk: MemoryDisk = edited({
      onCall: (now, path) => {
        // The one moment that no file system guards is the rename of this very file.
        if (now !== call || path === target) return;
        disk.put(target, "saved just now\n");
        wasEdited = true;
      },
    });
    let code: unknown;
    try {
      applyChanges(plan(disk, after), disk);
    } catch (error) {
      code = (error as { code: unknown }).code;
    }
    const { [target]: saved, ...rest } = userFiles(disk);
    const { [target]: _, ...expected } = code === undefined ? newTree : oldTree;
    if (code !== undefined) expect(code).toBe("WRITE_CHANGED");
    if (wasEdited) expect(saved).toBe("saved just now\n");
    expect(rest).toEqual(expected);
  }
});

it("an edit made after a crash is kept, and the next run merges it", () => {
  const tree: Tree = { a: "1\n2\n3\n4\n5\n", b: "b\n" };
  const next: Tree = { a: "1\n2\n3\n4\nFIVE\n", b: "B\n" };
  const total = callsOfRun(tree, next);
  const results = new Set<string>();
  for (let call = 1; call <= total; call++) {
    const dying = generatedDisk(tree).reboot({ crashAt: call });
    expect(() => run(dying, next)).toThrow(SimulatedCrash);
    const disk = dying.reboot();
    disk.put("a", new TextDecoder().decode(disk.read("a")).replace("1", "mine"));
    run(disk, next);
    results.add(JSON.stringify(userFiles(disk)));
  }
  expect(results).toEqual(new Set([JSON.stringify({ a: "mine\n2\n3\n4\nFIVE\n", b: "B\n" })]));
});

function callsOfRun(tree: Tree, next: Tree): number {
  const disk = generatedDisk(tree).reboot();
  run(disk, next);
  return disk.calls();
}

it("the undo record of a run puts back every byte of the tree before, our own files included", () => {
  const disk = edited();
  const all = committed(disk);
  const { applied } = run(disk, after);
  const record = readJournal(disk, applied.undo);
  expect(record).toBeDefined();
  if (record !== undefined) rollBack(record, disk);
  expect(committed(disk)).toEqual(all);
  expect(disk.stat("services/new")).toBeDefined();
});

it("keeps the last five undo records", () => {
  const disk = memoryDisk();
  for (let index = 0; index < 8; index++) run(disk, { a: `${index}\n` });
  expect(disk.list(".scaffold/local/undo").map((entry) => entry.name)).toEqual([
    "4.json",
    "5.json",
    "6.json",
    "7.json",
    "8.json",
  ]);
});

it("a second run while one is writing is turned away", () => {
  let inner: unknown;
  const disk: MemoryDisk = memoryDisk({
    onCall: (call) => {
      if (call !== 20) return;
      try {
        applyChanges(plan(disk, { other: "x\n" }), disk);
      } catch (error) {
        inner = error;
      }
    },
  });
  run(disk, before);
  expect(inner).toMatchObject({ code: "WRITE_LOCKED" });
  expect(userFiles(disk)).toEqual(before);
});
