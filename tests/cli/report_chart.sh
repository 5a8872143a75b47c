#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll report --chart. TRACETOLL is the command.
# UPDATE=1 writes what it prints into golden/ instead of comparing it.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
cd "$(dirname "$0")/.." || exit 1

# chart NAME CODE FILE...: prints the chart, which must be what golden/chart-NAME.txt holds.
chart() {
	name=$1
	code=$2
	shift 2
	"$TRACETOLL" report --chart "$@" </dev/null >"$scratch/out" 2>"$scratch/err"
	got=$?
	[ "$got" -eq "$code" ] || fail "$name: exit code $got, not $code: $(cat "$scratch/err")"
	if [ "${UPDATE:-}" ]; then
		cp "$scratch/out" "cli/golden/chart-$name.txt"
	elif ! diff -u "cli/golden/chart-$name.txt" "$scratch/out" >&2; then
		fail "$name: prints something else than golden/chart-$name.txt"
	fi
}

chart one-board 0 data/invented-verdicts.jsonl
# The example of the page that explains it is what is printed.
sed -n '/^    \$ tracetoll report --chart/,/^$/{/^    \$/d;s/^    //p}' ../docs/reading-the-table.md >"$scratch/example"
[ "$(wc -l <"$scratch/example")" -eq 4 ] || fail 'docs/reading-the-table.md has another example'
grep -vxFf "$scratch/out" "$scratch/example" >&2 && fail 'docs/reading-the-table.md shows what is not printed'
chart no-pmu 0 data/invented-no-pmu.jsonl
chart emulated 0 data/arm64-emulated.jsonl
# One without counters, and one that is emulated: not all have all.
chart three-boards 0 data/invented-hardware.jsonl data/invented-no-pmu.jsonl data/riscv64-emulated.jsonl
grep -q '^ .* B not measured$' "$scratch/out" || fail "$name: no cell is missing"
sed '1s/"emulation": {/"emulation": {"simulated": true, /' data/invented-no-pmu.jsonl >"$scratch/simulated.jsonl"
chart simulated 0 "$scratch/simulated.jsonl"
[ "$(grep -c 'per call.*simulated-ns' "$scratch/out")" -eq "$(grep -c ': .*per call, ' "$scratch/out")" ] ||
	fail "$name: a chart does not say that it is simulated"
chart dirty 0 data/dirty.jsonl
# Nothing to draw is said, not left out.
chart nothing 4 data/nothing-valid.jsonl
grep -q 'There is no overhead to draw' "$scratch/out" || fail "$name: does not say why"
chart unavailable 5 data/unavailable.jsonl

# A baseline that pays more than others: what they save is on the other side of 0.
sed 's/"none"/"@"/g; s/"ops1"/"none"/g; s/"@"/"ops1"/g' data/invented-verdicts.jsonl >"$scratch/negative.jsonl"
chart negative 0 "$scratch/negative.jsonl"
grep -q '  (-*=*)=*|  -[0-9]' "$scratch/out" || fail "$name: there is no bar below 0"

# A terminal of 80 columns shows all of each line; nothing but ASCII, for a serial console.
for file in data/*.jsonl ../results/*/*.jsonl; do
	"$TRACETOLL" report --chart "$file" data/invented-hardware.jsonl data/arm64-emulated.jsonl >"$scratch/out" 2>/dev/null
	LC_ALL=C grep -n '.\{81\}' "$scratch/out" && fail "$file: a line is wider than 80 columns"
	LC_ALL=C grep -n '[^ -~]' "$scratch/out" && fail "$file: a byte is not ASCII"
done

# Every bar ends in a number that CSV has, rounded.
"$TRACETOLL" report --format csv data/arm64-emulated.jsonl | awk -F , '$7 == "kernel-instructions" && $12 != "" { print $4, $5, $12 }' |
	sort >"$scratch/csv"
"$TRACETOLL" report --chart data/arm64-emulated.jsonl | awk '
	/^[^ ].*per call/ || /^[a-z].*: / { sub(":", "", $1); workload = $1 }
	/^  [a-z].*\|/ { print workload, $1, $NF }' | sort >"$scratch/chart"
diff -u "$scratch/csv" "$scratch/chart" >&2 || fail 'the chart has other numbers than CSV'
[ -s "$scratch/csv" ] || fail 'CSV has no numbers to compare'

[ "$failures" -eq 0 ] || exit 1
echo 'ok: report, charts'
