/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SESSION_H
#define SESSION_H

#include <stdint.h>

#include "config/complaint.h"
#include "config/dispatch.h"
#include "measure/executor.h"
#include "measure/plan.h"
#include "result/writer.h"

/* A sample that interrupts hit this often in a row is given up for its block. */
#define SESSION_ATTEMPTS_MAX 50

/* What a session did, for the verb's last words and its exit code. */
struct session_totals {
	uint64_t samples; /* sample records written */
	uint64_t valid;
	uint64_t interrupted; /* hit by an interrupt and measured again */
	uint64_t invalid;
	unsigned int blocks; /* complete ones */
	size_t cells_unavailable; /* of a block's cells */
	bool stopped; /* somebody asked for it */
};

/* Called after each block: blocks done, of how many. */
typedef void (*session_progress)(void *context, unsigned int done, unsigned int blocks);

/*
 * Runs the plan: for each block every cell once, in the block's order: attach,
 * prove, sample, prove, detach. Everything goes into @writer as it happens; the
 * header must be there already and the end is the caller's. Returns 0 (also when
 * stopped) or a negative errno with @complaint filled in; either way @totals are
 * right and nothing is left attached, or the complaint says that something is.
 */
int session_run(const struct plan *plan, const struct kernel_abilities *abilities,
		const struct executor *executor, struct result_writer *writer,
		session_progress progress, void *progress_context, struct session_totals *totals,
		struct complaint *complaint);

/*
 * Batches for @calls calls with @ops ops registered, so that a batch twice as long as
 * needed stays within the module's limit. The calls are rounded up to a multiple of it.
 */
unsigned int session_batches(unsigned int calls, unsigned int ops);

/*
 * N for a cell of which @calls calls took @time_ns: the largest power of two
 * with which 2N calls stay within a quarter of the shortest usual timer tick, so
 * that most samples are hit by no interrupt.
 */
unsigned int session_calls_for(uint64_t calls, uint64_t time_ns);

#endif /* SESSION_H */
