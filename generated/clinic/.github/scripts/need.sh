#!/usr/bin/env bash
# need.sh <tool …>: sourced by the others. Makes sure that each tool can be called: what the machine has is taken; the rest is
# installed from Debian (as root) or from the makers' releases by version and checksum, into .tools/. Says what it cannot get.
tools_folder="$PWD/.tools"
export PATH="$tools_folder:$PATH"

install_packages() {
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
    echo "need.sh: $* cannot be installed here: put it on the machine that runs the pipeline." >&2
    return 1
  fi
  apt-get update -qq > /dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ca-certificates "$@" > /dev/null
}

# Every step below hangs on the one before by &&: this file is also run by itself and sourced by scripts that go on after a failure, and
# nothing may be unpacked that is not what its maker says.

# download <address of the folder> <file> <file of its checksums>: the file in .tools/, and a failure when its checksum is another one.
download() {
  mkdir -p "$tools_folder" &&
    curl --fail --silent --show-error --location --retry 3 --output "$tools_folder/$2" "$1/$2" &&
    curl --fail --silent --show-error --location --retry 3 --output "$tools_folder/$3" "$1/$3" &&
    (cd "$tools_folder" && grep " [*]\{0,1\}$2\$" "$3" | sha256sum --check --quiet -)
}

have() {
  command -v "$1" > /dev/null || install_packages "$1"
}

install_tool() {
  local machine version
  case $(uname -m) in
    aarch64 | arm64) machine=arm64 ;;
    *) machine=amd64 ;;
  esac
  case $1 in
    # The version that people use as well.
    tofu)
      version=$(sed -n 's/^opentofu //p' .tool-versions)
      have curl && have unzip &&
        download "https://github.com/opentofu/opentofu/releases/download/v$version" "tofu_${version}_linux_$machine.zip" "tofu_${version}_SHA256SUMS" &&
        unzip -q -o "$tools_folder/tofu_${version}_linux_$machine.zip" tofu -d "$tools_folder"
      ;;
    grype)
      have curl &&
        download https://github.com/anchore/grype/releases/download/v0.121.3 "grype_0.121.3_linux_$machine.tar.gz" grype_0.121.3_checksums.txt &&
        tar -xzf "$tools_folder/grype_0.121.3_linux_$machine.tar.gz" -C "$tools_folder" grype
      ;;
    aws) install_packages awscli ;;
    docker) install_packages docker-cli docker-buildx ;;
    *) install_packages "$1" ;;
  esac
}

for tool in "$@"; do
  if ! command -v "$tool" > /dev/null && ! install_tool "$tool"; then
    echo "need.sh: $tool cannot be had here." >&2
    # Sourced, the caller decides; by itself, this is the end.
    # shellcheck disable=SC2317
    return 1 2> /dev/null || exit 1
  fi
done
