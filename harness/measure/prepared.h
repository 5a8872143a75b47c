/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PREPARED_H
#define PREPARED_H

#include "bench/cold_workload.h"
#include "bench/workload.h"
#include "config/complaint.h"

/* A workload that can run: what its prepare() got. All 0: none is prepared. */
struct prepared {
	const struct workload *workload;
	void *state; /* for struct workload_run */
	struct eviction eviction; /* open for a cold one */
};

/*
 * Gets what the workload needs. Returns 0, or -EOPNOTSUPP: it cannot be had here, and
 * @complaint says why.
 */
int prepared_begin(struct prepared *prepared, const struct workload *workload,
		   struct complaint *complaint);

/*
 * Makes the calls of @run, whose state is filled in here: the one way to run whatever is prepared.
 * Returns 0 or a negative errno; -EINTR: a signal came, and not all were made.
 */
int prepared_run(struct prepared *prepared, const struct workload_run *run);

/* Lets it go; nothing if none is prepared. */
void prepared_end(struct prepared *prepared);

#endif /* PREPARED_H */
