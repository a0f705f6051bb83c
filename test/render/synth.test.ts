import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { DefaultRouteTable } from "@cdktf/provider-aws/lib/default-route-table/index.js";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service/index.js";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl/index.js";
import { TerraformLocal, TerraformOutput, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { expr, jsonencode, listExpr, named, numberExpr } from "../../blueprints/stacks/expressions.ts";
import { declareInput } from "../../blueprints/stacks/variables.ts";
import { annotate } from "../../src/render/blueprint.ts";
import { addressOf } from "../../src/render/graph.ts";
import { everything } from "../helpers/architectures.ts";
import { graphOf, hclAt } from "../helpers/stack.ts";

function graphWith(build: (stack: TerraformStack) => void) {
  return graphOf(everything(), [{ name: "probe", appliesTo: () => true, build }]);
}

describe("synthesize", () => {
  it("names resources after their path, without the child called Resource and without dashes", () => {
    const graph = graphWith((stack) => {
      new Vpc(new Construct(stack, "net-work"), "Resource", {});
      new SqsQueue(new Construct(stack, "jobs"), "dead-letters", {});
      named(new SqsQueue(stack, "anything", {}), "orders");
    });
    expect(graph.blocks.map(addressOf)).toEqual([
      "aws_vpc.net_work",
      "aws_sqs_queue.jobs_dead_letters",
      "aws_sqs_queue.orders",
    ]);
  });

  it("refuses two blocks with one address", () => {
    expect(() =>
      graphWith((stack) => {
        named(new SqsQueue(stack, "a", {}), "same");
        named(new SqsQueue(stack, "b", {}), "same");
      }),
    ).toThrow("resource.aws_sqs_queue.same is built twice");
  });

  it("takes each note from the nearest ancestor that says something", () => {
    const graph = graphWith((stack) => {
      const top = new Construct(stack, "top");
      annotate(top, { file: "network", comment: "The top." });
      const queue = new SqsQueue(top, "queue", {});
      annotate(queue, { comment: "The queue." });
      new Vpc(top, "vpc", {});
    });
    expect(graph.blocks.map(({ file, comment }) => [file, comment])).toEqual([
      ["network", "The queue."],
      ["network", "The top."],
    ]);
  });

  it("collects inputs with their values, one block of locals, and the aliases of providers", () => {
    const graph = graphWith((stack) => {
      new AwsProvider(stack, "aws", { region: "eu-west-1" });
      new AwsProvider(stack, "dr", { alias: "dr", region: "eu-central-1" });
      declareInput(stack, "zones", everything(), {
        type: "number",
        description: "d",
        valueFor: ({ zones }) => Object.keys(zones).length,
      });
      named(new TerraformLocal(stack, "b", expr("var.zones")), "b");
      named(new TerraformLocal(stack, "a", "x"), "a");
    });
    expect(graph.variables).toEqual([{ name: "zones", topic: "main", values: { staging: 2, prod: 3 } }]);
    expect(graph.providerAliases).toEqual(["dr"]);
    expect(hclAt(graph, "locals")).toBe('locals {\n  a = "x"\n  b = var.zones\n}\n');
  });

  it("tells nested blocks from maps and lists of objects, also where the bindings say any", () => {
    const graph = graphWith((stack) => {
      new EcsService(stack, "api", {
        name: "api",
        deploymentCircuitBreaker: { enable: true, rollback: true },
        capacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }],
        tags: { Name: "api" },
      });
      new Wafv2WebAcl(stack, "acl", {
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "m", sampledRequestsEnabled: true },
        rule: [
          {
            name: "geo",
            priority: 1,
            action: { block: {} },
            statement: { not_statement: { statement: [{ geo_match_statement: { country_codes: ["DE"] } }] } },
            visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "m", sampledRequestsEnabled: true },
          },
        ],
      });
    });
    expect(hclAt(graph, "aws_ecs_service.api")).toBe(`resource "aws_ecs_service" "api" {
  name = "api"

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    weight            = 1
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  tags = {
    Name = "api"
  }
}
`);
    expect(hclAt(graph, "aws_wafv2_web_acl.acl")).toContain(`    statement {
      not_statement {
        statement {
          geo_match_statement {
            country_codes = ["DE"]
          }
        }
      }
    }
`);
  });

  it("keeps an empty list where it means none", () => {
    const graph = graphWith((stack) => {
      named(new DefaultRouteTable(stack, "table", { defaultRouteTableId: "rtb-1", route: [] }), "this");
    });
    expect(hclAt(graph, "aws_default_route_table.this")).toContain("  route                  = []\n");
  });

  it("keeps references inside of JSON documents and unwraps them", () => {
    const graph = graphWith((stack) => {
      const dead = named(new SqsQueue(stack, "dead", {}), "dead");
      named(
        new SqsQueue(stack, "jobs", {
          redrivePolicy: jsonencode({ deadLetterTargetArn: dead.arn, maxReceiveCount: numberExpr("var.receives") }),
          dependsOn: [dead],
        }),
        "jobs",
      );
    });
    expect(hclAt(graph, "aws_sqs_queue.jobs")).toBe(`resource "aws_sqs_queue" "jobs" {
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = var.receives
  })

  depends_on = [aws_sqs_queue.dead]
}
`);
  });

  it("prints JSON given as an event pattern and the expressions of lists and outputs", () => {
    const graph = graphWith((stack) => {
      named(new CloudwatchEventRule(stack, "rule", { eventPattern: jsonencode({ source: ["shop.orders"] }) }), "rule");
      named(
        new TerraformOutput(stack, "ids", { value: listExpr("values(aws_subnet.private)[*].id"), description: "d" }),
        "ids",
      );
    });
    expect(hclAt(graph, "aws_cloudwatch_event_rule.rule")).toContain(
      'event_pattern = jsonencode({\n    source = ["shop.orders"]\n  })\n',
    );
    expect(hclAt(graph, "output.ids")).toContain("value       = values(aws_subnet.private)[*].id\n");
  });

  it("gives the same graph every time", () => {
    expect(graphOf(everything())).toEqual(graphOf(everything()));
  });

  it("leaves no input of the whole stack without a value or a default", () => {
    const architecture = everything();
    const graph = graphOf(architecture);
    const missing = graph.variables.flatMap(({ name, values }) => {
      const block = graph.blocks.find(({ kind, labels }) => kind === "variable" && labels[0] === name);
      const hasDefault = block?.body.attributes.some(([attribute]) => attribute === "default") ?? false;
      return hasDefault
        ? []
        : architecture.environments.filter(({ id }) => !(id in values)).map(({ id }) => `${name} in ${id}`);
    });
    expect(missing).toEqual([]);
  });
});
