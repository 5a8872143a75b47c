#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The far module is far with and without random addresses, on both kernels. Only arm64 has it:
# elsewhere every module is in reach.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
[ "$architecture" = arm64 ] || exit 77

for kernel in $kernels; do
	run_program "$kernel" guest-far near
	status=0
	guest --kernel "$kernel" --kaslr --program "build/$architecture/tests/guest-far" -- random || status=$?
	check "guest-far on $kernel with random addresses passes" test "$status" -eq 0
done
finish
