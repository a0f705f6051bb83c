// In: architectures. Out: proof that the runbook's commands fit the system, end, and leave nothing out.
import { describe, expect, it } from "vitest";
import { alarmTable } from "../../blueprints/files/runbook/alarms.ts";
import { runbook } from "../../blueprints/files/runbook/blueprint.ts";
import { everything } from "../helpers/architectures.ts";
import { someDecisions } from "../helpers/decisions.ts";
import { documentOf, render, resource, someGraph } from "../helpers/documents.ts";
import { structureOf } from "../helpers/markdown-structure.ts";
import { blockAt, graphOf } from "../helpers/stack.ts";

describe("docs/runbook.md", () => {
  const content = documentOf(render(everything()), "docs/runbook.md");

  it("brings back what cannot bring itself back: from the vault, after a deletion, into another bucket", () => {
    expect(content).toContain("aws backup get-recovery-point-restore-metadata --region eu-west-1");
    expect(content).toContain("DestinationBucketName=<new name>");
    expect(content).toContain("--source-dbi-resource-id");
    const shop = everything();
    const databases = shop.databases.map((one) => ({ ...one, engine: "aurora-postgres" as const }));
    const aurora = documentOf(render({ ...shop, databases }), "docs/runbook.md");
    expect(aurora).toContain("--source-db-cluster-resource-id");
    expect(aurora).not.toContain("--source-dbi-resource-id");
    const bare = documentOf(render({ ...shop, databases: [], buckets: [], fileSystems: [] }), "docs/runbook.md");
    expect(bare).not.toContain("aws backup start-restore-job --region eu-west-1");
  });

  it("has a recipe for a role of each service in its database, by engine, and none where nobody logs in", () => {
    const shop = everything();
    const page = (engine: "postgres" | "mysql") =>
      documentOf(render({ ...shop, databases: shop.databases.map((one) => ({ ...one, engine })) }), "docs/runbook.md");
    const [database] = shop.databases;
    const users = shop.services.filter(({ edges }) => edges.some(({ to }) => to === "database"));
    expect(users.length).toBeGreaterThan(0);
    for (const { id } of users) expect(page("postgres").split("### A database role")[1]).toContain(`\`${id}\``);
    expect(page("postgres")).toContain(`ALTER DEFAULT PRIVILEGES FOR ROLE "${database?.username}" IN SCHEMA public`);
    expect(page("postgres")).not.toContain("REQUIRE SSL");
    expect(page("mysql")).toContain(`ON \`${database?.databaseName}\`.* TO`);
    const services = shop.services.map((service) => ({
      ...service,
      edges: service.edges.filter(({ to }) => to !== "database"),
    }));
    expect(documentOf(render({ ...shop, services }), "docs/runbook.md")).not.toContain("### A database role");
  });

  it("removes a service without losing its log or stopping at its images", () => {
    expect(content).toContain("## Remove a service");
    expect(content).toContain("aws ecr batch-delete-image --region eu-west-1");
  });

  it("rolls back a renamed service under the name that its reference kept", () => {
    const [service] = everything().services;
    if (service === undefined) throw new Error("no service");
    const parameter = (name: string) =>
      resource("aws_ssm_parameter", `${service.id.replaceAll("-", "_")}_image`, `service-${service.id}`, {
        body: { attributes: [["name", `/\${local.prefix}/images/${name}`]], blocks: [] },
      });
    const written = (name: string) => {
      const graph = { ...someGraph(), blocks: [parameter(name)] };
      const [file] = runbook.render({ architecture: everything(), decisions: someDecisions(), graph, files: [] });
      return String(file?.content);
    };
    expect(written("earlier")).toContain(
      `Renamed since: \`${service.id}\` keeps its reference under \`SERVICE=earlier\`.`,
    );
    expect(written(service.id)).not.toContain("Renamed since");
  });

  it("restores this very database", () => {
    expect(content).toContain("SOURCE=shop-$ENV-main");
    expect(content).toContain("state rm 'module.stack.aws_db_instance.main'");
    const aurora = everything();
    const clusters = aurora.databases.map((database) => ({ ...database, engine: "aurora-mysql" as const }));
    expect(documentOf(render({ ...aurora, databases: clusters }), "docs/runbook.md")).toContain(
      "aws rds restore-db-cluster-to-point-in-time",
    );
  });

  it("stops what writes before the switch, and starts afterwards what ran before", () => {
    const shop = everything();
    const [database] = shop.databases;
    const users = shop.services.filter(({ edges }) =>
      edges.some(({ to, id }) => to === "database" && id === database?.id),
    );
    const running = users.filter(({ kind }) => kind !== "scheduled").map(({ id }) => id);
    expect(running.length).toBeGreaterThan(0);
    const part = content.slice(content.indexOf("To switch,"), content.indexOf("When the database is gone altogether"));
    const first = (what: string) => part.indexOf(what);
    expect(part).toContain(`for SERVICE in ${running.join(" ")}; do\n  RUNNING=`);
    expect(first("--desired-count 0")).toBeGreaterThan(first("DynamicScalingOutSuspended=true"));
    expect(first("--new-db-instance-identifier")).toBeGreaterThan(first("--desired-count 0"));
    expect(first('--desired-count "${PAIR#*=}"')).toBeGreaterThan(first(" plan\n"));
    expect(first("DynamicScalingOutSuspended=false")).toBeGreaterThan(first('--desired-count "${PAIR#*=}"'));
    expect(part).toContain("20 to 40 minutes");
    expect(part).toContain("between `MOMENT` and now");
    expect(content).not.toContain("open connections break once");
    const services = shop.services.map((one) => ({ ...one, edges: [] }));
    expect(documentOf(render({ ...shop, services }), "docs/runbook.md")).not.toContain("--desired-count 0");
    const alone = shop.services.map((one) => ({ ...one, scaling: { ...one.scaling, singleton: true } }));
    expect(documentOf(render({ ...shop, services: alone }), "docs/runbook.md")).not.toContain("ScalingInSuspended");
  });

  it("initialises a fresh clone before the first command that needs it", () => {
    const init = content.indexOf('init -backend-config="bucket=$STATE_BUCKET"');
    expect(content.indexOf("STATE_BUCKET=shop-terraform-state-$(aws sts get-caller-identity")).toBeLessThan(init);
    for (const what of ["state rm", "force-unlock", '$STATE_BUCKET" --prefix', "destroy`"])
      expect(content.indexOf(what)).toBeGreaterThan(init);
  });

  it("says that the last snapshot needs a key which the same destroy gives up", () => {
    const down = content.slice(content.indexOf("## Tear down"));
    expect(down.indexOf("aws kms cancel-key-deletion")).toBeGreaterThan(
      down.indexOf("schedules the keys for deletion"),
    );
    expect(down.indexOf("aws rds copy-db-snapshot --region")).toBeGreaterThan(down.indexOf("aws kms enable-key"));
    const bare = documentOf(render({ ...everything(), databases: [] }), "docs/runbook.md");
    expect(bare.slice(bare.indexOf("## Tear down"))).not.toContain("snapshot");
  });

  it("upgrades in place, which is the only way with a managed password, and never to what already runs", () => {
    const shop = everything();
    const upgrades = (version: string) => {
      const databases = shop.databases.map((one) => ({ ...one, engine: "mysql" as const, version }));
      const text = documentOf(render({ ...shop, databases }), "docs/runbook.md");
      return text.slice(text.indexOf("## Upgrade"), text.indexOf("## Remove a service"));
    };
    expect(upgrades("8.0")).toContain("\nTO=8.4 ");
    expect(upgrades("8.4")).toContain('\nTO="<the next major version>" ');
    expect(upgrades("8.0")).toContain("Approve the apply.");
    expect(upgrades("8.0")).not.toMatch(/(create|switchover)-blue-green/);
  });

  it("gives a restored database its managed password after the restore, which takes it for Oracle alone, and before the import", () => {
    const shop = everything();
    for (const engine of ["postgres", "mysql", "aurora-postgres"] as const)
      for (const pointInTime of [true, false]) {
        const databases = shop.databases.map((one) => ({ ...one, engine }));
        const backup = { ...shop.backup, pointInTime };
        const text = documentOf(
          render({ ...shop, databases, backup, drRegion: "eu-central-1" }),
          "docs/runbook.md",
        ).replaceAll("\\\n", "");
        const lines = [...text.matchAll(/```bash\n([\s\S]*?)```/g)].flatMap(([, block = ""]) => block.split("\n"));
        expect(lines.filter((line) => line.includes("aws rds restore-")).join("\n")).not.toContain("master-user");
        expect(
          lines.filter((line) => line.startsWith("SETTINGS=") || line.startsWith("  --")).join("\n"),
        ).not.toContain("master-user");
        // Each import follows a password of its own: beside a damaged one, for one that is gone, in the second region.
        const order = lines.flatMap((line) => {
          if (/aws rds modify-db-\w+ .*--manage-master-user-password/.test(line)) return ["password"];
          return /import 'module\.stack\.aws_(db_instance|rds_cluster)\./.test(line) ? ["import"] : [];
        });
        expect(order).toEqual(Array.from({ length: 3 }, () => ["password", "import"]).flat());
      }
  });

  it("restores with what the database had, so that nobody works on less until the next plan", () => {
    const create = content.slice(content.indexOf("SETTINGS=("));
    for (const kept of [
      '--db-parameter-group-name "$PARAMETERS"',
      "SETTINGS+=(--multi-az)",
      "--enable-iam-database-authentication --copy-tags-to-snapshot",
      '--enable-cloudwatch-logs-exports \'["postgresql","upgrade"]\' --tags "$TAGS"',
    ])
      expect(create).toContain(kept);
    const shop = everything();
    const databases = shop.databases.map((one) => ({ ...one, engine: "aurora-mysql" as const }));
    expect(documentOf(render({ ...shop, databases }), "docs/runbook.md")).toContain(
      `--db-cluster-parameter-group-name "$PARAMETERS" --enable-iam-database-authentication`,
    );
  });

  it("recovers in the second region from what reaches the goal, and in a way that a plan accepts", () => {
    const day = (more: object = {}) => {
      const text = documentOf(render({ ...everything(), drRegion: "eu-central-1", ...more }), "docs/runbook.md");
      return text.slice(text.indexOf("## Disaster recovery"), text.indexOf("## Tear down"));
    };
    const shop = everything();
    const instance = day();
    expect(instance).toContain("--source-db-instance-automated-backups-arn");
    expect(instance).toContain("`restored_key_arn`");
    expect(instance).toContain("shop-recovery-state-$(aws sts get-caller-identity");
    // Every command of that day speaks to the second region.
    const commands = [...instance.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, block = ""]) => block).join("\n");
    expect(commands).not.toContain(`--region ${shop.region}`);
    expect(commands).toContain("--region eu-central-1");
    const daily = day({ backup: { ...shop.backup, pointInTime: false } });
    expect(daily).not.toContain("automated-backups-arn");
    expect(daily).toContain("ends_with(ResourceArn, ':db:$LOST')");
    const cluster = day({ databases: shop.databases.map((one) => ({ ...one, engine: "aurora-mysql" as const })) });
    expect(cluster).toContain('--kms-key-id "alias/shop-$ENV-data"');
    expect(cluster).not.toContain("restored_key_arn");
  });

  it("sends back only what came from a queue, and starts a scheduled task with its own network", () => {
    const whole = { architecture: everything(), decisions: someDecisions(), graph: graphOf(everything()), files: [] };
    const written = runbook.render(whole)[0]?.content ?? "";
    const letters = written.slice(written.indexOf("### Dead letters"), written.indexOf("## Disaster recovery"));
    const moved = letters
      .split("\n")
      .filter((line) => line.includes("start-message-move-task") || line.includes("--queue-url"));
    expect(moved.filter((line) => line.includes("get-queue-attributes"))).toHaveLength(everything().queues.length);
    expect(moved.filter((line) => line.includes("schedules-dead-letter"))).toEqual([
      expect.stringContaining("aws sqs receive-message"),
    ]);
    expect(letters).toContain("aws scheduler get-schedule");
    expect(letters).not.toContain("describe-services");
  });

  it("has a switch for a database that is gone, and no loop without an end", () => {
    const shop = everything();
    for (const engine of ["postgres", "aurora-postgres"] as const) {
      const databases = shop.databases.map((one) => ({ ...one, engine }));
      const text = documentOf(render({ ...shop, databases }), "docs/runbook.md");
      const gone = text.slice(
        text.indexOf("When the database is gone altogether"),
        text.indexOf("### From the backup vault"),
      );
      expect(gone).toContain("--manage-master-user-password");
      expect(gone).toContain('-identifier "$SOURCE-restored" --new-');
      expect(gone).not.toContain("damaged");
      expect(text).not.toMatch(/^\s*(until|while) /m);
    }
  });

  it("scales between a least and a most, never a service that must be alone", () => {
    expect(content).toContain("service/shop-$ENV/storefront --min-capacity 6 --max-capacity 12");
    const shop = everything();
    const alone = shop.services.map((one) => ({ ...one, scaling: { ...one.scaling, singleton: true } }));
    expect(documentOf(render({ ...shop, services: alone }), "docs/runbook.md")).not.toContain(
      "register-scalable-target",
    );
    expect(content).toContain("waits for the maintenance window (sun:02:30-sun:03:30 UTC)");
  });

  it("speaks of migrations where there is one", () => {
    expect(content).toContain("Schema migrations run before the new version");
    const shop = everything();
    const services = shop.services.map((one) => ({ ...one, migrationCommand: [] }));
    const none = documentOf(render({ ...shop, services }), "docs/runbook.md");
    expect(none).not.toMatch(/migration/i);
  });

  it("says how to apply by hand, which the pipelines' scripts refuse", () => {
    expect(content).not.toContain("from a laptop");
    expect(content).toContain("apply by-hand.tfplan");
  });

  it("sends nobody to scale a database away, and knows what to do about events", () => {
    const graph = someGraph();
    const alarm = (name: string) => resource("aws_cloudwatch_metric_alarm", name, "observability");
    const rule = (name: string) =>
      resource("aws_cloudwatch_event_rule", name, "observability", {
        body: { attributes: [["description", `about ${name}`]], blocks: [] },
      });
    const own = {
      ...graph,
      blocks: [alarm("database_main_cpu"), alarm("orders_cpu"), rule("key_disabled"), rule("domain_to_jobs")],
    };
    const [alarms] = structureOf(alarmTable(own)).tables;
    const step = (name: string) => alarms?.find(([first]) => first === `\`${name}\``)?.[2];
    expect(step("database_main_cpu")).toContain("Performance Insights");
    expect(step("orders_cpu")).toContain("raise the maximum");
    expect(step("key_disabled")).toContain("cancel-key-deletion");
    // A rule of the system's own events tells nobody.
    expect(step("domain_to_jobs")).toBeUndefined();
  });

  it("has a first step for every alarm and every alarming event of the stack", () => {
    const graph = graphOf(everything());
    const [table] = structureOf(alarmTable(graph)).tables;
    expect(table?.filter(([, , step]) => step === "Look at the dashboard of the environment")).toEqual([]);
    const toTopic = graph.blocks.filter(
      ({ labels, body }) => labels[0] === "aws_cloudwatch_event_target" && JSON.stringify(body).includes("alarms.arn"),
    );
    expect(toTopic.length).toBeGreaterThan(5);
    const rows = new Set(table?.map(([name]) => name));
    for (const { labels } of toTopic) {
      const { name } = blockAt(graph, `aws_cloudwatch_event_rule.${labels[1]}`);
      expect(rows).toContain(`\`${String(name).replace("${local.prefix}-", "")}\``);
    }
  });

  it("says which alarms need a trail of the account", () => {
    const said = alarmTable(graphOf(everything()));
    expect(said).toContain(
      "`key-disabled`, `rotation-failed` and `backup-opened` come only while a trail of the account logs",
    );
    expect(said).toContain("aws cloudtrail describe-trails");
    expect(alarmTable(someGraph())).not.toContain("cloudtrail");
  });

  it("says what to do about each alarm", () => {
    // As the mail calls it.
    expect(structureOf(alarmTable(graphOf(everything()))).tables[0]?.map(([name]) => name)).toContain(
      "`cache-main-cpu`",
    );
    expect(structureOf(content).tables[0]?.[1]?.[2]).toContain("redrive");
  });

  it("speaks of the second region only when there is one", () => {
    expect(content).toContain("Backups are copied to `eu-central-1`");
    expect(documentOf(render({ ...everything(), drRegion: undefined }), "docs/runbook.md")).not.toContain(
      "eu-central-1",
    );
  });
});
