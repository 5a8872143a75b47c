#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll list: every list, as text and as JSON, and every exit code. TRACETOLL is the
# command. UPDATE=1 writes what it prints into golden/ instead of comparing it.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
cd "$(dirname "$0")" || exit 1

# expect NAME CODE WORD...: runs list with the words and checks its exit code.
expect() {
	name=$1
	code=$2
	shift 2
	"$TRACETOLL" list "$@" </dev/null >"$scratch/out" 2>"$scratch/err"
	got=$?
	[ "$got" -eq "$code" ] || fail "$name: exit code $got, not $code"
	if [ "$code" -eq 0 ]; then
		[ ! -s "$scratch/err" ] || fail "$name: says something on standard error"
	else
		[ ! -s "$scratch/out" ] || fail "$name: prints something although it fails"
		[ "$(grep -c ^ "$scratch/err")" -eq 1 ] || fail "$name: does not say one line"
	fi
}

# golden FILE: what was printed, without what only this machine or kernel says.
golden() {
	sed -E -e '/^(arm64|riscv64|x86_64)(:.*)? \(/s/.*/ARCHITECTURE/' \
		-e "/^'\\?' is not known so: /d" \
		-e '/^ {4}(not (here|known)|here): /d' -e '/^ {10}[^ ]/d' -e '/^ {14,15}[^ ]/d' \
		-e '/"(path|unavailable|unknown)":/d' \
		-e '/"here": \[$/,/\]/d' -e '/"here": \[\],$/d' \
		-e '/^  "pmus": \[\]$/d' -e '/^  "pmus": \[$/,/^  \]/d' -e '/^PMUs of the cores/,/^$/{/^  /d;}' \
		-e 's/__[a-z0-9_]*sys_([a-z0-9]+) *"/HANDLER of \1"/' \
		-e 's/__[a-z0-9_]*sys_([a-z0-9]+) +/HANDLER of \1 /' \
		-e '/^configurations/,/^$/s/^([+ ] [^ ].{19} ).{14} /\1/' \
		"$scratch/out" >"$scratch/shown"
	if [ "${UPDATE:-}" ]; then
		cp "$scratch/shown" "golden/$1"
	elif ! diff -u "golden/$1" "$scratch/shown" >&2; then
		fail "$name: prints something else than golden/$1"
	fi
}

# says WORDS: standard error has them.
says() {
	grep -qF -- "$1" "$scratch/err" || {
		fail "$name: does not say '$1' but:"
		cat "$scratch/err" >&2
	}
}

# is_json: by a parser that is not ours, where there is one.
is_json() {
	if command -v python3 >/dev/null; then
		python3 -c 'import json, sys; json.load(sys.stdin)' <"$scratch/out" 2>/dev/null
	elif command -v jq >/dev/null; then
		jq empty "$scratch/out" 2>/dev/null
	else
		echo "skipped: $name: neither python3 nor jq is here to read the JSON" >&2
	fi || fail "$name: is no JSON"
}

expect all 0
golden list.txt
# Each list alone is what it is among all.
expect configs 0 configs
golden list-configs.txt
expect workloads 0 workloads
golden list-workloads.txt
expect events 0 events
golden list-events.txt
expect exports 0 exports
golden list-exports.txt
for topic in configs workloads events exports; do
	expect "$topic json" 0 --json $topic
	is_json
	golden list-$topic.json.txt
done
expect json 0 --json
is_json
[ "$(grep -c '^  "' "$scratch/out")" -eq 6 ] || fail "json: there are not six lists in it"

# What an event is here, or why it is not, or why nobody can say: one of them for each.
expect 'events are here or not' 0 events
awk '
	/^[+ ] [^ ]/ { if (row && remarks != 1) print row; row = $0; remarks = 0 }
	/^    (here|not here|not known): / { remarks++ }
	/^$/ { if (row && remarks != 1) print row; row = "" }
	/^presets/ { exit }' "$scratch/out" >"$scratch/untold"
[ ! -s "$scratch/untold" ] || fail "events: nothing, or two things, are said of $(cat "$scratch/untold")"
[ "$(grep -cE '^ {4}(here|not here|not known): ' "$scratch/out")" -ge 12 ] || fail "events: too few are told of"
[ "$(wc -L <"$scratch/out")" -le 80 ] || fail "events: wider than 80 columns"

# Every path is one that the docs know, or that cannot be told here.
expect paths 0 configs --json
sed -n 's/.*"path": "\(.*\)",/\1/p' "$scratch/out" >"$scratch/paths"
[ -s "$scratch/paths" ] || fail "paths: there are none"
grep -vxE 'nop|direct|callops-direct|callops-func|list|list-direct|tramp|global|breakpoint|no-site|-|\?' \
	"$scratch/paths" && fail "paths: there is one that is none"

expect nearest-topic 2 config
says "tracetoll list: there is no list of 'config'; did you mean 'configs'?"
expect unknown-topic 2 boards-of-all
says "there are configs, workloads, events and exports"
expect two-topics 2 configs events
says "one list at a time"
expect unknown-option 2 --josn
says "tracetoll list: '--josn' is not known; see: tracetoll list --help"
expect option-with-value 2 --json=yes

# A list that is cut off is no list, however long it is and wherever it was cut.
if [ -c /dev/full ]; then
	for words in '' --json 'events --json' workloads; do
		name="full disk: list $words"
		# shellcheck disable=SC2086
		"$TRACETOLL" list $words >/dev/full 2>"$scratch/err"
		[ $? -eq 6 ] || fail "$name: is not exit code 6"
		says 'tracetoll list: cannot write the list: No space left on device'
	done
fi

[ "$failures" -eq 0 ] || exit 1
echo "ok: list"
