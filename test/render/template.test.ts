import { readdirSync, readFileSync } from "node:fs";
import ejs from "ejs";
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

  it("prints fields as ejs does, and leaves to ejs what says more", () => {
    const view = { a: "1 <b>", list: ["x", "y"], toString: 0 };
    const template = "<%=a%>|<%= a %>|<%=\n a\n%>\n%> <% = %\n";
    expect(renderTemplate(template.replace("<% = %", ""), view)).toBe("1 <b>|1 <b>|1 <b>\n%> \n");
    expect(renderTemplate("<% for (const one of list) { -%>\n<%= one %>,\n<% } -%>\n<%% <%= a %>", view)).toBe(
      "x,\ny,\n<% 1 <b>",
    );
    expect(() => renderTemplate("<%= hasOwnProperty %>", view)).toThrow("not defined");
  });

  it.each(readdirSync("blueprints", { recursive: true }).filter((path) => String(path).endsWith(".ejs")))(
    "prints %s as ejs does",
    (path) => {
      const text = readFileSync(`blueprints/${path}`, "utf8");
      const names = [...text.matchAll(/<%=\s*(\w+)/g)].map(([, name = ""]) => name);
      const view = Object.fromEntries(names.map((name) => [name, `<${name}> $& $1`]));
      const byEjs = ejs.compile(text, { strict: true, escape: String, destructuredLocals: Object.keys(view) })(view);
      expect(renderTemplate(text, view)).toBe(byEjs);
    },
  );
});
