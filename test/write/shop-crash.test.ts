// The largest example: a run, a regeneration with every kind of change, the settling of its conflicts, undo and redo, each killed at every call to the file system.
//
// Every call that changes the disk dies half done. Calls that only look change nothing, so all of them between the same two changing ones leave one tree: the first
// and the last of them stand for the others. The change set is a pure value and is made once for each step, by looking only; what the next run does depends on
// the committed tree alone, so it is enough that this is, to the byte, the one before or the one after.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { blueprints } from "../../blueprints/registry.ts";
import { decide } from "../../src/decisions/decide.ts";
import { ScaffoldError } from "../../src/diagnostics/errors.ts";
import { type MemoryDisk, memoryDisk, SimulatedCrash } from "../../src/disk/memory-disk.ts";
import type { FileSet } from "../../src/render/file-set.ts";
import { render } from "../../src/render/render.ts";
import { applyChanges } from "../../src/write/apply.ts";
import type { ChangeSet } from "../../src/write/change-set.ts";
import { compare } from "../../src/write/compare.ts";
import { sameBytes } from "../../src/write/content.ts";
import { findConflicts } from "../../src/write/find-conflicts.ts";
import type { Step } from "../../src/write/history.ts";
import { recover } from "../../src/write/recovery.ts";
import { resolveConflicts } from "../../src/write/resolve-conflicts.ts";
import { filesBelow } from "../../src/write/target.ts";
import { reverseStep } from "../../src/write/undo.ts";
import { understandDocument } from "../helpers/road.ts";
import { STAMP, verbsOf } from "./helpers.ts";

const shop = readFileSync("examples/shop/step7.json", "utf8");
const edited = shop
  .replaceAll("35 days", "20 days")
  .replaceAll("stock-sync", "shelf-sync")
  .replace('"1 to 4 by queue depth"', '"1 to 6 by queue depth"');

function filesOf(text: string): FileSet {
  const { architecture, answers } = understandDocument(JSON.parse(text), "shop");
  if (architecture === undefined) throw new Error("the shop cannot be built");
  return render(architecture, decide(answers), blueprints).files;
}

const first = filesOf(shop);
const second = filesOf(edited);
const renames = [{ from: "stock-sync", to: "shelf-sync" }];
const planOf = (disk: MemoryDisk, fileSet: FileSet): ChangeSet => compare({ fileSet, disk, stamp: STAMP, renames });

function replace(disk: MemoryDisk, path: string, from: string, to: string): void {
  const text = new TextDecoder().decode(disk.read(path));
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
  disk.put(path, text.replace(from, to), disk.stat(path)?.executable === true);
}

/** What a team does to a tree in a year. */
function live(disk: MemoryDisk): void {
  replace(disk, "infra/environments/prod/prod.auto.tfvars", "backup_retention_days = 35", "backup_retention_days = 42");
  replace(disk, "infra/stack/network.tf", "\n", "\n# Peering is set up by the platform team.\n");
  replace(disk, "infra/stack/service-stock-sync.tf", "\n", "\n# Ours: runs after the warehouse closes.\n");
  replace(disk, "README.md", "\n", "\nAsk the platform team first.\n");
  replace(disk, "docs/decisions.md", "\n", "\nReviewed.\n");
  disk.delete("docs/runbook.md");
  disk.put("infra/stack/own.tf", "# own\n");
}

type Snapshot = ReadonlyMap<string, { readonly bytes: Uint8Array; readonly executable: boolean }>;

function snapshot(disk: MemoryDisk): Snapshot {
  const paths = filesBelow(disk, "").filter((path) => !path.startsWith(".scaffold/local/"));
  return new Map(
    paths.map((path) => [path, { bytes: disk.read(path), executable: disk.stat(path)?.executable === true }]),
  );
}

function isSame(left: Snapshot, right: Snapshot): boolean {
  if (left.size !== right.size) return false;
  for (const [path, { bytes, executable }] of left) {
    const other = right.get(path);
    if (other === undefined || other.executable !== executable) return false;
    if (other.bytes !== bytes && !sameBytes(other.bytes, bytes)) return false;
  }
  return true;
}

interface Work {
  readonly name: string;
  readonly start: MemoryDisk;
  readonly changeSet: ChangeSet;
  readonly step?: Step;
}

async function works(): Promise<Work[]> {
  const disk = memoryDisk();
  const list: Work[] = [];
  const then = async (name: string, changeSet: ChangeSet, step?: Step) => {
    list.push({ name, start: disk.reboot(), changeSet, ...(step ? { step } : {}) });
    await applyChanges(changeSet, disk, step);
  };
  const back = async (direction: "undo" | "redo") => {
    const { changeSet, step } = reverseStep(disk, { direction, keepEdited: false });
    await then(direction, changeSet, step);
  };
  await then("the first run", planOf(disk, first));
  live(disk);
  await then("a regeneration", planOf(disk, second));
  const found = findConflicts(disk);
  await then("the settling of its conflicts", resolveConflicts(disk, found, found.conflicts, "theirs").changeSet);
  await back("undo");
  await back("redo");
  await back("undo");
  await back("undo");
  return list;
}

const all = await works();

it("the regeneration has every kind of change that moves a byte, and a conflict to settle", () => {
  const [, regeneration, settling] = all;
  const verbs = new Set(
    Object.values(verbsOf(regeneration?.changeSet ?? { changes: [], diagnostics: [], operations: [] })),
  );
  for (const verb of ["update", "merge", "move", "conflict", "user-deleted", "unchanged", "keep"])
    expect(verbs).toContain(verb);
  expect(settling?.changeSet.changes.length).toBeGreaterThan(0);
});

/** Every call of the harder form, always; the rest of the combinations in steps unless the nightly form asks for all. */
const STEP = process.env["SCAFFOLD_NIGHTLY"] === undefined ? 3 : 1;
const PATIENCE = { timeout: 300_000 };

let injected = 0;
let looking = 0;
let full = 0;

describe.each(all.map((work, index) => [`${index + 1}. ${work.name}`, work] as const))("%s", PATIENCE, (_, work) => {
  const { start, changeSet, step } = work;
  /** Number of the changing call → the first and the last look behind it. */
  const looks = new Map<number, [first: number, last: number]>();
  const whole = start.reboot({ onLook: (look, call) => looks.set(call, [looks.get(call)?.[0] ?? look, look]) });
  const done = applyChanges(changeSet, whole, step);
  const before = snapshot(start);

  /** `after` or `before`; a tree between the two fails. */
  function sideOf(disk: MemoryDisk, call: number): string {
    const now = snapshot(disk);
    if (isSame(now, snapshot(whole))) return "after";
    if (!isSame(now, before)) expect.fail(`call ${call} of ${whole.calls()} left a tree between`);
    return "before";
  }

  it.each([true, false])(
    "killed at any call leaves the tree before or the tree after (loss of power: %s)",
    async (losesPower) => {
      await done;
      const seen = new Set<string>();
      for (let call = 1; call <= whole.calls(); call += losesPower ? 1 : STEP) {
        const dying = start.reboot({ crashAt: call, losesPower });
        await expect(applyChanges(changeSet, dying, step)).rejects.toThrow(SimulatedCrash);
        injected++;
        const disk = dying.reboot();
        await recover(disk);
        const side = sideOf(disk, call);
        seen.add(side);
        if (side === "after" || call % 25 !== 0) continue;
        await applyChanges(changeSet, disk, step);
        expect(sideOf(disk, call)).toBe("after");
      }
      expect([...seen].sort()).toEqual(["after", "before"]);
    },
  );

  it("killed at any call that only looks leaves the tree before or the tree after", async () => {
    await done;
    const places = new Set([...looks.values()].flat());
    for (const look of places) {
      const dying = start.reboot({ crashAtLook: look, losesPower: true });
      const error: unknown = await applyChanges(changeSet, dying, step).catch((reason: unknown) => reason);
      // Those of this test itself come last, when the step is long done.
      if (error instanceof SimulatedCrash) looking++;
      const disk = dying.reboot();
      await recover(disk);
      sideOf(disk, look);
    }
  });

  it("with a full disk at any call is as it was before at once, or done with only tidying left", async () => {
    await done;
    for (let call = 1; call <= whole.calls(); call += STEP) {
      const disk = start.reboot({ failAt: call });
      const error: unknown = await applyChanges(changeSet, disk, step).catch((reason: unknown) => reason);
      const isLast = call === whole.calls();
      const failed = error instanceof ScaffoldError && !isLast;
      if (failed) expect(error).toMatchObject({ code: "WRITE_DISK_FULL" });
      expect(sideOf(disk, call)).toBe(failed ? "before" : "after");
      full++;
    }
  });

  it("killed at any call of the repair after a kill, is repaired by the start after that", async () => {
    await done;
    const died = start.reboot({ crashAt: Math.floor(whole.calls() * 0.8) });
    await expect(applyChanges(changeSet, died, step)).rejects.toThrow(SimulatedCrash);
    const repaired = died.reboot();
    await recover(repaired);
    for (let call = 1; call <= repaired.calls(); call += 3 * STEP) {
      const dying = died.reboot({ crashAt: call, losesPower: true });
      await expect(recover(dying)).rejects.toThrow(SimulatedCrash);
      injected++;
      const disk = dying.reboot();
      await recover(disk);
      expect(sideOf(disk, call)).toBe(sideOf(repaired, call));
    }
  });
});

it("those were many", () => {
  console.info(`over the shop: ${injected} kills at a change, ${looking} at a look, ${full} times a full disk`);
  expect(looking).toBeGreaterThan(500);
  expect(injected).toBeGreaterThan(2000 / STEP);
});
