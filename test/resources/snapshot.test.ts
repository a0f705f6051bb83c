// The list of resources is the same bytes for the same resources: one resource on a line, in order.
import { describe, expect, it } from "vitest";
import { parseSnapshot, printSnapshot, type Snapshot } from "../../src/resources/snapshot.ts";

function listOf(resourceArguments: Snapshot["roots"][string]["resources"][string]["arguments"]): Snapshot {
  const module = { members: {}, moved: [], removed: [], names: {} };
  const resources = { "aws_sqs_queue.jobs": { arguments: resourceArguments } };
  return {
    schemaVersion: 2,
    modules: { stack: module, bootstrap: module },
    roots: { "infra/environments/dev": { module: "stack", regions: {}, because: [], resources } },
    parts: {},
  };
}

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
      '"aws_sqs_queue.jobs": {"arguments":{"empty":[],"lines":"a\\n  \\"b\\": [\\n ]","nested":[[],[{"a":[1,"x"]}]],"none":{},"nothing":null}}',
    );
  });

  it("comes back as it was", () => {
    const list = listOf({ a: { "80": "y", b: "${aws_kms_key.this.arn}" }, list: ["]", "[ "] });
    expect(parseSnapshot(printSnapshot(list))).toEqual({ snapshot: list });
  });
});
