#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# However a run ends, nothing of it stays attached (the program's own words tell more).
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

for kernel in $kernels; do
	run_program "$kernel" guest-lifecycle none direct ops1 ops2 ops10 ops1+irr10 direct+ops1
done
finish
