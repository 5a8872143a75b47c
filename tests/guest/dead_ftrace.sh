#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# ftrace dies while the module lets go of a tracee.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "ftrace is killed, and complains"

# riscv's ftrace_make_nop() does not look at what it overwrites, and does not die of it.
[ "$architecture" = arm64 ] || exit 77
for kernel in $kernels; do
	run_program_with_lies "$kernel" guest-dead_ftrace
done
finish
