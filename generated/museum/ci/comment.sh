#!/usr/bin/env bash
# comment.sh: one comment on the request about the plans of all environments, updated from then on; the same text in the run.
# Reads plan-output/<environment>/ of every environment of ENVIRONMENTS. Holds no cloud credential. With a reviewer (see review.sh) it says
# what matters first; without one it shows the plain plans, and says so. Exit 1 when a finding stops the request.
set -euo pipefail

scripts=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$scripts/need.sh" curl jq
# shellcheck source=/dev/null
. "$scripts/platform.sh"
marker='<!-- infrastructure plan -->'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

plans=()
missing=''
for environment in $ENVIRONMENTS; do
  saved="plan-output/$environment/saved"
  if [ -d "$saved" ]; then "$scripts/seal.sh" open "$saved" || true; fi
  if [ -f "$saved/plan.json" ]; then
    mv "$saved/plan.json" "$work/plan-$environment.json"
    plans+=("$environment=$work/plan-$environment.json")
  else
    missing="$missing $environment"
  fi
  # What the apply reads it fetches itself: nothing of it stays behind here.
  rm -rf "$saved"
done

verdict=2
if [ -z "$missing" ]; then
  verdict=0
  BASE="${BASE:-}" "$scripts/review.sh" 498500 "${plans[@]}" > "$work/review.md" 2> "$work/reason" || verdict=$?
  # What was remarked on the way belongs into the log of the job.
  cat "$work/reason" >&2
elif [ -z "${PLAN_PASSPHRASE:-}" ] && [ -n "$REQUEST" ]; then
  echo 'A request keeps no plans without the secret PLAN_PASSPHRASE, and so there is nothing to review.' > "$work/reason"
else
  echo "There is no plan of$missing." > "$work/reason"
fi

{
  printf '%s\n## Infrastructure plan for %s\n' "$marker" "${HEAD_SHA:0:12}"
  if [ "$verdict" -le 1 ]; then
    echo
    cat "$work/review.md"
  else
    # Backticks and angle brackets would be Markdown.
    printf '\n**Not reviewed: these are the plain plans.** %s\n' "$(tail -n 1 "$work/reason" | tr '`<>' "'()" | head -c 500)"
    for environment in $ENVIRONMENTS; do
      echo
      if [ -s "plan-output/$environment/comment.md" ]; then
        cat "plan-output/$environment/comment.md"
      else
        printf '### %s: no plan was made\n' "$environment"
      fi
    done
  fi
  printf '\nMade by [this run](%s). Merging plans again; what that plan says is applied after approval.\n' "$RUN_URL"
} > "$work/body.md"

if [ "$verdict" -gt 1 ]; then
  echo 'NOT REVIEWED:' >&2
  cat "$work/reason" >&2
fi
if [ -n "$REQUEST" ]; then
  "$scripts/publish.sh" comment "$REQUEST" "$work/body.md"
fi
mkdir -p plan-output
cp "$work/body.md" plan-output/review.md
show plan-output/review.md review

# On main the merge was the decision, and the approval is still to come: there the finding is shown and stops nothing.
if [ "$verdict" -eq 1 ] && [ -n "$REQUEST" ]; then
  echo 'The review found something that stops this request: read the comment.' >&2
  exit 1
fi
