# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# What an architecture is called where. Needs say.sh and nearest.sh.
#
#	$architectures			all names, as users write them
#	architecture_use ARCH		die 2 for an unknown one, else sets
#		$architecture			arm64		riscv64			x86_64
#		$architecture_debian		arm64		riscv64			amd64
#		$architecture_kernel (ARCH=)	arm64		riscv			x86_64
#		$architecture_source (arch/...)	arm64		riscv			x86
#		$architecture_cross		aarch64-linux-gnu- ...
#		$architecture_qemu		qemu-system-aarch64 ...

# shellcheck disable=SC2034 # read by the scripts that source this
architectures='arm64 riscv64 x86_64'

# shellcheck disable=SC2034,SC2086 # read by the scripts that source this; one word a name
architecture_use() {
	architecture=$1
	case $1 in
	arm64)
		architecture_debian=arm64
		architecture_kernel=arm64
		architecture_source=arm64
		architecture_cross=aarch64-linux-gnu-
		architecture_qemu=qemu-system-aarch64
		;;
	riscv64)
		architecture_debian=riscv64
		architecture_kernel=riscv
		architecture_source=riscv
		architecture_cross=riscv64-linux-gnu-
		architecture_qemu=qemu-system-riscv64
		;;
	x86_64)
		architecture_debian=amd64
		architecture_kernel=x86_64
		architecture_source=x86
		architecture_cross=x86_64-linux-gnu-
		architecture_qemu=qemu-system-x86_64
		;;
	# The names that other tools use for the same things.
	aarch64) die 2 "unknown architecture 'aarch64'; it is called arm64 here" ;;
	riscv) die 2 "unknown architecture 'riscv'; it is called riscv64 here" ;;
	amd64 | x86-64 | x86) die 2 "unknown architecture '$1'; it is called x86_64 here" ;;
	*) die_unknown architecture "$1" $architectures ;;
	esac
}
