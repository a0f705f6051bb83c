// In: architectures. Out: proof that every kind of part has its alarms once, and that each alarm says what silence means.
import { describe, expect, it } from "vitest";
import type { Architecture } from "../../src/architecture/model.ts";
import { addressOf } from "../../src/render/graph.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf, hclAt } from "../helpers/stack.ts";

const graph = graphOf(everything());
const alarmsOf = (of: ReturnType<typeof graphOf>) =>
  of.blocks.filter(({ labels }) => labels[0] === "aws_cloudwatch_metric_alarm");

const isEdge = ({ labels }: { readonly labels: readonly string[] }) => /_edge_failures$/.test(labels[1] ?? "");

describe("alarms", () => {
  it("report to the topic when they start and when they are over, and say what silence means", () => {
    expect(alarmsOf(graph).length).toBeGreaterThan(20);
    for (const block of alarmsOf(graph)) {
      expect(blockAt(graph, addressOf(block)), addressOf(block)).toMatchObject({
        alarm_actions: [`\${aws_sns_topic.${isEdge(block) ? "edge_" : ""}alarms.arn}`],
        ok_actions: [`\${aws_sns_topic.${isEdge(block) ? "edge_" : ""}alarms.arn}`],
        treat_missing_data: expect.stringMatching(/^(missing|breaching|notBreaching)$/),
        alarm_description: expect.stringMatching(/^[A-Za-z]/),
      });
    }
  });

  it("cover each kind of part", () => {
    expect(
      alarmsOf(graph)
        .map(({ labels }) => labels[1])
        .sort(),
    ).toEqual([
      "backup_missing",
      "bus_domain_undelivered",
      "cache_main_cpu",
      "cache_main_evictions",
      "database_main_connections",
      "database_main_cpu",
      "database_main_storage",
      "load_balancer_errors",
      ...["mail_bounces", "mail_complaints"],
      // It follows its queue: busy is how it should be.
      ...["mailer_memory", "mailer_tasks"],
      ...["orders_cpu", "orders_down", "orders_errors", "orders_latency", "orders_memory", "orders_tasks"],
      "orders_unhealthy",
      "queue_jobs_age",
      "queue_jobs_dead_letters",
      "restarts_dropped",
      "schedules_dead_letters",
      "schedules_dropped",
      "site_portal_edge_failures",
      ...["storefront_cpu", "storefront_down", "storefront_errors", "storefront_latency"],
      ...["storefront_memory", "storefront_tasks", "storefront_unhealthy"],
      "topic_events_undelivered",
    ]);
  });

  it("say before AWS does that the mails of the account are unwelcome, and are not there without mail", () => {
    expect(blockAt(graph, "aws_cloudwatch_metric_alarm.mail_complaints")).toMatchObject({
      namespace: "AWS/SES",
      metric_name: "Reputation.ComplaintRate",
      threshold: 0.001,
    });
    const shop = everything();
    const services = shop.services.map((one) => ({ ...one, edges: one.edges.filter(({ to }) => to !== "email") }));
    const names = alarmsOf(graphOf({ ...shop, services })).map(({ labels }) => labels[1]);
    expect(names.filter((name) => /^mail_/.test(name ?? ""))).toEqual([]);
  });

  it("start when the load balancer has no target to report about", () => {
    expect(blockAt(graph, "aws_cloudwatch_metric_alarm.orders_down")).toMatchObject({
      metric_name: "HealthyHostCount",
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      treat_missing_data: "breaching",
    });
  });

  it("miss the heartbeat of a Celery clock in the logs of its workers, and wait for none without a clock", () => {
    const shop = everything();
    const [first] = shop.services.filter(({ id }) => id === "mailer");
    if (first === undefined) throw new Error("the shop has a mailer");
    const worker = { ...first, framework: "celery", scaling: { ...first.scaling, queue: undefined } };
    const clock = { ...worker, id: "clock", scaling: { ...worker.scaling, singleton: true } };
    const size = shop.environments[0]?.services["mailer"];
    if (size === undefined) throw new Error("the mailer has a size");
    const others = shop.services.filter(({ id }) => id !== "mailer");
    const environments = shop.environments.map((one) => ({ ...one, services: { ...one.services, clock: size } }));
    const celery = graphOf({ ...shop, environments, services: [...others, worker, { ...clock, image: "mailer" }] });
    expect(blockAt(celery, "aws_cloudwatch_log_metric_filter.mailer_heartbeats")).toMatchObject({
      log_group_name: "${aws_cloudwatch_log_group.mailer.name}",
      pattern: '{ $.message = "heartbeat" }',
    });
    expect(blockAt(celery, "aws_cloudwatch_metric_alarm.celery_heartbeat")).toMatchObject({
      namespace: "${local.prefix}",
      metric_name: "Heartbeats",
      period: 600,
      evaluation_periods: 1,
      treat_missing_data: "breaching",
    });
    expect(celery.blocks.map(addressOf)).not.toContain("aws_cloudwatch_log_metric_filter.clock_heartbeats");
    const alone = graphOf({ ...shop, services: [...others, worker] });
    expect(alone.blocks.map(addressOf)).not.toContain("aws_cloudwatch_metric_alarm.celery_heartbeat");
  });

  it("watch every queue that keeps what failed, at the first message", () => {
    const deadLetterQueues = graph.blocks
      .filter(({ labels: [type, name] }) => type === "aws_sqs_queue" && /dead_letter|undelivered/.test(name ?? ""))
      .map(({ labels }) => `\${aws_sqs_queue.${labels[1]}.name}`);
    const watched = alarmsOf(graph)
      .map((block) => blockAt(graph, addressOf(block)))
      .filter(({ metric_name, threshold }) => metric_name === "ApproximateNumberOfMessagesVisible" && threshold === 0)
      .map(({ dimensions }) => (dimensions as { QueueName: string }).QueueName);
    expect(deadLetterQueues.length).toBe(4);
    expect(watched.sort()).toEqual(deadLetterQueues.sort());
  });

  it("follow sizes: storage by the size of the disk, caches by the number of nodes", () => {
    expect(blockAt(graph, "aws_cloudwatch_metric_alarm.database_main_storage")).toMatchObject({
      comparison_operator: "LessThanThreshold",
      threshold: "${var.database_main.storage_gib * 53687091}",
    });
    expect(blockAt(graph, "aws_cloudwatch_metric_alarm.cache_main_cpu")).toMatchObject({
      for_each: '${toset(formatlist("%03d", range(1, var.cache_main.nodes + 1)))}',
      alarm_name: "${local.prefix}-cache-main-cpu-${each.value}",
      dimensions: {
        CacheClusterId: "${aws_elasticache_replication_group.main.replication_group_id}-${each.value}",
      },
    });
  });

  it("measure the CPU of a small node of a cache at its host, where one thread of two vCPUs is half of it", () => {
    const small = 'can(regex("[.](micro|small|medium|large)$", var.cache_main.node_type))';
    const alarm = blockAt(graph, "aws_cloudwatch_metric_alarm.cache_main_cpu");
    expect(alarm["metric_name"]).toBe(`\${${small} ? "CPUUtilization" : "EngineCPUUtilization"}`);
    expect(alarm["threshold"]).toContain(`${small} && !can(regex("^cache[.](t1[.]micro`);
    expect(alarm["threshold"]).toMatch(/ \? 45 : 90}$/);
    const shop = everything();
    const many = graphOf({ ...shop, caches: shop.caches.map((one) => ({ ...one, engine: "memcached" as const })) });
    expect(blockAt(many, "aws_cloudwatch_metric_alarm.cache_main_cpu")).toMatchObject({
      metric_name: "CPUUtilization",
      threshold: 90,
    });
    // Any of the nodes may be the primary.
    expect(hclAt(graph, "aws_cloudwatch_dashboard.this")).toContain(
      '"CacheClusterId", format("%s-%03d", aws_elasticache_replication_group.main.replication_group_id, node), {',
    );
    expect(hclAt(many, "aws_cloudwatch_dashboard.this")).toContain(
      'aws_elasticache_cluster.main.cluster_id, "CacheNodeId", format("%04d", node), {',
    );
  });

  it("count a share of failed requests only when there are enough of them", () => {
    expect(hclAt(graph, "aws_cloudwatch_metric_alarm.orders_errors")).toContain(
      'expression  = "IF(FILL(requests, 0) >= 20, 100 * FILL(errors, 0) / requests, 0)"',
    );
  });

  it("fit the engine: memory for a broker, capacity for serverless Aurora", () => {
    const base = everything();
    const over: Partial<Architecture> = {
      caches: base.caches.map((cache) => ({ ...cache, use: "broker" as const })),
      databases: base.databases.map((database) => ({
        ...database,
        engine: "aurora-postgres" as const,
        serverless: true,
      })),
    };
    const names = alarmsOf(graphOf({ ...base, ...over })).map(({ labels }) => labels[1]);
    expect(names).toEqual(
      expect.arrayContaining(["cache_main_memory", "database_main_capacity", "database_main_replica_lag"]),
    );
    expect(names).not.toContain("cache_main_evictions");
    expect(names).not.toContain("database_main_storage");
  });
});

describe("events", () => {
  it("tell of deployments that rolled back and scheduled tasks that failed, of this cluster alone", () => {
    const pattern = hclAt(graph, "aws_cloudwatch_event_rule.scheduled_task_failed");
    expect(pattern).toContain("clusterArn = [aws_ecs_cluster.this.arn]");
    expect(pattern).toContain("task-definition/${local.prefix}-orders-nightly:");
    expect(hclAt(graph, "aws_cloudwatch_event_rule.deployment_failed")).toContain(
      "service/${aws_ecs_cluster.this.name}/",
    );
    const findings = hclAt(graph, "aws_cloudwatch_event_rule.image_findings");
    expect(findings).toContain("${local.prefix}/");
    expect(findings).toContain("CRITICAL");
    expect(blockAt(graph, "aws_cloudwatch_event_target.deployment_failed")["arn"]).toBe("${aws_sns_topic.alarms.arn}");
  });
});

describe("what CloudFront keeps in us-east-1", () => {
  it("is watched there, and reports to a topic there, under a key there", () => {
    for (const address of [
      "aws_cloudwatch_metric_alarm.site_portal_edge_failures",
      "aws_cloudwatch_event_rule.edge_certificate_expires",
      "aws_cloudwatch_event_target.edge_certificate_expires",
      "aws_sns_topic.edge_alarms",
      "aws_sns_topic_policy.edge_alarms",
      "aws_sns_topic_subscription.edge_alarm_emails",
      "aws_kms_key.edge_messaging",
    ])
      expect(blockAt(graph, address), address).toMatchObject({ provider: "aws.us_east_1" });
    expect(hclAt(graph, "aws_cloudwatch_metric_alarm.site_portal_edge_failures")).toContain(
      "DistributionId = aws_cloudfront_distribution.site_portal.id",
    );
    expect(blockAt(graph, "aws_sns_topic.edge_alarms")["kms_master_key_id"]).toBe("${aws_kms_key.edge_messaging.arn}");
  });

  it("covers the front door, and is not there without a distribution", () => {
    const shop = everything();
    const fronted = graphOf({ ...shop, sites: [], edge: { ...shop.edge, cdn: true } });
    expect(alarmsOf(fronted).map(({ labels }) => labels[1])).toContain("front_door_edge_failures");
    const plain = graphOf({ ...shop, sites: [] });
    expect(plain.blocks.map(addressOf).join(" ")).not.toMatch(/edge_/);
  });
});

describe("events of an account", () => {
  it("are those of this environment alone", () => {
    for (const [rule, only] of [
      ["certificate_expires", "resources   = [aws_acm_certificate.load_balancer.arn]"],
      ["edge_certificate_expires", "resources   = [aws_acm_certificate.site_portal.arn]"],
      ["backup_copy_or_restore_failed", "iamRoleArn = [aws_iam_role.backup.arn]"],
      ["backup_opened", "requestParameters = { backupVaultName = [aws_backup_vault.this.name] }"],
      ["rotation_failed", "SecretId = [aws_db_instance.main.master_user_secret[0].secret_arn]"],
      ["key_disabled", "ARN = [ aws_kms_key.backup.arn, aws_kms_key.data.arn, aws_kms_key.logs.arn"],
    ])
      expect(hclAt(graph, `aws_cloudwatch_event_rule.${rule}`).replace(/\s+/g, " "), rule).toContain(
        (only ?? "").replace(/\s+/g, " "),
      );
    const rules = graph.blocks.filter(({ labels }) => labels[0] === "aws_cloudwatch_event_rule");
    for (const block of rules)
      expect(JSON.stringify(block.body), addressOf(block)).toMatch(/aws_|local\.prefix[^"]*[:/]/);
  });

  it("do not wait for the rotation of a database that is not there", () => {
    const shop = everything();
    const services = shop.services.map((service) => ({
      ...service,
      edges: service.edges.filter(({ to }) => to !== "database"),
      environment: service.environment.filter(({ source }) => source.from !== "database"),
      secrets: service.secrets.filter(({ source }) => source.from !== "database"),
    }));
    expect(graphOf({ ...shop, services, databases: [] }).blocks.map(addressOf)).not.toContain(
      "aws_cloudwatch_event_rule.rotation_failed",
    );
  });
});

describe("services that try the topic when they hear of it", () => {
  it("hear of it after its policy", () => {
    const admitting = "${aws_sns_topic_policy.alarms.arn}";
    expect(blockAt(graph, "aws_db_event_subscription.database_instances")["sns_topic"]).toBe(admitting);
    expect(blockAt(graph, "aws_backup_vault_notifications.this")["sns_topic_arn"]).toBe(admitting);
    expect(JSON.stringify(blockAt(graph, "aws_budgets_budget.this")["notification"])).toContain(admitting);
  });
});

describe("the dashboard", () => {
  it("is one JSON document with references, drawn from the parts that exist", () => {
    const text = hclAt(graph, "aws_cloudwatch_dashboard.this");
    expect(text).toContain("dashboard_body = jsonencode({");
    expect(text).toContain("aws_ecs_service.orders.name");
    expect(text).toContain("aws_lb_target_group.orders.arn_suffix");
    expect(text).toContain("aws_sqs_queue.jobs_dead_letters.name");
    expect(text).not.toContain("orders_nightly");
  });
});
