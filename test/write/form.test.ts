// What a file is besides its lines: line ends, byte order mark, executable bit, text or not, and whether it still parses.
import { describe, expect, it } from "vitest";
import { memoryDisk } from "../../src/disk/memory-disk.ts";
import { generatedDisk, plan, run, userFiles } from "./helpers.ts";

describe("the form of a file", () => {
  it("CRLF files and byte order marks stay, through update, merge and conflict", async () => {
    const disk = await generatedDisk({ u: "a\nb\n", m: "a\nb\nc\nd\n", c: "a\nb\n", same: "x\ny\n" });
    disk.put("u", "\uFEFFa\r\nb\r\n");
    disk.put("m", "a\r\nb\r\nc\r\nmine\r\n");
    disk.put("c", "mine\r\nb\r\n");
    disk.put("same", "x\r\ny\r\n");
    expect((await run(disk, { u: "a\nB\n", m: "A\nb\nc\nd\n", c: "yours\nb\n", same: "x\ny\n" })).verbs).toEqual({
      u: "update",
      m: "merge",
      c: "conflict",
      same: "unchanged",
    });
    expect(userFiles(disk)).toEqual({
      u: "\uFEFFa\r\nB\r\n",
      m: "A\r\nb\r\nc\r\nmine\r\n",
      c: "<<<<<<< yours: lines-b9b8e487\r\nmine\r\n=======\r\nyours\r\n>>>>>>> scaffold: lines-b9b8e487\r\nb\r\n",
      same: "x\r\ny\r\n",
    });
    expect(plan(disk, { c: "x\n" }).diagnostics).toMatchObject([
      { code: "WRITE_UNRESOLVED" },
      { code: "WRITE_KEPT_EDITED", message: expect.stringMatching(/^m is no longer generated/) },
    ]);
  });

  it("a file with mixed line ends keeps every one of them", async () => {
    const disk = await generatedDisk({ a: "one\ntwo\nthree\nfour\n" });
    disk.put("a", "one\r\ntwo\nthree\nfour\n");
    await run(disk, { a: "one\ntwo\nthree\nFOUR\n" });
    expect(userFiles(disk)).toEqual({ a: "one\r\ntwo\nthree\nFOUR\n" });
  });

  it("a file whose folder is a file now is gone, and nothing is said of it", async () => {
    const disk = await generatedDisk({ "ci/run.sh": "a\n", b: "b\n" });
    disk.removeFile("ci/run.sh");
    disk.removeFolder("ci");
    disk.put("ci", "mine\n");
    const { changeSet, verbs } = await run(disk, { b: "b\n" });
    expect(changeSet.diagnostics).toEqual([]);
    expect(verbs).toEqual({ "ci/run.sh": "user-deleted", b: "unchanged" });
    expect(userFiles(disk)).toEqual({ b: "b\n", ci: "mine\n" });
  });

  it("an untouched CRLF file is removed as untouched", async () => {
    const disk = await generatedDisk({ a: "a\nb\n" });
    disk.put("a", "a\r\nb\r\n");
    expect((await run(disk, {})).verbs).toEqual({ a: "remove" });
  });

  it("the executable bit is merged like a line", async () => {
    const script = (executable: boolean, content = "#!/bin/sh\n") => ({ content, executable });
    const disk = await generatedDisk({ a: script(false), b: script(true), c: script(true) });
    expect(Object.keys(userFiles(disk))).toEqual(["a", "b*", "c*"]);
    disk.put("b", "#!/bin/sh\n", false);
    disk.put("c", "#!/bin/sh\nmine\n", true);
    expect((await run(disk, { a: script(true), b: script(true), c: script(false) })).verbs).toEqual({
      a: "update",
      b: "keep",
      c: "update",
    });
    expect(userFiles(disk)).toEqual({ "a*": "#!/bin/sh\n", b: "#!/bin/sh\n", c: "#!/bin/sh\nmine\n" });
    expect((await run(disk, { a: script(true), b: script(true), c: script(false) })).changeSet.operations).toEqual([]);
  });

  it("where there is no executable bit, its absence is no edit", async () => {
    const disk = memoryDisk({ keepsExecutableBit: false });
    await run(disk, { a: { content: "x\n", executable: true } });
    expect((await run(disk, { a: { content: "x\n", executable: true } })).verbs).toEqual({ a: "unchanged" });
    expect((await run(disk, {})).verbs).toEqual({ a: "remove" });
  });

  it("a file that is no longer text is left as it is", async () => {
    const disk = await generatedDisk({ a: "a\n" });
    const bytes = new Uint8Array([0xff, 0xfe, 0x41, 0x00]);
    disk.put("a", bytes);
    expect((await run(disk, { a: "a\n" })).verbs).toEqual({ a: "keep" });
    expect((await run(disk, { a: "b\n" })).verbs).toEqual({ a: "conflict" });
    expect(disk.read("a")).toEqual(bytes);
    expect((await run(disk, { a: "b\n" })).verbs).toEqual({ a: "conflict" });
  });

  it("Unicode content survives, also what has two spellings", async () => {
    const disk = await generatedDisk({ a: "Zürich\nsmile 😀\nend\n" });
    disk.put("a", "Zu\u0308rich\nsmile 😀\nend\n");
    await run(disk, { a: "Zürich\nsmile 😀\nENDE\n" });
    expect(userFiles(disk)).toEqual({ a: "Zu\u0308rich\nsmile 😀\nENDE\n" });
  });

  it("a missing newline at the end is no conflict", async () => {
    const disk = await generatedDisk({ a: "one\ntwo\nthree" });
    disk.put("a", "one\ntwo\nthree\n");
    await run(disk, { a: "ONE\ntwo\nthree" });
    expect(userFiles(disk)).toEqual({ a: "ONE\ntwo\nthree\n" });
  });

  it("JSON gets no markers and is never broken by a merge", async () => {
    const disk = await generatedDisk({ "a.json": '{\n  "a": 1,\n  "b": 2\n}\n', "b.json": '{\n  "x": 1\n}\n' });
    disk.put("a.json", '{\n  "a": 9,\n  "b": 2\n}\n');
    const mine = '{\n  "x": 1, "mine": [\n  ],,\n}\n';
    disk.put("b.json", mine);
    const next = { "a.json": '{\n  "a": 5,\n  "b": 2\n}\n', "b.json": '{\n  "x": 1,\n  "y": 2\n}\n' };
    const { verbs, changeSet } = await run(disk, next);
    expect(verbs).toEqual({ "a.json": "conflict", "b.json": "conflict" });
    expect(changeSet.changes.map((change) => change.markedRegions)).toEqual([0, 0]);
    expect(userFiles(disk)).toEqual({ "a.json": '{\n  "a": 9,\n  "b": 2\n}\n', "b.json": mine });
    // Still open in the next run, and solved by taking the new value.
    expect((await run(disk, next)).verbs["a.json"]).toBe("conflict");
    disk.put("a.json", '{\n  "a": 5,\n  "b": 3\n}\n');
    expect((await run(disk, next)).verbs["a.json"]).toBe("keep");
  });
});

it("a file that did not parse before the merge either is merged all the same", async () => {
  const disk = await generatedDisk({ "a.json": '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n' });
  disk.put("a.json", '{\n  "a": 1,\n  "b": 2,\n  "c": 3,,\n}\n');
  expect((await run(disk, { "a.json": '{\n  "a": 9,\n  "b": 2,\n  "c": 3\n}\n' })).verbs).toEqual({
    "a.json": "merge",
  });
  expect(userFiles(disk)["a.json"]).toContain('"a": 9');
});
