#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Every configuration of tracefs is attached, counts exactly what is called, is measured exactly,
# and is gone afterwards, however its process ended; the user's own tracing goes on.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it is about exact numbers"

everything=tracer-function,tracer-graph,event-kprobe,event-kretprobe,event-fprobe,event-fprobe-exit,event-syscall,event-syscall-exit

# What a kernel cannot do, CONFIGURATION or CONFIGURATION@WORKLOAD: kloop makes no system call; 6.12
# has no fprobe events there; where ftrace patches the first instruction no kprobe can stand.
excused() {
	echo event-syscall@kloop event-syscall-exit@kloop
	[ "$1" != debian-trixie ] || echo event-fprobe event-fprobe-exit
	[ "$1-$architecture" != debian-trixie-riscv64 ] ||
		echo event-kprobe@kloop event-kprobe@getppid event-kretprobe@kloop event-kretprobe@getppid
}

# Cells with one whole number in every block.
exact_cells() {
	build/x86_64/tracetoll report "$1" --format csv | sed 's/^"[^"]*",/board,/' |
		awk -F, '$7 == "kernel-instructions" && ($5 ~ /^tracer-/ || $5 ~ /^event-/) &&
			$9 ~ /^[0-9]+$/ && $10 == $9 && $11 == $9 && $16 == 0' | wc -l
}

# Both workloads, without what is excused.
expected_cells() {
	local cells=16 word

	for word in $(excused "$1"); do
		case $word in
		*@*) cells=$((cells - 1)) ;;
		*) cells=$((cells - 2)) ;;
		esac
	done
	echo "$cells"
}

for kernel in $kernels; do
	# shellcheck disable=SC2046 # a word each
	run_program "$kernel" guest-tracefs $(excused "$kernel")

	file=$work/$kernel.jsonl
	check "$kernel: all can be measured" test "$(status_of guest --kernel "$kernel" -o "$file" -- run \
		-c "none,$everything" -w kloop,getppid --blocks 4)" -eq 0
	[ -s "$file" ] || cat "$work/err"
	check "$kernel: each is exact and proven" test "$(exact_cells "$file")" -eq "$(expected_cells "$kernel")"
done
finish
