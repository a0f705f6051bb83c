// release.sh, and what it is made of, run for real: a release of one part and of several, of what got lost, of an older commit, and of a plan that holds more than new versions. The stand-ins for AWS and Terraform read what the test says is there.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AWS, host, reference, settle, TERRAFORM } from "./release-world.ts";
import { run } from "./tools.ts";
import { type Workshop, workshop } from "./workshop.ts";

type Change = Readonly<Record<string, unknown>>;
const change = (type: string, address: string, actions: string[], over: Change = {}) => ({
  address,
  mode: "managed",
  type,
  change: { actions, before: {}, after: {}, after_unknown: {}, ...over },
});

/** A definition as a state holds it: with everything that AWS answers. */
const inState = (image: string) => ({
  family: "shop-prod-orders",
  cpu: "512",
  task_role_arn: "arn:task",
  arn: "arn:1",
  revision: 1,
  enable_fault_injection: false,
  container_definitions: JSON.stringify([
    {
      name: "orders",
      image,
      cpu: 0,
      essential: true,
      environment: [
        { name: "PORT", value: "8080" },
        { name: "A", value: "1" },
      ],
      mountPoints: [],
      portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: "tcp" }],
      systemControls: [],
      volumesFrom: [],
    },
  ]),
});
/** The same as the code writes it. */
const inCode = (image: string, over: Change = {}, top: Change = {}) => ({
  family: "shop-prod-orders",
  cpu: "512",
  task_role_arn: "arn:task",
  container_definitions: JSON.stringify([
    {
      name: "orders",
      image,
      essential: true,
      environment: [
        { name: "A", value: "1" },
        { name: "PORT", value: "8080" },
      ],
      portMappings: [{ containerPort: 8080, hostPort: 8080 }],
      ...over,
    },
  ]),
  ...top,
});
const definition = (to: unknown) =>
  change("aws_ecs_task_definition", "aws_ecs_task_definition.orders", ["delete", "create"], {
    before: inState("old"),
    after: to,
    after_unknown: { arn: true, revision: true, id: true },
  });
const service = (name: string, over: Change = {}) =>
  change("aws_ecs_service", `aws_ecs_service.${name}`, ["update"], {
    before: { name, task_definition: "arn:1", launch_type: "" },
    after: { name, launch_type: null },
    after_unknown: { task_definition: true },
    ...over,
  });
const target = (over: Change) => [{ arn: "cluster", ecs_parameters: [{ task_count: 1, ...over }] }];
const schedule = (expression: string) =>
  change("aws_scheduler_schedule", "aws_scheduler_schedule.sync", ["update"], {
    before: { schedule_expression: "rate(1 day)", target: target({ task_definition_arn: "arn:1" }) },
    after: { schedule_expression: expression, target: target({}) },
    after_unknown: { target: [{ ecs_parameters: [{ task_definition_arn: true }] }] },
  });

describe("release.sh", () => {
  let shop: Workshop;
  let head = "";
  let parent = "";
  const git = async (...words: string[]) => (await run("git", words, { cwd: shop.tree })).output.trim();
  const json = (path: string, value: unknown) => shop.file(`world/${path}`, JSON.stringify(value));
  const parameter = (name: string) => readFileSync(join(shop.tree, "world/p", name), "utf8").trim();
  /** What ECS runs in the end. */
  const runs = (name: string, revision: string, rolloutState = "COMPLETED") =>
    json(`services/${name}`, {
      taskDefinition: `arn/${name}:${revision}`,
      deployments: [{ status: "PRIMARY", rolloutState }],
    });
  const plan = (...changes: unknown[]) => json("plan.json", { resource_changes: changes });
  const built = (...parts: string[]) => {
    for (const part of parts) shop.file(`parts/${part}/${part.startsWith("site") ? "index.html" : "image.tar"}`, "it");
  };
  const start = (parts: readonly string[], env: Record<string, string> = {}) =>
    shop.start(["ci/release.sh", "prod", "parts", ...parts], { STATE_BUCKET: "bucket", ...env });
  const pushed = () => shop.calls().filter((call) => call.startsWith("skopeo copy"));

  beforeAll(async () => {
    shop = await workshop("gitlab-ci", "examples/parcels/step7.json");
    shop.program("aws", AWS);
    shop.program("terraform", TERRAFORM);
    shop.program("skopeo", 'if [ "$1" = copy ]; then echo sha256:new > digest.txt; fi');
    parent = await git("rev-parse", "--short=12", "HEAD");
    const who = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
    await git(...who, "commit", "-q", "--allow-empty", "-m", "B");
    head = await git("rev-parse", "--short=12", "HEAD");
  });
  beforeEach(() => {
    for (const folder of ["world", "parts"]) rmSync(join(shop.tree, folder), { recursive: true, force: true });
    settle(shop.file, parent);
    plan(definition(inCode("new")), service("orders"));
  });

  it("releases one part, and leaves its reference where its version serves", async () => {
    built("image-orders");
    const done = await start(["image-orders"]);
    expect(done).toMatchObject({ exitCode: 0 });
    expect([parameter("orders"), parameter("catalog")]).toEqual([
      reference("orders", "new"),
      reference("catalog", "old"),
    ]);
    expect(pushed()).toEqual([expect.stringContaining(`${host}/orders:${head}-`)]);
  });

  it("releases several, and leaves alone what did not change", async () => {
    built("image-orders", "image-catalog");
    shop.file("parts/image-mailer/unchanged", "did not change");
    plan(service("orders"), service("catalog"));
    expect(await start(["image-orders", "image-mailer", "image-catalog"])).toMatchObject({ exitCode: 0 });
    expect(pushed()).toHaveLength(2);
    expect(await start(["image-mailer"])).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining("Nothing to release"),
    });
  });

  it("fails, and releases nothing, when a part that was built is not there", async () => {
    built("image-orders");
    // As the download of one artifact alone leaves it.
    shop.file("parts/image.tar", "it");
    const lost = await start(["image-orders", "image-catalog"]);
    expect(lost).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining("image-catalog was built and is not here"),
    });
    expect(await start([])).toMatchObject({ exitCode: 1 });
    expect(shop.calls().some((call) => /skopeo|terraform|aws/.test(call))).toBe(false);
  });

  it("refuses an older commit than what is out, of all parts when of one, and one that is not of this history", async () => {
    built("image-orders", "image-catalog");
    await git("checkout", "-q", "--detach", parent);
    // As a checkout of the older commit finds it: the newer one is not even there.
    for (const newer of [head, "0123456789ab"]) {
      shop.file(`world/p/catalog`, reference("catalog", "newer"));
      json("tags/imageDigest=sha256:newer", [`${newer}-7-1`]);
      const late = await start(["image-orders", "image-catalog"]);
      expect(late).toMatchObject({
        exitCode: 1,
        output: expect.stringContaining(`catalog is out from commit ${newer}`),
      });
      expect(pushed()).toEqual([]);
      expect(parameter("orders")).toBe(reference("orders", "old"));
    }
    // The part that has no newer version may still come out.
    expect(await start(["image-orders"])).toMatchObject({ exitCode: 0 });
    await git("checkout", "-q", "main");
    expect(await start(["image-orders", "image-catalog"])).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining("another branch"),
    });
    json("tags/imageDigest=sha256:newer", [`${head}-7-1`]);
    plan(service("orders"), service("catalog"));
    expect(await start(["image-orders", "image-catalog"])).toMatchObject({ exitCode: 0 });
  });

  it("goes over a placeholder and over an image that nobody knows any more, and stops when AWS does not answer", async () => {
    built("image-orders");
    shop.file("world/p/orders", `${host}/orders:bootstrap`);
    expect(await start(["image-orders"])).toMatchObject({ exitCode: 0 });
    shop.file("world/p/orders", reference("orders", "unknown"));
    expect(await start(["image-orders"])).toMatchObject({ exitCode: 0 });
    shop.file("world/p/orders", reference("orders", "unknown"));
    const denied = await start(["image-orders"], { REFUSAL: "AccessDeniedException" });
    expect(denied).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining("nobody could say what orders is at"),
    });
    expect(pushed()).toEqual([]);
  });

  it("publishes a site with its commit, and refuses an older one", async () => {
    built("site-shop");
    expect(await start(["site-shop"])).toMatchObject({ exitCode: 0 });
    const full = await git("rev-parse", "HEAD");
    expect(shop.calls().join("\n")).toContain(
      `put-object-tagging --bucket bucket --key index.html --tagging TagSet=[{Key=commit,Value=${full}}]`,
    );
    json("site", [full]);
    await git("checkout", "-q", "--detach", parent);
    const late = await start(["site-shop"]);
    await git("checkout", "-q", "main");
    expect(late).toMatchObject({ exitCode: 1, output: expect.stringContaining(`shop is out from commit ${full}`) });
    expect(shop.calls().some((call) => call.startsWith("aws s3 cp"))).toBe(false);
  });

  it("puts the old reference back where ECS rolled a service back, where it never became stable, and only there", async () => {
    built("image-orders", "image-catalog");
    plan(service("orders"), service("catalog"));
    runs("orders", "1");
    const back = await start(["image-orders", "image-catalog"]);
    expect(back).toMatchObject({ exitCode: 1, output: expect.stringContaining("orders was rolled back") });
    expect([parameter("orders"), parameter("catalog")]).toEqual([
      reference("orders", "old"),
      reference("catalog", "new"),
    ]);
    runs("orders", "2", "IN_PROGRESS");
    expect(await start(["image-orders"])).toMatchObject({ exitCode: 1 });
    expect(parameter("orders")).toBe(reference("orders", "old"));
  });

  it("looks at every service that runs the image, not only at the one of its name", async () => {
    built("image-orders");
    plan(service("orders"), service("catalog"));
    shop.file("world/images/catalog:2", reference("orders", "new"));
    runs("catalog", "1");
    expect(await start(["image-orders"])).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining("catalog was rolled back"),
    });
    expect(parameter("orders")).toBe(reference("orders", "old"));
  });

  it("puts it back where the apply fails", async () => {
    built("image-orders");
    shop.file("world/apply", "1");
    const failed = await start(["image-orders"]);
    expect(failed).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining(`is ${reference("orders", "old")} again`),
    });
  });

  const more: readonly [string, unknown[], string][] = [
    [
      "a service that is deleted",
      [change("aws_ecs_service", "aws_ecs_service.mailer", ["delete"])],
      "delete: aws_ecs_service.mailer",
    ],
    ["another role", [definition(inCode("new", {}, { task_role_arn: "arn:other" }))], "aws_ecs_task_definition.orders"],
    ["another size", [definition(inCode("new", {}, { cpu: "1024" }))], "aws_ecs_task_definition.orders"],
    [
      "another variable",
      [definition(inCode("new", { environment: [{ name: "A", value: "2" }] }))],
      "aws_ecs_task_definition.orders",
    ],
    [
      "a secret",
      [definition(inCode("new", { secrets: [{ name: "S", valueFrom: "arn" }] }))],
      "aws_ecs_task_definition.orders",
    ],
    ["another command", [definition(inCode("new", { command: ["sh"] }))], "aws_ecs_task_definition.orders"],
    [
      "containers that are not known yet",
      [definition({ ...inCode("new"), container_definitions: null })],
      "aws_ecs_task_definition.orders",
    ],
    [
      "a definition of its own",
      [change("aws_ecs_task_definition", "aws_ecs_task_definition.more", ["create"])],
      "create:",
    ],
    [
      "a service with another network",
      [service("orders", { after: { name: "orders", launch_type: "EC2" } })],
      "aws_ecs_service.orders",
    ],
    [
      "a service that does not run what was applied",
      [service("orders", { after: { name: "orders", task_definition: "arn:2" }, after_unknown: {} })],
      "does not run the definition that was applied last",
    ],
    ["another hour", [schedule("rate(1 hour)")], "aws_scheduler_schedule.sync"],
    [
      "a policy of which nothing is known yet",
      [
        change("aws_iam_role_policy", "aws_iam_role_policy.p", ["update"], {
          before: { policy: "x" },
          after_unknown: { policy: true },
        }),
      ],
      "aws_iam_role_policy.p",
    ],
    [
      "a moved resource",
      [{ ...change("aws_sqs_queue", "aws_sqs_queue.b", ["no-op"]), previous_address: "aws_sqs_queue.a" }],
      "aws_sqs_queue.b",
    ],
  ];
  it.each(more)("refuses a plan with %s", async (_, changes, name) => {
    built("image-orders");
    plan(...changes);
    const refused = await start(["image-orders"]);
    expect(refused).toMatchObject({ exitCode: 1, output: expect.stringContaining(name) });
    expect(refused.output).toContain("has changes of its own");
    expect(pushed()).toEqual([]);
    expect(shop.calls().some((call) => call.includes(" apply "))).toBe(false);
  });

  it("goes where the image is all that is new, of services and of schedules", async () => {
    built("image-orders");
    plan(
      definition(inCode("new")),
      service("orders"),
      schedule("rate(1 day)"),
      change("aws_sqs_queue", "aws_sqs_queue.a", ["no-op"]),
    );
    expect(await start(["image-orders"])).toMatchObject({ exitCode: 0 });
    expect(existsSync(join(shop.tree, "world/plan.json"))).toBe(true);
  });
});
