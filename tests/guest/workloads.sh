#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Every workload is exact unless it waits for another thread, and takes no more than its known
# loop around the calls. That its tracee runs as often as it says is verify's to tell (verify.sh).
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it is about exact numbers"

mapfile -t all < <(build/x86_64/tracetoll list workloads --json | sed -n 's/^ *"name": "\(.*\)",$/\1/p')

# x86-64's guests count both modes together (docs/x86-64.md).
metric="kernel-instructions"
[ "$architecture" != x86_64 ] || metric=instructions

# The loop's user-mode instructions with its calls and without (bench/ARCH/system_call.h).
loop_of() {
	case $1 in
	kloop*) echo 0 0 ;;
	getppid) echo 3 2 ;;
	openat-close) echo 7 5 ;;
	pipe-pingpong) echo 8 6 ;;
	*) echo 4 3 ;;
	esac
}

# column FILE WORKLOAD CONFIGURATION METRIC: value, low and high
column() {
	build/x86_64/tracetoll report "$1" --format csv | sed 's/^"[^"]*",/board,/' |
		awk -F, -v workload="$2" -v configuration="$3" -v metric="$4" '
			$4 == workload && $5 == configuration && $7 == metric { print $9, $10, $11 }'
}

# exact WHAT VALUE LOW HIGH: one whole number for all blocks
exact() {
	check "$1: is exact (${*:2})" test "${2-}" -ge 0 -a "${2-}" = "${3-}" -a "${2-}" = "${4-}"
}

# arm64's 7.2 clears what is 8-byte aligned for a file (docs/reading-the-table.md).
may_vary() {
	[ "$1" = pipe-pingpong ] || [ "$architecture-$1-$2" = arm64-openat-close-debian-forky ]
}

is_here() {
	[ "$architecture" = arm64 ] || [ "$1" != kloop-far ]
}

measure_workload() {
	local kernel=$1 file=$2 workload=$3 none loop ops with without

	read -r with without < <(loop_of "$workload")
	read -r -a none < <(column "$file" "$workload" none "$counted")
	read -r -a loop < <(column "$file" "$workload" loop "$counted")
	read -r -a ops < <(column "$file" "$workload" ops1 "$counted")
	exact "$kernel, $workload without its call" "${loop[@]}"
	if may_vary "$workload" "$kernel"; then
		check "$kernel, $workload: varies by little (${none[*]})" \
			test "$((${none[2]%.*} - ${none[1]%.*}))" -le "$((${none[0]%.*} / 20))"
	else
		exact "$kernel, $workload" "${none[@]}"
		exact "$kernel, $workload with an ops" "${ops[@]}"
	fi
	# What the scheduler does may differ by more than an ops costs.
	[ "$workload" != pipe-pingpong ] || ops=("$((${none[0]%.*} + 1))")
	check "$kernel, $workload: the loop is less than the call" \
		test "${loop[0]}" -lt "${none[0]%.*}" -a "${none[0]%.*}" -lt "${ops[0]%.*}"
	# Nobody counts user mode alone there.
	[ "$architecture" != x86_64 ] || return 0
	[ "$metric" = kernel-instructions ] || return 0
	check "$kernel, $workload: $with instructions in user mode, $without without the call" test \
		"$(column "$file" "$workload" none user-instructions):$(column "$file" "$workload" loop user-instructions)" = \
		"$with $with $with:$without $without $without"
}

check "there are workloads to measure" test "${#all[@]}" -ge 10
for kernel in $kernels; do
	file=$work/$kernel.jsonl
	names=$(IFS=,; echo "${all[*]}")
	check "$kernel: all workloads can be relied on" test "$(status_of guest --kernel "$kernel" \
		-o "$file" -- run -c none,loop,ops1 -w "$names" --blocks 8)" -eq 0
	[ -s "$file" ] || cat "$work/err"
	for workload in "${all[@]}"; do
		if is_here "$workload"; then measure_workload "$kernel" "$file" "$workload"; fi
	done
	# Reading what tracefs counted makes these system calls itself.
	check "$kernel: what tracefs attaches is proven where its reading calls the tracee" test \
		"$(status_of guest --kernel "$kernel" -o "$work/$kernel-tracefs.jsonl" -- \
			run -c event-syscall,event-syscall-exit -w close-bad,read-zero,openat-close --blocks 1)" -eq 0
done
finish
