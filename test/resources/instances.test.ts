// What several roots share is evaluated once, and no root gets what belongs to another.
import { describe, expect, it } from "vitest";
import { instancesOf } from "../../src/resources/build.ts";
import type { ModuleBlocks } from "../../src/resources/snapshot.ts";

const block = (address: string, body: ModuleBlocks["resources"][number]["body"]) => ({ address, body, because: [] });

const MODULE: ModuleBlocks = {
  data: [
    {
      address: "data.aws_iam_policy_document.reader",
      body: { statement: [{ resources: ["arn:aws:s3:::${var.name}/*"] }] },
    },
  ],
  locals: { prefix: "${var.project}-${var.environment}", zones: "${var.zones}" },
  resources: [
    block("aws_kms_key.this", {
      description: "the same everywhere",
      policy: '${jsonencode({Statement = [{Effect = "Allow"}]})}',
    }),
    block("aws_sqs_queue.jobs", { name: "${local.prefix}-jobs", kms_master_key_id: "${aws_kms_key.this.arn}" }),
    block("aws_sqs_queue.copy", { name: "${aws_sqs_queue.jobs.name}-copy" }),
    block("aws_subnet.private", {
      for_each: "${toset(var.zones)}",
      availability_zone: "${var.region}${each.key}",
      cidr_block: "10.0.0.0/24",
      vpc_id: "${aws_vpc.this.id}",
      tags: { Name: "${each.value}" },
    }),
    block("aws_route_table_association.a", { subnet_id: '${aws_subnet.private["a"].availability_zone}' }),
    block("aws_cloudwatch_log_group.copies", { count: "${length(var.zones)}", name: "${var.project}-${count.index}" }),
    block("aws_iam_role_policy.reader", { policy: "${data.aws_iam_policy_document.reader.json}" }),
    block("aws_s3_bucket.files", { bucket: "${var.name}", tags: { "${var.environment}": "x", same: "${1 + 1}" } }),
  ],
};

const ROOTS = [
  { project: "shop", environment: "dev", zones: ["a", "b"], region: "eu-west-1", name: "one" },
  { project: "shop", environment: "prod", zones: ["a", "b", "c"], region: "eu-west-1", name: "two" },
  { project: "shop", environment: "dev", zones: ["a", "b"], region: "eu-central-1" },
];

describe("instances", () => {
  it("of several roots are those of each root alone, in any order", () => {
    const alone = ROOTS.map((variables) => instancesOf(MODULE, [variables])[0]);
    expect(instancesOf(MODULE, ROOTS)).toEqual(alone);
    expect(instancesOf(MODULE, [...ROOTS].reverse())).toEqual([...alone].reverse());
  });

  it("differ where the roots do", () => {
    const [dev, prod] = instancesOf(MODULE, ROOTS);
    expect(dev?.["aws_sqs_queue.jobs"]?.arguments["name"]).toBe("shop-dev-jobs");
    expect(prod?.["aws_sqs_queue.copy"]?.arguments["name"]).toBe("shop-prod-jobs-copy");
    expect(Object.keys(dev ?? {}).filter((address) => address.startsWith("aws_subnet"))).toHaveLength(2);
    expect(Object.keys(prod ?? {}).filter((address) => address.startsWith("aws_subnet"))).toHaveLength(3);
    expect(dev?.["aws_kms_key.this"]).toEqual(prod?.["aws_kms_key.this"]);
    expect(prod?.["aws_s3_bucket.files"]?.arguments["tags"]).toEqual({ prod: "x", same: 2 });
  });
});
