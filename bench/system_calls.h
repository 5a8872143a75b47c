/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYSTEM_CALLS_H
#define SYSTEM_CALLS_H

#include "bench/workload.h"

#define SYSTEM_CALL_ARGUMENTS 6

/* A system call as the kernel sees it. */
struct system_call {
	long number;
	long arguments[SYSTEM_CALL_ARGUMENTS];
};

/* Two of them: the second one has the first one's arguments but for its own first. */
struct system_call_pair {
	struct system_call first;
	long number;
	long argument;
};

/*
 * Each makes the bare system calls of one run: nothing but the loops of
 * bench/ARCH/system_call.h, or those without the calls. What the calls return is not
 * looked at: prepare() finds out whether they can be made. Return 0.
 */

/* A system call that takes no arguments. */
int system_calls_run_plain(const struct workload_run *run, long number);

int system_calls_run(const struct workload_run *run, const struct system_call *call);

int system_calls_run_pair(const struct workload_run *run, const struct system_call_pair *pair);

/* As a pair whose second call takes what the first one returned, not pair->argument. */
int system_calls_run_chain(const struct workload_run *run, const struct system_call_pair *pair);

#endif /* SYSTEM_CALLS_H */
