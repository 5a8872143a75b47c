#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The part of a LAVA job that runs on the device: plain sh, as busybox has it.
#
#	session.sh TRACETOLL UPLOAD RUN-WORD...
#
# Test cases: doctor, run, result-file, and one for each number. The result file leaves the
# device before anything can fail; a run that failed, or whose numbers are not to be relied
# on, gives no numbers and ends the job as incomplete (lava-test-raise).
set -u

tracetoll=$1
upload=$2
shift 2
folder=${TMPDIR:-/tmp}/tracetoll-lava
result=$folder/result.jsonl

# The kernel's messages would fall into the lines that LAVA reads.
dmesg -n 1 2>/dev/null
rm -rf "$folder" && mkdir -p "$folder"

# doctor: what disturbs is told; whether one can measure at all, run says
status=0
"$tracetoll" doctor || status=$?
if [ "$status" -eq 0 ]; then
	lava-test-case doctor --result pass
else
	lava-test-case doctor --result fail
fi

# print_result: each line has its number, so that what stands between does no harm
print_result() {
	gzip -9 -c "$result" >"$result.gz" || return
	sum=$(sha256sum <"$result.gz") || return
	echo "tracetoll-result begin ${sum%% *}"
	base64 <"$result.gz" | awk '{ printf "tracetoll-result %d %s\n", NR, $0 }'
	echo "tracetoll-result end"
}

# keep_result: away with it, by the job's own command or by the console
keep_result() {
	size=$(wc -c <"$result") || size=0
	if [ "$size" -eq 0 ]; then
		lava-test-case result-file --result fail
		return 1
	fi
	if [ -z "$upload" ]; then
		print_result || return
	else
		place=$(sh -c "$upload" upload "$result") || {
			echo "taking the result file away failed: $upload"
			lava-test-case result-file --result fail
			return 1
		}
		lava-test-reference result-file-place --result pass --reference "$place"
	fi
	lava-test-case result-file --result pass --units bytes --measurement "$size"
}

# numbers: one test case for each number that was measured, and for what cannot be had here
numbers() {
	"$tracetoll" export "$result" --to lava -o "$folder/numbers.sh" || return
	# shellcheck source=/dev/null
	. "$folder/numbers.sh"
	# LAVA drops a line that the console garbled: this says how many there should be.
	lava-test-case numbers --result pass --units numbers \
		--measurement "$(grep -c '^lava-test-case' "$folder/numbers.sh")"
}

# Which of several boards of one type it is, LAVA knows. A --board of the job's comes later, and counts.
[ -z "${LAVA_DEVICE_HOSTNAME-}" ] || set -- --board "$LAVA_DEVICE_HOSTNAME" "$@"
status=0 what=measuring
"$tracetoll" run "$@" -o "$result" || status=$?
if [ "$status" -eq 0 ]; then
	lava-test-case run --result pass
else
	lava-test-case run --result fail
fi
kept=0
keep_result || kept=$?
[ "$status" -ne 0 ] || numbers || status=$? what=exporting
if [ "$status" -eq 5 ]; then
	lava-test-raise "tracetoll: the numbers are not to be relied on (exit code 5)"
elif [ "$status" -ne 0 ]; then
	lava-test-raise "tracetoll: $what failed (exit code $status)"
elif [ "$kept" -ne 0 ]; then
	lava-test-raise "tracetoll: the result file is lost"
fi
