#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll track log and check: whatever names a history has, two series stay two, and a small change is no
# change of nothing. TRACETOLL is the command.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
cd "$(dirname "$0")" || exit 1
TRACETOLL_HISTORY=$scratch/history.sqlite
export TRACETOLL_HISTORY

# night NAME DAY ARCH MORE: ops2 takes MORE instructions more than in data/riscv64-emulated.jsonl.
night() {
	sed -e "1s/\"started\": \"[^\"]*\"/\"started\": \"2026-01-$2T02:00:00Z\"/; 1s/\"arch\": \"riscv64\"/\"arch\": \"$3\"/" \
		-e 's/"ops1"/"opsö"/g; s/"ops2"/"opsü"/g' ../data/riscv64-emulated.jsonl |
		awk -v more="$4" '/"record": "sample"/ && /"opsü"/ {
			at = index($0, "\"long\"")
			rest = substr($0, at)
			match(rest, /"kernel-instructions": [0-9]+/)
			split(substr(rest, RSTART, RLENGTH), part, " ")
			match(rest, /"calls": [0-9]+/)
			split(substr(rest, RSTART, RLENGTH), calls, " ")
			match(rest, /"kernel-instructions": [0-9]+/)
			$0 = substr($0, 1, at - 1) substr(rest, 1, RSTART - 1) "\"kernel-instructions\": " \
				sprintf("%.0f", part[2] + more * calls[2] / 2) substr(rest, RSTART + RLENGTH)
		} 1' >"$scratch/$1.jsonl"
	"$TRACETOLL" track add "$scratch/$1.jsonl" --commit "$1" >"$scratch/out" 2>&1 || fail "$1 was not added: $(cat "$scratch/out")"
}
night c1 01 riscv64 0
night c2 02 riscv64 0
night c3 03 riscv64 10000000000
night c4 04 riscv64 10000000001
night c5 05 arm64 0

"$TRACETOLL" track log --all --format csv >"$scratch/series"
"$TRACETOLL" track log --all --json >"$scratch/series.json"
[ "$(wc -l <"$scratch/series")" -gt 10 ] || fail 'there are next to no series'
[ -z "$(cut -d , -f 1-9 "$scratch/series" | sort | uniq -d)" ] || fail 'CSV: two series have one name'
grep -qF ',ops\xc3\xb6,' "$scratch/series" || fail 'CSV: a name is not escaped'
grep -qiF '"ops\u00fc"' "$scratch/series.json" || fail 'JSON: a name is not as the file has it'
for file in series series.json; do
	! LC_ALL=C grep -n '[^ -~]' "$scratch/$file" >&2 || fail "$file: a byte is not printable ASCII"
done

"$TRACETOLL" track log --all >"$scratch/all"
grep -q '^ *arm64, ' "$scratch/all" || fail 'two architectures of one board are not told apart'
grep -qE ' 100000002[0-9]+  100000002[0-9]+ +\+1 +<0\.1$' "$scratch/all" || {
	fail 'a change of one of many is not shown'
	cat "$scratch/all" >&2
}
"$TRACETOLL" track check >"$scratch/out" 2>&1
tr '\n' ' ' <"$scratch/out" | tr -s ' ' | grep -qF 'under kloop stopped on riscv64, no hardware: ' || {
	fail 'it is not said which of two series stopped'
	cat "$scratch/out" >&2
}

[ "$failures" -eq 0 ] || exit 1
echo "ok: track_names"
