#!/usr/bin/env bash
# publish.sh comment <number> <file> | differs <environment> <file> | matches <environment>: speaks to GitLab with SCM_TOKEN, a project
# access token with the scope api (the token of a job may not write notes). One note per merge request and one issue per environment.
set -euo pipefail

scripts=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$scripts/platform.sh"
if [ -z "${SCM_TOKEN:-}" ]; then
  echo "SCM_TOKEN is not set: what should be said on GitLab stands in the run only." >&2
  if [ "$1" = differs ]; then exit 1; fi
  exit 0
fi

# call <method> <path below the project> [<body>]: the token and the body go through files, which no other process can read.
call() {
  local options=()
  if [ $# -gt 2 ]; then options=(--header 'Content-Type: application/json' --data-binary "@$3"); fi
  curl --silent --show-error --fail-with-body --config <(printf 'header = "PRIVATE-TOKEN: %s"\n' "$SCM_TOKEN") \
    --request "$1" "${options[@]}" "$SCM_API/$2"
}
project="projects/$(jq -rn --arg name "$SCM_REPOSITORY" '$name | @uri')"
# all <path>: every element of a list, one JSON a line, page after page.
all() {
  local page=1 list
  while :; do
    list=$(call GET "$1$(if [[ $1 == *\?* ]]; then echo '&'; else echo '?'; fi)per_page=100&page=$page")
    jq -c '.[]' <<< "$list"
    if [ "$(jq length <<< "$list")" -lt 100 ]; then break; fi
    page=$((page + 1))
  done
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Only what we wrote ourselves: anybody may write the mark.
author=$(call GET user | jq -r .id)
label=infrastructure-drift

case $1 in
  comment)
    mark=$(head -n 1 "$3")
    notes="$project/merge_requests/$2/notes"
    jq -Rs '{body: .}' < "$3" > "$work/body.json"
    id=$(all "$notes" |
      jq -r --argjson author "$author" --arg mark "$mark" 'select(.author.id == $author and (.body | startswith($mark))) | .id' | head -n 1)
    if [ -n "$id" ]; then
      call PUT "$notes/$id" "$work/body.json" > /dev/null
    else
      call POST "$notes" "$work/body.json" > /dev/null
    fi
    ;;
  differs | matches)
    title="Infrastructure of $2 differs from main"
    issue=$(all "$project/issues?state=opened&labels=$label" |
      jq -r --argjson author "$author" --arg title "$title" 'select(.author.id == $author and .title == $title) | .iid' | head -n 1)
    if [ "$1" = matches ]; then
      if [ -n "$issue" ]; then
        jq -n --arg body "$2 matches main again." '{body: $body}' > "$work/body.json"
        call POST "$project/issues/$issue/notes" "$work/body.json" > /dev/null
        echo '{"state_event": "close"}' > "$work/body.json"
        call PUT "$project/issues/$issue" "$work/body.json" > /dev/null
      fi
    else
      jq -Rs --arg title "$title" --arg kind "$label" '{title: $title, description: ., labels: $kind}' < "$3" > "$work/body.json"
      if [ -n "$issue" ]; then
        call PUT "$project/issues/$issue" "$work/body.json" > /dev/null
      else
        call POST "$project/issues" "$work/body.json" > /dev/null
      fi
    fi
    ;;
  *) exit 2 ;;
esac
