#!/usr/bin/env bash
# In: an image's root folder, working directory, numeric user and command; called inside fresh mount, network and process namespaces. Out: the command, as process 1, locked in like a container.
set -euo pipefail
root=$1 wd=$2 uid=$3
shift 3
tools=/usr/sbin:/usr/bin:/sbin:/bin
PATH=$tools mount --make-rprivate /
PATH=$tools mount --bind "$root" "$root"
PATH=$tools mount --rbind /dev "$root/dev"
PATH=$tools mount -t proc proc "$root/proc"
PATH=$tools mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
PATH=$tools mount -o remount,ro,bind "$root"
PATH=$tools ip link set lo up
# Root needs three capabilities to step into the image and to become its user; that user then has none, and no new privileges give them back.
exec /usr/bin/setpriv --no-new-privs --inh-caps=-all --bounding-set=-all,+sys_chroot,+setuid,+setgid \
  /usr/bin/unshare --root="$root" --wd="$wd" --setgid "$uid" --setuid "$uid" -- "$@"
