// The whole output at once: artefacts agree with each other, and no free text ever changes the structure of any file.
import { readdirSync, readFileSync } from "node:fs";
import { DockerfileParser } from "dockerfile-ast";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { imageBuilders } from "../blueprints/service-images.ts";
import { CI } from "../src/answers/override-values.ts";
import { isSafePath } from "../src/render/file-set.ts";
import { checkConsistency } from "./helpers/consistency.ts";
import { hclSkeleton } from "./helpers/hcl-skeleton.ts";
import { structureOf } from "./helpers/markdown-structure.ts";
import { type Road, walkRoad } from "./helpers/road.ts";

const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const documents = [
  ...readdirSync("examples").map((name) => [name, read(`examples/${name}/step7.json`)] as const),
  ["corpus 01", read("test/fixtures/corpus/01-tc-track.json")] as const,
  ["corpus 09", read("test/fixtures/corpus/09-876-events.json")] as const,
];

/** Everything that the files mean to their readers, without the words in them. */
function structure(path: string, text: string): unknown {
  if (/\.(tf|tfvars|hcl)$/.test(path)) return hclSkeleton(text);
  if (/\.ya?ml$/.test(path))
    return parseAllDocuments(text).map((document) =>
      document.errors.length > 0 ? document.errors[0]?.message : shape(document.toJS()),
    );
  if (path.endsWith(".json")) return shape(JSON.parse(text));
  if (path.endsWith("Dockerfile"))
    return DockerfileParser.parse(text)
      .getInstructions()
      .map((instruction) => instruction.getKeyword());
  if (path.endsWith(".md")) {
    const { headings, tables, fences } = structureOf(text);
    return {
      headings: headings.length,
      tables: tables.map((rows) => rows.map((cells) => cells.length)),
      fences: fences.map(({ language, content }) => [
        language,
        language === "mermaid" ? content.split("\n").length : 0,
      ]),
    };
  }
  return text.split("\n").length;
}

/** Keys and kinds; strings become "text". */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shape(item)]));
  return typeof value === "string" ? "text" : value;
}

const structures = (road: Road) =>
  new Map([...road.files].map(([path, text]) => [path, JSON.stringify(structure(path, text))]));

describe.each(documents)("%s", (name, document) => {
  const road = walkRoad(document, name);

  it("has one record for port, user, health, environment and secret names in image, compose, task definition and load balancer", () => {
    expect(checkConsistency(road.files, road.architecture)).toEqual([]);
    for (const service of road.architecture.services) {
      const file = [...road.files].find(
        ([path, text]) =>
          path.startsWith("infra/stack/") &&
          text.includes(`resource "aws_ecs_task_definition" "${service.id.replaceAll("-", "_")}"`),
      );
      const text = file?.[1] ?? "";
      expect(text, service.id).toContain(`= "${service.uid}:${service.uid}"`);
      for (const { name: variable } of [...service.environment, ...service.secrets])
        expect(text, service.id).toContain(`"${variable}"`);
      if (service.port === undefined || service.health === undefined) continue;
      expect(text, service.id).toMatch(new RegExp(`containerPort += ${service.port}\\b`));
      if (service.public)
        expect(
          [...road.files.values()].some(
            (other) => other.includes("aws_lb_target_group") && other.includes(`"${service.health?.path}"`),
          ),
        ).toBe(true);
    }
  });

  it("releases every image and site of the system in the pipeline", () => {
    const home = /^(\.github\/|\.gitlab-ci\.yml$|\.circleci\/|bitbucket-pipelines\.yml$|\.azure\/|\.buildkite\/|ci\/)/;
    const text = [...road.files]
      .filter(([path]) => home.test(path))
      .map(([, content]) => content)
      .join("\n");
    for (const { id } of [...imageBuilders(road.architecture), ...road.architecture.sites])
      expect(text).toMatch(new RegExp(`\\b${id}\\b`));
  });

  it("writes paths that stay inside the output on every system", () => {
    for (const path of road.files.keys()) expect(isSafePath(path), path).toBe(true);
  });

  it("writes files that parse", () => {
    for (const [path, text] of road.files) expect(() => structure(path, text), path).not.toThrow();
    for (const [path, text] of road.files) if (/\.ya?ml$/.test(path)) expect(() => parse(text), path).not.toThrow();
  });
});

describe("free text", () => {
  // Everything that the text could decide is decided, so that only the words can differ.
  const base = read("examples/parcels/step7.json");
  base.output.services = [
    { name: "api", purpose: "API", technology: "Go 1.26", dependencies: ["MySQL"], scaling_requirements: "" },
    {
      name: "track",
      purpose: "Customer page",
      technology: "React with Vite",
      dependencies: ["api"],
      scaling_requirements: "",
    },
  ];
  base.decisions = {
    cloud: "aws",
    compute: ["ecs-fargate", "static-site"],
    databases: ["mysql"],
    cache: [],
    queues: [],
    cdn: true,
    waf: true,
    objectStorage: true,
    websockets: false,
    multiAz: true,
    multiRegion: false,
    fileStorage: "none",
    auth: "none",
    secrets: "secrets-manager",
    monitoring: ["cloudwatch"],
    iac: "terraform",
    ci: "github-actions",
    environments: ["prod"],
    regions: ["eu-north-1"],
    backup: {
      frequencyHours: 24,
      retentionDays: 14,
      rpoMinutes: 1440,
      rtoMinutes: 1440,
      crossRegion: false,
      pitr: true,
    },
    scaling: { min: 2, max: 4 },
    services: {
      api: { runtime: "go", kind: "api", compute: "ecs-fargate", port: 8080 },
      track: { runtime: "static", framework: "react", kind: "static" },
    },
  };
  const plain = structures(walkRoad(with_(base, " plain")));
  const words = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
    fc
      .array(
        fc.constantFrom(
          "${",
          "}",
          "%{",
          "$${",
          "{{",
          "}}",
          "${{ x }}",
          '"',
          "'",
          "`",
          "```",
          "~~~",
          "\\",
          "\n",
          "\r\n",
          "\t",
          "|",
          "<b>",
          "</x>",
          "<!--",
          "-->",
          "]]>",
          "#",
          "# x",
          "- ",
          "* ",
          ": ",
          "&a",
          "*a",
          "!x",
          "EOF",
          "<<EOF",
          "$(x)",
          "; x",
          "&& x",
          "--",
          "---",
          "\n---\n",
          "\n# x\n",
          "end",
          "%%",
          "[x](y)",
          "![x](y)",
          "@x",
          "\u0000",
          "\u2028",
          "\u202e",
          "\ufeff",
          "\ud800",
          "🚀",
          "日本",
          "../",
          "/",
          "\n```\n",
          "\n\n| a | b |\n|---|---|\n",
        ),
        { minLength: 1, maxLength: 12 },
      )
      .map((parts) => parts.join(" ")),
  );

  it.each(CI)("is text for the pipelines of %s and for everything beside them", (ci) => {
    const document = { ...base, decisions: { ...base.decisions, ci } };
    const nasty = " ${{ x }} $(x) `x` << x >> {{ x }} \n---\n- x: y\n' \" \\ }\n#x ##vso[task.x] ${x} %{x} \u2028";
    const quiet = structures(walkRoad(with_(document, " plain")));
    const loud = structures(walkRoad(with_(document, nasty)));
    expect([...loud.keys()]).toEqual([...quiet.keys()]);
    for (const [path, value] of loud) if (path !== "docs/trace.json") expect(value, path).toBe(quiet.get(path));
  });

  it("never changes the parsed structure of anything that is written", () => {
    fc.assert(
      fc.property(words, (text) => {
        const hostile = structures(walkRoad(with_(base, ` ${text}`)));
        expect([...hostile.keys()]).toEqual([...plain.keys()]);
        for (const [path, value] of hostile) if (path !== "docs/trace.json") expect(value, path).toBe(plain.get(path));
      }),
      { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 40) },
    );
  }, 300_000);
});

/** Adds `text` to every free-text field that names nothing. */
function with_(document: Record<string, unknown>, text: string): unknown {
  const copy = structuredClone(document) as {
    output: Record<string, Record<string, unknown>> & { services: Record<string, unknown>[] };
  };
  const add = (record: Record<string, unknown>, skip: readonly string[]): void => {
    for (const [key, value] of Object.entries(record)) {
      if (skip.includes(key)) continue;
      if (typeof value === "string") record[key] = `${value}${text}`;
      else if (Array.isArray(value))
        record[key] = value.map((item) => (typeof item === "string" ? `${item}${text}` : item));
    }
  };
  for (const [section, record] of Object.entries(copy.output)) {
    if (section === "services") for (const service of copy.output.services) add(service, ["name", "dependencies"]);
    // Names of vendors would become secrets: that is their effect, not a change of structure.
    else add(record as Record<string, unknown>, ["external_services"]);
  }
  return copy;
}
