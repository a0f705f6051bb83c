// In: systems whose queues have no broker's name, or no word of which end is whose where they are listed. Out: proof that none vanishes in silence and that verbs and arrows decide the ends.
import { describe, expect, it } from "vitest";
import { decide } from "../../src/decisions/decide.ts";
import { understandDocument } from "../helpers/road.ts";
import { type SmallSystem, smallSystem } from "../helpers/small-system.ts";

const PATTERNS = "overall_architecture.communication_patterns";
const FLOW = "overall_architecture.data_flow";
const HOST = "infrastructure.hosting_strategy";

interface Texts {
  readonly core?: string;
  readonly ingest?: string;
  readonly needs?: string;
  readonly say?: SmallSystem["say"];
  readonly decisions?: SmallSystem["decisions"];
}

function read({ core = "", ingest = "", needs = "SQS readings queue", say = {}, decisions = {} }: Texts) {
  const dependencies = needs === "" ? [] : [needs];
  const services = [
    { name: "core", purpose: `REST API for tariffs${core}`, dependencies },
    { name: "ingest", purpose: `HTTP endpoint that meters post their readings to${ingest}`, dependencies },
  ];
  const { answers, architecture, diagnostics } = understandDocument(smallSystem({ services, say, decisions }));
  const told = diagnostics.filter(({ message }) => /queue/.test(message));
  return {
    queues: decide(answers).table.queues,
    ends: (architecture?.services ?? []).flatMap(({ id, edges }) =>
      edges.flatMap((edge) => (edge.to === "queue" ? [`${id} ${edge.access} ${edge.id}`] : [])),
    ),
    told: told.map(({ code, message }) => `${code} ${message}`),
  };
}

const RIGHT = ["core consume readings", "ingest send readings"];

describe("a queue that only is called one", () => {
  it.each<[string, Texts, string]>([
    ["a dependency", { needs: "readings queue" }, "readings queue"],
    ["a verb that puts", { needs: "", say: { [PATTERNS]: "ingest puts readings on a queue" } }, "queue"],
    ["a verb that takes", { needs: "", core: ", consumes the readings queue" }, "queue"],
    ["an arrow", { needs: "", say: { [FLOW]: "meter -> ingest -> readings queue -> core" } }, "queue"],
    ["another broker that is denied", { needs: "readings queue", say: { [PATTERNS]: "No Kafka." } }, "readings queue"],
    [
      "Azure DevOps beside it",
      { needs: "readings queue", say: { "infrastructure_as_code.version_control": "Azure DevOps" } },
      "readings queue",
    ],
  ])("is SQS, by inference: %s", (_, texts, quote) => {
    const { queues } = read(texts);
    expect(queues).toMatchObject({ value: ["sqs"], source: "inferred" });
    expect(queues.evidence[0]?.quote).toBe(quote);
  });

  it("is built, with its name and both ends", () => {
    const { ends, told } = read({
      needs: "readings queue",
      say: { [PATTERNS]: "ingest puts readings on a queue, core consumes them in batches" },
    });
    expect(ends).toEqual(RIGHT);
    expect(told).toEqual([]);
  });

  it.each<[string, Texts]>([
    ["memory", { needs: "in-process queue" }],
    ["paper", { needs: "print queue" }],
    ["Redis", { needs: "Redis queue" }],
    ["Postgres", { needs: "job queue", say: { [PATTERNS]: "The job queue is in Postgres (pg-boss)" } }],
    ["Celery", { needs: "job queue", say: { [PATTERNS]: "Celery runs the jobs" } }],
    ["a bank", { needs: "the bank's queue" }],
    ["people", { needs: "", core: ", sends visitors to the shorter queue at the gate" }],
    ["nobody yet", { needs: "", say: { [PATTERNS]: "ingest may put readings on a queue later" } }],
    ["nobody", { needs: "", say: { [PATTERNS]: "ingest does not put readings on a queue" } }],
    ["another cloud", { needs: "readings queue", say: { [HOST]: "Azure, Container Apps" } }],
    ["another broker", { needs: "readings queue", say: { [PATTERNS]: "RabbitMQ on Amazon MQ" } }],
    ["what overrides say", { needs: "readings queue", decisions: { queues: [] } }],
    ["a service of that name", { needs: "ingest-queue service, owned by the bank" }],
  ])("is none of ours where it belongs to: %s", (_, texts) => {
    expect(read(texts).queues.value).not.toContain("sqs");
  });

  it.each([
    ["No queues.", "the text does without one elsewhere"],
    ["RabbitMQ may come next year", "the broker that the text names is not decided"],
  ])("is told where the text leaves it open: %s", (text, why) => {
    const { queues, told } = read({ needs: "readings queue", say: { [PATTERNS]: text } });
    expect(queues.value).toEqual([]);
    expect(told.join("\n")).toContain(`DECISION_UNDECIDED queues: "readings queue" is needed here, and ${why}`);
  });
});

describe("the ends of a queue that two services name alike", () => {
  it.each<[string, Texts]>([
    ["a pattern", { say: { [PATTERNS]: "ingest puts readings on an SQS queue, core consumes them in batches" } }],
    ["a passive", { say: { [PATTERNS]: "Readings are put on the readings queue by ingest and consumed by core" } }],
    ["the purpose of the taker", { core: "; consumes the readings queue" }],
    ["the purpose of the sender", { ingest: ", publishes them to the readings queue" }],
    ["arrows", { say: { [FLOW]: "Meter -> ingest -> SQS readings queue -> core -> database." } }],
    ["one arrow", { say: { [FLOW]: "ingest → readings queue → cruncher → database. Customers ask core." } }],
    ["both purposes", { core: ", takes readings from the queue", ingest: " and puts them on the queue" }],
  ])("follow from %s", (_, texts) => {
    const { ends, told } = read(texts);
    expect(ends).toEqual(RIGHT);
    expect(told).toEqual([]);
  });

  it("of a queue without a name: who is said to take from it", () => {
    const say = { [PATTERNS]: "core puts readings on SQS, ingest consumes them" };
    expect(read({ needs: "SQS", say }).ends).toEqual(["core send ingest", "ingest consume ingest"]);
  });

  it("do not follow from what is denied, or said of another queue", () => {
    const said = (core: string) => read({ core }).told.join("\n");
    expect(said("; does not send anything to the readings queue")).toContain("nothing says who fills it");
    expect(said("; publishes to the invoices queue")).toContain("nothing says who fills it");
  });

  it("are assumed aloud where nothing says them", () => {
    expect(read({}).told).toEqual([
      'ARCH_ASSUMED queue "readings": nothing says who fills it and who empties it; core is taken to send to it and ingest to take from it',
    ]);
  });
});
