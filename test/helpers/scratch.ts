// In: nothing. Out: an empty folder that is removed when the test file ends. Never inside the project.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
  // Removing many small files takes its time on a busy machine.
}, 60_000);

export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "scaffold-test-"));
  made.push(folder);
  return folder;
}
