#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs that end at random moments, in every way, leave nothing behind (the program's own
# words tell more).
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh

words=()
for configuration in direct-far direct-br direct-ret direct-c ops1-rcu ops1-recursion stub2 graph; do
	words+=(-c "$configuration")
done
for workload in kloop-far kloop-core; do
	words+=(-w "$workload")
done
# Others on a second kernel, and fewer: what is promised is 200 on each architecture.
rounds=200 seed=1
for kernel in $kernels; do
	run_program "$kernel" guest-kills -n "$rounds" -s "$seed" "${words[@]}"
	rounds=100 seed=$((seed + 1))
done
finish
