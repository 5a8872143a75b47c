/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EXECUTOR_H
#define EXECUTOR_H

#include <stdbool.h>

#include "attach/attachment.h"
#include "bench/workload.h"
#include "config/complaint.h"
#include "config/configuration.h"
#include "result/record.h"
#include "site/evidence.h"

/*
 * What a session needs of the machine. The real one is kernel_executor.c; tests
 * bring one that plays back what they want to see.
 */
struct executor {
	void *context;

	/*
	 * Puts the configuration on the workload's tracee: as it is measured, or @counting
	 * what is called. Returns 0, -EOPNOTSUPP (cannot be done here; complaint says why), or
	 * another negative errno.
	 */
	int (*attach)(void *context, const struct configuration *configuration,
		      const struct workload *workload, bool counting, struct complaint *complaint);

	/* What was counted since an attach with @counting. Returns 0 or a negative errno. */
	int (*read_hits)(void *context, struct attached_hits *hits, struct complaint *complaint);

	/* Undoes it. Returns 0 or a negative errno: the kernel is not as before. */
	int (*detach)(void *context, struct complaint *complaint);

	/*
	 * Finds out all that is known of the tracee at this moment. @whole: also what
	 * is too dear to be asked around every sample (enabled_functions).
	 */
	int (*look)(void *context, bool whole, struct evidence *evidence,
		    struct complaint *complaint);

	/*
	 * batches x calls_per_batch calls of the workload, of which nothing is measured. -EINTR:
	 * a signal came, and not all were made.
	 */
	int (*call)(void *context, const struct workload *workload, unsigned int batches,
		    unsigned int calls_per_batch, struct complaint *complaint);

	/* One measurement of batches x calls_per_batch calls. */
	int (*measure)(void *context, const struct workload *workload, unsigned int batches,
		       unsigned int calls_per_batch, struct measurement *measurement,
		       struct complaint *complaint);

	/* Lets the kernel finish what an attachment left behind (RCU work). */
	void (*settle)(void *context);

	/*
	 * Loads the module anew, so that what it holds lies elsewhere, and looks at the tracees
	 * again. Nothing is attached. Returns 0 or a negative errno. May be NULL: there is none.
	 */
	int (*reload)(void *context, struct complaint *complaint);

	/*
	 * Whether a counter that was believed at the start is not any more; asked once, at the
	 * end. Returns 1 with @text, which says why, or 0. May be NULL.
	 */
	int (*counter_died)(void *context, char *text, size_t size);

	/*
	 * What is other about this machine than when it was asked last: one fact, as a line for
	 * people. Returns 1 with @text, or 0: there is no more. May be NULL.
	 */
	int (*change)(void *context, char *text, size_t size);

	/*
	 * The next line of the kernel log since the start that nobody would measure
	 * beside (a WARN, an oops, an RCU stall). Returns 1 with @text, 0 if there is
	 * none, or a negative errno: the log cannot be read.
	 */
	int (*finding)(void *context, char *text, size_t size);

	/* The time now, in nanoseconds, of a clock that only goes forward. NULL: the system's. */
	uint64_t (*now)(void *context);

	/* True once somebody asked the run to stop (a signal). */
	bool (*stopped)(void *context);
};

#endif /* EXECUTOR_H */
