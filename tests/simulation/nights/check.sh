#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# check.sh PROGRAM TRACETOLL: what track check, log and plot say of nights in which something was
# planted, with every exit code, and what --confirm makes of commands of every kind.
set -u

repository=$(cd "${BASH_SOURCE[0]%/*}/../../.." && pwd -P)
nights=$1 tracetoll=$2
# shellcheck source=tests/scripts/shared/check.sh
. "$repository/tests/scripts/shared/check.sh"
trap 'rm -rf "$here"; conclude' EXIT
unset TRACETOLL_BOARD TRACETOLL_COMMIT TRACETOLL_OUTPUT TRACETOLL_ROUND \
	TRACETOLL_CONFIGURATIONS TRACETOLL_WORKLOADS TRACETOLL_BRANCH TRACETOLL_GOOD
export TMPDIR=$here/temporary TRACETOLL_HISTORY=$here/none.sqlite NIGHTS=$nights PROGRAM=$tracetoll
mkdir "$TMPDIR"

few=(--configurations "none,direct,ops1,ops2" --workloads kloop --blocks 4)
# add FOLDER: each night into $TRACETOLL_HISTORY
add() {
	local file date

	for file in "$1"/*.jsonl; do
		date=${file%.jsonl} date=${date##*-}
		"$tracetoll" track add "$file" --commit "next-$date" --date "${date:0:4}-${date:4:2}-${date:6}" \
			>/dev/null 2>&1
	done
}

# history NAME FIRST-LAST BOARDS LINE...: nights with what the lines plant, as $TRACETOLL_HISTORY
history() {
	local name=$1 range=$2 boards=$3 board plant=() line

	shift 3
	for line; do plant+=(--plant "$line"); done
	export TRACETOLL_HISTORY=$here/$name.sqlite
	mkdir -p "$here/$name"
	for board in $boards; do
		"$nights" --folder "$here/$name" --nights "$range" --board "$board" "${few[@]}" \
			"${plant[@]}" >/dev/null 2>&1
	done
	add "$here/$name"
}
track() { "$tracetoll" track "$@"; }

# The year of the nights is the simulation's.
mkdir "$here/year"
"$nights" --folder "$here/year" --nights 0 --board 4 "${few[@]}"
year=$(echo "$here"/year/*) year=${year##*-} year=${year:0:4}
export year

# Words.
check 'no history' 2 'track add makes it' track check
for word in check log plot; do
	check "$word: an unknown option" 2 "'--nonsense' is not known" track $word --nonsense
	check "$word: a word too many" 2 "'more' is no option" track $word more
	check "$word: help" 0 '^Exit codes:' track $word --help
	echo 'no history' >"$here/text"
	check "$word: not a history" 2 'text' track $word --history "$here/text"
done
check 'check: no such format' 2 "did you mean 'json'" track check --format jsn
check 'check: no number of rounds' 2 'a number of 1 to 1000' track check --confirm-runs 0
check 'check: no number of seconds' 2 'a number of 1 to' track check --confirm-timeout soon
check 'log: two lists' 2 'ask for one of them' track log --all --runs
check 'plot: no picture' 2 'ends in .svg, .png or .pdf' track plot -o picture.gif

# Nothing changed.
history quiet 0-11 '1 4'
check 'quiet' 0 "^No new change: [0-9]+ series of 2 boards, 24 runs since $year-01-01\$" track check
check 'quiet, with a command that is not needed' 0 'No new change' track check --confirm false
check 'quiet: no such configuration' 4 "has no configuration 'opps2'; did you mean 'ops2'" track check -c opps2
check 'quiet: no such board' 4 'choose by other words' track check --board nowhere
check 'quiet: full disk' 6 'cannot write to standard output' \
	bash -c '"$1" track check >/dev/full' - "$tracetoll"
check 'quiet: nothing to draw' 4 'no series has a change' track plot -o "$here/none.svg"
check 'quiet: no file is left' 1 '' test -e "$here/none.svg"
check 'log --all' 0 'level +noise +changes' track log --all
check 'log --all as CSV: a row for each series' 0 '^25$' \
	bash -c '"$1" track log --all --format csv | wc -l' - "$tracetoll"

# A board that is new may be one that has gone, but none that was there in the same night.
mkdir "$here/boards"
"$nights" --folder "$here/boards" --nights 0 --board 4 "${few[@]}"
"$nights" --folder "$here/boards" --nights 0-1 --board 5 "${few[@]}"
"$nights" --folder "$here/boards" --nights 2 --board 8 "${few[@]}"
export TRACETOLL_HISTORY=$here/boards.sqlite
news() { track add "$@" 2>&1 | grep 'is new beside'; }
check 'boards of one night are boards' 1 '' news "$here"/boards/*0101.jsonl "$here"/boards/*0102.jsonl
check 'a board instead of others may be one of them' 0 'Simulated small core' news "$here"/boards/*0103.jsonl

# An exact series changes by 6 instructions in the last night.
history worse 0-11 '1 4' 'step 1 ops2 kloop 6 11'
check 'worse' 1 "^WORSE: 1 series on 1 board, since next-${year}0111..next-${year}0112\$" track check
check 'worse: before and after' 1 'ops2 +215 +221 +\+6 +\+2\.8$' track check
check 'worse: what else changed' 1 'nothing but the kernel changed' track check
check 'worse: another configuration' 0 'No new change' track check -c ops1
check 'worse: another board' 0 'No new change' track check --board 'Simulated wide core'
check 'worse: in JSON' 1 '"answer": "regressed"' track check --json
check 'worse: in CSV' 1 'ops2,kernel-instructions,instructions,overhead,true,worse,certain,215,221,6,6,6,2.79' \
	track check --format csv
check 'worse: in markdown' 1 '^\| ops2 \| 215 \| 221 \| \+6 \|' track check --format markdown
check 'worse: not in 80 columns' 1 '' bash -c '"$1" track check 2>/dev/null | grep -q "^.\{81\}"' - "$tracetoll"
check 'log has it' 0 "^next-${year}0111..next-${year}0112 .*branch main: 1\$" track log
check 'log of its commit' 0 '1 change$' track log --commit "next-${year}0112"
check 'log of another commit' 0 ' 0 changes$' track log --commit "next-${year}0111"
check 'log --runs' 0 " $year-01-12 +Simulated.* next-${year}0112 +count\$" track log --runs
check 'log --runs in JSON' 0 "\"commit\": \"next-${year}0112\"" track log --runs --json

# What docs/tracking.md shows is what this night of 2023 says.
documented() { sed -n '/^    WORSE/,/^$/s/^    //p' "$repository/docs/tracking.md" | sed "s/2023/$year/g"; }
check 'docs/tracking.md shows it' 0 '' \
	diff <(documented) <(track check --board 'Simulated guest arm64' 2>/dev/null | sed '/^$/,$d')

# What docs/history.md asks sqlite3 for is answered.
asked() {
	# shellcheck disable=SC2016 # the docs' backquotes
	grep -o '`sqlite3 [^`]*`' "$repository/docs/history.md" | tr -d '`'
	sed -n '/^    sqlite3 /,/"$/p' "$repository/docs/history.md"
}
if command -v sqlite3 >/dev/null; then
	mkdir "$here/asked"
	cp "$here/quiet.sqlite" "$here/asked/history.sqlite"
	check 'docs/history.md asks what can be answered' 0 "^$year-01-12 .*\|[0-9.]+\$" \
		bash -c 'cd "$1" && eval "set -e; $2"' - "$here/asked" "$(asked)"
	check 'and makes a copy' 0 "$year-01-12" track log --runs --history "$here/asked/copy.sqlite"
fi

# undocumented: keys that docs/tracking.md does not explain
undocumented() {
	local list key

	for list in '' --all --points --runs; do
		# shellcheck disable=SC2086
		for key in $(track log $list --format csv | head -n 1 | tr , ' '); do
			grep -q "\`$key\`" "$repository/docs/tracking.md" || echo "$list $key"
		done
	done
}
check 'docs/tracking.md has every key' 1 '' grep . <(undocumented)

# What is printed to be run is run.
command_of() {
	track check 2>/dev/null | sed -n "/^    tracetoll track $1/,/[^\\\\]\$/p" | sed 's/^    //'
}
# As pasted into a shell that has the program.
paste() {
	# shellcheck disable=SC2317 # by what is pasted
	tracetoll() { "$PROGRAM" "$@"; }
	eval "$1"
}
check 'what accepts it can be copied' 0 'accepted' paste "$(command_of accept)"
check 'accepted' 0 '^Accepted and still recent: 1 change$' track check
check 'log has the reason' 0 'accepted: why it is meant' track log

# What comes on top of a step after that was accepted is none that is known.
history top 0-41 4 'step 4 ops1 kloop 30 40'
check 'a step is told' 1 '^WORSE: ' track check
check 'and accepted' 0 '' track accept "next-${year}0210" --reason 'it is meant'
check 'then nothing is said' 0 'Accepted and still recent' track check
# A second later: when a run was added counts.
sleep 1.1
history top 42-46 4 'step 4 ops1 kloop 30 40' 'step 4 ops1 kloop 200 42'
check 'what came on top of it is told' 1 '^WORSE: ' track check

# The tool was built by another compiler in the same night.
cp -r "$here/worse" "$here/other"
sed -i '1s/"compiler": *"/&another /' "$here"/other/*0112.jsonl
TRACETOLL_HISTORY=$here/other.sqlite
add "$here/other"
check 'another compiler is told' 1 'what else changed on Simulated guest arm64: tool: its compiler none -> another none' \
	bash -c '"$1" track check | tr -s "\n " " "; exit "${PIPESTATUS[0]}"' - "$tracetoll"

history better 0-11 1 'step 1 ops2 kloop -6 11' 'path 1 ops1 list 11'
check 'better' 0 '^BETTER: 1 series, another path alone' track check
check 'another path' 0 'ops1 take another path on Simulated guest arm64: callops-func -> list' \
	bash -c '"$1" track check | tr -s "\n " " "' - "$tracetoll"

# The same step on all boards is one finding, with one block of what to run.
history fleet 0-59 '1 2 4 5' 'step all ops2 kloop 20 55' 'hole 4 absent 4 7'
check 'a fleet' 1 '^WORSE: [0-9]+ series on 4 boards, since' track check
check 'a fleet: fits a mail' 1 '' bash -c '"$1" track check 2>/dev/null | sed -n "41p" | grep .' - "$tracetoll"
once() { track check 2>/dev/null | tr -s '\n ' ' ' | grep -o "$1" | wc -l; }
check 'a fleet: what measures again is told once' 0 '^1$' once 'to measure it again'
check 'a fleet: what else changed is told once' 0 '^1$' once 'changed on 4 boards'
check 'a fleet: the table keeps its digits' 0 ' ops2 +[0-9]+\.[0-9][0-9] +[0-9]+\.[0-9][0-9] ' track log
# columns: where its numbers end, in all lines of the log's tables
columns() { track log | sed -n 's/\( ops2 *[0-9.]* *[0-9.]*\).*/\1/p' | awk '{ print length }' | sort -u | wc -l; }
check 'a fleet: columns are in line' 0 '^1$' columns
check 'a fleet: in 80 columns' 1 '' bash -c '"$1" track log --all | grep "^.\{81\}"' - "$tracetoll"

# Nights that failed.
history doubted 0-11 '1 4' 'step 1 ops2 kloop 6 10' 'hole 1 untrusted 11'
check 'a night that is not to be relied on accuses nobody' 5 'is not judged' track check
check 'other boards do not care' 0 'No new change' track check --board 'Simulated wide core'
check 'log --runs says why' 0 '^  [0-9a-f]{12}: the kernel log' track log --runs
history nothing 0-11 1 'hole 1 nothing 11'
check 'a night that measured nothing' 4 'newest runs measured nothing' track check
history absent 0-11 '1 4' 'hole 4 absent 10 11'
check 'a board that is behind' 0 'other boards *have newer ones' \
	bash -c '"$1" track check | tr -s "\n " " "' - "$tracetoll"

# Measured again: a step of 4 sigma in the last night is suspected, not certain.
step='step 4 ops2 kloop 4 39'
history suspected 0-39 4 "$step"
cp "$TRACETOLL_HISTORY" "$here/kept"
again() {
	cp "$here/kept" "$TRACETOLL_HISTORY"
	track check --confirm "$@"
}
check 'suspected wakes nobody' 0 '^Suspected, not certain: 1 change' track check
check 'confirmed' 1 'measured again in [0-9]+ rounds?: [1-9] confirmed' again '"$NIGHTS" --plant "'"$step"'" --blocks 4'
check 'what was measured is in the history' 0 ' again$' track log --runs
check 'denied' 0 '^Measured again and not confirmed: 1 change' again '"$NIGHTS" --blocks 4'
check 'the command is told all it needs' 0 '' again \
	'[ "$TRACETOLL_GOOD $TRACETOLL_COMMIT $TRACETOLL_BRANCH $TRACETOLL_WORKLOADS" = "next-${year}0208 next-${year}0209 main kloop" ] &&
	[ "$TRACETOLL_CONFIGURATIONS" = ops2 ] && [ -f "$TRACETOLL_HISTORY" ] && "$NIGHTS" --blocks 4'
check 'a command that fails' 6 'ended with 3' again 'exit 3'
check 'a command that fails three times is not asked again' 6 '^3$' \
	bash -c 'cp "$2" "$TRACETOLL_HISTORY"; "$1" track check --confirm "false" 2>&1 >/dev/null | grep -c "ended with 1$"; exit 6' - "$tracetoll" "$here/kept"
check 'a command that is none' 6 'ended with 127' again '/nowhere/none'
check 'a command that writes nothing' 6 'wrote no file' again true
check 'a command that writes something else' 6 'not a result file' again 'echo hello >"$TRACETOLL_OUTPUT"'
check 'of another board' 6 'the file is of the board Simulated small core' again 'TRACETOLL_BOARD=small "$NIGHTS"'
check 'of another kernel' 6 'the file is of kernel' again 'TRACETOLL_COMMIT=next-${year}0101 "$NIGHTS"'
check 'not to be relied on' 6 'not to be relied on' again 'env -u TRACETOLL_ROUND "$NIGHTS" --plant "hole 4 untrusted 39"; true'
check 'the night itself' 6 'has already' again "cp $here/suspected/*-${year}0209.jsonl \"\$TRACETOLL_OUTPUT\""
check 'what it prints is on standard error' 0 '' \
	bash -c '! "$1" track check --confirm "echo MINE; false" 2>/dev/null | grep MINE' - "$tracetoll"
check 'a command that hangs' 6 'did not end within 1 s' again "sleep 60 & echo \$! >$here/pid; wait" \
	--confirm-timeout 1 --confirm-runs 1
# is_gone PID: it has ended, whoever is to look after it
is_gone() { ! grep -qE '^State:[[:space:]]+[^Z[:space:]]' "/proc/$1/status" 2>/dev/null; }
check 'what it started is gone' 0 '' is_gone "$(cat "$here/pid")"
interrupt() {
	local job code

	cp "$here/kept" "$TRACETOLL_HISTORY"
	rm -f "$here/pid"
	"$tracetoll" track check --confirm "echo \$\$ >$here/pid; sleep 60" &
	job=$!
	until [ -s "$here/pid" ]; do sleep 0.02; done
	kill -TERM "$job"
	wait "$job"
	code=$?
	is_gone "$(cat "$here/pid")" && return $code
}
check 'interrupted' 6 'interrupted in round 1' interrupt
check 'nothing stays behind' 0 '^0$' bash -c 'ls "$1" | wc -l' - "$TMPDIR"

# What was measured again does not need it once more, and is of the newest kernel with the new level.
both=('step 1 ops2 kloop 6 20' 'step 4 ops2 kloop 12 21')
history moved 0-24 '1 4' "${both[@]}"
moved="\"\$NIGHTS\" --plant '${both[0]}' --plant '${both[1]}' --blocks 4"
cp "$TRACETOLL_HISTORY" "$here/kept"
newest='[ "$TRACETOLL_COMMIT" = "next-${year}0125" ] || exit 4'
check 'a kernel that has moved on' 1 '2 confirmed, 0 not confirmed, 0 open' again "$newest; $moved"
check 'confirmed already: nothing is measured' 1 'measuring again confirmed' track check --confirm "echo >$here/more; false"
check 'confirmed already: no command was run' 1 '' test -e "$here/more"
check 'certain, and not to be measured again' 1 'got worse, for certain' again 'exit 4'
check 'certain, and not to be measured again: it is said' 1 'the command ended with 4' again 'exit 4'
check 'certain, and denied' 0 '^Measured again and not confirmed: 2 changes' again '"$NIGHTS" --blocks 4'

# Two findings on one board, and a command that makes of a round what it makes of it.
history twice 0-24 1 'step 1 ops2 kloop 6 20' 'step 1 ops1 kloop 4 22'
check 'two findings on one board: no run is refused' 0 '^0$' \
	bash -c '"$1" track check --confirm "$2" 2>&1 >/dev/null | grep -c "has already"; exit 0' - "$tracetoll" \
	"env -u TRACETOLL_CONFIGURATIONS \"\$NIGHTS\" --plant 'step 1 ops2 kloop 6 20' --plant 'step 1 ops1 kloop 4 22' --blocks 4"
check 'two findings on one board: each has a run' 0 '^2$' bash -c '"$1" track log --runs | grep -c " again$"' - "$tracetoll"

# The place of a noisy step moves as nights go by, that of an exact one does not.
history accepted 0-54 '1 4' 'step 1 ops2 kloop 6 48' 'step 4 ops2 kloop 8 48'
cp "$TRACETOLL_HISTORY" "$here/kept"
# accepted_at COMMIT...: how many changes are new and not accepted, once these are
accepted_at() {
	local commit

	cp "$here/kept" "$TRACETOLL_HISTORY"
	for commit; do track accept "next-$year$commit" --reason known >/dev/null; done
	track check -f csv 2>/dev/null | tail -n +2 | grep -vc ',known,'
}
check 'accepted: its commit' 1 '^0$' accepted_at 0218
check 'accepted: the noisy one six nights later, the exact one not' 0 '^1$' accepted_at 0224
check 'accepted: the noisy one six nights earlier' 0 '^1$' accepted_at 0211
check 'accepted: not what is farther away' 0 '^3$' accepted_at 0203
history another 0-69 4 'step 4 ops2 kloop 9 51' 'step 4 ops2 kloop 9 61'
cp "$TRACETOLL_HISTORY" "$here/kept"
check 'accepted: another step of the series, ten nights later, is told' 0 '^2$' accepted_at 0221
check 'accepted: each of them' 1 '^0$' accepted_at 0221 0303

# Pictures.
if command -v gnuplot >/dev/null; then
	TRACETOLL_HISTORY=$here/worse.sqlite
	for end in svg png pdf; do
		check "plot as $end" 0 '1 series in 1 picture' track plot -o "$here/picture.$end"
		check "plot as $end: with its data" 0 '^board,branch,' cat "$here/picture.csv"
	done
	check 'plot: the commit stands in it' 0 "next-${year}0112 \\+2.8 % \\(accepted\\)" cat "$here/picture.svg"
	check 'plot: whose numbers these are' 0 'not hardware' cat "$here/picture.svg"
	track log --points --format csv >"$here/points.csv"
	check 'history.gp alone' 0 '' gnuplot -d -c "$repository/plots/history.gp" "$here/points.csv" "$here/alone.svg"
	# A board's name may have gone to another machine.
	awk -F, -v OFS=, 'NR > 5 { $3 = "riscv64" } 1' "$here/points.csv" >"$here/archs.csv"
	check 'history.gp of two architectures' 0 '' gnuplot -d -c "$repository/plots/history.gp" "$here/archs.csv" "$here/archs.svg"
	check 'history.gp: they are two series' 0 ', riscv64 ' cat "$here/archs.svg"
	TRACETOLL_HISTORY=$here/fleet.sqlite
	track log --points -c ops1 -m kernel-instructions --board 'Simulated wide core' --format csv >"$here/gap.csv"
	check 'history.gp of nights that are not there' 0 '' gnuplot -d -c "$repository/plots/history.gp" "$here/gap.csv" "$here/gap.svg"
	# How many lines there are of nights: one less would go over the gap.
	pieces() { sed -n '/gnuplot_plot_1/,/gnuplot_plot_2/p' "$1" | grep -o 'M[0-9]' | wc -l; }
	check 'history.gp draws no line over them' 0 '^2$' pieces "$here/gap.svg"
	head -n 2 "$here/gap.csv" >"$here/one.csv"
	check 'history.gp of one night' 0 '' gnuplot -d -c "$repository/plots/history.gp" "$here/one.csv" "$here/one.svg"
	check 'history.gp of one night has its date' 0 "$year-01-01" cat "$here/one.svg"
	head -n 3 "$here/gap.csv" >"$here/two.csv"
	check 'history.gp of two nights' 0 '' gnuplot -d -c "$repository/plots/history.gp" "$here/two.csv" "$here/two.svg"
	# The line of the nights and that of their level, the last two, end at one place.
	ends() { grep -o "L[0-9]*\.[0-9]*,[0-9.]*  *'/>" "$here/two.svg" | tail -n 2 | sed 's/\..*//' | sort -u | wc -l; }
	check 'history.gp has points where their time is' 0 '^1$' ends
	TRACETOLL_HISTORY=$here/worse.sqlite
	check 'history.gp draws twelve' 0 '12 series, [0-9]+ more are left out' cat "$here/alone.svg"
	check 'history.gp of another file' 1 'is not what' \
		gnuplot -d -c "$repository/plots/history.gp" "$repository/README.md" "$here/b.svg"
	check 'plot: more pictures' 0 '24 series in 2 pictures' track plot --all -o "$here/all.svg"
	check 'plot: each has its data' 0 '' test -s "$here/all-2.svg" -a -s "$here/all-2.csv"
	check 'plot without gnuplot' 6 'could not be drawn.*its data are in' \
		env TRACETOLL_GNUPLOT=/nowhere/gnuplot "$tracetoll" track plot -o "$here/picture.svg"
	check 'plot where nobody may write' 6 'cannot write' track plot -o /nowhere/picture.svg
fi
