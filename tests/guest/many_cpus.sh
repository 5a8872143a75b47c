#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Attaching and detaching while other CPUs call the tracee; freed memory is poisoned.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

for kernel in $kernels; do
	status=0
	guest --kernel "$kernel" --clock host --cpus 4 --append slub_debug=FPZU \
		--program "build/$architecture/tests/guest-many_cpus" || status=$?
	check "many_cpus on $kernel passes" test "$status" -eq 0
done
check "the clock that counts instructions has one CPU" \
	test "$(status_of guest --cpus 2 --program /bin/true)" -eq 2
check "no CPU is refused" test "$(status_of guest --clock host --cpus 0 --program /bin/true)" -eq 2
finish
