#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What is left after each order of attaching and removing two, on both kernels.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

for kernel in $kernels; do
	run_program "$kernel" guest-verify_order
done
finish
