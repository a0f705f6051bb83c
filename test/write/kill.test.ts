// The built command on a real disk, killed with SIGKILL while it writes: the next run finishes the matter, and no line of the user is lost.
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { expect, it } from "vitest";
import { scratchFolder } from "../helpers/scratch.ts";

const main = resolve("dist/main.js");
const KILLS = 12;

function treeOf(folder: string): Record<string, string> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith(".scaffold/local/"));
  return Object.fromEntries(found.sort().map((path) => [path, readFileSync(join(folder, path), "base64")]));
}

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

const home = scratchFolder();
const scaffold = (...words: string[]) => execa(process.execPath, [main, ...words], { reject: false, cwd: home });

/** Waits for the first thing that a run puts on the disk, a little longer, and kills. Says whether the run was still at work. */
async function killWhileWriting(words: readonly string[], out: string, delay: number): Promise<boolean> {
  const child: ChildProcess = spawn(process.execPath, [main, ...words], { cwd: home, stdio: "ignore" });
  const end = new Promise<void>((done) => child.once("exit", () => done()));
  let isOver = false;
  end.then(() => {
    isOver = true;
  });
  while (!isOver && !existsSync(join(home, out, ".scaffold/local/staging"))) await pause(1);
  await pause(delay);
  const wasAtWork = !isOver;
  child.kill("SIGKILL");
  await end;
  return wasAtWork;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

it(`killed ${KILLS} times in a regeneration and ${KILLS} times in an undo, it ends in the right tree each time`, async () => {
  const answers = join(home, "step7.json");
  writeFileSync(answers, readFileSync("examples/parcels/step7.json"));
  await scaffold("infra", answers, "--out", "first", "--quiet");
  edit(
    join(home, "first/infra/environments/prod/prod.auto.tfvars"),
    "backup_retention_days = 14",
    "backup_retention_days = 21",
  );
  edit(join(home, "first/infra/stack/network.tf"), "\n", "\n# Peering is set up by the platform team.\n");
  rmSync(join(home, "first/docs/runbook.md"));
  writeFileSync(join(home, "first/own.txt"), "own\n");
  const before = treeOf(join(home, "first"));
  writeFileSync(answers, readFileSync(answers, "utf8").replaceAll("14 days", "30 days"));
  cpSync(join(home, "first"), join(home, "second"), { recursive: true });
  const started = performance.now();
  expect((await scaffold("infra", answers, "--out", "second")).exitCode).toBe(4);
  const took = performance.now() - started;
  const after = treeOf(join(home, "second"));
  expect(after).not.toEqual(before);

  let atWork = 0;
  for (let turn = 0; turn < KILLS; turn++) {
    cpSync(join(home, "first"), join(home, "now"), { recursive: true });
    // From the first write on, ever later, over the part of a run in which it writes.
    const delay = (turn / KILLS) * Math.min(took / 3, 250);
    if (await killWhileWriting(["infra", answers, "--out", "now", "--quiet"], "now", delay)) atWork++;
    const next = await scaffold("infra", answers, "--out", "now");
    expect(next.exitCode, next.stderr).toBe(4);
    expect(treeOf(join(home, "now"))).toEqual(after);

    if (await killWhileWriting(["undo", "--out", "now", "--quiet"], "now", delay / 2)) atWork++;
    // Done, or to be put back and undone again.
    const isDone = !existsSync(join(home, "now/.scaffold/local/journal.json"));
    if (!isDone || JSON.stringify(treeOf(join(home, "now"))) !== JSON.stringify(before))
      expect((await scaffold("undo", "--out", "now")).exitCode).toBe(0);
    expect(treeOf(join(home, "now"))).toEqual(before);
    rmSync(join(home, "now"), { recursive: true });
  }
  console.info(`killed while it wrote: ${atWork} of ${2 * KILLS}`);
  expect(atWork).toBeGreaterThan(KILLS / 2);
}, 240_000);
