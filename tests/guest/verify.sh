#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# tracetoll verify passes on each kernel, says so in well-formed KTAP, and skips exactly what
# the kernel cannot do; and however it ends, nothing is left.
set -eu
# shellcheck disable=SC2034 # read by tap.sh
every_kernel=yes
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

# well_formed FILE: by the rules of the kernel's ktap.rst, and no line is wider than 80.
well_formed() {
	awk '
	function bad(why) { print FILENAME ":" FNR ": " why ": " $0; wrong = 1 }
	function leave(level) {
		while (depth > level) {
			if (done[depth] != plan[depth])
				bad(done[depth] " of " plan[depth] " tests at depth " depth)
			depth--
		}
	}
	BEGIN { depth = -1 }
	length($0) > 80 { bad("too wide") }
	/[^ -~]/ { bad("not printable") }
	{ match($0, /^ */); level = RLENGTH / 2; text = substr($0, RLENGTH + 1) }
	text == "KTAP version 1" {
		if (level != depth + 1) bad("a version at depth " level " below " depth)
		depth = level; plan[depth] = -1; done[depth] = 0; next
	}
	text ~ /^1\.\.[0-9]+$/ {
		if (level != depth || plan[depth] != -1) bad("a plan in the wrong place")
		plan[depth] = substr(text, 4) + 0; next
	}
	text ~ /^(not )?ok [0-9]+ / {
		if (level > depth) bad("a result without a version")
		leave(level)
		number = text; sub(/^(not )?ok /, "", number)
		if (number + 0 != ++done[depth]) bad("the next is " done[depth])
		next
	}
	text ~ /^# / { next }
	{ bad("no line of KTAP") }
	END {
		leave(0)
		if (done[0] != plan[0]) bad(done[0] " of " plan[0] " tests")
		exit wrong || !plan[0]
	}' "$1"
}

# The checker itself: each of these is wrong.
ill_formed() {
	printf '%b' "$1" >"$work/ill"
	! well_formed "$work/ill" >/dev/null
}
head='KTAP version 1\n1..1\n'
printf '%bok 1 a\n' "$head" >"$work/well"
check 'the checker knows a right one' well_formed "$work/well"
check 'the checker wants all tests' ill_formed "$head"
check 'the checker wants numbers in a row' ill_formed "${head}ok 2 a\n"
check 'the checker wants no more tests' ill_formed "${head}ok 1 a\nok 2 b\n"
check 'the checker wants all subtests' ill_formed "$head  KTAP version 1\n  1..2\n  ok 1 a\nok 1 b\n"
check 'the checker wants a plan' ill_formed 'KTAP version 1\nok 1 a\n'
check 'the checker wants a version' ill_formed "$head  1..1\n  ok 1 a\nok 1 b\n"
check 'the checker wants nothing else' ill_formed "${head}hello\nok 1 a\n"

# What each kernel cannot do, of all configurations. riscv64's 6.12 has its patch sites where a
# kprobe at the entry would stand.
fprobes='event-fprobe event-fprobe-exit fmod_ret fsession'
multi='kprobe-multi kprobe-multi-count kprobe-multi-map kprobe-session'
expected_skips() {
	case $architecture-$1 in
	arm64-debian-forky) ;;
	arm64-debian-trixie) echo "graph fentry+kprobe-multi $fprobes $multi kretprobe-multi" ;;
	riscv64-debian-forky) echo direct-far ;;
	riscv64-debian-trixie)
		echo "direct-far graph fentry+kprobe-multi kprobe+fentry event-kprobe event-kretprobe" \
			"$fprobes kprobe kprobe-count kprobe-map $multi" \
			"kretprobe kretprobe-multi perf-kprobe"
		;;
	x86_64-debian-forky) echo direct-far direct-br fmod_ret ;;
	x86_64-debian-trixie) echo direct-far direct-br graph fmod_ret fsession ;;
	esac
}

# The names of the skipped tests of the outermost level, on one line.
skips() {
	sed -n 's/^ok [0-9]* \(.*\) # SKIP .*/\1/p' "$1" | xargs
}

# The words of standard input by name, on one line.
in_order() {
	xargs -n 1 | sort | xargs
}

# count PATTERN FILE
count() {
	grep -cE -- "$1" "$2" || true
}

passes() {
	local file=$1 status=0

	shift
	guest "$@" -- verify >"$file" 2>"$file.err" || status=$?
	[ "$status" -eq 0 ] || {
		cat "$file" "$file.err"
		return 1
	}
}

mapfile -t workloads < <(build/x86_64/tracetoll list workloads --json | sed -n 's/^ *"name": "\(.*\)",$/\1/p')
check "there are workloads" test "${#workloads[@]}" -ge 10
for kernel in $kernels; do
	file=$work/$kernel.ktap
	check "$kernel: all passes" passes "$file" --kernel "$kernel"
	check "$kernel: it is KTAP" well_formed "$file"
	check "$kernel: nothing in it failed" test "$(count '^ *not ok' "$file")" -eq 0
	# Without BTF that is another list, and of no interest there.
	[ "$kernel" = debug ] || check "$kernel: skipped is what it cannot do" \
		test "$(skips "$file" | in_order)" = "$(expected_skips "$kernel" | in_order)"
	configurations=$(build/x86_64/tracetoll list configs --json | grep -c '"name"')
	check "$kernel: there is a test of every configuration" \
		test "$(count '^ok [0-9]+ [^ ]+( # SKIP .*)?$' "$file")" -ge "$configurations"
	check "$kernel: and of what is of no one of them" \
		test "$(count '^ok [0-9]+ (ftrace_regs|redirect|override|swap|orders|workloads|kernel log): ' "$file")" -eq 7
	for workload in "${workloads[@]}"; do
		if [ "$workload" = kloop-far ] && [ "$architecture" != arm64 ]; then continue; fi
		check "$kernel, $workload: its tracee runs once a call" \
			grep -qE "^ +ok [0-9]+ $workload # 1000 calls of " "$file"
	done
	check "$kernel: nothing left on standard error" test "$(count '^tracetoll: ' "$file.err")" -eq 0
done

# A trampoline in the module of its tracee is in reach wherever the two are. The far one may
# happen to lie near: then it is skipped, and only then, with the distance.
if [ "$architecture" = arm64 ]; then
	file=$work/random.ktap
	check 'random addresses: all passes' passes "$file" --kaslr
	check 'random addresses: it is KTAP' well_formed "$file"
	skipped=$(skips "$file")
	check "random addresses: at most the far trampoline is out of place (${skipped:-not even that})" \
		test -z "$skipped" -o "$skipped" = direct-far
	check 'random addresses: with a reason' \
		test -z "$skipped" -o "$(count 'direct-far: the trampoline is [0-9]+ MiB' "$file")" -eq 1
	check 'random addresses: direct calls are direct' test "$(grep -A5 'Subtest: direct$' "$file" |
		count 'ok 1 path # direct$' -)" -eq 1
fi

# Asked for what is not there at all, it verified nothing.
case " $kernels " in
*debian-trixie*)
	check 'nothing to verify: exit code 4' \
		test "$(status_of guest --kernel debian-trixie -- verify -c graph)" -eq 4
	check 'nothing to verify: the test is skipped' \
		test "$(skips "$work/out")" = graph
	;;
esac

run_program "${kernels%%[[:space:]]*}" guest-verify
finish
