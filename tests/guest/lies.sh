#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# No lie about what is measured passes (the program's own words tell more).
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it is about proofs, not about the module"

# least KERNEL: how many lies must be told there, or nothing has been shown.
least() {
	case $architecture-$1 in
	riscv64-debian-trixie) echo 86 ;;
	*) echo 99 ;;
	esac
}

enough_were_told() {
	local told

	told=$(sed -n 's/^ok .* - lies: \([0-9]*\) told, .*/\1/p' "$work/lies")
	[ "${told:-0}" -ge "$(least "$1")" ]
}

for kernel in $kernels; do
	run_program_with_lies "$kernel" guest-lies >"$work/lies"
	cat "$work/lies"
	check "$kernel: $(least "$kernel") lies were told, or more" enough_were_told "$kernel"
done
finish
