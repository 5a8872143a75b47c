#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The module tells whose an ops is, and counts whose calls it is asked to.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

for kernel in $kernels; do
	run_program "$kernel" guest-device_ops
done
finish
