#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll track add, forget, accept and rename: what they say and answer. TRACETOLL is the command.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
cd "$(dirname "$0")" || exit 1
data=../data
TRACETOLL_HISTORY=$scratch/history.sqlite
export TRACETOLL_HISTORY

# expect NAME CODE WORD...: runs `tracetoll track` with the words and checks its exit code.
expect() {
	name=$1
	code=$2
	shift 2
	"$TRACETOLL" track "$@" </dev/null >"$scratch/out" 2>"$scratch/err"
	got=$?
	[ "$got" -eq "$code" ] || {
		fail "$name: exit code $got, not $code"
		cat "$scratch/err" >&2
	}
}

# prints LINE, says LINE: standard output, or error, is this one line; a * stands for anything.
matches() {
	line=$(cat "$scratch/$1")
	# shellcheck disable=SC2254 # it is a pattern
	case $line in
	$2) ;;
	*) fail "$name: $1 is not '$2' but '$line'" ;;
	esac
}
prints() {
	matches out "$1"
}
says() {
	matches err "$1"
}

for word in add forget accept rename; do
	for help in --help -h; do
		expect "$word $help" 0 $word $help
		grep -q "^usage: tracetoll track $word " "$scratch/out" || fail "$word $help: prints no usage"
		grep -q '^  2  the words were wrong' "$scratch/out" || fail "$word $help: lacks exit code 2"
		awk 'length > 84 { exit 1 }' "$scratch/out" || fail "$word $help: is wider than a terminal"
	done
	expect "$word" 2 $word
	[ "$(grep -c ^ "$scratch/err")" -eq 1 ] || fail "$word: says more or less than one line"
done
expect nearest 2 ad
says "tracetoll track: there is no 'ad'; did you mean 'add'?*"
expect option 2 add --comit x
says "tracetoll track add: '--comit' is not known*"
for date in yesterday 2026-02-30 2026-13-01 2026-1-1 12 '' 2026-01-01T25:00; do
	expect "date $date" 2 add --date "$date" x
	says "tracetoll track add: '$date' is no date;*"
done
expect no-file 2 add "$scratch/nowhere.jsonl"
says "tracetoll track add: $scratch/nowhere.jsonl: cannot read it: No such file or directory"
expect no-result 2 add "$data/generate.py"
says "tracetoll track add: $data/generate.py: not a result file, line 1: *"
expect twice-stdin 2 add - -
[ ! -e "$TRACETOLL_HISTORY" ] || fail "what could not be added has made a history"
expect end-of-line 0 add "$data/invented-hardware.jsonl" --history "$scratch/lines.sqlite" --board 'a
b: added'
prints "*: added 35e3f45e51d3: 56 points of a?b: added, main, commit *"
for word in 'forget abcd --reason x' 'accept abc --reason x' 'rename a b'; do
	# shellcheck disable=SC2086
	expect "$word" 2 $word
	says "tracetoll track ${word%% *}: $TRACETOLL_HISTORY: cannot open it: No such file or directory;*"
done

expect first 0 add "$data/invented-hardware.jsonl" --commit c0ffee000001 --date 2026-01-01
prints "$data/invented-hardware.jsonl: added 35e3f45e51d3: 56 points of Invented Board 9 (exists nowhere), main, commit c0ffee000001"
[ "$(sha256sum <"$data/invented-hardware.jsonl" | cut -c 1-12)" = 35e3f45e51d3 ] || fail 'the digest is not SHA-256'
says ''
expect same 0 add "$data/invented-hardware.jsonl"
prints "$data/invented-hardware.jsonl: was there already (35e3f45e51d3)"
says ''
expect other-commit 0 add "$data/invented-hardware.jsonl" --commit c0ffee000002
says "tracetoll track add: $data/invented-hardware.jsonl is there by another commit, date, branch or board, and stays so;*"

# A night whose ops10 is called ops11.
sed 's/"ops10"/"ops11"/g; s/"started":"[^"]*"/"started":"2026-01-02T03:00:00Z"/' \
	"$data/invented-hardware.jsonl" >"$scratch/second.jsonl"
grep -q '"ops11"' "$scratch/second.jsonl" || fail 'the test has no ops10 to rename'
expect renamed 0 add "$scratch/second.jsonl" --commit c0ffee000002
says "tracetoll track add: *: the configuration ops10 of the run before is not there, and ops11 is new; if one is another's new name: tracetoll track rename ops10 ops11"
expect rename 0 rename ops10 ops11
prints 'the configuration ops10 is called ops11 now'
expect rename-again 0 rename ops10 ops11
expect rename-back 2 rename ops11 ops10
expect rename-undo 0 rename ops10 --undo
expect rename-none 2 rename osp10 x
says "tracetoll track rename: nothing in the history is called 'osp10'; did you mean 'ops10'?"
expect rename-two 2 rename ops1 ops2
says 'tracetoll track rename: there are runs that have ops1 and ops2, which are two things then;*'

expect untrusted 5 add "$data/kernel-log.jsonl"
says "tracetoll track add: $data/kernel-log.jsonl is not to be relied on, so it gives no points: the kernel log: *"
head -c 20000 "$data/sweep-arm64.jsonl" >"$scratch/sweep.jsonl"
expect half 5 add "$scratch/sweep.jsonl"
says '*: there is no end record: the run was cut off*'
expect whole 0 add "$data/sweep-arm64.jsonl"
prints "*: added 2210b3286b17 in the place of its first part: 48 points of *"
expect half-again 0 add "$scratch/sweep.jsonl"
prints '*: was there already (*)'
expect future 2 add "$data/riscv64-emulated.jsonl" "$data/sweep-riscv64.jsonl" --date 2999-01-01
says 'tracetoll track add: *: its date, 2999-01-01T00:00:00Z, is in the future; if a clock was wrong, give the right one: --date'

expect no-reason 2 forget 35e3
expect forget 0 forget 35e3 --reason 'beside a build'
prints 'forgotten: 35e3f45e51d3: Invented Board 9 (exists nowhere), main, commit c0ffee000001, 2026-01-01T00:00:00Z, 56 points'
expect add-forgotten 0 add "$data/invented-hardware.jsonl"
says '* is forgotten (beside a build); to count it again: tracetoll track forget 35e3f45e51d3 --undo'
expect add-elsewhere 0 add "$data/invented-hardware.jsonl" --history "$scratch/history.sqlite"
says "* tracetoll track forget 35e3f45e51d3 --undo --history $scratch/history.sqlite"
expect forget-undo 0 forget c0ffee000001 --undo
prints 'counts again: 35e3f45e51d3: *'
expect forget-many 2 forget c0ffee0 --reason x
says 'tracetoll track forget: several runs begin with c0ffee0; write more of it'
expect forget-none 2 forget deadbeef --reason x
says 'tracetoll track forget: there is no run or commit deadbeef;*'
expect accept 0 accept c0ffee000002 --reason 'hardening' -c ops1,ops2
prints 'accepted: what began at commit c0ffee000002'
expect accept-none 2 accept deadbeef --reason x
expect accept-typo 2 accept c0ffee000002 --reason x -c osp1
says "tracetoll track accept: the history has no configuration 'osp1'; did you mean 'ops1'?"
expect accept-undo-choice 0 accept c0ffee000002 --undo -c graph
prints 'nothing of commit c0ffee000002 was accepted by this choice'
expect accept-undo 0 accept c0ffee000002 --undo
prints 'not accepted any more: what began at commit c0ffee000002 (hardening)'
expect accept-undone 0 accept c0ffee000002 --undo
prints 'nothing of commit c0ffee000002 was accepted'

expect other-file 2 add "$data/riscv64-emulated.jsonl" --history "$data/invented-hardware.jsonl"
says "tracetoll track add: $data/invented-hardware.jsonl: cannot open it: it is no database;*"
expect folder 2 add "$data/riscv64-emulated.jsonl" --history "$scratch"
says "tracetoll track add: $scratch: it is no file, and no history;*"
expect device 2 add "$data/riscv64-emulated.jsonl" --history /dev/null
says 'tracetoll track add: /dev/null: it is no file, and no history;*'
# The name of a commit may be the beginning of another run's digest.
digest=$(sha256sum <"$data/sweep-riscv64.jsonl" | cut -c 1-4)
expect build-number 0 add "$data/sweep-riscv64.jsonl" --commit other-commit
expect build-number-2 0 add "$data/sweep-x86_64.jsonl" --commit "$digest"
expect forget-build 0 forget "$digest" --reason 'the commit, not the digest'
prints "forgotten: *, commit $digest, *"
expect no-folder 2 add "$data/riscv64-emulated.jsonl" --history "$scratch/nowhere/history.sqlite"
unset TRACETOLL_HISTORY
XDG_STATE_HOME='' HOME=$scratch/home expect own 0 add "$data/riscv64-emulated.jsonl"
[ -s "$scratch/home/.local/state/tracetoll/history.sqlite" ] || fail "the user's own history is not where it is to be"

[ "$failures" -eq 0 ] || exit 1
echo "ok: track_add"
