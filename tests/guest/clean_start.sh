#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Who was there before: refused by name, or measured and marked.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

for kernel in $kernels; do
	run_program "$kernel" guest-clean_start
done
finish
