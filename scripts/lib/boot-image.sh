# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# An x86-64 kernel unpacks itself, and emulated that takes two of the eleven seconds until its
# first program runs. Unpacked by the host it enters by the PVH note (CONFIG_PVH), at the same
# addresses. Addresses at random are drawn by the code that unpacks, so then it is left to do so.
#
#	boot_image FOLDER WORK NO_KASLR		the file to boot of the kernel in FOLDER; an unpacked
#						one is in WORK. Uses $architecture and $scripts.

# number FILE OFFSET BYTES: of the setup header (Documentation/arch/x86/boot.rst)
boot_image_number() {
	od -An -v "-tu$3" "-j$(($2))" "-N$3" "$1" | tr -d ' '
}

# The payload ends with the length of what is in it, which is not zstd's.
boot_image_unpack() {
	local start length

	start=$((($(boot_image_number "$1" 0x1f1 1) + 1) * 512 + $(boot_image_number "$1" 0x248 4)))
	length=$(($(boot_image_number "$1" 0x24c 4) - 4))
	tail -c +$((start + 1)) "$1" | head -c "$length" | "${scripts:?}/toolroot" run -- zstd -dcq >"$2"
}

boot_image() {
	local image

	image=$(readlink -f "$1/image")
	if [ "${architecture:?}" = x86_64 ] && [ -n "$3" ] && grep -qx 'CONFIG_PVH=y' "$1/config" &&
		grep -qx 'CONFIG_KERNEL_ZSTD=y' "$1/config" &&
		boot_image_unpack "$image" "$2/vmlinux" 2>/dev/null && [ -s "$2/vmlinux" ]; then
		image=$2/vmlinux
	fi
	echo "$image"
}
