#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll doctor on machines that are only files (tests/data/machines): what it tells, what --tune
# changes, and that restore brings each byte back. TRACETOLL is the command.
# UPDATE=1 writes what it prints into golden/ instead of comparing it.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
cd "$(dirname "$0")" || exit 1

# machine NAME: makes $root of the list of its files.
machine() {
	root=$scratch/$1
	rm -rf "$root"
	mkdir "$root"
	grep -v '^#' "../data/machines/$1" >"$scratch/files"
	while read -r path text; do
		mkdir -p "$root${path%/*}"
		: >"$root$path"
		[ -z "$text" ] || printf '%b\n' "$text" >"$root$path"
	done <"$scratch/files"
}

# expect NAME CODE WORD...: runs doctor with the words.
expect() {
	name=$1
	code=$2
	shift 2
	"$TRACETOLL" doctor "$@" </dev/null >"$scratch/out" 2>"$scratch/err"
	got=$?
	[ "$got" -eq "$code" ] || {
		fail "$name: exit code $got, not $code"
		cat "$scratch/err" >&2
	}
}

# golden FILE: standard output is what golden/FILE holds; $root stands there as ROOT.
golden() {
	sed "s,$root,ROOT," "$scratch/out" >"$scratch/shown"
	if [ "${UPDATE:-}" ]; then
		cp "$scratch/shown" "golden/$1"
	elif ! diff -u "golden/$1" "$scratch/shown" >&2; then
		fail "$name: prints something else than golden/$1"
	fi
	case $1 in
	*json* | *restore*) return ;;
	esac
	[ "$(grep -v " $root" "$scratch/out" | wc -L)" -le 80 ] || fail "$name: is wider than 80 columns"
}

# says LINE: standard error is this one line.
says() {
	[ "$(cat "$scratch/err")" = "$1" ] || {
		fail "$name: does not say '$1' but:"
		cat "$scratch/err" >&2
	}
}

# files: each file of $root but its journals, with its text
files() {
	(cd "$root" && find . -path ./run -prune -o -type f -print | sort | xargs cksum)
}

# journals PATTERN: how many there are
journals() {
	find "$root/run/tracetoll" -name "$1" | wc -l
}

expect unknown-option 2 --all
says "tracetoll: doctor does not know '--all'; see: tracetoll doctor --help"
expect one-word-too-many 2 everything
says "tracetoll: 'everything' is one word too many; see: tracetoll doctor --help"
expect no-number 2 --cpu two
says "tracetoll: --cpu takes a whole number, not 'two'; see: tracetoll doctor --help"

machine board
expect board 0 --root "$root"
golden doctor-board.txt
[ "$(grep -c ^ "$scratch/out")" -le 40 ] || fail 'board: is longer than a screen'
expect board-json 0 --root "$root" --json
golden doctor-board.json.txt
expect board-other-cpu 0 --root "$root" --cpu 1
grep -q '^disturbs  isolation      CPU 1 is open to all, also to RCU; others' "$scratch/out" ||
	fail 'board-other-cpu: CPU 1 is not told from CPU 3'
expect board-no-cpu 3 --root "$root" --cpu 9
grep -q '^forbids   cpu            CPU 9 is not online; these are: 0-3; run' "$scratch/out" ||
	fail 'board-no-cpu: does not say so'
files >"$scratch/before"
expect board-tune 0 --root "$root" --tune
grep -q 'nothing is left to be tuned' "$scratch/out" || fail 'board-tune: changes something'
files | diff -u "$scratch/before" - >&2 || fail 'board-tune: changed something'
[ "$(journals '*.*')" -eq 0 ] || fail 'board-tune: leaves a journal'

machine cloud
expect cloud 3 --root "$root"
golden doctor-cloud.txt

root=$scratch/empty
mkdir "$root"
expect empty 3 --root "$root"
golden doctor-empty.txt
expect empty-tune 3 --root "$root" --tune

machine laptop
mkdir -p "$root/proc/612/fd" "$root/proc/613/fd"
ln -s 'anon_inode:[perf_event]' "$root/proc/612/fd/5"
ln -s 'anon_inode:[perf_events]' "$root/proc/613/fd/5"
files >"$scratch/before"
expect laptop 0 --root "$root"
golden doctor-laptop.txt
files | diff -u "$scratch/before" - >&2 || fail 'laptop: looking changed something'

expect laptop-tune 0 --root "$root" --tune
golden doctor-laptop-tune.txt
files >"$scratch/tuned"
cmp -s "$scratch/before" "$scratch/tuned" && fail 'laptop-tune: nothing was changed'
[ "$(journals 'kept.*')" -eq 1 ] || fail 'laptop-tune: no journal is kept'

# Once more: nothing is to be noted that was tuned already, and the machine stays tuned.
expect laptop-tune-again 0 --root "$root" --tune
grep -q 'nothing is left to be tuned' "$scratch/out" || fail 'laptop-tune-again: tunes again'
[ "$(journals '*.*')" -eq 1 ] || fail 'laptop-tune-again: another journal'

# Somebody changes the governor, and tunes again: the newest is undone first.
echo schedutil >"$root/sys/devices/system/cpu/cpu7/cpufreq/scaling_governor"
expect laptop-tune-anew 0 --root "$root" --tune --json
grep -q '"before": "schedutil"' "$scratch/out" || fail 'laptop-tune-anew: the change is not in --json'
[ "$(journals '*.*')" -eq 2 ] || fail 'laptop-tune-anew: no other journal'

"$TRACETOLL" restore --root "$root" >"$scratch/out" 2>"$scratch/err" || fail 'restore: fails'
sed -i 's/process [0-9]*/process PID/' "$scratch/out"
name=restore golden doctor-restore.txt
files | diff -u "$scratch/before" - >&2 || fail 'restore: not each byte is as before'
[ "$(journals '*.*')" -eq 0 ] || fail 'restore: leaves a journal'

# What a killed one left is undone before anything is noted as how the machine was.
printf 'tracetoll journal 1\nwrite %s %s\n' \
	"$root/sys/devices/system/cpu/cpu7/cpufreq/scaling_governor" 'powersave%0A' \
	>"$root/run/tracetoll/journal.4242.17.0"
echo performance >"$root/sys/devices/system/cpu/cpu7/cpufreq/scaling_governor"
expect after-a-killed-one 0 --root "$root" --tune
grep -q 'undid what process 4242 left' "$scratch/err" || fail 'after-a-killed-one: does not say so'
"$TRACETOLL" restore --root "$root" >/dev/null || fail 'after-a-killed-one: restore fails'
files | diff -u "$scratch/before" - >&2 || fail 'after-a-killed-one: not each byte is as before'

# A file that takes nothing: said, and the rest is done.
rm "$root/sys/devices/system/cpu/cpu7/cpuidle/state2/disable"
ln -s /dev/full "$root/sys/devices/system/cpu/cpu7/cpuidle/state2/disable"
expect full 6 --root "$root" --tune
says 'tracetoll: 1 of the settings could not be changed; what was changed stays so until: tracetoll restore'
grep -q '^failed    idle  *stays 0\{0,1\}.*, not 1: No space left' "$scratch/out" || fail 'full: does not say which'
grep -q '^changed   idle  *1, was 0$' "$scratch/out" || fail 'full: the rest is not done'
"$TRACETOLL" restore --root "$root" >"$scratch/out" || fail 'full: restore fails'
grep -q state2 "$scratch/out" && fail 'full: restore undoes what was not done'

# While another one has something changed, nothing is changed beside it.
if command -v flock >/dev/null; then
	printf 'tracetoll journal 1\n' >"$root/run/tracetoll/journal.4242.17.0"
	exec 9<>"$root/run/tracetoll/journal.4242.17.0"
	flock 9
	expect beside-another 3 --root "$root" --tune
	grep -q 'by another tracetoll: Device or resource busy; wait' "$scratch/err" ||
		fail 'beside-another: does not say so'
	exec 9<&-
fi

[ "$failures" -eq 0 ] || exit 1
echo 'ok: doctor'
