#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A history of 3,650 nights and 1,000 series: a run of 100 configurations is added in 100 ms, all
# points are read in 1.5 s, and the last 100 of each series in 0.2 s; all changes are found in 6 s, and
# those of the newest nights in 3 s. What is held is the time of
# all CPUs together, which no other process makes longer by having its turn.
set -eu

make_history=$1 read_history=$2 make_results=$3 header=$4
: "${TRACETOLL:?}"
for program in "$TRACETOLL" "$make_history" "$read_history"; do
	[ -x "$program" ] || {
		echo "$program is not there; run scripts/build"
		exit 77
	}
done
work=$(mktemp -d "${TMPDIR:-/tmp}/tracetoll-speed.XXXXXX")
trap 'rm -rf "$work"' EXIT
failures=0

# at_most WHAT SECONDS LIMIT
at_most() {
	echo "# $1: $2 s of CPU"
	awk -v seconds="$2" -v limit="$3" 'BEGIN { exit !(seconds > limit) }' || return 0
	echo "$1: $2 s are more than $3"
	failures=$((failures + 1))
}

TIMEFORMAT='%U %S'
{ time "$make_history" "$work/history.sqlite" 3650 1000; } 2>"$work/time"
echo "# made in $(awk '{ print $1 + $2 }' "$work/time") s, $(du -sm "$work/history.sqlite" | cut -f 1) MB"
"$read_history" "$work/history.sqlite" >"$work/read"
read -r points seconds < <(awk '$1 == "last" { print $2, $4 }' "$work/read")
[ "$points" -eq 100000 ] || {
	echo "the last points are $points, not 100000"
	failures=$((failures + 1))
}
at_most 'the last 100 points of 1,000 series' "$seconds" 0.2
read -r points seconds < <(awk '$1 == "all" { print $2, $4 }' "$work/read")
[ "$points" -eq 3650000 ] || {
	echo "all points are $points, not 3650000"
	failures=$((failures + 1))
}
at_most 'all points' "$seconds" 1.5

for verb in log check; do
	status=0
	{ time "$TRACETOLL" track "$verb" --history "$work/history.sqlite" >"$work/said"; } 2>"$work/time" || status=$?
	[ "$status" -eq 0 ] || {
		echo "track $verb ended with $status"
		cat "$work/said" "$work/time"
		failures=$((failures + 1))
	}
	at_most "track $verb of all series" "$(awk 'END { print $1 + $2 }' "$work/time")" \
		"$([ "$verb" = log ] && echo 6 || echo 3)"
done

"$make_results" "$work" "$header" 3 100 1 3 boards
for file in "$work"/board-*.jsonl; do
	{ time "$TRACETOLL" track add --history "$work/history.sqlite" "$file" >"$work/said"; } 2>"$work/time"
	grep -q ' 800 points of Invented board' "$work/said" || {
		cat "$work/said" "$work/time"
		failures=$((failures + 1))
	}
	at_most 'a run of 100 configurations is added' "$(awk 'END { print $1 + $2 }' "$work/time")" 0.1
done
[ "$failures" -eq 0 ]
