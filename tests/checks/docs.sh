#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What README.md, docs/ and results/ link to, and each path of the source that they name, is there.
set -eu

looked=0 missing=0

# tell FILE WHAT
tell() {
	echo "$1: there is no $2"
	missing=$((missing + 1))
}

# is_there PATTERN: in the source, whatever it ends with, or as a program of the build folder
is_there() {
	compgen -G "$1" >/dev/null || compgen -G "$1.*" >/dev/null ||
		grep -rqs "^add_executable(${1##*/} " "${1%/*}"
}

for file in README.md docs/*.md results/*.md; do
	while IFS= read -r link; do
		looked=$((looked + 1))
		[ -e "${file%"${file##*/}"}${link%%#*}" ] || tell "$file" "$link"
	done < <(grep -oE '\]\([^)# ]+[^) ]*\)' "$file" | sed 's/^](//; s/)$//' | grep -v '^[a-z]*:')
	# A word in capitals stands for something, a list in braces for several; scripts/package is Linux's.
	while IFS= read -r path; do
		looked=$((looked + 1))
		is_there "$path" || tell "$file" "$path"
	done < <(grep -oE '(^|[ `(])(docs|scripts|harness|bench|bpf|kmod|plots|results|tests)/[A-Za-z0-9_./*-]+(\[ch\]|[A-Za-z0-9*])' "$file" |
		sed 's/^[ `(]//' | grep -vE '[A-Z]{3}|^scripts/package/' | sort -u)
done
[ "$looked" -ge 300 ] || {
	echo "only $looked paths found: the search is wrong"
	exit 1
}
[ "$missing" -eq 0 ]
echo "$looked links and paths are there"
