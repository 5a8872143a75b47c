#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# How events are counted: by the system call and in user mode alike; in passes; not at all, on a
# machine without a PMU; and that nothing is believed that an emulator does not count.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it is about exact numbers"

configurations=direct,ops1,ops2

# The member $2 of each of the header's counters in file $1, on one line.
counters() {
	head -n 1 "$1" | grep -o '"counters":\[[^]]*\]' | grep -o "\"$2\":[^,}]*" | cut -d: -f2 | tr -d '"' |
		tr '\n' ' ' | sed 's/ $//'
}

# The table of file $1, but for how often it was measured and what stands around it.
rows() {
	build/x86_64/tracetoll report "$1" --format csv | grep -E ',(kernel|user)-instructions,'
}

# The rows of file $1 that are not one whole number, or have invalid samples.
inexact() {
	rows "$1" | sed 's/^"[^"]*",/board,/' |
		awk -F, '$9 !~ /^[0-9]+$/ || $10 != $9 || $11 != $9 || $16 != 0'
}

for kernel in $kernels; do
	call=$work/$kernel-call.jsonl user=$work/$kernel-user.jsonl
	# As it comes, riscv64 permits reads in user mode, and arm64 does not.
	check "$kernel: by system calls" test "$(status_of guest --kernel "$kernel" -o "$call" \
		--append sysctl.kernel.perf_user_access=0 -- run -c $configurations --blocks 2 --seed 1)" -eq 0
	check "$kernel: it says so" test "$(counters "$call" read)" = 'system-call system-call system-call'
	check "$kernel: in user mode" test "$(status_of guest --kernel "$kernel" -o "$user" \
		--append sysctl.kernel.perf_user_access=1 -- run -c $configurations --blocks 2 --seed 1)" -eq 0
	check "$kernel: it says so" test "$(counters "$user" read)" = 'user user user'
	check "$kernel: whole numbers" test -n "$(rows "$user")" -a -z "$(inexact "$user")"
	check "$kernel: both ways count the same" diff <(rows "$call") <(rows "$user")
	check "$kernel: a read in user mode takes less" awk -v user="$(counters "$user" read_ns)" \
		-v call="$(counters "$call" read_ns)" 'BEGIN {
			count = split(user, of_user, " ")
			split(call, of_call, " ")
			for (i = 1; i <= count; i++) if (of_user[i] + 0 >= of_call[i] + 0) exit 1
			exit count != 3
		}'
	# QEMU's riscv64 counts an event in one counter only.
	passes='0 0 0'
	[ "$architecture" = arm64 ] || passes='0 1 0'
	check "$kernel: in as many passes as it takes" test "$(counters "$call" pass)" = "$passes"
	check "$kernel: whatever the order" test "$(status_of guest --kernel "$kernel" -o "$work/order-$kernel.jsonl" -- \
		run -c none -w kloop -e cycles,user-instructions,kernel-instructions --blocks 1)" -eq 0
	check "$kernel: it is the same" \
		test "$(counters "$work/order-$kernel.jsonl" pass)" = "$(tr ' ' '\n' <<<"$passes" | tac | paste -sd ' ')"
done

# An emulated core predicts nothing.
check "an event that is not there is refused" \
	test "$(status_of guest -- run -c none -w kloop -e branch-misses --blocks 1)" -eq 3
check "by its name" grep -q "'branch-misses'" "$work/err"
check "a preset of such is refused" \
	test "$(status_of guest -- run -c none -w kloop -e branch --blocks 1)" -eq 3
check "one with others leaves them out" test "$(status_of guest -o "$work/left.jsonl" -- \
	run -c none -w kloop -e path,branch --blocks 1)" -eq 0
check "and says so" grep -q 'branch-misses.* left out: ' "$work/out"

if [ "$architecture" = arm64 ]; then
	check "without a PMU: time" test "$(status_of guest --cpu-options pmu=off -o "$work/none.jsonl" -- \
		run -c $configurations --blocks 2)" -ne 3
	check "samples of it" grep -q '"record":"sample".*"status":"valid"' "$work/none.jsonl"
	check "no event is in the plan" grep -q '"events":\[\]' "$work/none.jsonl"
	check "that nothing counts is said" grep -q '^warning: no counter: only time is measured' "$work/out"
	check "and that it is no hardware's time" grep -q "the emulator's nanoseconds" "$work/out"
	check "asked for, it is refused" test "$(status_of guest --cpu-options pmu=off -- \
		run -c none -w kloop -e cycles --blocks 1)" -eq 3
	check "which says why" grep -q "cannot open the counter 'cycles': this machine has no PMU" "$work/err"
fi
finish
