#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What `list --try` says that this kernel cannot do is what `run` cannot measure; and where
# nothing can be known, it says that, too.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

# The rows of file $1 that have a reason in the member $2: the first name of each.
with_reason() {
	awk -v member="\"$2\":" '
		$1 == "\"names\":" { split($2, names, "[\",]"); name = names[2] }
		$1 == member && $2 !~ /^null/ { print name }' "$1" | sort
}

# The configurations that the file $1 has no sample of, whatever the workload.
without_sample() {
	comm -23 <(sed -n 's/.*"configurations": *\[\([^]]*\)\].*/\1/p' "$1" | tr ',' '\n' | tr -d '" ' | sort -u) \
		<(grep '"record":"sample"' "$1" | sed 's/.*"configuration":"\([^"]*\)".*/\1/' | sort -u)
}

for kernel in $kernels; do
	check "$kernel: list --try" test "$(status_of guest --kernel "$kernel" -- list --try --json configs)" -eq 0
	cp "$work/out" "$work/list"
	check "$kernel: it knows of each" test -z "$(with_reason "$work/list" unknown)"
	# Numbers of a family are alike: the list asks for the first one.
	names=$(sed -n 's/^ *"names": "\([^",]*\).*/\1/p' "$work/list" | paste -sd,)
	status_of guest --kernel "$kernel" -o "$work/$kernel.jsonl" -- \
		run -c "$names" -w kloop,getppid --blocks 1 >/dev/null
	check "$kernel: run measures $(grep -c '"names"' "$work/list") configurations" test -s "$work/$kernel.jsonl"
	check "$kernel: what is not here is what cannot be measured" \
		diff <(with_reason "$work/list" unavailable) <(without_sample "$work/$kernel.jsonl")
	check "$kernel: every workload's tracee is known" \
		test "$(status_of guest --kernel "$kernel" -- list workloads)" -eq 0
	check "$kernel: and is here, but for what only arm64 has" test \
		"$(grep -c 'not here: ' "$work/out" || true)" -eq "$([ "$architecture" = arm64 ] && echo 0 || echo 1)"
	check "$kernel: without --try the module is not loaded" \
		test "$(status_of guest --kernel "$kernel" -- list)" -eq 0
	check "$kernel: and what is not known is said" grep -qF "'?' is not known so: run as root, with --try" "$work/out"
	check "$kernel: at most 80 columns" test "$(wc -L <"$work/out")" -le 80
done
finish
