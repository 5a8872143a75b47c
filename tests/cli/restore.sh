#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll restore below a folder of its own: what is undone, what is left alone, what it says.
# TRACETOLL is the command.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"

root=$scratch/root
journal=$root/run/tracetoll/journal.4242.17
mkdir -p "$root/run/tracetoll" "$root/sys"

# expect NAME CODE WORD...: runs it.
expect() {
	name=$1
	code=$2
	shift 2
	"$TRACETOLL" restore "$@" </dev/null >"$scratch/out" 2>"$scratch/err"
	got=$?
	[ "$got" -eq "$code" ] || fail "$name: exit code $got, not $code"
}

# says STREAM LINE: the stream is this one line.
says() {
	[ "$(cat "$scratch/$1")" = "$2" ] || {
		fail "$name: does not say '$2' but:"
		cat "$scratch/$1" >&2
	}
}

expect unknown-option 2 --all
says err "tracetoll: restore does not know '--all'; see: tracetoll restore --help"
expect one-word-too-many 2 everything
says err "tracetoll: 'everything' is one word too many; see: tracetoll restore --help"
expect no-value 2 --root

expect nothing 0 --root "$root"
says out 'nothing was left behind'
expect no-folder 0 --root "$root/nowhere"
says out 'nothing was left behind'

mkdir "$root/sys/instance"
printf 'tracetoll journal 1\nrmdir %s\n' "$root/sys/instance" >"$journal"
expect left 0 --root "$root"
says out "undone: rmdir $root/sys/instance (left by process 4242)"
[ ! -e "$root/sys/instance" ] || fail 'left: it is still there'
[ ! -e "$journal" ] || fail 'left: it is still written down'
expect twice 0 --root "$root"
says out 'nothing was left behind'

# Made, noted, and removed by somebody else; or noted and never made.
printf 'tracetoll journal 1\nrmdir %s\n' "$root/sys/instance" >"$journal"
expect gone 0 --root "$root"
says out "was gone: rmdir $root/sys/instance (left by process 4242)"

# Still in use.
mkdir -p "$root/sys/instance/used"
printf 'tracetoll journal 1\nrmdir %s\n' "$root/sys/instance" >"$journal"
expect in-use 6 --root "$root"
says err "tracetoll: cannot undo what process 4242 left: rmdir $root/sys/instance: Directory not empty"
[ ! -s "$scratch/out" ] || fail 'in-use: says that something was done'
[ -e "$journal" ] || fail 'in-use: it is forgotten'
rmdir "$root/sys/instance/used"

# Its process lives: it holds the lock.
if command -v flock >/dev/null; then
	exec 9<>"$journal"
	flock 9
	expect living 0 --root "$root"
	grep -qx '1 at work: what it changed is left alone' "$scratch/out" ||
		fail 'living: does not say so'
	[ -e "$root/sys/instance" ] || fail 'living: something of it was undone'
	exec 9<&-
fi
expect dead 0 --root "$root"
[ ! -e "$root/sys/instance" ] || fail 'dead: it is still there'

# What nobody understands is left alone.
mkdir "$root/sys/instance"
printf 'tracetoll journal 2\nrmdir %s\n' "$root/sys/instance" >"$journal"
expect strange 6 --root "$root"
[ -e "$root/sys/instance" ] || fail 'strange: something was undone'

[ "$failures" -eq 0 ] || exit 1
echo 'ok: restore'
