#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A kernel whose functions have no patch sites (variant no-tracer): the two rows that attach nothing
# are measured and proven, everything else says why it is not there.
set -eu
# Another kernel is asked for: this is about one of its own.
[ -z "${TRACETOLL_TEST_KERNELS-}" ] || exit 77
TRACETOLL_TEST_KERNELS=no-tracer
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

says() {
	grep -qF -- "$1" "$work/${2-err}"
}

one_line() {
	[ "$(grep -c '^tracetoll: ' "$work/err")" -eq 1 ]
}

# records WORKLOAD CONFIGURATION PATTERN: proofs of that cell that hold the pattern
records() {
	grep '"record":"proof"' "$file" | grep "\"workload\":\"$1\"" |
		grep "\"configuration\":\"$2\"" | grep -c "$3" || true
}

# exact WORKLOAD: of both rows one whole number in every block
exact() {
	build/x86_64/tracetoll report "$file" --format csv | sed 's/^"[^"]*",/board,/' |
		awk -F, -v workload="$1" -v metric="$counted" '$4 == workload && $7 == metric &&
			$6 == "no-site" && $9 ~ /^[0-9]+$/ && $10 == $9 && $11 == $9 && $16 == 0' | wc -l
}

file=$work/measured.jsonl
check "none and loop can be measured" test \
	"$(status_of guest -o "$file" -- run -c none,loop -w kloop,getppid --blocks 3)" -eq 0
[ -s "$file" ] || cat "$work/err"
for workload in kloop getppid; do
	check "$workload: both are exact, by the path no-site" test "$(exact "$workload")" -eq 2
	for configuration in none loop; do
		check "$workload, $configuration: each block is proven" test \
			"$(records "$workload" "$configuration" '"path":"no-site",.*"reason":null')" -eq 3
		check "$workload, $configuration: nobody keeps a book" test \
			"$(records "$workload" "$configuration" '"enabled_functions":null')" -eq 3
	done
done
check "the file says that there is no tracer" grep -q '"FUNCTION_TRACER":"n"' "$file"

rm -f "$work/all.jsonl"
check "of all, two can be measured" test \
	"$(status_of guest -o "$work/all.jsonl" -- run -c all -w kloop --blocks 1)" -eq 0
check "the others say why" test "$(grep '"kind":"unavailable"' "$work/all.jsonl" |
	grep -vc 'no FUNCTION_TRACER in this kernel: no patch sites')" -eq 0
rm -f "$work/none.jsonl"
check "what is not there alone: 4" test \
	"$(status_of guest -o "$work/none.jsonl" -- run -c ops1,direct -w kloop --blocks 1)" -eq 4

check "list" test "$(status_of guest -- list configs)" -eq 0
check "it says what is missing" says 'no patch sites, for there is no FUNCTION_TRACER' out
check "and knows of two rows" test "$(grep -cE '^ *[+]?(none|loop) +no-site ' "$work/out")" -eq 2
check "site: 4" test "$(status_of guest -- site schedule)" -eq 4
check "in one line" one_line
check "with why" says 'this kernel has no patch sites'
check "verify: 4" test "$(status_of guest -- verify)" -eq 4
check "in one line" one_line
check "with why" says 'nothing can be verified here: no FUNCTION_TRACER in this kernel'
check "and a plan of none" says '1..0 # SKIP no FUNCTION_TRACER' out
check "doctor: 0" test "$(status_of guest -- doctor)" -eq 0
check "it is fit for what is there" grep -qE '^fit  *ftrace  *no patch sites in this kernel' "$work/out"
finish
