# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# For the tests of scripts/kernel build.
#
#	fake_kernel FOLDER VERSION	a source tree whose make takes no time
#	fake_compilers FOLDER		compilers that only tell their version (TEST_GCC)
#
# TEST_KERNEL makes its make a bad one: fails, drops (an option), full (the disk), slow.

fake_kernel() {
	local folder=$1 version=$2 architecture

	mkdir -p "$folder/kernel" "$folder/scripts/package" "$folder/include/linux"
	: >"$folder/include/linux/module.h"
	printf 'one\ntwo\nthree\n' >"$folder/kernel/file.c"
	for architecture in arm64 riscv x86; do
		mkdir -p "$folder/arch/$architecture"
	done
	printf 'config ARM64\n\tselect HAVE_DYNAMIC_FTRACE_WITH_CALL_OPS \\\n\t\tif (A && \\\n\t\t    B)\n\tselect OTHER\n' >"$folder/arch/arm64/Kconfig"
	printf 'config RISCV\n\tselect HAVE_DYNAMIC_FTRACE_WITH_CALL_OPS if (A)\n' >"$folder/arch/riscv/Kconfig"
	printf '\tCC_FLAGS_FTRACE := -fpatchable-function-entry=8,4\nelse\n\tCC_FLAGS_FTRACE := -fpatchable-function-entry=4,2\n' >"$folder/arch/riscv/Makefile"
	# shellcheck disable=SC2154 # set by the test
	cat "$repository"/scripts/kernel-config/*.config | sed -n 's/^\(# \)\?CONFIG_\([A-Z0-9a-z_]*\)\(=\| is\).*/config \2/p' |
		LC_ALL=C sort -u >"$folder/Kconfig"
	fake_makefile >"$folder/Makefile"
	printf '%s\n' "$version" >"$folder/version"
	cat >"$folder/scripts/package/install-extmod-build" <<-'END'
		set -e
		mkdir -p "$1/include/config" "$1/include/generated" "$1/scripts/mod"
		(cd "$srctree" && find Makefile include scripts -type f -o -type l | tar -c -f - -T -) | tar -xf - -C "$1"
		cp Module.symvers "$1/"
		cp include/config/kernel.release "$1/include/config/"
		: >"$1/include/generated/autoconf.h"
		: >"$1/scripts/mod/modpost"
	END
}

# make -C SOURCE O=build TARGET...: works in SOURCE/build, as a kernel's does.
fake_makefile() {
	cat <<'END'
out := $(O)
allnoconfig:
	mkdir -p $(out)/include/config $(out)/arch
	cp $(KCONFIG_ALLCONFIG) $(out)/.config
	grep -q HAVE_DYNAMIC_FTRACE_WITH_CALL_OPS arch/*/Kconfig
	[ "$$TEST_KERNEL" != drops ] || sed -i /CONFIG_FPROBE=/d $(out)/.config
image:
	[ "$$TEST_KERNEL" != slow ] || sleep 5
	[ "$$TEST_KERNEL" != full ] || { echo "x.o: No space left on device"; exit 1; }
	[ "$$TEST_KERNEL" != fails ] || { echo "kernel/x.c:1:1: error: that is wrong"; exit 1; }
	mkdir -p $(out)/arch/arm64/boot $(out)/arch/riscv/boot $(out)/arch/x86/boot
	{ grep -q CALL_OPS=y $(out)/.config && printf 'image CALL_OPS ' || printf 'image no CALL_OPS '; \
	tr '\n' ' ' <kernel/file.c; echo $$KBUILD_BUILD_HOST; } >$(out)/image
	for f in arm64/boot/Image riscv/boot/Image x86/boot/bzImage; do cp $(out)/image $(out)/arch/$$f; done
	echo "$$(cat version)$(LOCALVERSION)" >$(out)/include/config/kernel.release
Image bzImage: image
modules: image
	: >$(out)/Module.symvers
END
}

fake_compilers() {
	local program

	mkdir -p "$1"
	for program in aarch64-linux-gnu riscv64-linux-gnu x86_64-linux-gnu; do
		printf '#!/bin/sh\necho "gcc ${TEST_GCC:-16.0}"\n' >"$1/$program-gcc"
		printf '#!/bin/sh\necho "ld 2.45"\n' >"$1/$program-ld"
	done
	printf '#!/bin/sh\necho v1.30\n' >"$1/pahole"
	chmod +x "$1"/*
}
