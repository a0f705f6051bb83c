#!/usr/bin/env bash
# seal.sh <close|open> <folder>: a saved plan holds values in clear text, and stores of artifacts have many readers. With the secret
# PLAN_PASSPHRASE the folder travels as one encrypted file; without it, in clear text where the vendor keeps it short and private, and not
# at all elsewhere.
set -euo pipefail

folder=$2
# shellcheck source=/dev/null
. "$(dirname "$0")/platform.sh"
crypt() { openssl enc -aes-256-cbc -pbkdf2 -iter 600000 -md sha256 -pass env:PLAN_PASSPHRASE "$@"; }

case $1 in
  close)
    if [ -n "${PLAN_PASSPHRASE:-}" ]; then
      tar -C "$folder" -cf - . | crypt -salt -out "$folder.sealed"
      rm -rf "$folder"
      mkdir "$folder"
      mv "$folder.sealed" "$folder/sealed"
    elif [ "$SEAL" = required ]; then
      rm -rf "$folder"
      echo 'Set the secret PLAN_PASSPHRASE (for example: openssl rand -base64 32): artifacts are kept for long here, and a plan holds values in clear text.' >&2
      exit 1
    elif [ "$SEAL" = optional ]; then
      echo 'PLAN_PASSPHRASE is not set: the saved plan is handed over in clear text.' >&2
    fi
    ;;
  open)
    if [ -f "$folder/sealed" ]; then
      : "${PLAN_PASSPHRASE:?the passphrase that the plan was sealed with}"
      crypt -d -in "$folder/sealed" -out "$folder.tar" || { echo 'The sealed plan cannot be opened with this PLAN_PASSPHRASE.' >&2; exit 1; }
      rm "$folder/sealed"
      tar -C "$folder" --no-same-owner -xf "$folder.tar"
      rm "$folder.tar"
    elif [ "$SEAL" = required ]; then
      echo 'The saved plan is not sealed.' >&2
      exit 1
    fi
    ;;
  *) exit 2 ;;
esac
