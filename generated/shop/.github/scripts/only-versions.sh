#!/usr/bin/env bash
# only-versions.sh: reads a plan as JSON and prints what it would do beside bringing out new versions, a line each. A release applies what
# nobody has read, so these are the only things that it may do:
#   a task definition is replaced by one with another image, and nothing else in it is different;
#   a service or a schedule takes over the task definition that this very plan makes, and nothing else of it is different.
# Everything else (a service that is deleted, another role, size, variable, secret or hour) is for the infra pipeline and its approval.
set -euo pipefail

jq -r '
  # AWS answers with everything that a definition may have, the code says what it wants: what says nothing is the same as nothing.
  def bare: walk(if type == "object" then with_entries(select(.value | IN(null, "", 0, false, [], {}) | not)) else . end);
  def container:
    del(.image)
    | .essential = (if has("essential") then .essential else true end)
    | .environment = ((.environment // []) | sort_by(.name))
    | .secrets = ((.secrets // []) | sort_by(.name))
    | .portMappings = ((.portMappings // []) | map(.protocol //= "tcp" | if .hostPort == .containerPort then del(.hostPort) else . end));
  # In a state they are text; what cannot be read is equal to nothing.
  def containers: (.container_definitions | (fromjson? // error("unknown"))) | map(container);
  def kept: del(.arn, .arn_without_revision, .id, .revision, .container_definitions);
  def same(f): (.before | f | bare) == (.after | f | bare);
  def image_only: try (same(kept) and same(containers)) catch false;
  def follows: .after_unknown.task_definition == true and same(del(.task_definition));
  def rescheduled:
    .after_unknown.target[0].ecs_parameters[0].task_definition_arn == true
    and same(del(.target[0].ecs_parameters[0].task_definition_arn));
  # ECS went back by itself, or somebody did by hand: the definition that Terraform knows has failed, and would come out again.
  def stale: .after_unknown.task_definition != true and same(del(.task_definition));

  (.resource_changes // [])[]
  | select(.mode != "data")
  | .type as $type
  | .change as $change
  | ($change.actions | sort) as $actions
  | select($actions != ["no-op"] or .previous_address != null or $change.importing != null)
  | select(
      ($type == "aws_ecs_task_definition" and $actions == ["create", "delete"] and ($change | image_only))
      or ($type == "aws_ecs_service" and $actions == ["update"] and ($change | follows))
      or ($type == "aws_scheduler_schedule" and $actions == ["update"] and ($change | rescheduled))
      | not)
  | ($change.actions | join(", ")) + ": " + .address
    + (if $type == "aws_ecs_service" and $actions == ["update"] and ($change | stale)
      then " (it does not run the definition that was applied last: revert what it could not bear, or put the earlier reference of its image back)"
      else "" end)'
