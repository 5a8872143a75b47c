#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Loaded anew between blocks the module lies elsewhere, and nothing else is other than before: the
# same instructions, but where a JIT's code depends on addresses.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it is about exact numbers"

# records KIND TEXT FILE: how many of the kind hold the text
records() {
	grep "\"record\":\"$1\"" "$3" | grep -c -- "$2" || true
}

# addresses WORKLOAD FILE: of its tracee, each once
addresses() {
	grep '"record":"proof"' "$2" | grep "\"workload\":\"$1\"" |
		sed 's/.*"function":"\(0x[0-9a-f]*\)".*/\1/' | sort -u
}

# values FILE [ROW]: workload, configuration, value and overhead of each row that is exact, but of
# the row WORKLOAD,CONFIGURATION
values() {
	build/x86_64/tracetoll report "$1" --format csv 2>"$work/refusal" | sed 's/^"[^"]*",/board,/' |
		awk -F, -v but="${2:-}" '/,kernel-instructions,/ && $9 == $10 && $9 == $11 && $16 == 0 &&
			$4 "," $5 != but { print $4, $5, $9, $12 }'
}

# near_and_far FILE: the paths of fentry on the module's own function. Where it was loaded decides
# whether a branch of arm64 reaches BPF's trampoline; in these guests that hangs on a few pages.
near_and_far() {
	grep '"record":"proof"' "$1" | grep '"workload":"kloop"' | grep '"configuration":"fentry"' |
		sed 's/.*"attachment":[0-9]*,"path":"\([a-z-]*\)".*/\1/' | awk '!seen[$0]++'
}

# told FILE PATH...: the run is trusted (0) if there is one path, and refused for two (5)
told() {
	local file=$1 status=0 remark
	shift
	build/x86_64/tracetoll report "$file" >"$work/told" 2>"$work/refusal" || status=$?
	remark=$(tr -s '\n ' ' ' <"$work/told" | grep -o 'invalid sample.*' || true)
	case $#,$status,$remark in
	1,0,) ;;
	2,5,"invalid samples: blocks took different paths, $1 and then $2 "*)
		grep -q 'blocks took different paths' "$work/refusal"
		;;
	*) false ;;
	esac
}

for kernel in $kernels; do
	file=$work/$kernel.jsonl
	words=(-c "direct,ops1,fentry" -w "kloop,getppid" --blocks 6)
	status=$(status_of guest --kernel "$kernel" -o "$file" -- run --reload 2 "${words[@]}")
	mapfile -t paths < <(near_and_far "$file")
	# A row that took two paths is told; all others are to be as ever.
	split=$([ "${#paths[@]}" -eq 1 ] || echo kloop,fentry)
	check "$kernel: loaded anew after two blocks, fentry by ${paths[*]} ($status)" \
		test "$status" -eq $((${#paths[@]} == 1 ? 0 : 5))
	check "$kernel: one path is trusted, two are refused by name" told "$file" "${paths[@]}"
	for load in 0 1 2; do
		check "$kernel: load $load has samples of two blocks" \
			test "$(records sample "\"load\":$load\\b" "$file")" -ge 16
	done
	check "$kernel: there is no other load" test "$(records sample '"load":3' "$file")" -eq 0
	check "$kernel: each load lies elsewhere ($(addresses kloop "$file" | tr '\n' ' '))" \
		test "$(addresses kloop "$file" | wc -l)" -eq 3
	check "$kernel: the kernel's own function does not" test "$(addresses getppid "$file" | wc -l)" -eq 1
	check "$kernel: instructions are the same in each" \
		test "$(values "$file" "$split" | wc -l)" -eq $((${#paths[@]} == 1 ? 8 : 7))

	check "$kernel: loaded once" test "$(status_of guest --kernel "$kernel" \
		-o "$work/once.jsonl" -- run "${words[@]}")" -eq 0
	check "$kernel: gives the same numbers" \
		cmp <(values "$file" "$split") <(values "$work/once.jsonl" "$split")
	rm "$work/once.jsonl"
done

if [ "$architecture" = arm64 ]; then
	check "the far module, too" test "$(status_of guest -o "$work/far.jsonl" -- \
		run --reload 1 --blocks 3 -c direct-far -w kloop,kloop-far)" -eq 0
	check "the far tracee lies elsewhere at each load ($(addresses kloop-far "$work/far.jsonl" | tr '\n' ' '))" \
		test "$(addresses kloop-far "$work/far.jsonl" | wc -l)" -eq 3
	check "and takes the same instructions" test "$(values "$work/far.jsonl" | wc -l)" -eq 4
fi
run_program "${kernels%%[[:space:]]*}" guest-reload
finish
