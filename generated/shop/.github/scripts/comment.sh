#!/usr/bin/env bash
# comment.sh <folder with summary-<environment>/comment.md>: writes one comment to the pull request and updates it from then on.
# Needs GH_TOKEN, PULL_REQUEST, HEAD_SHA and ENVIRONMENTS.
set -euo pipefail

marker='<!-- infrastructure plan -->'
body=$(mktemp)
{
  printf '%s\n## Infrastructure plan for %s\n' "$marker" "${HEAD_SHA:0:12}"
  for environment in $ENVIRONMENTS; do
    echo
    if [ -s "$1/summary-$environment/comment.md" ]; then
      cat "$1/summary-$environment/comment.md"
    else
      printf '### %s: no plan was made\n' "$environment"
    fi
  done
  # shellcheck disable=SC2016 # backticks of Markdown
  printf '\nMade by [this run](%s/%s/actions/runs/%s). Merging plans again; what that plan says is applied after approval.\n' \
    "$GITHUB_SERVER_URL" "$GITHUB_REPOSITORY" "$GITHUB_RUN_ID"
} > "$body"

comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
# Only our own comment: anybody may write the marker.
id=$(gh api --paginate "$comments" \
  --jq ".[] | select(.user.login == \"github-actions[bot]\" and (.body | startswith(\"$marker\"))) | .id" | head -n 1)
# From a file: a plan is too long for an argument.
if [ -n "$id" ]; then
  gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$body" --silent
else
  gh api --method POST "$comments" --field "body=@$body" --silent
fi
