#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The page of 8 boards, 60 configurations and 3 workloads (20 blocks, 7 events) is finished, with its
# pictures, in 10 s on two CPUs, and is less than 3 MB. What is held is the time of all CPUs together,
# gnuplot's too, which no other process makes longer by having its turn: 20 s of two.
set -eu

make_results=$1 header=$2
: "${TRACETOLL:?}"
[ -x "$TRACETOLL" ] || {
	echo "$TRACETOLL is not there; run scripts/build"
	exit 77
}
command -v gnuplot >/dev/null || {
	echo "gnuplot is not there, and without pictures this is no test"
	exit 77
}
work=$(mktemp -d "${TMPDIR:-/tmp}/tracetoll-speed.XXXXXX")
trap 'rm -rf "$work"' EXIT

failed() {
	echo "$1"
	cat "$work/said"
	exit 1
}

mkdir "$work/files"
"$make_results" "$work/files" "$header" 8 60 3 20 boards
status=0
TIMEFORMAT='%U %S %R'
{ time "$TRACETOLL" report "$work"/files/board-*.jsonl --format html -o "$work/page.html" \
	2>"$work/said" || status=$?; } 2>"$work/time"
read -r seconds wall < <(awk '{ print $1 + $2, $3 }' "$work/time")
bytes=$(stat -c %s "$work/page.html")
pictures=$(grep -o '<figure><div role=img' "$work/page.html" | grep -c . || true)
echo "# 8 boards, 60 configurations, 3 workloads, 20 blocks, $(du -sm "$work/files" | cut -f 1) MB:" \
	"$seconds s of CPU, $wall s on the clock, $bytes bytes, $pictures pictures"
[ "$status" -eq 0 ] || failed "report answers $status, not 0"
# It is no time to be quick and to leave things out.
[ "$pictures" -ge 9 ] || failed "only $pictures pictures are in the page"
for board in 1 2 3 4 5 6 7 8; do
	grep -q "Invented board $board" "$work/page.html" || failed "board $board is not in the page"
done
awk -v seconds="$seconds" 'BEGIN { exit seconds > 20 }' || failed "$seconds s of CPU are more than 20"
[ "$bytes" -lt 3000000 ] || failed "$bytes bytes are not less than 3 MB"
