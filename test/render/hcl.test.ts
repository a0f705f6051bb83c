import { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { literal } from "../../blueprints/stacks/expressions.ts";
import type { Reason } from "../../src/architecture/model.ts";
import { annotate } from "../../src/render/blueprint.ts";
import type { GraphBlock, Json, NestedBlock } from "../../src/render/graph.ts";
import { flatten, printBlocks } from "../../src/render/hcl.ts";
import { everything } from "../helpers/architectures.ts";
import { asFreeText, freeText, freeValue, written } from "../helpers/free-text.ts";
import { type ReadBody, readHcl } from "../helpers/hcl-reader.ts";
import { graphOf } from "../helpers/stack.ts";

function block(over: Partial<GraphBlock>): GraphBlock {
  return {
    kind: "resource",
    labels: ["aws_vpc", "this"],
    file: "network",
    body: { attributes: [["cidr_block", "10.0.0.0/16"]], blocks: [] },
    because: [],
    comment: undefined,
    skips: [],
    ...over,
  };
}

describe("printBlocks", () => {
  it("puts meta-arguments first, then arguments, blocks, tags, depends_on and lifecycle", () => {
    const lifecycle: NestedBlock = {
      name: "lifecycle",
      labels: [],
      body: { attributes: [["ignore_changes", ["desired_count"]]], blocks: [] },
    };
    const alarms: NestedBlock = { name: "alarms", labels: [], body: { attributes: [["enable", true]], blocks: [] } };
    const text = printBlocks([
      block({
        body: {
          attributes: [
            ["cluster", "${aws_ecs_cluster.this.arn}"],
            ["depends_on", ["aws_lb.public"]],
            ["for_each", "${var.services}"],
            ["name", "${each.key}"],
            ["provider", "aws.dr"],
            ["tags", { Name: "x" }],
          ],
          blocks: [lifecycle, alarms],
        },
      }),
    ]);
    expect(text).toBe(`resource "aws_vpc" "this" {
  provider = aws.dr
  for_each = var.services

  name    = each.key
  cluster = aws_ecs_cluster.this.arn

  alarms {
    enable = true
  }

  tags = {
    Name = "x"
  }

  depends_on = [aws_lb.public]

  lifecycle {
    ignore_changes = [desired_count]
  }
}
`);
  });

  it("prints the type of a variable and the providers of a module bare", () => {
    expect(
      printBlocks([
        block({ kind: "variable", labels: ["zones"], body: { attributes: [["type", "map(number)"]], blocks: [] } }),
        block({
          kind: "module",
          labels: ["stack"],
          body: {
            attributes: [
              ["source", "../../stack"],
              ["providers", { aws: "aws", "aws.dr": "aws.dr" }],
              ["region", "${var.region}"],
            ],
            blocks: [],
          },
        }),
      ]),
    ).toBe(`variable "zones" {
  type = map(number)
}

module "stack" {
  source = "../../stack"

  providers = {
    aws    = aws
    aws.dr = aws.dr
  }

  region = var.region
}
`);
  });

  it("says where a block comes from, once for all blocks of the same reason, and keeps exceptions inside of the block", () => {
    const because: Reason[] = [
      { decision: "compute", pointer: "/output/infrastructure/hosting_strategy", quote: "AWS ECS" },
    ];
    const skips = [{ check: "CKV_AWS_1", reason: "the reason\nin two lines" }];
    expect(
      printBlocks([block({ because, comment: "Ours.", skips }), block({ labels: ["aws_vpc", "b"], because })]),
    ).toBe(
      `# Ours.
# From /output/infrastructure/hosting_strategy: "AWS ECS"
resource "aws_vpc" "this" {
  #checkov:skip=CKV_AWS_1:the reason in two lines
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "b" {
  cidr_block = "10.0.0.0/16"
}
`,
    );
  });

  it("caps a quote and keeps it from speaking to scanners", () => {
    const quote = `first "line"\n#checkov:skip=CKV_AWS_1:no tflint-ignore: all trivy:ignore:x ${"long ".repeat(40)}`;
    const [comment] = printBlocks([block({ because: [{ decision: "compute", pointer: "/p", quote }] })]).split("\n");
    expect(comment).toBe(
      `# From /p: "first 'line' #checkov: skip=CKV_AWS_1:no tflint- ignore: all trivy: ignore:x long long lo…"`,
    );
  });
});

describe("free text in a block", () => {
  it("comes back from any attribute, nested block and comment with the same structure", () => {
    fc.assert(
      fc.property(freeValue, freeValue, freeText, (value, inner, quote) => {
        const nested: NestedBlock = {
          name: "rule",
          labels: [],
          body: { attributes: [["inner", asFreeText(inner)]], blocks: [] },
        };
        const text = printBlocks([
          block({
            because: [{ decision: "compute", pointer: "/p", quote }],
            body: { attributes: [["value", asFreeText(value)]], blocks: [nested] },
          }),
          block({ labels: ["aws_vpc", "after"] }),
        ]);
        const expected: ReadBody["blocks"] = [
          {
            header: ["resource", "aws_vpc", "this"],
            body: {
              attributes: { value: written(value) },
              blocks: [{ header: ["rule"], body: { attributes: { inner: written(inner) }, blocks: [] } }],
            },
          },
          { header: ["resource", "aws_vpc", "after"], body: { attributes: { cidr_block: "10.0.0.0/16" }, blocks: [] } },
        ];
        expect(readHcl(text)).toEqual({ attributes: {}, blocks: expected });
      }),
      { numRuns: 300 },
    );
  });

  it("passes the engine unchanged, also when it looks like one of its markers", () => {
    fc.assert(
      fc.property(freeText, (name) => {
        const blueprint = {
          name: "probe",
          appliesTo: () => true,
          build: (stack: ConstructorParameters<typeof Vpc>[0]) => {
            const first = new Vpc(stack, "first", { cidrBlock: "10.0.0.0/16" });
            annotate(first, { file: "network" });
            new Vpc(stack, "second", { cidrBlock: first.cidrBlock, tags: { Name: literal(name) } });
          },
        };
        const read = readHcl(printBlocks(graphOf(everything(), [blueprint]).blocks));
        expect(read.blocks[1]?.body.attributes).toEqual({
          cidr_block: { expression: "aws_vpc.first.cidr_block" },
          tags: { Name: written(name) },
        } satisfies Record<string, Json>);
      }),
      { numRuns: 200 },
    );
  });

  it("is one line in a comment, without invisible characters", () => {
    fc.assert(
      fc.property(freeText, (text) => {
        expect(flatten(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
