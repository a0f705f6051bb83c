// Scenarios that script the life of an output folder: generate, edit, regenerate.
import { describe, expect, it } from "vitest";
import { memoryDisk } from "../../src/disk/memory-disk.ts";
import { applyChanges } from "../../src/write/apply.ts";
import { summarise } from "../../src/write/change-set.ts";
import { findConflicts } from "../../src/write/find-conflicts.ts";
import { resolveConflicts } from "../../src/write/resolve-conflicts.ts";
import { generatedDisk, plan, run, userFiles, verbsOf } from "./helpers.ts";

const NETWORK = 'resource "a" "b" {\n  cidr = "10.0.0.0/16"\n  name = "shop"\n  tags = {}\n}\n';

describe("a file that is managed", () => {
  it("is created, and a second run has nothing to do", async () => {
    const disk = memoryDisk();
    expect((await run(disk, { "infra/network.tf": NETWORK })).verbs).toEqual({ "infra/network.tf": "create" });
    const before = disk.files();
    const calls = disk.calls();
    const again = await run(disk, { "infra/network.tf": NETWORK });
    expect(again.verbs).toEqual({ "infra/network.tf": "unchanged" });
    expect(again.changeSet.operations).toEqual([]);
    expect(disk.calls()).toBe(calls);
    expect(disk.files()).toEqual(before);
  });

  it("is updated when nobody edited it", async () => {
    const disk = await generatedDisk({ a: "one\n" });
    expect((await run(disk, { a: "two\n" })).verbs).toEqual({ a: "update" });
    expect(userFiles(disk)).toEqual({ a: "two\n" });
  });

  it("keeps a hand edit when there is nothing new", async () => {
    const disk = await generatedDisk({ a: "one\n" });
    disk.put("a", "one\nmine\n");
    expect((await run(disk, { a: "one\n" })).verbs).toEqual({ a: "keep" });
    expect(userFiles(disk)).toEqual({ a: "one\nmine\n" });
  });

  it("gets both the hand edit and the new content", async () => {
    const disk = await generatedDisk({ a: NETWORK });
    disk.put("a", NETWORK.replace("{}", '{ team = "x" }'));
    const next = NETWORK.replace("10.0", "10.9");
    expect((await run(disk, { a: next })).verbs).toEqual({ a: "merge" });
    expect(userFiles(disk)).toEqual({ a: next.replace("{}", '{ team = "x" }') });
    expect((await run(disk, { a: next })).verbs).toEqual({ a: "keep" });
  });

  it("shows both sides between markers when both changed a line, and refuses the next run until a person chose", async () => {
    const disk = await generatedDisk({ a: "x = 1\nrest\n", b: "b\n" });
    disk.put("a", "x = 2\nrest\n");
    const clash = await run(disk, { a: "x = 3\nrest\n", b: "b\n" });
    expect(clash.verbs).toEqual({ a: "conflict", b: "unchanged" });
    expect(clash.changeSet.changes[0]?.markedRegions).toBe(1);
    const marked = userFiles(disk)["a"] ?? "";
    expect(marked).toMatch(/^<<<<<<< yours: (lines-[0-9a-f]{8})\nx = 2\n=======\nx = 3\n>>>>>>> scaffold: \1\nrest\n$/);

    const refused = plan(disk, { a: "x = 3\nrest\n", b: "new\n" });
    expect(refused.diagnostics).toMatchObject([{ code: "WRITE_UNRESOLVED", severity: "error" }]);
    expect(refused.diagnostics[0]?.message).toContain("a still holds 1 conflict");
    await expect(run(disk, { a: "x = 3\nrest\n", b: "new\n" })).rejects.toThrow();
    expect(userFiles(disk)).toEqual({ a: marked, b: "b\n" });

    disk.put("a", "x = 2\nrest\n");
    expect((await run(disk, { a: "x = 3\nrest\n", b: "b\n" })).verbs["a"]).toBe("keep");
    expect((await run(disk, { a: "x = 3\nrest 2\n", b: "b\n" })).verbs["a"]).toBe("merge");
    expect(userFiles(disk)["a"]).toBe("x = 2\nrest 2\n");
  });

  it("may hold marker text of its own, from the answers or by hand in a document", async () => {
    const quoted = "<<<<<<< yours: edited by hand\n";
    const disk = await generatedDisk({ a: `how to read ${quoted}${quoted}` });
    expect((await run(disk, { a: `how to read ${quoted}${quoted}more\n` })).verbs).toEqual({ a: "update" });
    disk.put("notes.md", quoted);
    expect(plan(disk, { a: "x\n" }).diagnostics).toEqual([]);
  });

  it("stays deleted when the user deleted it, also when its content would be new", async () => {
    const disk = await generatedDisk({ a: "one\n", b: "b\n" });
    disk.delete("a");
    expect((await run(disk, { a: "two\n", b: "b\n" })).verbs).toEqual({ a: "user-deleted", b: "unchanged" });
    expect(userFiles(disk)).toEqual({ b: "b\n" });
    disk.put("a", "one\n");
    expect((await run(disk, { a: "two\n", b: "b\n" })).verbs["a"]).toBe("update");
  });

  it("is removed with its empty folder when it is no longer generated and untouched; kept when edited", async () => {
    const disk = await generatedDisk({ "s/x/Dockerfile": "FROM a\n", "s/y/Dockerfile": "FROM b\n", keep: "k\n" });
    disk.put("s/y/Dockerfile", "FROM mine\n");
    expect((await run(disk, { keep: "k\n" })).verbs).toEqual({
      "s/x/Dockerfile": "remove",
      "s/y/Dockerfile": "obsolete-edited",
      keep: "unchanged",
    });
    expect(userFiles(disk)).toEqual({ keep: "k\n", "s/y/Dockerfile": "FROM mine\n" });
    expect(disk.stat("s/x")).toBeUndefined();
    expect((await run(disk, { keep: "k\n" })).changeSet.operations).toEqual([]);
    // The answer flips back: the edit is still told from the generated text.
    expect(
      (await run(disk, { keep: "k\n", "s/x/Dockerfile": "FROM a\n", "s/y/Dockerfile": "FROM b\n" })).verbs,
    ).toEqual({
      "s/x/Dockerfile": "create",
      "s/y/Dockerfile": "keep",
      keep: "unchanged",
    });
  });

  it("counts an edit that equals the new output as done", async () => {
    const disk = await generatedDisk({ a: "one\ntwo\n" });
    disk.put("a", "one\nTWO\n");
    expect((await run(disk, { a: "one\nTWO\n" })).verbs).toEqual({ a: "absorb" });
    expect((await run(disk, { a: "one\nTWO\n" })).verbs).toEqual({ a: "unchanged" });
    disk.put("a", "ONE\nTWO\n");
    expect((await run(disk, { a: "one\nTWO!\n" })).verbs).toEqual({ a: "merge" });
    expect(userFiles(disk)).toEqual({ a: "ONE\nTWO!\n" });
  });
});

describe("a file that scaffold did not write", () => {
  it("is adopted when it is the same and left alone, as a conflict, when it differs", async () => {
    const disk = memoryDisk();
    disk.put("README.md", "mine\n");
    disk.put("same", "same\n");
    const first = await run(disk, { "README.md": "yours\n", same: "same\n", new: "new\n" });
    expect(first.verbs).toEqual({ "README.md": "conflict", same: "adopt", new: "create" });
    expect(first.changeSet.diagnostics).toMatchObject([{ code: "WRITE_CONFLICT", severity: "warning" }]);
    expect(userFiles(disk)).toEqual({ "README.md": "mine\n", same: "same\n", new: "new\n" });
    const again = await run(disk, { "README.md": "yours\n", same: "same\n", new: "new\n" });
    expect(again.changeSet.operations).toEqual([]);
    expect(again.verbs["README.md"]).toBe("conflict");
    disk.delete("README.md");
    expect((await run(disk, { "README.md": "yours\n", same: "same\n", new: "new\n" })).verbs["README.md"]).toBe(
      "create",
    );
  });

  it("is never removed and never looked into", async () => {
    const disk = await generatedDisk({ "d/a": "a\n" });
    disk.put("d/own", new Uint8Array([0, 255, 1]));
    await run(disk, {});
    expect(Object.keys(userFiles(disk))).toEqual(["d/own"]);
  });

  it("keeps its place when it is a symlink, a folder, or a file where a folder is needed", async () => {
    const disk = memoryDisk();
    disk.symlink("a");
    disk.symlink("linked");
    disk.put("folder/x", "x");
    disk.put("services", "a file\n");
    const { verbs, changeSet } = await run(disk, {
      a: "a\n",
      "linked/b": "b\n",
      folder: "f\n",
      "services/api/Dockerfile": "d\n",
      z: "z\n",
    });
    expect(verbs).toEqual({
      a: "conflict",
      "linked/b": "conflict",
      folder: "conflict",
      "services/api/Dockerfile": "conflict",
      z: "create",
    });
    expect(changeSet.diagnostics.map((d) => [d.code, d.severity])).toEqual([
      ["WRITE_SYMLINK", "warning"],
      ["WRITE_CONFLICT", "warning"],
      ["WRITE_SYMLINK", "warning"],
      ["WRITE_CONFLICT", "warning"],
    ]);
    expect(userFiles(disk)).toEqual({
      a: "(symlink)",
      linked: "(symlink)",
      "folder/x": "x",
      services: "a file\n",
      z: "z\n",
    });
  });

  it("stays when a managed file was replaced by a symlink and is no longer generated", async () => {
    const disk = await generatedDisk({ a: "a\n", b: "b\n" });
    disk.delete("a");
    disk.symlink("a");
    expect((await run(disk, { b: "b\n" })).verbs["a"]).toBe("obsolete-edited");
    expect(userFiles(disk)).toEqual({ a: "(symlink)", b: "b\n" });
  });
});

describe("a seed", () => {
  const seed = (content: string, folder?: string) => ({
    content,
    ownership: "seed" as const,
    ...(folder ? { onlyInNewFolder: folder } : {}),
  });
  const skeleton = {
    "s/api/Dockerfile": "FROM node\n",
    "s/api/package.json": seed("{}\n", "s/api"),
    "s/api/src/main.js": seed("main\n", "s/api"),
  };

  it("does not come into a folder whose generated files hold something else, adopted by choice or edited", async () => {
    const disk = memoryDisk();
    disk.put("s/api/Dockerfile", "FROM mine\n");
    expect((await run(disk, skeleton)).verbs).toMatchObject({
      "s/api/Dockerfile": "conflict",
      "s/api/package.json": "skip",
    });
    const found = findConflicts(disk);
    await applyChanges(resolveConflicts(disk, found, found.conflicts, "ours").changeSet, disk);
    expect((await run(disk, skeleton)).verbs).toEqual({
      "s/api/Dockerfile": "keep",
      "s/api/package.json": "skip",
      "s/api/src/main.js": "skip",
    });
    expect(userFiles(disk)).toEqual({ "s/api/Dockerfile": "FROM mine\n" });
  });

  it("is written once and never touched again, nor brought back", async () => {
    const disk = await generatedDisk({ ...skeleton, "prod.tfvars": seed("size = 1\n") });
    expect(userFiles(disk)).toEqual({
      "prod.tfvars": "size = 1\n",
      "s/api/Dockerfile": "FROM node\n",
      "s/api/package.json": "{}\n",
      "s/api/src/main.js": "main\n",
    });
    disk.put("s/api/src/main.js", "my program\n");
    disk.delete("s/api/package.json");
    const next = {
      ...skeleton,
      "s/api/src/main.js": seed("newer template\n", "s/api"),
      "s/api/src/more.js": seed("more\n", "s/api"),
      "prod.tfvars": seed("size = 2\n"),
    };
    expect((await run(disk, next)).verbs).toEqual({
      "prod.tfvars": "unchanged",
      "s/api/Dockerfile": "unchanged",
      "s/api/package.json": "user-deleted",
      "s/api/src/main.js": "keep",
      "s/api/src/more.js": "skip",
    });
    expect(userFiles(disk)).toEqual({
      "prod.tfvars": "size = 1\n",
      "s/api/Dockerfile": "FROM node\n",
      "s/api/src/main.js": "my program\n",
    });
    expect((await run(disk, next)).changeSet.operations).toEqual([]);
  });

  it("is not written into a folder with files of its own; managed files are", async () => {
    const disk = memoryDisk();
    disk.put("s/api/index.php", "<?php\n");
    expect((await run(disk, skeleton)).verbs).toEqual({
      "s/api/Dockerfile": "create",
      "s/api/package.json": "skip",
      "s/api/src/main.js": "skip",
    });
    expect(userFiles(disk)).toEqual({ "s/api/Dockerfile": "FROM node\n", "s/api/index.php": "<?php\n" });
    expect((await run(disk, skeleton)).changeSet.operations).toEqual([]);
  });

  it("counts a foreign Dockerfile as a file of the folder's own", async () => {
    const disk = memoryDisk();
    disk.put("s/api/Dockerfile", "FROM mine\n");
    expect((await run(disk, skeleton)).verbs).toEqual({
      "s/api/Dockerfile": "conflict",
      "s/api/package.json": "skip",
      "s/api/src/main.js": "skip",
    });
  });

  it("leaves a user's file of the same name alone", async () => {
    const disk = memoryDisk();
    disk.put("prod.tfvars", "size = 9\n");
    expect((await run(disk, { "prod.tfvars": seed("size = 1\n") })).verbs).toEqual({ "prod.tfvars": "keep" });
    expect(userFiles(disk)).toEqual({ "prod.tfvars": "size = 9\n" });
  });

  it("goes with its untouched skeleton when the service is gone, and comes back with it", async () => {
    const disk = await generatedDisk({ ...skeleton, x: "x\n" });
    const before = disk.files();
    expect((await run(disk, { x: "x\n" })).verbs).toMatchObject({
      "s/api/package.json": "remove",
      "s/api/src/main.js": "remove",
    });
    expect(userFiles(disk)).toEqual({ x: "x\n" });
    await run(disk, { ...skeleton, x: "x\n" });
    expect(userFiles(disk)).toEqual(
      Object.fromEntries(Object.entries(before).filter(([p]) => !p.startsWith(".scaffold/"))),
    );
  });

  it("stays as a whole when the user works in its folder", async () => {
    const disk = await generatedDisk({ ...skeleton, x: "x\n" });
    disk.put("s/api/src/own.js", "own\n");
    expect((await run(disk, { x: "x\n" })).verbs).toEqual({
      "s/api/Dockerfile": "remove",
      "s/api/package.json": "obsolete-edited",
      "s/api/src/main.js": "obsolete-edited",
      x: "unchanged",
    });
  });

  it("that becomes managed stays the user's once it was edited", async () => {
    const disk = await generatedDisk({ a: seed("one\n"), b: seed("one\n") });
    disk.put("a", "mine\n");
    expect((await run(disk, { a: "two\n", b: "two\n" })).verbs).toEqual({ a: "keep", b: "update" });
    expect(userFiles(disk)).toEqual({ a: "mine\n", b: "two\n" });
  });
});

describe("names that differ by case", () => {
  it("conflict with a foreign file", async () => {
    const disk = memoryDisk();
    disk.put("readme.md", "mine\n");
    expect((await run(disk, { "README.md": "yours\n" })).verbs).toEqual({ "README.md": "conflict" });
    expect(userFiles(disk)).toEqual({ "readme.md": "mine\n" });
  });

  it.each([false, true])("are renamed when the old one is ours (disk ignores case: %s)", async (ignoresCase) => {
    const disk = memoryDisk({ ignoresCase });
    await run(disk, { "Services/api/Main.tf": "a\n", x: "x\n" });
    expect((await run(disk, { "services/api/main.tf": "a\n", x: "x\n" })).verbs).toEqual({
      "Services/api/Main.tf": "remove",
      "services/api/main.tf": "create",
      x: "unchanged",
    });
    expect(userFiles(disk)).toEqual({ "services/api/main.tf": "a\n", x: "x\n" });
    expect((await run(disk, { "services/api/main.tf": "a\n", x: "x\n" })).changeSet.operations).toEqual([]);
  });
});

it("flipping an answer and flipping it back restores every byte, our own files included", async () => {
  const first = { "infra/cache.tf": "cache\n", "infra/main.tf": "main\ncache = true\n", "docs/cache.md": "doc\n" };
  const disk = await generatedDisk(first);
  const committed = () =>
    Object.fromEntries(Object.entries(disk.files()).filter(([path]) => !path.startsWith(".scaffold/local/")));
  const before = committed();
  await run(disk, { "infra/main.tf": "main\ncache = false\n" });
  await run(disk, first);
  expect(committed()).toEqual(before);
});

it("counts by verb", async () => {
  const disk = await generatedDisk({ a: "a\n", b: "b\n" });
  const counts = summarise(plan(disk, { a: "a\n", c: "c\n" }));
  expect(counts).toMatchObject({ unchanged: 1, remove: 1, create: 1, conflict: 0 });
  expect(verbsOf(plan(disk, { a: "a\n", c: "c\n" }))).toEqual({ a: "unchanged", b: "remove", c: "create" });
});
