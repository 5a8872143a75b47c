#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll compare: words, sides, refusals and exit codes. TRACETOLL is the command.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
cd "$(dirname "$0")/.." || exit 1

# expect NAME CODE ARGUMENT...: runs compare on $input and checks its exit code.
input=/dev/null
expect() {
	name=$1
	code=$2
	shift 2
	"$TRACETOLL" compare "$@" <"$input" >"$scratch/out" 2>"$scratch/err"
	got=$?
	[ "$got" -eq "$code" ] || {
		fail "$name: exit code $got, not $code"
		cat "$scratch/err" >&2
	}
	case $code in
	0) ;;
	2)
		[ "$(grep -c ^ "$scratch/err")" -eq 1 ] || fail "$name: gives not one line of reason"
		[ ! -s "$scratch/out" ] || fail "$name: prints a table although it refuses"
		;;
	*) [ -s "$scratch/err" ] || fail "$name: gives no reason" ;;
	esac
}

# says WORDS: standard error has them, in one line.
says() {
	grep -qF -- "$1" "$scratch/err" || {
		fail "$name: does not say '$1' but:"
		cat "$scratch/err" >&2
	}
}

silent() {
	[ ! -s "$scratch/err" ] || {
		fail "$name: says something on standard error:"
		cat "$scratch/err" >&2
	}
}

# verdict WORKLOAD CONFIGURATION METRIC VERDICT [CHANGE]: of the JSON that was printed.
verdict() {
	tr -d '\n' <"$scratch/out" | sed 's/{/\n{/g' | grep "\"workload\": \"$1\"" | grep "\"configuration\": \"$2\"" |
		grep "\"metric\": \"$3\"" >"$scratch/rows"
	grep -q "\"verdict\": \"$4\"" "$scratch/rows" ||
		fail "$name: $1 $2 $3 is not $4 but $(grep -o '"verdict": "[^"]*"' "$scratch/rows")"
	[ $# -lt 5 ] || grep -q "\"difference\": $5\(\.0*\)\{0,1\}[,}]" "$scratch/rows" ||
		fail "$name: $1 $2 $3 is not changed by $5 but $(grep -o '"difference": [^,]*' "$scratch/rows")"
}

# all_are VERDICT: every row of the JSON that was printed.
all_are() {
	grep -q '"verdict"' "$scratch/out" || fail "$name: prints no verdict"
	! grep '"verdict"' "$scratch/out" | grep -qv "\"verdict\": \"$1\"" || fail "$name: a row is not $1"
}

# A machine whose clock counts instructions, and the words that make it another kernel.
before=data/riscv64-emulated.jsonl
release=$(head -n 1 "$before" | grep -o '"release": *"[^"]*"')
[ "$release" ] || fail "$before: has no release"

# patched FILE SCRIPT: the file as of another kernel, changed by the sed script
patched() {
	sed "1s/$release/\"release\": \"7.2.99-patched\"/; $2" "$1"
}

# The same kernel, and not one difference.
expect same 0 "$before" "$before" --json
silent
all_are same
patched "$before" '' >"$scratch/after.jsonl"
expect same-counts 0 "$before" "$scratch/after.jsonl" --json --gate
silent
all_are same

# One instruction more in one configuration under one workload is found there, and nowhere else.
# The long run makes twice the calls of the short one, so N more calls are N more counts.
add_one() {
	awk -v workload="$2" -v configuration="$3" -v more="$4" '
	index($0, "\"workload\": \"" workload "\"") && index($0, "\"configuration\": \"" configuration "\"") &&
	match($0, /"long": *{/) {
		head = substr($0, 1, RSTART - 1)
		tail = substr($0, RSTART)
		match(head, /"calls": *[0-9]+/)
		calls = substr(head, RSTART, RLENGTH); sub(/.*[^0-9]/, "", calls)
		match(tail, /"kernel-instructions": *[0-9]+/)
		count = substr(tail, RSTART, RLENGTH); sub(/.*[^0-9]/, "", count)
		tail = substr(tail, 1, RSTART - 1) "\"kernel-instructions\": " sprintf("%d", count + more * calls) \
			substr(tail, RSTART + RLENGTH)
		$0 = head tail
	}
	{ print }' "$1"
}
add_one "$scratch/after.jsonl" kloop ops2 1 >"$scratch/one-more.jsonl"
cmp -s "$scratch/after.jsonl" "$scratch/one-more.jsonl" && fail "one instruction was not added"
expect one-more 0 "$before" "$scratch/one-more.jsonl" --json
silent
verdict kloop ops2 kernel-instructions more 1
[ "$(grep -c '"verdict": "more"' "$scratch/out")" -eq 1 ] || fail "one instruction more is found in other rows"
! grep -q '"verdict": "\(less\|undecided\)"' "$scratch/out" || fail "one instruction more is found as something else"

# The gate.
expect gate 1 "$before" "$scratch/one-more.jsonl" --gate
says '1 row costs more, first kloop ops2: +1 instructions'
expect gate-faster 0 "$scratch/one-more.jsonl" "$before" --gate
expect gate-floor 0 "$before" "$scratch/one-more.jsonl" --gate --floor 5
expect gate-low-floor 1 "$before" "$scratch/one-more.jsonl" --gate --floor=0.01%
expect gate-filter 0 "$before" "$scratch/one-more.jsonl" --gate -c none,ops1
silent
! grep -q ops2 "$scratch/out" || fail "a configuration that is not wanted is printed"
sed '$d' "$scratch/one-more.jsonl" >"$scratch/cut.jsonl"
expect gate-untrusted 5 "$before" "$scratch/cut.jsonl" --gate
says "cut.jsonl: there is no end record: the run was cut off"
[ -s "$scratch/out" ] || fail "a file that was cut off is not compared"

# Files of one side, and sides by their kernel.
mkdir "$scratch/two" "$scratch/empty"
cp "$before" "$scratch/two/a.jsonl"
cp "$before" "$scratch/two/b.jsonl"
: >"$scratch/two/no-result.txt"
expect by-kernel 0 "$before" "$scratch/one-more.jsonl" "$before" "$scratch/one-more.jsonl" --json
verdict kloop ops2 kernel-instructions more 1
expect folder 0 "$scratch/two" "$scratch/one-more.jsonl" --json
verdict kloop ops2 kernel-instructions more 1
expect two-folders 0 "$scratch/two/" "$scratch/two"
# One folder for both sides: names tell, and the order of the alphabet does not.
mkdir "$scratch/both"
cp "$before" "$scratch/both/before-1.jsonl"
cp "$scratch/one-more.jsonl" "$scratch/both/after-1.jsonl"
expect both-sides 0 "$scratch/both" --json
verdict kloop ops2 kernel-instructions more 1
cp "$before" "$scratch/both/before-2.jsonl"
rm "$scratch/both/after-1.jsonl"
expect side-is-missing 2 "$scratch/both"
says 'both is nothing of after; name the other side, too'
expect unnamed-sides 2 "$scratch/two"
says 'two/a.jsonl begins neither with before nor with after'
expect after 0 "$scratch/two" --json --after "$before" -- "$before"
all_are same
expect one-kernel 2 "$before" "$before" "$before"
says 'all 3 files are of one kernel'
says 'compare BEFORE... --after AFTER...'
patched "$before" '1s/7.2.99-patched/7.2.99-other/' >"$scratch/other.jsonl"
expect three-kernels 2 "$before" "$scratch/after.jsonl" "$scratch/other.jsonl"
says 'are of three kernels'
expect unlike-side 2 "$before" --after "$scratch/after.jsonl" "$scratch/other.jsonl"
says 'are both after, but differ in kernel: release 7.2.99-patched -> 7.2.99-other'
expect after-alone 2 --after "$before"
says '--after has nothing in front of it'
expect nothing-after 2 "$before" --after
says '--after has nothing behind it'
expect one-file 2 "$before"
says 'is one file; name one of before and one of after'
expect no-file 2
says 'no result file is named'
expect empty-folder 2 "$before" "$scratch/empty"
says 'there is no *.jsonl in this folder'
input=$scratch/one-more.jsonl
expect stdin 1 "$before" - --gate
input=/dev/null

# Boots of hardware count once; of one side.
hardware=data/invented-hardware.jsonl
expect hardware 0 "$hardware" "$hardware"
sed '1s/"environment": *{/&"boot_id": "one", /' "$hardware" >"$scratch/boot.jsonl"
expect one-boot 2 "$scratch/boot.jsonl" "$scratch/boot.jsonl" --after "$hardware"
says 'are of one boot, which counts once'
expect clocked 0 "$hardware" "$hardware" --json --gate
says 'undecided, which the gate lets pass'
verdict kloop ops1 cycles undecided 0

# What differs beside the kernel is refused, and the option that allows it is said.
option=$(head -n 1 "$before" | grep -o '"CONFIG_[A-Z_]*": *"y"' | head -n 1)
[ "$option" ] || fail "$before: has no option"
patched "$before" "1s/$option/$(echo "$option" | sed 's/"y"/"n"/')/; 1s/nokaslr/maxcpus=1/" >"$scratch/unlike.jsonl"
expect unlike 2 "$before" "$scratch/unlike.jsonl"
says 'differ in more than the kernel: config: CONFIG_'
says 'command-line: command line nokaslr -> maxcpus=1'
says 'if that is meant: --across config,command-line'
expect unlike-one 2 "$before" "$scratch/unlike.jsonl" --across config
says 'the kernel: command-line: command line nokaslr -> maxcpus=1; if that is meant: --across config,command-line'
expect across 0 "$before" "$scratch/unlike.jsonl" --across config,command-line --gate
silent
grep -q 'maxcpus=1' "$scratch/out" || fail "what differs is not printed"
expect architectures 2 data/arm64-emulated.jsonl "$before" --across machine
says 'arm64-emulated.jsonl is of arm64 and data/riscv64-emulated.jsonl of riscv64'
sed '1s/"calls": *[0-9]*/"calls": 77/' "$scratch/after.jsonl" >"$scratch/plan.jsonl"
expect plan 2 "$before" "$scratch/plan.jsonl"
says 'plan: calls'
says 'if that is meant: --across plan'

# A configuration on one side only is a row, and nothing that the gate knows.
sed 's/"ops10"/"ops11"/' "$scratch/after.jsonl" >"$scratch/ops11.jsonl"
expect one-sided 0 "$before" "$scratch/ops11.jsonl" --gate --json
silent
grep -q '"note": "after: not in the plan"' "$scratch/out" || fail "a row of before alone does not say so"
grep -q '"note": "before: not in the plan"' "$scratch/out" || fail "a row of after alone does not say so"

# Not to be relied on, and nothing to compare.
expect untrusted 5 data/uneven.jsonl data/uneven.jsonl
[ "$(grep -c 'not to be relied on: data/uneven.jsonl: kernel instructions differ' "$scratch/err")" -eq 2 ] ||
	fail "not each file is said not to be relied on"
expect dirty 5 data/dirty.jsonl data/dirty.jsonl
says 'was measured beside another tracer'
expect nothing 4 data/nothing-valid.jsonl data/nothing-valid.jsonl --gate
says 'nothing was measured on both sides'
expect nothing-but-invalid 5 data/nothing-but-invalid.jsonl data/nothing-but-invalid.jsonl

# Formats, and what is no result file.
for format in text markdown json commit; do
	expect "$format" 0 --format "$format" "$before" "$scratch/one-more.jsonl" --reproduce 'make again'
	[ -s "$scratch/out" ] || fail "$format: prints nothing"
done
expect unknown-format 2 -f comit "$before" "$before"
says "did you mean 'commit'?"
expect unknown-group 2 --across confg "$before" "$before"
says "there is no group 'confg' to differ in; did you mean 'config'? (kernel,config,command-line,machine,settings,tool,plan)"
expect unknown-option 2 --gaet "$before" "$before"
says 'tracetoll compare --help'
expect floor-word 2 --floor much "$before" "$before"
says "'much' is no floor"
expect unknown-configuration 2 -c ops22 "$before" "$before"
says "no file has a configuration 'ops22'; did you mean 'ops2'?"
expect unknown-workload 2 -w klop "$before" "$before"
says "no file has a workload 'klop'; did you mean 'kloop'?"
expect missing 2 "$before" "$scratch/missing"
says 'missing: cannot read it: No such file or directory'
sed '1s/"schema": 1/"schema": 9/' "$before" >"$scratch/newer.jsonl"
expect newer 2 "$before" "$scratch/newer.jsonl"
says 'newer.jsonl: not a result file, line 1: schema 9 is newer'

# The tables cannot be written.
if [ -c /dev/full ]; then
	name=full
	"$TRACETOLL" compare "$before" "$before" >/dev/full 2>"$scratch/err"
	[ $? -eq 6 ] || fail "a full disk is not exit code 6"
	says 'No space left on device'
fi

[ "$failures" -eq 0 ] || exit 1
echo "ok: compare"
