// Conflicts after a run: listed wherever they are, settled one by one or together, remembered by their sides, forgotten when asked.
import { describe, expect, it } from "vitest";
import { hasErrors } from "../../src/diagnostics/diagnostic.ts";
import { type MemoryDisk, memoryDisk } from "../../src/disk/memory-disk.ts";
import { applyChanges } from "../../src/write/apply.ts";
import { readChoices } from "../../src/write/choices.ts";
import { findConflicts } from "../../src/write/find-conflicts.ts";
import { forgetChoices, resolveConflicts } from "../../src/write/resolve-conflicts.ts";
import { committed, generatedDisk, plan, run, type Tree, userFiles } from "./helpers.ts";

const tfvars = (min: number, max: number) => `# Sizes.\nmin = ${min}\n\n# Upper limit.\nmax = ${max}\n`;
const json = (a: number, b: number) => `{\n  "a": ${a},\n  "keep": true,\n  "b": ${b}\n}\n`;

async function resolve(
  disk: MemoryDisk,
  side: "ours" | "theirs",
  is: (path: string, id: string) => boolean = () => true,
) {
  const found = findConflicts(disk);
  const result = resolveConflicts(
    disk,
    found,
    found.conflicts.filter(({ path, id }) => is(path, id)),
    side,
  );
  if (!hasErrors(result.changeSet.diagnostics)) await applyChanges(result.changeSet, disk);
  return result;
}

const listed = (disk: MemoryDisk) => findConflicts(disk).conflicts.map(({ path, id, form }) => [path, id, form]);

const first: Tree = { "prod.tfvars": tfvars(1, 4), "t.json": json(1, 2), other: "o\n" };
const second: Tree = { "prod.tfvars": tfvars(3, 9), "t.json": json(10, 20), other: "O\n" };

/** Both files edited where the second run changes them, and a foreign file and a symlink in the way of new ones. */
async function inConflict(): Promise<MemoryDisk> {
  const disk = await generatedDisk(first);
  disk.put("prod.tfvars", tfvars(2, 5));
  disk.put("t.json", json(7, 8));
  return disk;
}

describe("conflicts of a run", () => {
  it("are listed per file and block, in files that can hold no markers too, and gone once none is open", async () => {
    const disk = await inConflict();
    disk.put("foreign.md", "mine\n");
    disk.symlink("link");
    expect((await run(disk, { ...second, "foreign.md": "yours\n", link: "l\n" })).verbs).toEqual({
      "foreign.md": "conflict",
      link: "conflict",
      other: "update",
      "prod.tfvars": "conflict",
      "t.json": "conflict",
    });
    expect(listed(disk)).toEqual([
      ["foreign.md", "file", "left"],
      ["link", "place", "blocked"],
      ["prod.tfvars", "min", "marked"],
      ["prod.tfvars", "max", "marked"],
      ["t.json", expect.stringContaining("a"), "left"],
      ["t.json", expect.stringContaining("b"), "left"],
    ]);
    const [, , min] = findConflicts(disk).conflicts;
    expect(min).toMatchObject({ base: "min = 1\n", ours: "min = 2\n", theirs: "min = 3\n", line: 2 });
    expect(userFiles(disk)["t.json"]).toBe(json(7, 8));
    await resolve(disk, "ours");
    expect(listed(disk)).toEqual([]);
    expect(Object.keys(committed(disk))).not.toContain(".scaffold/conflicts.json");
  });

  it("are settled by either side, block by block; a file without markers is written once all its places are answered", async () => {
    const disk = await inConflict();
    await run(disk, second);
    expect(
      (await resolve(disk, "theirs", (path, id) => id === "min" || (path === "t.json" && id.includes("a")))).left,
    ).toBe(2);
    expect(listed(disk).map(([path]) => path)).toEqual(["prod.tfvars", "t.json"]);
    expect(userFiles(disk)["t.json"]).toBe(json(7, 8));
    expect((await resolve(disk, "ours")).left).toBe(0);
    expect(userFiles(disk)).toEqual({ other: "O\n", "prod.tfvars": tfvars(3, 5), "t.json": json(10, 8) });
    expect((await run(disk, second)).verbs).toEqual({ other: "unchanged", "prod.tfvars": "keep", "t.json": "keep" });
  });

  it("settled by hand are listed no more, without being told", async () => {
    const disk = await inConflict();
    await run(disk, second);
    disk.put("prod.tfvars", tfvars(42, 43));
    expect(listed(disk).map(([path]) => path)).toEqual(["t.json", "t.json"]);
    expect((await run(disk, second)).verbs["prod.tfvars"]).toBe("keep");
    expect(disk.files()[".scaffold/conflicts.json"]).not.toContain("prod.tfvars");
  });

  it("count from their markers alone when the list is lost", async () => {
    const disk = await inConflict();
    await run(disk, second);
    disk.delete(".scaffold/conflicts.json");
    expect(listed(disk)).toEqual([
      ["prod.tfvars", "min", "marked"],
      ["prod.tfvars", "max", "marked"],
    ]);
    await resolve(disk, "theirs");
    expect(userFiles(disk)["prod.tfvars"]).toBe(tfvars(3, 9));
  });

  it("keep the next run from starting while markers stand in a file, and only then", async () => {
    const disk = await inConflict();
    await run(disk, second);
    expect(plan(disk, second).diagnostics).toMatchObject([
      { code: "WRITE_UNRESOLVED", severity: "error" },
      { code: "WRITE_CONFLICT", severity: "warning" },
    ]);
    await resolve(disk, "ours", (path) => path === "prod.tfvars");
    expect((await run(disk, second)).verbs["t.json"]).toBe("conflict");
  });

  it("with a foreign file: ours adopts it, and later output is merged into it; theirs takes its place", async () => {
    const theirs = "one\ntwo\nthree\n";
    const tree: Tree = { a: theirs, b: theirs };
    const disk = memoryDisk();
    disk.put("a", "one\nmine\nthree\n");
    disk.put("b", "mine\n");
    await run(disk, tree);
    await resolve(disk, "ours", (path) => path === "a");
    await resolve(disk, "theirs", (path) => path === "b");
    expect(userFiles(disk)).toEqual({ a: "one\nmine\nthree\n", b: theirs });
    expect((await run(disk, { a: `${theirs}four\n`, b: theirs })).verbs).toEqual({ a: "merge", b: "unchanged" });
    expect(userFiles(disk)["a"]).toBe("one\nmine\nthree\nfour\n");
  });

  it("over a place cannot be settled for the generated file; kept, the place is asked about no more", async () => {
    const disk = memoryDisk();
    disk.symlink("link");
    await run(disk, { link: "l\n" });
    const { changeSet } = await resolve(disk, "theirs");
    expect(changeSet.diagnostics).toMatchObject([{ code: "WRITE_NOT_RESOLVED", severity: "error" }]);
    await resolve(disk, "ours");
    expect((await run(disk, { link: "something new\n" })).verbs).toEqual({ link: "keep" });
  });

  it("with a file of other bytes than text are settled as a whole", async () => {
    const disk = await generatedDisk({ a: "a\n" });
    const bytes = new Uint8Array([0xff, 0, 1]);
    disk.put("a", bytes);
    await run(disk, { a: "b\n" });
    await resolve(disk, "ours");
    expect((await run(disk, { a: "b\n" })).verbs).toEqual({ a: "keep" });
    expect(disk.read("a")).toEqual(bytes);
    await run(disk, { a: "c\n" });
    await resolve(disk, "theirs");
    expect(userFiles(disk)).toEqual({ a: "c\n" });
  });

  it("in a file with CRLF keep its line ends", async () => {
    const disk = await generatedDisk(first);
    disk.put("prod.tfvars", tfvars(2, 4).replaceAll("\n", "\r\n"));
    await run(disk, second);
    await resolve(disk, "theirs");
    expect(userFiles(disk)["prod.tfvars"]).toBe(tfvars(3, 9).replaceAll("\n", "\r\n"));
  });
});

describe("a remembered answer", () => {
  it("settles the very same conflict without asking, and says so", async () => {
    const disk = await inConflict();
    const before = disk.reboot();
    await run(disk, second);
    await resolve(disk, "ours", (_, id) => id !== "max");
    await resolve(disk, "theirs");
    const solved = userFiles(disk);
    before.put(".scaffold/choices.json", committed(disk)[".scaffold/choices.json"] ?? "");
    const again = await run(before, second);
    expect(again.verbs).toEqual({ other: "update", "prod.tfvars": "merge", "t.json": "keep" });
    expect(again.changeSet.changes.find(({ path }) => path === "prod.tfvars")?.reason).toContain(
      "as you chose before: 1 yours, 1 generated",
    );
    expect(userFiles(before)).toEqual(solved);
  });

  it("does not settle one with another side, in another file or in another place", async () => {
    const disk = await inConflict();
    await run(disk, second);
    await resolve(disk, "ours");
    const choices = committed(disk)[".scaffold/choices.json"] ?? "";
    const other = await generatedDisk({ "prod.tfvars": tfvars(1, 4), "dev.tfvars": tfvars(1, 4) });
    other.put("prod.tfvars", tfvars(2, 4));
    other.put("dev.tfvars", tfvars(2, 4));
    other.put(".scaffold/choices.json", choices);
    expect((await run(other, { "prod.tfvars": tfvars(4, 4), "dev.tfvars": tfvars(3, 4) })).verbs).toEqual({
      "prod.tfvars": "conflict",
      "dev.tfvars": "conflict",
    });
  });

  it("is given up by forget, one or all", async () => {
    const disk = await inConflict();
    await run(disk, second);
    await resolve(disk, "ours");
    const [key = ""] = readChoices(disk).keys();
    await applyChanges(forgetChoices(disk, new Set([key])), disk);
    expect(readChoices(disk).size).toBe(3);
    await applyChanges(forgetChoices(disk, new Set(readChoices(disk).keys())), disk);
    expect(Object.keys(committed(disk))).not.toContain(".scaffold/choices.json");
  });
});

describe("the two lists", () => {
  it.each([".scaffold/conflicts.json", ".scaffold/choices.json"])(
    "%s is not believed when it is damaged",
    async (path) => {
      const disk = await inConflict();
      await run(disk, second);
      for (const text of [
        "{",
        "[]",
        "<<<<<<< HEAD\n",
        '{"schemaVersion":1,"files":{"../x":{}}}',
        "[".repeat(100_000),
      ]) {
        disk.put(path, text);
        const read = () => [findConflicts(disk), readChoices(disk)];
        expect(read).toThrow(expect.objectContaining({ code: "WRITE_META_BROKEN" }));
      }
    },
  );
});

describe("an edit that is generated now", () => {
  it("is absorbed: said once, and the file counts as unedited", async () => {
    const disk = await generatedDisk({ a: "1\n2\n" });
    disk.put("a", "1\nTWO\n");
    const { verbs, changeSet } = await run(disk, { a: "1\nTWO\n" });
    expect(verbs).toEqual({ a: "absorb" });
    expect(changeSet.changes[0]?.reason).toContain("your edit is what is generated now");
    expect((await run(disk, { a: "1\nTWO\n" })).verbs).toEqual({ a: "unchanged" });
    expect((await run(disk, { a: "1\nthree\n" })).verbs).toEqual({ a: "update" });
  });

  it("in part leaves the rest an edit", async () => {
    const disk = await generatedDisk({ a: "1\n2\n3\n4\n5\n" });
    disk.put("a", "mine\n2\n3\n4\nFIVE\n");
    expect((await run(disk, { a: "1\n2\n3\n4\nFIVE\n" })).verbs).toEqual({ a: "keep" });
    expect((await run(disk, { a: "1\n2\n3\n4\nSIX\n" })).verbs).toEqual({ a: "merge" });
    expect(userFiles(disk)["a"]).toBe("mine\n2\n3\n4\nSIX\n");
  });
});

describe("a file that the user deleted", () => {
  it("stays deleted when the answers flip, and flip back, and its content is new", async () => {
    const disk = await generatedDisk({ a: "a\n", b: "b\n" });
    disk.delete("a");
    expect((await run(disk, { b: "b\n" })).verbs["a"]).toBe("user-deleted");
    expect((await run(disk, { b: "b\n" })).changeSet.operations).toEqual([]);
    expect((await run(disk, { a: "new\n", b: "b\n" })).verbs["a"]).toBe("user-deleted");
    expect(userFiles(disk)).toEqual({ b: "b\n" });
  });

  it("comes back when asked for, by its name or by its folder, and not otherwise", async () => {
    const tree: Tree = { "s/a": "a\n", "s/b": { content: "b\n", ownership: "seed", onlyInNewFolder: "s" }, c: "c\n" };
    const disk = await generatedDisk(tree);
    disk.delete("s");
    await run(disk, tree);
    expect(() => plan(disk, tree, { restore: ["c"] })).toThrow("nothing at c was deleted by hand");
    expect(() => plan(disk, tree, { restore: ["s/"] })).not.toThrow();
    await applyChanges(plan(disk, tree, { restore: ["s/"] }), disk);
    expect(userFiles(disk)).toEqual({ c: "c\n", "s/a": "a\n", "s/b": "b\n" });
    expect((await run(disk, tree)).verbs).toEqual({ "s/a": "unchanged", "s/b": "unchanged", c: "unchanged" });
  });

  it("after it was given up comes back with the answers: clearing away is no wish", async () => {
    const disk = await generatedDisk({ a: "a\n", b: "b\n" });
    disk.put("a", "mine\n");
    expect((await run(disk, { b: "b\n" })).verbs["a"]).toBe("obsolete-edited");
    disk.delete("a");
    expect((await run(disk, { b: "b\n" })).verbs["a"]).toBeUndefined();
    expect((await run(disk, { a: "a\n", b: "b\n" })).verbs["a"]).toBe("create");
  });

  it("and seems to have renamed is not followed; the report says so once", async () => {
    const disk = await generatedDisk({ "stack/database.tf": "db\n", x: "x\n" });
    disk.delete("stack/database.tf");
    disk.put("stack/rds.tf", "db\n");
    const { changeSet } = await run(disk, { "stack/database.tf": "db 2\n", x: "x\n" });
    expect(changeSet.diagnostics).toMatchObject([{ code: "WRITE_RENAMED_BY_HAND", severity: "info" }]);
    expect(userFiles(disk)).toEqual({ "stack/rds.tf": "db\n", x: "x\n" });
    expect(plan(disk, { "stack/database.tf": "db 2\n", x: "x\n" }).diagnostics).toEqual([]);
  });
});

describe("what a person reads about a conflict", () => {
  const reasons = (disk: MemoryDisk) => findConflicts(disk).conflicts.map(({ id, reason }) => [id, reason]);

  it("says who did what, per place and for the file", async () => {
    const disk = await generatedDisk({ "a.tf": "one = 1\ntwo = 2\nsix = 6\n" });
    disk.put("a.tf", "two = 22\nsix = 66\nnew = 1\n");
    const { changeSet } = await run(disk, { "a.tf": "one = 11\nsix = 666\nnew = 2\n" });
    expect(new Map(reasons(disk) as [string, string][])).toEqual(
      new Map([
        ["one", "you removed it, and something else is generated there now"],
        ["two", "you changed it, and it is no longer generated"],
        ["six", "both changed it"],
        ["new", "both added it, each in its own way"],
      ]),
    );
    expect(changeSet.changes[0]?.reason).toBe("you and scaffold changed the same places");
  });

  it.each([
    ["two = 2\n", "one = 11\ntwo = 2\n", "you removed what is generated in another way now", "two = 2\n"],
    ["one = 9\ntwo = 2\n", "two = 2\n", "you changed what is no longer generated", "one = 9\ntwo = 2\n"],
  ])("where one side took it away, either side ends it: %j over %j", async (mine, next, reason, ours) => {
    for (const [side, expected] of [
      ["ours", ours],
      ["theirs", next],
    ] as const) {
      const disk = await generatedDisk({ "a.tf": "one = 1\ntwo = 2\n" });
      disk.put("a.tf", mine);
      expect((await run(disk, { "a.tf": next })).changeSet.changes[0]?.reason).toBe(reason);
      await resolve(disk, side);
      expect(userFiles(disk)["a.tf"]).toBe(expected);
      expect(listed(disk)).toEqual([]);
      expect((await run(disk, { "a.tf": next })).changeSet.operations).toEqual([]);
    }
  });

  it("a marker without its counterpart is listed, and neither side can end it: only the file can be edited", async () => {
    const disk = await inConflict();
    await run(disk, second);
    const text = userFiles(disk)["prod.tfvars"] ?? "";
    disk.put("prod.tfvars", text.replace(/^.*>>>>>>> scaffold: max\n/m, ""));
    expect(listed(disk).filter(([path]) => path === "prod.tfvars")).toEqual([
      ["prod.tfvars", "min", "marked"],
      ["prod.tfvars", "marker", "marked"],
    ]);
    const { changeSet } = await resolve(disk, "ours", (path) => path === "prod.tfvars");
    expect(changeSet.diagnostics).toMatchObject([{ code: "WRITE_NOT_RESOLVED", severity: "error" }]);
    const [said] = plan(disk, second).diagnostics.filter(({ code }) => code === "WRITE_UNRESOLVED");
    expect(said?.help).toContain("lost its counterpart");
  });
});

it("keeping what is in the way of a place changes nothing, and says so", async () => {
  const disk = await generatedDisk({ "d/a": "a\n" });
  disk.delete("d");
  disk.symlink("d");
  await run(disk, { "d/a": "A\n" });
  const { changeSet } = await resolve(disk, "ours");
  expect(changeSet.changes).toMatchObject([{ path: "d/a", verb: "keep" }]);
  expect(listed(disk)).toEqual([]);
});
