#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# bad_days.sh PROGRAM TRACETOLL: nights that are cut off, run twice, run late, or have no room;
# what scripts/nightly keeps, and how the history is made again of it.
set -u

repository=$(cd "${BASH_SOURCE[0]%/*}/../../.." && pwd -P)
nightly=$repository/scripts/nightly nights=$1
export TRACETOLL=$2 NO_COLOR=1
# shellcheck source=tests/scripts/shared/check.sh
. "$repository/tests/scripts/shared/check.sh"
: "${here:?}"

finish() {
	[ -z "${mounted-}" ] || umount "$here/small"
	rm -rf "$here"
	conclude
}
trap finish EXIT
unset TRACETOLL_HISTORY TRACETOLL_BOARD TRACETOLL_COMMIT TRACETOLL_OUTPUT TRACETOLL_ROUND \
	TRACETOLL_CONFIGURATIONS TRACETOLL_WORKLOADS TRACETOLL_BRANCH

# settings BUDGET COMMAND BOARD...
settings() {
	local budget=$1 command=$2

	shift 2
	{
		printf '%s\n' "budget = $budget" 'page = no' 'pictures = no' 'workloads = kloop' \
			'configurations = none,ops1' "measure = $command"
		printf '[%s]\n' "$@"
	} >"$here/fleet.conf"
}
# night DATE OPTION...
night() {
	local date=$1

	shift
	"$nightly" --folder "$folder" --no-report --date "$date" "$@" "$here/fleet.conf"
}
# shellcheck disable=SC2120 # check gives it
# runs [HISTORY]: how many it has
runs() {
	"$TRACETOLL" track log --runs -f csv --history "${1:-$folder/history.sqlite}" | tail -n +2 | wc -l
}

folder=$here/f
settings 100M "$nights --blocks 3" wide small emulated-arm64
check 'a night' 0 '3 of 3 boards' night 2023-01-01
check 'it has three runs' 0 '^3$' runs
check 'the same day again has a folder of its own' 0 'tracetoll 2023-01-01-2:' night 2023-01-01
check 'the same files are the same runs' 0 '^3$' runs
check 'a later night' 0 '' night 2023-01-05
check 'a night that comes late' 0 '3 of 3' night 2023-01-03
check 'is ordered by its date' 0 '20230101 .*20230103 .*20230105 ' sh -c \
	"'$TRACETOLL' track log --runs -f csv --board wide --history '$folder/history.sqlite' | grep -o 'next-[0-9]*' | sort -u | cut -c6- | tr '\n' ' '"

# Power is cut in the middle: one board is added, one is whole and waits, one is half, one has
# not begun. Nobody has the time to say a word.
cat >"$here/command" <<COMMAND
#!/bin/sh
case \$TRACETOLL_BOARD in
small)
	"$nights" --blocks 3
	: >"$here/whole"
	sleep 44.4
	;;
riscv64)
	"$nights" --blocks 3 -o "$here/riscv64"
	head -c 3000 "$here/riscv64" >"\$TRACETOLL_OUTPUT"
	: >"$here/half"
	sleep 44.4
	;;
*) "$nights" --blocks 3 ;;
esac
COMMAND
chmod +x "$here/command"
settings 100M "$here/command" wide small riscv64 warm
setsid -f sh -c 'echo $$ >"$0"; exec "$@"' "$here/cut" "$nightly" --folder "$folder" --no-report --date 2023-01-06 "$here/fleet.conf" >/dev/null 2>&1
for _ in {1..200}; do
	[ -e "$here/whole" ] && [ -e "$here/half" ] && break
	sleep 0.1
done
kill -9 -- "-$(cat "$here/cut")"
# What measures is in a group of its own, and goes with those that waited for it.
for _ in {1..100}; do
	flock -n "$folder/lock" true && break
	sleep 0.1
done
check 'one run was added before' 0 '^10$' runs
settings 100M "$nights --blocks 3" wide small riscv64 warm
check 'the night goes on where it was' 0 'tracetoll 2023-01-06: .*4 of 4 boards' night 2023-01-06
check 'what was whole is picked up' 0 'small +0.0 s +picked up' cat "$folder/nights/2023-01-06/summary.txt"
check 'each board has one run of it' 0 '^13$' runs
check 'half a file is kept beside' 0 '2023-01-06-riscv64.jsonl' ls "$folder/failed"
check 'it is a hole, and is told in the log' 0 '2023-01-06-riscv64 was cut off: a hole' cat "$folder/log"

# Cut off, and nobody runs it again: the next night picks up what there is.
rm -f "$here/whole" "$here/half"
settings 100M "$here/command" small
setsid -f sh -c 'echo $$ >"$0"; exec "$@"' "$here/cut" "$nightly" --folder "$folder" --no-report --date 2023-01-07 "$here/fleet.conf" >/dev/null 2>&1
for _ in {1..200}; do
	[ -e "$here/whole" ] && break
	sleep 0.1
done
kill -9 -- "-$(cat "$here/cut")"
for _ in {1..100}; do
	flock -n "$folder/lock" true && break
	sleep 0.1
done
settings 100M "$nights --blocks 3" small
check 'the next night picks it up' 0 'picked up from a night that was cut off: 1 file' night 2023-01-08
check 'both are there' 0 '^15$' runs

# The history of what was kept, and what becomes of a history that is gone.
check 'a history of the raw files' 0 'raw files are in' "$nightly" --folder "$folder" --refill "$here/again.sqlite"
check 'it has all runs' 0 '^15$' runs "$here/again.sqlite"
check 'never over a history' 2 'is there already' "$nightly" --folder "$folder" --refill "$here/again.sqlite"

# A history that cannot be written: the night says so, and loses nothing.
mv "$folder/history.sqlite" "$here/kept.sqlite"
mkdir "$folder/history.sqlite"
check 'a history that is none' 6 'FAILED' night 2023-01-09
check 'its raw file waits' 0 '' test -s "$folder/nights/2023-01-09/small.jsonl"
rmdir "$folder/history.sqlite"
mv "$here/kept.sqlite" "$folder/history.sqlite"
check 'the next night adds it' 0 'picked up' night 2023-01-10
check 'no run is lost' 0 '^17$' runs

# The budget: the oldest go, and none that the history lacks.
for day in 11 12 13 14; do
	night 2023-01-$day >/dev/null 2>&1
done
before=$(runs)
settings 80K "$nights --blocks 3" small
check 'a small budget' 0 'pruned' night 2023-01-15
check 'the oldest raw file is gone' 1 '' test -e "$folder/archive/2023-01-01-wide.jsonl.zst"
check 'the newest is not' 0 '2023-01-15-small.jsonl' ls "$folder/archive"
check 'the history is as it was, and a night longer' 0 "^$((before + 1))$" runs
rm "$folder/history.sqlite"
check 'with another history nothing is pruned before that has it' 0 '' night 2023-01-16
check 'it took what was pruned since' 0 '' test "$(runs)" -gt 1

# A disk that is full.
mkdir "$here/small"
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=6m none "$here/small" 2>/dev/null; then
	mounted=yes
	folder=$here/small/f
	settings 100M "$nights --blocks 3" small
	check 'a small disk' 0 '1 of 1' night 2023-01-01
	head -c 7000000 /dev/zero >"$here/small/others" 2>/dev/null
	check 'a full disk' 6 'the disk of .* is full' night 2023-01-02
	check 'it has a subject, too' 6 '^Subject: .*full' night 2023-01-02
	rm "$here/small/others"
	check 'with room again the night goes on' 0 '1 of 1' night 2023-01-02
	# Full while it measures: neither a regression, nor a lost history.
	settings 100M "head -c 7000000 /dev/zero >$here/small/others; $nights --blocks 3" small
	check 'it fills while the board is measured' 6 'FAILED' night 2023-01-03
	rm "$here/small/others"
	settings 100M "$nights --blocks 3" small
	check 'the night after' 0 '1 of 1' night 2023-01-04
	check 'the history has those that were measured' 0 '^[34]$' runs
fi

# The beginning of a history alone is damaged: that is no fault of the raw file.
folder=$here/damaged
check 'a night before' 0 '' night 2023-01-09
mv "$folder/history.sqlite" "$here/whole.sqlite"
head -c 10000 "$here/whole.sqlite" >"$folder/history.sqlite"
check 'a damaged history' 6 'FAILED' night 2023-01-10
check 'its raw file waits, too' 0 'small.jsonl' bash -c 'ls "$1"/nights/2023-01-10' - "$folder"
mv "$here/whole.sqlite" "$folder/history.sqlite"
check 'and is added to a whole one' 0 'picked up' night 2023-01-11

# Whoever is told of a change is told where its picture is, and nobody else.
if command -v gnuplot >/dev/null; then
	folder=$here/drawn
	settings 100M "$nights --blocks 3 --plant 'step emulated-arm64 ops1 kloop 6 2'" emulated-arm64
	sed -i /^pictures/d "$here/fleet.conf"
	drawn() {
		"$nightly" --folder "$folder" --no-confirm --date "$1" "$here/fleet.conf"
	}
	check 'a quiet night' 0 '' drawn 2023-01-01
	check 'another one' 0 '' drawn 2023-01-02
	check 'has no picture' 1 '' grep -r picture: "$folder/nights"
	check 'a step, and its picture' 1 "picture: $folder/nights/2023-01-03/history.svg" drawn 2023-01-03
	check 'is there' 0 '<svg' cat "$folder/nights/2023-01-03/history.svg"
fi
