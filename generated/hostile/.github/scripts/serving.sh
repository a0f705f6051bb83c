#!/usr/bin/env bash
# serving.sh <environment> <ECS service …>: after an apply. Waits until each service runs the definition that Terraform wants of it, and
# prints the image of each that does not come to. ECS takes a deployment that fails back by itself, and a service that was taken back is
# stable too: so this looks at what runs. Exit 1 when one does not. Needs what apply.sh needs.
set -euo pipefail

environment=$1
shift
if [ $# -eq 0 ]; then exit 0; fi
root="infra/environments/$environment"
# shellcheck source=/dev/null
. "$(dirname "$0")/need.sh" terraform jq aws

wanted=$(terraform -chdir="$root" show -json | jq -c '
  [.values | .. | objects | .resources? | arrays | .[] | select(.type? == "aws_ecs_service") | .values | {name, cluster, task_definition}]')
# Read once before anything is waited for: name, cluster, definition and image of those that can run at all.
services=()
for service in "$@"; do
  one=$(jq -ce --arg name "$service" 'first(.[] | select(.name == $name))' <<< "$wanted")
  definition=$(jq -er .task_definition <<< "$one")
  image=$(aws ecs describe-task-definition --task-definition "$definition" --query 'taskDefinition.containerDefinitions[0].image' --output text)
  if [[ $image == *:bootstrap ]]; then
    echo "$service has no image yet: the images pipeline brings it." >&2
  else
    services+=("$service $(jq -er .cluster <<< "$one") $definition $image")
  fi
done

# All at once, ten a call. The command gives up after ten minutes; a careful roll-out takes longer.
for ((start = 0; start < ${#services[@]}; start += 10)); do
  some=("${services[@]:start:10}")
  cluster=$(cut -d' ' -f2 <<< "${some[0]}")
  stable() { aws ecs wait services-stable --cluster "$cluster" --services "${some[@]%% *}"; }
  stable || stable || true
done

failed=0
for entry in "${services[@]}"; do
  read -r service cluster definition image <<< "$entry"
  described=$(aws ecs describe-services --cluster "$cluster" --services "$service" --query 'services[0]' --output json)
  running=$(jq -r .taskDefinition <<< "$described")
  rollout=$(jq -r 'first(.deployments[]? | select(.status == "PRIMARY")).rolloutState // "unknown"' <<< "$described")
  if [ "${running##*/}" != "${definition##*/}" ]; then
    echo "$service was rolled back: what was applied did not become healthy. Look at its log group." >&2
  elif [ "$rollout" = IN_PROGRESS ] || [ "$rollout" = FAILED ]; then
    echo "$service did not become stable ($rollout). Look at its log group." >&2
  else
    continue
  fi
  echo "$image"
  failed=1
done
exit "$failed"
