#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# No lie about what is measured passes (the program's own words tell more).
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

for kernel in $kernels; do
	run_program_with_lies "$kernel" guest-lies
done
finish
