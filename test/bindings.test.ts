// A construct of the bundle tells Terraform what the one of the bindings tells it, refers to the same, and refuses what the build left out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import {
  DefaultTokenResolver,
  Fn,
  StringConcat,
  TerraformElement,
  TerraformIterator,
  TerraformResource,
  TerraformStack,
  Testing,
  Tokenization,
} from "cdktf";
import type { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { namesIn } from "../scripts/bindings.mjs";
import { leanBinding } from "../scripts/lean-binding.mjs";
import { resolveMarkers } from "../src/render/markers.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const names = namesIn(root);
const RESOLVER = new DefaultTokenResolver(new StringConcat());
/** As if our code used everything. */
const EVERYTHING = { given: { has: () => true }, read: { has: (name: string) => !name.endsWith("Input") } };

type Binding = new (scope: Construct, id: string, config: object) => TerraformElement & Record<string, unknown>;

function textOf(binding: string): string {
  return readFileSync(`${root}/node_modules/@cdktf/provider-aws/lib/${binding}/index.js`, "utf8");
}

function classOf(text: string, name: string): Binding {
  const exports: Record<string, Binding> = {};
  new Function("exports", "require", text)(exports, require);
  const found = exports[name];
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

/** What is asked of the construct of the bindings and of ours. */
function bothOf(
  binding: string,
  name: string,
  config: object,
  ask: (construct: InstanceType<Binding>) => unknown,
): [unknown, unknown] {
  const whole = textOf(binding);
  const answerOf = (text: string) => {
    const stack = new TerraformStack(Testing.app(), "stack");
    return ask(new (classOf(text, name))(stack, "it", config));
  };
  return [answerOf(whole), answerOf(leanBinding(whole, EVERYTHING))];
}

const SERVICE_CONNECT = { enabled: true, logConfiguration: { logDriver: "awslogs", options: { a: "b" } } };

describe("a construct of the bundle", () => {
  it.each([
    ["a block", { deploymentCircuitBreaker: { enable: true, rollback: true } }],
    ["fields that are not set", { deploymentCircuitBreaker: { enable: undefined } }],
    ["an empty block", { deploymentCircuitBreaker: {} }],
    ["a block in a block", { serviceConnectConfiguration: SERVICE_CONNECT }],
    [
      "an unset block in a block",
      { serviceConnectConfiguration: { enabled: true, logConfiguration: { logDriver: undefined } } },
    ],
    ["a list of blocks", { orderedPlacementStrategy: [{ type: "spread", field: "a" }, { type: "binpack" }] }],
    ["a list in a block", { serviceConnectConfiguration: { enabled: true, service: [{ portName: "http" }] } }],
    [
      "an unset block in a list",
      { serviceConnectConfiguration: { enabled: true, service: [{ portName: "http", tls: { kmsKey: undefined } }] } },
    ],
    ["maps and lists of texts", { tags: { Name: "it" }, networkConfiguration: { subnets: ["a", "b"] } }],
    ["what every resource takes", { lifecycle: { createBeforeDestroy: true }, count: 2, dependsOn: [] }],
    ["nothing", {}],
  ])("tells Terraform the same for %s, in the same order", (_, config) => {
    const [theirs, ours] = bothOf("ecs-service", "EcsService", { forceDelete: true, name: "it", ...config }, (it) =>
      JSON.stringify(it.toTerraform()),
    );
    expect(ours).toBe(theirs);
  });

  it("leaves out the nulls with which the bindings write fields of attributes", () => {
    const config = { ingress: [{ fromPort: 1, selfAttribute: true }] };
    const [theirs, ours] = bothOf("security-group", "SecurityGroup", config, (it) => JSON.stringify(it.toTerraform()));
    expect(ours).toBe(
      String(theirs)
        .replace(/"\w+":null,/g, "")
        .replace(/,"\w+":null/g, ""),
    );
    expect(ours).toContain('"ingress":[{"from_port":1,"self":true}]');
  });

  it.each([
    ["data-aws-iam-policy-document", "DataAwsIamPolicyDocument", { statement: [{ actions: ["a"] }] }],
    ["db-instance", "DbInstance", { instanceClass: "db.t4g.micro", s3Import: { bucketName: "b" } }],
    ["wafv2-web-acl", "Wafv2WebAcl", { rule: [{ name: "a", priority: 1, statement: { geo_match: {} } }] }],
    ["backup-plan", "BackupPlan", { name: "a", rule: [{ ruleName: "a", lifecycle: { deleteAfter: 3 } }] }],
  ])("tells Terraform the same of %s", (binding, name, config) => {
    const [theirs, ours] = bothOf(binding, name, config, (it) => JSON.stringify(it.toTerraform()));
    expect(ours).toBe(theirs);
  });

  it.each([
    ["a text", "db-instance", "DbInstance", "arn"],
    ["a number", "db-instance", "DbInstance", "allocatedStorage"],
    ["a list", "db-instance", "DbInstance", "enabledCloudwatchLogsExports"],
    ["a set", "lb", "Lb", "securityGroups"],
    ["a map", "db-instance", "DbInstance", "tags"],
    ["a field of a block", "db-instance", "DbInstance", "restoreToPointInTime", "sourceDbInstanceIdentifier"],
    ["a field of an item", "db-instance", "DbInstance", "masterUserSecret", 0, "secretArn"],
    ["a field of an item of a set", "acm-certificate", "AcmCertificate", "domainValidationOptions", 1, "domainName"],
    ["a block in a block", "ecs-service", "EcsService", "serviceConnectConfiguration", "logConfiguration", "logDriver"],
  ])("refers to %s as the bindings do", (_, binding, name, ...path) => {
    const [theirs, ours] = bothOf(binding, name, {}, (it) => {
      const reference = path.reduce<unknown>(
        (found, step) =>
          typeof step === "number"
            ? (found as { get(index: number): unknown }).get(step)
            : (found as Record<string, unknown>)[step],
        it,
      );
      expect(reference).toBeDefined();
      return Tokenization.resolve(reference, { scope: it.cdktfStack, resolver: RESOLVER });
    });
    expect(ours).toEqual(theirs);
  });

  it.each([
    ["alone", (arn: string) => arn],
    ["in a text", (arn: string) => `${arn}/*`],
    ["beside another marker", (arn: string) => `${arn}-${Fn.upper("a")}`],
    ["in a function", (arn: string) => Fn.upper(arn)],
    ["in a text in a function", (arn: string) => Fn.upper(`${arn}/*`)],
  ])("gives a reference that reads the same %s", (_, use) => {
    const [theirs, ours] = bothOf("sqs-queue", "SqsQueue", {}, (it) => {
      const resolveMarked = (value: unknown) =>
        Tokenization.resolve(value, { scope: it.cdktfStack, resolver: RESOLVER });
      return resolveMarkers({ it: use(String(it["arn"])) }, resolveMarked);
    });
    expect(ours).toEqual(theirs);
    expect(JSON.stringify(ours)).toContain("aws_sqs_queue.it.arn");
  });

  it("refers to all of them where it is made for each of a list", () => {
    const config = { forEach: TerraformIterator.fromList(["a"]) };
    const [theirs, ours] = bothOf("sqs-queue", "SqsQueue", config, (it) =>
      Tokenization.resolve(it["arn"], { scope: it.cdktfStack, resolver: RESOLVER }),
    );
    expect(ours).toBe("${aws_sqs_queue.it.*.arn}");
    expect(ours).toBe(theirs);
  });

  it("refuses blocks that an iterator makes, for which it has no words", () => {
    const origin = TerraformIterator.fromList(["a"]).dynamic({ name: "a" });
    const lean = classOf(leanBinding(textOf("wafv2-web-acl"), EVERYTHING), "Wafv2WebAcl");
    expect(() => new lean(new TerraformStack(Testing.app(), "stack"), "it", { rule: origin })).toThrow(
      "aws_wafv2_web_acl is given an iterator's blocks for rule",
    );
  });

  it("says of its fields which are blocks", () => {
    const lean = classOf(leanBinding(textOf("ecs-service"), EVERYTHING), "EcsService");
    expect(new lean(new TerraformStack(Testing.app(), "stack"), "it", {}).toHclTerraform()).toMatchObject({
      resource: {
        aws_ecs_service: {
          it: {
            deployment_circuit_breaker: { isBlock: true, value: { enable: { isBlock: false } } },
            tags: { isBlock: false },
          },
        },
      },
    });
  });

  it("is an element of the engine, and a resource", () => {
    const [, ours] = bothOf("sqs-queue", "SqsQueue", {}, (it) => [
      TerraformElement.isTerraformElement(it),
      it instanceof TerraformResource && it.terraformResourceType,
    ]);
    expect(ours).toEqual([true, "aws_sqs_queue"]);
  });

  it("refuses an argument that our code never names, wherever it is given", () => {
    const lean = classOf(leanBinding(textOf("ecs-service"), names), "EcsService");
    const build = (config: object) => new lean(new TerraformStack(Testing.app(), "stack"), "it", config);
    expect(() => build({ schedulingStrategy: "DAEMON" })).toThrow(
      "aws_ecs_service is given schedulingStrategy, which the build left out",
    );
    expect(() => build({ deploymentCircuitBreaker: { other: 1 } })).toThrow("aws_ecs_service is given other");
    expect(() => build({ deploymentCircuitBreaker: { count: 1 } })).toThrow("is given count");
    expect(() => build({ schedulingStrategy: undefined, forceDelete: true })).not.toThrow();
  });
});

describe("the build", () => {
  it("keeps what our code names: arguments that it gives and attributes that it reads", () => {
    const text = leanBinding(textOf("sqs-queue"), names);
    expect(text).toContain("get arn() {");
    expect(text).toContain('redrive_policy: {argument: "redrivePolicy", isBlock: false}');
    expect(text).not.toContain("delaySeconds");
    expect(text.length).toBeLessThan(textOf("sqs-queue").length / 10);
  });

  it.each([
    ["an argument", "name: cdktf.stringToTerraform(this._name)", "name: cdktf.textToTerraform(this._name)"],
    ["whether something is a block", "isBlock: true,", "isBlock: false,"],
    ["a type", "terraformResourceType: 'aws_sqs_queue'", "terraformResourceType: TYPE"],
  ])("stops where the bindings say %s in a way that it does not know", (_, before, after) => {
    const text = textOf("sqs-queue");
    expect(text).toContain(before);
    expect(() => leanBinding(text.replace(before, after), EVERYTHING)).toThrow(/in a new way/);
  });
});
