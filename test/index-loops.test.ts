// Loops over arrays by index do what the loops say that are written, and whatever is no array is left as it is.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { indexLoops } from "../scripts/index-loops.mjs";

const root = mkdtempSync(join(tmpdir(), "scaffold-loops-"));
afterAll(() => rmSync(root, { recursive: true }));
writeFileSync(
  join(root, "tsconfig.json"),
  JSON.stringify({ compilerOptions: { lib: ["es2023"], types: [], strict: true } }),
);
mkdirSync(join(root, "src"));

const PROGRAM = `
type Pair = readonly [name: string, value?: number];
export function run(): unknown[] {
  const told: unknown[] = [];
  // Two in one another, left and gone on with by name; a comment with { and of in it.
  outer: for (const row /* of */ of [[1, 2], [3, 4], [5]]) {
    for (const cell of row) {
      if (cell === 2) continue outer;
      if (cell === 5) break outer;
      told.push(cell);
    }
  }
  const growing = [1];
  for (const one of growing) if (growing.length < 5) growing.push(one * 2);
  told.push(growing);
  const shrinking = [1, 2, 3, 4];
  for (const one of shrinking) { told.push(one); shrinking.pop(); }
  const later: (() => number)[] = [];
  for (const one of [1, 2, 3]) later.push(() => one);
  for (const call of later) told.push(call());
  const pairs: readonly Pair[] = [["a", 1], ["b"]];
  for (const [name, value = 7] of pairs) told.push(name, value);
  told.push(pairs.map(([name, value = 8]) => name + value));
  const [, second, { length } = "none"] = ["x", "y"];
  const [first, ...rest] = [1, 2, 3];
  const [[inner], [other = 9]] = [[1], []] as number[][];
  told.push(second, length, first, rest, inner, other);
  const [whole, digits] = /(\\d+)/.exec("a12") ?? [];
  told.push(whole, digits);
  for (const [key, value] of new Map([["k", "v"]])) told.push(key, value);
  const set = new Set([1]);
  for (const one of set) if (set.size < 4) set.add(one + 1);
  told.push([...set]);
  for (const char of "a\u{1f600}") told.push(char);
  const [letter] = "\u{1f600}";
  told.push(letter);
  for (const [index, item] of ["p", "q"].entries()) told.push(index, item);
  const either: string | readonly string[] = told.length > 0 ? "xy" : ["z"];
  for (const one of either) told.push(one);
  const anything: any = new Set(["any"]);
  for (const one of anything) told.push(one);
  return told;
}
`;

function runOf(text: string): unknown {
  const exports: { run?: () => unknown } = {};
  new Function(
    "exports",
    transformSync(text, { loader: "ts", format: "cjs" }).code.replace(/module\.exports = .*/, ""),
  )(exports);
  return exports.run?.();
}

describe("loops by index", () => {
  writeFileSync(join(root, "src/program.ts"), PROGRAM);
  const text = indexLoops(root, ["src"])(join(root, "src/program.ts"));

  it("tell the same", () => {
    expect(runOf(text)).toEqual(runOf(PROGRAM));
  });

  it("are those over arrays alone", () => {
    const left = [...text.matchAll(/for \(const (.+?) of (.+?)\) /g)].map(([, , over]) => over);
    expect(left).toEqual([
      'new Map([["k", "v"]])',
      "set",
      '"a\u{1f600}"',
      '["p", "q"].entries()',
      "either",
      "anything",
    ]);
    expect(text).toContain("const [first, ...rest] =");
    expect(text).toContain("const [letter] =");
    expect(text).toContain('const { 1: second, 2: { length } = "none" } =');
  });
});
