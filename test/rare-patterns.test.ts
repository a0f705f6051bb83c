// A pattern that is compiled only for texts that could match finds what it always found.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DIGIT, needsOf } from "../scripts/pattern-needs.mjs";
import { putTogether, sampleOf, withRarePatterns } from "../scripts/rare-patterns.mjs";
import { textFields } from "../src/answers/answers.ts";
import { loadCorpus } from "./decisions/score.ts";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");
type Made = readonly [source: string, flags: string, needed: string, heads: string, isSmall: boolean, plain: string];
const rarePattern: (...made: Made) => RegExp = createRequire(import.meta.url)("../scripts/rare-pattern.cjs");

/** What the build makes of a module: the words that each of its patterns is made with. */
function madeIn(text: string): Made[] {
  const word = '"(?:[^"\\\\]|\\\\.)*"';
  const calls = text.matchAll(
    new RegExp(`rare\\$\\((${word}, ${word}, ${word}, ${word}, (?:true|false), ${word})\\)`, "g"),
  );
  return Array.from(calls, ([, words]) => JSON.parse(`[${words}]`) as Made);
}

function made(literal: string): Made | undefined {
  return madeIn(withRarePatterns(`const pattern = ${literal};`))[0];
}

/** Whether the text has what is asked for. */
function hasNeeded(text: string, needed: readonly (readonly (readonly string[])[])[]): boolean {
  const has = (piece: string) => (piece === DIGIT ? /\d/.test(text) : text.includes(piece));
  return needed.some((way) => way.every((pieces) => pieces.some(has)));
}

describe("what a text must hold for a pattern to match", () => {
  it.each<[string, string, readonly string[] | undefined, readonly string[] | undefined]>([
    ["\\b(?:celery|resque|bull)\\b", "i", ["celery", "resque", "bull"], undefined],
    ["multi[- ]?region", "", ["multiregion", "multi-region", "multi region"], undefined],
    ["(?:a|bc)+(?:de|fg)?", "", ["a", "bc"], undefined],
    ["(?<!no )cron|(?=x)beat", "", ["cron", "beat"], undefined],
    ["(?<name>one)\\k<name>", "", ["one"], undefined],
    ["rds(?: proxy){2}", "", ["rds proxy proxy"], undefined],
    ["x{0,3}queue", "", ["queue"], undefined],
    ["[a-c]\\u0064\\x65f\\.", "", ["def."], undefined],
    ["[\\]x-]end", "", ["]end", "xend", "-end"], undefined],
    ["Kelvin", "iu", undefined, undefined],
    ["^(?:the |a )?team", "i", ["team"], ["team", "the team", "a team"]],
    ["^(?:the |a )?\\w+ team", "i", [" team"], undefined],
    [
      "^(?:the |a )?(?:team|squad)s?\\w",
      "i",
      ["team", "squad"],
      ["team", "squad", "the team", "the squad", "a team", "a squad"],
    ],
    ["^(?:so |\\w+ )?no", "", ["no"], undefined],
    ["^one|two", "", ["one", "two"], undefined],
    ["^(?:one|t\\w+)$", "", ["one", "t"], ["one", "t"]],
    [" (?:it|them)\\b", "y", [" it", " them"], [" it", " them"]],
    ["\\d+|one", "", [DIGIT, "one"], undefined],
    ["\\w(?=[^.]* there)", "", [" there"], undefined],
    ["\\w(?![^.]* there)", "", undefined, undefined],
    ["\\w+|one", "", undefined, undefined],
    ["(?:\\d|\\u0001)+ \\u0003", "", [" \u0003"], undefined],
    ["a\\u001c[\\u001d]\\n", "", ["a"], undefined],
  ])("%s", (source, flags, needed, heads) => {
    expect(needsOf(source, flags)).toEqual(flags === "iu" ? {} : { needed: needed && [[needed]], heads });
  });

  it("is as many lists as rule out texts like those that it will meet, each way to match by itself", () => {
    const texts = [
      "data is here",
      "data stays here",
      "it stays",
      "it leaves",
      "9 cores",
      "two cores",
      "data moves",
      "a",
    ];
    const { needed } = needsOf("\\bdata \\w+ \\b(?:stays|leaves)|\\d cores|backup", "i", texts);
    expect(needed).toEqual([[[DIGIT, "backup"]], [[" stays", " leaves"], ["data "]]]);
    const left = texts.filter((text) => hasNeeded(text, needed ?? []));
    expect(left).toEqual(["data stays here", "9 cores"]);
  });

  it("is nothing where it rules out nothing", () => {
    expect(needsOf("a\\w", "", ["a1", "ba"]).needed).toBeUndefined();
  });

  const letter = fc.constantFrom(
    ..."abc",
    "\\.",
    "[ab]",
    "[^a]",
    "[a-c]",
    "\\w",
    "\\d",
    ".",
    "\\b",
    "(?!c)",
    "(?=b)",
    "(?<=a|bc)",
    "\\u0001",
    "\\u0003",
    "\\u001c",
    "\\n",
  );
  const pattern = fc.letrec<{ part: string; all: string }>((tie) => ({
    part: fc.oneof(
      { weight: 6, arbitrary: letter },
      { weight: 2, arbitrary: tie("all").map((inner) => `(?:${inner})`) },
      tie("all").map((inner) => `(${inner})?`),
      letter.map((inner) => `${inner === "\\b" || inner.startsWith("(?") ? "a" : inner}+`),
      letter.map((inner) => `${inner === "\\b" || inner.startsWith("(?") ? "b" : inner}{0,2}`),
    ),
    all: fc
      .array(fc.array(tie("part"), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.map((list) => list.join("")).join("|")),
  })).all;

  it("follows from the pattern, whatever it is", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "b", "c", ".", " ", "A", "7", "\u0001", "\u0003", "\u001c", "\n"),
      maxLength: 8,
    });
    const start = fc.constantFrom("", "^");
    fc.assert(
      fc.property(
        start,
        pattern,
        fc.constantFrom("", "i"),
        fc.array(text, { maxLength: 20 }),
        (at, rest, flags, texts) => {
          const source = at + rest;
          const { needed, heads } = needsOf(source, flags, texts);
          for (const one of texts.filter((candidate) => new RegExp(source, flags).test(candidate))) {
            const read = flags === "i" ? one.toLowerCase() : one;
            if (needed) expect(hasNeeded(read, needed)).toBe(true);
            if (heads) expect(heads.some((head) => read.startsWith(head))).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("the modules", () => {
  it("have their patterns written out, those of functions above them, and those that remember a place where they were", () => {
    const module =
      'const a = /celery/i;\nexport const f = (x: string) => /resque/.test(x) && /bull/g.exec(x) && all(x, /bee/g);\nconst b = re("beat");';
    const text = withRarePatterns(module, (start) => (module.startsWith("re(", start) ? ["beat", "y"] : undefined));
    expect(text.split("\n").slice(1)).toEqual([
      'const rare$1 = rare$("resque", "", "resque", "", false, "");',
      'const rare$2 = rare$("bee", "g", "bee", "", false, "");',
      'const a = rare$("celery", "i", "celery", "", true, "");',
      "export const f = (x: string) => rare$1.test(x) && /bull/g.exec(x) && all(x, rare$2.anew());",
      'const b = rare$("beat", "y", "beat", "beat", false, "");',
    ]);
  });

  it("stay as they are where nothing is known", () => {
    const text = "const a = /\\w+/;";
    expect(withRarePatterns(text)).toBe(text);
  });
});

describe("a pattern that is compiled late", () => {
  it.each(["/celery (\\d+)/i", "/celery (\\d+)/g", "/^celery (\\d+)/", "/celery (\\d+)/gi"])(
    "%s does what the pattern does",
    (literal) => {
      const words = made(literal) as Made;
      for (const text of ["", "none", "Celery 5", "celery 12 and celery 7", "a celery 3"]) {
        const [real, late] = [new RegExp(words[0], words[1]), rarePattern(...words)];
        expect(late.test(text)).toBe(real.test(text));
        expect(late.lastIndex).toBe(real.lastIndex);
        expect(late.exec(text)).toEqual(real.exec(text));
        expect(text.match(late)).toEqual(text.match(real));
        expect(text.replace(late, "<$1>")).toBe(text.replace(real, "<$1>"));
        expect(text.split(late)).toEqual(text.split(real));
        expect(text.search(late)).toBe(text.search(real));
        if (real.global) expect([...text.matchAll(late)]).toEqual([...text.matchAll(real)]);
      }
    },
  );

  it("begins anew where it was written inside a function", () => {
    const late = rarePattern(...(made("/celery (\\d+)/g") as Made)) as RegExp & { anew(): RegExp };
    expect(late.exec("celery 5, celery 6")?.[1]).toBe("5");
    expect(late.exec("celery 5, celery 6")?.[1]).toBe("6");
    expect(late.anew().exec("celery 5, celery 6")?.[1]).toBe("5");
  });

  it("takes a sign with which readers mark a text for what it is", () => {
    const late = rarePattern(...(made("/(?:\\d|\\u0001)+ \\u0003/g") as Made));
    expect(late.exec("at \u0001 \u0003")?.[0]).toBe("\u0001 \u0003");
  });

  it("has a form for texts of ASCII, which finds the same in them", () => {
    const literal = "/(?:no more than |about )?[\\p{L}\\p{N}-]+ \\p{Lu}(?![\\p{L}])[^\\s]/gu";
    const words = made(literal) as Made;
    expect(words[5]).toBe("(?:no more than |about )?[a-zA-Z0-9-]+ [A-Z](?![a-zA-Z])[^\\s]");
    const texts = ["about five A!", "aa-2 B1 cc C?", "\u00fcber \u00c4\u{1f600} x Z.", "a \u00c9- b A-", "x A\u00e9"];
    for (const order of [texts, [...texts].reverse()]) {
      const [real, late] = [new RegExp(words[0], words[1]), rarePattern(...words)];
      for (const text of order) expect([...text.matchAll(late)]).toEqual([...text.matchAll(real)]);
    }
    expect((made("/\\u{1f600}|no more than this and that or something/u") as Made)[5]).toBe("");
  });

  it("takes no sign for the letter that it becomes when it is made small", () => {
    const late = rarePattern(...(made("/k|i/i") as Made));
    for (const text of ["\u212a", "\u0130", "K", "I"]) expect(late.test(text)).toBe(/k|i/i.test(text));
  });

  it("finds in the corpus what it always found", async () => {
    const put = await putTogether(root);
    const sample = sampleOf(root);
    const patterns = ["answers", "decisions", "architecture"].flatMap((room) =>
      readdirSync(`${root}/src/${room}`, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .flatMap((name) => {
          const path = `${root}/src/${room}/${name}`;
          return madeIn(withRarePatterns(readFileSync(path, "utf8"), (start) => put.get(`${path}:${start}`), sample));
        }),
    );
    expect(patterns.length).toBeGreaterThan(500);
    const fields = loadCorpus(new URL("./fixtures/corpus/", import.meta.url)).flatMap(({ answers }) =>
      textFields(answers),
    );
    const texts = [...new Set(fields.flatMap(({ text }) => [text, ...text.split(/(?<=[.,;])\s/)]))];
    for (const words of patterns) {
      const [source, flags] = words;
      const real = new RegExp(source, flags);
      const late = rarePattern(...words);
      for (const text of texts) {
        const read = flags.includes("y") ? text.toLowerCase() : text;
        for (let at = 0; at >= 0; at = flags.includes("y") ? read.indexOf(" ", at + 1) : -1) {
          real.lastIndex = at;
          const match = real.exec(read);
          late.lastIndex = at;
          if (late.test(read) !== (match !== null)) throw new Error(`/${source}/${flags} in ${JSON.stringify(read)}`);
          if (match === null) continue;
          const fresh = rarePattern(...words);
          fresh.lastIndex = at;
          if (JSON.stringify(fresh.exec(read)) !== JSON.stringify(match))
            throw new Error(`/${source}/${flags} in ${JSON.stringify(read)}`);
        }
      }
    }
  }, 60_000);
});
