// In: an architecture. Out: proof that the cluster is watched, and that exec sessions would be logged and encrypted.
import { expect, it } from "vitest";
import { cluster } from "../../blueprints/stacks/cluster/blueprint.ts";
import { foundation } from "../../blueprints/stacks/foundation/blueprint.ts";
import { keys } from "../../blueprints/stacks/keys/blueprint.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf } from "../helpers/stack.ts";

it("builds a cluster with insights, audited exec and a namespace", () => {
  const graph = graphOf(everything(), [foundation, keys, cluster]);
  expect(blockAt(graph, "aws_ecs_cluster.this")).toMatchObject({
    name: "${local.prefix}",
    setting: [{ name: "containerInsights", value: "enhanced" }],
    service_connect_defaults: [{ namespace: "${aws_service_discovery_http_namespace.this.arn}" }],
    configuration: [
      {
        managed_storage_configuration: [{ fargate_ephemeral_storage_kms_key_id: "${aws_kms_key.data.arn}" }],
        execute_command_configuration: [
          {
            kms_key_id: "${aws_kms_key.logs.arn}",
            logging: "OVERRIDE",
            log_configuration: [
              {
                cloud_watch_encryption_enabled: true,
                cloud_watch_log_group_name: "${aws_cloudwatch_log_group.exec.name}",
              },
            ],
          },
        ],
      },
    ],
  });
  expect(blockAt(graph, "aws_ecs_cluster_capacity_providers.this")["capacity_providers"]).toEqual([
    "FARGATE",
    "FARGATE_SPOT",
  ]);
});

it("opens the data key to the disks of this cluster's tasks, and to nobody's without services", () => {
  const statements = (services: boolean) => {
    const shop = everything();
    const graph = graphOf(services ? shop : { ...shop, services: [] });
    return blockAt(graph, "data.aws_iam_policy_document.data_key")["statement"] as {
      sid: string;
      condition: unknown;
    }[];
  };
  const disks = statements(true).filter(({ sid }) => /Disks/.test(sid));
  expect(disks.map(({ sid }) => sid)).toEqual(["DisksOfTasks", "TasksReadTheirDisks"]);
  for (const { condition } of disks)
    expect(JSON.stringify(condition)).toContain(
      '"values":["${local.prefix}"],"variable":"kms:EncryptionContext:aws:ecs:clusterName"',
    );
  expect(statements(false).filter(({ sid }) => /Disks/.test(sid))).toEqual([]);
});

it("is left out of a system of sites alone", () => {
  expect(cluster.appliesTo({ ...everything(), services: [] })).toBe(false);
});
