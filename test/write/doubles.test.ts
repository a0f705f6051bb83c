// A block that the user moved to a file of their own is not declared a second time without a word.
import { describe, expect, it } from "vitest";
import type { MemoryDisk } from "../../src/disk/memory-disk.ts";
import { refuseDoubles, remarkOnDoubles } from "../../src/write/doubles.ts";
import { findConflicts } from "../../src/write/find-conflicts.ts";
import { resolveConflicts } from "../../src/write/resolve-conflicts.ts";
import { generatedDisk, plan, run, type Tree } from "./helpers.ts";

const FILE = "infra/stack/messaging.tf";
const OWN = "infra/stack/mine.tf";
const queue = (name: string, seconds: number) =>
  `resource "aws_sqs_queue" "${name}" {\n  name  = "${name}"\n  delay = ${seconds}\n}\n`;
const tree = (seconds: number, more = ""): Tree => ({
  [FILE]: `${queue("keep", 0)}\n${queue("jobs", seconds)}${more}`,
});

/** The block of `jobs` lies in a file of their own, and the next run changes it. */
async function moved(): Promise<MemoryDisk> {
  const disk = await generatedDisk(tree(1));
  disk.put(FILE, queue("keep", 0));
  disk.put(OWN, `# mine\n${queue("jobs", 1)}`);
  expect((await run(disk, tree(2))).verbs[FILE]).toBe("conflict");
  return disk;
}
const settled = (disk: MemoryDisk, side: "ours" | "theirs") => {
  const found = findConflicts(disk);
  return refuseDoubles(disk, resolveConflicts(disk, found, found.conflicts, side).changeSet);
};

describe("a block in a file of their own", () => {
  it("is not generated beside it by an answer: that is refused, with both places", async () => {
    const disk = await moved();
    expect(settled(disk, "theirs")).toMatchObject([
      {
        code: "WRITE_NOT_RESOLVED",
        severity: "error",
        message: expect.stringContaining(`${FILE}:6: aws_sqs_queue.jobs would be declared there again, and ${OWN}:2`),
      },
    ]);
    expect(settled(disk, "ours")).toEqual([]);
  });

  it("is no obstacle once it is gone there", async () => {
    const disk = await moved();
    disk.put(OWN, "# mine\n");
    expect(settled(disk, "theirs")).toEqual([]);
  });

  it("is named by the run that generates one of the same name", async () => {
    const disk = await generatedDisk(tree(1));
    disk.put(OWN, queue("other", 1));
    const next = tree(1, `\n${queue("other", 2)}`);
    const [remark, ...more] = remarkOnDoubles(disk, plan(disk, next));
    expect(more).toEqual([]);
    expect(remark).toMatchObject({ code: "WRITE_DECLARED_TWICE", message: expect.stringContaining(`${OWN}:1`) });
    // Said once: what was there before the run is no news, and may be meant for a while.
    await run(disk, next);
    expect(remarkOnDoubles(disk, plan(disk, tree(3, `\n${queue("other", 2)}`)))).toEqual([]);
  });

  it("is none in an override file, in a comment, or in another folder", async () => {
    const disk = await generatedDisk(tree(1));
    disk.put("infra/stack/mine_override.tf", queue("other", 1));
    disk.put("infra/stack/note.tf", queue("other", 1).replaceAll(/^/gm, "# "));
    disk.put("infra/environments/prod/other.tf", queue("other", 1));
    expect(remarkOnDoubles(disk, plan(disk, tree(1, `\n${queue("other", 2)}`)))).toEqual([]);
  });
});
