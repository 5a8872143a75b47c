#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A demo boots all architectures, two at a time, and one that is stopped takes its guests
# along. It needs all of them, so it is one test: a second one has nothing to add.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it is about exact numbers"
[ "$architecture" = arm64 ] || exit 77

mkdir "$work/tmp"
export TMPDIR=$work/tmp

# The guests' folders are below ours, and stand in the machines' command lines.
guests() {
	local files=(/proc/[0-9]*/cmdline)

	# Listed before: grep's own words would match.
	grep -ls "$work/tmp/tracetoll-guest" "${files[@]}" || true
}

# How many of them are QEMU itself: its name stands in front.
machines() {
	local files

	mapfile -t files < <(guests)
	grep -las '^qemu-system-' "${files[@]}" /dev/null | wc -l
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
	for _ in $(seq 1200); do
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
# --all asks for 5 blocks of everything; the last word counts.
scripts/demo --kernel "${kernels%%[[:space:]]*}" --all --arch all -- --blocks 1 >"$work/out" 2>"$work/err" </dev/null &
process=$! most=0
while kill -0 "$process" 2>/dev/null; do
	now=$(machines)
	[ "$now" -le "$most" ] || most=$now
	sleep 0.1
done
status=0
wait "$process" || status=$?
check "--all is done ($status)" test "$status" -eq 0
check "all three have their tables" test "$(grep -cE '^(arm64|riscv64|x86_64), ' "$work/out")" -eq 3
check "with both workloads" test "$(grep -cE '^(kloop|getppid), ' "$work/out")" -eq 6
check "two run at once, and no more ($most)" test "$most" -eq 2

check "an architecture that is not there is known at once" \
	test "$(status_of scripts/demo --arch arm64,mips)" -eq 2
check "and so is none" test "$(status_of scripts/demo --arch ,)" -eq 2
check "a wrong kernel is known at once" test "$(status_of scripts/demo --kernel debian-forki)" -eq 2
finish
