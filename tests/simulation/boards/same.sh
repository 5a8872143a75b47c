#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# same.sh PROGRAM FOLDER: the boards that are published are those that PROGRAM makes, byte for
# byte, and it overwrites none.
set -eu

program=$1 published=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$program" "$scratch"
failures=0
for file in "$scratch"/*.jsonl "$published"/*.jsonl; do
	name=${file##*/}
	cmp "$scratch/$name" "$published/$name" || failures=$((failures + 1))
done
if "$program" "$scratch" 2>/dev/null; then
	echo "it writes over files that are there" >&2
	failures=$((failures + 1))
fi
[ "$failures" -eq 0 ] || echo "scripts/results make simulated-boards makes them anew" >&2
[ "$failures" -eq 0 ]
