import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { label, shorten, slug, upperSnake } from "../../src/shared/names.ts";

describe("names", () => {
  it.each([
    ["Web service", "web-service"],
    ["orderService", "order-service"],
    ["Ünïcode Ä", "unicode-a"],
    ["  --api__v2--  ", "api-v2"],
    ["3scale", "x-3scale"],
    ["con", "x-con"],
    ["LPT1", "x-lpt1"],
    ["console", "console"],
    ["../../etc/passwd", "etc-passwd"],
  ])("%s becomes %s", (written, id) => {
    expect(slug(written)).toBe(id);
  });

  it("names even what has no Latin letter, and keeps two such names apart", () => {
    expect(slug("日本語")).toMatch(/^x[0-9a-f]{8}$/);
    expect(slug("日本語")).not.toBe(slug("中文"));
  });

  it("cuts long names so that they stay apart", () => {
    const a = slug("the-very-long-name-of-a-service-one");
    const b = slug("the-very-long-name-of-a-service-two");
    expect(a).not.toBe(b);
    expect(a.length).toBeLessThanOrEqual(24);
    expect(shorten("short", 24)).toBe("short");
  });

  it("makes labels and variables", () => {
    expect(label("order-events")).toBe("order_events");
    expect(upperSnake("order-events")).toBe("ORDER_EVENTS");
  });

  it("always gives an identifier that is safe everywhere, and is stable", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 8, max: 40 }), (text, max) => {
        const id = slug(text, max);
        expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
        expect(id.length).toBeLessThanOrEqual(max);
        expect(slug(id, max)).toBe(id);
      }),
    );
  });
});
