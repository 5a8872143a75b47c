#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll report --format html without gnuplot: what the page says, that its links lead somewhere,
# and that it needs nothing else. TRACETOLL is the command.
# UPDATE=1 writes what it prints into golden/ instead of comparing it.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
cd "$(dirname "$0")/.." || exit 1

# So the pages are the same everywhere.
export TRACETOLL_GNUPLOT=/nonexistent

# page NAME CODE FILE...: makes a page of the files, without its style and its script in $scratch/out
page() {
	name=$1
	code=$2
	shift 2
	"$TRACETOLL" report --format html "$@" >"$scratch/page" 2>"$scratch/err"
	got=$?
	[ "$got" -eq "$code" ] || fail "$name: exit code $got, not $code: $(cat "$scratch/err")"
	sed -e '/^<style>$/,/^<\/style>$/d' -e '/<script>/,/^<\/script>$/d' -e 's/sha256-[^ ]*/sha256-DIGEST/' \
		"$scratch/page" >"$scratch/out"
	# Where there is nothing to draw nothing is missing.
	[ "$code" -eq 4 ] || [ "${drawn:-}" = nothing ] || grep -q '/nonexistent' "$scratch/err" ||
		fail "$name: does not say on standard error why there are no pictures"
	sound
}

# golden FILE: what was printed is what golden/FILE holds.
golden() {
	if [ "${UPDATE:-}" ]; then
		cp "$scratch/out" "cli/golden/$1"
	elif ! diff -u "cli/golden/$1" "$scratch/out" >&2; then
		fail "$name: prints something else than golden/$1"
	fi
}

# sound: what holds of every page
sound() {
	tr '<' '\n' <"$scratch/out" | sed -n 's/^[a-z0-9]* .*\bid=\([A-Za-z0-9-]*\).*/\1/p' | sort >"$scratch/ids"
	[ -s "$scratch/ids" ] || fail "$name: has no ids"
	uniq -d "$scratch/ids" | grep . >&2 && fail "$name: these ids are there twice"
	tr '<' '\n' <"$scratch/out" | sed -n 's/^a .*\bhref=\([^ >]*\).*/\1/p' | sort -u >"$scratch/links"
	grep -v '^#' "$scratch/links" >&2 && fail "$name: these links leave the page"
	sed 's/^#//' "$scratch/links" | sort -u | comm -23 - "$scratch/ids" | grep . >&2 &&
		fail "$name: these links lead nowhere"
	[ "$(grep -c '<h1' "$scratch/out")" -eq 1 ] || fail "$name: has not one h1"
	grep -Eq '<[a-z][^>]* (src|srcset|action|style)=|<(img|link|iframe|object|form)|url\(|@import' "$scratch/page" &&
		fail "$name: loads something"
	return 0
}

# says WORDS: the page has them.
says() {
	grep -qF -- "$1" "$scratch/out" || fail "$name: does not say '$1'"
}

says_not() {
	grep -qF -- "$1" "$scratch/out" && fail "$name: says '$1'"
	return 0
}

page 'two emulated boards' 0 data/arm64-emulated.jsonl data/riscv64-emulated.jsonl
golden page-emulated.html.txt
says 'Emulated.'

# Counts of two architectures are no rank.
page 'two architectures' 0 data/arm64-emulated.jsonl data/riscv64-emulated.jsonl
says 'stand side by side'
says 'riscv64: '
says_not 'pays least'
says_not '>least<'
says_not ' % more'
says_not 'Another boot'

# boots BOARD ARCH COUNT: as many result files $scratch/BOARD-1.jsonl, ... of hardware
boots() {
	boot=0
	while [ "$boot" -lt "$3" ]; do
		boot=$((boot + 1))
		sed "1s/Invented Board 9 (exists nowhere)/$1/; 1s/\"arch\": \"arm64\"/\"arch\": \"$2\"/; 1s/\"seed\": 42/\"seed\": $boot/
			s/\"long\": \(.*\)\"time_ns\": \([0-9]*\)/\"long\": \1\"time_ns\": \2${4:-}/" data/invented-hardware.jsonl \
			>"$scratch/$1-$boot.jsonl" || fail "cannot make the files of $1"
	done
}

boots First arm64 1
boots Second riscv64 6 0
boots Third riscv64 5
page 'one boot' 0 "$scratch/First-1.jsonl" "$scratch/Second-1.jsonl" data/arm64-emulated.jsonl
says 'pays least'
says 'one boot each. Another boot of the same board may differ'
says 'executes instructions of another architecture'
says_not 'IPC, <b'
says '; not compared: <b class="m m2">C</b> (emulated)'

page 'few boots' 0 "$scratch"/First-*.jsonl "$scratch"/Second-*.jsonl
says '<li><b class="m m0">A</b>: one boot. Another'

page 'some boots' 0 "$scratch"/Third-*.jsonl "$scratch"/Second-*.jsonl
says '<li><b class="m m0">A</b>: 5 boots. Another'

boots First arm64 6
page 'enough boots' 0 "$scratch"/First-*.jsonl "$scratch"/Second-*.jsonl
says 'pays least'
says_not 'Another boot'

page 'one board' 0 data/invented-hardware.jsonl
says 'What does it cost?'
says_not 'pays least'
says_not 'boards differ'

page 'a board without a PMU' 0 data/invented-hardware.jsonl data/invented-no-pmu.jsonl
says 'not counted'

page 'a kernel that complained' 5 data/kernel-log.jsonl
says 'Not to be relied on.'

page 'nothing valid' 4 data/nothing-valid.jsonl
golden page-nothing-valid.html.txt
says 'No valid sample.'

# A name that would do something in HTML, in a shell, or to the eye.
sed 's/Invented Board 9 (exists nowhere)/<img src=x onerror=alert(1)>/; s/"ops10"/"ops10$(reboot)"/' \
	data/invented-hardware.jsonl >"$scratch/hostile.jsonl"
page 'hostile names' 0 "$scratch/hostile.jsonl"
says '&lt;img src=x onerror=alert(1)&gt;'
says 'so no command is offered'
says_not '<img'

# What a run was told is in the command that runs it again, in words that run takes.
big=../results/simulated-boards/big
sed '1s/"samples":1,"reload":0,"settle_ms":40,"precision":null/"samples":3,"reload":2,"settle_ms":9,"precision":{"half_width":0.5,"unit":"percent"}/
	1s/"allow_dirty":false/"allow_dirty":true/
	1s/"arch":/"board_label":"-my '"'"'board","arch":/' $big-1.jsonl >"$scratch/told.jsonl"
page 'a run that was told much' 0 "$scratch/told.jsonl"
tr '\n' ' ' <"$scratch/out" | sed 's/ \\ */ /g; s/  */ /g' >"$scratch/line" && mv "$scratch/line" "$scratch/out"
says ' --precision 0.5% --samples 3 --reload 2 --settle 9 --cpu 4 --seed 1196692293013997863 --allow-dirty'
says "--board=&#39;-my &#39;\\&#39;&#39;board&#39;"

# Samples that are not valid are no path that was not proven.
sed '/"record":"sample"/s/"status":"valid","reason":null/"status":"invalid","reason":"an interrupt"/' \
	$big-1.jsonl >"$scratch/invalid.jsonl"
drawn=nothing
page 'samples that are not valid' 5 "$scratch/invalid.jsonl"
says_not 'not proven'
says_not ' not nop'

# Without a baseline nothing is said to cost anything, and no table is empty.
sed '/"configuration":"none"/d; 1s/"none",//' $big-1.jsonl >"$scratch/no-none.jsonl"
page 'without a baseline' 0 "$scratch/no-none.jsonl"
says 'no baseline'
says_not 'Overhead in'
drawn=

# Hits of one boot that are not as expected are seen, whichever it is.
sed '/"configuration":"ops1"/s/"hits":16/"hits":7/' $big-2.jsonl >"$scratch/hits.jsonl"
page 'too few hits in the second boot' 0 $big-1.jsonl "$scratch/hits.jsonl"
says '<strong>7, not 16</strong>'

# A run that was stopped is no whole one.
sed '$d' $big-3.jsonl | sed 's/"simulated":true/"simulated":false/' >"$scratch/stopped.jsonl"
page 'a run that was stopped' 0 "$scratch/stopped.jsonl"
says 'not all was measured'

# An emulator without an instruction clock has times, which are told as what they are.
page 'an emulator that counts nothing' 5 data/emulated-no-counter.jsonl
says 'emulated-ns'
says_not 'none are shown'

# A sweep in a run of its own is found behind a run that has some of it.
wide=../results/simulated-boards/wide.jsonl
grep -v '"configuration":"\(ops2\|ops10\|direct+ops1\)"' $wide |
	sed '1s/"ops2",//; 1s/"ops10",//; 1s/"direct+ops1",//' >"$scratch/some.jsonl"
page 'a sweep behind another run' 0 "$scratch/some.jsonl" $wide
parts=$(grep -c 'data-at=d[.]' "$scratch/out")
page 'the sweep alone' 0 $wide
[ "$parts" -eq "$(grep -c 'data-at=d[.]' "$scratch/out")" ] || fail "a sweep behind another run: has $parts parts"

# Each board's own name of a handler.
for arch in arm64 x64; do
	sed 's/tracetoll_tracee/__'$arch'_sys_getppid/g; s/Simulated big.LITTLE/'$arch'/' $big-1.jsonl >"$scratch/$arch.jsonl"
done
page 'two names of one handler' 0 "$scratch/arm64.jsonl" "$scratch/x64.jsonl"
says 'tracee __arm64_sys_getppid (A), __x64_sys_getppid (B)'

[ "$failures" -eq 0 ] || exit 1
echo "ok: page"
