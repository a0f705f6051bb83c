// In: labels that try to become Mermaid. Out: proof that nodes and edges stay as many as the model has. The real parser runs in .ci/diagrams.mjs.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Diagram, flowchart, label } from "../../src/render/mermaid.ts";

const small: Diagram = {
  direction: "LR",
  title: "Small system",
  nodes: [{ key: "user", label: "User", shape: "person" }],
  groups: [
    {
      key: "vpc",
      label: "VPC",
      nodes: [{ key: "service:orders", label: "orders", detail: "python", shape: "box" }],
      groups: [{ key: "data", label: "Data", nodes: [{ key: "database:main", label: "main", shape: "store" }] }],
    },
  ],
  edges: [
    { from: "user", to: "service:orders", label: "HTTPS" },
    { from: "service:orders", to: "database:main", dashed: true },
    { from: "service:orders", to: "nowhere" },
  ],
};

describe("flowchart", () => {
  it("prints groups, shapes and edges, and leaves out an edge to nothing", () => {
    expect(flowchart(small)).toBe(`flowchart LR
  accTitle: Small system
  n_user(["User"])
  subgraph g1["VPC"]
    n_service_orders["orders<br/>python"]
    subgraph g2["Data"]
      n_database_main[("main")]
    end
  end
  n_user -->|"HTTPS"| n_service_orders
  n_service_orders -.-> n_database_main
`);
  });

  it("gives two keys that look alike different ids", () => {
    const printed = flowchart({
      ...small,
      nodes: ["a-b", "a_b", "end"].map((key) => ({ key, label: key, shape: "box" })),
      groups: [],
      edges: [{ from: "a-b", to: "a_b" }],
    });
    expect(printed).toContain("n_a_b --> n_a_b_2\n");
    expect(printed).toContain('n_end["end"]');
  });

  it("keeps its lines whatever the labels say", () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary", maxLength: 50 }),
      fc.string({ unit: fc.constantFrom(...'"`;#%{}[]()<>|\n:style-. ﬂß'), maxLength: 30 }),
    );
    fc.assert(
      fc.property(anyText, anyText, (first, second) => {
        const printed = flowchart({
          ...small,
          title: first,
          nodes: [{ key: first, label: first, detail: second, shape: "external" }],
          groups: [{ key: second, label: second, nodes: [{ key: `x${second}`, label: second, shape: "box" }] }],
          edges: [{ from: first, to: `x${second}`, label: second }],
        });
        const lines = printed.trimEnd().split("\n");
        expect(lines).toHaveLength(7);
        expect(lines[2]).toMatch(/^ {2}n_[a-z0-9_]*\{\{"[^"]*"\}\}$/);
        expect(lines[3]).toMatch(/^ {2}subgraph g1\["[^"]*"\]$/);
        expect(lines[6]).toMatch(/^ {2}n_[a-z0-9_]* -->\|"[^"]*"\| n_[a-z0-9_]*$/);
        expect(printed).not.toMatch(/[`%{]{2}(?!")|style.*:/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("label", () => {
  it.each([
    ['say "hi"', '"say #34;hi#34;"'],
    ["a\nb", '"a b"'],
    ["%%{init: {}}%%", '"#37;#37;#123;init#58; #123;#125;#125;#37;#37;"'],
    ["1. first", '"1#46; first"'],
    ["- item", '"#45; item"'],
    ["direction LR", '"direction#32;LR"'],
    ["", '"unnamed"'],
    ["Straße", '"Stra#223;e"'],
    ["x".repeat(70), `"${"x".repeat(59)}#8230;"`],
  ])("writes %j as %s", (value, expected) => {
    expect(label(value)).toBe(expected);
  });
});
