#!/usr/bin/env bash
# release.sh <environment> <folder with image-<service>/image.tar and site-<site>/>: releases what was built to one environment.
#   1. Stops when the infrastructure has changes of its own waiting: they are planned and approved by the infra pipeline.
#   2. Pushes each image as it was built (same bytes, same digest), migrates the schema, writes the reference where Terraform reads it.
#   3. Plans, makes sure that the plan holds nothing but the new versions, applies it, and waits until they serve.
#      What does not come to serve leaves no trace: the reference that stood there before is put back.
#   4. Publishes the sites, which may call what came up just now.
# Needs STATE_BUCKET and credentials that may write.
set -euo pipefail

environment=$1
parts=$2
root="infra/environments/$environment"
scripts=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$scripts/need.sh" terraform jq aws skopeo
# shellcheck source=/dev/null
. "$scripts/platform.sh"
export TF_IN_AUTOMATION=1 TF_INPUT=0

# Exit 1 with a list when the plan would do more than bring out new versions.
plan_only_versions() {
  terraform -chdir="$root" plan -no-color -lock-timeout=10m -out=tfplan > /dev/null
  local more
  # An update of which nothing is known yet only follows from a new task definition.
  more=$(terraform -chdir="$root" show -json tfplan | jq -r '
    ["aws_ecs_task_definition", "aws_ecs_service", "aws_scheduler_schedule"] as $versions
    | (.resource_changes // [])[]
    | select(.change.actions != ["no-op"] and .change.actions != ["read"])
    | select(.type as $type | $versions | index($type) | not)
    | select(.change as $change
        | ($change.actions == ["update"] and ($change.after | to_entries | all(.value == $change.before[.key]))) | not)
    | (.change.actions | join(", ")) + ": " + .address')
  if [ -n "$more" ]; then
    printf 'The infrastructure of %s has changes of its own. Let the infra pipeline apply them, then run this job again.\n%s\n' \
      "$environment" "$more" >&2
    return 1
  fi
}

# Service → the reference that stood there before, until its new version serves. Left as it is, the next plan would bring the bad image out again.
declare -A before=()
put_back() {
  local code=$? service
  trap - EXIT
  if [ "$code" -ne 0 ]; then
    for service in "${!before[@]}"; do
      if aws ssm put-parameter --name "$(output image_parameter_names "$service")" --type String --overwrite --value "${before[$service]}" > /dev/null; then
        echo "The reference of $service is ${before[$service]} again." >&2
      else
        echo "The reference of $service could not be put back to ${before[$service]}: do it by hand." >&2
      fi
    done
  fi
  exit "$code"
}
trap put_back EXIT

"$scripts/init.sh" "$environment"
plan_only_versions
outputs=$(terraform -chdir="$root" output -json)
output() { jq -er --arg name "$1" --arg key "${2:-}" '.[$name].value | if $key == "" then . else .[$key] end' <<< "$outputs"; }

released=()
for archive in "$parts"/image-*/image.tar; do
  [ -f "$archive" ] || continue
  service=$(basename "$(dirname "$archive")")
  service=${service#image-}
  repository=$(output ecr_repository_urls "$service")
  aws ecr get-login-password | skopeo login --username AWS --password-stdin "${repository%%/*}"
  # A tag of its own for every attempt: tags of these repositories never move.
  tag="$(git rev-parse --short=12 HEAD)-$RUN_KEY"
  skopeo copy --all --preserve-digests --retry-times 3 --digestfile digest.txt "oci-archive:$archive" "docker://$repository:$tag"
  reference="$repository@$(cat digest.txt)"
  migration=$(jq -c --arg service "$service" '.migration_tasks.value[$service] // empty' <<< "$outputs")
  if [ -n "$migration" ]; then "$scripts/migrate.sh" "$(output cluster_name)" "$migration" "$reference"; fi
  parameter=$(output image_parameter_names "$service")
  before[$service]=$(aws ssm get-parameter --name "$parameter" --query Parameter.Value --output text)
  aws ssm put-parameter --name "$parameter" --type String --overwrite --value "$reference" > /dev/null
  released+=("$service=$reference")
done

if [ "${#released[@]}" -gt 0 ]; then
  plan_only_versions
  terraform -chdir="$root" apply -no-color -lock-timeout=10m tfplan || { "$scripts/rescue.sh" "$environment"; exit 1; }
fi

# A deployment that fails is rolled back by ECS, and a service that was rolled back is stable too: look at what runs.
failed=''
for entry in "${released[@]}"; do
  service=${entry%%=*}
  reference=${entry#*=}
  cluster=$(output cluster_name)
  described=$(aws ecs describe-services --cluster "$cluster" --services "$service" --query "services[?status=='ACTIVE']" --output json)
  # An image that only scheduled tasks run has no service to wait for.
  if [ "$described" = '[]' ]; then
    unset "before[$service]"
    continue
  fi
  # The command gives up after ten minutes; a careful roll-out takes longer.
  aws ecs wait services-stable --cluster "$cluster" --services "$service" ||
    aws ecs wait services-stable --cluster "$cluster" --services "$service" || true
  definition=$(aws ecs describe-services --cluster "$cluster" --services "$service" --query 'services[0].taskDefinition' --output text)
  running=$(aws ecs describe-task-definition --task-definition "$definition" --query 'taskDefinition.containerDefinitions[].image' --output json)
  rollout=$(aws ecs describe-services --cluster "$cluster" --services "$service" --query "services[0].deployments[?status=='PRIMARY'] | [0].rolloutState" --output text)
  if ! jq -e --arg reference "$reference" 'index($reference)' <<< "$running" > /dev/null; then
    echo "$service was rolled back: its new version did not become healthy. Look at its log group." >&2
    failed=yes
  elif [ "$rollout" = IN_PROGRESS ] || [ "$rollout" = FAILED ]; then
    echo "$service did not become stable ($rollout). Look at its log group." >&2
    failed=yes
  else
    unset "before[$service]"
  fi
done
if [ -n "$failed" ]; then exit 1; fi

for site in "$parts"/site-*; do
  [ -f "$site/index.html" ] || continue
  id=$(basename "$site")
  id=${id#site-}
  "$scripts/publish-site.sh" "$site" "$(output site_bucket_names "$id")" "$(output site_distribution_ids "$id")"
done
