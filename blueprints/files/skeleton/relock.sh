#!/usr/bin/env bash
# In: the manifests of the skeletons (package.json.ejs, pyproject of the Python universe). Out: their lockfiles, resolved anew by npm, pnpm and uv.
# Run by hand after changing a version; never part of a build or a test. Needs npm, uv and a network.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pnpm_version=12.21.0

relock_node() {
  local folder=$1 target="$work/$2"
  mkdir -p "$target/npm" "$target/pnpm"
  for manager in npm pnpm; do
    sed 's/<%= packageName %>/@scope\/service/' "$folder/package.json.ejs" > "$target/$manager/package.json"
  done
  (cd "$target/npm" && npm install --package-lock-only --omit-lockfile-registry-resolved=false --ignore-scripts --no-audit --no-fund --registry=https://registry.npmjs.org/ > /dev/null)
  (cd "$target/pnpm" && npx --yes "pnpm@$pnpm_version" install --lockfile-only --ignore-scripts --registry=https://registry.npmjs.org/ > /dev/null)
  sed 's/@scope\/service/<%= packageName %>/' "$target/npm/package-lock.json" > "$folder/package-lock.json.text"
  cp "$target/pnpm/pnpm-lock.yaml" "$folder/pnpm-lock.yaml.text"
}

for framework in express fastify nestjs next none; do relock_node "$here/node/$framework" "node-$framework"; done
for framework in react vue none; do relock_node "$here/site/$framework" "site-$framework"; done

mkdir -p "$work/python"
cp "$here/python/universe.toml" "$work/python/pyproject.toml"
(cd "$work/python" && uv lock --quiet --no-python-downloads --default-index https://pypi.org/simple && uv export --quiet --no-python-downloads --locked --all-extras --no-emit-project --no-header --no-annotate --format requirements-txt > requirements.txt)
cp "$work/python/uv.lock" "$here/python/uv.lock.text"
cp "$work/python/requirements.txt" "$here/python/requirements.txt.text"
grep -rhoE 'https?://[^/"]+' "$here" --include='*lock*.text' --include='requirements.txt.text' | sort | uniq -c
