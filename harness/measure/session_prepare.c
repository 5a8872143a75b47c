// SPDX-License-Identifier: GPL-2.0-only
/*
 * How many calls the samples of a cell make, and whether each call costs the same.
 */
#include <inttypes.h>
#include <stdio.h>

#include "measure/calibration.h"
#include "measure/linearity.h"
#include "measure/session_parts.h"

#define CALIBRATION_CALLS 16
#define CALIBRATION_TRIES 5
#define LINEARITY_TRIES 9
#define LINEARITY_LOOKS 2 /* that must both say it */
#define DOUBT_MAX 1.0 /* percent */

static void set_calls(const struct session *session, struct cell *cell, unsigned int calls)
{
	unsigned int ops = configuration_ops_on_tracee(cell->configuration,
						       session->terms->abilities->architecture) +
			   cell->configuration->irrelevant;

	cell->state->batches = calibration_batches(calls, ops);
	cell->state->calls_per_batch = (calls + cell->state->batches - 1) / cell->state->batches;
}

static int measure_calls(struct session *session, const struct cell *cell,
			 unsigned int calls_per_batch, struct measurement *measurement)
{
	const struct executor *executor = session->executor;

	return executor->measure(executor->context, cell->workload, cell->state->batches,
				 calls_per_batch, measurement, session->complaint);
}

int cell_measure(struct session *session, const struct cell *cell, unsigned int times,
		 struct measurement *measurement)
{
	return measure_calls(session, cell, times * cell->state->calls_per_batch, measurement);
}

/* What N calls take: as in a sample by the difference of two runs, which no interrupt hit. */
static int time_calls(struct session *session, struct cell *cell, uint64_t *calls,
		      uint64_t *time_ns)
{
	struct measurement once = { 0 }, twice = { 0 };
	/* The first run is cold. */
	int err = cell_measure(session, cell, 1, &once);

	for (int i = 0; !err && i < CALIBRATION_TRIES; i++) {
		err = cell_measure(session, cell, 1, &once);
		if (!err)
			err = cell_measure(session, cell, 2, &twice);
		if (!err && !once.interrupts && !twice.interrupts)
			break;
	}
	*calls = twice.calls - once.calls;
	*time_ns = twice.time_ns > once.time_ns ? twice.time_ns - once.time_ns : 0;
	return err;
}

/* Finds N by the time that a few calls take, and that of more where the clock steps wide. */
static int calibrate(struct session *session, struct cell *cell)
{
	const struct session_clock *clock = &session->terms->clock;
	unsigned int more = CALIBRATION_CALLS;
	uint64_t calls, time_ns;
	int err;

	do {
		set_calls(session, cell, more);
		err = time_calls(session, cell, &calls, &time_ns);
		more = calibration_more(clock, more, time_ns);
	} while (!err && more && !session->executor->stopped(session->executor->context));
	if (!err)
		set_calls(session, cell, calibration_calls(clock, calls, time_ns));
	return err;
}

static bool is_disturbed(const struct measurement *run)
{
	return run->interrupts || run->switches != run->waits || run->waits != run->waits_wanted ||
	       run->enabled_ns != run->running_ns || run->doubt || run->suspended_ns ||
	       run->clock_backwards;
}

/* One run of each length, which count if nothing disturbed any of them. */
static int measure_lengths(struct session *session, const struct cell *cell,
			   struct linearity *linearity)
{
	const unsigned int once = cell->state->calls_per_batch;
	const unsigned int calls[LINEARITY_LENGTHS] = {
		[LINEARITY_HALF] = once / 2,
		[LINEARITY_ONCE] = once,
		[LINEARITY_TWICE] = 2 * once,
	};
	bool disturbed = false;
	int err = 0;

	for (size_t i = 0; !err && i < LINEARITY_LENGTHS; i++) {
		struct measurement *run = &linearity->runs[i][linearity->count];

		err = measure_calls(session, cell, calls[i], run);
		disturbed |= is_disturbed(run);
	}
	linearity->count += !err && !disturbed;
	return err;
}

/* A value that the clock cannot tell to a percent is marked. */
static int note_doubt(struct session *session, const struct cell *cell,
		      const struct linearity *linearity)
{
	const struct session_clock *clock = &session->terms->clock;
	const uint64_t time_ns = linearity_time_ns(linearity);
	const double doubt = calibration_doubt(clock, time_ns);
	char text[160];

	if (clock->counts_instructions || doubt <= DOUBT_MAX)
		return 0;
	snprintf(text, sizeof(text),
		 "ns: the clock steps by %" PRIu64 " ns, which is %.1f %% of what %" PRIu64
		 " calls take: more calls (--calls) tell it better",
		 clock->resolution_ns, doubt, linearity->runs[LINEARITY_ONCE]->calls);
	return session_append_event(session, cell, "note", text);
}

/* Fewer than LINEARITY_RUNS of each length if others disturbed it all the time. */
static int measure_linearity(struct session *session, const struct cell *cell,
			     struct linearity *linearity)
{
	int err = 0;

	*linearity = (struct linearity){ 0 };
	for (int i = 0; !err && i < LINEARITY_TRIES && linearity->count < LINEARITY_RUNS; i++) {
		if (session->executor->stopped(session->executor->context))
			return 0;
		err = measure_lengths(session, cell, linearity);
	}
	return err;
}

/* Noise alone passes for it once in 200 times, and a run asks hundreds of times: so twice. */
static int check_linearity(struct session *session, struct cell *cell)
{
	const struct plan *plan = session->plan;
	struct linearity linearity;
	char text[RECORD_TEXT_SIZE];
	bool differs = true;
	int err = 0;

	/* Half of a call cannot be made. */
	if (cell->state->calls_per_batch < 2)
		return 0;
	for (int look = 0; look < LINEARITY_LOOKS && differs; look++) {
		err = measure_linearity(session, cell, &linearity);
		if (err || linearity.count < LINEARITY_RUNS)
			return err;
		if (!look)
			err = note_doubt(session, cell, &linearity);
		if (err)
			return err;
		differs = linearity_differs(&linearity, plan->events, plan->event_count,
					    &session->terms->clock, text, sizeof(text));
	}
	return differs ? session_append_event(session, cell, "nonlinear", text) : 0;
}

int cell_prepare(struct session *session, struct cell *cell)
{
	int err = 0;

	if (cell->state->calls_per_batch)
		return 0;
	if (session->plan->calls)
		set_calls(session, cell, session->plan->calls);
	else
		err = calibrate(session, cell);
	return err ? err : check_linearity(session, cell);
}
