/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SESSION_H
#define SESSION_H

#include <stdint.h>

#include "config/complaint.h"
#include "config/dispatch.h"
#include "measure/executor.h"
#include "measure/plan.h"
#include "measure/precision.h"
#include "measure/session_clock.h"
#include "result/writer.h"
#include "site/check.h"

/* A sample that interrupts hit this often in a row is given up for its block. */
#define SESSION_ATTEMPTS_MAX 50

/* Why no block followed the last one. */
struct session_stop {
	const char *by; /* "blocks", "precision", "time" or "signal" */
	enum stop_reached reached;
	char text[RECORD_TEXT_SIZE]; /* of a precision: how near it is; "": none was asked for */
};

/* What a session did, for the verb's last words and its exit code. */
struct session_totals {
	uint64_t samples; /* sample records written */
	uint64_t valid;
	uint64_t interrupted; /* hit by an interrupt and measured again */
	uint64_t invalid;
	unsigned int blocks; /* complete ones */
	size_t cells_unavailable; /* of a block's cells */
	unsigned int findings; /* lines of the kernel log that nobody measures beside */
	bool counter_died; /* so that none of its counts is to be believed */
	bool stopped; /* somebody asked for it */
	struct session_stop stop;
	struct precision_state precision; /* as it was looked at last */
	uint64_t block_ns; /* that a block took, on average */
	uint64_t left_ns; /* until the plan is done, about */
	uint64_t engine_ns; /* of a sample, beside what is measured: the median; 0: not known */
};

/* Called after each block: blocks done, of at most how many. The totals tell more. */
typedef void (*session_progress)(void *context, unsigned int done, unsigned int blocks);

/* All that a session works with; borrowed. */
struct session_terms {
	struct session_clock clock;
	const struct plan *plan;
	const struct kernel_abilities *abilities;
	const struct executor *executor;
	const struct check_list *checks;
	const struct baseline *baselines; /* one for each of the plan's workloads */
	struct result_writer *writer;
	session_progress progress;
	void *progress_context;
};

/*
 * Runs the plan: for each block every cell once, in the block's order: attach,
 * prove, sample, look again, detach. Everything goes into the writer as it happens; the
 * header must be there already and the end is the caller's. Returns 0 (also when
 * stopped) or a negative errno with @complaint filled in; either way @totals are
 * right and nothing is left attached, or the complaint says that something is.
 */
int session_run(const struct session_terms *terms, struct session_totals *totals,
		struct complaint *complaint);

#endif /* SESSION_H */
