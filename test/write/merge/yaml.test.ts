// YAML: the reader keeps every byte and agrees with the parser that everybody uses; jobs, steps and services merge by name.
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { languageOf } from "../../../src/write/merge/language.ts";
import { resolveConflict } from "../../../src/write/merge/markers.ts";
import { printGroup } from "../../../src/write/merge/tree.ts";
import { readYaml } from "../../../src/write/merge/yaml/tree.ts";
import { edited, generatedFiles, mergeOf } from "./helpers.ts";

describe("the reader", () => {
  it("gives back every byte of everything that we generate", () => {
    const files = generatedFiles((path) => languageOf(path) === "yaml");
    expect(files.size).toBeGreaterThan(20);
    for (const [path, text] of files) {
      const tree = readYaml(text);
      expect([path, tree && printGroup(tree)]).toEqual([path, text]);
    }
  });

  it.each([
    "# only a comment\n",
    "---\na: 1\n",
    "a:\n- 1\n- 2\nb: 3\n",
    "a: &x\n  b: 1\nc: *x\nd:\n  <<: *x\n",
    "- a: 1\n  b: 2\n\n  # inside\n# outside\n- - x\n  - y\n-\n  c: 1\n",
    "run: |\n  a\n\n    b # no comment\n\nnext: >-\n  folded\n  text\n",
    'a: "x: # y"   # real\nb: \'it\'\'s\'\n"c d": [1, "2, 3", {e: f}]\n',
    "on:\n  push: {}\n  pull_request:\n    branches: [main]\n",
    "a: one\n  two\n  three\nb: http://x:80/y#z\n",
    "a:\n    deep:\n        deeper: 1\n    # last of a\n# of b\nb: 2\n",
    "a: [\n  1,\n  2,\n]\n",
  ])("gives back %j, and so does the other parser read it", (text) => {
    const tree = readYaml(text);
    expect(tree && printGroup(tree)).toBe(text);
    expect(parseDocument(text).errors).toEqual([]);
  });

  it.each([
    "a: 1\na: 2\n",
    "a: 1\n  b: 2\n",
    "a: b: c\n",
    "a:\n    b: 1\n  c: 2\n",
    'a: "b\n',
    "a: [1\n",
    "\ta: 1\n",
    "- a\nb: 1\n",
    "a: 1\n<<<<<<< HEAD\n",
  ])("refuses %j", (text) => expect(readYaml(text)).toBeUndefined());
});

const BASE = `name: images
on:
  push:
    branches: [main]
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - name: Check out
        uses: actions/checkout@1111 # v1
      - id: test
        name: Test
        run: |
          npm ci
          npm test
          npm run lint
      - uses: actions/upload-artifact@2222 # v2
        with:
          path: out
  # Only main.
  release:
    needs: [build]
    runs-on: ubuntu-24.04
`;

describe("workflows", () => {
  it("merge by job and step, with what the user put between them", () => {
    const ours = edited(
      BASE,
      ["      - id: test", "      # Ours.\n      - name: Cache\n        uses: actions/cache@3333\n      - id: test"],
      ["          path: out", "          path: out\n          retention-days: 3"],
      ["jobs:\n", "jobs:\n  mine:\n    runs-on: self-hosted\n"],
    );
    const theirs = edited(
      BASE,
      ["@1111 # v1", "@4444 # v4"],
      ["          path: out", "          path: dist"],
      ["npm run lint", "npm run lint -- --fix"],
      ["    needs: [build]", "    needs: [build, scan]"],
      ["  # Only main.\n", "  scan:\n    runs-on: ubuntu-24.04\n  # Only main.\n"],
    );
    expect(mergeOf("a.yml", BASE, ours, theirs)).toBe(
      edited(
        ours,
        ["@1111 # v1", "@4444 # v4"],
        ["          path: out", "          path: dist"],
        ["npm run lint", "npm run lint -- --fix"],
        ["    needs: [build]", "    needs: [build, scan]"],
        ["  # Only main.\n", "  scan:\n    runs-on: ubuntu-24.04\n  # Only main.\n"],
      ),
    );
  });

  it("a script changed by both on different lines merges, on the same line it is a conflict of the step's script", () => {
    const ours = edited(BASE, ["npm ci\n", "npm ci --ignore-scripts\n"]);
    expect(mergeOf("a.yml", BASE, ours, edited(BASE, ["npm run lint", "npm run check"]))).toBe(
      edited(ours, ["npm run lint", "npm run check"]),
    );
    const marked = mergeOf("a.yml", BASE, ours, edited(BASE, ["npm ci\n", "npm install\n"]));
    expect(marked).toContain("CONFLICT jobs/build/steps/[id=test]/run\n");
    const text = marked.slice(marked.indexOf("\n") + 1);
    expect(parseDocument(text).toJS()).toEqual(parseDocument(ours).toJS());
    expect(resolveConflict(text, "jobs/build/steps/[id=test]/run", "ours")).toBe(ours);
    expect(resolveConflict(text, "jobs/build/steps/[id=test]/run", "theirs")).toBe(
      edited(BASE, ["npm ci\n", "npm install\n"]),
    );
  });

  it("a conflict in the first line of a step leaves the step standing", () => {
    const ours = edited(BASE, [
      "      - uses: actions/upload-artifact@2222 # v2",
      "      - uses: actions/upload-artifact@main",
    ]);
    const theirs = edited(BASE, ["@2222 # v2", "@5555 # v5"]);
    const marked = mergeOf("a.yml", BASE, ours, theirs);
    const text = marked.slice(marked.indexOf("\n") + 1);
    expect(parseDocument(text).toJS()).toEqual(parseDocument(ours).toJS());
    const id = /CONFLICT (.*)/.exec(marked)?.[1] ?? "";
    expect(parseDocument(resolveConflict(text, id, "theirs") ?? "").toJS()).toEqual(parseDocument(theirs).toJS());
  });

  it("a job that is no longer generated goes, also when its lines were only moved around", () => {
    const moved = edited(BASE, [
      "    needs: [build]\n    runs-on: ubuntu-24.04\n",
      "    runs-on: ubuntu-24.04\n    needs: [build]\n",
    ]);
    const without = edited(BASE, ["  # Only main.\n  release:\n    needs: [build]\n    runs-on: ubuntu-24.04\n", ""]);
    expect(mergeOf("a.yml", BASE, moved, without)).toBe(without);
  });

  it("a list in brackets and the same list in lines are one list", () => {
    const theirs = edited(BASE, ["    needs: [build]", "    needs:\n      - build\n      - scan"]);
    expect(mergeOf("a.yml", BASE, edited(BASE, ["[build]", "[build, mine]"]), theirs)).toContain(
      "    needs:\n      - build\n      - mine\n      - scan\n",
    );
  });

  it("a file that the user indented anew is not torn apart", () => {
    const ours = "a:\n    b: 1\n    c: 2\n";
    const result = mergeOf("a.yml", "a:\n  b: 1\n", ours, "a:\n  b: 1\n  d: 3\n");
    expect(result).toContain("CONFLICT a\n");
    expect(parseDocument(result.slice(result.indexOf("\n") + 1)).toJS()).toEqual(parseDocument(ours).toJS());
  });
});

it("compose services and their variables merge by name, anchors stay", () => {
  const base =
    "x-all: &all\n  init: true\nservices:\n  web:\n    <<: *all\n    environment:\n      A: 1\n      B: 2\n    ports:\n      - 80:80\n";
  const ours = edited(
    base,
    ["      A: 1", "      A: one # mine"],
    ["services:\n", "services:\n  db:\n    image: postgres\n"],
  );
  const theirs = edited(
    base,
    ["      B: 2", "      B: 2\n      C: 3"],
    ["      - 80:80", "      - 80:80\n      - 81:81"],
    ["init: true", "init: false"],
  );
  expect(mergeOf("compose.yaml", base, ours, theirs)).toBe(
    edited(theirs, ["      A: 1", "      A: one # mine"], ["services:\n", "services:\n  db:\n    image: postgres\n"]),
  );
});
