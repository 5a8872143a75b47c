// SPDX-License-Identifier: GPL-2.0-only
/*
 * How many calls the samples of a cell make.
 */
#include "measure/calibration.h"
#include "measure/session_parts.h"

#define CALIBRATION_CALLS 16
#define CALIBRATION_TRIES 5

static void set_calls(const struct session *session, struct cell *cell, unsigned int calls)
{
	unsigned int ops = configuration_ops_on_tracee(cell->configuration,
						       session->terms->abilities->architecture) +
			   cell->configuration->irrelevant;

	cell->state->batches = calibration_batches(calls, ops);
	cell->state->calls_per_batch = (calls + cell->state->batches - 1) / cell->state->batches;
}

int cell_measure(struct session *session, const struct cell *cell, unsigned int times,
		 struct measurement *measurement)
{
	const struct executor *executor = session->executor;

	return executor->measure(executor->context, cell->workload, cell->state->batches,
				 times * cell->state->calls_per_batch, measurement,
				 session->complaint);
}

/*
 * Finds N for a cell, once, by the time that a few calls take: as in a sample by the
 * difference of two runs, and not by a pair that an interrupt hit.
 */
static int calibrate(struct session *session, struct cell *cell)
{
	struct measurement once = { 0 }, twice = { 0 };
	uint64_t time_ns;
	int err;

	set_calls(session, cell, CALIBRATION_CALLS);
	/* The first run is cold. */
	err = cell_measure(session, cell, 1, &once);
	for (int i = 0; !err && i < CALIBRATION_TRIES; i++) {
		err = cell_measure(session, cell, 1, &once);
		if (!err)
			err = cell_measure(session, cell, 2, &twice);
		if (!err && !once.interrupts && !twice.interrupts)
			break;
	}
	if (err)
		return err;
	time_ns = twice.time_ns > once.time_ns ? twice.time_ns - once.time_ns : 0;
	set_calls(session, cell, calibration_calls(twice.calls - once.calls, time_ns));
	return 0;
}

/* Sets N. */
int cell_prepare(struct session *session, struct cell *cell)
{
	if (cell->state->calls_per_batch)
		return 0;
	if (!session->plan->calls)
		return calibrate(session, cell);
	set_calls(session, cell, session->plan->calls);
	return 0;
}
