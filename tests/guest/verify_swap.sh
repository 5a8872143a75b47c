#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# That a trampoline can be swapped under load, on both kernels.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

for kernel in $kernels; do
	run_program "$kernel" guest-verify_swap
done
finish
