// The real disk in real temporary folders: what it refuses, what it keeps, whole lives and crashes on it.
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Disk } from "../../src/disk/disk.ts";
import type { LockOwner } from "../../src/disk/lock-file.ts";
import { nodeDisk } from "../../src/disk/node-disk.ts";
import { recover } from "../../src/write/recovery.ts";
import { plan, run, type Tree, verbsOf } from "../write/helpers.ts";

const owner: LockOwner = { pid: process.pid, host: "here", isAlive: (pid) => pid === process.pid };
let home: string;
let root: string;
let disk: Disk;

beforeEach(() => {
  home = fs.mkdtempSync(join(tmpdir(), "scaffold-disk-"));
  root = join(home, "out");
  disk = nodeDisk(root, owner);
});
afterEach(() => fs.rmSync(home, { recursive: true, force: true }));

const text = (path: string) => fs.readFileSync(join(root, path), "utf8");
const mode = (path: string) => fs.statSync(join(root, path)).mode & 0o777;
function put(path: string, content: string): void {
  fs.mkdirSync(join(root, path, ".."), { recursive: true });
  fs.writeFileSync(join(root, path), content);
}
function tree(folder = root): Record<string, string> {
  const names = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(files.sort().map((file) => [file.slice(folder.length + 1), fs.readFileSync(file, "utf8")]));
}
const committed = () =>
  Object.fromEntries(Object.entries(tree()).filter(([path]) => !path.startsWith(".scaffold/local/")));

describe("paths", () => {
  it.each(["../x", "a/../../x", "/etc/passwd", "a//b", "./a", "a\\..\\b", "C:/x", "a\0b"])(
    "%j is refused by every call",
    (path) => {
      const refused = expect.objectContaining({ code: "WRITE_OUTSIDE" });
      expect(() => disk.stat(path)).toThrow(refused);
      expect(() => disk.list(path)).toThrow(refused);
      expect(() => disk.read(path)).toThrow(refused);
      expect(() => disk.write(path, new Uint8Array(), { executable: false })).toThrow(refused);
      expect(() => disk.removeFile(path)).toThrow(refused);
      expect(() => disk.rename(path, "x")).toThrow(refused);
      expect(() => disk.rename("x", path)).toThrow(refused);
      expect(() => disk.makeFolder(path)).toThrow(refused);
    },
  );

  it("are not followed through symlinks, neither as a folder nor as the file", async () => {
    fs.mkdirSync(root);
    fs.mkdirSync(join(home, "secret"));
    fs.writeFileSync(join(home, "secret/key"), "key");
    fs.symlinkSync(join(home, "secret"), join(root, "way"));
    fs.symlinkSync(join(home, "secret/key"), join(root, "link"));
    const refused = expect.objectContaining({ code: "WRITE_SYMLINK" });
    expect(() => disk.read("way/key")).toThrow(refused);
    expect(() => disk.stat("way/key")).toThrow(refused);
    expect(() => disk.write("way/new", new Uint8Array(), { executable: false })).toThrow(refused);
    expect(() => disk.read("link")).toThrow(refused);
    expect(() => disk.write("link", new Uint8Array(), { executable: false })).toThrow(refused);
    expect(disk.stat("way")).toEqual({ kind: "symlink", executable: false });
    expect(tree(join(home, "secret"))).toEqual({ key: "key" });
  });

  it("may begin with a symlink: the user named that folder", async () => {
    fs.mkdirSync(root);
    fs.symlinkSync(root, join(home, "alias"));
    await run(nodeDisk(join(home, "alias"), owner), { a: "a\n" });
    expect(text("a")).toBe("a\n");
  });

  it("that point at no folder give a clear error", async () => {
    fs.writeFileSync(root, "a file");
    expect(() => plan(disk, { a: "a\n" })).toThrow("is not a folder");
  });
});

describe("a life on a real disk", () => {
  it("creates, merges, keeps, removes; the second run writes nothing", async () => {
    const first: Tree = {
      "a.tf": "1\n2\n3\n",
      "s/run.sh": { content: "#!/bin/sh\n", executable: true },
      "old/gone": "g\n",
      keep: "k\n",
    };
    await run(disk, first);
    expect(mode("s/run.sh") & 0o111).not.toBe(0);
    expect(mode("a.tf") & 0o111).toBe(0);
    put("a.tf", "1\r\n2\r\nmine\r\n");
    put("keep", "k\nmine\n");
    const second: Tree = {
      "a.tf": "one\n2\n3\n",
      "s/run.sh": { content: "#!/bin/sh\n:\n", executable: true },
      keep: "k\n",
    };
    expect((await run(disk, second)).verbs).toEqual({
      "a.tf": "merge",
      keep: "keep",
      "old/gone": "remove",
      "s/run.sh": "update",
    });
    expect(text("a.tf")).toBe("one\r\n2\r\nmine\r\n");
    expect(fs.existsSync(join(root, "old"))).toBe(false);
    const before = fs.statSync(join(root, ".scaffold/manifest.json")).mtimeMs;
    const list = tree();
    expect((await run(disk, second)).changeSet.operations).toEqual([]);
    expect(tree()).toEqual(list);
    expect(fs.statSync(join(root, ".scaffold/manifest.json")).mtimeMs).toBe(before);
    expect(fs.readdirSync(join(root, ".scaffold/local"))).toEqual(["checkout", "undo"]);
  });

  it("keeps the permissions of what it replaces, and obeys the umask for what is new", async () => {
    const before = process.umask(0o027);
    try {
      await run(disk, { a: "a\n", x: { content: "x\n", executable: true } });
    } finally {
      process.umask(before);
    }
    expect([mode("a"), mode("x")]).toEqual([0o640, 0o750]);
    fs.chmodSync(join(root, "a"), 0o600);
    fs.chmodSync(join(root, "x"), 0o700);
    await run(disk, { a: { content: "b\n", executable: true }, x: "y\n" });
    expect([mode("a"), mode("x")]).toEqual([0o700, 0o600]);
    await run(disk, { a: { content: "c\n", executable: true }, x: "z\n" });
    expect([mode("a"), mode("x")]).toEqual([0o700, 0o600]);
  });

  it("does not write through a symlink that was put in the place of a managed file, or of its folder", async () => {
    await run(disk, { "d/a": "a\n", b: "b\n" });
    fs.mkdirSync(join(home, "outside"));
    fs.writeFileSync(join(home, "outside/a"), "outside\n");
    fs.rmSync(join(root, "d"), { recursive: true });
    fs.symlinkSync(join(home, "outside"), join(root, "d"));
    fs.rmSync(join(root, "b"));
    fs.symlinkSync(join(home, "outside/a"), join(root, "b"));
    const { verbs, changeSet } = await run(disk, { "d/a": "new\n", b: "new\n", c: "c\n" });
    expect(verbs).toEqual({ b: "conflict", c: "create", "d/a": "conflict" });
    expect(changeSet.diagnostics.map((one) => one.code)).toEqual(["WRITE_SYMLINK", "WRITE_SYMLINK"]);
    expect((await run(disk, { c: "c\n" })).verbs).toMatchObject({ b: "obsolete-edited", "d/a": "obsolete-edited" });
    expect(tree(join(home, "outside"))).toEqual({ a: "outside\n" });
  });

  it("finds names with spaces and other scripts beside its own, and leaves them", async () => {
    put("Unterlagen für später/リスト.md", "mine\n");
    put("cafe\u0301.md", "mine\n");
    await run(disk, { a: "a\n" });
    await run(disk, {});
    expect(Object.values(committed()).filter((content) => content === "mine\n")).toHaveLength(2);
  });

  it.runIf(process.platform === "linux")("ends at once where no folder can be made", () => {
    expect(() => nodeDisk("/proc/scaffold/out", owner).makeFolder("")).toThrow(/cannot create the output folder/);
  });

  it("of a folder that cannot be written ends with a clear error and no trace", async () => {
    fs.mkdirSync(root);
    fs.writeFileSync(join(root, ".scaffold"), "a file where our folder should be");
    await expect(run(disk, { a: "a\n" })).rejects.toThrow(expect.objectContaining({ name: "ScaffoldError" }));
    expect(tree()).toEqual({ ".scaffold": "a file where our folder should be" });
  });

  it("replaces a read-only file of its own, which stays read-only", async () => {
    await run(disk, { a: "a\n" });
    fs.chmodSync(join(root, "a"), 0o444);
    expect((await run(disk, { a: "new\n" })).verbs).toEqual({ a: "update" });
    expect(fs.readFileSync(join(root, "a"), "utf8")).toBe("new\n");
    expect(fs.statSync(join(root, "a")).mode & 0o777).toBe(0o444);
  });

  it.skipIf(process.getuid?.() === 0)("of a read-only folder ends with WRITE_NOT_PERMITTED", async () => {
    await run(disk, { "d/a": "a\n", b: "b\n" });
    const before = committed();
    fs.chmodSync(join(root, "d"), 0o555);
    try {
      await expect(run(disk, { "d/a": "new\n", b: "new\n" })).rejects.toThrow(
        expect.objectContaining({ code: "WRITE_NOT_PERMITTED" }),
      );
      expect(committed()).toEqual(before);
    } finally {
      fs.chmodSync(join(root, "d"), 0o755);
    }
  });
});

describe("a crash on a real disk", () => {
  const first: Tree = { a: "1\n2\n3\n", "d/b": "b\n", "d/gone": "g\n", c: { content: "c\n", executable: true } };
  const second: Tree = { a: "1\n2\nthree\n", "d/b": "B\n", "e/new": "n\n", c: "c\n" };

  /** Every changing call counts; from call `dieAt` on nothing works any more. */
  function dying(dieAt: number): { disk: Disk; calls: () => number } {
    let calls = 0;
    const counted = new Proxy(disk, {
      get: (target, name, receiver) => {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== "function" || ["stat", "list", "read", "identity"].includes(String(name))) return value;
        return (...input: unknown[]) => {
          calls++;
          if (calls >= dieAt) throw new Error("dead");
          const result: unknown = Reflect.apply(value, target, input);
          return name === "lock" ? () => (calls >= dieAt ? undefined : (result as () => void)()) : result;
        };
      },
    });
    return { disk: counted, calls: () => calls };
  }

  it("at any call ends in the right tree with the next run", async () => {
    await run(disk, first);
    put("a", "mine\n2\n3\n");
    const template = join(home, "template");
    fs.cpSync(root, template, { recursive: true });
    const reset = () => {
      fs.rmSync(root, { recursive: true });
      fs.cpSync(template, root, { recursive: true });
    };
    const oldTree = committed();
    const whole = dying(Number.POSITIVE_INFINITY);
    await run(whole.disk, second);
    const newTree = committed();
    expect(text("a")).toBe("mine\n2\nthree\n");
    const afterwards: LockOwner = { ...owner, pid: 1, isAlive: () => false };
    for (let call = 1; call <= whole.calls(); call++) {
      reset();
      await expect(run(dying(call).disk, second)).rejects.toThrow("dead");
      const next = nodeDisk(root, afterwards);
      await recover(next);
      expect([oldTree, newTree]).toContainEqual(committed());
      await run(next, second);
      expect(committed()).toEqual(newTree);
      expect(mode("c") & 0o111).toBe(0);
    }
    expect(whole.calls()).toBeGreaterThan(30);
  });
});

describe("the lock", () => {
  const lock = ".scaffold/local/lock";
  const hold = (content: string) => put(lock, content);

  it("turns away a second run and says who holds it", async () => {
    fs.mkdirSync(join(root, ".scaffold/local"), { recursive: true });
    const release = disk.lock(lock);
    const other = nodeDisk(root, { pid: 4_000_000, host: "here", isAlive: (pid) => pid === process.pid });
    expect(() => other.lock(lock)).toThrow(expect.objectContaining({ code: "WRITE_LOCKED" }));
    expect(() => other.lock(lock)).toThrow(`process ${process.pid} on here is writing to this folder`);
    await expect(run(other, { a: "a\n" })).rejects.toThrow(expect.objectContaining({ code: "WRITE_LOCKED" }));
    expect(fs.existsSync(join(root, "a"))).toBe(false);
    release();
    other.lock(lock)();
    expect(fs.readdirSync(join(root, ".scaffold/local"))).toEqual([]);
  });

  it("of a dead process is taken over", async () => {
    hold(JSON.stringify({ host: "here", pid: 4_000_000, started: "" }));
    expect((await run(disk, { a: "a\n" })).verbs).toEqual({ a: "create" });
    expect(fs.readdirSync(join(root, ".scaffold/local"))).toEqual(["checkout", "undo"]);
  });

  it.skipIf(!fs.existsSync("/proc/self/stat"))("of a process whose id went to another one is taken over", async () => {
    hold(JSON.stringify({ host: "here", pid: process.pid, started: "1" }));
    expect((await run(disk, { a: "a\n" })).verbs).toEqual({ a: "create" });
  });

  it.each([
    ["another machine", JSON.stringify({ host: "there", pid: 4_000_000, started: "" })],
    ["nobody that can be read", ""],
  ])("of %s is respected", async (_, content) => {
    hold(content);
    await expect(run(disk, { a: "a\n" })).rejects.toThrow(expect.objectContaining({ code: "WRITE_LOCKED" }));
    expect(text(lock)).toBe(content);
  });

  it("is not taken and nothing is made when there is nothing to do", async () => {
    await run(disk, { a: "a\n" });
    hold(JSON.stringify({ host: "there", pid: 1, started: "" }));
    expect((await run(disk, { a: "a\n" })).verbs).toEqual({ a: "unchanged" });
    expect(verbsOf(plan(disk, { a: "b\n" }))).toEqual({ a: "update" });
  });
});
