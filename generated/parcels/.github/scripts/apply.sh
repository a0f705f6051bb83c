#!/usr/bin/env bash
# apply.sh <environment>: applies plan-output/<environment>/saved/tfplan and nothing else. Needs STATE_BUCKET and credentials that may write.
# Refused: a plan of another commit, of other answers, of another lock file, another plan than was approved (DIGEST, where the vendor can
# hand a value from job to job beside the artifact), a plan of a commit that main has moved on from (it would take a revert back), and a plan
# that the state has left behind. Run the pipeline again then: people approve what will really happen.
# Fails when a service does not come to run what was applied: ECS keeps the old version up, and the change has to be mended or reverted.
set -euo pipefail

environment=$1
root="infra/environments/$environment"
saved="plan-output/$environment/saved"
scripts=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$scripts/need.sh" terraform jq
# shellcheck source=/dev/null
. "$scripts/platform.sh"
export TF_IN_AUTOMATION=1 TF_INPUT=0

refuse() {
  echo "Not applied: $1. Run the pipeline again, and approve its new plan." >&2
  exit 1
}
sum() { sha256sum "$1" | cut -d' ' -f1; }

if [ ! -d "$saved" ]; then refuse "there is no plan of $environment (it is kept for a day)"; fi
"$scripts/seal.sh" open "$saved"
binding="$saved/binding.json"
bound() { jq -er --arg field "$1" '.[$field]' "$binding"; }

DIGEST=${DIGEST:-$(told "digest_${environment//-/_}")}
if [ "$TELLS" = yes ] && [ "$(sum "$binding")" != "$DIGEST" ]; then refuse 'this is not the plan that was approved'; fi
if [ "$(bound environment)" != "$environment" ]; then refuse 'the plan is of another environment'; fi
if [ "$(bound head)" != "$(git rev-parse HEAD)" ]; then refuse 'the plan was made from another commit'; fi
tip=$(tip_of_main || true)
if [ -z "$tip" ]; then refuse 'nobody could say where main is now'; fi
if [ "$tip" != "$(git rev-parse HEAD)" ]; then refuse "main has moved on to ${tip:0:12} since this plan was made"; fi
if [ "$(bound answers)" != "$(jq -er .answers .scaffold/manifest.json)" ]; then refuse 'the answers are not those that the plan was made from'; fi
if [ "$(bound plan)" != "$(sum "$saved/tfplan")" ]; then refuse 'the saved plan was changed'; fi
if [ "$(bound lock)" != "$(sum "$saved/terraform.lock.hcl")" ]; then refuse 'the lock file of the plan was changed'; fi
if [ -f "$root/.terraform.lock.hcl" ] && [ "$(bound lock)" != "$(sum "$root/.terraform.lock.hcl")" ]; then
  refuse 'the lock file of the providers is another one'
fi
if [ "$(bound changes)" = false ]; then
  echo "Nothing to apply to $environment."
  exit 0
fi

cp "$saved/terraform.lock.hcl" "$root/.terraform.lock.hcl"
cp "$saved/tfplan" "$root/tfplan"
"$scripts/init.sh" "$environment"
# The services that this plan rolls out anew.
rolling=$(terraform -chdir="$root" show -json tfplan | jq -r '
  .resource_changes[]? | select(.type == "aws_ecs_service" and (.change.actions | index("create") or index("update"))) | .change.after.name')
code=0
terraform -chdir="$root" apply -no-color -lock-timeout=10m tfplan || code=$?
if [ "$code" -ne 0 ]; then
  "$scripts/rescue.sh" "$environment"
else
  # Not done before they run what was applied: the next environment must not get what broke this one.
  # shellcheck disable=SC2086 # names, one a line
  "$scripts/serving.sh" "$environment" $rolling > /dev/null || code=$?
fi
# In clear text by now. The pipeline still has it as it was handed over.
rm -rf "$root/tfplan" "$saved"
exit "$code"
