import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { answersIn, bytesOf, edited, openDocument, valueAt } from "../../src/interview/document.ts";

const open = (text: string) => openDocument(new TextEncoder().encode(text));
const opened = (text: string) => {
  const { document } = open(text);
  if (document === undefined) throw new Error("refused");
  return document;
};
const textOf = (bytes: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
const shop = readFileSync("examples/shop/step7.json", "utf8");
const set = (path: string[], value: unknown) => ({ kind: "set" as const, path, value });

describe("an answers file", () => {
  it.each([
    ["a list", "[]", "ANSWERS_WRONG_TYPE"],
    ["a text", '"x"', "ANSWERS_WRONG_TYPE"],
    ["another step", '{"step":6,"output":{}}', "ANSWERS_WRONG_STEP"],
    ["a package", '{"name":"x","scripts":{}}', "ANSWERS_NOT_OURS"],
    ["another tool's output", '{"output":{"esm":true}}', "ANSWERS_NOT_OURS"],
    ["an output that is a text", '{"output":"x"}', "ANSWERS_WRONG_TYPE"],
    ["a section that is a text", '{"output":{"security":"TLS"}}', "ANSWERS_WRONG_TYPE"],
    ["services that are an object", '{"services":{}}', "ANSWERS_WRONG_TYPE"],
    ["a service that is a text", '{"services":["api"]}', "ANSWERS_WRONG_TYPE"],
    ["too deep a file", `{"output":${"[".repeat(100)}${"]".repeat(100)}}`, "ANSWERS_TOO_DEEP"],
  ])("%s is refused", (_, text, code) => {
    const { document, diagnostics } = open(text);
    expect(document).toBeUndefined();
    expect(diagnostics.map((one) => one.code)).toContain(code);
  });

  it("tells all places that have the wrong type", () => {
    const { diagnostics } = open('{"output":{"security":1,"services":[2,{},3],"reliability":[]}}');
    expect(diagnostics.map(({ pointer }) => pointer).sort()).toEqual([
      "/output/reliability",
      "/output/security",
      "/output/services/0",
      "/output/services/2",
    ]);
  });

  it("is no file of ours when it is no JSON, no UTF-8 or too large", () => {
    expect(() => open("{")).toThrow(expect.objectContaining({ code: "IO_NOT_JSON" }));
    expect(() => openDocument(new Uint8Array([0xff, 0xfe, 0x7b, 0]))).toThrow(
      expect.objectContaining({ code: "IO_NOT_UTF8" }),
    );
    expect(() => open(`{"step":7,"x":"${"x".repeat(6e6)}"}`)).toThrow(
      expect.objectContaining({ code: "IO_TOO_LARGE" }),
    );
  });

  it.each(["", " \n", "\ufeff", "{}", '{"step":7}', '{"step":7,"output":{}}', '{"security":{}}'])(
    "%j can be filled in",
    (text) => {
      const document = edited(opened(text), set(["security", "authentication"], "Cognito"));
      expect(answersIn(document).output.security.authentication).toBe("Cognito");
      expect(Object.keys(answersIn(document).output)).toHaveLength(10);
      expect(Object.keys(valueAt(document, []) as object)).toHaveLength(10);
      expect(textOf(bytesOf(document)).startsWith("\ufeff")).toBe(text.startsWith("\ufeff"));
    },
  );

  it("keeps everything that an edit is not about: order, form, unknown keys, decisions, line ends, the byte order mark", () => {
    const own = shop.replace('"step": 7,', '"step": 7,\n  "$comment": "ours",\n  "decisions": {"cache":["valkey"]},');
    const text = `\ufeff${own.replaceAll("\n", "\r\n")}`;
    const after = edited(opened(text), set(["security", "authentication"], "Cognito"));
    const old = "Own accounts with e-mail and password, session cookies. No social login.";
    expect(textOf(bytesOf(after))).toBe(text.replace(old, "Cognito"));
  });

  it("gets the fields that are missing with the first edit, and only those", () => {
    const after = edited(
      opened('{"output": {"services": [{"name": "api", "more": 1}], "x": 1}}'),
      set(["security", "encryption"], "TLS"),
    );
    const { output } = JSON.parse(after.text);
    expect(output.services[0]).toEqual({
      name: "api",
      more: 1,
      purpose: "",
      technology: "",
      dependencies: [],
      scaling_requirements: "",
    });
    expect(output.x).toBe(1);
    expect(output.security).toEqual({ authentication: "", authorization: "", encryption: "TLS", api_security: "" });
  });

  it("is read as far as it goes, whatever stands in a field", () => {
    const { output, overrides } = answersIn(
      opened(
        '{"decisions":{"cdn":true},"output":{"security":{"encryption":5},"scalability":{"caching_layers":"Redis"},"services":[{"dependencies":[1,"x"]}]}}',
      ),
    );
    expect(overrides).toEqual({ cdn: true });
    expect(output.security.encryption).toBe("");
    expect(output.scalability.caching_layers).toEqual([]);
    expect(output.services[0]).toMatchObject({ name: "", dependencies: ["x"] });
  });

  it("follows no prototype", () => {
    const document = edited(
      opened('{"step":7,"__proto__":{"output":{"security":{"encryption":"x"}}}}'),
      set(["security", "authentication"], "y"),
    );
    expect(answersIn(document).output.security.encryption).toBe("");
    expect(document.text).toContain('"__proto__":{"output"');
  });
});
