#!/usr/bin/env bash
# as-role.sh <plan|apply> <environment> <command …>: runs one command with the credentials of that role, which last an hour (two for a role
# that applies) and which no other command of the job sees. Also sets STATE_BUCKET. Reads these variables, each with the environment (in capitals) behind its name
# or, but for the roles that apply, without: AWS_PLAN_ROLE_ARN, AWS_APPLY_ROLE_ARN, TF_STATE_BUCKET.
set -euo pipefail

role=$1
environment=$2
shift 2
scripts=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$scripts/platform.sh"
# The pipelines see to this as well; a plan runs code of the request.
if [ -n "$FORK" ]; then
  echo "No credentials for a request from a fork: $environment is left out."
  exit 0
fi
suffix=$(tr 'a-z-' 'A-Z_' <<< "$environment")

setting() {
  local own="$1_$suffix"
  printf '%s' "${!own:-${!1:-}}"
}

STATE_BUCKET=$(setting TF_STATE_BUCKET)
export STATE_BUCKET AWS_REGION=eu-central-1
if [ -z "$STATE_BUCKET" ]; then
  echo "Set the variable TF_STATE_BUCKET (or TF_STATE_BUCKET_$suffix): README.md says how." >&2
  exit 1
fi

# Some vendors sign in by themselves, in a step of their own around this one.
if [ -z "${AWS_ACCESS_KEY_ID:-}" ]; then
  # shellcheck source=/dev/null
  . "$scripts/need.sh" curl
  if [ "$role" = apply ]; then
    own="AWS_APPLY_ROLE_ARN_$suffix"
    arn=${!own:-}
  else
    own=AWS_PLAN_ROLE_ARN
    arn=$(setting AWS_PLAN_ROLE_ARN)
  fi
  if [ -z "$arn" ]; then
    echo "Set the variable $own: README.md says how." >&2
    exit 1
  fi
  # As long as the longest job of the role may take; the role allows no more.
  seconds=3600
  audience=museum-plan
  if [ "$role" = apply ]; then
    seconds=7200
    audience="museum-apply-$environment"
  fi
  # The token goes through standard input: arguments can be read by every process of the machine.
  answer=$(identity_token "$audience" | tr -d '\r\n' | curl --silent --show-error --fail-with-body --retry 3 \
    --data-urlencode Action=AssumeRoleWithWebIdentity --data-urlencode Version=2011-06-15 --data-urlencode "RoleArn=$arn" \
    --data-urlencode "RoleSessionName=pipeline-$role-$environment" --data-urlencode "DurationSeconds=$seconds" --data-urlencode WebIdentityToken@- \
    "${AWS_ENDPOINT_URL_STS:-https://sts.$AWS_REGION.amazonaws.com}/") || refused=yes
  field() { tr -d '\n' <<< "$answer" | sed -n "s:.*<$1>\([^<]*\)</$1>.*:\1:p"; }
  if [ -n "${refused:-}" ] || [ -z "$(field SessionToken)" ]; then
    # What AWS says is no secret: it names the role and the reason.
    echo "AWS does not let this job take $arn: $(field Code) $(field Message)" >&2
    exit 1
  fi
  AWS_ACCESS_KEY_ID=$(field AccessKeyId)
  AWS_SECRET_ACCESS_KEY=$(field SecretAccessKey)
  AWS_SESSION_TOKEN=$(field SessionToken)
  export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
fi

# With the token behind the credentials the command could take them again, and those of every other role that trusts it.
forget_identity
exec "$@"
