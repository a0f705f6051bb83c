import { describe, expect, it } from "vitest";
import { mockedResources } from "../../src/render/test-mocks.ts";
import { everything } from "../helpers/architectures.ts";
import { graphOf } from "../helpers/stack.ts";

describe("mocks of OpenTofu", () => {
  const graph = graphOf(everything());
  const mocked = new Map(mockedResources(graph));

  it("gives an ARN to every declared type whose ARN something refers to, and to no other", () => {
    expect(mocked.get("aws_sns_topic")).toEqual({ arn: expect.stringMatching(/^arn:aws:/) });
    const text = JSON.stringify(graph.blocks.map(({ body }) => body));
    for (const [type, defaults] of mocked)
      if ("arn" in defaults) expect(text, type).toMatch(new RegExp(`${type}\\.\\w+(\\[[^\\]]*\\])?\\.arn`));
    expect(mocked.has("aws_subnet")).toBe(false);
    // Stated in the configuration, and used by what waits for it: OpenTofu refuses to mock it.
    expect(text).toContain("aws_sns_topic_policy.alarms.arn");
    expect(mocked.has("aws_sns_topic_policy")).toBe(false);
  });

  it("fills the lists that the stack takes apart", () => {
    expect(mocked.get("aws_db_instance")).toMatchObject({ master_user_secret: [{ secret_status: "active" }] });
    expect(mocked.get("aws_acm_certificate")).toMatchObject({
      domain_validation_options: [{ resource_record_type: "CNAME" }],
    });
  });

  it("is the same in every run, sorted by type", () => {
    const types = [...mocked.keys()];
    expect(types).toEqual([...types].sort());
  });
});
