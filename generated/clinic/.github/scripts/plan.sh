#!/usr/bin/env bash
# plan.sh <environment>: plans one environment and leaves plan-output/<environment>/:
#   comment.md   what the plan would do, short enough for a comment
#   saved/       the plan for the apply and, as plan.json, for the review; the lock file of the providers it was made with; what binds them
# A plan holds values in clear text: saved/ is sealed when PLAN_PASSPHRASE is set. Without it, a request keeps no plan at all.
# Needs STATE_BUCKET and credentials that may read. PURPOSE=drift keeps the summary only. Exit 1 when the plan fails.
set -euo pipefail

environment=$1
root="infra/environments/$environment"
output="plan-output/$environment"
scripts=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$scripts/need.sh" tofu jq
# shellcheck source=/dev/null
. "$scripts/platform.sh"
export TF_IN_AUTOMATION=1 TF_INPUT=0
rm -rf "$output"
mkdir -p "$output/saved"

# Without the lock: whoever may take it may also remove it under a running apply, and a saved plan that the state has left behind is refused anyway.
code=0
{
  "$scripts/init.sh" "$environment" &&
    tofu -chdir="$root" plan -no-color -detailed-exitcode -out=tfplan -lock=false
} > "$output/plan.log" 2>&1 || code=$?
cat "$output/plan.log"

if [ "$code" -ne 0 ] && [ "$code" -ne 2 ]; then
  "$scripts/plan-summary.sh" "$environment" failed "$output/plan.log" 20000 > "$output/comment.md"
  show "$output/comment.md" "$environment"
  exit 1
fi

tofu -chdir="$root" show -no-color tfplan > "$output/plan.txt"
tofu -chdir="$root" show -json tfplan > "$output/saved/plan.json"
"$scripts/plan-summary.sh" "$environment" "$output/saved/plan.json" "$output/plan.txt" "${COMMENT_BYTES:-28250}" > "$output/comment.md"
show "$output/comment.md" "$environment"
changes=false
if [ "$code" -eq 2 ]; then changes=true; fi
tell "changes_${environment//-/_}" "$changes"

if [ "${PURPOSE:-}" = drift ] || { [ -n "$REQUEST" ] && [ "$SEAL" != unneeded ] && [ -z "${PLAN_PASSPHRASE:-}" ]; }; then
  rm -rf "$root/tfplan" "$output/plan.txt" "$output/saved"
  exit 0
fi
mv "$root/tfplan" "$output/saved/tfplan"
rm "$output/plan.txt"
cp "$root/.terraform.lock.hcl" "$output/saved/terraform.lock.hcl"
"$scripts/binding.sh" "$environment" "$changes" > "$output/saved/binding.json"
tell "digest_${environment//-/_}" "$(sha256sum "$output/saved/binding.json" | cut -d' ' -f1)"
"$scripts/seal.sh" close "$output/saved"
