#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# accidents.sh PROGRAM TRACETOLL: commands that misbehave, folders that go, and signals while
# something is measured again: what the morning's mail says of it, and what is left.
set -u

repository=$(cd "${BASH_SOURCE[0]%/*}/../../.." && pwd -P)
nightly=$repository/scripts/nightly nights=$1
export TRACETOLL=$2 NO_COLOR=1
# shellcheck source=tests/scripts/shared/check.sh
. "$repository/tests/scripts/shared/check.sh"
: "${here:?}"
trap 'rm -rf "$here"; conclude' EXIT
unset TRACETOLL_HISTORY TRACETOLL_BOARD TRACETOLL_COMMIT TRACETOLL_OUTPUT TRACETOLL_ROUND \
	TRACETOLL_CONFIGURATIONS TRACETOLL_WORKLOADS TRACETOLL_BRANCH
folder=$here/f
export folder nights

# night DATE COMMAND [BUDGET [BOARD]]: of one board
night() {
	{
		[ ! -f "$here/more" ] || cat "$here/more"
		printf '%s\n' $'branch = rc\tbase' 'page = no' 'pictures = no' 'workloads = kloop' \
			'configurations = none,ops1' "budget = ${3:-100M}" "[${4:-small}]" "measure = $2"
	} >"$here/fleet.conf"
	"$nightly" --folder "$folder" --no-report --date "$1" "$here/fleet.conf"
}
good="$nights --blocks 3"

check 'a night' 0 '1 of 1' night 2023-01-01 "$good"
folder=$here/$'-a "folder\'s\nname' check 'a folder of a hostile name' 0 '1 of 1' night 2023-01-01 "$good"
check 'a tab in a name makes no other run' 0 'rc base, commit 7.2.0-next-20230101' cat "$folder/log"
check 'its words went with its raw file' 1 '' test -e "$folder/nights/2023-01-01/small.words"
check 'its folder goes meanwhile: no regression' 6 'it was not measured' night 2023-01-02 "rm -rf $folder/nights"
# shellcheck disable=SC2016 # the command's
old='zstd -dc "$folder"/archive/2023-01-01-small.jsonl.zst >"$TRACETOLL_OUTPUT"'
check 'an older file is no night' 6 '0 of 1 board' night 2023-01-02 "$old"
check 'that is said' 0 'FAILED +nothing was measured: the history has its file already' cat "$folder/nights/2023-01-02/summary.txt"
# shellcheck disable=SC2016 # the command's
check 'a folder for a file' 6 'what it wrote is no file' night 2023-01-03 'mkdir "$TRACETOLL_OUTPUT"'
check 'a whole file, but it failed' 6 'ended with 1; its file lies in failed' night 2023-01-04 "$good; exit 1"
check 'ended by a signal' 6 'FAILED +it was ended by signal 11' night 2023-01-05 'kill -SEGV $$'
check 'a line of megabytes' 6 'FAILED +x+$' timeout 20 bash -c "$(declare -f night)"'; here=$1 nightly=$2; night "${@:3}"' - \
	"$here" "$nightly" 2023-01-06 'head -c 20000000 /dev/zero | tr "\0" x; exit 1'
mv "$folder/archive/index" "$here/index"
mkdir "$folder/archive/index"
check 'a raw file that cannot be kept' 6 'FAILED +its raw file waits, the archive does not take it' night 2023-01-07 "$good"
rmdir "$folder/archive/index"
mv "$here/index" "$folder/archive/index"
check 'is kept by the next night' 0 'picked up from' night 2023-01-08 "$good"
check 'under its name' 0 '' test -e "$folder/archive/2023-01-07-small.jsonl.zst"
# cut_off STATE: the night's raw file is in its folder still, and in the archive whole or in part
cut_off() {
	local here=$folder/nights/2023-01-08 there=$folder/archive kept=2023-01-08-small.jsonl

	zstd -q -d -c "$there/$kept.zst" >"$here/small.jsonl"
	sed -n "s/^$kept.zst\t//p" "$there/index" >"$here/small.words"
	rm "$here/ended" "$here/small.state" "$there/$kept.zst"
	case $1 in
	whole) cp "$here/small.jsonl" "$there/$kept" ;;
	half) head -c 1000 "$here/small.jsonl" >"$there/.$kept" ;;
	esac
}
for state in whole half; do
	cut_off "$state"
	check "cut off on the way to the archive ($state)" 0 '1 of 1' night 2023-01-08 false
	check "it is there once ($state)" 0 '^2023-01-08-small.jsonl.zst $' \
		bash -c 'find "$1/archive" -name "*2023-01-08*" -printf "%P " && echo' - "$folder"
	check "and its raw file is not in the night's folder ($state)" 1 '' test -e "$folder/nights/2023-01-08/small.jsonl"
done
check 'of three nights nothing is promised' 1 '' grep 'would show' "$folder/nights/2023-01-08/summary.txt"
mkdir "$folder/failed/not-ours" "$folder/archive/not-ours.jsonl"
check 'what is pruned may be a folder' 0 'pruned' night 2023-01-09 "$good" 1K
check 'of old nights nothing stays' 0 '^2023-01-09$' ls "$folder/nights"
# shellcheck disable=SC2016 # the wrapper's
printf '%s\n' '#!/bin/sh' "[ \"\$2\" != check ] || { echo 'tracetoll track check: it fell over' >&2; exit 6; }" \
	"exec '$TRACETOLL' \"\$@\"" >"$here/wrapper"
chmod +x "$here/wrapper"
check 'why the check failed' 6 '^it fell over$' env TRACETOLL="$here/wrapper" bash -c \
	"$(declare -f night)"'; here=$1 nightly=$2; night "${@:3}"' - "$here" "$nightly" 2023-01-10 "$good"

# The history's fault is not the file's, however much of it can still be read.
cp "$folder/history.sqlite" "$here/whole.sqlite"
page=0
while [ "$page" -lt 100 ]; do
	page=$((page + 1))
	cp "$here/whole.sqlite" "$folder/history.sqlite"
	head -c 4096 /dev/zero | tr '\0' '\377' |
		dd of="$folder/history.sqlite" bs=4096 seek=$page conv=notrunc status=none
	"$TRACETOLL" track log --runs --history "$folder/history.sqlite" >/dev/null 2>&1 || continue
	cp "$folder/history.sqlite" "$here/damaged.sqlite"
	"$nights" --blocks 3 --configurations none,ops1 --workloads kloop --board small --nights 10 -o "$here/raw"
	"$TRACETOLL" track add --history "$here/damaged.sqlite" --board small "$here/raw" >/dev/null 2>&1 || break
	rm "$here/raw"
done
check 'a history that is damaged' 6 'FAILED +the history: cannot .* the file is damaged' night 2023-01-11 "$good"
rm "$folder/history.sqlite"
echo "history = $here/away/history.sqlite" >"$here/more"
check 'a history whose disk is away' 6 'FAILED +the history: cannot' night 2023-01-12 "$good"
rm "$here/more"
check 'both raw files wait' 0 '^2$' sh -c 'ls "$folder"/nights/*/small.jsonl | wc -l'
check 'a history that is gone is told' 0 'the history was gone' night 2023-01-13 "$good"
check 'what waited is in the new one' 0 '^3$' sh -c \
	"'$TRACETOLL' track log --runs -f csv --history '$folder/history.sqlite' | tail -n +2 | wc -l"
cp "$here/whole.sqlite" "$folder/history.sqlite"

# A step that is measured again: there, somebody ends the night, and nothing but it.
step="$nights --blocks 3 --plant 'step emulated-arm64 ops1 kloop 3 19'"
for day in 14 15 16 17 18 19; do
	night 2023-01-$day "$step" 100M emulated-arm64 >/dev/null 2>&1
done
cp "$folder/history.sqlite" "$here/before.sqlite"
printf '%s\n' '#!/bin/sh' "[ \"\$TRACETOLL_ROUND\" = 0 ] || { echo \$\$ >'$here/there'; exec sleep 30; }" "$step" >"$here/command"
chmod +x "$here/command"
for signal in TERM:6 KILL:137; do
	rm -f "$here/there"
	night 2023-01-20 "$here/command" 100M emulated-arm64 >/dev/null 2>&1 &
	process=$!
	for _ in {1..100}; do
		[ -s "$here/there" ] && break
		sleep 0.1
	done
	kill -"${signal%:*}" "$(sed -n 's/^process \([0-9]*\),.*/\1/p' "$folder/lock")"
	code=0
	wait "$process" 2>/dev/null || code=$?
	check "SIG${signal%:*} ends a night that measures again" 0 '' test "$code" -eq "${signal#*:}"
	for _ in {1..50}; do
		kill -0 "$(cat "$here/there")" 2>/dev/null || break
		sleep 0.1
	done
	check "SIG${signal%:*}: nothing goes on" 1 '' kill -0 "$(cat "$here/there")"
done
TMPDIR=$here/nowhere check 'the night goes on, with nowhere for temporary files' 1 'REGRESSION' \
	night 2023-01-20 "$step" 100M emulated-arm64

# Commands of --confirm that make something else than a file.
again() {
	cp "$here/before.sqlite" "$here/again.sqlite"
	"$TRACETOLL" track add "$here/stepped" --board emulated-arm64 --branch 'rc base' --history "$here/again.sqlite"
	timeout -k 1 10 "$TRACETOLL" track check --history "$here/again.sqlite" --confirm-runs 2 --confirm "$1"
}
zstd -q -d -c "$folder/archive/2023-01-20-emulated-arm64.jsonl.zst" >"$here/stepped"
mkdir "$here/tmp"
# shellcheck disable=SC2016 # the commands'
for made in mkfifo 'mkdir -p' 'mkdir -p $TRACETOLL_OUTPUT/a; true'; do
	TMPDIR=$here/tmp check "${made%% *} for a file" 1 'is no file' again "$made \"\$TRACETOLL_OUTPUT\""
done
# shellcheck disable=SC2016 # the command's
TMPDIR=$here/tmp check 'the history goes meanwhile' 6 'it was moved or removed meanwhile' again \
	'"$nights" --blocks 3 && rm "$TRACETOLL_HISTORY"'
check 'nothing of that is left' 0 '^0$' sh -c "ls '$here/tmp' | wc -l"
check 'no temporary file is left' 0 '^$' bash -c 'compgen -G "$folder/nights/*/tracetoll-confirm-*" || echo'
