// Random hand edits of real generated files, merged with what real edits of the answers make of them. 500 cases; 10,000 with SCAFFOLD_NIGHTLY=1.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import type { Merged, Side } from "../../../src/write/merge/conflict.ts";
import { languageOf } from "../../../src/write/merge/language.ts";
import { countMarkers, findRegions, resolveConflict } from "../../../src/write/merge/markers.ts";
import { merge } from "../../../src/write/merge/merge.ts";
import { parses } from "../../../src/write/merge/parses.ts";
import { printGroup } from "../../../src/write/merge/tree.ts";
import { mergeByTree, readTree } from "../../../src/write/merge/tree-driver.ts";
import { readHcl } from "../../helpers/hcl-reader.ts";
import { carryOut, edit, editLeaves, linesOf } from "./edits.ts";
import { variantPairs } from "./variants.ts";

const nightly = process.env["SCAFFOLD_NIGHTLY"] === "1";
const runs = (share = 1) => ({ numRuns: Math.ceil((nightly ? 10_000 : 500) * share) });
const TIMEOUT = nightly ? 3_600_000 : 60_000;
const pairs = variantPairs();
const WHO = "byhand";

/** By language first, so that every kind of file has its turn. */
const kinds = [...new Set(pairs.map(({ path }) => languageOf(path)))].sort();
const pair = fc
  .constantFrom(...kinds)
  .chain((kind) => fc.constantFrom(...pairs.filter(({ path }) => languageOf(path) === kind)));
const structured = pair.filter(({ path, before }) => readTree(languageOf(path), before) !== undefined);
const edits = fc.array(edit, { minLength: 1, maxLength: 6 });

/** Read by somebody else's reader, or by one that was written apart from ours. */
function readElsewhere(path: string, text: string): void {
  const language = languageOf(path);
  if (language === "hcl") readHcl(text);
  if (language === "yaml") expect(parseDocument(text).errors).toEqual([]);
  if (language === "json") JSON.parse(text);
}

function requireEveryEdit(ours: string, merged: Merged): void {
  const conflicts = merged.kind === "conflict" ? merged.conflicts : [];
  const shown = [merged.text ?? "", ...conflicts.map((conflict) => conflict.ours ?? "")].join("\n");
  for (const line of linesOf(ours, WHO))
    for (const [word] of line.matchAll(/byhand_\d+_/g)) if (!shown.includes(word)) throw new Error(`lost: ${line}`);
}

function resolveAll(text: string, ids: readonly string[], side: Side): string {
  return ids.reduce((now, id) => resolveConflict(now, id, side) ?? `no ${id}`, text);
}

it("covers every language that we merge, with real edits", () => {
  expect(kinds).toEqual(expect.arrayContaining(["dockerfile", "hcl", "markdown", "yaml"]));
  expect(pairs.length).toBeGreaterThan(100);
});

describe("random hand edits × real edits of the answers", () => {
  it(
    "every edit of the user is in the result or in a reported conflict, and what is written parses",
    () => {
      fc.assert(
        fc.property(pair, edits, ({ path, before, after }, list) => {
          const ours = carryOut(path, before, list, WHO);
          const merged = merge(path, { base: before, ours, theirs: after });
          requireEveryEdit(ours, merged);
          if (merged.text === undefined) return;
          expect(parses(path, merged.text)).toBe(true);
          readElsewhere(path, merged.text);
          const ids = merged.kind === "conflict" ? merged.conflicts.map(({ id }) => id) : [];
          expect(new Set(ids).size).toBe(ids.length);
          expect(countMarkers(merged.text)).toBe(ids.length);
          expect(findRegions(merged.text).map(({ id }) => id)).toEqual(ids);
          // Whatever side is chosen, in the file or before the merge, the file parses and holds no marker.
          for (const side of ["ours", "theirs"] as const) {
            const chosen = merge(path, { base: before, ours, theirs: after }, () => side);
            expect(chosen.kind).toBe("clean");
            for (const text of [chosen.text ?? "", resolveAll(merged.text, ids, side)]) {
              expect(countMarkers(text)).toBe(0);
              expect(parses(path, text)).toBe(true);
            }
          }
        }),
        runs(),
      );
    },
    TIMEOUT,
  );

  it(
    "an answer changed and changed back leaves the file as it was, with every edit still in it",
    () => {
      fc.assert(
        fc.property(pair, edits, ({ path, before, after }, list) => {
          const ours = carryOut(path, before, list, WHO);
          const there = merge(path, { base: before, ours, theirs: after });
          if (there.kind === "conflict") return;
          const back = merge(path, { base: after, ours: there.text, theirs: before });
          requireEveryEdit(ours, back);
          if (ours === before) expect(back).toEqual({ kind: "clean", text: before });
        }),
        runs(0.2),
      );
    },
    TIMEOUT,
  );

  it(
    "nothing new on one side, or the same on both, gives the other one to the byte",
    () => {
      fc.assert(
        fc.property(structured, edits, ({ path, before, after }, list) => {
          const ours = carryOut(path, before, list, WHO);
          for (const x of [ours, after]) {
            const clean = { kind: "clean", text: x };
            const tree = (sides: { base: string; ours: string; theirs: string }) =>
              mergeByTree(path, languageOf(path), sides, () => undefined);
            // Past the shortcut of merge(), too.
            expect(merge(path, { base: before, ours: x, theirs: before })).toEqual(clean);
            expect(tree({ base: before, ours: x, theirs: before })).toEqual(clean);
            expect(tree({ base: before, ours: x, theirs: x })).toEqual(clean);
            expect(tree({ base: before, ours: before, theirs: x })).toEqual(clean);
          }
        }),
        runs(0.4),
      );
    },
    TIMEOUT,
  );

  it(
    "a user who only moves things around never meets a conflict",
    () => {
      const swaps = fc.array(
        edit.map((one) => ({ ...one, kind: "swap" as const })),
        { minLength: 1, maxLength: 8 },
      );
      // Where order is meaning, as in a script or in prose, moving is an edit.
      const named = structured.filter(({ path }) => ["hcl", "yaml", "json"].includes(languageOf(path)));
      fc.assert(
        fc.property(named, swaps, ({ path, before, after }, list) => {
          const ours = carryOut(path, before, list, WHO);
          expect(merge(path, { base: before, ours, theirs: after })).toMatchObject({ kind: "clean" });
        }),
        runs(0.4),
      );
    },
    TIMEOUT,
  );
});

it(
  "edits of different things never conflict, and all of them arrive",
  () => {
    const picks = fc.uniqueArray(fc.tuple(fc.nat(120), fc.boolean()), {
      selector: ([at]) => at,
      minLength: 2,
      maxLength: 10,
    });
    fc.assert(
      fc.property(structured, picks, ({ path, before }, list) => {
        // Neighbours never fall to different sides of one list: which element a new one stands for would be a guess.
        const side = (remainder: number) => new Map(list.filter(([at]) => at % 2 === remainder));
        const edit = (text: string, remainder: number, who: string) => editLeaves(path, text, side(remainder), who);
        const [ours, theirs] = [edit(before, 0, WHO), edit(before, 1, "scaffold")];
        fc.pre([ours, theirs].every((text) => parses(path, text)));
        const merged = merge(path, { base: before, ours, theirs });
        expect(merged.kind === "conflict" ? merged.conflicts : []).toEqual([]);
        const text = merged.text ?? "";
        readElsewhere(path, text);
        for (const who of [WHO, "scaffold"]) {
          const wanted = linesOf(who === WHO ? ours : theirs, who).flatMap(
            (line) => line.match(new RegExp(`${who}_\\d+_`, "g")) ?? [],
          );
          for (const word of wanted) expect(text).toContain(word);
        }
      }),
      runs(0.6),
    );
  },
  TIMEOUT,
);

it(
  "every text that is read is printed as it was",
  () => {
    fc.assert(
      fc.property(structured, edits, ({ path, before }, list) => {
        const text = carryOut(path, before, list, WHO);
        const tree = readTree(languageOf(path), text);
        expect(tree && printGroup(tree)).toBe(text);
      }),
      runs(0.4),
    );
  },
  TIMEOUT,
);
