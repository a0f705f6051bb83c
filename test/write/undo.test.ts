// Undo and redo: the tree before, to the byte, with its manifest and merge bases; never over an edit; safe against a crash like a run.
import { describe, expect, it } from "vitest";
import { type MemoryDisk, memoryDisk, SimulatedCrash } from "../../src/disk/memory-disk.ts";
import { applyChanges } from "../../src/write/apply.ts";
import { readHistory } from "../../src/write/history.ts";
import { asIfRecovered, recover } from "../../src/write/recovery.ts";
import { type ReversalOptions, reverseStep } from "../../src/write/undo.ts";
import { committed, generatedDisk, run, type Tree, userFiles, verbsOf } from "./helpers.ts";

const UNDO: ReversalOptions = { direction: "undo", keepEdited: false };
const REDO: ReversalOptions = { direction: "redo", keepEdited: false };

async function reverse(disk: MemoryDisk, options: ReversalOptions) {
  await recover(disk);
  const { step, changeSet, left } = reverseStep(disk, options);
  if (step === undefined) throw new Error("nothing to reverse");
  await applyChanges(changeSet, disk, step);
  return { changeSet, left, verbs: verbsOf(changeSet) };
}

const first: Tree = {
  "infra/a.tf": "a\n2\n3\n4\n",
  "infra/b.tf": "b\n1\n2\n",
  "infra/gone.tf": "gone\n",
  "run.sh": { content: "#!/bin/sh\n", executable: true },
};
const second: Tree = {
  "infra/a.tf": "A\n2\n3\n4\n",
  "infra/b.tf": "B\n1\n2\n",
  "infra/new/c.tf": "c\n",
  "run.sh": { content: "#!/bin/sh\n" },
};

/** A first run, an edit, a second run that merges it. */
async function twoRuns(options = {}): Promise<{ disk: MemoryDisk; before: Record<string, string> }> {
  const disk = await generatedDisk(first, options);
  disk.put("infra/b.tf", "b\n1\nmine\n");
  disk.put("own.txt", "own\n");
  const before = committed(disk);
  await run(disk, second);
  return { disk, before };
}

describe("undo", () => {
  it("puts back every byte and bit of the tree before the last run, manifest and merge bases included", async () => {
    const { disk, before } = await twoRuns();
    expect(userFiles(disk)["infra/b.tf"]).toBe("B\n1\nmine\n");
    expect((await reverse(disk, UNDO)).verbs).toEqual({
      "infra/a.tf": "update",
      "infra/b.tf": "update",
      "infra/gone.tf": "create",
      "infra/new/c.tf": "remove",
      "run.sh": "update",
    });
    expect(committed(disk)).toEqual(before);
    expect(disk.stat("infra/new")).toBeUndefined();
    // The next run does what the undone one did.
    expect((await run(disk, second)).verbs).toMatchObject({ "infra/b.tf": "merge", "infra/gone.tf": "remove" });
  });

  it("is undone by redo, and both can be repeated step by step, five steps back", async () => {
    const disk = memoryDisk();
    const states: Record<string, string>[] = [];
    for (let index = 0; index < 8; index++) {
      await run(disk, { a: `${index}\n`, [`only-${index}`]: "x\n" });
      states.push(committed(disk));
    }
    const back = [6, 5, 4, 3, 2];
    for (const [done, state] of back.entries()) {
      expect((await reverse(disk, UNDO)).left).toEqual({ undo: 4 - done, redo: done + 1 });
      expect(committed(disk)).toEqual(states[state]);
    }
    expect(reverseStep(disk, UNDO).changeSet.diagnostics).toMatchObject([{ code: "WRITE_NOTHING_TO_UNDO" }]);
    for (const state of [3, 4, 5]) {
      await reverse(disk, REDO);
      expect(committed(disk)).toEqual(states[state]);
    }
    await reverse(disk, UNDO);
    expect(committed(disk)).toEqual(states[4]);
    for (const state of [5, 6, 7]) {
      await reverse(disk, REDO);
      expect(committed(disk)).toEqual(states[state]);
    }
    expect(reverseStep(disk, REDO).step).toBeUndefined();
    expect(disk.list(".scaffold/local/undo")).toHaveLength(5);
  });

  it("forgets what could be redone once there is a new run", async () => {
    const { disk } = await twoRuns();
    await reverse(disk, UNDO);
    await run(disk, { ...first, "infra/other.tf": "o\n" });
    expect(reverseStep(disk, REDO).step).toBeUndefined();
    expect(readHistory(disk).spent).toEqual([]);
    await reverse(disk, UNDO);
    await reverse(disk, { ...UNDO, keepEdited: true });
    expect(userFiles(disk)).toEqual({ "infra/b.tf": "b\n1\nmine\n", "own.txt": "own\n" });
  });

  it("of the first run leaves the user's files and what keeps version control from seeing our records", async () => {
    const disk = memoryDisk();
    disk.put("services/api/main.js", "mine\n");
    disk.put("empty/x", "");
    disk.delete("empty/x");
    const everything = await run(disk, { "services/api/Dockerfile": "FROM a\n", "empty/y": "y\n" });
    expect(everything.applied.written).toHaveLength(2);
    await reverse(disk, UNDO);
    expect(Object.keys(committed(disk))).toEqual([".scaffold/.gitignore", "services/api/main.js"]);
    // A folder that was there before the run is not ours to remove.
    expect(disk.stat("empty")?.kind).toBe("folder");
    await reverse(disk, REDO);
    expect(userFiles(disk)).toMatchObject({ "services/api/Dockerfile": "FROM a\n", "empty/y": "y\n" });
  });

  it("refuses when a file was edited since, names it and writes nothing", async () => {
    const { disk } = await twoRuns();
    disk.put("infra/a.tf", "A\n2\n3\nedited since\n");
    disk.put("infra/gone.tf", "written anew\n");
    const all = disk.files();
    const { changeSet } = reverseStep(disk, UNDO);
    expect(changeSet.diagnostics.map(({ code, severity, message }) => [code, severity, message.split(" ")[0]])).toEqual(
      ["infra/gone.tf", "infra/a.tf"].map((path) => ["WRITE_EDITED_SINCE", "error", path]),
    );
    await expect(applyChanges(changeSet, disk)).rejects.toThrow("must not be applied");
    expect(disk.files()).toEqual(all);
  });

  it("with --keep-edited leaves those as they are; a later run merges them against the older base", async () => {
    const { disk, before } = await twoRuns();
    disk.put("infra/a.tf", "A\n2\n3\nedited since\n");
    const { verbs } = await reverse(disk, { ...UNDO, keepEdited: true });
    expect(verbs["infra/a.tf"]).toBe("keep");
    expect(committed(disk)).toEqual({ ...before, "infra/a.tf": "A\n2\n3\nedited since\n" });
    expect((await run(disk, second)).verbs["infra/a.tf"]).toBe("keep");
    expect(userFiles(disk)["infra/a.tf"]).toBe("A\n2\n3\nedited since\n");
  });

  it("remembers over a redo what --keep-edited left, and does it once the edit is gone", async () => {
    const { disk, before } = await twoRuns();
    const after = committed(disk);
    disk.put("infra/a.tf", "A\n2\n3\nedited since\n");
    await reverse(disk, { ...UNDO, keepEdited: true });
    await reverse(disk, REDO);
    expect(committed(disk)).toEqual({ ...after, "infra/a.tf": "A\n2\n3\nedited since\n" });
    // Still there: asked again.
    expect(reverseStep(disk, UNDO).changeSet.diagnostics).toMatchObject([{ code: "WRITE_EDITED_SINCE" }]);
    disk.put("infra/a.tf", "A\n2\n3\n4\n");
    await reverse(disk, UNDO);
    expect(committed(disk)).toEqual(before);
    await reverse(disk, REDO);
    expect(committed(disk)).toEqual(after);
  });

  it("says that a file which it left was put back since, where it has not the bytes to go along", async () => {
    const { disk, before } = await twoRuns();
    disk.put("infra/a.tf", "A\n2\n3\nedited since\n");
    await reverse(disk, { ...UNDO, keepEdited: true });
    disk.put("infra/a.tf", "a\n2\n3\n4\n");
    expect(committed(disk)).toEqual(before);
    expect(reverseStep(disk, REDO).changeSet.diagnostics).toMatchObject([{ code: "WRITE_EDITED_SINCE" }]);
    const { verbs } = await reverse(disk, { ...REDO, keepEdited: true });
    expect(verbs["infra/a.tf"]).toBe("keep");
    await reverse(disk, UNDO);
    expect(committed(disk)).toEqual(before);
  });

  it("does not go on over bookkeeping that somebody else wrote since, such as a pull", async () => {
    const { disk } = await twoRuns();
    disk.put(".scaffold/manifest.json", `${committed(disk)[".scaffold/manifest.json"]}\n`);
    const { changeSet } = reverseStep(disk, { ...UNDO, keepEdited: true });
    expect(changeSet.diagnostics).toMatchObject([{ code: "WRITE_EDITED_SINCE", severity: "error" }]);
    expect(changeSet.diagnostics[0]?.help).toContain("version control");
  });

  it("has nothing to change, and still goes one step back, when version control put the tree back before", async () => {
    const { disk, before } = await twoRuns();
    for (const path of Object.keys(committed(disk))) disk.delete(path.replace("*", ""));
    for (const [path, text] of Object.entries(before)) disk.put(path.replace("*", ""), text, path.endsWith("*"));
    const { verbs } = await reverse(disk, UNDO);
    expect(verbs).toEqual({});
    await reverse(disk, UNDO).catch(() => undefined);
    expect(reverseStep(disk, UNDO).changeSet.diagnostics[0]?.code).toBe("WRITE_EDITED_SINCE");
  });

  it("of a dry run says the same and writes nothing, after a crash too", async () => {
    const { disk } = await twoRuns();
    const all = disk.files();
    const foretold = reverseStep(asIfRecovered(disk), UNDO);
    expect(disk.files()).toEqual(all);
    expect((await reverse(disk, UNDO)).verbs).toEqual(verbsOf(foretold.changeSet));
  });

  it("takes no record of another checkout, nor one that was changed", async () => {
    const { disk } = await twoRuns();
    const record = readHistory(disk).undoable.at(-1)?.path ?? "";
    const text = new TextDecoder().decode(disk.read(record));
    disk.put(record, text.replace("infra/a.tf", ".git/hooks/post-checkout"));
    expect(() => reverseStep(disk, UNDO)).toThrow(expect.objectContaining({ code: "WRITE_JOURNAL_BROKEN" }));
    disk.put(record, text.replace(/"checkout":"[^"]*"/, '"checkout":"elsewhere"'));
    expect(() => reverseStep(disk, UNDO)).toThrow(expect.objectContaining({ code: "WRITE_JOURNAL_BROKEN" }));
  });

  it("on a disk that ignores case brings back names that a run wrote in another case", async () => {
    const disk = await generatedDisk({ "Docs/Guide.md": "same\n", x: "x\n" }, { ignoresCase: true });
    const before = committed(disk);
    await run(disk, { "docs/guide.md": "same\n", x: "x\n" });
    await reverse(disk, UNDO);
    expect(committed(disk)).toEqual(before);
  });
});

describe.each([UNDO, REDO])("a crash at any call of $direction", (options) => {
  it.each([true, false])("ends in the tree before it or after it (loss of power: %s)", async (losesPower) => {
    const { disk: start } = await twoRuns();
    if (options.direction === "redo") await reverse(start, UNDO);
    const old = committed(start);
    const whole = start.reboot();
    await reverse(whole, options);
    const done = committed(whole);
    const seen = new Set<string>();
    for (let call = 1; call <= whole.calls(); call++) {
      const dying = start.reboot({ crashAt: call, losesPower });
      await expect(reverse(dying, options)).rejects.toThrow(SimulatedCrash);
      const disk = dying.reboot();
      await recover(disk);
      const isDone = JSON.stringify(committed(disk)) === JSON.stringify(done);
      if (!isDone) expect(committed(disk)).toEqual(old);
      seen.add(isDone ? "done" : "old");
      if (!isDone) await reverse(disk, options);
      expect(committed(disk)).toEqual(done);
      // The way back is open in both cases.
      await reverse(disk, options.direction === "undo" ? REDO : UNDO);
      expect(committed(disk)).toEqual(old);
    }
    expect([...seen].sort()).toEqual(["done", "old"]);
  });
});
