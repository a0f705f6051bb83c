// The language layer, phenomenon by phenomenon: how a thing is meant by the sentence that names it.
import { describe, expect, it } from "vitest";
import { compileLexicon } from "../../../src/decisions/text/lexicon.ts";
import { findMentions } from "../../../src/decisions/text/mentions.ts";
import { readStatements } from "../../../src/decisions/text/statements.ts";
import { PHENOMENA } from "./tables/phenomena.ts";
import { VERDICTS } from "./tables/verdicts.ts";

const lexicon = compileLexicon("phenomena", {
  oak: "oak|oak tree",
  birch: "birch",
  willow: "willow|weeping willow",
  maple: "maple",
  tractor: "tractor|tractors",
  windmill: "windmill",
  barn: "red barn|barn",
});

/** "oak:chosen birch:open*" for a text. */
function read(text: string): string {
  return findMentions(readStatements("/t", text), lexicon)
    .map(({ id, status, preferred }) => `${id}:${status}${preferred ? "*" : ""}`)
    .join(" ");
}

describe.each(Object.entries({ ...PHENOMENA, ...VERDICTS }))("%s", (_, cases) => {
  it.each(cases)("%s", (text, expected) => expect(read(text)).toBe(expected));
});
