// What stands in answers and in names of files cannot move a cursor, turn a line around or hide in it.
import { describe, expect, it } from "vitest";
import { plain } from "../../src/report/paint.ts";

describe("text for a terminal", () => {
  it.each([
    ["a\u001b[31mb", "a\\u001b[31mb"],
    ["a\u202eb\u061cc\u2066d", "a\\u202eb\\u061cc\\u2066d"],
    ["a\u200bb\ufeffc\u2028d\u{e0041}e", "a\\u200bb\\ufeffc\\u2028d\\u{e0041}e"],
    ["one\ntwo\tthree\rfour", "one two three four"],
    ["##[command] ###", "\\u0023#[command] \\u0023\\u0023#"],
    ["Käsekuchen \u{1f370} 日本", "Käsekuchen \u{1f370} 日本"],
  ])("%j", (text, shown) => {
    expect(plain(text)).toBe(shown);
  });
});
