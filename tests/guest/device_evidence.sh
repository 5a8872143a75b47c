#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What the module sets up is there, by its counters and by the list of all ops.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

for kernel in $kernels; do
	run_program "$kernel" guest-device_evidence
done
finish
