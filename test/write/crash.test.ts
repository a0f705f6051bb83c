// A run that dies at any call leaves the old tree or the new tree once the next run has started, and loses no byte of the user.
import { describe, expect, it, vi } from "vitest";
import { type MemoryDisk, type MemoryDiskOptions, memoryDisk, SimulatedCrash } from "../../src/disk/memory-disk.ts";
import { applyChanges } from "../../src/write/apply.ts";
import { compare } from "../../src/write/compare.ts";
import { unifiedDiff } from "../../src/write/diff-text.ts";
import { readJournal } from "../../src/write/journal.ts";
import { asIfRecovered, recover, rollBack } from "../../src/write/recovery.ts";
import { committed, generated, generatedDisk, plan, run, STAMP, type Tree, userFiles, verbsOf } from "./helpers.ts";

// Hundreds of whole runs for each of them; a machine that is busy with other work needs several times as long.
vi.setConfig({ testTimeout: 180_000 });

const before: Record<string, string> = {};
const after: Record<string, string> = {};
for (let index = 0; index < 60; index++) {
  const path = `infra/part-${index % 7}/file-${index}.tf`;
  const body = Array.from({ length: 12 }, (_, line) => `line ${line} of ${index}`).join("\n");
  if (index % 10 !== 9) before[path] = `${body}\n`;
  if (index % 10 !== 8) after[path] = index % 3 === 0 ? `${body}\n` : `${body.replace("line 5", "LINE 5")}\n`;
}
after["deep/er/new.tf"] = "new\n";
after["services/new/Dockerfile"] = "FROM scratch\n";

/** Generated once, then edited: an edit to merge, one to keep, one in conflict, a deletion, a foreign file. */
const template = await (async () => {
  const disk = await generatedDisk(before);
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
const referenceRun = await run(reference, after);
const newTree = userFiles(reference);
const calls = await callsOf((disk) => run(disk, after));

async function callsOf(work: (disk: MemoryDisk) => Promise<unknown>): Promise<number> {
  const disk = edited();
  await work(disk);
  return disk.calls();
}

it("the reference run has every kind of change in it", async () => {
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
  it("at any call: the next start puts back the old tree or finds the new one, and the next run ends right", async () => {
    const seen = new Set<string>();
    for (let call = 1; call <= calls; call += step) {
      const dying = edited({ crashAt: call, losesPower });
      await expect(run(dying, after)).rejects.toThrow(SimulatedCrash);
      const disk = dying.reboot();
      // What a dry run says before anything is repaired is what a real start finds.
      const foretold = compare({ fileSet: generated(after), disk: asIfRecovered(disk), stamp: STAMP });
      await recover(disk);
      const tree = userFiles(disk);
      const isOld = JSON.stringify(tree) === JSON.stringify(oldTree);
      if (!isOld) expect(tree).toEqual(newTree);
      else expect(disk.stat("deep")).toBeUndefined();
      seen.add(isOld ? "old" : "new");
      expect(Object.keys(disk.files()).filter((path) => /staging|journal/.test(path))).toEqual([]);
      const next = plan(disk, after);
      expect(verbsOf(foretold)).toEqual(verbsOf(next));
      expect(unifiedDiff(foretold) === unifiedDiff(next)).toBe(true);
      if (isOld) await applyChanges(next, disk);
      expect(committed(disk)).toEqual(committed(reference));
    }
    expect(seen).toContain("old");
    if (step === 1) expect(seen).toContain("new");
  });

  it("during the repair itself: the start after that finishes it", async () => {
    const died = edited({ crashAt: calls - 30, losesPower });
    await expect(run(died, after)).rejects.toThrow(SimulatedCrash);
    const counting = died.reboot();
    await recover(counting);
    expect(userFiles(counting)).toEqual(oldTree);
    for (let call = 1; call <= counting.calls(); call += step) {
      const dying = died.reboot({ crashAt: call, losesPower });
      await expect(recover(dying)).rejects.toThrow(SimulatedCrash);
      const disk = dying.reboot();
      await recover(disk);
      expect(userFiles(disk)).toEqual(oldTree);
    }
  });
});

it("a crash while a name changes its case, on a disk that ignores case, loses neither name nor content", async () => {
  const first: Tree = { "Docs/Guide.md": "same\n", "Docs/Other.md": "old\n" };
  const second: Tree = { "docs/guide.md": "same\n", "docs/other.md": "new\n" };
  const start = await generatedDisk(first, { ignoresCase: true });
  const whole = start.reboot();
  await run(whole, second);
  for (let call = 1; call <= whole.calls(); call++) {
    const dying = start.reboot({ crashAt: call });
    await expect(run(dying, second)).rejects.toThrow(SimulatedCrash);
    const disk = dying.reboot();
    await recover(disk);
    expect([first, second]).toContainEqual(userFiles(disk));
    await run(disk, second);
    expect(userFiles(disk)).toEqual(second);
  }
});

it("an error at any call (full disk, no permission) leaves the old tree at once, or the new one with only tidying left", async () => {
  for (let call = 1; call <= calls; call++) {
    const disk = edited({ failAt: call });
    let failed = false;
    try {
      await run(disk, after);
    } catch (error) {
      expect(error).toMatchObject({ code: "WRITE_DISK_FULL" });
      failed = true;
    }
    const isUnlock = call === calls;
    expect(userFiles(disk), `call ${call}`).toEqual(failed && !isUnlock ? oldTree : newTree);
    if (failed && !isUnlock) expect(readJournal(disk)).toBeUndefined();
    const rebooted = disk.reboot();
    await recover(rebooted);
    if (failed && !isUnlock) await run(rebooted, after);
    expect(committed(rebooted)).toEqual(committed(reference));
  }
});

it("a first run that fails leaves nothing but an empty folder for itself", async () => {
  const disk = memoryDisk({ failAt: 40 });
  await expect(run(disk, before)).rejects.toThrow("cannot write");
  expect(disk.files()).toEqual({});
});

it("a file edited between the comparison and the writing is not overwritten, and nothing else is written", async () => {
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
      await applyChanges(plan(disk, after), disk);
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

it("an edit made after a crash is kept, and the next run merges it", async () => {
  const tree: Tree = { a: "1\n2\n3\n4\n5\n", b: "b\n" };
  const next: Tree = { a: "1\n2\n3\n4\nFIVE\n", b: "B\n" };
  const total = await callsOfRun(tree, next);
  const results = new Set<string>();
  for (let call = 1; call <= total; call++) {
    const dying = (await generatedDisk(tree)).reboot({ crashAt: call });
    await expect(run(dying, next)).rejects.toThrow(SimulatedCrash);
    const disk = dying.reboot();
    disk.put("a", new TextDecoder().decode(disk.read("a")).replace("1", "mine"));
    await run(disk, next);
    results.add(JSON.stringify(userFiles(disk)));
  }
  expect(results).toEqual(new Set([JSON.stringify({ a: "mine\n2\n3\n4\nFIVE\n", b: "B\n" })]));
});

async function callsOfRun(tree: Tree, next: Tree): Promise<number> {
  const disk = (await generatedDisk(tree)).reboot();
  await run(disk, next);
  return disk.calls();
}

it("the undo record of a run puts back every byte of the tree before, our own files included", async () => {
  const disk = edited();
  const all = committed(disk);
  const { applied } = await run(disk, after);
  const record = readJournal(disk, applied.undo);
  expect(record).toBeDefined();
  if (record !== undefined) await rollBack(record, disk);
  expect(committed(disk)).toEqual(all);
  expect(disk.stat("services/new")).toBeDefined();
});

it("keeps the last five undo records", async () => {
  const disk = memoryDisk();
  for (let index = 0; index < 8; index++) await run(disk, { a: `${index}\n` });
  expect(disk.list(".scaffold/local/undo").map((entry) => entry.name)).toEqual([
    "4.json",
    "5.json",
    "6.json",
    "7.json",
    "8.json",
  ]);
});

it("a second run while one is writing is turned away", async () => {
  let second: Promise<unknown> = Promise.resolve();
  const disk: MemoryDisk = memoryDisk({
    onCall: (call) => {
      if (call === 20) second = applyChanges(plan(disk, { other: "x\n" }), disk).catch((error: unknown) => error);
    },
  });
  await run(disk, before);
  expect(await second).toMatchObject({ code: "WRITE_LOCKED" });
  expect(userFiles(disk)).toEqual(before);
});
