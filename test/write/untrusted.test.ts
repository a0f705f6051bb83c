// The manifest, the copies and the journal lie in a repository that anyone may have edited.
import { describe, expect, it } from "vitest";
import { type MemoryDisk, memoryDisk } from "../../src/disk/memory-disk.ts";
import { sha256 } from "../../src/write/content.ts";
import { readManifest } from "../../src/write/manifest.ts";
import { readOpenConflicts } from "../../src/write/open-conflicts.ts";
import { asIfRecovered, recover } from "../../src/write/recovery.ts";
import { generatedDisk, plan, run, STAMP, userFiles } from "./helpers.ts";

const MANIFEST = ".scaffold/manifest.json";
const entry = (content: string, more = {}) => ({
  blueprint: "test",
  ownership: "managed",
  sha256: sha256(content),
  ...more,
});
const manifest = (files: unknown, more = {}) => JSON.stringify({ schemaVersion: 1, ...STAMP, files, ...more });

function withManifest(text: string, disk: MemoryDisk = memoryDisk()): MemoryDisk {
  disk.put("victim", "v\n");
  disk.put(MANIFEST, text);
  return disk;
}

describe("a manifest", () => {
  it("prints the same bytes in every run, sorted, one field a line", async () => {
    const disk = await generatedDisk({ "b/run.sh": { content: "b\n", executable: true }, a: "a\n" });
    expect(disk.files()[MANIFEST]).toBe(`{
  "answers": "${"0".repeat(64)}",
  "decisions": {
    "compute": [
      "ecs-fargate"
    ]
  },
  "files": {
    "a": {
      "blueprint": "test",
      "ownership": "managed",
      "sha256": "${sha256("a\n")}"
    },
    "b/run.sh": {
      "blueprint": "test",
      "executable": true,
      "ownership": "managed",
      "sha256": "${sha256("b\n")}"
    }
  },
  "schemaVersion": 1,
  "tool": "1.0.0"
}
`);
  });

  it.each([
    "/etc/passwd",
    "../victim",
    "a/../../victim",
    "./victim",
    "C:\\victim",
    "C:/victim",
    "a\\victim",
    "",
    ".",
    "..",
    "a//b",
    "a/",
    "\u0000",
    ".git/hooks/pre-commit",
    ".GIT/config",
    "services/.git/config",
    "services/.Git/hooks/post-checkout",
    "a/.git",
    "a/.git./config",
    "a/.git /config",
    "a/git~1/config",
    "a/.g\u200cit/config",
    "a/.git::$INDEX_ALLOCATION/config",
    "a/.scaffold/manifest.json",
    ".scaffold/manifest.json",
    ".scaffold/local/lock",
    "con",
    "naïve",
  ])("with the path %j is refused as a whole", (path) => {
    const disk = withManifest(manifest({ [path]: entry("v\n"), victim: entry("v\n") }));
    expect(() => plan(disk, {})).toThrow(expect.objectContaining({ code: "WRITE_MANIFEST_BROKEN" }));
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["a list", "[]"],
    ["no files", JSON.stringify({ schemaVersion: 1, ...STAMP })],
    ["a wrong hash", manifest({ victim: { ...entry("v\n"), sha256: "../../x" } })],
    ["an unknown ownership", manifest({ victim: { ...entry("v\n"), ownership: "root" } })],
    ["an unknown key", manifest({}, { extra: 1 })],
    ["a text for a version", manifest({}, { schemaVersion: "1" })],
    ["a folder of a seed outside", manifest({ victim: { ...entry("v\n"), folder: "../.." } })],
    ["bytes that are no text", "\u0000"],
    [
      "nesting to exhaust the stack",
      manifest({}, { decisions: 0 }).replace(":0,", `:{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}},`),
    ],
  ])("with %s is refused", (_, text) => {
    expect(() => plan(withManifest(text), {})).toThrow(expect.objectContaining({ code: "WRITE_MANIFEST_BROKEN" }));
  });

  it("with conflict markers of a merge says so", async () => {
    expect(() => plan(withManifest("{\n<<<<<<< HEAD\n"), {})).toThrow("conflict markers of a merge");
  });

  it("of a newer program asks for an update", async () => {
    expect(() => plan(withManifest(manifest({}, { schemaVersion: 2, extra: 1 })), {})).toThrow(
      expect.objectContaining({ code: "WRITE_MANIFEST_NEWER" }),
    );
  });

  it("cannot bend prototypes", async () => {
    const disk = withManifest(
      `{"schemaVersion":1,"tool":"1","answers":"${"0".repeat(64)}","decisions":{"__proto__":{"x":1}},"files":{"__proto__":${JSON.stringify(entry("v\n"))}}}`,
    );
    expect((await run(disk, { toString: "t\n", constructor: "c\n" })).verbs).toMatchObject({
      toString: "create",
      constructor: "create",
    });
    expect(userFiles(disk)).toMatchObject({ victim: "v\n" });
  });

  it("that claims a foreign file cannot make us overwrite or remove more than what has that very hash", async () => {
    const disk = withManifest(manifest({ victim: entry("something else\n") }));
    expect((await run(disk, {})).verbs).toEqual({ victim: "obsolete-edited" });
    expect((await run(disk, { victim: "new\n" })).verbs).toEqual({ victim: "conflict" });
    expect(disk.files()["victim"]).toContain("v\n");
  });

  it.each([".scaffold", ".scaffold/local", ".scaffold/base", MANIFEST])(
    "is not read when %s is a symlink",
    async (path) => {
      const disk = memoryDisk();
      disk.symlink(path);
      expect(() => plan(disk, { a: "a\n" })).toThrow(expect.objectContaining({ code: "WRITE_SYMLINK" }));
    },
  );

  it("that is gone makes every file foreign: the same ones are adopted, edited ones are left alone", async () => {
    const disk = await generatedDisk({ a: "a\n", b: "b\n" });
    disk.delete(".scaffold");
    disk.put("b", "mine\n");
    expect((await run(disk, { a: "a\n", b: "b\n" })).verbs).toEqual({ a: "adopt", b: "conflict" });
    expect(userFiles(disk)).toEqual({ a: "a\n", b: "mine\n" });
  });
});

describe.each([
  [MANIFEST, (files: unknown) => manifest(files), entry("v\n"), readManifest],
  [
    ".scaffold/conflicts.json",
    (files: unknown) => JSON.stringify({ schemaVersion: 1, files }),
    {
      form: "marked",
      reason: "both",
      base: null,
      theirs: entry("v\n"),
      blocks: [{ id: "a", base: null, ours: null, theirs: null }],
    },
    readOpenConflicts,
  ],
] as const)("a hostile path in %s", (place, print, file, read) => {
  it.each(["../../etc/passwd", "/etc/passwd", ".git/hooks/pre-commit", ".scaffold/manifest.json", "a\\b", "con", ""])(
    "is named, with what is allowed: %j",
    (path) => {
      const disk = memoryDisk();
      disk.put(place, print({ [path]: file }));
      expect(() => read(disk)).toThrow(
        `${place} cannot be used: /files has ${JSON.stringify(path)}; allowed there: a name that is a path inside the output folder`,
      );
    },
  );
});

describe("the copy of what was last generated", () => {
  const base = `.scaffold/base/${sha256("1\n2\n3\n")}`;

  it.each([
    ["missing", (disk: MemoryDisk) => disk.delete(base)],
    ["changed", (disk: MemoryDisk) => disk.put(base, "1\n2\nmine\n")],
    ["a symlink", (disk: MemoryDisk) => disk.symlink(base)],
    ["not text", (disk: MemoryDisk) => disk.put(base, new Uint8Array([0, 255]))],
  ])(
    "%s: an edited file becomes a conflict that shows both sides; an untouched one needs no copy",
    async (_, damage) => {
      const disk = await generatedDisk({ a: "1\n2\n3\n" });
      damage(disk);
      const untouched = disk.reboot();
      expect((await run(untouched, { a: "1\n2\nthree\n" })).verbs).toEqual({ a: "update" });
      disk.put("a", "1\n2\nmine\n");
      expect(plan(disk, { a: "1\n2\n3\n" }).changes[0]?.verb).toBe("keep");
      const { verbs, changeSet } = await run(disk, { a: "one\n2\n3\n" });
      expect(verbs).toEqual({ a: "conflict" });
      expect(changeSet.diagnostics).toMatchObject([{ code: "WRITE_BASE_UNKNOWN" }]);
      expect(userFiles(disk)["a"]).toBe(
        "<<<<<<< yours: lines-2368a053\n1\n=======\none\n>>>>>>> scaffold: lines-2368a053\n2\n<<<<<<< yours: lines-c127c408\nmine\n=======\n3\n>>>>>>> scaffold: lines-c127c408\n",
      );
    },
  );

  it("that is missing comes back as soon as its content is known", async () => {
    const disk = await generatedDisk({ a: "1\n2\n3\n" });
    disk.delete(base);
    await run(disk, { a: "1\n2\n3\n" });
    expect(disk.files()[base]).toBe("1\n2\n3\n");
  });

  it("still counts when a checkout gave it other line ends", async () => {
    const disk = await generatedDisk({ a: "1\n2\n3\n" });
    disk.put(base, "1\r\n2\r\n3\r\n");
    disk.put("a", "1\r\n2\r\nmine\r\n");
    expect((await run(disk, { a: "one\n2\n3\n" })).verbs).toEqual({ a: "merge" });
    expect(userFiles(disk)["a"]).toBe("one\r\n2\r\nmine\r\n");
  });

  it("is dropped when nothing needs it; files that are none of ours stay", async () => {
    const disk = await generatedDisk({ a: "1\n2\n3\n", b: "1\n2\n3\n" });
    disk.put(".scaffold/base/README", "mine\n");
    await run(disk, { a: "1\n2\n3\n" });
    expect(disk.files()[base]).toBe("1\n2\n3\n");
    await run(disk, { a: "new\n" });
    expect(Object.keys(disk.files()).filter((path) => path.startsWith(".scaffold/base/"))).toEqual(
      [`.scaffold/base/${sha256("new\n")}`, ".scaffold/base/README"].sort(),
    );
  });
});

describe("a journal", () => {
  const JOURNAL = ".scaffold/local/journal.json";
  const CHECKOUT = ".scaffold/local/checkout";
  const evil = { executable: true, sha256: sha256("evil"), base64: btoa("evil") };
  const journal = (disk: MemoryDisk, path: string, more = {}, before: object = evil) =>
    JSON.stringify({
      schemaVersion: 1,
      checkout: disk.identity(CHECKOUT),
      newFolders: [],
      operations: [{ path, before, after: null }],
      ...more,
    });

  async function isRefused(disk: MemoryDisk, text: string, message: string): Promise<void> {
    disk.put(JOURNAL, text);
    const before = disk.files();
    const refused = expect.objectContaining({
      code: "WRITE_JOURNAL_BROKEN",
      message: expect.stringContaining(message),
    });
    await expect(recover(disk)).rejects.toThrow(refused);
    expect(() => asIfRecovered(disk)).toThrow(refused);
    expect(disk.files()).toEqual(before);
  }

  it("of this checkout is followed, which is what the ones below differ from", async () => {
    const disk = await generatedDisk({ a: "a\n" });
    disk.put(JOURNAL, journal(disk, "services/x"));
    expect(await recover(disk)).toMatchObject({ wasInterrupted: true, restored: ["services/x"] });
    expect(userFiles(disk)).toEqual({ a: "a\n", "services/x*": "evil" });
  });

  it.each([
    "../x",
    "/etc/cron.d/x",
    ".git/hooks/post-checkout",
    "services/.git/config",
    "services/.GIT/hooks/post-checkout",
    "a/b/.git",
    "services/.scaffold/manifest.json",
    ".scaffold/local/lock",
    ".scaffold/local/checkout",
    ".scaffold/base/../../x",
  ])("that names %s is refused", async (path) => {
    const disk = await generatedDisk({ a: "a\n" });
    await isRefused(disk, journal(disk, path), "cannot be read");
  });

  it.each([".git/refs/tags", "services/.git/objects/info", ".scaffold/local/undo", "../empty", "/tmp", ""])(
    "that says it made the folder %j is refused",
    async (folder) => {
      const disk = await generatedDisk({ a: "a\n" });
      await isRefused(disk, journal(disk, "x", { newFolders: [folder] }), "cannot be read");
    },
  );

  it("with other bytes than its hash says is refused", async () => {
    const disk = await generatedDisk({ a: "a\n" });
    await isRefused(disk, journal(disk, "x", {}, { ...evil, sha256: sha256("harmless") }), "cannot be read");
  });

  it("nested to exhaust the stack is refused", async () => {
    const disk = await generatedDisk({ a: "a\n" });
    await isRefused(disk, "[".repeat(100_000) + "]".repeat(100_000), "cannot be read");
  });

  it.each([
    ["of another checkout", "memory:99999"],
    ["that names none", ""],
  ])("%s is reported and nothing is restored", async (_, checkout) => {
    const disk = await generatedDisk({ a: "a\n" });
    await isRefused(disk, journal(disk, "Makefile", { checkout }), "was not written in this checkout");
  });

  it("that is no journal is refused", async () => {
    await isRefused(await generatedDisk({ a: "a\n" }), "{}", "cannot be read");
  });
});

it("version control is told to leave local files out and the copies as they are", async () => {
  const disk = await generatedDisk({ a: "a\n" });
  expect(disk.files()[".scaffold/.gitignore"]).toContain("\n/local/\n");
  expect(disk.files()[".scaffold/.gitattributes"]).toContain("base/** -text");
});
