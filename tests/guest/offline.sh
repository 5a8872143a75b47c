#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The CPU that is measured goes offline: the run ends with one clear line, and its file.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it waits by the clock of the host, on which this kernel is too slow"

for kernel in $kernels; do
	status=0
	guest --kernel "$kernel" --clock host --cpus 2 \
		--program "build/$architecture/tests/guest-offline" || status=$?
	check "offline on $kernel passes" test "$status" -eq 0
done
finish
