#!/usr/bin/env bash
# changed-parts.sh: prints images=[…] and sites=[…], the parts of services/ that changed and so are built, and all of them as the words
# that release.sh takes.
# Needs EVENT, GH_TOKEN, IMAGES and SITES, and a checkout with its history.
set -euo pipefail

# On main the comparison is with the last run that succeeded everywhere, not with the last push:
# what a failed, cancelled or superseded run did not release is taken along by the next one.
case "$EVENT" in
  pull_request) base=$(git rev-parse HEAD^1) ;;
  push)
    # By event: the list of a branch also holds runs of requests from forks whose branch is called the same, and those release nothing.
    base=$(for trigger in push workflow_dispatch schedule; do
      gh run list --repo "$GITHUB_REPOSITORY" --workflow images.yml --branch main --event "$trigger" --status success --limit 1 --json createdAt,headSha
    done | jq -rs 'add | max_by(.createdAt).headSha // empty')
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

words=()
# Prints those of the names whose folder changed, as JSON, and remembers them as words: select_parts <kind> <name …>.
select_parts() {
  local kind=$1 parts=() part
  shift
  for part in "$@"; do
    if [ "$everything" = true ] || grep -q "^services/$part/" <<< "$changed"; then
      parts+=("$part")
      words+=("$kind-$part")
    fi
  done
  printf '%ss=%s\n' "$kind" "$(jq -cn '$ARGS.positional' --args -- "${parts[@]}")"
}

# shellcheck disable=SC2086 # lists of slugs
select_parts image $IMAGES
# shellcheck disable=SC2086
select_parts site $SITES
echo "parts=${words[*]}"
