// The line merge: literals for what people meet, properties for what must hold for any text.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { merge } from "../../../src/write/merge/merge.ts";

const lines = (...list: string[]) => list.map((line) => `${line}\n`).join("");
const merged = (base: string, ours: string, theirs: string) => {
  const result = merge("main.conf", { base, ours, theirs });
  return result.kind === "clean"
    ? result.text
    : `CONFLICT ${result.conflicts.length}\n${(result.text ?? "").replaceAll(/lines-[0-9a-f]{8}/g, "ID")}`;
};

describe("edits that are near each other", () => {
  const base = lines("service {", "  min = 2", "  max = 4", "}");
  it("on neighbouring lines both arrive", async () => {
    expect(merged(base, base.replace("2", "3"), base.replace("4", "9"))).toBe(
      lines("service {", "  min = 3", "  max = 9", "}"),
    );
  });
  it("a new line beside a changed one has a clear place", async () => {
    const ours = lines("service {", "  # ours", "  min = 2", "  max = 4", "  tags = {}", "}");
    expect(merged(base, ours, base.replace("2", "3").replace("4", "5"))).toBe(
      lines("service {", "  # ours", "  min = 3", "  max = 5", "  tags = {}", "}"),
    );
  });
  it("two lines changed by us, one of them also by the generator: only that one is in conflict", async () => {
    expect(merged(base, lines("service {", "  min = 1", "  max = 1", "}"), base.replace("4", "9"))).toBe(
      lines(
        "CONFLICT 1",
        "service {",
        "  min = 1",
        "  # <<<<<<< yours: ID",
        "  max = 1",
        "  # ======= scaffold:",
        "  # max = 9",
        "  # >>>>>>> scaffold: ID",
        "}",
      ),
    );
  });
  it("two additions in one place have no clear order", async () => {
    expect(merged(lines("a", "b"), lines("a", "ours", "b"), lines("a", "theirs", "b"))).toContain("CONFLICT 1");
  });
  it("the same addition on both sides is no conflict, and what is alike at the edges of one stays out of it", async () => {
    expect(merged(lines("a", "b"), lines("a", "x", "b"), lines("a", "x", "b", "c"))).toBe(lines("a", "x", "b", "c"));
    expect(merged(lines("a", "z"), lines("a", "x", "ours", "y", "z"), lines("a", "x", "theirs", "y", "z"))).toBe(
      lines(
        "CONFLICT 1",
        "a",
        "x",
        "# <<<<<<< yours: ID",
        "ours",
        "# ======= scaffold:",
        "# theirs",
        "# >>>>>>> scaffold: ID",
        "y",
        "z",
      ),
    );
  });
  it("a deletion against a change is a conflict", async () => {
    expect(merged(lines("a", "b", "c"), lines("a", "c"), lines("a", "B", "c"))).toBe(
      lines("CONFLICT 1", "a", "# <<<<<<< yours: ID", "# ======= scaffold:", "# B", "# >>>>>>> scaffold: ID", "c"),
    );
  });
});

it("without a known base every difference is shown", async () => {
  const result = merge("a.conf", {
    base: undefined,
    ours: lines("a", "ours", "c", "extra"),
    theirs: lines("a", "b", "c"),
  });
  expect(result.kind === "conflict" && result.conflicts).toMatchObject([
    { ours: "ours\n", theirs: "b\n", base: undefined },
    { ours: "extra\n", theirs: undefined },
  ]);
});

describe("for any text", () => {
  /** Few different lines, so that repeated ones (`}`, empty lines) are common, as in configuration. */
  const text = fc
    .array(fc.constantFrom("}", "", "a = 1", "b = 2", "resource {", "  x", "é", "__proto__"), { maxLength: 14 })
    .chain((list) => fc.boolean().map((ends) => list.join("\n") + (ends ? "\n" : "")));
  const any = fc.oneof(text, fc.string({ unit: "binary", maxLength: 30 }));

  it("merge(b,o,b)=o, merge(b,b,t)=t, merge(b,x,x)=x", async () => {
    fc.assert(
      fc.property(
        any,
        any,
        fc.constantFrom("a.tf", "a.json", "a.yaml", "Dockerfile", "a.md", ".gitignore", "a.sh"),
        (base, x, path) => {
          expect(merge(path, { base, ours: x, theirs: base })).toEqual({ kind: "clean", text: x });
          expect(merge(path, { base, ours: base, theirs: x })).toEqual({ kind: "clean", text: x });
          expect(merge(path, { base, ours: x, theirs: x })).toEqual({ kind: "clean", text: x });
        },
      ),
    );
  });

  it("both sides mirrored: a conflict is one from either side, a clean merge is the same text", async () => {
    fc.assert(
      fc.property(text, text, text, (base, ours, theirs) => {
        const there = merge("a", { base, ours, theirs });
        const back = merge("a", { base, ours: theirs, theirs: ours });
        expect(back.kind).toBe(there.kind);
        if (there.kind === "clean") expect(back).toEqual(there);
      }),
    );
  });

  it("every line that only the user has is in the result or between markers", async () => {
    const unique = (prefix: string) =>
      fc.array(fc.tuple(fc.nat(14), fc.boolean()), { maxLength: 6 }).map((edits) => ({ prefix, edits }));
    fc.assert(
      fc.property(text, unique("user"), unique("tool"), (base, user, tool) => {
        const ours = edit(base, user);
        const result = merge("a", { base, ours, theirs: edit(base, tool) });
        const shown = (result.text ?? "").split("\n");
        for (const line of ours.split("\n")) if (line.startsWith("user")) expect(shown).toContain(line);
      }),
    );
  });

  it("edits of different lines never conflict and both arrive", async () => {
    const places = fc.uniqueArray(fc.nat(29), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(places, fc.nat(12), (lineNumbers, split) => {
        const base = Array.from({ length: 30 }, (_, index) => `line ${index}`);
        const ours = new Set(lineNumbers.slice(0, split));
        const theirs = new Set(lineNumbers.slice(split));
        const write = (mine: Set<number>, word: string) => (line: string, index: number) =>
          mine.has(index) ? `${line} ${word}` : line;
        const result = merged(
          lines(...base),
          lines(...base.map(write(ours, "ours"))),
          lines(...base.map(write(theirs, "theirs"))),
        );
        expect(result).toBe(lines(...base.map(write(ours, "ours")).map(write(theirs, "theirs"))));
      }),
    );
  });

  it("additions and deletions that leave a line between them never conflict", async () => {
    const gap = fc.array(fc.constantFrom("ours+", "ours-", "theirs+", "theirs-", "none"), {
      minLength: 8,
      maxLength: 8,
    });
    fc.assert(
      fc.property(gap, (actions) => {
        const build = (side: string) =>
          actions.flatMap((action, index) => {
            const [head, middle, tail] = [`head ${index}`, `middle ${index}`, `tail ${index}`];
            if (action === `${side}+` || (side === "both" && action.endsWith("+")))
              return [head, `new ${index}`, middle, tail];
            if (action === `${side}-` || (side === "both" && action.endsWith("-"))) return [head, tail];
            return [head, middle, tail];
          });
        expect(merged(lines(...build("none of them")), lines(...build("ours")), lines(...build("theirs")))).toBe(
          lines(...build("both")),
        );
      }),
    );
  });
});

/** Replaces lines, or puts new ones before them; the new ones are unlike any other. */
function edit(base: string, { prefix, edits }: { prefix: string; edits: [number, boolean][] }): string {
  const list = base.split("\n");
  for (const [index, [place, replaces]] of edits.entries())
    list.splice(place % (list.length + 1), replaces ? 1 : 0, `${prefix} ${index}`);
  return list.join("\n");
}
