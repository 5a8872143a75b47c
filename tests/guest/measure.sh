#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Real measurements: every default configuration is proven and exact, on each kernel and
# in each of five boots alike (two of x86-64, which boots four times as long); and what cannot be measured is refused in the right way.
set -eu
# shellcheck disable=SC2034 # read by tap.sh
every_kernel=yes
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it is about exact numbers"

report() {
	build/x86_64/tracetoll report "$@"
}

# The file's CSV; a board's name may hold a comma, and is then quoted.
csv() {
	report "$1" --format csv | sed 's/^"[^"]*",/board,/'
}

# The paths of both workloads, in table order, as the kernels of today take them.
expected_paths() {
	case $architecture-$1 in
	arm64-*) echo nop nop direct callops-func list list callops-func list-direct ;;
	riscv64-debian-forky) echo nop nop callops-direct callops-func list list callops-func list-direct ;;
	riscv64-debian-trixie) echo nop nop direct global global global global global ;;
	x86_64-*) echo nop nop direct tramp list list tramp list-direct ;;
	esac
}

# Column $2 of the CSV lines of file $1 that match $3, on one line.
column() {
	csv "$1" | grep -E "$3" | cut -d, -f"$2" | tr '\n' ' ' | sed 's/ $//'
}

exact() {
	local wrong

	# value, low and high are one whole number, in 8 rows, and nothing was invalid
	wrong=$(csv "$1" | awk -F, -v workload="$2" -v metric="$counted" '
		$4 == workload && $7 == metric {
			rows++
			if ($9 !~ /^[0-9]+$/ || $10 != $9 || $11 != $9 || $16 != 0) print
		}
		END { if (rows != 8) print rows " rows" }')
	[ -z "$wrong" ] || echo "$wrong"
	[ -z "$wrong" ]
}

# One value for all configurations and blocks: the loop in user space does not change, but
# for the row that lacks the call.
user_mode_is_exact() {
	[ "$(csv "$1" | awk -F, -v workload="$2" '
		$4 == workload && $7 == "user-instructions" && $5 != "loop" { print $9, $10, $11 }' |
		sort -u | wc -l)" -eq 1 ]
}

# What a sample takes beside what is measured, in instructions there; without a sum of
# interrupts (x86-64) printing /proc/interrupts takes more than all the rest.
engine_is_cheap() {
	local cost

	cost=$(report "$1" --format json | grep -o '"engine_ns_per_sample": *[0-9]*' | grep -o '[0-9]*$')
	echo "# the engine takes ${cost:-nobody knows how many} ns for a sample"
	[ -n "$cost" ] && [ "$cost" -le 50000 ]
}

for kernel in $kernels; do
	file=$work/$kernel.jsonl
	check "$kernel: all default configurations" \
		test "$(status_of guest --kernel "$kernel" -o "$file" -- run --blocks 3)" -eq 0
	grep -q '^kloop' "$work/out" || cat "$work/err"
	for workload in kloop getppid; do
		check "$kernel: $workload is exact" exact "$file" "$workload"
		[ "$architecture" = x86_64 ] ||
			check "$kernel: $workload is exact in user mode, too" user_mode_is_exact "$file" "$workload"
		check "$kernel: $workload takes the expected paths" \
			test "$(column "$file" 6 ",$workload,.*,$counted,")" = "$(expected_paths "$kernel")"
	done
	check "$kernel: the table is what the file gives" cmp -s "$work/out" <(report "$file")
	check "$kernel: at most 72 columns" test "$(wc -L <"$work/out")" -le 72
	check "$kernel: no emulated cycles or times" test -z "$(column "$file" 7 ',(cycles|time),')"
	if [ "$architecture" != x86_64 ]; then
		user=$(column "$file" 9 ',getppid,none,.*user-instructions')
		check "$kernel: the loop of getppid is 6 instructions at most (${user:-none})" \
			test "${user:-7}" -le 6
	else
		check "$kernel: what is counted, and by what, is said" \
			grep -q '^instructions: kernel and user mode together' "$work/out"
	fi
	rm -f "$work/cost.jsonl"
	[ "$architecture" = x86_64 ] ||
		check "$kernel: a direct call is measured" \
			test "$(status_of guest --kernel "$kernel" -o "$work/cost.jsonl" -- \
				run -c direct,ops1,ops2 -w kloop,getppid --blocks 4)" -eq 0
	[ "$architecture" = x86_64 ] ||
		check "$kernel: the engine takes 50 us for a sample at most" engine_is_cheap "$work/cost.jsonl"
	# The probes by which the module sees changes of ftrace are no ops of their own.
	check "$kernel: nothing is traced where nothing is attached" test "$(grep '"record":"proof"' "$file" |
		grep '"configuration":"none"' | grep -vc '"ops_in_system":0,')" -eq 0
done

# Another seed in each boot: the order must not matter either.
boots='1 2 3 4 5'
[ "$architecture" != x86_64 ] || boots='1 2'
for boot in $boots; do
	guest -o "$work/boot$boot.jsonl" -- run --blocks 2 2>/dev/null | tail -n +3 >"$work/boot$boot.txt" || true
	check "boot $boot measures" test -s "$work/boot$boot.txt"
	check "boot $boot gives the table of boot 1" cmp "$work/boot1.txt" "$work/boot$boot.txt"
done

check "large families" \
	test "$(status_of guest -o "$work/large.jsonl" -- run -c ops256,ops1+irr256,direct+ops256 --blocks 1)" -eq 0
# arm64 has no counter of instructions then, riscv64 one that counts the host's ticks, and
# x86-64's time-stamp counter is a clock again.
check "without an instruction clock: refused" \
	test "$(status_of guest --clock host -o "$work/host.jsonl" -- run -e "$counted")" -eq 3
finish
