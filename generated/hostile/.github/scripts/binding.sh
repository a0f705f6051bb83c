#!/usr/bin/env bash
# binding.sh <environment> <whether the plan changes anything>: prints what a saved plan belongs to: the commit, the answers that the code was
# written from, the lock file of the providers and the plan itself. apply.sh refuses a plan when any of them is another.
set -euo pipefail

saved="plan-output/$1/saved"
sum() { sha256sum "$1" | cut -d' ' -f1; }

jq -n --arg environment "$1" --arg changes "$2" --arg head "$(git rev-parse HEAD)" --arg answers "$(jq -er .answers .scaffold/manifest.json)" \
  --arg lock "$(sum "$saved/terraform.lock.hcl")" --arg plan "$(sum "$saved/tfplan")" \
  '{environment: $environment, changes: $changes, head: $head, answers: $answers, lock: $lock, plan: $plan}'
