#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A command that is held runs as it would without (the program's own words tell more).
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it has no BTF"

for kernel in $kernels; do
	# The older one lacks some, on some architectures.
	case $kernel in
	debian-forky) all=(all) ;;
	*) all=() ;;
	esac
	run_program "$kernel" guest-hold "${all[@]}" none ops1 ops2 ops10 direct graph fentry kprobe event-fprobe
done
finish
