// In: every labelled document and example. Out: proof that the figures of the decisions are those that the stack gets, service by service.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readAnswers } from "../../src/answers/read.ts";
import { decide } from "../../src/decisions/decide.ts";
import { understandDocument } from "../helpers/road.ts";
import { smallSystem } from "../helpers/small-system.ts";

const FOLDERS = ["test/decisions/documents", "test/decisions/open-documents", "test/fixtures/corpus"];
const documents = [
  ...FOLDERS.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith(".json") && !file.endsWith(".expected.json"))
      .map((file) => `${folder}/${file}`),
  ),
  ...readdirSync("examples").map((name) => `examples/${name}/step7.json`),
].filter((path) => readAnswers(readFileSync(path), "system").answers !== undefined);

/** What a document needs so that a stack can be made of it at all. */
const BUILDABLE = {
  cloud: "aws",
  compute: ["ecs-fargate", "static-site"],
  databases: [],
  cache: [],
  queues: [],
  iac: "terraform",
  multiRegion: false,
  regions: ["eu-west-1"],
  waf: true,
};

function built(document: { output: { services: { name: string }[] }; decisions?: object }, decisions: object) {
  const { services } = document.output;
  const { architecture, answers } = understandDocument({ ...document, decisions });
  return { architecture, table: decide(answers).table, answers, services };
}

const compared = new Set<string>();

describe.each(documents)("%s", (path) => {
  const document = JSON.parse(readFileSync(path, "utf8"));
  // No service may keep a compute that is not built.
  const computes = Object.fromEntries(
    document.output.services.map(({ name }: { name: string }) => [name, { compute: "ecs-fargate" }]),
  );
  const { architecture, table } = built(document, { ...BUILDABLE, services: computes });
  const { "scaling.min": min, "scaling.max": max } = table;
  const production = architecture?.environments.find(({ profile }) => profile === "prod");

  it("has the decided figures in the part that they are about", () => {
    // What needs a GPU, or has nothing to run, is refused whatever is decided.
    if (architecture === undefined || production === undefined) return;
    const evidence = min.evidence[0] ?? max.evidence[0];
    const told = /\/services\/(\d+)\//.exec(evidence?.pointer ?? "")?.[1];
    const names = told === undefined ? [] : [document.output.services[Number(told)].name];
    const candidates = architecture.services.filter(
      ({ name, kind, scaling }) =>
        kind !== "scheduled" && !scaling.singleton && (told === undefined || names.includes(name)),
    );
    if (candidates.length === 0) return;
    compared.add(path);
    const counts = candidates.map(({ id }) => `${production.services[id]?.min}–${production.services[id]?.max}`);
    expect(counts).toContain(`${min.value}–${max.value}`);
  });
});

it("nearly every document has such a part", () => {
  expect(compared.size / documents.length).toBeGreaterThan(0.85);
});

describe("the figures of one system", () => {
  const counts = (services: Parameters<typeof smallSystem>[0]["services"], say = {}, decisions = {}) => {
    const { architecture } = understandDocument(smallSystem({ services, say, decisions }));
    const prod = architecture?.environments.find(({ profile }) => profile === "prod");
    return Object.fromEntries(Object.entries(prod?.services ?? {}).map(([id, { min, max }]) => [id, `${min}-${max}`]));
  };
  const panel = { name: "panel", purpose: "web pages", technology: "Laravel 12" };

  it("widen what the service's own text says", () => {
    const own = { ...panel, scaling_requirements: "1, more only at shift change" };
    expect(
      counts([own, { name: "jobs", purpose: "queue worker" }], {
        "scalability.scaling_strategy": "Panel is scaled between 1 and 3. The rest is fixed.",
      }),
    ).toMatchObject({
      panel: "1-3",
    });
  });

  it("are the main part's, whatever its name", () => {
    const ingest = {
      name: "ingest",
      purpose: "Takes telemetry frames from the bridge over HTTPS, stores them, enqueues.",
      scaling_requirements: "Min 3, max 12 tasks.",
    };
    const api = { name: "ops-api", purpose: "REST API", scaling_requirements: "Two tasks, flat." };
    const document = smallSystem({ services: [ingest, api] });
    const { answers } = understandDocument(document);
    const { table } = decide(answers);
    expect([table["scaling.min"].value, table["scaling.max"].value]).toEqual([3, 12]);
    expect(counts([ingest, api])).toEqual({ ingest: "3-12", "ops-api": "2-2" });
  });

  it("of a worker that is named in the strategy are the worker's alone", () => {
    expect(
      counts([panel, { name: "jobs", purpose: "queue worker" }], {
        "scalability.scaling_strategy": "jobs scales from 2 to 9 on queue depth",
      }),
    ).toEqual({ panel: "2-6", jobs: "2-9" });
  });

  it("follow an override in the main part", () => {
    expect(counts([{ ...panel, scaling_requirements: "2 tasks" }], {}, { scaling: { min: 4, max: 8 } })).toEqual({
      panel: "4-8",
    });
  });
});
