#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A LAVA job on an emulated device, by lava-run: it completes, its test cases are the numbers
# of its result file, and these are the numbers of scripts/guest. What fails is no complete job.
# Exit 77: busybox cannot be had now.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "its boot is not quiet, and LAVA reads the console"

kernel=${kernels%%[[:space:]]*}
measured=(-c 'none,ops1,ops2' --blocks 3 --seed 1)

if ! scripts/guest-tools path "$architecture" >/dev/null 2>&1 &&
	! scripts/guest-tools fetch "$architecture" </dev/null; then
	echo "1..0 # SKIP busybox cannot be had now"
	exit 77
fi

# job NAME WORD...: makes the job, and runs it
job() {
	scripts/lava/job "$architecture" --no-build --kernel "$kernel" --minutes 2 -o "$work/$1" "${@:2}" &&
		scripts/lava/run "$work/$1"
}

says() {
	grep -qF -- "$1" "$work/$2"
}

table() {
	build/x86_64/tracetoll report "$1" --format csv >"$2"
}

begun=$(date -u +%Y-%m-%d)
check "a job completes: 0" test "$(status_of job measured -- "${measured[@]}")" -eq 0
check "and LAVA says so" says 'result: pass' measured/output/result.yaml
check "the result file is kept" test -s "$work/measured/result.jsonl"
check "it bears the date of today" \
	grep -qE "\"started\":\"($begun|$(date -u +%Y-%m-%d))T" "$work/measured/result.jsonl"
check "its table can be made" table "$work/measured/result.jsonl" "$work/job.csv"
check "the job's test cases are its numbers" scripts/toolroot run --bind "$work" -- \
	python3 tests/guest/lava/job_numbers.py "$work/measured/output/logs.yaml" "$work/job.csv"
check "scripts/guest measures the same" test \
	"$(status_of guest -o "$work/guest.jsonl" -- run "${measured[@]}")" -eq 0
check "its table can be made" table "$work/guest.jsonl" "$work/guest.csv"
check "and its numbers are the job's" cmp "$work/guest.csv" "$work/job.csv"

check "what cannot be measured: 2" test "$(status_of job wrong -- -c no-such)" -eq 2
check "is no complete job" says 'result: fail' wrong/output/result.yaml
check "which says why" says 'tracetoll: measuring failed (exit code 2)' wrong/output/result.yaml
check "and has no result file" test ! -e "$work/wrong/result.jsonl"
check "a device that does not boot: 6" test "$(status_of job dead --append rdinit=/none -- -c none)" -eq 6
check "is no complete job" says 'result: fail' dead/output/result.yaml

# accepted NAME: what LAVA's server and its dispatcher say of a job, without running it
accepted() {
	scripts/toolroot run --bind "$work" -- python3 tests/guest/lava/definitions.py "$work/$1" >"$work/said" 2>&1 || {
		tail -n 5 "$work/said" | sed 's/^/# /'
		return 1
	}
}

check "LAVA's server would take the job" accepted measured
: >"$work/dtb"
check "a board's job can be made" scripts/lava/job "$architecture" --no-build --kernel "$kernel" -o "$work/board" \
	--board some-board --dtb "$work/dtb" --tags cortex-a72,nightly --priority high -- -c none
cp scripts/lava/board-device.yaml "$work/board/device.yaml"
check "LAVA would take it" accepted board
sed -i 's/commands: ramdisk/commands: no-such/' "$work/board/job.yaml"
check "a board's job that is wrong it would not" test "$(status_of accepted board)" -eq 1
finish
