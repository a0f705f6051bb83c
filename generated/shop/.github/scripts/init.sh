#!/usr/bin/env bash
# init.sh <environment>: connects the root of an environment to its state. Needs STATE_BUCKET and credentials.
set -euo pipefail

# shellcheck source=/dev/null
. "$(dirname "$0")/need.sh" terraform
root="infra/environments/$1"
lock=()
# With a committed lock file the providers must be exactly those; without one the newest that fit are taken.
if [ -f "$root/.terraform.lock.hcl" ]; then lock=(-lockfile=readonly); fi
terraform -chdir="$root" init -input=false -no-color "${lock[@]}" -backend-config="bucket=${STATE_BUCKET:?the bucket of the state}"
