#!/usr/bin/env bash
# publish.sh comment <number> <file> | differs <environment> <file> | matches <environment>: speaks to GitHub with SCM_TOKEN.
# One comment per pull request and one issue per environment, found again by who wrote them and by a mark at the start.
set -euo pipefail

scripts=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$scripts/platform.sh"
api="${GITHUB_API_URL:-https://api.github.com}"
if [ -z "${SCM_TOKEN:-}" ]; then
  echo "SCM_TOKEN is not set: what should be said on GitHub stands in the run only." >&2
  if [ "$1" = differs ]; then exit 1; fi
  exit 0
fi

# call <method> <path> [<body>]: the token and the body go through files, which no other process can read in the list of arguments.
call() {
  local options=()
  if [ $# -gt 2 ]; then options=(--data-binary "@$3"); fi
  curl --silent --show-error --fail-with-body --config <(printf 'header = "Authorization: Bearer %s"\n' "$SCM_TOKEN") \
    --header 'Accept: application/vnd.github+json' --request "$1" "${options[@]}" "$api/$2"
}
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
author=${SCM_AUTHOR:-$(call GET user | jq -r .login)}
label=infrastructure-drift

case $1 in
  comment)
    mark=$(head -n 1 "$3")
    jq -Rs '{body: .}' < "$3" > "$work/body.json"
    id=$(all "repos/$SCM_REPOSITORY/issues/$2/comments" |
      jq -r --arg author "$author" --arg mark "$mark" 'select(.user.login == $author and (.body | startswith($mark))) | .id' | head -n 1)
    if [ -n "$id" ]; then
      call PATCH "repos/$SCM_REPOSITORY/issues/comments/$id" "$work/body.json" > /dev/null
    else
      call POST "repos/$SCM_REPOSITORY/issues/$2/comments" "$work/body.json" > /dev/null
    fi
    ;;
  differs | matches)
    title="Infrastructure of $2 differs from main"
    issue=$(all "repos/$SCM_REPOSITORY/issues?state=open&labels=$label" |
      jq -r --arg author "$author" --arg title "$title" 'select(.user.login == $author and .title == $title) | .number' | head -n 1)
    if [ "$1" = matches ]; then
      if [ -n "$issue" ]; then
        jq -n --arg body "$2 matches main again." '{body: $body}' > "$work/body.json"
        call POST "repos/$SCM_REPOSITORY/issues/$issue/comments" "$work/body.json" > /dev/null
        echo '{"state": "closed"}' > "$work/body.json"
        call PATCH "repos/$SCM_REPOSITORY/issues/$issue" "$work/body.json" > /dev/null
      fi
    else
      jq -Rs --arg title "$title" --arg kind "$label" '{title: $title, body: ., labels: [$kind]}' < "$3" > "$work/body.json"
      if [ -n "$issue" ]; then
        call PATCH "repos/$SCM_REPOSITORY/issues/$issue" "$work/body.json" > /dev/null
      else
        # A label that an issue names is made with it.
        call POST "repos/$SCM_REPOSITORY/issues" "$work/body.json" > /dev/null
      fi
    fi
    ;;
  *) exit 2 ;;
esac
