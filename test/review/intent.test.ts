// What the answers want against what the plan does: somebody asked for it, it follows, or nobody did.
import { describe, expect, it } from "vitest";
import type { Intent, Wish } from "../../src/review/intent.ts";
import { readPlan } from "../../src/review/read.ts";
import { review } from "../../src/review/review.ts";
import { bytesOf, fixture, rowOf } from "./plans.ts";

const DB = "aws_db_instance.planted";
const wish = (action: Wish["action"], downgrades: readonly string[] = []): Wish => ({
  action,
  downgrades,
  because: [{ pointer: "/output/data_architecture/primary_database", quote: "MySQL instead of Postgres" }],
});
const intent = (
  wishes: Record<string, Wish>,
  wanted: readonly string[],
  before: readonly string[] | undefined = wanted,
): Intent => ({
  wishes: new Map(Object.entries(wishes)),
  wanted: new Set(wanted),
  before: before === undefined ? undefined : new Set(before),
});

/** A plan of these rows only, judged with the intent. */
function judged(
  rows: readonly Record<string, unknown>[],
  wanted: Intent | undefined,
  accepted: readonly string[] = [],
) {
  const document = { ...fixture("target"), resource_changes: rows, resource_drift: [], complete: true };
  const plan = readPlan(bytesOf(document), "plan.json", "prod");
  const intents = wanted === undefined ? new Map() : new Map([["prod", wanted]]);
  const result = review([plan], { failOn: "high", intents, accepted });
  const text = result.findings.map(({ message }) =>
    message.map((part) => (typeof part === "string" ? part : part.value)).join(""),
  );
  return {
    ...result,
    text: text.join("\n"),
    rules: result.findings.map(({ rule }) => rule),
    intents: result.changes.map((change) => change.intent),
  };
}

const deleted = rowOf("aws_db_instance", { id: "x" }, null);
const replaced = rowOf(
  "aws_db_instance",
  { engine: "postgres" },
  { engine: "mysql" },
  { actions: ["delete", "create"], replace_paths: [["engine"]] },
);
const updated = rowOf("aws_db_instance", { instance_class: "a" }, { instance_class: "b" });

describe("an update beside drift", () => {
  const judge = (drift: Record<string, unknown>[]) => {
    const document = { ...fixture("target"), resource_changes: [updated], resource_drift: drift, complete: true };
    const intents = new Map([["prod", intent({}, [DB])]]);
    const plan = readPlan(bytesOf(document), "plan.json", "prod");
    return review([plan], { failOn: "high", intents }).changes.map((change) => change.intent);
  };

  it("follows from it where it puts back what was changed outside, and nowhere else", () => {
    expect(judge([rowOf("aws_db_instance", { instance_class: "b" }, { instance_class: "a" })])).toEqual([
      "consequence",
    ]);
    expect(judge([rowOf("aws_db_instance", { engine: "b" }, { engine: "a" })])).toEqual(["unexpected"]);
    // Terraform lists objects of which only its own form changed.
    expect(judge([rowOf("aws_db_instance", { tags: null }, { tags: {} })])).toEqual(["unexpected"]);
    expect(judge([])).toEqual(["unexpected"]);
  });
});

describe("destruction", () => {
  it("that the answers ask for is told first and does not block", () => {
    for (const [row, wanted] of [
      [deleted, intent({ [DB]: wish("destroyed") }, [], [DB])],
      [replaced, intent({ [DB]: wish("replaced") }, [DB])],
    ] as const) {
      const found = judged([row], wanted);
      expect(found.verdict).toBe("warn");
      expect(found.findings[0]).toMatchObject({ severity: "critical", excuse: "expected", blocks: false });
      expect(found.text).toContain(
        "the answers ask for it: /output/data_architecture/primary_database (MySQL instead of Postgres)",
      );
      expect(found.intents).toEqual(["expected"]);
    }
  });

  it("that nobody asked for blocks, whatever it holds", () => {
    const service = rowOf("aws_ecs_service", { id: "x" }, null);
    for (const row of [deleted, replaced, service]) {
      const address = String(row["address"]);
      for (const wanted of [
        intent({}, [address]),
        intent({ [address]: wish("changed") }, [address]),
        intent({}, [], []),
      ]) {
        const found = judged([row], wanted);
        expect(found.verdict).toBe("block");
        expect(found.rules).toContain("intent/unexpected-destroy");
      }
    }
    // What was to be forgotten must not be destroyed.
    expect(judged([deleted], intent({ [DB]: wish("forgotten") }, [], [DB])).text).toContain(
      "the answers give it up, but not like this",
    );
    expect(judged([service], undefined).verdict).toBe("warn");
  });

  it("is not judged when nobody said what was before", () => {
    const found = judged([deleted], { ...intent({}, []), before: undefined });
    expect(found.intents).toEqual([undefined]);
    expect(found.rules).toEqual(["data-loss/delete"]);
  });

  it("can be taken on by address, by environment and by rule", () => {
    for (const accepted of [DB, `prod:${DB}`]) {
      const found = judged([deleted], intent({}, [DB]), [accepted]);
      expect(found.verdict).toBe("warn");
      expect(found.findings.every(({ excuse }) => excuse === "accepted")).toBe(true);
    }
    expect(judged([deleted], undefined, ["data-loss/delete"]).verdict).toBe("warn");
    expect(judged([deleted], undefined, [`dev:${DB}`, "aws_db_instance.other"]).verdict).toBe("block");
  });
});

describe("what a region leaves behind", () => {
  it("is gone from where the plan looks, and nobody deleted it", () => {
    const gone = (action: Wish["action"]) => {
      const document = {
        ...fixture("target"),
        resource_changes: [rowOf("aws_db_instance", null, {})],
        resource_drift: [deleted],
        complete: true,
      };
      const intents = new Map([["prod", intent({ [DB]: wish(action) }, [DB])]]);
      return review([readPlan(bytesOf(document), "plan.json", "prod")], { failOn: "high", intents })
        .findings.filter(({ rule }) => rule === "drift/deleted")
        .map(({ blocks, excuse }) => [blocks, excuse]);
    };
    expect(gone("stranded")).toEqual([[false, "expected"]]);
    expect(gone("created")).toEqual([[true, undefined]]);
  });
});

describe("a live address that goes to somebody else", () => {
  const RULE = "aws_lb_listener_rule.planted";
  const rule = rowOf("aws_lb_listener_rule", { priority: 1 }, { priority: 2 });
  const moving = (through: readonly string[]): Intent => ({
    ...intent({ [RULE]: wish("changed") }, [RULE]),
    movedAddresses: [{ through, sentence: "orders answered at example.com/*" }],
  });

  it("is told once, at the first row that does it, and blocks nothing", () => {
    const found = judged(
      [rule, rowOf("aws_sqs_queue", null, {})],
      moving(["module.stack.aws_lb_listener_rule.gone", RULE]),
    );
    expect(found.rules.filter((one) => one === "intent/address-moves")).toHaveLength(1);
    expect(found.text).toContain("moves a live address: orders answered at example.com/*");
    expect(found.verdict).toBe("warn");
  });

  it("is no matter of a plan that does not do it", () => {
    expect(judged([rule], moving(["aws_lb_listener_rule.other"])).rules).not.toContain("intent/address-moves");
  });
});

describe("other rows", () => {
  it.each([
    ["a wanted creation", rowOf("aws_sqs_queue", null, {}), ["aws_sqs_queue.planted"], {}, "expected"],
    ["a creation of nobody's", rowOf("aws_sqs_queue", null, {}), [], {}, "unexpected"],
    ["a wanted change", updated, [DB], { [DB]: wish("changed") }, "expected"],
    ["a change that nobody wanted", updated, [DB], {}, "unexpected"],
    [
      "what follows from others",
      rowOf("aws_ecs_service", { task_definition: "a:1" }, {}, { after_unknown: { task_definition: true } }),
      ["aws_ecs_service.planted"],
      {},
      "consequence",
    ],
    [
      "a new task definition",
      rowOf("aws_ecs_task_definition", { a: 1 }, { a: 2 }, { actions: ["create", "delete"] }),
      ["aws_ecs_task_definition.planted"],
      {},
      "consequence",
    ],
    [
      "a replacement forced by another",
      rowOf(
        "aws_lb_listener",
        { load_balancer_arn: "a" },
        {},
        {
          actions: ["delete", "create"],
          replace_paths: [["load_balancer_arn"]],
          after_unknown: { load_balancer_arn: true },
        },
      ),
      ["aws_lb_listener.planted"],
      {},
      "consequence",
    ],
    [
      "what is forgotten as wanted",
      rowOf("aws_db_instance", { id: "x" }, null, { actions: ["forget"] }),
      [],
      { [DB]: wish("forgotten") },
      "expected",
    ],
    [
      "what is only read",
      { ...rowOf("aws_ami", null, {}, { actions: ["read"] }), mode: "data" },
      [],
      {},
      "consequence",
    ],
    ["a deposed object", { ...deleted, deposed: "abcd" }, [DB], {}, "consequence"],
  ] as const)("%s", (_, row, wanted, wishes, expected) => {
    const found = judged([row], intent(wishes, wanted));
    expect(found.intents).toEqual([expected]);
    expect(found.rules.includes("intent/unexpected-change")).toBe(expected === "unexpected");
  });

  it("a downgrade is excused for its argument only", () => {
    const row = rowOf(
      "aws_db_instance",
      { backup_retention_period: 35, deletion_protection: true },
      { backup_retention_period: 0, deletion_protection: false },
    );
    const found = judged([row], intent({ [DB]: wish("changed", ["backup_retention_period"]) }, [DB]));
    expect(found.findings.map(({ rule, excuse }) => [rule, excuse])).toEqual([
      ["safety/destruction", undefined],
      ["safety/recovery", "expected"],
    ]);
    expect(found.verdict).toBe("block");
  });

  it("who gets in is never excused", () => {
    const row = rowOf(
      "aws_security_group",
      { id: "sg", ingress: [] },
      { id: "sg", ingress: [{ from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }] },
    );
    expect(
      judged([row], intent({ "aws_security_group.planted": wish("changed") }, ["aws_security_group.planted"])).verdict,
    ).toBe("block");
  });

  it("an output of older answers is said", () => {
    const plan = readPlan(bytesOf(fixture("release")), "plan.json", "prod");
    expect(review([plan], { failOn: "high", isStale: true }).findings[0]).toMatchObject({
      rule: "intent/stale-output",
      severity: "medium",
    });
  });
});
