#!/usr/bin/env bash
# check.sh <format|validate|test|scan>: checks the code of the infrastructure. Needs no credential, so it also runs for strangers.
set -euo pipefail

scripts=$(cd "$(dirname "$0")" && pwd)
export TF_IN_AUTOMATION=1 TF_INPUT=0

case $1 in
  format | validate | test)
    # shellcheck source=/dev/null
    . "$scripts/need.sh" terraform
    ;;
  scan)
    # shellcheck source=/dev/null
    . "$scripts/need.sh" pipx
    ;;
esac

case $1 in
  format) terraform fmt -check -recursive -diff infra ;;
  validate)
    for root in infra/bootstrap infra/environments/dev infra/environments/staging infra/environments/prod; do
      echo "$root"
      terraform -chdir="$root" init -backend=false -no-color
      terraform -chdir="$root" validate -no-color
    done
    ;;
  # The module itself is no root: it takes its providers from the environments, which are validated above.
  test)
    terraform -chdir=infra/stack init -backend=false -no-color
    terraform -chdir=infra/stack test -no-color
    ;;
  scan) pipx run --spec "checkov==3.3.30" checkov --config-file .checkov.yaml ;;
  *) exit 2 ;;
esac
