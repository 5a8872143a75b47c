#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Nothing is lost: kmemleak looks after everything that is done with the module. It wants a kernel
# of the variant debug (scripts/test --debug).
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
needs_option CONFIG_DEBUG_KMEMLEAK "scripts/test --debug -R leaks"

for kernel in $kernels; do
	run_program_with_lies "$kernel" guest-leaks direct,direct-br,direct-ret,direct-c \
		ops1,ops1-rcu,ops1-recursion,stub2 ops10,ops1+irr10,direct+ops1 graph \
		kprobe,kretprobe,kprobe-multi,kretprobe-multi,kprobe-session \
		tracer-function,tracer-graph,event-kprobe,event-kretprobe,event-fprobe,event-fprobe-exit
done
finish
