// The list of resources is the same bytes for the same resources: one resource on a line, in order.
import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../src/resources/snapshot.ts";
import { parseSnapshot, printSnapshot } from "../../src/resources/snapshot-file.ts";
import { type Blocks, ROOT, snapshotOf } from "../helpers/snapshots.ts";

const listOf = (body: Blocks[string]) => snapshotOf({ "aws_sqs_queue.jobs": body });

const lineOf = (snapshot: Snapshot) =>
  printSnapshot(snapshot)
    .split("\n")
    .find((line) => line.includes("aws_sqs_queue.jobs"))
    ?.trim();

describe("the printed list", () => {
  it("has every resource on one line, with nothing but what is in it", () => {
    const texts = { lines: 'a\n  "b": [\n ]', empty: [], none: {}, nested: [[], [{ a: [1, "x"] }]], nothing: null };
    const { lines, empty, none, nested, nothing } = texts;
    expect(lineOf(listOf({ empty, lines, nested, none, nothing }))).toBe(
      '"aws_sqs_queue.jobs": {"because":[],"body":{"empty":[],"lines":"a\\n  \\"b\\": [\\n ]","nested":[[],[{"a":[1,"x"]}]],"none":{},"nothing":null}}',
    );
  });

  it("comes back as it was", () => {
    const list = listOf({ a: { "80": "y", b: "${aws_kms_key.this.arn}" }, list: ["]", "[ "] });
    expect(parseSnapshot(printSnapshot(list))).toEqual({ snapshot: list });
  });
});

describe("a list that anyone may have edited", () => {
  type Entries = Record<string, unknown>;
  interface File {
    modules: { stack: { resources: Entries; data: Entries; locals: Entries } };
    roots: Entries;
  }
  const edited = (change: (file: File) => void) => {
    const file: File = JSON.parse(printSnapshot(listOf({ name: "jobs" })));
    change(file);
    return parseSnapshot(JSON.stringify(file));
  };

  it("has blocks under addresses, and nothing else", () => {
    for (const address of ['aws_vpc.a"]\n', "aws_vpc", "data.aws_vpc.a"])
      expect(
        edited((file) => {
          file.modules.stack.resources = { [address]: { because: [], body: {} } };
        }),
      ).toHaveProperty("problem");
    expect(
      edited((file) => {
        file.modules.stack.data["aws_vpc.a"] = {};
      }),
    ).toHaveProperty("problem");
  });

  it("does not make a run count without end", () => {
    const keys = Object.fromEntries(Array.from({ length: 15_000 }, (_, index) => [`k${index}`, "x"]));
    const parsed = edited((file) => {
      const { stack } = file.modules;
      stack.locals["keys"] = keys;
      for (let index = 0; index < 400; index += 1)
        stack.resources[`aws_sqs_queue.q${index}`] = {
          because: [],
          body: { for_each: "${local.keys}", name: "${each.key}" },
        };
    });
    if ("problem" in parsed) throw new Error(parsed.problem);
    const addresses = Object.keys(parsed.snapshot.roots[ROOT]?.resources ?? {});
    expect(addresses.length).toBeLessThan(16_000);
    expect(addresses).toContain('aws_sqs_queue.q399["*"]');
  });

  it("has no more resources in all its roots than a system can have", () => {
    const parsed = edited((file) => {
      const { stack } = file.modules;
      for (let index = 0; index < 710; index += 1) {
        stack.resources[`aws_sqs_queue.q${index}`] = { because: [], body: {} };
        file.roots[`infra/environments/e${index}`] = file.roots[ROOT];
      }
    });
    expect(parsed).toEqual({ problem: "it has more than 500000 resources in all roots together" });
  });
});
