#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# tracetoll site: every state of a patch site, as it is, and every closed door, in one line.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

# Apart, for each takes some of the time that a guest may say nothing. How a door is closed to a
# process, or by lockdown, is the same on x86-64, which boots four times as long.
parts='tracefs module closed'
[ "$architecture" != x86_64 ] || parts='tracefs module'
for kernel in $kernels; do
	for part in $parts; do
		run_program "$kernel" guest-site "$part"
	done
done

# A guest that is closed to root, too.
lockdown() {
	guest --append lockdown=confidentiality --program "build/$architecture/tests/guest-site" -- lockdown
}
[ "$architecture" = x86_64 ] || check "a kernel that is locked down" lockdown

# With KASLR a module is out of a BL's reach in most boots, and in this one of five.
if [ "$architecture" = arm64 ]; then
	far() {
		local boot

		for boot in 1 2 3 4 5; do
			guest --kaslr --seed "$boot" --program "build/$architecture/tests/guest-site" -- far >"$work/far" || break
			! grep -q 'the module is near' "$work/far" || continue
			return 0
		done
		echo "# boot $boot:"
		cat "$work/far"
		return 1
	}
	check "a module behind its PLT" far
fi
finish
