// The phenomena of language where they count: in the fields of answers, by the decision that comes of them.
import { describe, expect, it } from "vitest";
import { decide } from "../../../src/decisions/decide.ts";
import { answersOf } from "../topics-b/documents.ts";
import { SAID } from "./tables/said.ts";
import { VERDICTS_SAID } from "./tables/verdicts-said.ts";

const sorted = (value: unknown) => (Array.isArray(value) ? [...value].sort() : value);

describe.each(Object.entries({ ...SAID, ...VERDICTS_SAID }))("%s", (_, cases) => {
  it.each(cases.map((item) => [JSON.stringify(item[0]), item] as const))("%s", (_name, [fields, key, value]) => {
    const { "services.scaling_requirements": scaling_requirements = "", ...say } = fields;
    const { table } = decide(answersOf(say, [{ scaling_requirements }]));
    const found = Object.entries(table).find(([name]) => name === key)?.[1];
    expect(sorted(found?.value)).toEqual(sorted(value));
  });
});
