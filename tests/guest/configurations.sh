#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Every configuration that a kernel can do is proven and exact there, under every tracee that
# the module has; and what it cannot do is exactly what is known to be impossible.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

everything=(none loop direct direct-far direct-ret direct-br direct-c ops1 ops1-rcu ops1-recursion
	ops2 ops10 stub2 ops1+irr10 direct+ops1 graph)

# impossible KERNEL WORKLOAD: what cannot be there, one a line. With nokaslr the modules lie
# near the kernel's text, but tracetoll_far does not.
impossible() {
	case $architecture-$1 in
	*-debian-trixie) echo graph ;;
	esac
	case $architecture-$2 in
	riscv64-kloop-far) printf '%s\n' "${everything[@]}" ;;
	riscv64-*) echo direct-far ;;
	arm64-kloop-far) printf '%s\n' direct direct-ret direct-br direct-c ;;
	x86_64-kloop-far) printf '%s\n' "${everything[@]}" ;;
	x86_64-*) printf '%s\n' direct-far direct-br ;;
	esac
}

# The cells of workload $2 that the file $1 calls unavailable.
unavailable() {
	grep '"kind":"unavailable"' "$1" | grep "\"workload\":\"$2\"" |
		sed 's/.*"configuration":"\([^"]*\)".*/\1/'
}

# Rows of the CSV whose counts are one whole number in every block.
exact_rows() {
	build/x86_64/tracetoll report "$1" --format csv | sed 's/^"[^"]*",/board,/' |
		awk -F, -v workload="$2" -v metric="$counted" '$4 == workload && $7 == metric &&
			$9 ~ /^[0-9]+$/ && $10 == $9 && $11 == $9 && $16 == 0' | wc -l
}

# Each proof gives no reason against itself, unless the placement made the cell unavailable.
proofs_without_doubt() {
	local cells

	cells=$(unavailable "$1" "$2" | sort -u | sed 's/.*/"configuration":"&"/')
	! grep '"record":"proof"' "$1" | grep "\"workload\":\"$2\"" |
		{ if [ -n "$cells" ]; then grep -vF "$cells"; else cat; fi; } | grep -v '"reason":null'
}

measure() {
	local file=$1 kernel=$2

	check "$kernel: everything that can be measured is" \
		test "$(status_of guest --kernel "$kernel" -o "$file" -- run -c all \
			-w kloop,kloop-core,kloop-far,getppid --blocks 3)" -eq 0
	[ -s "$file" ] || cat "$work/err"
}

for kernel in $kernels; do
	file=$work/$kernel.jsonl
	measure "$file" "$kernel"
	for workload in kloop kloop-core kloop-far getppid; do
		impossible "$kernel" "$workload" | sort -u >"$work/impossible"
		unavailable "$file" "$workload" | sort -u >"$work/unavailable"
		check "$kernel, $workload: unavailable is what is impossible" \
			diff "$work/impossible" "$work/unavailable"
		check "$kernel, $workload: every other one is exact" test \
			"$(exact_rows "$file" "$workload")" -eq \
			$((${#everything[@]} - $(wc -l <"$work/impossible")))
		check "$kernel, $workload: every other one is proven" \
			proofs_without_doubt "$file" "$workload"
	done
done

# KASLR puts modules out of the kernel's reach: the other way to a far trampoline.
if [ "$architecture" = arm64 ]; then
	file=$work/kaslr.jsonl
	check "KASLR: direct-far" test "$(status_of guest --kaslr -o "$file" -- run \
		-c direct-far,direct -w kloop,kloop-core --blocks 2)" -eq 0
	check "KASLR: is proven by ftrace_caller and a literal" test "$(grep '"record":"proof"' "$file" |
		grep '"configuration":"direct-far"' | grep -c '"path":"callops-direct"')" -eq 4
	check "KASLR: without doubt" proofs_without_doubt "$file" kloop
fi
finish
