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
# What is promised is 200 on each architecture: others on each kernel, and all where there is one.
# shellcheck disable=SC2086 # a list of names
set -- $kernels
rounds=$((200 / $#)) seed=1
for kernel in $kernels; do
	run_program "$kernel" guest-kills -n "$rounds" -s "$seed" "${words[@]}"
	seed=$((seed + 1))
done
finish
