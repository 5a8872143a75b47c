#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs that end at random moments, in every way, leave nothing behind (the program's own
# words tell more).
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

for kernel in $kernels; do
	run_program "$kernel" guest-kills
done
finish
