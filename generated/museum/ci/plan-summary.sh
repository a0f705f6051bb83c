#!/usr/bin/env bash
# plan-summary.sh <environment> <plan.json | failed> <plan text> <bytes>: Markdown for people who have a minute.
# First what would be lost, then how much would change, then the whole plan, folded and cut at a line to stay within <bytes>.
set -euo pipefail

environment=$1
json=$2
text=$3
bytes=$4

# Backticks would end a code block; nothing else in a code block means anything.
quoted() { tr '`' "'"; }
block() { printf '\n````text\n'; quoted; printf '\n````\n'; }

if [ "$json" = failed ]; then
  printf '### %s: the plan failed\n' "$environment"
  tail -n 100 "$text" | tail -c "$bytes" | iconv -c -f utf-8 -t utf-8 | block
  exit 0
fi

# One row for each kind of change. The kinds come from the actions alone: a forgotten resource has a deletion's reason.
rows=$(jq -c '
  def kind:
    .change.actions as $a
    | if $a == ["no-op"] then
        (if .change.importing then "import" elif .previous_address then "move" else empty end)
      elif $a == ["create"] then (if .change.importing then "import" else "create" end)
      elif $a == ["read"] then empty
      elif $a == ["update"] then "update"
      elif $a == ["delete"] then "delete"
      elif $a == ["forget"] then "forget"
      elif ($a | sort) == ["create", "delete"] then "replace"
      elif ($a | sort) == ["create", "forget"] then "replace, old one kept"
      else "other (" + ($a | join(", ")) + ")"
      end;
  [(.resource_changes // [])[] | {kind: kind, address: (.address + (if .deposed then " (deposed " + .deposed + ")" else "" end))}]
' "$json")

count() { jq -r --arg kind "$1" 'map(select(.kind == $kind)) | length' <<< "$rows"; }

dangerous=$(jq -r '.[] | select(.kind | test("^(delete|forget|replace|other)")) | .kind + ": " + .address' <<< "$rows")
outputs=$(jq '[(.output_changes // {})[] | select(.actions != ["no-op"])] | length' "$json")
drifted=$(jq '[(.resource_drift // [])[] | select(.change.actions != ["no-op"])] | length' "$json")
failed=$(jq -r '[(.checks // [])[] | select(.status == "fail" or .status == "error") | .address.to_display] | .[]' "$json")

report() {
  if [ "$(jq -r '.errored // false' "$json")" = true ]; then
    printf '### %s: the plan failed\n' "$environment"
  elif [ "$rows" = '[]' ] && [ "$outputs" -eq 0 ]; then
    printf '### %s: no changes\n' "$environment"
    if [ "$drifted" -gt 0 ]; then printf '\nDifferences from the state that need no change: %s.\n' "$drifted"; fi
  else
    printf '### %s\n' "$environment"
  fi
  if [ -n "$dangerous" ]; then
    printf '\n**Would be destroyed, replaced or forgotten: %s**\n' "$(wc -l <<< "$dangerous" | tr -d ' ')"
    # At most a quarter of the space, so that the counts always fit.
    head -c "$((bytes / 4))" <<< "$dangerous" | iconv -c -f utf-8 -t utf-8 | block
    if [ "$(wc -c <<< "$dangerous")" -gt "$((bytes / 4))" ]; then printf '\nThe list is cut: read the plan in the run.\n'; fi
  fi
  if [ "$rows" != '[]' ] || [ "$outputs" -gt 0 ]; then
    printf '\n| Action | Resources |\n| --- | ---: |\n'
    for kind in delete replace 'replace, old one kept' forget update create import move; do
      if [ "$(count "$kind")" -gt 0 ]; then printf '| %s | %s |\n' "$kind" "$(count "$kind")"; fi
    done
    others=$(jq '[.[] | select(.kind | startswith("other"))] | length' <<< "$rows")
    if [ "$others" -gt 0 ]; then printf '| other | %s |\n' "$others"; fi
    if [ "$outputs" -gt 0 ]; then printf '| outputs | %s |\n' "$outputs"; fi
    if [ "$drifted" -gt 0 ]; then printf '| changed outside | %s |\n' "$drifted"; fi
  fi
  if [ -n "$failed" ]; then
    printf '\n**Checks that fail:**\n'
    head -c 2000 <<< "$failed" | iconv -c -f utf-8 -t utf-8 | block
  fi
}

summary=$(report)
printf '%s\n' "$summary"
if [ "$rows" = '[]' ] && [ "$outputs" -eq 0 ]; then exit 0; fi

room=$((bytes - $(wc -c <<< "$summary") - 300))
printf '\n<details><summary>The whole plan</summary>\n'
if [ "$(wc -c < "$text")" -le "$room" ]; then
  block < "$text"
else
  # The last line may be half a line: drop it.
  head -c "$room" "$text" | iconv -c -f utf-8 -t utf-8 | sed '$d' | block
  printf '\nThe plan is cut here: the rest is in the log of the run.\n'
fi
printf '\n</details>\n'
