#!/usr/bin/env bash
# publish-site.sh <folder> <bucket> <distribution>: puts a built site online without a moment in which a page asks for a file that is not there.
set -euo pipefail

folder=$1
bucket=$2
distribution=$3

# 1. Files with a hash in their name never change. Old ones stay: open tabs still ask for them.
if [ -d "$folder/assets" ]; then
  aws s3 cp "$folder/assets" "s3://$bucket/assets" --recursive --only-show-errors --cache-control 'public, max-age=31536000, immutable'
fi
# 2. Everything else but pages.
aws s3 cp "$folder" "s3://$bucket" --recursive --only-show-errors --exclude 'assets/*' --exclude '*.html' --cache-control 'public, max-age=300'
# 3. Pages last, once all they ask for is there. A browser checks each time whether they changed.
aws s3 cp "$folder" "s3://$bucket" --recursive --only-show-errors --exclude '*' --include '*.html' --cache-control 'no-cache'
# What a release of an older commit is refused by. Viewers do not see tags.
aws s3api put-object-tagging --bucket "$bucket" --key index.html --tagging "TagSet=[{Key=commit,Value=$(git rev-parse HEAD)}]"

invalidation=$(aws cloudfront create-invalidation --distribution-id "$distribution" --paths '/*' --query Invalidation.Id --output text)
aws cloudfront wait invalidation-completed --distribution-id "$distribution" --id "$invalidation"
