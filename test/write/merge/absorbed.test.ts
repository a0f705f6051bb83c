// What the user did by hand is generated now: the merge is what is generated, to the byte, and nothing of it is the user's any more.
import { describe, expect, it } from "vitest";
import { generatedDisk, run, userFiles } from "../helpers.ts";
import { edited, mergeOf } from "./helpers.ts";

const BASE = 'a {\n  name = 1\n\n  tags = {\n    x = 1\n  }\n}\n\nb {\n  list = ["x"]\n}\n';

describe("absorbed", () => {
  it.each([
    ["a value", [["name = 1", "name = 2"]], [["name = 1", "name = 2"]]],
    [
      "an attribute, written otherwise",
      [["  name = 1\n", "  size=3\n  name = 1\n"]],
      [["  name = 1\n", "  name = 1\n  size = 3\n"]],
    ],
    [
      "a block, put elsewhere",
      [["b {\n", "c {\n  y = 1\n}\nb {\n"]],
      [['["x"]\n}\n', '["x"]\n}\n\nc {\n  y = 1\n}\n']],
    ],
    ["an element", [['["x"]', '["x","y"]']], [['["x"]', '["x", "y"]']]],
    ["a deletion", [["  tags = {\n    x = 1\n  }\n", ""]], [["\n  tags = {\n    x = 1\n  }\n", ""]]],
  ] as const)("%s", (_what, mine, yours) => {
    const theirs = edited(BASE, ...yours, ["b {", "# new\nb {"]);
    const merged = mergeOf("a.tf", BASE, edited(BASE, ...mine), theirs);
    expect(merged.replace(/\s+/g, "")).toBe(theirs.replace(/\s+/g, ""));
  });

  it("the next run finds an untouched file", async () => {
    const disk = await generatedDisk({ "a.tf": BASE });
    disk.put("a.tf", edited(BASE, ["b {\n", "c {\n  y = 1\n}\n\nb {\n"]));
    const theirs = edited(BASE, ["name = 1", "name = 2"], ['["x"]\n}\n', '["x"]\n}\n\nc {\n  y = 1\n}\n']);
    expect((await run(disk, { "a.tf": theirs })).verbs).toEqual({ "a.tf": "merge" });
    expect(userFiles(disk)).toEqual({ "a.tf": theirs });
    expect((await run(disk, { "a.tf": theirs })).verbs).toEqual({ "a.tf": "unchanged" });
  });
});

it("a file with other line ends keeps them, merged or in conflict, and so does one without a newline at its end", async () => {
  const crlf = (text: string) => text.replaceAll("\n", "\r\n");
  const disk = await generatedDisk({ "a.tf": BASE, "b.tf": BASE, "c.yaml": "a: 1\nb: 2\n" });
  disk.put("a.tf", crlf(edited(BASE, ["name = 1", "name = 2"])));
  disk.put("b.tf", crlf(edited(BASE, ["x = 1", "x = 2"])));
  disk.put("c.yaml", "a: 1\nb: 3");
  const theirs = edited(BASE, ["x = 1", "x = 3"]);
  const { verbs } = await run(disk, { "a.tf": theirs, "b.tf": theirs, "c.yaml": "a: 2\nb: 2\n" });
  expect(verbs).toEqual({ "a.tf": "merge", "b.tf": "conflict", "c.yaml": "merge" });
  const files = userFiles(disk);
  expect(files["a.tf"]).toBe(crlf(edited(theirs, ["name = 1", "name = 2"])));
  expect(files["b.tf"]).toContain(
    "    # <<<<<<< yours: a/tags/x\r\n    x = 2\r\n    # ======= scaffold:\r\n    # x = 3\r\n",
  );
  expect(files["b.tf"]?.replaceAll("\r\n", "")).not.toContain("\n");
  expect(files["c.yaml"]).toBe("a: 2\nb: 3");
});
