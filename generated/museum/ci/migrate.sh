#!/usr/bin/env bash
# migrate.sh <cluster> <migration task as JSON> <image>: runs the schema migration of the new image, with the roles, secrets and network of
# the service, before any task of the new version starts. The old version keeps serving meanwhile: write migrations that it can live with.
set -euo pipefail

cluster=$1
migration=$2
image=$3

# Terraform's definition names the image that runs now: the same one with the new image is registered for this one run.
current=$(aws ecs describe-task-definition --task-definition "$(jq -er .task_definition_arn <<< "$migration")" \
  --query taskDefinition --output json)
container=$(jq -er '.containerDefinitions[0].name' <<< "$current")
definition=$(jq -c --arg image "$image" '
  .containerDefinitions[0].image = $image
  | {family, taskRoleArn, executionRoleArn, networkMode, containerDefinitions, volumes, requiresCompatibilities, cpu, memory,
     runtimePlatform, ephemeralStorage}
  | with_entries(select(.value != null))' <<< "$current")
revision=$(aws ecs register-task-definition --cli-input-json "$definition" --query taskDefinition.taskDefinitionArn --output text)
trap 'aws ecs deregister-task-definition --task-definition "$revision" > /dev/null' EXIT

network=$(jq -c '{awsvpcConfiguration: {subnets: .subnet_ids, securityGroups: .security_group_ids, assignPublicIp: "DISABLED"}}' <<< "$migration")
task=$(aws ecs run-task --cluster "$cluster" --task-definition "$revision" --launch-type FARGATE --started-by migration \
  --network-configuration "$network" --query 'tasks[0].taskArn' --output text)
echo "Migration runs as $task"

# The command waits ten minutes at most; three rounds of it are half an hour.
for _ in 1 2 3; do
  if aws ecs wait tasks-stopped --cluster "$cluster" --tasks "$task"; then break; fi
done
ended=$(aws ecs describe-tasks --cluster "$cluster" --tasks "$task" --query 'tasks[0]' --output json)
code=$(jq -r --arg container "$container" '.containers[] | select(.name == $container) | .exitCode // "none"' <<< "$ended")
if [ "$code" != 0 ]; then
  echo "The migration ended with $code: $(jq -r '.stoppedReason // "it still runs"' <<< "$ended")" >&2
  exit 1
fi
