// Each form of verdict over the vocabulary of every matter: what is rejected is not built, what is decided for is never lost.
import { describe, expect, it } from "vitest";
import { decide } from "../../../src/decisions/decide.ts";
import { answersOf } from "../topics-b/documents.ts";
import { DECIDING, OPENING, OPENING_USED, REJECTING, THINGS, type Thing } from "./grid.ts";

/** Whether the decision takes the thing. */
function takes(thing: Thing, text: string): boolean {
  const { table } = decide(answersOf({ [thing.field]: text }));
  const value = Object.entries(table).find(([key]) => key === thing.key)?.[1].value;
  return Array.isArray(value) ? value.includes(thing.id as never) : value === thing.id;
}

describe("a form that rejects", () => {
  it.each(Object.entries(REJECTING))("%s", (_, form) => {
    const taken = THINGS.flatMap((thing) =>
      [`${thing.base} ${form(thing.name)}`, `${form(thing.name)}\n${thing.base}`].filter((text) => takes(thing, text)),
    );
    expect(taken).toEqual([]);
  });
});

describe("a verdict that a field opens with", () => {
  it.each(Object.entries(OPENING))("%s", (_, form) => {
    const taken = THINGS.map((thing) => [thing, form(thing.name)] as const).filter(([thing, text]) =>
      takes(thing, text),
    );
    expect(taken.map(([, text]) => text)).toEqual([]);
  });
});

describe("a form that decides", () => {
  it.each(Object.entries({ ...DECIDING, ...OPENING_USED }))("%s", (_, form) => {
    const lost = THINGS.filter((thing) => !takes(thing, form(thing.name))).map(({ name }) => form(name));
    expect(lost).toEqual([]);
  });
});
