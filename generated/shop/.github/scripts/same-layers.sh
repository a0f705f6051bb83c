#!/usr/bin/env bash
# same-layers.sh <image> <archive>: exit 1 unless the OCI archive holds exactly the layers of the image, which is the one that was scanned.
set -euo pipefail

image=$1
archive=$2

blob() { tar -xOf "$archive" "blobs/${1/://}"; }

scanned=$(docker image inspect "$image" | jq -c '.[0].RootFS.Layers')
document=$(tar -xOf "$archive" index.json)
# The first index points at another one when attestations lie beside the image; theirs is the platform "unknown".
while next=$(jq -er 'first(.manifests[]? | select(.platform.architecture != "unknown")).digest' <<< "$document"); do
  document=$(blob "$next")
done
packed=$(blob "$(jq -er .config.digest <<< "$document")" | jq -c .rootfs.diff_ids)

if [ "$scanned" != "$packed" ]; then
  echo "The archive does not hold what was scanned: $packed instead of $scanned." >&2
  exit 1
fi
echo "The archive holds the layers that were scanned."
