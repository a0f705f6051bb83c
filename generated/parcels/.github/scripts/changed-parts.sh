#!/usr/bin/env bash
# changed-parts.sh: prints images=[…] and sites=[…], the parts of services/ that changed and so are built.
# Needs EVENT, GH_TOKEN, IMAGES and SITES, and a checkout with its history.
set -euo pipefail

# On main the comparison is with the last run that succeeded everywhere, not with the last push:
# what a failed, cancelled or superseded run did not release is taken along by the next one.
case "$EVENT" in
  pull_request) base=$(git rev-parse HEAD^1) ;;
  push)
    base=$(gh run list --repo "$GITHUB_REPOSITORY" --workflow images.yml --branch main --status success --limit 1 \
      --json headSha --jq '.[0].headSha // empty')
    ;;
  *) base='' ;;
esac

everything=true
changed=''
if [ -n "$base" ] && git merge-base --is-ancestor "$base" HEAD 2> /dev/null; then
  everything=false
  changed=$(git diff --name-only "$base" HEAD)
  if grep -qxF '.github/workflows/images.yml' <<< "$changed"; then everything=true; fi
fi

# Prints those of the names whose folder changed, as JSON.
select_parts() {
  local parts=()
  for part in "$@"; do
    if [ "$everything" = true ] || grep -q "^services/$part/" <<< "$changed"; then parts+=("$part"); fi
  done
  jq -cn '$ARGS.positional' --args -- "${parts[@]}"
}

# shellcheck disable=SC2086 # lists of slugs
{
  echo "images=$(select_parts $IMAGES)"
  echo "sites=$(select_parts $SITES)"
}
