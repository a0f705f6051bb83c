import { describe, expect, it } from "vitest";
import { asItems, asText, readEntry } from "../../src/interview/words.ts";

describe("what a person types", () => {
  it.each([
    ["", { kind: "nothing" }],
    ["   ", { kind: "nothing" }],
    ["-", { kind: "clear" }],
    ["-3", { kind: "remove", position: 3 }],
    ["?", { kind: "help" }],
    ["/help", { kind: "help" }],
    [" /BACK ", { kind: "back" }],
    ["/7", { kind: "jump", question: 7 }],
    ["/goto 12", { kind: "jump", question: 12 }],
    ["/goto", { kind: "unclear", word: "/goto", near: "/goto 7" }],
    ["/edit 2", { kind: "edit", position: 2 }],
    ["/edit", { kind: "edit", position: undefined }],
    ["/bakc", { kind: "unclear", word: "/bakc", near: "/back" }],
    ["/quitt", { kind: "unclear", word: "/quitt", near: "/quit" }],
    ["/orders goes to the API", { kind: "answer", lines: ["/orders goes to the API"] }],
    ["//health", { kind: "answer", lines: ["/health"] }],
    ["//back", { kind: "answer", lines: ["/back"] }],
    ["//cdn.example.com/x", { kind: "answer", lines: ["//cdn.example.com/x"] }],
    ["- one", { kind: "answer", lines: ["- one"] }],
    ["None", { kind: "answer", lines: ["None"] }],
  ])("%j is heard", (typed, heard) => {
    expect(readEntry([typed])).toEqual(heard);
  });

  it("takes commands from a line that somebody typed, not from a paste", () => {
    expect(readEntry(["/quit", "/back"])).toEqual({ kind: "answer", lines: ["/quit", "/back"] });
  });

  it("keeps text and drops what would move a cursor", () => {
    expect(readEntry(["\u001b[31mred\u001b[0m \u0007bell\ttab \u009b1m 日本語 é 🚀"])).toEqual({
      kind: "answer",
      lines: ["red bell\ttab 1m 日本語 é 🚀"],
    });
    expect(readEntry(["\ufeffone\r", "two\r"])).toEqual({ kind: "answer", lines: ["one\n", "two\n"] });
    expect(asText(["one  \n", "", "two"])).toBe("one\n\n\ntwo");
    expect(asText(["one  ", "", "two ", ""])).toBe("one\n\ntwo");
  });

  it("reads a pasted list without its marks, and leaves a single line as it is", () => {
    expect(asItems(["- one", "* two", "", "3. three", "4) four"])).toEqual(["one", "two", "three", "four"]);
    expect(asItems(["- one"])).toEqual(["- one"]);
  });
});
