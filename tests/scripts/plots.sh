#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Each script of plots/ alone, as whoever has a CSV file calls it: what is in the picture, which formats, that
# bars begin at zero, what is said where there is nothing to draw, and that no name in the data is
# more than a name. With the gnuplot that is here.
set -u

repository=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd -P)
plots=$repository/plots
# shellcheck source=tests/scripts/shared/check.sh
. "$repository/tests/scripts/shared/check.sh"
svg=$repository/tests/scripts/shared/svg.awk

finish() {
	rm -rf "$here"
	conclude
}
trap finish EXIT

command -v gnuplot >/dev/null || {
	echo "1..0 # SKIP there is no gnuplot (Debian: apt install gnuplot-nox)"
	trap - EXIT
	rm -rf "$here"
	exit 77
}
cd "$repository" || exit 1

# draw SCRIPT WORD...: as the docs say
draw() {
	local script=$1

	shift
	gnuplot -d -c "$plots/$script.gp" "$@"
}

# The data: of boards with cycles, and of guests, which have only counts.
report() {
	"${TRACETOLL:?}" report "$@" 2>/dev/null
	[ $? -le 5 ]
}
simulated=(results/simulated-boards/*.jsonl)
sweeps=(results/*-decomposition/sweep.jsonl)
make_data() {
	report "${simulated[@]}" --format csv >"$here/boards.csv" &&
		report "${simulated[@]}" --samples --format csv >"$here/samples.csv" &&
		report "${simulated[@]}" --decompose --format csv >"$here/parts.csv" &&
		report "${sweeps[@]}" --format csv >"$here/guests.csv" &&
		report "${sweeps[@]}" --decompose --format csv >"$here/guest-parts.csv" &&
		report "${sweeps[@]}" --samples --format csv >"$here/guest-samples.csv"
}
make_data || {
	echo "Bail out! $TRACETOLL prints no CSV"
	exit 1
}

# All configurations of one workload and metric that have an overhead, as a line each.
configurations() {
	awk -F , -v workload="$2" -v metric="$3" -v at="$4" '
		{ sub(/^"[^"]*"/, "board") }
		$4 == workload && $7 == metric && $at != "" && !seen[$5]++ { print $5 }' "$1"
}

# holds_all SVG TEXT: every line of standard input begins a text of the picture, and TEXT is in one
holds_all() {
	local texts line

	texts=$(awk -v text=1 -f "$svg" "$1") || {
		echo "$texts"
		return 1
	}
	while IFS= read -r line; do
		grep -qE -- "^${line//+/\\+}( |\$)" <<<"$texts" || {
			echo "'$line' is not in $1"
			return 1
		}
	done
	grep -qF -- "$2" <<<"$texts" || {
		echo "'$2' is not in $1"
		return 1
	}
}

# shows SCRIPT DATA WORKLOAD METRIC UNIT COLUMN [MORE]: as SVG, with all names in it
shows() {
	draw "$1" "$2" "$here/picture.svg" "$3" "$4" "${7-}" || return 1
	configurations "$2" "$3" "$4" "$6" | holds_all "$here/picture.svg" "$5"
}

is_png() { [ "$(head -c 8 "$1" | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ]; }
is_pdf() { [ "$(head -c 5 "$1")" = %PDF- ] && tail -n 1 "$1" | grep -q '%%EOF'; }

check "overhead has every configuration" 0 '' \
	shows overhead "$here/boards.csv" kloop time simulated-ns 12
check "overhead of guests: exact counts" 0 '' \
	shows overhead "$here/guests.csv" kloop kernel-instructions instructions 12
check "samples has every configuration" 0 '' \
	shows samples "$here/samples.csv" kloop cycles simulated-cycles 14
check "samples of guests, all of them equal" 0 '' \
	shows samples "$here/guest-samples.csv" kloop kernel-instructions instructions 14
check "mispredictions has every configuration" 0 '' \
	shows mispredictions "$here/boards.csv" kloop branch-misses simulated-events 12

check "cycles is a picture" 0 '' draw cycles "$here/boards.csv" "$here/cycles.svg" kloop
check "cycles has both axes" 0 '' holds_all "$here/cycles.svg" simulated-cycles <<<'kernel-instructions per call'
check "sweep is a picture" 0 '' \
	draw sweep "$here/guests.csv" "$here/sweep.svg" kloop kernel-instructions "$here/guest-parts.csv"
# docs/decomposition.md: 55 on arm64, 70 on riscv64; and 46 and 54 for irrelevant ones.
check "sweep has the slopes that the decomposition found" 0 '' \
	holds_all "$here/sweep.svg" '54 (ops2)' <<<$'A 55 each\nB 70 each\nA 46 (ops2)\nA 0 (ops1)'
check "sweep draws without the parts, too" 0 '' draw sweep "$here/guests.csv" "$here/sweep.svg" kloop

# A few rows are enough for the rest.
for name in boards samples; do
	grep -E '^board,|,kloop,(direct|ops1|ops2|ops10),' "$here/$name.csv" >"$here/few-$name.csv"
done
for script in overhead samples cycles mispredictions sweep; do
	data=$here/few-boards.csv more=
	[ $script = samples ] && data=$here/few-samples.csv
	[ $script = sweep ] && more=$here/parts.csv
	check "$script as PNG" 0 '' draw $script "$data" "$here/a.png" '' '' "$more"
	check "$script as PNG is one" 0 '' is_png "$here/a.png"
	check "$script as PDF" 0 '' draw $script "$data" "$here/a.pdf" '' '' "$more"
	check "$script as PDF is one" 0 '' is_pdf "$here/a.pdf"
	check "$script, wide, is an SVG of that width" 0 'viewBox="0 0 800 ' \
		bash -c 'gnuplot -d -e width=800 -c "$1" "$2" "$3" "" "" "$4" && awk -f "$5" "$3" && head -n 5 "$3"' - \
		"$plots/$script.gp" "$data" "$here/wide.svg" "$more" "$svg"
	check "$script without words says how it is called" 2 "usage: gnuplot .*$script.gp" draw $script
	check "$script without a picture's name" 2 usage draw $script "$data"
	check "$script of another format" 1 "picture.jpg is none of them" draw $script "$data" picture.jpg
	check "$script of a file that is not there" 1 'absent.csv' draw $script "$here/absent.csv" "$here/b.svg"
	: >"$here/empty.csv"
	check "$script of an empty file" 1 'empty.csv cannot be read, or there is nothing in it' \
		draw $script "$here/empty.csv" "$here/b.svg"
	check "$script of another file" 1 'is not what `tracetoll report' \
		draw $script "$repository/results/README.md" "$here/b.svg"
	check "$script of no such workload" 1 'under nothing|run -c sweep' \
		draw $script "$data" "$here/b.svg" nothing
	head -n 1 "$data" >"$here/heading.csv"
	check "$script of data without a row" 1 "^$script.gp: no " draw $script "$here/heading.csv" "$here/b.svg"
	check "$script that fails leaves no file" 1 '' test -e "$here/b.svg"
	check "$script into no folder" 1 . draw $script "$data" "$here/absent/b.svg" '' '' "$more"
done
check "overhead of no such metric" 1 'no overhead of nothing under kloop' \
	draw overhead "$here/boards.csv" "$here/b.svg" kloop nothing
check "cycles of guests says why" 1 'emulated machines have no cycles' draw cycles "$here/guests.csv" "$here/b.svg"
check "mispredictions of guests says why" 1 'emulated machines have none' \
	draw mispredictions "$here/guests.csv" "$here/b.svg"
check "sweep of other parts" 1 'boards.csv is not what `tracetoll report --decompose' \
	draw sweep "$here/boards.csv" "$here/b.svg" kloop cycles "$here/boards.csv"

heading=board,arch,kernel,workload,configuration,path,metric,unit,value,low,high,overhead,overhead_low,overhead_high,blocks,invalid

# Bars: all begin where the axis says 0, on whichever side they lie, and are as long as their values say.
{
	echo "$heading"
	echo 'a board,arm64,7.2,kloop,direct,direct,time,ns,14,13,15,10,9,11,7,0'
	echo 'a board,arm64,7.2,kloop,ops1,direct,time,ns,1,1,1,-5,-6,-4,7,0'
	echo 'a board,arm64,7.2,kloop,ops2,direct,time,ns,24,23,25,20,19,21,7,0'
	echo 'a board,arm64,7.2,kloop,ops4,direct,time,ns,4,4,4,0,0,0,7,0'
} >"$here/bars.csv"
bars() {
	draw overhead "$here/bars.csv" "$here/bars.svg" || return 1
	awk -f "$svg" "$here/bars.svg" || return 1
	awk '
		{ before = at; at = "" }
		/text-anchor="middle"/ { at = $0; sub(/.*translate\(/, "", at); sub(/,.*/, "", at) }
		/<text>0<\/text>/ && before != "" { zero = before }
		/<text>10<\/text>/ && before != "" { ten = before }
		/<polygon/ && /rgb\( *[0-9]+, *[0-9]+, *[0-9]+\)/ {
			points = $0
			sub(/.*points = ./, "", points)
			count = split(points, p, /[ ,]+/)
			left = right = p[1]
			for (i = 1; i < 8; i += 2) {
				if (p[i] + 0 < left + 0) left = p[i]
				if (p[i] + 0 > right + 0) right = p[i]
			}
			length_of[++bars] = right - left
			end = left - zero < -0.02 ? right : left
			if (right - left > 0.02 && (end - zero > 0.02 || zero - end > 0.02)) { print "a bar begins at " end ", zero is at " zero; wrong = 1 }
		}
		END {
			unit = (ten - zero) / 10
			split("10 5 20", value, " ")
			for (i = 1; i <= 3; i++) {
				off = length_of[i] - value[i] * unit
				if (off > 0.05 || off < -0.05) { print "bar " i " is " length_of[i] " long, not " value[i] * unit; wrong = 1 }
			}
			exit wrong || bars < 3
		}' "$here/bars.svg"
}
check "bars begin at zero and are as long as their values" 0 '' bars
# Data without quotes are read in another way, and are the same data.
quoted() {
	sed 's/[^,]*/"&"/g' "$here/bars.csv" >"$here/quoted.csv"
	draw overhead "$here/quoted.csv" "$here/quoted.svg" || return 1
	cmp "$here/bars.svg" "$here/quoted.svg"
}
check "quoted fields are the same ones" 0 '' quoted
one_less() { sed '/,ops1,/d; s/,10,9,11,/,10,10,10,/; s/,20,19,21,/,20,20,20,/' "$here/bars.csv" >"$here/exact.csv"; }
one_less
# Intervals are the lines of that width.
has_intervals() {
	draw overhead "$1" "$here/s.svg" || return 2
	grep -A1 'stroke-width="1.20"' "$here/s.svg" | grep -q '<path'
}
check "intervals have lines" 0 '' has_intervals "$here/bars.csv"
check "exact counts have none" 1 '' has_intervals "$here/exact.csv"

# What is a thousand times as much: dots, or the least of it would not be seen.
sed 's/,20,19,21,/,20000,19000,21000,/' "$here/bars.csv" >"$here/decades.csv"
no_bars() { draw overhead "$1" "$here/d.svg" && awk -f "$svg" "$here/d.svg" && ! grep -q '<polygon fill' "$here/d.svg"; }
check "no bars where magnitudes differ by a thousand" 0 '' no_bars "$here/decades.csv"

# Several boots of one board are one bar: the middle one's value, all of their intervals.
{
	echo "$heading"
	echo 'a board,arm64,7.2,kloop,direct,direct,time,ns,14,13,15,10,9,11,7,0'
	echo 'a board,arm64,7.2,kloop,direct,direct,time,ns,14,13,15,30,29,31,7,0'
	echo 'a board,arm64,7.2,kloop,direct,direct,time,ns,14,13,15,12,11,13,7,0'
} >"$here/boots.csv"
check "boots of a board are read together" 0 '' draw overhead "$here/boots.csv" "$here/boots.svg"
check "their value is the middle one" 0 '' holds_all "$here/boots.svg" 'a board' <<<12

# Names are data: quotes as RFC 4180 has them, and nothing in them is done.
hostile='x, "y" `touch PWNED` $(touch PWNED) {a}_b^c @ARG1 %s%n \n\101 <b>&amp;é'
quoted="\"${hostile//\"/\"\"}\""
{
	echo "$heading"
	echo "$quoted,arm64,7.2,$quoted,$quoted,$quoted,cycles,$quoted,14,13,15,10,9,11,7,0"
	echo "$quoted,arm64,7.2,$quoted,$quoted,$quoted,kernel-instructions,$quoted,14,13,15,10,9,11,7,0"
	echo "#comment,arm64,7.2,$quoted,$quoted,$quoted,cycles,$quoted,14,13,15,10,9,11,7,0"
} >"$here/hostile.csv"
for script in overhead cycles; do
	check "$script draws names with markup" 0 '' \
		bash -c 'cd "$1" && gnuplot -d -e width=2400 -c "$2" hostile.csv hostile.svg' - "$here" "$plots/$script.gp"
	check "$script shows them letter by letter" 0 '' holds_all "$here/hostile.svg" "A  $hostile" </dev/null
	check "$script takes no board for a comment" 0 '' holds_all "$here/hostile.svg" 'B  #comment' </dev/null
	check "$script did nothing of them" 1 '' test -e "$here/PWNED"
done
check "a configuration's name is whole, too" 0 '' \
	bash -c 'gnuplot -d -e width=2400 -c "$1" "$2" "$3"' - "$plots/overhead.gp" "$here/hostile.csv" "$here/h.svg"
check "with its quotes and backslashes" 0 '' holds_all "$here/h.svg" "$hostile · $hostile" </dev/null
printf '%s\n"two\nlines",arm64,7.2,kloop,direct,direct,time,ns,14,13,15,10,9,11,7,0\n' "$heading" >"$here/lines.csv"
check "a line break in a name is a blank" 0 '' draw overhead "$here/lines.csv" "$here/lines.svg"
check "and the name goes on behind it" 0 '' holds_all "$here/lines.svg" 'two lines' </dev/null
cp "$here/bars.csv" "$here/<touch PWNED"
check "a file's name is no command" 0 '' \
	bash -c 'cd "$1" && gnuplot -d -c "$2" "<touch PWNED" "|touch PWNED.svg" && [ -s "|touch PWNED.svg" ]' - "$here" "$plots/overhead.gp"
check "none was run" 1 '' test -e "$here/PWNED"

# The colours: all can be told from both papers, and from each other by whatever eyes.
check "colours stand out from white and from dark, and are apart for colour-blind eyes" 0 '' \
	awk -f "$repository/tests/scripts/shared/colours.awk" "$plots/style.gp"
