#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll report --decompose: a sweep of each architecture, as guests measured it with
#	scripts/guest ARCH -- run -c sweep -w kloop --seed 1 --blocks 2
# and models that are wrong. TRACETOLL is the command.
# UPDATE=1 writes what it prints into golden/ instead of comparing it.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
# shellcheck source=tests/cli/shared/pasteable.sh
. "$(dirname "$0")/shared/pasteable.sh"
cd "$(dirname "$0")/.." || exit 1

# expect NAME CODE ARGUMENT...: runs report --decompose and checks its exit code.
expect() {
	name=$1
	code=$2
	shift 2
	"$TRACETOLL" report --decompose "$@" >"$scratch/out" 2>"$scratch/err"
	got=$?
	if [ "$got" -ne "$code" ]; then
		fail "$name: exit code $got, not $code"
		cat "$scratch/err" >&2
	fi
	[ "$code" -ne 0 ] || [ ! -s "$scratch/err" ] || fail "$name: says something on standard error"
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

# shows WORDS: the table does, wherever its lines end.
shows() {
	tr -s '\n ' ' ' <"$scratch/out" | grep -qF -- "$1" || fail "$name: does not show '$1'"
}

for sweep in arm64 riscv64 x86_64 riscv64-6.12; do
	expect "$sweep" 0 "data/sweep-$sweep.jsonl"
	golden "decompose-$sweep.txt"
	shows 'configurations to the instruction no other configuration checks: direct residual standard deviation 0,'
done
expect markdown 0 --format markdown data/sweep-riscv64.jsonl
golden decompose-riscv64.md.txt
expect commit 0 -f commit data/sweep-arm64.jsonl
golden decompose-arm64.commit.txt
pasteable "$scratch/out"
expect csv 0 -f csv data/sweep-arm64.jsonl data/sweep-riscv64-6.12.jsonl
golden decompose.csv.txt
expect json 0 --json data/sweep-x86_64.jsonl
golden decompose-x86_64.json.txt
expect two-files 0 data/sweep-arm64.jsonl data/sweep-riscv64.jsonl
[ "$(grep -c '^data/sweep-' "$scratch/out")" -eq 2 ] || fail 'two files are not told apart'

# Nothing that is pasted is wider than a commit message.
for file in data/*.jsonl; do
	"$TRACETOLL" report --decompose "$file" 2>/dev/null | LC_ALL=C grep -n '.\{73\}' &&
		fail "$file: a line is wider than 72 columns"
done

# The example of the page that explains it is what is printed.
expect docs 0 data/sweep-riscv64.jsonl
sed -n '/^kloop/,/^$/p' "$scratch/out" | sed '/^$/d' | while IFS= read -r line; do
	grep -qxF -- "    $line" ../docs/decomposition.md || echo "$line"
done >"$scratch/missing-lines"
[ ! -s "$scratch/missing-lines" ] ||
	fail "docs/decomposition.md lacks lines of its example: $(cat "$scratch/missing-lines")"

# A configuration that takes what its parts do not explain: exit 5, and it is named.
sed 's/"ops16"/"ops15"/g' data/sweep-arm64.jsonl >"$scratch/odd.jsonl"
expect odd 5 "$scratch/odd.jsonl"
shows 'the parts do not explain: ops15 +55; all others are explained exactly, and the parts are theirs'
shows 'list entry 65 18'
says 'odd.jsonl: not to be relied on: the parts do not explain the kernel-instructions of kloop: ops15 +55'
# Several: nobody knows which parts are right, and every residual is told.
sed 's/"ops16"/"ops15"/g; s/"ops2+irr64"/"ops2+irr60"/g; s/"ops8"/"ops9"/g' \
	data/sweep-arm64.jsonl >"$scratch/wrong.jsonl"
expect wrong 5 "$scratch/wrong.jsonl"
shows 'the parts do not explain: '
! grep -q 'all others' "$scratch/out" || fail 'one of several is called the only one'
expect wrong-json 5 --json "$scratch/wrong.jsonl"
grep -q '"explained": false' "$scratch/out" || fail 'JSON does not say that it is not explained'
# A floor is for noise: exact counts have none.
expect floor 5 --floor 100 "$scratch/odd.jsonl"

# What a usual run does not tell, and noise.
expect usual 0 data/arm64-emulated.jsonl
shows 'not told by this file: each ops passed over (stub); each irrelevant ops; measure stub2, ops2+irr1, too'
shows 'nothing checks these parts'
expect hardware 0 data/invented-hardware.jsonl
golden decompose-hardware.txt
expect nothing 4 data/nothing-valid.jsonl
says 'nothing in it can be taken apart; run -c sweep measures what can be'
expect nothing-json 4 --json data/nothing-valid.jsonl
expect unknown 2 --decomposed data/sweep-arm64.jsonl

[ "$failures" -eq 0 ] || exit 1
echo "ok: decompose"
