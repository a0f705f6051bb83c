#!/usr/bin/env bash
# review.sh <bytes> <environment>=<plan.json> …: prints a review of the plans as Markdown. Exit 0: nothing that stops, 1: a finding that stops,
# 2: no review, with the reason on standard error. The reviewer is the company's own package, by exact version and checksum:
#   SCAFFOLD_PACKAGE     what npm can fetch: a name with an exact version, or the address of a .tgz
#   SCAFFOLD_INTEGRITY   sha512-… of that .tgz, as npm prints it; without it nothing is run
#   REVIEW_FAIL_ON       the least severity that stops (high)
set -uo pipefail

bytes=$1
shift
give_up() {
  echo "$1" >&2
  exit 2
}

if [ -z "${SCAFFOLD_PACKAGE:-}" ]; then give_up 'SCAFFOLD_PACKAGE is not set.'; fi
if ! grep -Eq '^[^ ]*@[0-9]+\.[0-9]+\.[0-9]+[^ ]*$|^https://[^ ]+\.tgz$|^/[^ ]+\.tgz$' <<< "$SCAFFOLD_PACKAGE"; then
  give_up 'SCAFFOLD_PACKAGE must be a name with an exact version, or the address of a .tgz.'
fi
if [ -z "${SCAFFOLD_INTEGRITY:-}" ]; then give_up 'SCAFFOLD_INTEGRITY is not set: a package of unknown content is not run.'; fi
# shellcheck source=/dev/null
. "$(dirname "$0")/need.sh" openssl
if ! command -v npm > /dev/null; then give_up 'npm is not installed here.'; fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if ! npm pack --silent --ignore-scripts --pack-destination "$folder" "$SCAFFOLD_PACKAGE" > /dev/null 2> "$folder/npm.log"; then
  tail -n 5 "$folder/npm.log" >&2
  give_up 'The package of the reviewer could not be fetched.'
fi
package=$(find "$folder" -name '*.tgz' | head -n 1)
actual="sha512-$(openssl dgst -sha512 -binary "$package" | openssl base64 -A)"
if [ "$actual" != "$SCAFFOLD_INTEGRITY" ]; then give_up "The package of the reviewer is $actual, not what SCAFFOLD_INTEGRITY says."; fi
mkdir "$folder/unpacked"
tar -xzf "$package" -C "$folder/unpacked" --strip-components 1
entry=$(jq -er .bin.scaffold "$folder/unpacked/package.json") || give_up 'The package of the reviewer has no command.'

arguments=()
for plan in "$@"; do arguments+=(--plan "$plan"); done
# What the answers meant to change: the list of resources before this change against the one in this tree. Without the one before, nothing is said about it.
if [ -n "${BASE:-}" ] && [ -f .scaffold/resources.json ] && git show "$BASE:./.scaffold/resources.json" > "$folder/before.json" 2> /dev/null; then
  arguments+=(--base "$folder/before.json" --out .)
else
  echo 'The list of resources before this change is not known: nothing is said about what the answers meant.' >&2
fi

node "$folder/unpacked/$entry" review "${arguments[@]}" --format markdown --for github --max-bytes "$bytes" --fail-on "${REVIEW_FAIL_ON:-high}" > "$folder/review.md" 2> "$folder/review.log"
code=$?
if [ "$code" -gt 1 ] || [ ! -s "$folder/review.md" ]; then
  tail -n 20 "$folder/review.log" >&2
  give_up 'The reviewer could not answer.'
fi
cat "$folder/review.log" >&2
cat "$folder/review.md"
exit "$code"
