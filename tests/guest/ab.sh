#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Two kernels are compared by one command; a kernel and itself come out the same in every row;
# and a boot with the same seed is the same boot.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
[ "$architecture" = riscv64 ] || exit 77

kernel=${kernels%%[[:space:]]*}

# row TABLE CONFIGURATION: the row of what is after
row() {
	awk -v name="$2" '/^After this change/ { after = 1 } after && $1 == name' "$1" | tr -s ' '
}

status=0
scripts/ab riscv64 --before "$kernel" --after "$kernel" --no-build -o "$work/same" --gate -f json -- \
	-c ops1,ops2,direct+ops1 >"$work/same.json" 2>"$work/err" </dev/null || status=$?
check "a kernel and itself: done ($status)" test "$status" -eq 0
check "not one row costs more or less" \
	test "$(grep -cE '"verdict": *"(more|less|undecided)"' "$work/same.json")" -eq 0
check "there are rows" test "$(grep -oE '"verdict": *"same"' "$work/same.json" | wc -l)" -ge 8

# The file but its dates and how fast this machine was.
told() {
	sed -E 's/"(started|finished)":"[^"]*"//' "$1" | grep -o '"counters":{[^}]*}' | sha256sum
}
check "one seed gives one boot" test "$(told "$work/same/before-1.jsonl")" = "$(told "$work/same/after-1.jsonl")"

if [ "$(wc -w <<<"$kernels")" -eq 2 ]; then
	status=0
	scripts/ab riscv64 --before debian-trixie --after debian-forky --no-build --boots 1 -o "$work/two" -- \
		-c ops1,ops1+irr10,ops2 -w kloop >"$work/two.txt" 2>"$work/err" </dev/null || status=$?
	check "6.12 and 7.2 are compared ($status)" test "$status" -eq 0
	check "one ops takes another path" grep -q 'kloop, global -> callops-func: ops1, ops1+irr10' "$work/two.txt"
	check "one ops costs 48 instead of 169" test "$(row "$work/two.txt" ops1)" = ' ops1 callops-func 63 48 -121'
	check "without those of others" test "$(row "$work/two.txt" ops1+irr10)" = ' ops1+irr10 callops-func 63 48 -701'
	check "two cost more" test "$(row "$work/two.txt" ops2)" = ' ops2 list 272 257 +19'
	check "it fits a commit message" test -z "$(grep -E '.{73}' "$work/two.txt")"
fi
finish
