#!/usr/bin/env bash
# plan.sh <environment>: plans one environment and leaves plan-output/<environment>/:
#   comment.md            what the plan would do, short enough for a comment
#   saved/tfplan          the plan itself, and the lock file of the providers it was made with
# Needs STATE_BUCKET and credentials that may read. LOCK=false leaves the state unlocked. Exit 1 when the plan fails.
set -euo pipefail

environment=$1
root="infra/environments/$environment"
output="plan-output/$environment"
scripts=$(cd "$(dirname "$0")" && pwd)
export TF_IN_AUTOMATION=1 TF_INPUT=0
mkdir -p "$output/saved"

say() { if [ -n "${GITHUB_OUTPUT:-}" ]; then echo "$1_${environment//-/_}=$2" >> "$GITHUB_OUTPUT"; fi; }

code=0
{
  "$scripts/init.sh" "$environment" &&
    terraform -chdir="$root" plan -no-color -detailed-exitcode -out=tfplan -lock="${LOCK:-true}" -lock-timeout=5m
} > "$output/plan.log" 2>&1 || code=$?
cat "$output/plan.log"

if [ "$code" -ne 0 ] && [ "$code" -ne 2 ]; then
  "$scripts/plan-summary.sh" "$environment" failed "$output/plan.log" 20000 > "$output/comment.md"
else
  terraform -chdir="$root" show -no-color tfplan > "$output/plan.txt"
  terraform -chdir="$root" show -json tfplan > "$output/plan.json"
  "$scripts/plan-summary.sh" "$environment" "$output/plan.json" "$output/plan.txt" "${COMMENT_BYTES:-19333}" > "$output/comment.md"
  mv "$root/tfplan" "$output/saved/tfplan"
  cp "$root/.terraform.lock.hcl" "$output/saved/terraform.lock.hcl"
  say digest "$(sha256sum "$output/saved/tfplan" | cut -d' ' -f1)"
fi

if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$output/comment.md" >> "$GITHUB_STEP_SUMMARY"; fi
case "$code" in
  0) say changes false ;;
  2) say changes true ;;
  *) exit 1 ;;
esac
