// An output folder that a stranger committed: nothing outside of it is written, nothing in it is waited for. Real folders, real symlinks.
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeDisk } from "../../src/disk/node-disk.ts";
import { moveByCopy, readPlain } from "../../src/disk/plain-file.ts";
import { readJournal } from "../../src/write/journal.ts";
import { recover, rollBack } from "../../src/write/recovery.ts";
import { plan, run } from "../write/helpers.ts";

const owner = { pid: process.pid, host: "here", isAlive: (pid: number) => pid === process.pid };
const LOCAL = ".scaffold/local";
const LOCK = `${LOCAL}/lock`;
let home: string;
let root: string;
let outside: string;

beforeEach(() => {
  home = fs.mkdtempSync(join(tmpdir(), "scaffold-hostile-"));
  root = join(home, "out");
  outside = join(home, "outside");
  fs.mkdirSync(join(root, LOCAL), { recursive: true });
  fs.writeFileSync(outside, "precious\n");
});
afterEach(() => fs.rmSync(home, { recursive: true, force: true }));

const code = (wanted: string) => expect.objectContaining({ code: wanted });

describe("the lock", () => {
  it("does not write through a symlink with the name of its draft; the link goes, what it points to stays", () => {
    fs.symlinkSync(outside, join(root, `${LOCK}.${process.pid}`));
    const release = nodeDisk(root, owner).lock(LOCK);
    expect(fs.lstatSync(join(root, LOCK)).isFile()).toBe(true);
    release();
    expect(fs.readFileSync(outside, "utf8")).toBe("precious\n");
    expect(fs.readdirSync(join(root, LOCAL))).toEqual([]);
  });

  it("does not make a file at the end of a dangling symlink", () => {
    fs.symlinkSync(join(home, "new"), join(root, `${LOCK}.${process.pid}`));
    nodeDisk(root, owner).lock(LOCK)();
    expect(fs.existsSync(join(home, "new"))).toBe(false);
  });

  it("does not write through a symlink with the name under which a stale lock is put aside", () => {
    fs.writeFileSync(join(root, LOCK), JSON.stringify({ host: "here", pid: 4_000_000, started: "" }));
    fs.symlinkSync(outside, join(root, `${LOCK}.stale.${process.pid}`));
    nodeDisk(root, owner).lock(LOCK)();
    expect(fs.readFileSync(outside, "utf8")).toBe("precious\n");
    expect(fs.readdirSync(join(root, LOCAL))).toEqual([]);
  });

  it.each(["/dev/zero", "/dev/null", "nowhere"])("that is a symlink to %s is reported at once", (target) => {
    fs.symlinkSync(target, join(root, LOCK));
    expect(() => nodeDisk(root, owner).lock(LOCK)).toThrow(code("WRITE_SYMLINK"));
    expect(fs.readdirSync(join(root, LOCAL))).toEqual(["lock"]);
  });

  it("that is larger than any lock is read by nobody and respected", () => {
    fs.writeFileSync(join(root, LOCK), "");
    fs.truncateSync(join(root, LOCK), 8 * 1024 ** 3);
    expect(() => nodeDisk(root, owner).lock(LOCK)).toThrow(code("WRITE_LOCKED"));
  });

  it.each([0, -1, 1.5, 2 ** 40])("with the process id %d never asks about a process", (pid) => {
    fs.writeFileSync(join(root, LOCK), JSON.stringify({ host: "here", pid, started: "" }));
    const asked: number[] = [];
    const disk = nodeDisk(root, { ...owner, isAlive: (one) => asked.push(one) < 0 });
    expect(() => disk.lock(LOCK)).toThrow(code("WRITE_LOCKED"));
    expect(asked).toEqual([]);
  });

  it("brings no control characters of a stranger into a message", () => {
    fs.writeFileSync(join(root, LOCK), JSON.stringify({ host: "\u001b[2Jx\n", pid: process.pid, started: "" }));
    expect(() => nodeDisk(root, { ...owner, host: "\u001b[2Jx\n" }).lock(LOCK)).toThrow(
      `process ${process.pid} on ??2Jx? is writing`,
    );
  });
});

describe("reading", () => {
  it("ends at a size, whatever the file system claims to hold", () => {
    fs.writeFileSync(join(root, "sparse"), "");
    fs.truncateSync(join(root, "sparse"), 8 * 1024 ** 3);
    const disk = nodeDisk(root, owner);
    expect(() => disk.read("sparse")).toThrow(code("WRITE_FAILED"));
    fs.writeFileSync(join(root, "five"), "12345");
    expect(disk.read("five", 5)).toHaveLength(5);
    expect(() => disk.read("five", 4)).toThrow("at most 4 are read");
  });

  it.skipIf(process.platform === "win32")("does not wait for somebody to write into a pipe", () => {
    execFileSync("mkfifo", [join(root, "pipe")]);
    expect(() => readPlain(join(root, "pipe"), 10)).toThrow("is not a plain file");
  });
});

describe("folders", () => {
  it("that are symlinks are neither listed nor taken for folders", () => {
    fs.mkdirSync(join(home, "secret"));
    fs.writeFileSync(join(home, "secret/key"), "key");
    fs.symlinkSync(join(home, "secret"), join(root, "way"));
    const disk = nodeDisk(root, owner);
    expect(() => disk.list("way")).toThrow(code("WRITE_SYMLINK"));
    expect(() => disk.makeFolder("way")).toThrow(code("WRITE_SYMLINK"));
  });
});

describe("a move to another device", () => {
  it("does not write through a symlink that has the name of its copy", () => {
    const [from, to] = [join(root, "from"), join(root, "to")];
    fs.writeFileSync(from, "new\n", { mode: 0o600 });
    fs.symlinkSync(outside, `${to}.scaffold-new`);
    moveByCopy(from, to);
    expect(fs.readFileSync(outside, "utf8")).toBe("precious\n");
    expect(fs.lstatSync(to).isFile()).toBe(true);
    expect(fs.readFileSync(to, "utf8")).toBe("new\n");
    expect(fs.statSync(to).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(root).sort()).toEqual([".scaffold", "to"]);
  });

  it("does not copy what a symlink points to", () => {
    fs.symlinkSync(outside, join(root, "from"));
    expect(() => moveByCopy(join(root, "from"), join(root, "to"))).toThrow("is not a plain file");
    expect(fs.existsSync(join(root, "to"))).toBe(false);
  });
});

describe("the identity of a file", () => {
  it("stays with it through a rename, new content and another mode; a copy and a new file have another one", () => {
    const disk = nodeDisk(root, owner);
    const [a, b] = [join(root, "a"), join(root, "b")];
    fs.writeFileSync(a, "1");
    const first = disk.identity("a");
    fs.writeFileSync(a, "22");
    fs.chmodSync(a, 0o600);
    fs.renameSync(a, b);
    expect(disk.identity("b")).toBe(first);
    fs.cpSync(b, a, { preserveTimestamps: true });
    expect(disk.identity("a")).not.toBe(first);
    fs.rmSync(a);
    fs.rmSync(b);
    fs.writeFileSync(a, "1");
    expect(disk.identity("a")).not.toBe(first);
  });
});

describe("a journal", () => {
  const JOURNAL = `${LOCAL}/journal.json`;

  it("that came with a clone is reported and nothing is restored, although all of .scaffold/local was committed", async () => {
    await run(nodeDisk(root, owner), { a: "a\n" });
    await run(nodeDisk(root, owner), { a: "b\n" });
    fs.renameSync(join(root, `${LOCAL}/undo/2.json`), join(root, JOURNAL));
    const clone = join(home, "clone");
    const git = (...args: string[]) => execFileSync("git", args, { stdio: "ignore" });
    git("init", "-q", root);
    git("-C", root, "add", "-f", ".");
    git("-C", root, "-c", "user.name=x", "-c", "user.email=x@localhost", "commit", "-q", "-m", "x");
    git("clone", "-q", root, clone);
    const archive = join(home, "unpacked");
    fs.cpSync(root, archive, { recursive: true, preserveTimestamps: true });
    for (const place of [clone, archive]) {
      expect(fs.existsSync(join(place, JOURNAL))).toBe(true);
      await expect(recover(nodeDisk(place, owner))).rejects.toThrow(code("WRITE_JOURNAL_BROKEN"));
      expect(fs.readFileSync(join(place, "a"), "utf8")).toBe("b\n");
    }
    expect(await recover(nodeDisk(root, owner))).toMatchObject({ wasInterrupted: true });
    expect(fs.readFileSync(join(root, "a"), "utf8")).toBe("a\n");
  });

  it("still counts, as an undo record too, after the folder got a new name, another mode and new files", async () => {
    const { applied } = await run(nodeDisk(root, owner), { a: "a\n" });
    fs.chmodSync(join(root, `${LOCAL}/checkout`), 0o600);
    const moved = join(home, "moved");
    fs.renameSync(root, moved);
    const disk = nodeDisk(moved, owner);
    const record = readJournal(disk, applied.undo);
    expect(record && (await rollBack(record, disk)).restored).toContain("a");
    expect(fs.existsSync(join(moved, "a"))).toBe(false);
  });

  it.each(["journal.json", "checkout", "staging", "undo"])(
    "folder with a symlink for %s writes nothing outside",
    async (name) => {
      fs.mkdirSync(join(home, "secret"));
      fs.writeFileSync(join(home, "secret/0"), "key");
      fs.symlinkSync(join(home, "secret"), join(root, LOCAL, name));
      const start = run(nodeDisk(root, owner), { a: "a\n" });
      await expect(start).rejects.toThrow(expect.objectContaining({ name: "ScaffoldError" }));
      expect(fs.readdirSync(join(home, "secret"))).toEqual(["0"]);
      expect(fs.readFileSync(join(home, "secret/0"), "utf8")).toBe("key");
      expect(fs.existsSync(join(root, "a"))).toBe(false);
    },
  );

  it("and a manifest are not read without end: a file of terabytes is refused by its size", async () => {
    for (const name of [JOURNAL, ".scaffold/manifest.json"]) {
      fs.writeFileSync(join(root, name), "");
      fs.truncateSync(join(root, name), 1024 ** 4);
    }
    await expect(recover(nodeDisk(root, owner))).rejects.toThrow(code("WRITE_JOURNAL_BROKEN"));
    expect(() => plan(nodeDisk(root, owner), { a: "a\n" })).toThrow("bytes; at most");
  });
});

it("a symlink for the folder of copies is named as such, and nothing is written through it", async () => {
  fs.mkdirSync(join(home, "secret"));
  fs.symlinkSync(join(home, "secret"), join(root, ".scaffold/base"));
  await expect(run(nodeDisk(root, owner), { a: "a\n" })).rejects.toThrow(code("WRITE_SYMLINK"));
  expect(fs.readdirSync(join(home, "secret"))).toEqual([]);
});
