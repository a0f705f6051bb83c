#!/usr/bin/env bash
# apply.sh <environment>: applies plan-output/<environment>/saved/tfplan and nothing else. Needs STATE_BUCKET, DIGEST and credentials that may write.
# A plan that the state has left behind is refused: run the workflow again, so that people approve what will really happen.
set -euo pipefail

environment=$1
root="infra/environments/$environment"
saved="plan-output/$environment/saved"
export TF_IN_AUTOMATION=1 TF_INPUT=0

echo "${DIGEST:?the digest of the plan that was approved}  $saved/tfplan" | sha256sum --check --quiet
cp "$saved/terraform.lock.hcl" "$root/.terraform.lock.hcl"
cp "$saved/tfplan" "$root/tfplan"
"$(dirname "$0")/init.sh" "$environment"
tofu -chdir="$root" apply -no-color -lock-timeout=10m tfplan
