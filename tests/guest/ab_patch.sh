#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A patch that adds one instruction to one path is found in the rows that take it, and in no
# other row: from the patch file to the table. Both kernels are built, and kept.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
# It changes arm64's entry code.
[ "$architecture" = arm64 ] || exit 77
not_on_debug "kernels of its own are compared"

begun=$(date -u +%Y) status=0
scripts/ab arm64 --patch tests/guest/patches/late-direct-nop.patch --boots 1 --gate -f json -o "$work/files" -- \
	-c none,loop,direct,direct-far,ops1,ops1-rcu,ops2,ops1+irr10,stub2,direct+ops1,direct+ops2,graph,kprobe,kprobe-multi,kretprobe \
	-w kloop --blocks 2 >"$work/table.json" 2>"$work/err" </dev/null || status=$?
check "a row that costs more ends it with 1 ($status)" test "$status" -eq 1
[ "$status" -eq 1 ] || sed 's/^/# /' "$work/err"
# These kernels have no driver for the machine's clock, and began in 1970.
check "what was measured bears the year of today" \
	grep -qE "\"started\":\"($begun|$(date -u +%Y))-" "$work/files"/after-1.jsonl

# CONFIGURATION METRIC PATH PATH VERDICT DIFFERENCE, a row each
awk -F'[:," ]+' '
	/"results":/ { rows = 1 }
	rows && NF > 2 { field[$2] = $3 }
	rows && $2 == "note" {
		print field["configuration"], field["metric"], field["path_before"], field["path_after"],
			field["verdict"], field["difference"] }' "$work/table.json" >"$work/rows"
sed 's/^/# /' "$work/rows"
check "there are rows" test "$(grep -c ' kernel-instructions ' "$work/rows")" -eq 15
check "those that take the changed path cost one instruction more" diff <(sort "$work/rows" | grep -v ' same 0$') - <<'END'
direct+ops1 kernel-instructions list-direct list-direct more 1
direct+ops2 kernel-instructions list-direct list-direct more 1
END
check "they are all that take it" test "$(grep -c ' kernel-instructions list-direct ' "$work/rows")" -eq 2
check "the other paths are there, too" test "$(awk '{ print $4 }' "$work/rows" | sort -u | wc -l)" -ge 6
finish
