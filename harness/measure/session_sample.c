// SPDX-License-Identifier: GPL-2.0-only
/*
 * The samples of what is attached.
 */
#include <errno.h>
#include <stdio.h>

#include "measure/judge.h"
#include "measure/session_parts.h"

#define JUMPS_TOLD_MAX 10 /* events; all samples are marked */

/*
 * Warms up what the sample will use. What looked around before left its traces, too: a
 * process that opened and closed other files looks for its next descriptor elsewhere.
 */
static int warm_up(struct session *session, const struct cell *cell,
		   struct measurement *measurement)
{
	return cell_measure(session, cell, 2, measurement);
}

static void count_sample(struct session_totals *totals, enum sample_status status)
{
	totals->samples++;
	if (status == SAMPLE_VALID)
		totals->valid++;
	else if (status == SAMPLE_INTERRUPTED)
		totals->interrupted++;
	else
		totals->invalid++;
}

/* What is wrong with the whole cell is wrong with its samples; that is no reason to go on. */
static void judge(struct session *session, struct cell *cell, struct sample *sample)
{
	judge_sample(session->terms->checks, &cell->claim, &cell->before, &cell->after, sample);
	if (sample->status != SAMPLE_INVALID && cell->state->hits.reason[0]) {
		sample->status = SAMPLE_INVALID;
		snprintf(sample->reason, sizeof(sample->reason), "%s", cell->state->hits.reason);
	}
}

/*
 * The workload's calls run in the kernel, and take instructions and cycles there: of twice the
 * calls such a counter shows more, or it has stopped. What it counts besides hardly matters.
 */
static bool must_move(const struct cell *cell, const struct event *event)
{
	return event->kernel && event->row && event->row->loop == EVENT_LOOP_SUBTRACT &&
	       !cell->configuration->row->without_call;
}

static void judge_counters(const struct session *session, const struct cell *cell,
			   struct sample *sample)
{
	for (size_t i = 0; i < session->plan->event_count; i++) {
		const struct event *event = &session->plan->events[i];

		if (sample->status != SAMPLE_VALID || !must_move(cell, event) ||
		    sample->long_run.counters[i] > sample->short_run.counters[i])
			continue;
		sample->status = SAMPLE_INVALID;
		snprintf(sample->reason, sizeof(sample->reason),
			 "twice the calls did not move the counter of %s", event->name);
	}
}

/* Of a sample that nothing else is wrong with. */
static int judge_clock(struct session *session, struct cell *cell, struct sample *sample)
{
	const bool counted =
		session->plan->event_count && !session->terms->clock.counts_instructions;

	if (sample->status != SAMPLE_VALID ||
	    !clock_watch_jumped(&cell->state->clock, sample, counted, sample->reason,
				sizeof(sample->reason)))
		return 0;
	sample->status = SAMPLE_INTERRUPTED;
	if (session->jumps_told++ >= JUMPS_TOLD_MAX)
		return 0;
	return session_append(session, record_event("changed", NULL, NULL, sample->reason));
}

static void give_up_last(struct sample *sample)
{
	char last[160];

	if (sample->status != SAMPLE_INTERRUPTED || sample->attempt < SESSION_ATTEMPTS_MAX)
		return;
	snprintf(last, sizeof(last), "%.159s", sample->reason);
	sample->status = SAMPLE_INVALID;
	snprintf(sample->reason, sizeof(sample->reason),
		 "all %d attempts were disturbed (%s); ask for fewer calls (--calls)",
		 SESSION_ATTEMPTS_MAX, last);
}

/* What the rest of the session learns of a sample. */
static int learn(struct session *session, struct cell *cell, const struct sample *sample)
{
	if (sample->status != SAMPLE_VALID)
		return 0;
	clock_watch_add(&cell->state->clock, sample);
	frequency_add(&session->frequency, cell->workload, &sample->short_run, &sample->long_run);
	if (precision_add(&session->precision, &cell->planned, session->block, &sample->short_run,
			  &sample->long_run))
		return complain(session->complaint, EXIT_CODE_FAILED, -ENOMEM, "",
				"cannot keep what was measured");
	return 0;
}

static int append_sample(struct session *session, const struct sample *sample)
{
	char *line = record_sample(sample, session->event_names, session->plan->event_count);

	count_sample(session->totals, sample->status);
	return session_append_line(session, line);
}

/* The CPU is gone: what was measured last is worth nothing, and the complaint says why. */
static int append_lost(struct session *session, struct sample *sample)
{
	struct complaint why = *session->complaint;

	sample->status = SAMPLE_INVALID;
	snprintf(sample->reason, sizeof(sample->reason), "%s", why.tried);
	sample->path_after = path_name(PATH_UNKNOWN);
	if (!append_sample(session, sample))
		*session->complaint = why;
	return -ENODEV;
}

static int take_sample(struct session *session, struct cell *cell, struct sample *sample)
{
	const struct executor *executor = session->executor;
	int err = cell_measure(session, cell, 1, &sample->short_run);

	if (!err)
		err = cell_measure(session, cell, 2, &sample->long_run);
	if (!err)
		err = executor->look(executor->context, false, &cell->after, session->complaint);
	if (err)
		return err;
	judge(session, cell, sample);
	judge_counters(session, cell, sample);
	err = judge_clock(session, cell, sample);
	give_up_last(sample);
	sample->path_after = path_name(cell->after.path);
	if (!err)
		err = append_sample(session, sample);
	return err ? err : learn(session, cell, sample);
}

static uint64_t spent_on(const struct measurement *run)
{
	return run->spent_ns ? run->spent_ns : run->time_ns;
}

/* What it takes beside the runs themselves is the engine's. */
static int attempt_sample(struct session *session, struct cell *cell, struct sample *sample)
{
	const uint64_t start = session_now(session);
	struct measurement warm = { 0 };
	uint64_t all, measured;
	int err = warm_up(session, cell, &warm);

	if (!err)
		err = take_sample(session, cell, sample);
	if (err == -ENODEV)
		return append_lost(session, sample);
	if (err)
		return err;
	all = session_now(session) - start;
	measured = spent_on(&warm) + spent_on(&sample->short_run) + spent_on(&sample->long_run);
	if (all > measured)
		engine_cost_add(&session->cost, all - measured);
	return 0;
}

/* A sample that an interrupt hit is kept, marked and measured again. */
static int take_until_undisturbed(struct session *session, struct cell *cell, struct sample *sample)
{
	int err;

	do {
		if (session->executor->stopped(session->executor->context))
			return 0;
		sample->attempt++;
		err = attempt_sample(session, cell, sample);
	} while (!err && sample->status == SAMPLE_INTERRUPTED);
	return err;
}

int cell_sample(struct session *session, struct cell *cell)
{
	const unsigned int samples = session->plan->samples ? session->plan->samples : 1;
	int err = 0;

	for (unsigned int index = 0; !err && index < samples; index++) {
		struct sample sample = {
			.block = session->block,
			.workload = cell->workload->name,
			.configuration = cell->configuration->name,
			.load = session->load,
			.attachment = cell->attachment,
			.index = index,
			.path_before = path_name(cell->before.path),
			.expected_path = path_name(cell->claim.expected),
		};

		err = take_until_undisturbed(session, cell, &sample);
	}
	return err;
}
