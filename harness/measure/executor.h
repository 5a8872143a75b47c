/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EXECUTOR_H
#define EXECUTOR_H

#include <stdbool.h>

#include "bench/workload.h"
#include "config/complaint.h"
#include "config/configuration.h"
#include "config/path.h"
#include "result/record.h"

/*
 * What a session needs of the machine. The real one is kernel_executor.c; tests
 * bring one that plays back what they want to see.
 */
struct executor {
	void *context;

	/*
	 * Puts the configuration on the workload's tracee. Returns 0, -EOPNOTSUPP
	 * (cannot be done here; complaint says why), or another negative errno.
	 */
	int (*attach)(void *context, const struct configuration *configuration,
		      const struct workload *workload, struct complaint *complaint);

	/* Undoes it. Returns 0 or a negative errno: the kernel is not as before. */
	int (*detach)(void *context, struct complaint *complaint);

	/*
	 * Reads and decodes the patch site and asks the kernel what it thinks is
	 * attached there. Fills in all of @proof that this tells, and @path, which is
	 * PATH_UNKNOWN if the two contradict each other.
	 */
	int (*prove)(void *context, struct proof *proof, enum path *path,
		     struct complaint *complaint);

	/* Only the path, by the patch site: cheap enough to stand around every sample. */
	int (*path)(void *context, enum path *path, struct complaint *complaint);

	/*
	 * Why the path cannot be the expected one on this machine although nothing is
	 * wrong (a trampoline out of branch range), for people; NULL if there is no
	 * such reason. Valid until the next call.
	 */
	const char *(*placement)(void *context, const struct proof *proof, enum path expected);

	/* One measurement of batches x calls_per_batch calls. */
	int (*measure)(void *context, const struct workload *workload, unsigned int batches,
		       unsigned int calls_per_batch, struct measurement *measurement,
		       struct complaint *complaint);

	/* Lets the kernel finish what an attachment left behind (RCU work). */
	void (*settle)(void *context);

	/* True once somebody asked the run to stop (a signal). */
	bool (*stopped)(void *context);
};

#endif /* EXECUTOR_H */
