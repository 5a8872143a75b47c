# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# The emulated machine that guests run on, whoever boots them (scripts/guest, LAVA): what one
# of them counts the other one counts. Needs architecture.sh.
#
#	machine_words		sets $machine (QEMU's words) and $command_line (the kernel's), from
#				$clock, $seed, $cpu_options, $no_kaslr, $append as scripts/guest has them
#	module_folder FOLDER	prints where the module for the kernel in FOLDER is; wants $root
#	$first_second		when a machine starts that is to do the same each time

# shellcheck disable=SC2034 # read by the scripts that source this
first_second=2026-01-01T00:00:00Z

# shellcheck disable=SC2034,SC2154 # read, and set, by the scripts that source this
machine_words() {
	local more='' date='' options=${cpu_options:+,$cpu_options} console

	case $architecture in
	arm64) machine=(-M virt -cpu "cortex-a57$options") console=ttyAMA0 ;;
	# Without Sscofpmf a counter of one mode opens, and stays at 0.
	riscv64) machine=(-M virt -cpu "rv64,sscofpmf=on$options") console=ttyS0 ;;
	x86_64)
		machine=(-M "q35,i8042=off,hpet=off,sata=off,smbus=off" -cpu "max$options") console=ttyS0
		# The counter that counts instructions has one a nanosecond; measured by the
		# kernel, its rate would be some 60 millionths off.
		[ "$clock" != exact ] || more="tsc_early_khz=1000000 tsc=reliable "
		# Which thunks the kernel puts on the path is for it to choose by the CPU, and
		# this one is nobody's; --append mitigations=auto asks for its choice.
		more="${more}mitigations=off"
		;;
	esac
	[ "$clock" != exact ] || machine+=(-icount "shift=0,sleep=off")
	[ -z "$seed" ] || machine+=(-seed "$seed")
	# The kernel stirs the date into its randomness.
	[ "$clock" != exact ] || date=$first_second
	machine+=(-rtc "base=${date:-utc},clock=vm")
	command_line="console=$console loglevel=4 panic=-1 oops=panic $more"
	# The stack offset is drawn anew by every system call and costs up to 13
	# instructions; without it counts are exact.
	command_line="$command_line randomize_kstack_offset=off"
	# As it comes, Debian's riscv64 interprets BPF programs and does not tell their names.
	command_line="$command_line sysctl.net.core.bpf_jit_enable=1 sysctl.net.core.bpf_jit_kallsyms=1"
	# The self-tests of the cryptographic drivers keep the CPU busy for seconds after
	# the boot, and every sample would share its time with them.
	command_line="$command_line cryptomgr.notests=1 $no_kaslr $append"
}

# Another kernel may have the same release (kmod/CMakeLists.txt makes the name).
module_folder() {
	local sum

	sum=$(printf '%s' "$(readlink -e "$1/build")" | sha256sum)
	printf '%s' "${root:?}/build/${architecture:?}/kmod/$(cat "$1/release").${sum:0:8}"
}
