#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# toolroot-enter.sh TREE SUITE [BIND...] -- COMMAND [ARG...]
#
# Process 1 of the namespaces that scripts/toolroot starts a command in: mounts what the
# command needs into TREE, runs it there in the directory we are in, hands on SIGTERM
# and the exit status. All mounts are in our own namespace and end with it.
set -eu

tree=$1
suite=$2
shift 2

# Who goes on from the toolroot, which has none, has the other tree's.
if ! command -v mount >/dev/null; then
	mount() {
		"$tree/usr/lib64/ld-linux-x86-64.so.2" --library-path "$tree/usr/lib/x86_64-linux-gnu" \
			"$tree/usr/bin/mount" "$@"
	}
fi

# What comes from the tree; everything else is the host's, at its own path.
hidden() {
	case $1 in
	/bin | /boot | /dev | /etc | /lib* | /lost+found | /proc | /run | /sbin | /sys | /usr | /var) return 0 ;;
	esac
	return 1
}

# --rbind: in a user namespace a part of a tree of mounts cannot be taken alone.
show() {
	[ -d "$tree$1" ] || mkdir -p "$tree$1"
	mount --rbind "$1" "$tree$1"
}

# The root must be a mount for namespaces to be made inside (our tests do).
mount --rbind "$tree" "$tree"
# A fresh /proc is refused where the host's own is partly covered (containers).
mount -t proc proc "$tree/proc" 2>/dev/null || mount --rbind /proc "$tree/proc"
show /sys
show /dev
for directory in /*; do
	[ -d "$directory" ] || continue
	hidden "$directory" || show "$directory"
done
[ ! -d /var/tmp ] || show /var/tmp
# Names are looked up as on the host. A link is followed, so systemd's stub works.
for file in /etc/resolv.conf /etc/hosts; do
	[ ! -f "$file" ] || mount --bind "$file" "$tree$file"
done

# A folder below one of the hidden ones is shown, unless the tree has that one itself:
# who stands in /usr/bin gets the tree's.
while [ "$1" != -- ]; do
	top=${1#/}
	top=/${top%%/*}
	if [ -d "$1" ] && [ "$1" != "$top" ] && hidden "$top" && [ -z "$(ls -A "$tree$1" 2>/dev/null)" ]; then
		show "$1"
	fi
	shift
done
shift

command=''
# SIGINT from a terminal reaches the command by itself.
trap : INT
trap '[ -z "$command" ] || kill -TERM "$command" 2>/dev/null || :' TERM HUP
# shellcheck disable=SC2016 # for the inner shell
TRACETOLL_IN_TOOLROOT=$suite env --default-signal=INT,QUIT chroot "$tree" /bin/sh -c '
	cd "$1" 2>/dev/null || { echo "toolroot: $1 is not visible inside the tree; add --bind $1" >&2; exit 6; }
	shift
	exec "$@"' sh "$PWD" "$@" <&0 &
command=$!
while :; do
	status=0
	wait "$command" 2>/dev/null || status=$?
	kill -0 "$command" 2>/dev/null || break
done
again=0
wait "$command" 2>/dev/null || again=$?
[ "$again" -eq 127 ] || status=$again
exit "$status"
