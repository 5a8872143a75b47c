#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Every shell script is clean under shellcheck. Exit 77: there is none to ask.
set -eu

command -v shellcheck >/dev/null || exit 77
mapfile -t scripts < <(grep -rlE '^(#!.*sh$|# shellcheck shell=)' scripts tests results .ci)
[ "${#scripts[@]}" -ge 10 ] || {
	echo "only ${#scripts[@]} scripts found: the search is wrong"
	exit 1
}
# SC2317, SC2329 (unreachable): functions that are called through "check WHAT function".
# SC2119, SC2016: a function's optional words; quoted programs for another shell.
shellcheck --external-sources --exclude=SC2317,SC2329,SC2119,SC2016 "${scripts[@]}"
echo "${#scripts[@]} scripts are clean"
