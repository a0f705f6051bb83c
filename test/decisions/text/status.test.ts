// The language layer on sentences of its own, with words that are no cloud: how each thing is meant.
import { describe, expect, it } from "vitest";
import { compileLexicon } from "../../../src/decisions/text/lexicon.ts";
import { findMentions } from "../../../src/decisions/text/mentions.ts";
import { readStatements } from "../../../src/decisions/text/statements.ts";

const lexicon = compileLexicon("status", {
  oak: "oak|oak tree",
  birch: "birch",
  willow: "willow|weeping willow",
  maple: "maple",
  tractor: "tractor|tractors",
  windmill: "windmill",
  barn: "red barn|barn",
});

/** "oak:chosen birch:negated" for a text. */
function read(text: string): string {
  return findMentions(readStatements("/t", text), lexicon)
    .map((mention) => `${mention.id}:${mention.status}`)
    .join(" ");
}

const cases: Record<string, readonly (readonly [string, string])[]> = {
  "a sentence that takes back the one before": [
    [
      "It stands on oak, and at times somebody dreamt of a whole birch. That never happened.",
      "oak:chosen birch:negated",
    ],
    ["There was the idea to add a windmill. We didn't.", "windmill:negated"],
    ["A consultant drew us a tractor. It was rejected because of the noise.", "tractor:negated"],
    ["We have a windmill. That never happened to our neighbours.", "windmill:chosen"],
    ["We have a windmill. It was never down.", "windmill:chosen"],
    ["We have a windmill. Once a month IT paints a fence, that is theirs.", "windmill:chosen"],
    ["There is a windmill. The other team runs it.", "windmill:foreign"],
  ],
  "a past with dates": [
    ["We left oak in 2017 and birch in 2020.", "oak:past birch:past"],
    ["We left oak in 2017 and birch is what we grow.", "oak:past birch:chosen"],
    ["We left oak in 2017 and we grow birch.", "oak:past birch:chosen"],
    ["Maple. The first version was oak and there are still people who cry.", "maple:chosen oak:past"],
    ["It started life as an oak in 2014.", "oak:past"],
  ],
  denial: [
    ["No oak or birch, maple is enough.", "oak:negated birch:negated maple:chosen"],
    ["No oak, birch or maple.", "oak:negated birch:negated maple:negated"],
    ["no oak, no birch. Maple!", "oak:negated birch:negated maple:chosen"],
    ["No oak, a windmill does the work", "oak:negated windmill:chosen"],
    ["We don't run on willow, maple does the job", "willow:negated maple:chosen"],
    ["neither oak nor birch, just maple", "oak:negated birch:negated maple:chosen"],
    ["The windmill is not needed because the tractor does it", "windmill:negated tractor:chosen"],
    ["Maple without oak", "maple:chosen oak:negated"],
    ["maple instead of the usual oak", "maple:chosen oak:negated"],
    ["maple rather than oak for the door", "maple:chosen oak:negated"],
    ["We avoid oak, too heavy", "oak:negated"],
    ["Looked at oak and birch, too much work for three people.", "oak:negated birch:negated"],
    ["Oak was considered but rejected", "oak:negated"],
    ["Maple (oak was too slow)", "maple:chosen oak:negated"],
    ["oak: not yet", "oak:negated"],
    ["Oak (not yet), maple", "oak:negated maple:chosen"],
    ["not yet on oak", "oak:negated"],
    ["Not oak because of the price, but maple", "oak:negated maple:chosen"],
    ["nobody wants oak here", "oak:negated"],
    ["Oak hasn't been needed so far", "oak:negated"],
    ["Oak felt like overkill, so maple", "oak:negated maple:chosen"],
    ["Oak is offered to visitors but we don't grow it ourselves", "oak:negated"],
  ],
  "what only looks like denial": [
    ["Not only oak but also birch", "oak:chosen birch:chosen"],
    ["we can't live without oak", "oak:chosen"],
    ["Nothing except oak", "oak:chosen"],
    ["Nothing beyond the old barn, oak", "barn:chosen oak:chosen"],
    ["oak is used for doors, not for boats", "oak:chosen"],
    ["We don't use oak as a fuel", "oak:chosen"],
    ["As long as oak is enough we don't need maple", "oak:chosen maple:negated"],
    ["There is no problem with oak", "oak:chosen"],
  ],
  past: [
    ["We used to be on oak until 2022 and moved fully over to maple", "oak:past maple:chosen"],
    ["Was oak + birch with a windmill, replaced in 2023.", "oak:past birch:past windmill:past"],
    ["Migrated from oak to maple last year", "oak:past maple:chosen"],
    ["no longer use oak; maple replaced oak", "oak:past maple:chosen oak:past"],
    ["Oak was replaced by maple", "oak:past maple:chosen"],
    ["We replaced oak with maple", "oak:past maple:chosen"],
    ["Oak was on the hill, we left it behind", "oak:past"],
    ["we're leaving oak for maple", "oak:past maple:chosen"],
    ["Oak, which we dropped in 2023, was slow", "oak:past"],
    ["We came from oak in earlier projects", "oak:past"],
    ["We miss oak.", "oak:past"],
  ],
  plans: [
    ["maple now and oak later", "maple:chosen oak:future"],
    ["Oak, birch and willow later; maple now", "oak:future birch:future willow:future maple:chosen"],
    ["Oak is on the wishlist, birch on the roadmap", "oak:future birch:future"],
    ["PLANNED: oak, birch and willow", "oak:future birch:future willow:future"],
    ["Oak (planned for next year), maple for now", "oak:future maple:chosen"],
    ["The plan is to move to oak and birch, but not before Q3", "oak:future birch:future"],
    ["considering oak. Evaluating birch.", "oak:future birch:future"],
    ["Oak would have been our preference, maple it is", "oak:future maple:chosen"],
    ["If traffic grows we will add oak", "oak:future"],
    ["Once we have more visitors: oak", "oak:future"],
    ["Oak might come", "oak:future"],
    ["Maple, maybe oak next year", "maple:chosen oak:future"],
    ["In 2027 we switch to oak", "oak:future"],
  ],
  "someone else's": [
    ["the platform team's oak gets our mail", "oak:foreign"],
    ["Oak belongs to the forestry team", "oak:foreign"],
    ["the tenants' oak trees exist but belong to the main app and are NOT part of this garden stack", "oak:foreign"],
    ["Customers can bring their own oak", "oak:foreign"],
    ["Oak, run by the data platform team", "oak:foreign"],
    ["vendor runs the oak, we run maple", "oak:foreign maple:chosen"],
    ["our team's oak", "oak:chosen"],
    ["We know oak too but maple is fine", "oak:foreign maple:chosen"],
    ["Oak on a laptop for local tests", "oak:local"],
  ],
  choices: [
    ["Either oak or birch", "oak:open birch:open"],
    ["oak or birch?", "oak:open birch:open"],
    ["Oak? Maple it is", "oak:open maple:chosen"],
    ["we have yet to choose between oak and birch", "oak:open birch:open"],
    ["we prefer oak over birch", "oak:chosen birch:negated"],
    ["Oak (well, birch)", "oak:negated birch:chosen"],
    ["everything in oak except the door which is birch", "oak:chosen birch:chosen"],
    ["oak vs birch: undecided", "oak:open birch:open"],
  ],
  spelling: [
    ["WINDMILL and Tractors", "windmill:chosen tractor:chosen"],
    ["a windmil and a tracktor", "windmill:chosen tractor:chosen"],
    ["the red-barn", "barn:chosen"],
    ["e.g. oak, i.e. the tree. Version 8.0 of maple", "oak:chosen maple:chosen"],
    ["no oak\nmaple\n- birch", "oak:negated maple:chosen birch:chosen"],
  ],
};

describe.each(Object.entries(cases))("%s", (_, list) => {
  it.each(list)("%s", (text, expected) => expect(read(text)).toBe(expected));
});

describe("preference", () => {
  it("marks what an either/or leans to", () => {
    const found = findMentions(readStatements("/t", "Either the oak or the birch flavour, leaning birch."), lexicon);
    expect(found.map((mention) => [mention.id, mention.alternative, mention.preferred])).toEqual([
      ["oak", true, false],
      ["birch", true, false],
      ["birch", false, true],
    ]);
  });
});
