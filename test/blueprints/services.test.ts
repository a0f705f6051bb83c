// In: architectures. Out: proof that roles and rules are the edges and nothing more, and that tasks are hardened.
import { describe, expect, it } from "vitest";
import { buildOrder } from "../../blueprints/stacks/services/order.ts";
import type { Architecture, Service } from "../../src/architecture/model.ts";
import { environmentOf } from "../../src/architecture/parts/edges.ts";
import { addressOf } from "../../src/render/graph.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf, hclAt } from "../helpers/stack.ts";

const graph = graphOf(everything());

function change(id: string, over: Partial<Service>): Architecture {
  const base = everything();
  return {
    ...base,
    services: base.services.map((service) => (service.id === id ? { ...service, ...over } : service)),
  };
}

const statementsOf = (address: string) =>
  (blockAt(graph, address)["statement"] as readonly { sid: string; actions: string[]; resources: string[] }[]).map(
    ({ sid, actions, resources }) => [sid, actions, resources],
  );

describe("roles", () => {
  it("lets the code do what its edges say", () => {
    expect(statementsOf("data.aws_iam_policy_document.orders_task")).toEqual([
      ["SendToQueues", ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"], ["${aws_sqs_queue.jobs.arn}"]],
      ["PublishToTopics", ["sns:Publish"], ["${aws_sns_topic.events.arn}"]],
      ["PutEvents", ["events:PutEvents"], ["${aws_cloudwatch_event_bus.domain.arn}"]],
      [
        "ReadWriteObjects",
        ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
        ["${aws_s3_bucket.uploads.arn}/*"],
      ],
      ["ReadWriteListBuckets", ["s3:ListBucket"], ["${aws_s3_bucket.uploads.arn}"]],
      [
        "MountShared",
        ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
        ["${aws_efs_file_system.shared.arn}"],
      ],
      [
        "SendMail",
        ["ses:SendEmail", "ses:SendRawEmail"],
        [
          "arn:${data.aws_partition.current.partition}:ses:${var.region}:${data.aws_caller_identity.current.account_id}:identity/${var.domain_name}",
          "arn:${data.aws_partition.current.partition}:ses:${var.region}:${data.aws_caller_identity.current.account_id}:configuration-set/${local.prefix}",
        ],
      ],
      ["MessagingKey", ["kms:Decrypt", "kms:GenerateDataKey"], ["${aws_kms_key.messaging.arn}"]],
      ["DataKey", ["kms:Decrypt", "kms:GenerateDataKey"], ["${aws_kms_key.data.arn}"]],
    ]);
  });

  it("lets a consumer read and delete, and only decrypt", () => {
    expect(statementsOf("data.aws_iam_policy_document.mailer_task")).toEqual([
      [
        "ConsumeQueues",
        [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ReceiveMessage",
        ],
        ["${aws_sqs_queue.jobs.arn}"],
      ],
      ["MessagingKey", ["kms:Decrypt"], ["${aws_kms_key.messaging.arn}"]],
    ]);
  });

  it("gives a service without AWS edges a role without a policy", () => {
    const addresses = graph.blocks.map(addressOf);
    expect(addresses).toContain("aws_iam_role.storefront_task");
    expect(addresses).not.toContain("aws_iam_role_policy.storefront_task");
  });

  it("has one wildcard resource per service, for the one action that knows no resource", () => {
    const wild = graph.blocks
      .filter(
        ({ kind, labels, file }) =>
          kind === "data" && labels[0] === "aws_iam_policy_document" && file.startsWith("service"),
      )
      .flatMap((block) => statementsOfBlock(block.labels[1] ?? ""))
      .filter(({ effect, resources }) => effect !== "Deny" && resources?.includes("*"));
    expect(wild.map(({ actions }) => actions)).toEqual(everything().services.map(() => ["ecr:GetAuthorizationToken"]));
  });

  function statementsOfBlock(name: string) {
    return blockAt(graph, `data.aws_iam_policy_document.${name}`)["statement"] as readonly {
      effect?: string;
      actions: string[];
      resources?: string[];
    }[];
  }
});

describe("tasks", () => {
  const task = hclAt(graph, "aws_ecs_task_definition.orders");

  it("runs without root, without capabilities and on a read-only disk", () => {
    expect(task).toContain('user                   = "10001:10001"');
    expect(task).toContain("readonlyRootFilesystem = true");
    expect(task).toContain('drop = ["ALL"]');
    expect(task).toContain('cpu_architecture        = "ARM64"');
    expect(task).not.toContain("privileged");
  });

  it("takes secrets by reference, JSON keys of database secrets included", () => {
    expect(task).toMatch(/name += "DATABASE_PASSWORD"\n +valueFrom = "\$\{aws_db_instance\.main\.[^}]+\}:password::"/);
    expect(task).toMatch(/name += "STRIPE_API_KEY"\n +valueFrom = aws_secretsmanager_secret\.stripe\.arn\n/);
  });

  it("shares the image and its parameter between services of one image", () => {
    expect(hclAt(graph, "aws_ecs_task_definition.orders_nightly")).toContain(
      "aws_ssm_parameter.orders_image.insecure_value",
    );
    expect(graph.blocks.filter(({ labels }) => labels[0] === "aws_ecr_repository").map(addressOf)).toEqual([
      "aws_ecr_repository.storefront",
      "aws_ecr_repository.orders",
      "aws_ecr_repository.mailer",
    ]);
  });

  it("leaves the image to the pipeline", () => {
    expect(blockAt(graph, "aws_ssm_parameter.orders_image")["lifecycle"]).toEqual([
      { ignore_changes: ["insecure_value"] },
    ]);
    expect(blockAt(graph, "aws_ecr_repository.orders")).toMatchObject({
      image_tag_mutability: "IMMUTABLE",
      encryption_configuration: [{ encryption_type: "KMS" }],
    });
  });

  it("runs the migration with the service's image, roles and network, and without its port", () => {
    const migration = hclAt(graph, "aws_ecs_task_definition.orders_migrate");
    expect(migration).toContain('command                = ["python", "-m", "app.migrate"]');
    expect(migration).not.toContain("portMappings");
    expect(migration).not.toContain("healthCheck");
    expect(blockAt(graph, "output.migration_tasks")["value"]).toMatchObject({
      orders: { security_group_ids: ["${aws_security_group.orders.id}"] },
    });
  });

  it("keeps free text of commands and paths as text", () => {
    const hostile = graphOf(
      change("orders", { command: ["echo", "${aws_vpc.this.id}", '"; rm'], writablePaths: ["/tmp", "/tmp/${x}"] }),
    );
    const text = hclAt(hostile, "aws_ecs_task_definition.orders");
    expect(text).toContain('["echo", "$${aws_vpc.this.id}", "\\"; rm"]');
    expect(text).toContain('containerPath = "/tmp/$${x}"');
  });
});

describe("security groups", () => {
  it("has both ends of each edge, group to group", () => {
    expect(blockAt(graph, "aws_vpc_security_group_ingress_rule.orders_from_storefront")).toEqual({
      description: "storefront to orders",
      security_group_id: "${aws_security_group.orders.id}",
      referenced_security_group_id: "${aws_security_group.storefront.id}",
      ip_protocol: "tcp",
      from_port: 8080,
      to_port: 8080,
    });
    expect(blockAt(graph, "aws_vpc_security_group_egress_rule.storefront_to_orders")["from_port"]).toBe(8080);
    expect(blockAt(graph, "aws_vpc_security_group_egress_rule.load_balancer_to_orders")["from_port"]).toBe(8080);
  });

  it("opens nothing to address ranges but HTTPS out", () => {
    const open = graph.blocks
      .filter(({ labels, file }) => labels[0]?.startsWith("aws_vpc_security_group_") && file.startsWith("service"))
      .filter(({ body }) => body.attributes.some(([name]) => name.startsWith("cidr")))
      .map((block) => [addressOf(block), blockAt(graph, addressOf(block))["from_port"]]);
    expect(open).toEqual(
      ["storefront", "orders", "mailer", "orders_nightly"].map((id) => [
        `aws_vpc_security_group_egress_rule.${id}_to_https`,
        443,
      ]),
    );
  });

  it("opens the internet to services that call somebody there, and to all where there are no endpoints", () => {
    const input = (architecture: Architecture) =>
      graphOf(architecture).variables.find(({ name }) => name === "internet_egress")?.values;
    const shop = { ...everything(), auth: { kind: "own", because: [] } };
    const [, prod] = shop.environments;
    if (prod === undefined) throw new Error("the shop has two environments");
    const dev = { ...prod, id: "dev", profile: "dev" as const };
    const ids = shop.services.map(({ id }) => id);
    expect(input({ ...shop, environments: [dev, prod] })).toEqual({ dev: ids, prod: ["orders"] });
    const login = { kind: "auth0", because: [] };
    expect(input({ ...shop, auth: login })?.["prod"]).toEqual(["storefront", "orders"]);
    expect(blockAt(graph, "aws_vpc_security_group_egress_rule.mailer_to_https")["count"]).toBe(
      '${contains(var.internet_egress, "mailer") ? 1 : 0}',
    );
    expect(blockAt(graph, "aws_vpc_security_group_egress_rule.mailer_to_endpoints")).toMatchObject({
      referenced_security_group_id: "${aws_security_group.endpoints.id}",
    });
    expect(blockAt(graph, "aws_vpc_security_group_egress_rule.mailer_through_s3")).toMatchObject({
      prefix_list_id: "${aws_vpc_endpoint.s3.prefix_list_id}",
      from_port: 443,
    });
    // Nobody is shut in without a way to what he needs.
    expect(hclAt(graph, "var.internet_egress")).toContain(
      'length(setsubtract(["storefront", "orders", "mailer", "orders-nightly"], var.internet_egress)) == 0 || length(setsubtract(["ecr.api", "ecr.dkr", "events", "logs", "secretsmanager", "sns", "sqs"], var.interface_endpoints)) == 0',
    );
  });

  it("keeps the Terraform names of the stack's own groups out of reach of service names", () => {
    const base = everything();
    const named = {
      ...base,
      services: base.services.map((service) =>
        service.id === "mailer" ? { ...service, id: "endpoints", image: "endpoints" } : service,
      ),
    };
    expect(graphOf(named).blocks.map(addressOf)).toContain("aws_security_group.service_endpoints");
  });
});

describe("services", () => {
  it("rolls back by itself, stays private, and leaves the count to autoscaling", () => {
    expect(blockAt(graph, "aws_ecs_service.orders")).toMatchObject({
      deployment_circuit_breaker: [{ enable: true, rollback: true }],
      availability_zone_rebalancing: "ENABLED",
      capacity_provider_strategy: [
        { capacity_provider: "FARGATE", weight: "${100 - var.spot_percent}" },
        { capacity_provider: "FARGATE_SPOT", weight: "${var.spot_percent}" },
      ],
      force_new_deployment: true,
      network_configuration: [{ assign_public_ip: false, subnets: "${values(aws_subnet.private)[*].id}" }],
      lifecycle: [{ ignore_changes: ["desired_count"] }],
      depends_on: expect.arrayContaining([
        "aws_ecs_cluster_capacity_providers.this",
        "aws_iam_role_policy.orders_execution",
        "aws_lb_listener_rule.orders",
      ]),
    });
  });

  it("never runs a singleton twice, and does not scale it", () => {
    const single = graphOf(change("mailer", { scaling: { ...scalingOf("mailer"), singleton: true } }));
    expect(blockAt(single, "aws_ecs_service.mailer")).toMatchObject({
      desired_count: 1,
      deployment_minimum_healthy_percent: 0,
      deployment_maximum_percent: 100,
      availability_zone_rebalancing: "DISABLED",
    });
    expect(single.blocks.map(addressOf)).not.toContain("aws_appautoscaling_target.mailer");
  });

  it("scales a worker on the backlog per task alone", () => {
    const policies = graph.blocks
      .filter(({ labels }) => labels[0] === "aws_appautoscaling_policy" && labels[1]?.startsWith("mailer"))
      .map(addressOf);
    expect(policies).toEqual(["aws_appautoscaling_policy.mailer_backlog"]);
    const text = hclAt(graph, "aws_appautoscaling_policy.mailer_backlog");
    expect(text).toContain('expression  = "visible / IF(running > 1, running, 1)"');
    expect(text).toContain("value = aws_sqs_queue.jobs.name");
    expect(text.match(/return_data = true/g)).toHaveLength(1);
  });

  it("scales on requests where the text names load", () => {
    expect(blockAt(graph, "aws_appautoscaling_policy.orders_requests")).toMatchObject({
      target_tracking_scaling_policy_configuration: [
        {
          target_value: 1000,
          predefined_metric_specification: [
            { resource_label: "${aws_lb.public.arn_suffix}/${aws_lb_target_group.orders.arn_suffix}" },
          ],
        },
      ],
    });
  });

  it("keeps sockets on one task and lets them be quiet", () => {
    expect(blockAt(graph, "aws_lb_target_group.storefront")).toMatchObject({
      stickiness: [{ type: "lb_cookie", enabled: true }],
    });
    expect(blockAt(graph, "aws_lb_target_group.orders")).not.toHaveProperty("stickiness");
    const base = everything();
    const loose = graphOf({ ...base, edge: { ...base.edge, stickySockets: false } });
    expect(blockAt(loose, "aws_lb_target_group.storefront")).not.toHaveProperty("stickiness");
  });

  it("lets through its own host name alone, and never asks for more than five values in a rule", () => {
    const paths = ["/a", "/b", "/c", "/d", "/e", "/f"];
    const many = graphOf(change("orders", { routes: [{ priority: 100, paths }] }));
    const hosts = { host_header: [{ values: ["${var.domain_name}"] }] };
    expect(blockAt(many, "aws_lb_listener_rule.orders")["condition"]).toEqual([
      hosts,
      { path_pattern: [{ values: ["/a", "/b", "/c", "/d"] }] },
    ]);
    expect(blockAt(many, "aws_lb_listener_rule.orders_rule_101")).toMatchObject({
      priority: 101,
      condition: [hosts, { path_pattern: [{ values: ["/e", "/f"] }] }],
    });
  });

  it("knows both names where a front door and a site lead to the load balancer", () => {
    const shop = everything();
    const behind = graphOf({ ...shop, edge: { ...shop.edge, cdn: true } });
    expect(blockAt(behind, "aws_lb_listener_rule.orders")["condition"]).toContainEqual({
      host_header: [{ values: ["${var.domain_name}", "origin.${var.domain_name}"] }],
    });
    const lone = graphOf({ ...shop, edge: { ...shop.edge, cdn: true }, sites: [] });
    expect(blockAt(lone, "aws_lb_listener_rule.orders")["condition"]).toContainEqual({
      host_header: [{ values: ["${var.domain_name}"] }],
    });
  });

  it("tells a service the host names under which it is asked", () => {
    const environment = [{ name: "ALLOWED_HOSTS", source: { from: "hosts" as const } }];
    const task = (over: Partial<Service>) =>
      hclAt(graphOf(change("orders", { environment, ...over })), "aws_ecs_task_definition.orders");
    expect(task({})).toContain('value = "${var.domain_name},orders"');
    expect(task({ public: false, routes: [] })).toContain('value = "orders"');
  });

  it("tells who sends mail the domain of its environment", () => {
    const environment = [{ name: "MAIL_DOMAIN", source: { from: "mail-domain" as const } }];
    const task = hclAt(graphOf(change("mailer", { environment })), "aws_ecs_task_definition.mailer");
    expect(task).toMatch(/name += "MAIL_DOMAIN"\s+value = var\.domain_name/);
    expect(environmentOf(undefined, [{ to: "email", id: "ses" }], null)).toContainEqual(environment[0]);
  });

  it("puts a proxy beside the tasks of services that call or are called, and of no other", () => {
    const connect = (id: string) => blockAt(graph, `aws_ecs_service.${id}`)["service_connect_configuration"];
    expect(connect("orders")).toMatchObject([{ enabled: true, service: [{ discovery_name: "orders" }] }]);
    // As long as the load balancer waits; the proxy by itself gives up after 15 seconds.
    expect(connect("orders")).toMatchObject([
      { service: [{ timeout: [{ idle_timeout_seconds: 300, per_request_timeout_seconds: 60 }] }] },
    ]);
    expect(connect("storefront")).toMatchObject([{ enabled: true }]);
    expect(connect("storefront")).not.toMatchObject([{ service: [{}] }]);
    expect(connect("mailer")).toBeUndefined();
  });

  it("does not scale on memory, which most runtimes never give back", () => {
    const policies = graph.blocks.map(addressOf).filter((address) => address.startsWith("aws_appautoscaling_policy."));
    expect(policies).toContain("aws_appautoscaling_policy.orders_cpu");
    expect(policies).not.toContain("aws_appautoscaling_policy.orders_memory");
  });

  it("starts scheduled tasks through a role for this task, with a dead-letter queue", () => {
    expect(blockAt(graph, "aws_scheduler_schedule.orders_nightly")).toMatchObject({
      schedule_expression: "cron(0 2 * * ? *)",
      schedule_expression_timezone: "Europe/London",
      flexible_time_window: [{ mode: "OFF" }],
      target: [
        {
          dead_letter_config: [{ arn: "${aws_sqs_queue.schedules_dead_letter.arn}" }],
          ecs_parameters: [{ network_configuration: [{ assign_public_ip: false }] }],
        },
      ],
    });
    // No payload, so no key of ours; the one that its role may use is the queue's.
    expect(blockAt(graph, "aws_scheduler_schedule.orders_nightly")).not.toHaveProperty("kms_key_arn");
    expect(blockAt(graph, "data.aws_iam_policy_document.orders_nightly_schedule")["statement"]).toContainEqual(
      expect.objectContaining({
        sid: "MessagingKey",
        condition: [{ test: "StringEquals", variable: "kms:ViaService", values: ["sqs.${var.region}.amazonaws.com"] }],
      }),
    );
    expect(graph.blocks.map(addressOf)).not.toContain("aws_ecs_service.orders_nightly");
  });
});

describe("the password of a database", () => {
  it("brings a redeployment of every service that holds it, during and after its rotation, by a role for nothing else", () => {
    const schedule = blockAt(graph, "aws_scheduler_schedule.restart_orders");
    expect(schedule).toMatchObject({
      group_name: "${aws_scheduler_schedule_group.restarts.name}",
      schedule_expression: "cron(10,40 4-5 1 1,3,5,7,9,11 ? *)",
      schedule_expression_timezone: "UTC",
      target: [{ arn: "arn:${data.aws_partition.current.partition}:scheduler:::aws-sdk:ecs:updateService" }],
    });
    expect(hclAt(graph, "aws_scheduler_schedule.restart_orders")).toContain("ForceNewDeployment = true");
    expect(statementsOf("data.aws_iam_policy_document.password_restarts")).toEqual([
      [
        "Redeploy",
        ["ecs:UpdateService"],
        [expect.stringMatching(/:service\/\$\{aws_ecs_cluster\.this\.name\}\/orders$/)],
      ],
    ]);
    // Its next run reads the new one anyway.
    expect(graph.blocks.map(addressOf)).not.toContain("aws_scheduler_schedule.restart_orders_nightly");
    const without = graphOf(change("orders", { secrets: [] }));
    expect(without.blocks.map(addressOf)).not.toContain("aws_scheduler_schedule_group.restarts");
  });
});

describe("the log of a service", () => {
  it("outlives the service where deletion is guarded", () => {
    expect(blockAt(graph, "aws_cloudwatch_log_group.orders")["skip_destroy"]).toBe("${var.deletion_protection}");
  });
});

describe("order of services", () => {
  const caller = (id: string, ...to: string[]): Service => ({
    ...firstService(),
    id,
    edges: to.map((target) => ({ to: "service", id: target })),
  });

  it("waits for what a service calls, and never in a circle", () => {
    const order = buildOrder([caller("a", "b", "b"), caller("b", "c"), caller("c", "a"), caller("d", "d", "a")]);
    expect(Object.fromEntries(order)).toEqual({ a: ["b"], b: ["c"], c: [], d: ["a"] });
  });
});

function firstService(): Service {
  const [service] = everything().services;
  if (service === undefined) throw new Error("the sample architecture has no service");
  return service;
}

function scalingOf(id: string): Service["scaling"] {
  const service = everything().services.find((candidate) => candidate.id === id);
  if (service === undefined) throw new Error(`no service ${id}`);
  return service.scaling;
}
