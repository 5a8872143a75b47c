#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Every configuration that a kernel can do is proven and exact there, under every tracee that
# the module has; and what it cannot do is exactly what is known to be impossible.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it is about exact numbers"

# Of the module's own, which have every tracee.
module=none,loop,direct,direct-far,direct-ret,direct-br,direct-c,ops1,ops1-rcu,ops1-recursion
module=$module,ops2,ops10,stub2,ops1+irr10,ops2+irr10,direct+ops1,graph
multi='kprobe-multi kprobe-multi-count kprobe-multi-map kprobe-session kretprobe-multi'
fprobes="graph fentry+kprobe-multi event-fprobe event-fprobe-exit fsession $multi"

# all FILE: the configurations that were asked for, one a line
all() {
	head -n 1 "$1" | sed 's/.*"configurations":\[\([^]]*\)\].*/\1/' | tr -d '"' | tr ',' '\n'
}

# impossible KERNEL WORKLOAD FILE: what cannot be there, one a line. With nokaslr the modules lie
# near the kernel's text, but tracetoll_far does not. Before 6.16 riscv64's patch sites are where
# a kprobe at the entry would stand.
impossible() {
	case $architecture-$1 in
	arm64-debian-trixie) echo "$fprobes" ;;
	riscv64-debian-trixie)
		echo "$fprobes kprobe kprobe-count kprobe-map kretprobe perf-kprobe kprobe+fentry"
		echo event-kprobe event-kretprobe
		;;
	x86_64-debian-trixie) echo graph fsession ;;
	esac
	case $architecture-$1-$2 in
	x86_64-*-getppid | *-debian-trixie-getppid) echo fmod_ret ;;
	esac
	case $architecture-$2 in
	*-kloop) echo raw_tp tp event-syscall event-syscall-exit ;;
	riscv64-kloop-far | x86_64-kloop-far) all "$3" ;;
	arm64-kloop-far) echo direct direct-ret direct-br direct-c ;;
	esac
	case $architecture in
	riscv64) echo direct-far ;;
	x86_64) echo direct-far direct-br ;;
	esac
}

# impossible(), of those that were asked for
impossible_of() {
	impossible "$@" | xargs -n 1 | sort -u | grep -Fxf <(all "$3") || true
}

# Those of FILE whose counts may differ for a known reason (docs/reading-the-table.md).
varying() {
	[ "$architecture" = x86_64 ] || printf '%s\n' fexit fmod_ret fsession
}

# The cells of workload $2 that the file $1 calls unavailable.
unavailable() {
	grep '"kind":"unavailable"' "$1" | grep "\"workload\":\"$2\"" |
		sed 's/.*"configuration":"\([^"]*\)".*/\1/'
}

# The configurations of the CSV whose counts are one whole number in every block.
exact() {
	build/x86_64/tracetoll report "$1" --format csv | sed 's/^"[^"]*",/board,/' |
		awk -F, -v workload="$2" -v metric="$counted" '$4 == workload && $7 == metric &&
			$9 ~ /^[0-9]+$/ && $10 == $9 && $11 == $9 && $16 == 0 { print $5 }'
}

# not_exact FILE WORKLOAD: the others, but those that cannot be ($work/impossible) or may differ
not_exact() {
	all "$1" | grep -Fxv -f <(exact "$1" "$2") | grep -Fxv -f "$work/impossible" |
		grep -Fxv -f <(varying)
}

# Each proof gives no reason against itself, unless the placement made the cell unavailable.
proofs_without_doubt() {
	local cells

	cells=$(unavailable "$1" "$2" | sort -u | sed 's/.*/"configuration":"&"/')
	! grep '"record":"proof"' "$1" | grep "\"workload\":\"$2\"" |
		{ if [ -n "$cells" ]; then grep -vF "$cells"; else cat; fi; } | grep -v '"reason":null'
}

# measure FILE KERNEL WORKLOADS CONFIGURATIONS
measure() {
	local workload

	check "$2, $3: everything that can be measured is" \
		test "$(status_of guest --kernel "$2" -o "$1" -- run -c "$4" -w "$3" --blocks 3)" -eq 0
	[ -s "$1" ] || cat "$work/err"
	for workload in ${3//,/ }; do
		impossible_of "$2" "$workload" "$1" >"$work/impossible"
		unavailable "$1" "$workload" | sort -u >"$work/unavailable"
		check "$2, $workload: unavailable is what is impossible" \
			diff "$work/impossible" "$work/unavailable"
		not_exact "$1" "$workload" >"$work/not_exact" || true
		check "$2, $workload: every other one is exact" diff /dev/null "$work/not_exact"
		check "$2, $workload: every other one is proven" proofs_without_doubt "$1" "$workload"
	done
}

# Families that were measured and proven under either workload: "ops2" and "ops10" are one.
families() {
	{
		exact "$1" kloop
		exact "$1" getppid
		varying
	} | sed -E 's/^(fentry|kprobe|kprobe-multi)-(count|map)$/\1/; s/^(ops|fentry)([2-9]|10)$/\1N/' |
		sort -u | grep -cvx loop
}

for kernel in $kernels; do
	measure "$work/$kernel.jsonl" "$kernel" kloop,getppid all
	measure "$work/$kernel-module.jsonl" "$kernel" kloop-core,kloop-far "$module"
done
if [ -s "$work/debian-forky.jsonl" ]; then
	check "there are as many as there should be" test "$(families "$work/debian-forky.jsonl")" -ge 35
fi

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
