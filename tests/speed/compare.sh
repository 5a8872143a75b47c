#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Comparing 200 result files of 100 configurations takes 2 s at most. What is held is the time of
# all CPUs together, which no other process makes longer by having its turn: a machine
# that has nothing else to do is done at least as soon.
set -eu

make_results=$1 header=$2
: "${TRACETOLL:?}"
[ -x "$TRACETOLL" ] || {
	echo "$TRACETOLL is not there; run scripts/build"
	exit 77
}
work=$(mktemp -d "${TMPDIR:-/tmp}/tracetoll-speed.XXXXXX")
trap 'rm -rf "$work"' EXIT

# compared WORKLOADS BLOCKS: $seconds, and the table in $work/table
compared() {
	rm -rf "$work/files"
	mkdir "$work/files"
	"$make_results" "$work/files" "$header" 100 100 "$1" "$2"
	size=$(du -sm "$work/files" | cut -f 1)
	TIMEFORMAT='%U %S %R'
	# The verdict on the table is not what is tested, but that there is one.
	{ time "$TRACETOLL" compare "$work"/files/before-*.jsonl --after "$work"/files/after-*.jsonl \
		--format json >"$work/table" 2>"$work/said" || status=$?; } 2>"$work/time"
	read -r seconds wall < <(awk '{ print $1 + $2, $3 }' "$work/time")
	echo "# 200 files of 100 configurations, $1 workload(s), $2 blocks, $size MB:" \
		"$seconds s of CPU, $wall s on the clock"
}

failed() {
	echo "$1"
	cat "$work/said"
	exit 1
}

# A boot of scripts/ab measures 3 blocks of one workload.
status=0
compared 1 3
[ "$status" -eq 0 ] || failed "compare answers $status, not 0"
# Each tenth configuration takes an instruction more: it is no time to be quick and wrong.
more=$(grep -c '"verdict": *"more"' "$work/table") || true
[ "$more" -eq 10 ] || failed "$more configurations take more, not 10"
awk -v seconds="$seconds" 'BEGIN { exit seconds > 2 }' || failed "$seconds s are more than 2"
