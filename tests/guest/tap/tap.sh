# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# For the scripts that boot guests; called as SCRIPT ARCH from the source folder.
#
#	check WHAT COMMAND...		runs the command; its status decides
#	fail WHAT...			one failure
#	guest ARGUMENT...		scripts/guest for $architecture, nothing built anew
#	not_on_debug WHY		skips it all on the kernel of scripts/test --debug
#	needs_option CONFIG_NAME COMMAND
#					skips it all on a kernel without that option
#	finish				the last line: exit 0 if nothing failed
#
# $counted is the metric that a run there counts by itself: x86-64's guests have no PMU.
# $work is a folder that goes away at the end. $kernels are those that are here with a module
# built for them; scripts/test says which it could not get. Guests boot the first of them. On
# x86-64 it is that one alone unless $every_kernel is set: it boots four times as long, and what is
# another release's way is tested on the other architectures, what is x86-64's on this one.
#
# TRACETOLL_TEST_KERNELS names other kernels to test on: "debug" (scripts/test --debug). Whatever
# one of those says on its console that looks like a finding fails the test in the end.

architecture=${1:?name an architecture}
# shellcheck disable=SC2034 # read by the scripts that source this
case $architecture in
x86_64) counted='instructions' ;;
*) counted='kernel-instructions' ;;
esac
failures=0 checks=0
work=$(mktemp -d "${TMPDIR:-/tmp}/tracetoll-test.XXXXXX")
trap 'rm -rf "$work"' EXIT

check() {
	local what=$1

	shift
	checks=$((checks + 1))
	if "$@"; then
		echo "ok $checks - $what"
	else
		echo "not ok $checks - $what"
		failures=$((failures + 1))
	fi
}

# The fetched kernels that the modules were built for.
usable_kernels() {
	local kernel folder

	for kernel in ${TRACETOLL_TEST_KERNELS:-debian-forky debian-trixie}; do
		folder=$(scripts/kernel path "$kernel" "$architecture" 2>/dev/null) || continue
		[ -e "build/$architecture/kmod/$(cat "$folder/release")/tracetoll.ko" ] || continue
		echo "$kernel"
		[ "$architecture" != x86_64 ] || [ -n "${every_kernel-}" ] || break
	done
}

kernels=$(usable_kernels)
# scripts/test --debug makes its kernels first: without one it has tested nothing.
[ -n "$kernels" ] || [ "${TRACETOLL_TEST_KERNELS-debug}" = debug ] || {
	echo "1..0 # SKIP no such kernel with a module is here: scripts/kernel build" \
		"$TRACETOLL_TEST_KERNELS $architecture --variant $TRACETOLL_TEST_KERNELS;" \
		"scripts/build --kernel $TRACETOLL_TEST_KERNELS $architecture"
	exit 77
}
[ -n "$kernels" ] || {
	echo "not ok 1 - no kernel for $architecture is here with a module;" \
		"run scripts/test${TRACETOLL_TEST_KERNELS:+ --debug}"
	exit 1
}

# not_on_debug WHY: skips the test on a kernel of the variant debug
not_on_debug() {
	[ "${TRACETOLL_TEST_KERNELS-}" = debug ] || return 0
	echo "1..0 # SKIP not on the kernel that looks for mistakes: $1"
	exit 77
}

# needs_option CONFIG_NAME COMMAND: skips the test unless the first kernel has it; COMMAND gets one
needs_option() {
	local folder

	folder=$(scripts/kernel path "${kernels%%[[:space:]]*}" "$architecture")
	! grep -q "^$1=y" "$folder/config" || return 0
	echo "1..0 # SKIP the kernel has no $1; run: $2"
	exit 77
}

# Lockdep and RCU speak as low as warnings; what comes before the first program is the boot's.
# slab_debug: without it a CPU's stock of free objects (slab_sheaf, mm/slub.c) keeps the addresses
# that it gave away last, and kmemleak takes them for pointers. It also looks after free objects.
guest() {
	local console=(--time-limit 120)

	[ -z "${TRACETOLL_TEST_KERNELS-}" ] ||
		console=(--time-limit 600 --console "$work/console" --append "loglevel=5 kmemleak=on slab_debug=F")
	scripts/guest "$architecture" --no-build --kernel "${kernels%%[[:space:]]*}" "${console[@]}" "$@" </dev/null
}

# The exit status of a command, on standard output.
status_of() {
	local status=0

	"$@" >"$work/out" 2>"$work/err" || status=$?
	echo "$status"
}

# Passes the TAP of a program in the guest on, and fails with it.
run_program() {
	local status=0

	guest --kernel "$1" --program "build/$architecture/tests/$2" -- "${@:3}" || status=$?
	check "$2 on $1 passes" test "$status" -eq 0
}

# As run_program, for one that loads tracetoll_lies.ko.
run_program_with_lies() {
	local status=0 release

	release=$(cat "$(scripts/kernel path "$1" "$architecture")/release")
	guest --kernel "$1" --program "build/$architecture/tests/$2" \
		--file "build/$architecture/tests/kmod/$release/tracetoll_lies.ko" -- "${@:3}" || status=$?
	check "$2 on $1 passes" test "$status" -eq 0
}

# What a kernel that looks for mistakes found, whatever the test itself looked at.
console_is_clean() {
	! grep -nE 'BUG:|WARNING:|KASAN|UBSAN:|INFO: (trying|lockdep|rcu|task)|ODEBUG:|kmemleak: [0-9]* new' \
		"$work/console" | sed 's/^/# /' | grep .
}

finish() {
	[ ! -e "$work/console" ] || check "the kernels found nothing" console_is_clean
	echo "1..$checks"
	[ "$failures" -eq 0 ] || exit 1
	exit 0
}
