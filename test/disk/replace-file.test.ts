// One file replaced in one step: on a disk that dies at any call, and on the real one with what strangers leave there.
import * as fs from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { memoryDisk } from "../../src/disk/memory-disk.ts";
import { nodeDisk } from "../../src/disk/node-disk.ts";
import { replaceFile, withFileLock } from "../../src/disk/replace-file.ts";
import { scratchFolder } from "../helpers/scratch.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const owner = { pid: process.pid, host: "here", isAlive: (pid: number) => pid === process.pid };
const code = (wanted: string) => expect.objectContaining({ code: wanted });
const NAME = "step7.json";

describe("a file that is replaced", () => {
  it.each([false, true])(
    "is the old one or the new one when the process dies (losing power: %s)",
    async (losesPower) => {
      const before = memoryDisk();
      before.put(NAME, "old");
      let crashes = 0;
      for (let crashAt = 1; ; crashAt += 1) {
        const disk = before.reboot({ crashAt, losesPower });
        const done = await withFileLock(disk, NAME, () => replaceFile(disk, NAME, bytes("new"))).then(
          () => true,
          () => false,
        );
        const after = disk.reboot();
        expect(["old", "new"]).toContain(after.files()[NAME]);
        // The next run is not kept from writing by what the dead one left.
        await withFileLock(after, NAME, () => replaceFile(after, NAME, bytes("newer")));
        expect(after.files()).toEqual({ [NAME]: "newer" });
        if (done) break;
        crashes += 1;
      }
      expect(crashes).toBeGreaterThan(4);
    },
  );

  it("stays as it was when the disk refuses, without a draft beside it", async () => {
    let refusals = 0;
    for (let failAt = 1; failAt < 12; failAt += 1) {
      const disk = memoryDisk({ failAt });
      disk.put(NAME, "old");
      const error = await withFileLock(disk, NAME, () => replaceFile(disk, NAME, bytes("new"))).catch((one) => one);
      if (error === undefined) continue;
      refusals += 1;
      expect(error).toEqual(code("WRITE_DISK_FULL"));
      expect(Object.keys(disk.files()).filter((name) => name.endsWith(".scaffold-new"))).toEqual([]);
    }
    expect(refusals).toBeGreaterThan(3);
  });
});

describe("on a real disk", () => {
  let folder: string;
  beforeEach(() => {
    folder = scratchFolder();
  });
  const write = (text: string) => {
    const disk = nodeDisk(folder, owner);
    return withFileLock(disk, NAME, () => replaceFile(disk, NAME, bytes(text)));
  };

  it("keeps its permissions and leaves nothing beside it", async () => {
    fs.writeFileSync(join(folder, NAME), "old", { mode: 0o640 });
    await write("new");
    expect(fs.statSync(join(folder, NAME)).mode & 0o777).toBe(0o640);
    expect(fs.readdirSync(folder)).toEqual([NAME]);
  });

  it("is never written through a symlink, neither its own nor one with the name of the draft", async () => {
    const outside = join(scratchFolder(), "precious");
    fs.writeFileSync(outside, "precious");
    fs.symlinkSync(outside, join(folder, `${NAME}.scaffold-new`));
    await write("new");
    expect(fs.readFileSync(join(folder, NAME), "utf8")).toBe("new");
    fs.rmSync(join(folder, NAME));
    fs.symlinkSync(outside, join(folder, NAME));
    await expect(write("new")).rejects.toEqual(code("WRITE_SYMLINK"));
    expect(fs.readFileSync(outside, "utf8")).toBe("precious");
    expect(fs.readdirSync(folder)).toEqual([NAME]);
  });

  it("is no folder", async () => {
    fs.mkdirSync(join(folder, NAME));
    await expect(write("new")).rejects.toEqual(code("IO_READ"));
  });
});
