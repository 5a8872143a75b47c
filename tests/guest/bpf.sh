#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Every configuration with BPF programs is attached, counts exactly what is called, and is gone
# afterwards; runs that are killed leave nothing; and what a kernel must not have switched on
# is refused.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

# What a kernel cannot do: tracepoints of system calls want one. An older one permits fmod_ret on
# none, and lacks the types and the kinds of links that came later; on riscv64 its ftrace patches
# a function's first instruction, which a probe may not be on then.
excused() {
	local probe

	echo raw_tp@kloop tp@kloop
	[ "$1" != debian-trixie ] || echo fmod_ret@getppid fsession kprobe-multi{,-count,-map} kretprobe-multi \
		kprobe-session fentry+kprobe-multi
	[ "$1-$architecture" = debian-trixie-riscv64 ] || return 0
	for probe in kprobe{,-count,-map} kretprobe perf-kprobe kprobe+fentry; do
		echo "$probe@kloop" "$probe@getppid"
	done
}

for kernel in $kernels; do
	# shellcheck disable=SC2046 # a word each
	run_program "$kernel" guest-bpf $(excused "$kernel")
done
finish
