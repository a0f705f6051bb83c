#!/usr/bin/env bash
# release.sh <environment> <folder> <image-<service> | site-<site> …>: releases what was built to one environment. The folder holds
# image-<service>/image.tar and site-<site>/index.html of every part that is named, or <part>/unchanged where there was nothing to build.
#   1. Stops when a part is missing, when a newer version of one is out already, and when the infrastructure has changes of its own waiting:
#      they are planned and approved by the infra pipeline.
#   2. Pushes each image as it was built (same bytes, same digest), migrates the schema, writes the reference where Terraform reads it.
#   3. Plans, makes sure that the plan holds nothing but the new versions, applies it, and waits until they serve.
#      What does not come to serve leaves no trace: the reference that stood there before is put back.
#   4. Publishes the sites, which may call what came up just now.
# Needs STATE_BUCKET, credentials that may write, and a checkout with its whole history.
set -euo pipefail

environment=$1
parts=$2
shift 2
root="infra/environments/$environment"
scripts=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$scripts/need.sh" terraform jq aws skopeo
# shellcheck source=/dev/null
. "$scripts/platform.sh"
export TF_IN_AUTOMATION=1 TF_INPUT=0

refuse() {
  echo "Not released to $environment: $1" >&2
  exit 1
}

# A part that got lost on the way must never pass for one that did not change: nothing would release it later.
services=()
sites=()
if [ $# -eq 0 ]; then refuse 'no part is named.'; fi
for part in "$@"; do
  if [[ $part == image-* ]] && [ -f "$parts/$part/image.tar" ]; then
    services+=("${part#image-}")
  elif [[ $part == site-* ]] && [ -f "$parts/$part/index.html" ]; then
    sites+=("${part#site-}")
  elif [ ! -f "$parts/$part/unchanged" ]; then
    refuse "$part was built and is not here (what is built is kept for some days only). Run the pipeline again: it builds anew."
  fi
done
if [ "${#services[@]}" -eq 0 ] && [ "${#sites[@]}" -eq 0 ]; then
  echo "Nothing to release to $environment."
  exit 0
fi
if [ "$(git rev-parse --is-shallow-repository)" = true ]; then refuse 'this checkout has not the whole history, and cannot tell what is newer.'; fi

# Plans into $plan, and stops when that would do more than bring out new versions.
plan_only_versions() {
  local more
  terraform -chdir="$root" plan -no-color -lock-timeout=10m -out=tfplan > /dev/null
  plan=$(terraform -chdir="$root" show -json tfplan)
  more=$("$scripts/only-versions.sh" <<< "$plan")
  if [ -n "$more" ]; then
    refuse "its infrastructure has changes of its own. Let the infra pipeline apply them, then run this job again.
$more"
  fi
}

# not_newer <part> <commit …>: goes on when one of the commits, which the part that is out was built from, is in this one's history.
not_newer() {
  local part=$1 commit
  shift
  for commit in "$@"; do
    if git merge-base --is-ancestor "$commit" HEAD 2> /dev/null; then return; fi
  done
  if [ $# -gt 0 ]; then
    refuse "$part is out from commit $1, which is newer than $(git rev-parse --short=12 HEAD) or of another branch. Release what main is at now."
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

# First of all parts whether they may, so that no part is out when another may not.
declare -A standing=()
for service in "${services[@]}"; do
  standing[$service]=$(aws ssm get-parameter --name "$(output image_parameter_names "$service")" --query Parameter.Value --output text)
  commits=$("$scripts/built-from.sh" image "${standing[$service]}") || refuse "nobody could say what $service is at."
  # shellcheck disable=SC2086 # commits, one a line
  not_newer "$service" $commits
done
for site in "${sites[@]}"; do
  commits=$("$scripts/built-from.sh" site "$(output site_bucket_names "$site")") || refuse "nobody could say what $site is at."
  # shellcheck disable=SC2086 # commits, one a line
  not_newer "$site" $commits
done

declare -A released=()
for service in "${services[@]}"; do
  repository=$(output ecr_repository_urls "$service")
  aws ecr get-login-password | skopeo login --username AWS --password-stdin "${repository%%/*}"
  # A tag of its own for every attempt: tags of these repositories never move. built-from.sh reads the commit out of it.
  tag="$(git rev-parse --short=12 HEAD)-$RUN_KEY"
  skopeo copy --all --preserve-digests --retry-times 3 --digestfile digest.txt "oci-archive:$parts/image-$service/image.tar" "docker://$repository:$tag"
  reference="$repository@$(cat digest.txt)"
  migration=$(jq -c --arg service "$service" '.migration_tasks.value[$service] // empty' <<< "$outputs")
  if [ -n "$migration" ]; then "$scripts/migrate.sh" "$(output cluster_name)" "$migration" "$reference"; fi
  before[$service]=${standing[$service]}
  aws ssm put-parameter --name "$(output image_parameter_names "$service")" --type String --overwrite --value "$reference" > /dev/null
  released[$service]=$reference
done

if [ "${#released[@]}" -gt 0 ]; then
  plan_only_versions
  # Every service that takes part: one image may run in several roles.
  rolling=$(jq -r '.resource_changes[]? | select(.type == "aws_ecs_service" and .change.actions != ["no-op"]) | .change.after.name' <<< "$plan")
  terraform -chdir="$root" apply -no-color -lock-timeout=10m tfplan || { "$scripts/rescue.sh" "$environment"; exit 1; }
  failed=''
  # shellcheck disable=SC2086 # names, one a line
  bad=$("$scripts/serving.sh" "$environment" $rolling) || failed=yes
  for service in "${!released[@]}"; do
    if ! grep -qxF "${released[$service]}" <<< "$bad"; then unset "before[$service]"; fi
  done
  if [ -n "$failed" ]; then exit 1; fi
fi

for site in "${sites[@]}"; do
  "$scripts/publish-site.sh" "$parts/site-$site" "$(output site_bucket_names "$site")" "$(output site_distribution_ids "$site")"
done
