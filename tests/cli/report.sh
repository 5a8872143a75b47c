#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll report: every format and every exit code. TRACETOLL is the command.
# UPDATE=1 writes what it prints into golden/ instead of comparing it.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
# shellcheck source=tests/cli/shared/pasteable.sh
. "$(dirname "$0")/shared/pasteable.sh"
cd "$(dirname "$0")/.." || exit 1

# expect NAME CODE ARGUMENT...: runs report on $input and checks its exit code.
input=/dev/null
expect() {
	name=$1
	code=$2
	shift 2
	"$TRACETOLL" report "$@" <"$input" >"$scratch/out" 2>"$scratch/err"
	got=$?
	if [ "$got" -ne "$code" ]; then
		fail "$name: exit code $got, not $code"
		cat "$scratch/err" >&2
	fi
	case $code in
	0) [ ! -s "$scratch/err" ] || fail "$name: says something on standard error" ;;
	*) [ "$(grep -c ^ "$scratch/err")" -ge 1 ] || fail "$name: gives no reason" ;;
	esac
}

# golden FILE: what was printed is what golden/FILE holds.
golden() {
	if [ "${UPDATE:-}" ]; then
		cp "$scratch/out" "cli/golden/$1"
	elif ! diff -u "cli/golden/$1" "$scratch/out" >&2; then
		fail "$name: prints something else than golden/$1"
	fi
}

# says WORDS: standard error has them, in one line.
says() {
	grep -qF -- "$1" "$scratch/err" || {
		fail "$name: does not say '$1' but:"
		cat "$scratch/err" >&2
	}
}

prints_nothing() {
	[ ! -s "$scratch/out" ] || fail "$name: prints a table although it fails"
}

arm64=data/arm64-emulated.jsonl
riscv64=data/riscv64-emulated.jsonl
hardware=data/invented-hardware.jsonl

# Formats.
expect text 0 $arm64
golden report-arm64.txt
expect text-riscv64 0 --format text $riscv64
golden report-riscv64.txt
expect text-hardware 0 $hardware
golden report-hardware.txt
expect markdown 0 --format markdown $riscv64
golden report-riscv64.md.txt
expect csv 0 --format=csv $riscv64
golden report-riscv64.csv.txt
expect csv-hardware 0 -f csv $hardware
golden report-hardware.csv.txt
expect json 0 $riscv64 --json
golden report-riscv64.json.txt
expect commit 0 --format commit $riscv64
golden report-riscv64.commit.txt
expect commit-verdicts 0 --format commit data/invented-verdicts.jsonl
golden report-verdicts.commit.txt
expect two-files 0 $arm64 $riscv64
golden report-two-files.txt
expect two-files-csv 0 --format csv $arm64 $riscv64
[ "$(grep -c '^board,' "$scratch/out")" -eq 1 ] || fail "two files in CSV have two headings"

# What was measured once is not counted twice.
expect same-file 2 $hardware ./$hardware
says "$hardware and ./$hardware are one run"
prints_nothing
one=../results/simulated-boards/big-1.jsonl
cp "$one" "$scratch/copy.jsonl"
expect copy 2 --json "$one" "$scratch/copy.jsonl"
says "are one run, which counts once; name one of them"
head -c 40000 "$one" | sed '$d' >"$scratch/copy.jsonl"
expect part-of-it 2 --json "$one" "$scratch/copy.jsonl"
says "are one run"

# Nothing that is pasted is wider than a commit message; with intervals it is for a terminal.
for file in data/*.jsonl; do
	columns=72
	case $file in
	data/invented-* | data/emulated-no-counter*) columns=80 ;;
	esac
	"$TRACETOLL" report "$file" 2>/dev/null | LC_ALL=C grep -n ".\{$((columns + 1))\}" &&
		fail "$file: a line is wider than $columns columns"
done

# What is for a commit message can be one, whatever was measured.
for file in data/*.jsonl; do
	name="$file as a commit message"
	"$TRACETOLL" report --format commit "$file" >"$scratch/out" 2>/dev/null
	pasteable "$scratch/out"
done

# Numbers with noise.
verdicts=data/invented-verdicts.jsonl
expect verdicts 0 $verdicts
golden report-verdicts.txt
# The example of the page that explains it is what is printed, but for the other tables.
table='/^read-zero.*: cycles/,/^read-zero.*: branch-misses/'
{
	sed -n '1,/^$/p' "$scratch/out"
	sed -n "$table{/branch-misses/d;p}" "$scratch/out"
	grep -A 2 ' cycles): direct;\| cycles): ops1' "$scratch/out" | grep -v 'misses\|^--'
} | sed '/^$/d' | while IFS= read -r line; do
	grep -qxF -- "    $line" ../docs/reading-the-table.md || echo "$line"
done >"$scratch/missing-lines"
[ ! -s "$scratch/missing-lines" ] ||
	fail "docs/reading-the-table.md lacks lines of its example: $(cat "$scratch/missing-lines")"
expect verdicts-markdown 0 --format markdown $verdicts
golden report-verdicts.md.txt
expect verdicts-json 0 --json $verdicts
golden report-verdicts.json.txt
expect verdicts-csv 0 --format csv $verdicts
golden report-verdicts.csv.txt
expect floor 0 --floor 5 $verdicts
grep -q '^same within 5 % (96 cycles): direct, ops1, ops1+irr10; ' "$scratch/out" ||
	fail "the floor of 5 % is not the verdicts'"
expect floor-percent 0 --floor=0.5% $verdicts
expect floor-word 2 --floor low $verdicts
says "'low' is no floor; give percent of the baseline, 0 to 100"
prints_nothing
expect floor-negative 2 --floor -1 $verdicts
expect floor-nan 2 --floor nan $verdicts
expect floor-empty 2 --floor '' $verdicts
expect no-pmu 0 data/invented-no-pmu.jsonl
golden report-no-pmu.txt
expect reloads 0 data/invented-reloads.jsonl
golden report-reloads.txt
expect imprecise 5 data/invented-imprecise.jsonl
golden report-imprecise.txt
says 'not to be relied on: the precision was not reached when the time was up: getppid direct:'
says 'asked for 0.2 %; it would take about 700 blocks, 64 minutes'
expect emulated-no-counter 5 data/emulated-no-counter.jsonl
golden report-emulated-no-counter.txt
says "not to be relied on: emulated, and nothing counts: the times are the emulator's"
expect emulated-no-counter-csv 5 --format csv data/emulated-no-counter.jsonl
! grep -q ',ns,' "$scratch/out" || fail "an emulator's time has the unit of hardware's"

# What is made up says so, whatever the format; no run would give it again.
sed '1s/"instruction_clock": false/"instruction_clock": false, "simulated": true/' $verdicts >"$scratch/simulated.jsonl"
cmp -s $verdicts "$scratch/simulated.jsonl" && fail "$verdicts is not simulated"
for format in text markdown commit; do
	expect "simulated-$format" 0 -f $format "$scratch/simulated.jsonl"
	grep -qF 'SIMULATED: every number here is made up, and of no machine' "$scratch/out" || fail "$name: does not say so"
	tr -s '\n ' ' ' <"$scratch/out" | grep -qF 'simulated cycles per call, of no machine' || fail "$name: its tables do not say so"
	! grep -qE 'hardware|Measured by|To measure it again' "$scratch/out" || fail "$name: takes it for a machine's"
done
pasteable "$scratch/out"
expect simulated-chart 0 --chart "$scratch/simulated.jsonl"
grep -qF 'simulated: its numbers are made up' "$scratch/out" || fail "chart: does not say that it is simulated"
grep -qF 'simulated-cycles' "$scratch/out" || fail "chart: its units are a machine's"
expect simulated-samples 0 --samples "$scratch/simulated.jsonl"
grep -qF 'SIMULATED: every number here is made up' "$scratch/out" || fail "samples: do not say that they are simulated"
expect simulated-samples-csv 0 --samples -f csv "$scratch/simulated.jsonl"
! sed 1d "$scratch/out" | grep -qv ',simulated-[a-z]*,' || fail "samples: a row has a machine's unit"
# What it says of a gnuplot that is not there is not asked here.
TRACETOLL_GNUPLOT="$scratch/none" "$TRACETOLL" report -f html "$scratch/simulated.jsonl" >"$scratch/out" 2>/dev/null
sed '/Invented numbers/q' "$scratch/out" | grep -q '<h2' && fail "html: says that it is simulated only behind the first section"
grep -q 'Invented numbers' "$scratch/out" || fail "html: does not say that it is simulated"
expect simulated-csv 0 -f csv "$scratch/simulated.jsonl"
! sed 1d "$scratch/out" | grep -qv ',simulated-[a-z]*,' || fail "csv: a row has a machine's unit"
expect simulated-json 0 --json "$scratch/simulated.jsonl"
grep -q '"clock": "simulated"' "$scratch/out" || fail "json: the clock is a machine's"
grep -q '"simulated": true' "$scratch/out" || fail "json: nothing says simulated"
! grep '"unit"' "$scratch/out" | grep -qv '"simulated-' || fail "json: a row has a machine's unit"

# An emulator's own events are nobody's for hardware's, and not nothing.
sed 's,kernel-instructions,armv8_pmuv3/inst_retired/:k,g; s/user-instructions/r1b/g' data/arm64-emulated.jsonl >"$scratch/own.jsonl"
expect emulated-own 5 "$scratch/own.jsonl"
for metric in armv8_pmuv3/inst_retired/:k r1b cycles; do
	tr -s '\n ' ' ' <"$scratch/out" | grep -qF "the emulator's $metric per call, not hardware's" ||
		fail "an emulator's $metric is not shown as the emulator's"
done
says "not to be relied on: emulated: the events are the emulator's, not hardware's"
expect emulated-own-csv 5 --format csv "$scratch/own.jsonl"
! grep -q ',events,\|,cycles,cycles,\|,ns,' "$scratch/out" || fail "an emulator's event has the unit of hardware's"
grep -q ',r1b,emulated-events,' "$scratch/out" || fail "an emulator's event is not in the CSV"

# Help.
expect help 0 --help
golden report-help.txt
expect help-later 0 $arm64 -h
golden report-help.txt

# Standard input.
input=$riscv64
expect stdin 0 -
golden report-riscv64.txt
input=/dev/null
expect stdin-empty 2 -
says 'standard input: not a result file: the file is empty'
prints_nothing

# The words are wrong.
expect no-file 2
says 'no result file is named'
expect unknown-format 2 --format markdwn $arm64
says "did you mean 'markdown'?"
expect unknown-option 2 --frmat csv $arm64
prints_nothing
says 'tracetoll report --help'

# A file that is none.
expect missing 2 "$scratch/missing"
says 'No such file or directory'
expect folder 2 "$scratch"
says 'Is a directory'
if [ "$(id -u)" -ne 0 ]; then
	: >"$scratch/secret"
	chmod 000 "$scratch/secret"
	expect no-permission 2 "$scratch/secret"
	says 'Permission denied'
fi
expect alien 2 cli/report.sh
says 'report.sh: not a result file, line 1: the line is not a JSON object'
echo '{"answer": 42}' >"$scratch/json"
expect alien-json 2 "$scratch/json"
says 'line 1: it is JSON, but not the header of a result file'
sed '1s/"schema": 1/"schema": 9/' $riscv64 >"$scratch/newer"
expect newer 2 "$scratch/newer"
says 'schema 9 is newer'
sed '5s/{/(/' $riscv64 >"$scratch/garbage"
expect garbage 2 "$scratch/garbage"
says 'garbage: not a result file, line 5:'
sed '3s/"ops1"/"ops7"/; 3s/"none"/"ops7"/' $riscv64 >"$scratch/stranger"
expect stranger 2 "$scratch/stranger"
says "line 3: configuration 'ops7' is not in the plan"
expect one-of-two 2 $arm64 "$scratch/garbage"
prints_nothing

# Cut off and torn: what is there is shown.
sed '$d' $riscv64 >"$scratch/endless"
expect no-end 0 "$scratch/endless"
grep -q 'the file has no end record: the run was cut off after 4 blocks' "$scratch/out" ||
	fail "does not say that the end is missing"
head -c 20000 $riscv64 >"$scratch/torn"
expect torn 0 "$scratch/torn"
golden report-torn.txt
expect torn-json 0 --json "$scratch/torn"
grep -q '"complete": false' "$scratch/out" || fail "a torn file is said to be complete"

# Nothing measured is neither 0 nor 1.
expect nothing-valid 4 data/nothing-valid.jsonl
golden report-nothing-valid.txt
says 'there is no valid sample in it'
# Measured, and nothing of it can be relied on: that is no "not here".
expect nothing-but-invalid 5 data/nothing-but-invalid.jsonl
says 'there is no valid sample in it: 1 invalid sample (the literal names global_ops'
head -n 1 $riscv64 >"$scratch/header"
expect header-only 4 "$scratch/header"
expect one-of-two-valid 0 $riscv64 $arm64

# Printed, but not to be relied on.
expect invalid 5 data/unavailable.jsonl
golden report-unavailable.txt
says 'not to be relied on: 2 invalid samples'
expect uneven 5 data/uneven.jsonl
golden report-uneven.txt
says 'kernel instructions differ between blocks in 1 place, first in kloop ops1 by 4'
expect kernel-log 5 data/kernel-log.jsonl
golden report-kernel-log.txt
says 'not to be relied on: the kernel log: "WARNING: kernel/trace/ftrace.c:2146 at'
says '", and 3 more; 3 invalid samples (first: the site changed while it was measured)'
expect kernel-log-json 5 --json data/kernel-log.jsonl
# A line of the kernel's is reason enough, however good the samples are.
grep -v '"invalid"' data/kernel-log.jsonl >"$scratch/only-the-log"
expect only-kernel-log 5 "$scratch/only-the-log"

# Measured beside another tracer: marked wherever a row goes.
expect dirty 0 data/dirty.jsonl
golden report-dirty.txt
expect dirty-markdown 0 --format markdown data/dirty.jsonl
golden report-dirty.md.txt
expect dirty-csv 0 --format csv data/dirty.jsonl
golden report-dirty.csv.txt
[ "$(grep -c ',dirty:' "$scratch/out")" -eq "$(grep -c '^QEMU' "$scratch/out")" ] ||
	fail "a row of a dirty file is not marked in CSV"
expect dirty-json 0 --json data/dirty.jsonl
[ "$(grep -c '"configuration": "dirty:' "$scratch/out")" -eq "$(grep -c '"metric"' "$scratch/out")" ] ||
	fail "a row of a dirty file is not marked in JSON"
grep -q '"allow_dirty": true' "$scratch/out" || fail "JSON does not say that dirty was allowed"

# The tables cannot be written.
if [ -c /dev/full ]; then
	name=full
	"$TRACETOLL" report $arm64 >/dev/full 2>"$scratch/err"
	[ $? -eq 6 ] || fail "a full disk is not exit code 6"
	says 'No space left on device'
fi

[ "$failures" -eq 0 ] || exit 1
echo "ok: report"
