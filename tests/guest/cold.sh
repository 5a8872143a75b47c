#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Cold workloads: flushing caches costs a lot and changes no instruction of what is measured, so
# each overhead is exactly that of the warm workload.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it is about exact numbers"

csv() {
	build/x86_64/tracetoll report "$1" --format csv | sed 's/^"[^"]*",/board,/'
}

# overheads FILE WORKLOAD: of each configuration that has one, where it is exact
overheads() {
	csv "$1" | awk -F, -v workload="$2" -v metric="$counted" '
		$4 == workload && $7 == metric && $9 == $10 && $9 == $11 && $16 == 0 && $12 != "" { print $5, $12 }'
}

# value FILE WORKLOAD CONFIGURATION METRIC
value() {
	csv "$1" | awk -F, -v workload="$2" -v configuration="$3" -v metric="$4" '
		$4 == workload && $5 == configuration && $7 == metric { print $9 }'
}

for kernel in $kernels; do
	file=$work/$kernel.jsonl
	check "$kernel: cold workloads can be measured" test "$(status_of guest --kernel "$kernel" \
		-o "$file" -- run -c "loop,direct,ops1,ops2" -w "kloop,kloop:cold,getppid,getppid:cold" \
		--blocks 2)" -eq 0
	cat "$work/err"
	for workload in kloop getppid; do
		warm=$(overheads "$file" "$workload")
		check "$kernel, $workload: three exact overheads" test "$(wc -l <<<"$warm")" -eq 3
		check "$kernel, $workload: cold they are the same (${warm//$'\n'/, })" \
			test "$warm" = "$(overheads "$file" "$workload:cold")"
		# 65536 lines of data, 4096 pages of code: two instructions each at least.
		user=$(value "$file" "$workload:cold" loop user-instructions)
		check "$kernel, $workload: flushing is seen in user mode (${user:-none})" test "${user:-0}" -gt 139264
	done
	check "$kernel: what was done is told" grep -q ':cold: before each call 4096 KiB of data' "$work/out"
	check "$kernel: the file says which are cold" \
		test "$(head -1 "$file" | grep -o '"cold":true' | wc -l)" -eq 2
done
check "a wrong name is refused" test "$(status_of guest -o "$work/loop.jsonl" -- \
	run -c loop,ops1 -w kloup:cold)" -eq 2
check "and the right name is told" grep -q "did you mean 'kloop:cold'?" "$work/err"
finish
