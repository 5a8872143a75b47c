#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# make.sh strings|pages: makes the pages that look.sh opens, below PAGES. "strings" holds those
# whose strings are scripts against those with harmless words, too, which needs no browser.
set -eu

: "${TRACETOLL:?}" "${HOSTILE:?}" "${MAKE_RESULTS:?}" "${PAGES:?}"
data=tests/data

# page NAME EXIT-CODE FILE...: the page, and the numbers that must stand on it
# (no other program is called: one of them is made without a PATH)
page() {
	local name=$1 code=$2 status=0

	shift 2
	"$TRACETOLL" report "$@" --format html -o "$PAGES/$name.html" 2>"$PAGES/$name.said" || status=$?
	[ "$status" -eq "$code" ] || {
		printf '%s\n' "$(<"$PAGES/$name.said")"
		echo "not ok: the page of $name ends with $status, not $code"
		exit 1
	}
	"$TRACETOLL" report "$@" --format json >"$PAGES/$name.json" 2>/dev/null || :
	"$TRACETOLL" report "$@" --decompose --format json >"$PAGES/$name.decompose.json" 2>/dev/null || :
}

make_strings() {
	rm -rf "$PAGES/strings"
	mkdir -p "$PAGES/strings"
	"$HOSTILE" "$data/unavailable.jsonl" results/arm64-callops/before-1.jsonl "$PAGES/strings"
}

make_pages() {
	rm -f "$PAGES"/*.html "$PAGES"/*.json
	mkdir -p "$PAGES"
	page guests 0 results/guests-arm64-riscv64-x86_64/*.jsonl
	page simulated 0 results/simulated-boards/*.jsonl
	page hardware 0 "$data"/invented-{hardware,verdicts,reloads}.jsonl
	page one-board 0 "$data/invented-hardware.jsonl"
	page no-pmu 0 "$data"/invented-{no-pmu,hardware}.jsonl
	page uneven 5 "$data"/{unavailable,arm64-emulated,riscv64-emulated}.jsonl
	page not-trusted 5 "$data"/{kernel-log,uneven,dirty,nothing-valid}.jsonl
	page hostile 0 "$data/riscv64-emulated.jsonl" "$PAGES/strings/all-9.jsonl"
	PATH=/nowhere page no-gnuplot 0 "$data"/sweep-{arm64,riscv64}.jsonl
	rm -rf "$PAGES/big"
	mkdir "$PAGES/big"
	"$MAKE_RESULTS" "$PAGES/big" tests/speed/header.json 8 60 3 5 boards
	page big 0 "$PAGES"/big/*.jsonl
	rm -r "$PAGES/big"
}

case $1 in
strings) make_strings ;;
pages) make_pages ;;
*)
	echo "there is nothing called $1" >&2
	exit 2
	;;
esac
