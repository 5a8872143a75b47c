#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Every configuration with BPF programs is attached, counts exactly what is called, and is gone
# afterwards; runs that are killed leave nothing; and what a kernel must not have switched on
# is refused.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it has no BTF"

# What a kernel cannot do: tracepoints of system calls want one. An older one permits fmod_ret on
# none, and lacks the types and the kinds of links that came later; on riscv64 its ftrace patches
# a function's first instruction, which a probe may not be on then.
excused() {
	local probe

	echo raw_tp@kloop tp@kloop
	# BTF has the one name of x86's handler that is not known for a system call's.
	[ "$architecture" != x86_64 ] || echo fmod_ret@getppid
	[ "$1" != debian-trixie ] || echo fmod_ret@getppid fsession kprobe-multi{,-count,-map} kretprobe-multi \
		kprobe-session fentry+kprobe-multi
	[ "$1-$architecture" = debian-trixie-riscv64 ] || return 0
	for probe in kprobe{,-count,-map} kretprobe perf-kprobe kprobe+fentry; do
		echo "$probe@kloop" "$probe@getppid"
	done
}

# A number of a table: what calls of the workload $2 cost with the configuration $3. Columns are
# told from the end, for the first one has commas of its own.
cost() {
	awk -F, -v workload="$2" -v configuration="$3" '
		$(NF - 12) == workload && $(NF - 11) == configuration &&
			$(NF - 9) == "kernel-instructions" { print $(NF - 7) }
	' "$work/$1.csv"
}

# more KERNEL LESS MORE: on both workloads the second one costs more than the first
more() {
	local workload

	for workload in kloop getppid; do
		[ -n "$(cost "$1" "$workload" "$2")" ] || return 1
		[ "$(cost "$1" "$workload" "$3")" -gt "$(cost "$1" "$workload" "$2")" ] || return 1
	done
}

# What the bodies cost, and more programs: the numbers of a run, all of them proven.
check_costs() {
	local name names=none,fentry,fentry-count,fentry-map,fentry2,fentry10

	[ "$1-$architecture" = debian-trixie-riscv64 ] || names=$names,kprobe,kprobe-count,kprobe-map
	rm -f "$work/$1.jsonl"
	check "$1: measured and proven" test "$(status_of guest --kernel "$1" -o "$work/$1.jsonl" -- \
		run -w kloop,getppid -c "$names" --calls 50 --blocks 2)" -eq 0
	build/x86_64/tracetoll report --format csv "$work/$1.jsonl" >"$work/$1.csv" || true
	for name in fentry kprobe; do
		case $names in *$name-map*) ;; *) continue ;; esac
		check "$1: $name costs something" more "$1" none "$name"
		check "$1: $name-count more" more "$1" "$name" "$name-count"
		check "$1: $name-map more still" more "$1" "$name-count" "$name-map"
	done
	check "$1: two programs cost more than one" more "$1" fentry fentry2
	check "$1: ten more than two" more "$1" fentry2 fentry10
}

for kernel in $kernels; do
	check_costs "$kernel"
	# shellcheck disable=SC2046 # a word each
	run_program "$kernel" guest-bpf $(excused "$kernel")
done
finish
