// Markers that say themselves what they refer to are resolved as the engine resolves its own.
import { describe, expect, it } from "vitest";
import { resolveMarkers } from "../../src/render/markers.ts";

const marker = (reference: string) => `\${TfToken[ref:${reference}]}`;
const engine = (value: unknown) => {
  throw new Error(`asked the engine about ${JSON.stringify(value)}`);
};

describe("a reference in a text", () => {
  it.each([
    [marker("aws_a.b.id"), "${aws_a.b.id}"],
    [`x-${marker("aws_a.b.id")}-001`, "x-${aws_a.b.id}-001"],
    [
      `\${[for node in range(1, var.n) : format("%s", ${marker("aws_a.b.id")}, node)]}`,
      '${[for node in range(1, var.n) : format("%s", aws_a.b.id, node)]}',
    ],
    [`\${local.prefix}-${marker("aws_a.b.id")}`, "${local.prefix}-${aws_a.b.id}"],
  ])("%s", (text, resolved) => {
    expect(resolveMarkers(text, engine)).toBe(resolved);
  });

  it("leaves a text with another marker to the engine, whole", () => {
    const text = `${marker("aws_a.b.id")} \${TfToken[TOKEN.1]}`;
    expect(resolveMarkers(text, (marked) => ({ marked }))).toEqual({ marked: text });
  });
});
