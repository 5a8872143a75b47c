#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What the module takes and refuses, on both kernels.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

for kernel in $kernels; do
	run_program "$kernel" guest-device_contract
done
finish
