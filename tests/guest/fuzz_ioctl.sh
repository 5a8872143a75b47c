#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A million malformed requests: no word from the kernel, nothing lost, nothing attached (the
# program's own words tell more).
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

for kernel in $kernels; do
	run_program_with_lies "$kernel" guest-fuzz_ioctl
done
finish
