#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The direct call of a BPF program: named, and gone with the program.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it has no BTF"

for kernel in $kernels; do
	run_program "$kernel" guest-bpf_holder
done

# With KASLR they are at the other end of the vmalloc area, out of a BL's reach.
far() {
	guest --kaslr --program "build/$architecture/tests/guest-bpf_holder" -- callops-direct
}
[ "$architecture" != arm64 ] || check "a trampoline out of reach" far
finish
