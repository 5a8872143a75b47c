#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A demo that is stopped takes both of its guests along. It needs both architectures, so
# it is one test: the second one has nothing to add.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
[ "$architecture" = arm64 ] || exit 77

mkdir "$work/tmp"
export TMPDIR=$work/tmp

# The guests' folders are below ours, and stand in the machines' command lines.
guests() {
	local files=(/proc/[0-9]*/cmdline)

	# Listed before: grep's own words would match.
	grep -ls "$work/tmp/tracetoll-guest" "${files[@]}" || true
}

both_run() {
	local files

	mapfile -t files < <(guests)
	[ "${#files[@]}" -ge 2 ] &&
		grep -qs qemu-system-aarch64 "${files[@]}" && grep -qs qemu-system-riscv64 "${files[@]}"
}

for signal in INT TERM; do
	env --default-signal=INT scripts/demo --kernel "${kernels%%[[:space:]]*}" -- --blocks 100000 \
		>"$work/out" 2>"$work/err" </dev/null &
	process=$!
	for _ in $(seq 300); do
		! both_run || break
		sleep 0.1
	done
	check "SIG$signal: both guests run" both_run
	kill -"$signal" "$process"
	status=0
	wait "$process" || status=$?
	check "SIG$signal ends the demo with 6 ($status)" test "$status" -eq 6
	check "SIG$signal: no guest is left" test -z "$(guests)"
	check "SIG$signal: no folder is left" test -z "$(ls -A "$TMPDIR")"
done
check "a wrong kernel is known at once" test "$(status_of scripts/demo --kernel debian-forki)" -eq 2
finish
