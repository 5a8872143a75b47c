#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A sweep's overheads are sums of few parts, to the instruction: of CALL_OPS on arm64, without
# them on riscv64 (6.12). Its configurations take the paths that they are expected to.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

file=$work/sweep.jsonl
case $architecture in
riscv64) kernel=debian-trixie ;;
*) kernel=${kernels%%[[:space:]]*} ;;
esac
case " ${kernels//[[:space:]]/ } " in
*" $kernel "*) ;;
*) exit 77 ;;
esac

# cost PART: what it costs, as the CSV has it
cost() {
	sed 's/^"[^"]*",/board,/' "$work/parts" | awk -F, -v part="$1" '$7 == part { print $8 }'
}

# is_whole PART LOWEST HIGHEST: its cost is a whole number between these
is_whole() {
	local cost

	cost=$(cost "$1")
	echo "# $1: ${cost:-nothing}"
	[[ $cost =~ ^[0-9]+$ ]] && [ "$cost" -ge "$2" ] && [ "$cost" -le "$3" ]
}

check "$kernel: the sweep is measured" test "$(status_of guest --kernel "$kernel" -o "$file" -- \
	run -c sweep -w kloop --blocks 1)" -eq 0
[ -s "$file" ] || {
	cat "$work/err"
	finish
}
check "$kernel: every sample took its path" test "$(grep -c '"status":"valid"' "$file")" -ge 23
check "$kernel: its parts explain it" test "$(status_of build/x86_64/tracetoll report \
	--decompose -f csv "$file")" -eq 0
cp "$work/out" "$work/parts"
check "$kernel: all of it" test "$(grep -c ',yes$' "$work/parts")" -ge 6
case $kernel-$architecture in
*-arm64)
	check "$kernel: ops on other functions cost a single ops nothing" \
		test "$(cost irrelevant-beside)" = 0
	check "$kernel: entry" is_whole entry 20 100
	check "$kernel: list entry" is_whole list 20 200
	;;
*)
	check "$kernel: entry and list entry are one" is_whole entry+list 40 300
	;;
esac
check "$kernel: a relevant ops" is_whole relevant 20 200
check "$kernel: an irrelevant one takes less" \
	test "$(cost irrelevant)" -gt 0 -a "$(cost irrelevant)" -lt "$(cost relevant)"
check "$kernel: one that is passed over least of all" \
	test "$(cost stub)" -gt 0 -a "$(cost stub)" -lt "$(cost irrelevant)"
check "$kernel: a late direct call" is_whole late-direct 1 50
finish
