import { describe, expect, it } from "vitest";
import { readResidency } from "../../../src/decisions/details/residency.ts";
import { readStatements } from "../../../src/decisions/text/statements.ts";

const read = (text: string) => readResidency(readStatements("/x", text))?.place ?? null;

describe("where data has to stay", () => {
  it.each([
    ["HST-02: Data SHALL NOT leave the United Kingdom.", "the United Kingdom"],
    ["Personal data must never leave the EU", "the European Union"],
    ["All data must stay in Germany", "Germany"],
    ["Patient records are kept only within Switzerland", "Switzerland"],
    ["Data may not be stored outside of Canada", "Canada"],
  ])("%s", (text, want) => expect(read(text)).toBe(want));

  it.each([
    ["The office stays in Germany"],
    ["Data is stored in RDS"],
    ["Customers in the UK and in Germany"],
    ["Data had to stay in Germany until 2020"],
    ["Staff must not leave the UK office open"],
  ])("none: %s", (text) => expect(read(text)).toBeNull());
});
