// SPDX-License-Identifier: GPL-2.0-only
/*
 * The samples of what is attached.
 */
#include <stdio.h>

#include "measure/judge.h"
#include "measure/session_parts.h"

/*
 * Warms up what the sample will use. What looked around before left its traces, too: a
 * process that opened and closed other files looks for its next descriptor elsewhere.
 */
static int warm_up(struct session *session, const struct cell *cell)
{
	struct measurement measurement;

	return cell_measure(session, cell, 2, &measurement);
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
	judge_sample(session->terms->checks, &cell->claim, &cell->before, &cell->after, sample);
	if (sample->status != SAMPLE_INVALID && cell->state->hits.reason[0]) {
		sample->status = SAMPLE_INVALID;
		snprintf(sample->reason, sizeof(sample->reason), "%s", cell->state->hits.reason);
	}
	if (sample->status == SAMPLE_INTERRUPTED && sample->attempt == SESSION_ATTEMPTS_MAX) {
		char last[128];

		snprintf(last, sizeof(last), "%.127s", sample->reason);
		sample->status = SAMPLE_INVALID;
		snprintf(sample->reason, sizeof(sample->reason),
			 "all %d attempts were disturbed (%s); ask for fewer calls (--calls)",
			 SESSION_ATTEMPTS_MAX, last);
	}
	sample->path_after = path_name(cell->after.path);
	count_sample(session->totals, sample->status);
	return session_append(
		session, record_sample(sample, session->event_names, session->plan->event_count));
}

/* A sample that an interrupt hit is kept, marked and measured again. */
static int take_until_undisturbed(struct session *session, struct cell *cell, struct sample *sample)
{
	int err;

	do {
		if (session->executor->stopped(session->executor->context))
			return 0;
		sample->attempt++;
		err = warm_up(session, cell);
		if (!err)
			err = take_sample(session, cell, sample);
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
