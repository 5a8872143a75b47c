#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What tracetoll export writes, read by the formats' own readers, where they are here (they are in
# the toolroot): each number that they read is the CSV's. TRACETOLL is the command.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
cd "$(dirname "$0")/.." || exit 1
# shellcheck source=tests/cli/shared/export_files.sh
. cli/shared/export_files.sh

sed '1s/"instruction_clock": false/"instruction_clock": false, "simulated": true/' "$short" >"$scratch/simulated.jsonl"
head -n 1 "$short" >"$scratch/header.jsonl"
# Each metric was counted in other blocks: a line has what there is of its block.
sed -e '/"block": [13],/s/"user-instructions": [0-9]*, //g' -e '/"block": 2,/{s/"kernel-instructions": [0-9]*, //g; s/"user-instructions": 412/"user-instructions": 9412/2;}' \
	data/uneven.jsonl >"$scratch/holes.jsonl"
# Of one load there are more blocks than of another.
sed '/"block": \([89]\|1[0-3]\),/s/"load": [0-9]*/"load": 4/' data/invented-reloads.jsonl >"$scratch/loads.jsonl"
set -- "$scratch/header.jsonl" "$hostile" "$clash" "$scratch/simulated.jsonl" "$scratch/holes.jsonl" "$scratch/loads.jsonl"
for name in arm64-emulated dirty emulated-no-counter invented-reloads invented-verdicts kernel-log nothing-valid unavailable; do
	set -- "$@" "data/$name.jsonl"
done
if command -v python3 >/dev/null; then
	python3 cli/shared/export_readers.py "$TRACETOLL" "$scratch" "$@" || fail "a reader finds something else than the CSV"
else
	echo "skipped: python3, whose readers read most formats" >&2
fi

for file in "$@"; do
	"$TRACETOLL" export "$file" --to lava >"$scratch/results.sh" 2>/dev/null
	for shell in bash sh; do
		command -v "$shell" >/dev/null || continue
		"$shell" -n "$scratch/results.sh" || fail "$file: $shell cannot read what is for LAVA"
	done
	if command -v xmllint >/dev/null; then
		"$TRACETOLL" export "$file" --to junit 2>/dev/null | xmllint --noout - || fail "$file: is no XML"
	fi
done
command -v xmllint >/dev/null || echo "skipped: xmllint; python3 reads the XML" >&2

[ "$failures" -eq 0 ] || exit 1
echo "ok: export readers"
