// Hand-edited files that were made to be slow or deep: merged or given up in time, never an exception.
import { describe, expect, it } from "vitest";
import { readHcl } from "../../../src/write/merge/hcl/tree.ts";
import { countMarkers, findRegions } from "../../../src/write/merge/markers.ts";
import { merge } from "../../../src/write/merge/merge.ts";
import { CALM, DEEP, LONG } from "./hostile-shapes.ts";

const merged = (path: string, base: string, ours: string, theirs: string) => {
  const start = performance.now();
  const result = merge(path, { base, ours, theirs });
  expect(performance.now() - start).toBeLessThan(3000);
  return result;
};

/** A hand-edited file that holds a shape beside what was generated, merged as a run does it. In milliseconds of the processor: what else runs on the machine does not count. */
function timeOf(path: string, shape: string): number {
  const [base, theirs] = CALM[path] ?? ["", ""];
  const ours = path === "a.json" ? shape : base + shape;
  const start = process.cpuUsage();
  const { text = ours } = merge(path, { base, ours, theirs });
  countMarkers(text);
  findRegions(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** So fast that a ratio would measure the machine. Ten thousand lines in their square take many times as long. */
const NOISE_MS = 40;

describe("four times as much of the same takes about four times as long, not sixteen times", () => {
  it.each(LONG)("%s: %s", (path, _, make) => {
    const [once, fourfold] = [make(3000), make(12_000)];
    const ratios: number[] = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      const short = timeOf(path, once);
      const long = timeOf(path, fourfold);
      if (long < NOISE_MS || long / short <= 6) return;
      ratios.push(Math.round(long / short));
    }
    expect(ratios).toEqual([]);
  });
});

describe("a hundred thousand levels are given up without a look at the stack", () => {
  it.each(DEEP)("%s: %s", (path, _, make) => expect(timeOf(path, make(100_000))).toBeLessThan(5000));

  it("also where the user only added to what is deep", () => {
    for (const [path, , make] of DEEP) {
      const [base, theirs] = CALM[path] ?? ["", ""];
      const deep = make(20_000);
      const sides = { base: base + deep, ours: `${base}${deep}\n`, theirs: theirs + deep };
      expect(["clean", "conflict"]).toContain(merge(path, sides).kind);
    }
  });
});

it("blocks that were read already count as deep as they are, however often they are wrapped anew", () => {
  const wrap = (inner: string, tag: string) =>
    `${Array.from({ length: 50 }, (_, i) => `${tag}${i} {\n`).join("")}${inner}${"}\n".repeat(50)}`;
  const once = wrap("x = 1\n", "a");
  const twice = wrap(once, "b");
  expect(readHcl(once)).toBeDefined();
  expect(readHcl(twice)).toBeUndefined();
  expect(readHcl(once + twice)).toBeUndefined();
  expect(readHcl(once + wrap("y = 1\n", "z"))).toBeDefined();
});

it.each(["a.yaml", "a.json", "a.tf", "Dockerfile", ".gitignore", "a.md"])(
  "%s: more items than a call takes arguments",
  (path) => {
    const shape = LONG.find(
      ([one, name]) => one === path && /many (?:keys|attributes|variables|patterns|headings)$/.test(name),
    );
    expect(timeOf(path, shape?.[2](150_000) ?? "none")).toBeLessThan(25_000);
  },
  60_000,
);

describe("hostile files", () => {
  it.each(["\u2028x", "\rx", "#x", ""])("a heading of blanks and %j", (tail) => {
    const base = "# A\n\ntext\n";
    merged("README.md", base, `${base}# ${" ".repeat(20_000)}${tail}\n`, `${base}more\n`);
  });

  it("a list of blank lines", () => {
    const base = "- a\n";
    merged("README.md", base, `${base}${"\n".repeat(40_000)}- b\n`, `${base}- c\n`);
  });

  it("JSON that is nested too deeply", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(merged("docs/trace.json", "{}\n", `{ "a": ${deep} }\n`, '{ "b": 1 }\n').kind).toBe("conflict");
  });

  it("two hundred thousand lines", () => {
    const ours = `start\n${"x\n".repeat(200_000)}end\n`;
    expect(merged("notes.txt", "start\nend\n", ours, "start\nend\nlast\n")).toEqual({
      kind: "clean",
      text: `${ours}last\n`,
    });
  });

  it("keeps the words of a heading whatever closes it", () => {
    const base = "# One #\n\na\n\n## Two##\n\nb\n\n### ###\n\nc\n";
    const result = merge("README.md", {
      base,
      ours: base.replace("\na\n", "\na!\n"),
      theirs: base.replace("\nb\n", "\nb?\n"),
    });
    expect(result).toEqual({ kind: "clean", text: "# One #\n\na!\n\n## Two##\n\nb?\n\n### ###\n\nc\n" });
  });
});
