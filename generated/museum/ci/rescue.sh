#!/usr/bin/env bash
# rescue.sh <environment>: after a failed apply. What Terraform did and could not write into the state stands in errored.tfstate, on a machine
# that is about to go: this puts it, with the plan, into plan-output/<environment>/rescue/, sealed like a plan, where the pipeline keeps it.
set -euo pipefail

environment=$1
root="infra/environments/$environment"
folder="plan-output/$environment/rescue"
scripts=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$scripts/platform.sh"

if [ ! -f "$root/errored.tfstate" ]; then exit 0; fi
echo "The state of $environment could not be written, and what was done is in errored.tfstate only. Push it before anybody plans again:" >&2
if [ "$SEAL" = required ] && [ -z "${PLAN_PASSPHRASE:-}" ]; then
  echo "It stays in $root on this machine: without PLAN_PASSPHRASE it cannot be sealed, and so it is kept nowhere else." >&2
  exit 0
fi
mkdir -p "$folder"
mv "$root/errored.tfstate" "$folder/"
if [ -f "$root/tfplan" ]; then mv "$root/tfplan" "$folder/"; fi
"$scripts/seal.sh" close "$folder"
cat >&2 << END
fetch $folder from the artifacts of this job, open it with PLAN_PASSPHRASE ($scripts/seal.sh open $folder), connect $root
to its state ($scripts/init.sh $environment), and run: terraform -chdir=$root state push "\$PWD/$folder/errored.tfstate"
END
