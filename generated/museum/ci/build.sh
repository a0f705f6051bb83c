#!/usr/bin/env bash
# build.sh image <service> | site <site> <folder>: lints, tests, builds and scans one part. Runs code of the branch and of its dependencies:
# no credential is within reach. Leaves parts/<kind>-<name>/ for the release, empty when the part did not change since BASE.
set -euo pipefail

kind=$1
part=$2
output="parts/$kind-$part"
scripts=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$scripts/platform.sh"
rm -rf "$output"
mkdir -p "$output"

# Without a base to compare with, everything is built.
if [ -n "$BASE" ] && git merge-base --is-ancestor "$BASE" HEAD 2> /dev/null && git diff --quiet "$BASE" HEAD -- "services/$part"; then
  echo "services/$part did not change since $BASE." | tee "$output/unchanged"
  exit 0
fi
# shellcheck source=/dev/null
. "$scripts/need.sh" docker jq

lint=$(docker create --interactive hadolint/hadolint:v2.15.1 hadolint --config /hadolint.yaml -)
docker cp .hadolint.yaml "$lint:/hadolint.yaml"
docker start --attach --interactive "$lint" < "services/$part/Dockerfile"
docker rm "$lint" > /dev/null

case $(uname -m) in
  aarch64 | arm64) ;;
  # Slow, but right: a machine of the images' own kind needs no emulation.
  *) docker run --privileged --rm tonistiigi/binfmt:qemu-v9.2.2 --install arm64 > /dev/null ;;
esac
if ! docker buildx inspect pipeline > /dev/null 2>&1; then
  endpoint=()
  if [ -n "${DOCKER_TLS_VERIFY:-}${DOCKER_CERT_PATH:-}" ]; then
    # No builder is made of certificates that only variables name: a context holds them. https://github.com/docker/buildx/issues/413
    docker context inspect pipeline > /dev/null 2>&1 || docker context create pipeline > /dev/null
    endpoint=(pipeline)
  fi
  docker buildx create --name pipeline --driver docker-container "${endpoint[@]}" > /dev/null
fi
build() {
  docker buildx build --builder pipeline --platform linux/arm64 --build-arg "VERSION=$(git rev-parse HEAD)" \
    --build-arg "REVISION=$(git rev-parse HEAD)" --build-arg "SOURCE=$SOURCE_URL" "$@" "services/$part"
}

if grep -Eiq '^FROM .+ AS test *$' "services/$part/Dockerfile"; then
  build --provenance=false --target test --output type=cacheonly
fi

if [ "$kind" = site ]; then
  build --provenance=false --target build --load --tag "localhost/$part:build"
  container=$(docker create "localhost/$part:build")
  docker cp "$container:/app/$3/." "$output"
  docker rm "$container" > /dev/null
  test -f "$output/index.html"
  exit 0
fi

# shellcheck source=/dev/null
. "$scripts/need.sh" grype
build --provenance=false --load --tag "localhost/$part:scan"
# A finding that nobody can fix yet must not stop every release.
grype "docker:localhost/$part:scan" --fail-on high --only-fixed
if [ -n "$REQUEST" ]; then exit 0; fi
# The same layers out of the builder's cache; attestations need an archive of their own.
build --provenance=mode=max --sbom=true --output "type=oci,dest=$output/image.tar"
"$scripts/same-layers.sh" "localhost/$part:scan" "$output/image.tar"
