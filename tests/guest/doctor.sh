#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# doctor in a guest: what it tells of an emulated machine; what --tune changes there, and that
# restore brings it back; a run that tunes, and one that is killed; facts and changes in the file.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it is about the machine"

# says REGEX: the last output has such a line
says() {
	grep -qE "$1" "$work/out"
}

for kernel in $kernels; do
	check "$kernel: doctor" test "$(status_of guest --kernel "$kernel" -- doctor)" -eq 0
	check "$kernel: one screen" test "$(wc -L <"$work/out")" -le 80 -a "$(grep -c ^ "$work/out")" -le 42
	check "$kernel: an emulated machine" says '^disturbs  machine  *virtual or emulated \(qemu-'
	check "$kernel: the PMU that counts" says "^$([ "$architecture" = x86_64 ] && echo disturbs || echo 'fit     ')  pmu "
	check "$kernel: fixed addresses" says '^fit       kaslr  *off'
	check "$kernel: a fixed stack" says '^fit       stack-offset  *not random'
	check "$kernel: nothing is traced" says '^fit       tracing  *nothing is traced$'
	check "$kernel: a verdict" says '^can measure; '

	check "$kernel: facts are in the file" test "$(status_of guest --kernel "$kernel" \
		-o "$work/$kernel.jsonl" -- run -c ops1 -w kloop --blocks 2 --tune)" -eq 0
	head -1 "$work/$kernel.jsonl" >"$work/header"
	tail -1 "$work/$kernel.jsonl" >"$work/end"
	for fact in machine governor bpf-stats clock kaslr; do
		check "$kernel: $fact is in the header" grep -qE "\"$fact\":\{\"fit\":\"[a-z]+\",\"text\":\"" "$work/header"
	done
	check "$kernel: what was tuned is there, too" grep -q '"tuned":\[' "$work/header"
	check "$kernel: and at the end what differs" grep -q '"facts":{' "$work/end"
	check "$kernel: nothing changed meanwhile" test "$(grep -c '"kind":"changed"' "$work/$kernel.jsonl")" -eq 0
	run_program "$kernel" guest-doctor
done
finish
