# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# For the tests of the scripts. Sets $here, a folder that the test's finish removes.
#
#	check WHAT CODE TEXT COMMAND...	the exit code, and TEXT (a pattern) in what it says
#	conclude			the plan, and the end: exit 0 if nothing failed, else 1

here=$(mktemp -d)
number=0 failed=0

check() {
	local what=$1 code=$2 text=$3 got=0

	shift 3
	number=$((number + 1))
	"$@" >"$here/output" 2>&1 </dev/null || got=$?
	if [ "$got" -eq "$code" ] && { [ -z "$text" ] || grep -qE -- "$text" "$here/output"; }; then
		echo "ok $number - $what"
	else
		failed=1
		echo "not ok $number - $what: exit $got, wanted $code and '$text' in:"
		sed 's/^/# /' "$here/output"
	fi
}

conclude() {
	echo "1..$number"
	# With the number: in a trap a bare exit answers what was before the trap.
	exit "$failed"
}
