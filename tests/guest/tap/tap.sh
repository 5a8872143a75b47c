# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# For the scripts that boot guests; called as SCRIPT ARCH from the source folder.
#
#	check WHAT COMMAND...		runs the command; its status decides
#	fail WHAT...			one failure
#	guest ARGUMENT...		scripts/guest for $architecture, nothing built anew
#	finish				the last line: exit 0 if nothing failed
#
# $work is a folder that goes away at the end.

architecture=${1:?name an architecture}
failures=0 checks=0
work=$(mktemp -d "${TMPDIR:-/tmp}/tracetoll-test.XXXXXX")
trap 'rm -rf "$work"' EXIT

check() {
	local what=$1

	shift
	checks=$((checks + 1))
	if "$@"; then
		echo "ok $checks - $what"
	else
		echo "not ok $checks - $what"
		failures=$((failures + 1))
	fi
}

guest() {
	scripts/guest "$architecture" --no-build --time-limit 120 "$@" </dev/null
}

# The exit status of a command, on standard output.
status_of() {
	local status=0

	"$@" >"$work/out" 2>"$work/err" || status=$?
	echo "$status"
}

# Passes the TAP of a program in the guest on, and fails with it.
run_program() {
	local status=0

	guest --kernel "$1" --program "build/$architecture/tests/$2" -- "${@:3}" || status=$?
	check "$2 on $1 passes" test "$status" -eq 0
}

finish() {
	echo "1..$checks"
	[ "$failures" -eq 0 ] || exit 1
	exit 0
}
