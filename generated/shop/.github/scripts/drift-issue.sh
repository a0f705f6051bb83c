#!/usr/bin/env bash
# drift-issue.sh <folder with summary-<environment>/comment.md>: keeps one issue that says which environments differ from main.
# Needs GH_TOKEN and ENVIRONMENTS.
set -euo pipefail

title='Infrastructure differs from main'
label=infrastructure-drift
body=$(mktemp)
drifted=''
{
  for environment in $ENVIRONMENTS; do
    summary="$1/summary-$environment/comment.md"
    if [ ! -s "$summary" ]; then
      drifted="$drifted $environment"
      printf '### %s: no plan was made\n\n' "$environment"
    elif ! head -n 1 "$summary" | grep -q ': no changes$'; then
      drifted="$drifted $environment"
      cat "$summary"
      echo
    fi
  done
  printf 'Found by [this run](%s/%s/actions/runs/%s). Somebody changed something by hand, or an apply is still waiting for approval.\n' \
    "$GITHUB_SERVER_URL" "$GITHUB_REPOSITORY" "$GITHUB_RUN_ID"
} > "$body"

issue=$(gh issue list --repo "$GITHUB_REPOSITORY" --label "$label" --state open --json number --jq '.[0].number // empty')
if [ -z "$drifted" ]; then
  if [ -n "$issue" ]; then
    gh issue close "$issue" --repo "$GITHUB_REPOSITORY" --comment 'Every environment matches main again.'
  fi
elif [ -n "$issue" ]; then
  gh issue edit "$issue" --repo "$GITHUB_REPOSITORY" --body-file "$body"
else
  gh label create "$label" --repo "$GITHUB_REPOSITORY" --color d93f0b --description 'Reality differs from the code' --force
  gh issue create --repo "$GITHUB_REPOSITORY" --title "$title" --label "$label" --body-file "$body"
fi
