/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COUNTS_H
#define COUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/configuration.h"
#include "config/path.h"
#include "kmod/tracetoll_ioctl.h"

#define COUNTS_REASON_SIZE 256

/*
 * How often everything that the module counts was hit: so many times in all, or so many
 * times for each call of the tracee.
 */
struct counts {
	unsigned int relevant_ops; /* of the next, how many are looked at */
	unsigned int irrelevant_ops;
	uint64_t relevant[TRACETOLL_RELEVANT_MAX];
	uint64_t irrelevant[TRACETOLL_IRRELEVANT_MAX];
	uint64_t trampoline_a; /* TRACETOLL_TRAMPOLINE_COUNT_A */
	uint64_t trampoline_b;
	uint64_t fprobe_entry;
	uint64_t fprobe_exit;
	uint64_t misaligned; /* of all hits, those with a stack that is not aligned */
};

/*
 * Whether an ops with the flag STUB is called on that path: the walk over all ops leaves
 * it out (__ftrace_ops_list_func), a literal or a trampoline of its own does not.
 */
bool counts_stub_is_called(enum path path);

/* What one call of the tracee hits with @configuration attached, on @path. */
void counts_expect(struct counts *expected, const struct configuration *configuration,
		   enum path path);

/*
 * Whether @calls calls of the tracee hit everything as @per_call says. If not, @reason says
 * which was not. The stack is not looked at.
 */
bool counts_judge(const struct counts *per_call, uint64_t calls, const struct counts *found,
		  char *reason, size_t size);

/* Whether anything is there that could be hit, rightly or not. */
bool counts_can_tell(const struct counts *per_call);

/* All hits of callbacks and trampolines that look at their stack. */
uint64_t counts_hits(const struct counts *counts);

/* Whether the stack was aligned at each of the hits, and there were some. */
bool counts_judge_stack(const struct counts *found, char *reason, size_t size);

/*
 * Whether @calls calls, while trampolines were swapped, all took one of the two (@a, @b:
 * how often each was hit), none both, and both were taken.
 */
bool counts_judge_swap(uint64_t calls, uint64_t a, uint64_t b, char *reason, size_t size);

#endif /* COUNTS_H */
