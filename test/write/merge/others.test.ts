// Dockerfiles by stage and instruction, Markdown by heading, lists by line, JSON by key.
import { DockerfileParser } from "dockerfile-ast";
import { describe, expect, it } from "vitest";
import { readDockerfile } from "../../../src/write/merge/dockerfile.ts";
import { languageOf } from "../../../src/write/merge/language.ts";
import { readList } from "../../../src/write/merge/list.ts";
import { readMarkdown } from "../../../src/write/merge/markdown.ts";
import { merge } from "../../../src/write/merge/merge.ts";
import { printGroup } from "../../../src/write/merge/tree.ts";
import { edited, generatedFiles, mergeOf } from "./helpers.ts";

it.each([
  ["dockerfile", readDockerfile],
  ["markdown", readMarkdown],
  ["list", readList],
] as const)("the reader of %s gives back every byte of everything that we generate", (language, read) => {
  const files = generatedFiles((path) => languageOf(path) === language);
  expect(files.size).toBeGreaterThan(5);
  for (const [path, text] of files) {
    const tree = read(text);
    expect([path, tree && printGroup(tree)]).toEqual([path, text]);
  }
});

describe("Dockerfiles", () => {
  const base = `# syntax=docker/dockerfile:1
ARG NODE_VERSION=24

FROM node:\${NODE_VERSION} AS build
WORKDIR /app
COPY package.json ./
RUN npm ci \\
    --no-audit \\
    --no-fund
RUN <<EOF
echo one
EOF

# What runs.
FROM node:\${NODE_VERSION} AS runtime
ENV NODE_ENV=production
COPY --from=build /app/dist ./dist
USER 10001
CMD ["node", "dist/main.js"]
`;
  it("merge by stage and instruction, a long one by line", () => {
    const ours = edited(
      base,
      ["COPY package.json ./", "COPY package.json ./\nCOPY patches ./patches"],
      ["    --no-audit", "    --no-audit --ignore-scripts"],
      ["USER 10001", "# We need it.\nRUN apk add curl\nUSER 10001"],
    );
    const changes = [
      ["NODE_VERSION=24", "NODE_VERSION=26"],
      ["    --no-fund", "    --no-fund --omit=dev"],
      ["ENV NODE_ENV=production", "ENV NODE_ENV=production\nENV TZ=UTC"],
      ["# What runs.", "FROM build AS test\nRUN npm test\n\n# What runs."],
    ] as const;
    expect(mergeOf("Dockerfile", base, ours, edited(base, ...changes))).toBe(edited(ours, ...changes));
  });

  it("a variable changed by both is one conflict in comments, and the file is still one", () => {
    const result = mergeOf("a/Dockerfile", base, edited(base, ["=24", "=22"]), edited(base, ["=24", "=26"]));
    expect(result).toContain(
      "CONFLICT ARG NODE_VERSION\n# syntax=docker/dockerfile:1\n# <<<<<<< yours: ARG NODE_VERSION\nARG NODE_VERSION=22\n# ======= scaffold:\n# ARG NODE_VERSION=26\n# >>>>>>>",
    );
    const instructions = DockerfileParser.parse(result.slice(result.indexOf("\n") + 1)).getInstructions();
    expect(instructions.map((one) => one.getKeyword()).filter((word) => word === "FROM")).toHaveLength(2);
  });

  it.each(["RUN a \\\n", "FROM\n", "NOPE x\n", "RUN <<EOF\nx\n"])("%j is none", (text) =>
    expect(readDockerfile(text)).toBeUndefined(),
  );
});

describe("Markdown", () => {
  const base = `# Shop

Intro of
two lines.

## Start

1. One
2. Two

\`\`\`bash
# no heading
a
\`\`\`

## Environments

| Name | Size |
| --- | --- |
| dev | small |
| prod | large |
`;
  it("merges by section, item and row", () => {
    const ours = edited(
      base,
      ["two lines.", "two lines, ours."],
      ["2. Two", "2. Two\n3. Mine"],
      ["| prod | large |", "| prod | large |\n| lab | tiny |"],
      ["## Environments", "## Mine\n\nOwn words.\n\n## Environments"],
    );
    const changes = [
      ["Intro of", "Introduction of"],
      ["1. One", "1. First"],
      ["| dev | small |", "| dev | medium |"],
      ["\na\n```", "\na\nb\n```"],
      ["## Start", "## New\n\nText.\n\n## Start"],
    ] as const;
    expect(mergeOf("a.md", base, ours, edited(base, ...changes))).toBe(edited(ours, ...changes));
  });

  it("shows a conflict in a comment of HTML, never inside of a fenced block", () => {
    const [mine, yours] = ["mine", "yours"].map((word) => edited(base, ["\na\n```", `\n${word}\n\`\`\``]));
    const result = mergeOf("a.md", base, mine ?? "", yours ?? "");
    expect(result).toContain("CONFLICT Shop/Start/code\n");
    expect(result).toContain(
      "<!-- <<<<<<< yours: Shop/Start/code -->\n```bash\n# no heading\nmine\n```\n<!-- ======= scaffold:\n```bash\n",
    );
  });
});

it("lists of lines merge by line, whatever stands beside it", () => {
  const base = "# a\n*.log\n\ndist\n";
  expect(mergeOf(".gitignore", base, "# a\n*.log\nmine\n\ndist\n", "# a\n*.log\n*.tmp\n\ndist\nbuild\n")).toBe(
    "# a\n*.log\nmine\n*.tmp\n\ndist\nbuild\n",
  );
  expect(mergeOf(".tool-versions", "node 24\n", "node 24\nterraform 1.15\n", "node 26\n")).toBe(
    "node 26\nterraform 1.15\n",
  );
  expect(mergeOf("requirements.txt", "flask==3.0\n", "flask==3.1\n", "flask==3.2\n")).toContain("CONFLICT flask\n");
});

describe("JSON", () => {
  const base = '{\n  "a": 1,\n  "list": [{ "name": "x", "v": 1 }, { "name": "y", "v": 2 }]\n}\n';
  it("merges by key and named element, and keeps how the user writes it", () => {
    const ours = edited(base, ['"a": 1,', '"mine" : true, "a": 1,']);
    const theirs = edited(base, ['"v": 2', '"v": 3'], ['"a": 1', '"a": 2']);
    expect(mergeOf("a.json", base, ours, theirs)).toBe(edited(ours, ['"v": 2', '"v": 3'], ['"a": 1', '"a": 2']));
  });

  it("has no comments: a conflict is listed, the file stays, and a known choice is taken", () => {
    const sides = { base, ours: edited(base, ["1,", "5,"]), theirs: edited(base, ["1,", "6,"], ['"v": 2', '"v": 3']) };
    const merged = merge("a.json", sides);
    expect(merged).toMatchObject({ kind: "conflict", text: undefined, conflicts: [{ id: "a" }] });
    expect(merge("a.json", sides, () => "ours")).toEqual({
      kind: "clean",
      text: edited(sides.ours, ['"v": 2', '"v": 3']),
    });
    expect(merge("a.json", sides, () => "theirs")).toEqual({ kind: "clean", text: sides.theirs });
  });
});

describe("names that are given never meet names that are there", () => {
  it.each([
    ["README.md", "# C\n\none\n\n# C\n\ntwo\n\n# C#1\n\nthree\n", "two", "three"],
    [".gitignore", "a # one\na # two\na#1 # three\n", "two", "three"],
  ])("%s", (path, base, mine, generated) => {
    const ours = base.replace(mine, "2");
    const theirs = base.replace(generated, "3");
    expect(merge(path, { base, ours, theirs })).toEqual({ kind: "clean", text: ours.replace(generated, "3") });
  });

  it("a JSON object with a key twice loses nothing", () => {
    const base = '{\n  "k": 1,\n  "k": 2,\n  "k#1": 3\n}\n';
    const merged = merge("a.json", { base, ours: base.replace("3", "4"), theirs: base.replace("2", "5") });
    expect(merged).toEqual({ kind: "clean", text: '{\n  "k": 1,\n  "k": 5,\n  "k#1": 4\n}\n' });
  });
});
