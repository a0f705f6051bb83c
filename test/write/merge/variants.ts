// In: the reference answers. Out: what is generated before and after somebody edits an answer: pairs of texts of one file.
import { readFileSync } from "node:fs";
import { walkRoad } from "../../helpers/road.ts";

export interface Pair {
  readonly path: string;
  readonly edit: string;
  readonly before: string;
  readonly after: string;
}

type Replace = readonly [from: string, to: string];

/** Answers that people change, as replacements in the document. */
const EDITS: readonly (readonly [example: string, edit: string, ...replacements: Replace[]])[] = [
  ["shop", "engine version", ["PostgreSQL 17", "PostgreSQL 16"]],
  [
    "shop",
    "single zone",
    ["on RDS, Multi-AZ.", "on RDS, one zone only."],
    ["RDS Multi-AZ failover", "restore of a snapshot"],
  ],
  ["shop", "retention", ["kept for 35 days", "kept for 14 days"]],
  ["shop", "limits", ["2000 requests", "500 requests"], ["3 to 12 tasks", "2 to 6 tasks"], ["1 to 4 by", "2 to 9 by"]],
  ["shop", "region", ["AWS in Ireland", "AWS in Stockholm"]],
  ["shop", "no staging", ["dev, staging and production", "dev and production"]],
  ["shop", "service renamed", ['"name": "mailer"', '"name": "postman"'], ["Mailer: every", "Postman: every"]],
  [
    "shop",
    "runtime",
    ["Next.js 15 on Node 24", "Next.js 15 on Node 22"],
    ["Node 24 with NestJS", "Node 22 with NestJS"],
  ],
];

/** Every file that an edit changes, both ways: as the edit makes it, and as taking it back does. */
export function variantPairs(): Pair[] {
  const pairs: Pair[] = [];
  const originals = new Map<string, ReadonlyMap<string, string>>();
  const render = (example: string, replacements: readonly Replace[]) => {
    let text = readFileSync(new URL(`../../../examples/${example}/step7.json`, import.meta.url), "utf8");
    for (const [from, to] of replacements) {
      if (!text.includes(from)) throw new Error(`${example} does not say ${from}`);
      text = text.replaceAll(from, to);
    }
    return walkRoad(JSON.parse(text), example).files;
  };
  for (const [example, edit, ...replacements] of EDITS) {
    const before = originals.get(example) ?? render(example, []);
    originals.set(example, before);
    const after = render(example, replacements);
    for (const [path, text] of before) {
      const next = after.get(path);
      // Ten times the file is ten times the time, and no other place to fail: what is large here is long lists of what is small elsewhere.
      if (next === undefined || next === text || text.length > 40_000) continue;
      pairs.push({ path, edit, before: text, after: next }, { path, edit: `no ${edit}`, before: next, after: text });
    }
  }
  return pairs;
}
