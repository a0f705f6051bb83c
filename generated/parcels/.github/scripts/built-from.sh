#!/usr/bin/env bash
# built-from.sh image <reference> | site <bucket>: prints the commits that what is out was built from, a line each: of an image out of the tags
# that release.sh gave it, of a site out of the tag that publish-site.sh gave its first page. Prints nothing where nothing was released
# yet, or where somebody else put it there. Exit 1 when nobody can say.
set -euo pipefail

errors=$(mktemp)
trap 'rm -f "$errors"' EXIT

# unless <what may be missing> <command …>: its output; nothing when AWS does not know what it is asked for.
unless() {
  local missing=$1
  shift
  "$@" 2> "$errors" && return
  if grep -qE "$missing" "$errors"; then return 0; fi
  cat "$errors" >&2
  return 1
}

case $1 in
  image)
    repository=${2%@*}
    # The placeholder from before the first release has no digest.
    if [ "$repository" = "$2" ]; then exit 0; fi
    tags=$(unless 'ImageNotFoundException|RepositoryNotFoundException' aws ecr describe-images --repository-name "${repository#*/}" \
      --image-ids "imageDigest=${2#*@}" --query 'imageDetails[0].imageTags' --output json)
    jq -r '.[]? | capture("^(?<commit>[0-9a-f]{12})-").commit' <<< "$tags" | sort -u
    ;;
  site)
    unless 'NoSuchKey|NoSuchBucket' aws s3api get-object-tagging --bucket "$2" --key index.html --query "TagSet[?Key=='commit'].Value" --output json |
      jq -r '.[]?'
    ;;
  *) exit 2 ;;
esac
