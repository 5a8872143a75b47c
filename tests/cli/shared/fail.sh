# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# For the tests of the command line. Wants $TRACETOLL; sets $scratch, a folder that goes
# away at the end, and $failures, which fail WHAT counts.

: "${TRACETOLL:?the path of the built tracetoll}"
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
failures=0

fail() {
	echo "not ok: $1" >&2
	failures=$((failures + 1))
}
