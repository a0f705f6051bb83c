import { describe, expect, it } from "vitest";
import { renderTemplate } from "../../src/render/template.ts";

describe("renderTemplate", () => {
  it("writes values as they are", () => {
    expect(renderTemplate("FROM <%= image %>\n", { image: '<a> & "b"' })).toBe('FROM <a> & "b"\n');
  });

  it("throws for a name that the view does not have", () => {
    expect(() => renderTemplate("<%= missing %>", { image: "x" })).toThrow("missing is not defined");
  });

  it("refuses the spelling under which a missing name renders as nothing", () => {
    expect(() => renderTemplate("<%= locals.missing %>", {})).toThrow("locals.");
  });

  it("throws when a value is not there", () => {
    expect(() => renderTemplate("<%= port %>", { port: undefined })).toThrow("not there");
  });

  it("keeps views apart that use the same text", () => {
    expect([{ a: 1 }, { a: 2, b: 3 }].map((view) => renderTemplate("<%= a %>", view))).toEqual(["1", "2"]);
  });
});
