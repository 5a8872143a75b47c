#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Every source says its licence first, in the first line or behind the "#!" one.
set -eu

found=0 missing=0
while IFS= read -r file; do
	found=$((found + 1))
	head -n 2 "$file" | grep -q 'SPDX-License-Identifier: GPL-2.0-only' && continue
	echo "$file has no SPDX line first"
	missing=$((missing + 1))
done < <(find harness bench bpf kmod plots tests scripts docs .ci -type f ! -path '*/golden/*' ! -path '*/data/*' \
	! -name '*.json' ! -name '*.jsonl')
[ "$found" -ge 50 ] || {
	echo "only $found files found: the search is wrong"
	exit 1
}
[ "$missing" -eq 0 ]
echo "$found files say their licence"
