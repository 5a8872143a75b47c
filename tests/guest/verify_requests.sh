#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# That a traced call is as an untraced one, but for its hits, on both kernels.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

for kernel in $kernels; do
	run_program "$kernel" guest-verify_requests
done
finish
