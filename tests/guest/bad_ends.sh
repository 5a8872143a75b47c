#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A guest that panics, hangs or is stopped: exit 6, its last words, the file so far, and
# no process left. And what a program in it answers is handed out. What the script does alone is
# tested with the guests of one architecture; the others' guests die in their own ways.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it is about how guests end"

# A place of its own for the guests' folders: other tests run beside this one.
mkdir "$work/tmp"
export TMPDIR=$work/tmp

misbehave() {
	guest -o "$work/$1.jsonl" --program "build/$architecture/tests/guest-misbehave" "${@:2}" -- "$1"
}

# Its reader is gone before it says anything.
closed_output() {
	local status=0

	guest -o "$work/closed.jsonl" -- run -c ops1 -w kloop --blocks 1 2>"$work/err" >&- || status=$?
	grep -qs '"record":"end"' "$work/closed.jsonl" || status=99
	echo "$status"
}

quiet_list() {
	local status=0

	guest -- list >&- 2>&- || status=$?
	echo "$status"
}

full_list() {
	local status=0

	guest -- list >/dev/full 2>"$work/err" || status=$?
	echo "$status"
}

says() {
	grep -q "$1" "$work/err"
}

# Its command line is nobody else's, by the name of this test's folder.
nothing_runs() {
	! grep -qs "$work" /proc/[0-9]*/cmdline
}

# Starts a run that never ends by itself, and sends it $1 once it has measured something.
signal_endless_run() {
	# A shell's background child ignores SIGINT from its start, unless told otherwise.
	env --default-signal=INT scripts/guest "$architecture" --no-build -o "$work/$1.jsonl" -- \
		run -c ops1 -w kloop --blocks 100000 >"$work/out" 2>"$work/err" </dev/null &
	process=$!
	for _ in $(seq 1200); do
		! grep -qs '"sample"' "$work/$1.jsonl" || break
		sleep 0.1
	done
	kill -"$1" "$process"
	status=0
	wait "$process" || status=$?
}

stopped_by() {
	signal_endless_run "$1"
	check "SIG$1 ends the script with 6 ($status)" test "$status" -eq 6
	check "SIG$1: no process is left" nothing_runs
	check "SIG$1: the file so far can be read" \
		test "$(status_of build/x86_64/tracetoll report "$work/$1.jsonl")" -eq 0
}

begun=$SECONDS
check "an exit code is handed out" test "$(status_of misbehave 42)" -eq 42
took=$((SECONDS - begun))
check "a program that a signal ended: 6" test "$(status_of misbehave killed)" -eq 6
check "and one line that names it" says 'signal 9 ended the program'

check "a panic ends with 6" test "$(status_of misbehave panic)" -eq 6
check "with the last lines of the console" says 'sysrq triggered crash'
check "and one line that says what happened" says 'the guest died'
check "the file so far is there" grep -q 'so far' "$work/panic.jsonl"

stopped_by TERM
if [ "$architecture" = riscv64 ]; then
	check "no KASLR where the kernel has none: 4" test "$(status_of guest --kaslr -- list)" -eq 4
fi
if [ "$architecture" != arm64 ]; then
	check "no folder is left" test -z "$(ls -A "$TMPDIR")"
	finish
fi

# A boot is not silent for as long as all of that took, on however busy a machine.
limit=$((2 * took + 4))
check "a hang ends with 6" test "$(status_of misbehave hang --time-limit $limit)" -eq 6
check "and says that time ran out" says "no sign of life for $limit s"
check "the file so far is there" grep -q 'so far' "$work/hang.jsonl"

check "a file is not overwritten" test "$(status_of guest -o "$work/hang.jsonl" -- list)" -eq 2
check "a second name for it is refused" test "$(status_of guest -- run -o x)" -eq 2
check "a name with a comma" test "$(status_of misbehave 42 -o "$work/a,b.jsonl")" -eq 42
check "has the result" grep -q 'so far' "$work/a,b.jsonl"
check "wrong words leave no file" test "$(status_of guest -o "$work/no.jsonl" -- run -c opps)" -eq 2 -a ! -e "$work/no.jsonl"
check "a folder that is not there: 6" test "$(TMPDIR=$work/none status_of guest -- list)" -eq 6
check "nobody reads the output: the guest goes on" test "$(closed_output)" -eq 0
check "an unknown kernel is refused" test "$(status_of guest --kernel debian-forki -- list)" -eq 2
check "with the nearest name" says 'debian-forky'
check "a file that is not there cannot be brought along" test "$(status_of guest --file "$work/none" -- list)" -eq 2
check "without a time limit's number: refused" test "$(status_of guest --time-limit soon -- list)" -eq 2

check "closed output and errors: still 0" test "$(quiet_list)" -eq 0
check "an output that is full: 6" test "$(full_list)" -eq 6
check "standard output is no result file" test "$(status_of guest -o - -- list)" -eq 2
stopped_by INT
stopped_by HUP
check "no folder is left" test -z "$(ls -A "$TMPDIR")"

signal_endless_run KILL 2>/dev/null
for _ in $(seq 300); do
	! nothing_runs || break
	sleep 0.1
done
check "SIGKILL: no process is left, either" nothing_runs
check "SIGKILL: the file so far can be read" \
	test "$(status_of build/x86_64/tracetoll report "$work/KILL.jsonl")" -eq 0
finish
