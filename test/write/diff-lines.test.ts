// Differences of lists of lines: right for any lists, small for small edits, quick where lines repeat.
import fc from "fast-check";
import { expect, it } from "vitest";
import { findHunks } from "../../src/write/diff-lines.ts";

function rebuild(before: string[], after: string[]): string[] {
  const result: string[] = [];
  let done = 0;
  for (const { start, end, from, to } of findHunks(before, after)) {
    result.push(...before.slice(done, start), ...after.slice(from, to));
    done = end;
  }
  return [...result, ...before.slice(done)];
}

const line = fc.constantFrom("}", "", "a", "b", "c", "__proto__", "constructor");

it("put together with the old lines, they give the new ones; between two of them a line is equal", async () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.array(line, { maxLength: 30 }), (before, after) => {
      expect(rebuild(before, after)).toEqual(after);
      const hunks = findHunks(before, after);
      for (const [index, hunk] of hunks.entries()) {
        expect(hunk.end > hunk.start || hunk.to > hunk.from).toBe(true);
        const next = hunks[index + 1];
        if (next !== undefined) expect([next.start > hunk.end, next.from > hunk.to]).toEqual([true, true]);
      }
    }),
    { numRuns: 1000 },
  );
});

it("are as few as possible where no line is unique", async () => {
  const edits = (before: string[], after: string[]) =>
    findHunks(before, after).reduce((sum, { start, end, from, to }) => sum + end - start + to - from, 0);
  expect(edits([..."abcabba"], [..."cbabac"])).toBe(5);
  expect(edits([..."aabbaabb"], [..."aabaabb"])).toBe(1);
  expect(edits([], [..."ab"])).toBe(2);
});

it("stay with the block that changed", async () => {
  const block = (name: string, more: string[] = []) => [`resource "${name}" {`, "  x = 1", ...more, "}", ""];
  const before = [...block("a"), ...block("c")];
  const after = [...block("a"), ...block("b"), ...block("c", ["  y = 2"])];
  expect(findHunks(before, after).map(({ from, to }) => after.slice(from, to))).toEqual([block("b"), ["  y = 2"]]);
});

it("take no time on thousands of equal lines, nor on a file that was rewritten", async () => {
  const same = Array.from({ length: 5000 }, () => "}");
  const other = Array.from({ length: 5000 }, (_, index) => (index % 2 === 0 ? "}" : "{"));
  const started = performance.now();
  expect(rebuild(["x", ...same, "y"], ["q", ...same.slice(7), "z", "}"])).toHaveLength(4996);
  expect(rebuild(["x", ...same], ["q", ...other])).toHaveLength(5001);
  expect(performance.now() - started).toBeLessThan(5000);
});
