#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Bad days: a kernel that complains while it is measured, ftrace switched off or out of
# reach. Each ends with its exit code and one line that says why.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "the kernel is made to complain"

boot=() # more words for scripts/guest

# surroundings WHAT WORD...: tracetoll in such a guest, its file in $work/WHAT.jsonl
surroundings() {
	rm -f "$work/$1.jsonl"
	guest -o "$work/$1.jsonl" --kernel "$kernel" "${boot[@]}" \
		--program "build/$architecture/tests/guest-surroundings" -- "$1" "${@:2}"
}

run_in() {
	status_of surroundings "$1" run -c ops1 -w kloop --blocks "${2:-20}"
}

says() {
	grep -qF -- "$1" "$work/err"
}

never_says() {
	! says "$1"
}

one_line() {
	[ "$(grep -c '^tracetoll: ' "$work/err")" -eq 1 ]
}

findings() {
	grep -c '"kernel-log"' "$work/$1.jsonl" || true
}

# What report answers to the file.
report_of() {
	status_of build/x86_64/tracetoll report "$work/$1.jsonl"
}

# What another release could do in another way: what it prints, and what it refuses.
in_every_kernel() {
	check "$kernel: a sound guest: 0" test "$(run_in sound)" -eq 0
	check "$kernel: and no finding" test "$(findings sound)" -eq 0

	check "$kernel: the kernel complains meanwhile: 5" test "$(run_in kernel-complains)" -eq 5
	check "$kernel: in one line" one_line
	check "$kernel: which quotes it" says 'the kernel log: "BUG: planted['
	check "$kernel: one finding" test "$(findings kernel-complains)" -eq 1
	check "$kernel: report says 5, too" test "$(report_of kernel-complains)" -eq 5
	check "$kernel: and quotes it, too" says 'the kernel log: "BUG: planted['
	check "$kernel: under the table as well" grep -qF 'the kernel log: "BUG: planted[' "$work/out"

	check "$kernel: ftrace is switched off: 3" test "$(run_in switched-off)" -eq 3
	check "$kernel: in one line" one_line
	check "$kernel: with what to do" says 'sysctl kernel.ftrace_enabled=1'
	boot=(--append lockdown=confidentiality)
	check "$kernel: lockdown=confidentiality, run: 3" \
		test "$(status_of surroundings security-told run)" -eq 3
	check "$kernel: in one line" one_line
	check "$kernel: with why" says 'the kernel is locked down, [confidentiality]: '
	check "$kernel: and what to do" says 'lockdown=none'
	check "$kernel: not what is done already" never_says 'run as root'
	boot=()
}

# What the harness makes of it, which is the same for each.
in_one_kernel() {
	check "$kernel: it did before the run: 0" test "$(run_in old-complaint)" -eq 0
	check "$kernel: it says something else: 0" test "$(run_in kernel-talks)" -eq 0
	check "$kernel: user space complains: 0" test "$(run_in user-complains)" -eq 0
	check "$kernel: lines are lost: 5" test "$(run_in log-overflows 40)" -eq 5
	check "$kernel: and that is said" says 'kernel log lines were lost'

	check "$kernel: tracefs in debugfs alone: 0" test "$(run_in in-debugfs 2)" -eq 0
	check "$kernel: and the proof is read there" grep -q \
		'"enabled_functions":"tracetoll_tracee \[tracetoll\] (1)' "$work/in-debugfs.jsonl"
	check "$kernel: tracefs is not mounted: 3" test "$(run_in unmounted)" -eq 3
	check "$kernel: in one line" one_line
	check "$kernel: with what to do" says 'mount -t tracefs'
	check "$kernel: a probe elsewhere does no harm: 0" test "$(run_in probed-elsewhere)" -eq 0
	check "$kernel: modules are disabled: 3" test "$(run_in no-modules)" -eq 3
	check "$kernel: in one line" one_line
	check "$kernel: with why" says 'kernel.modules_disabled is 1: reboot'
	boot=(--append lockdown=integrity)
	for verb in run verify; do
		check "$kernel: lockdown=integrity, $verb: 3" \
			test "$(status_of surroundings security-told "$verb")" -eq 3
		check "$kernel: in one line" one_line
		check "$kernel: with why" says 'the kernel is locked down, [integrity]: '
		check "$kernel: and what to do" says 'lockdown=none'
		check "$kernel: not what is done already" never_says 'run as root'
	done
	boot=(--append lockdown=confidentiality)
	check "$kernel: lockdown that nobody can see: 3" \
		test "$(status_of surroundings security-hidden run)" -eq 3
	check "$kernel: in one line" one_line
	check "$kernel: with where to look" says '/sys/kernel/security/lockdown'
	check "$kernel: not what is done already" never_says 'run as root'
	boot=(--append lockdown=integrity)
	check "$kernel: lockdown=integrity, site: 0" \
		test "$(status_of surroundings security-told site schedule)" -eq 0
	boot=()
}

for kernel in $kernels; do
	in_every_kernel
done
kernel=${kernels%%[[:space:]]*}
in_one_kernel
finish
