#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What tracetoll compare prints, in every format. TRACETOLL is the command.
# UPDATE=1 writes what it prints into golden/ instead of comparing it.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
# shellcheck source=tests/cli/shared/pasteable.sh
. "$(dirname "$0")/shared/pasteable.sh"
cd "$(dirname "$0")/../data/compare" || exit 1

# expect NAME CODE ARGUMENT...: runs compare and checks its exit code.
expect() {
	name=$1
	code=$2
	shift 2
	"$TRACETOLL" compare "$@" >"$scratch/out" 2>"$scratch/err"
	got=$?
	if [ "$got" -ne "$code" ]; then
		fail "$name: exit code $got, not $code"
		cat "$scratch/err" >&2
	fi
}

# golden FILE: what was printed is what golden/FILE holds.
golden() {
	if [ "${UPDATE:-}" ]; then
		cp "$scratch/out" "../../cli/golden/$1"
	elif ! diff -u "../../cli/golden/$1" "$scratch/out" >&2; then
		fail "$name: prints something else than golden/$1"
	fi
}

# says WORDS, lacks WORDS: what was printed, whatever its lines are.
is_said() {
	tr -s ' \n' '  ' <"$scratch/out" | grep -qF -- "$1"
}
says() {
	is_said "$1" || fail "$name: does not say '$1'"
}
lacks() {
	is_said "$1" && fail "$name: says '$1'"
}

# One instruction more.
expect patched 0 patched-before.jsonl patched-after.jsonl
golden compare-patched.txt
expect patched-commit 0 patched-before.jsonl patched-after.jsonl -f commit
golden compare-patched.commit.txt
pasteable "$scratch/out"

# Other paths: what guests of two Debian kernels gave.
expect riscv64 0 riscv64-6.12.jsonl riscv64-7.2.jsonl --across config
golden compare-riscv64.txt
expect riscv64-markdown 0 riscv64-6.12.jsonl riscv64-7.2.jsonl --across config -f markdown
golden compare-riscv64.md.txt
expect riscv64-commit 0 riscv64-6.12.jsonl riscv64-7.2.jsonl --across config -f commit \
	--reproduce 'scripts/ab riscv64 --before debian-trixie --after debian-forky --across config -- run -c none,loop,direct,ops1,ops2,ops1+irr10 -w kloop --blocks 2'
golden compare-riscv64.commit.txt
pasteable "$scratch/out"

# Rows of one side, and a baseline that changed.
expect one-sided 0 one-sided-before.jsonl one-sided-after.jsonl
golden compare-one-sided.txt
expect one-sided-commit 0 one-sided-before.jsonl one-sided-after.jsonl -f commit
golden compare-one-sided.commit.txt
pasteable "$scratch/out"
expect one-sided-json 0 one-sided-before.jsonl one-sided-after.jsonl --json
golden compare-one-sided.json.txt

# A key is a contract: docs/comparing.md has it.
grep -o '"[a-z_]*":' "$scratch/out" | sort -u | tr -d '":' >"$scratch/keys"
[ "$(wc -l <"$scratch/keys")" -ge 40 ] || fail "json: there are keys missing"
while read -r key; do
	grep -q "\`$key\`" ../../../docs/comparing.md || fail "docs/comparing.md lacks the key $key"
done <"$scratch/keys"

# Numbers with noise, of boots enough and of too few.
expect boots 0 boots/before-*.jsonl boots/after-*.jsonl
golden compare-boots.txt
expect boots-commit 0 boots/before-*.jsonl boots/after-*.jsonl -f commit
golden compare-boots.commit.txt
pasteable "$scratch/out"
expect boots-markdown 0 boots/before-*.jsonl boots/after-*.jsonl -f markdown
golden compare-boots.md.txt
expect few-boots 0 boots/before-[123].jsonl boots/after-[123].jsonl
golden compare-few-boots.txt
expect few-boots-commit 0 boots/before-[123].jsonl boots/after-[123].jsonl -f commit
pasteable "$scratch/out"

# Nothing that can be told apart, nothing in common, and nothing to be relied on.
expect varying 0 varying-before.jsonl varying-after.jsonl
golden compare-varying.txt
expect varying-commit 0 varying-before.jsonl varying-after.jsonl -f commit
pasteable "$scratch/out"
says '~: no difference is shown'
expect apart 4 apart-before.jsonl apart-after.jsonl
golden compare-apart.txt
expect apart-commit 4 apart-before.jsonl apart-after.jsonl -f commit
pasteable "$scratch/out"
expect cut 5 cut-before.jsonl cut-after.jsonl
tail -n 5 "$scratch/out" | grep -q '^not to be relied on: cut-before.jsonl: ' ||
	fail "cut: the table does not say that its files were cut off"
expect cut-commit 5 cut-before.jsonl cut-after.jsonl -f commit
golden compare-cut.commit.txt
pasteable "$scratch/out"

# An emulator without an instruction clock: its times are neither exact nor numbers of instructions.
clockless=../emulated-no-counter.jsonl
expect emulated-commit 5 $clockless $clockless -f commit
lacks 'instructions, exact'
says "what is no number of instructions is the emulator's"
says "the emulator's nanoseconds per call, not hardware's"
# Of one side alone: its column is not taken for hardware's either.
sed '1s/"emulated": true/"emulated": false/' $clockless >"$scratch/board.jsonl"
cmp -s $clockless "$scratch/board.jsonl" && fail "$clockless is not emulated"
for sides in "$scratch/board.jsonl $clockless" "$clockless $scratch/board.jsonl"; do
	# shellcheck disable=SC2086 # two words
	expect "half emulated: $sides" 5 $sides --across machine
	says "of one side the emulator's, not hardware's"
done
# Against numbers that are made up nothing can be found, and it takes a word to be let do it.
simulated="$scratch/simulated.jsonl"
sed '1s/"instruction_clock": false/"instruction_clock": false, "simulated": true/' boots/after-1.jsonl >"$simulated"
cmp -s boots/after-1.jsonl "$simulated" && fail "boots/after-1.jsonl is not simulated"
expect half-simulated 2 boots/before-1.jsonl "$simulated"
grep -qF 'simulated no -> yes' "$scratch/err" || fail "compare does not say that a side is simulated"
for format in text markdown commit; do
	expect "half-simulated-$format" 0 boots/before-1.jsonl "$simulated" --across machine -f $format
	says 'SIMULATED after: its numbers are made up'
	says 'of one side simulated, of no machine'
done
pasteable "$scratch/out"
expect half-simulated-json 0 boots/before-1.jsonl "$simulated" --across machine --json
says '"unit": "simulated-'
lacks '"unit": "cycles"'

# No row to say it of: that counts are exact is not true for that.
sed '/"record": "sample"/d' $clockless >"$scratch/none.jsonl"
expect emulated-alone 5 $clockless "$scratch/none.jsonl"
lacks 'counts are exact'

# Two kernels of one release: what tells them apart is told.
sed '1s/7.2.12-after"/7.2.12-before"/' patched-after.jsonl >"$scratch/rebuilt.jsonl"
expect one-release 0 patched-before.jsonl "$scratch/rebuilt.jsonl" -f commit
says 'of the kernels themselves: build'
expect two-releases 0 patched-before.jsonl patched-after.jsonl -f commit
lacks 'of the kernels themselves'

# A path that nobody knows is not known to be another one.
sed 's/"path_before": "callops-func", "path_after": "callops-func", "expected_path": "callops-func"/"path_before": "unknown", "path_after": "unknown", "expected_path": "unknown"/' \
	patched-after.jsonl >"$scratch/unknown.jsonl"
cmp -s patched-after.jsonl "$scratch/unknown.jsonl" && fail "no path became unknown"
expect unknown-path 0 patched-before.jsonl "$scratch/unknown.jsonl"
lacks 'calls that take another path'
says 'callops-func -> unknown'

# What happened meanwhile is said in all formats, once however many boots it happened in.
sed '$i {"record": "event", "kind": "changed", "text": "the governor of CPU 0 became powersave", "workload": null, "configuration": null}\
{"record": "event", "kind": "nonlinear", "text": "2 % off", "workload": "kloop", "configuration": "ops1"}' \
	patched-after.jsonl >"$scratch/changed.jsonl"
for format in text markdown json commit; do
	expect "events-$format" 0 patched-before.jsonl --after "$scratch/changed.jsonl" "$scratch/changed.jsonl" -f $format
	for said in 'after: changed while it ran: the governor of CPU 0 became powersave' \
		'after: kloop ops1: more calls do not cost as much more: 2 % off'; do
		[ "$(tr -d '\n' <"$scratch/out" | tr -s ' ' | grep -oF "$said" | wc -l)" -eq 1 ] || fail "$name: says not once: $said"
	done
done

# Names with markup and names without an end, wherever a name can be.
for word in '#1' '---' 'diff --git' 'Signed-off-by: a' 'a|b*c_' \
	0123456789012345678901234567890123456789012345678901234567890123456789012345678901; do
	for side in before after; do
		sed "s/\"ops2\"/\"$word\"/g; s/QEMU virt/$word/; s/7.2.12-/$word /; s/\"kloop\"/\"$word\"/g" \
			patched-$side.jsonl >"$scratch/$side.jsonl"
	done
	expect "names '$word'" 0 "$scratch/before.jsonl" "$scratch/after.jsonl" -f commit
	pasteable "$scratch/out"
	expect "names '$word' in a terminal" 0 "$scratch/before.jsonl" "$scratch/after.jsonl"
	LC_ALL=C grep -n '.\{81\}' "$scratch/out" >&2 && fail "$name: wider than 80 columns"
done

# Nothing for a terminal is wider than 80 columns.
for file in ../../cli/golden/compare-[!h]*[!dn].txt; do
	case $file in *.md.txt | *.json.txt) continue ;; esac
	LC_ALL=C grep -n '.\{81\}' "$file" >&2 && fail "$file: a line is wider than 80 columns"
done

[ "$failures" -eq 0 ] || exit 1
echo "ok: the formats of compare"
