// In: what was built for the services. Out: the outputs that pipelines and documents read. Never a secret.
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Id } from "../../../src/architecture/model.ts";
import { named } from "../expressions.ts";
import type { Parts } from "../parts.ts";
import type { BuiltImage } from "./image.ts";
import type { BuiltTask } from "./task.ts";

export interface OutputProps {
  readonly images: ReadonlyMap<Id, BuiltImage>;
  readonly tasks: ReadonlyMap<Id, BuiltTask>;
  readonly groups: ReadonlyMap<Id, { readonly id: string }>;
}

/** Maps by service id. `migration_tasks` holds all that `aws ecs run-task` asks for. */
export function declareOutputs(scope: Construct, props: OutputProps, parts: Parts): void {
  const output = (name: string, description: string, value: unknown) =>
    named(new TerraformOutput(scope, `output-${name}`, { description, value }), name);
  const byId = <Value>(entries: ReadonlyMap<Id, Value>, pick: (value: Value) => unknown) =>
    Object.fromEntries([...entries].map(([id, value]) => [id, pick(value)]));

  output(
    "ecr_repository_urls",
    "Image repository of each service that builds one.",
    byId(props.images, (image) => image.repositoryUrl),
  );
  output(
    "image_parameter_names",
    "Parameter that names the image of each service; the pipeline writes it.",
    byId(props.images, (image) => image.parameterName),
  );
  output(
    "service_log_group_names",
    "Log group of each service.",
    byId(props.tasks, (task) => task.logGroup.name),
  );
  const migrations = [...props.tasks].flatMap(([id, { migration }]) => {
    const group = props.groups.get(id);
    if (migration === undefined || group === undefined) return [];
    return [
      [
        id,
        {
          task_definition_arn: migration.arn,
          security_group_ids: [group.id],
          subnet_ids: parts.get("network").privateSubnetIds,
        },
      ],
    ];
  });
  if (migrations.length > 0) {
    output("migration_tasks", "Schema migrations to run before a deployment.", Object.fromEntries(migrations));
  }
}
