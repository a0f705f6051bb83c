#!/usr/bin/env bash
# drift-issue.sh: keeps one issue for each environment that differs from main, and closes it when it does not any more.
# Reads plan-output/<environment>/comment.md of every environment of ENVIRONMENTS. Holds no cloud credential.
set -euo pipefail

scripts=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$scripts/need.sh" curl jq
# shellcheck source=/dev/null
. "$scripts/platform.sh"
body=$(mktemp)
trap 'rm -f "$body"' EXIT
failed=0

for environment in $ENVIRONMENTS; do
  summary="plan-output/$environment/comment.md"
  if [ -s "$summary" ] && head -n 1 "$summary" | grep -q ': no changes$'; then
    "$scripts/publish.sh" matches "$environment" || failed=1
    continue
  fi
  {
    if [ -s "$summary" ]; then cat "$summary"; else printf '### %s: no plan was made\n' "$environment"; fi
    printf '\nFound by [this run](%s). Somebody changed something by hand, or an apply is still waiting for approval.\n' "$RUN_URL"
  } > "$body"
  "$scripts/publish.sh" differs "$environment" "$body" || failed=1
done
exit "$failed"
