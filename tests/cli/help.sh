#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll without a verb, with an unknown one, and its help. TRACETOLL is the command.
# UPDATE=1 writes what it prints into golden/ instead of comparing it.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
cd "$(dirname "$0")" || exit 1

# expect NAME CODE WORD...: runs tracetoll with the words and checks its exit code.
expect() {
	name=$1
	code=$2
	shift 2
	"$TRACETOLL" "$@" </dev/null >"$scratch/out" 2>"$scratch/err"
	got=$?
	[ "$got" -eq "$code" ] || fail "$name: exit code $got, not $code"
	if [ "$code" -eq 0 ]; then
		[ ! -s "$scratch/err" ] || fail "$name: says something on standard error"
	else
		[ ! -s "$scratch/out" ] || fail "$name: prints something although it fails"
	fi
}

# golden STREAM FILE: the stream, without the version and the architecture's name of a
# handler, is what golden/FILE holds.
golden() {
	sed -e 's/^tracetoll [0-9][0-9.]*:/tracetoll VERSION:/' \
		-e 's/__[a-z0-9]*_sys_read/HANDLER/' "$scratch/$1" >"$scratch/shown"
	if [ "${UPDATE:-}" ]; then
		cp "$scratch/shown" "golden/$2"
	elif ! diff -u "golden/$2" "$scratch/shown" >&2; then
		fail "$name: prints something else than golden/$2"
	fi
}

# says LINE: standard error is this one line.
says() {
	[ "$(cat "$scratch/err")" = "$1" ] || {
		fail "$name: does not say '$1' but:"
		cat "$scratch/err" >&2
	}
}

expect no-words 2
golden err help.txt
for word in --help -h help; do
	expect "$word" 0 $word
	golden out help.txt
done
# Behind other words, too.
for words in list run doctor 'doctor --tune' site 'list configs' 'run -c ops1' 'site schedule' 'verify -c ops1' 'hold none' restore 'restore --root /' report compare; do
	verb=${words%% *}
	for word in --help -h; do
		# shellcheck disable=SC2086
		expect "$words $word" 0 $words $word
		golden out "$verb-help.txt"
		for line in '^  -h, --help  *this text$' '^Exit codes:$' '^  2  the words were wrong'; do
			grep -q -- "$line" "$scratch/out" || fail "$words $word: lacks '$line'"
		done
	done
done

expect version 0 --version
grep -qE '^tracetoll [0-9]+\.[0-9]+\.[0-9]+ (arm64|riscv64|x86_64) \(.+\)$' "$scratch/out" ||
	fail "version: prints '$(cat "$scratch/out")'"
[ "$(grep -c ^ "$scratch/out")" -eq 1 ] || fail "version: is not one line"

expect unknown-verb 2 measure
says "tracetoll: there is no verb 'measure' (tracetoll --help lists them)"
expect nearest-list 2 lst
says "tracetoll: there is no verb 'lst'; did you mean 'list'? (tracetoll --help lists them)"
expect nearest-report 2 reprot file
says "tracetoll: there is no verb 'reprot'; did you mean 'report'? (tracetoll --help lists them)"
expect unknown-option 2 --verbose
says "tracetoll: there is no verb '--verbose' (tracetoll --help lists them)"
expect empty-word 2 ''
says "tracetoll: there is no verb '' (tracetoll --help lists them)"

[ "$failures" -eq 0 ] || exit 1
echo "ok: help"
