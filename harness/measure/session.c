// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs a plan through an executor, and judges nothing but validity.
 */
#include "measure/session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "measure/findings.h"
#include "measure/session_parts.h"

#define WRITE_ADVICE "free some space; what was measured so far is in the file"

static int demand_written(struct session *session, int err)
{
	if (err)
		return complain(session->complaint, EXIT_CODE_FAILED, err, WRITE_ADVICE,
				"cannot write the result file");
	return 0;
}

int session_append(struct session *session, json_t *record)
{
	return demand_written(session, result_writer_append(session->terms->writer, record));
}

int session_append_line(struct session *session, char *line)
{
	return demand_written(session, result_writer_append_line(session->terms->writer, line));
}

int session_append_event(struct session *session, const struct cell *cell, const char *kind,
			 const char *text)
{
	return session_append(
		session, record_event(kind, cell->workload->name, cell->configuration->name, text));
}

int session_sync(struct session *session)
{
	return demand_written(session, result_writer_sync(session->terms->writer));
}

/* Facts of the machine that were other before this block. */
static int append_changes(struct session *session)
{
	const struct executor *executor = session->executor;
	char text[EVIDENCE_TEXT_SIZE];
	int err = 0;

	if (frequency_stepped(&session->frequency, text, sizeof(text)))
		err = session_append(session, record_event("changed", NULL, NULL, text));
	while (!err && executor->change &&
	       executor->change(executor->context, text, sizeof(text)) > 0)
		err = session_append(session, record_event("changed", NULL, NULL, text));
	return err;
}

/* What a sample cannot tell: that something rare is not counted any more. */
static int look_at_counters(struct session *session)
{
	const struct executor *executor = session->executor;
	char text[EVIDENCE_TEXT_SIZE];

	if (!executor->counter_died ||
	    !executor->counter_died(executor->context, text, sizeof(text)))
		return 0;
	session->totals->counter_died = true;
	return session_append(session, record_event("counter", NULL, NULL, text));
}

/* After each so many blocks, if the plan asks for it. */
static int reload(struct session *session)
{
	const struct executor *executor = session->executor;
	unsigned int every = session->plan->reload;

	if (!every || !session->block || session->block % every || !executor->reload)
		return 0;
	session->load++;
	return executor->reload(executor->context, session->complaint);
}

static int run_block(struct session *session, struct plan_cell *cells)
{
	const struct executor *executor = session->executor;
	int err = reload(session);

	if (err)
		return err;
	plan_order(session->plan, session->block, cells);
	for (size_t i = 0; i < plan_cells(session->plan); i++) {
		if (executor->stopped(executor->context)) {
			session->totals->stopped = true;
			return 0;
		}
		err = cell_run(session, &cells[i]);
		if (err)
			return err;
	}
	if (executor->stopped(executor->context))
		session->totals->stopped = true;
	err = findings_append(executor, session->terms->writer, &session->totals->findings,
			      session->complaint);
	if (!err)
		err = append_changes(session);
	return err ? err : session_sync(session);
}

static int run_blocks(struct session *session, struct plan_cell *cells)
{
	const struct session_terms *terms = session->terms;
	struct session_totals *totals = session->totals;
	bool enough = false;
	int err;

	while (!enough) {
		err = run_block(session, cells);

		if (err)
			return err;
		if (totals->stopped)
			break;
		totals->blocks = ++session->block;
		err = session_is_enough(session, &enough);
		if (err)
			return err;
		terms->progress(terms->progress_context, totals->blocks, session->plan->blocks);
	}
	err = look_at_counters(session);
	return err ? err : session_end_stop(session);
}

static int run_plan(struct session *session)
{
	struct plan_cell *cells = calloc(plan_cells(session->plan), sizeof(*cells));
	int err;

	session->states = calloc(plan_cells(session->plan), sizeof(*session->states));
	precision_begin(&session->precision, session->plan,
			session->terms->clock.counts_instructions);
	frequency_begin(&session->frequency, session->plan, &session->terms->clock);
	session->start_ns = session_now(session);
	if (cells && session->states)
		err = run_blocks(session, cells);
	else
		err = complain(session->complaint, EXIT_CODE_FAILED, -ENOMEM, "",
			       "cannot start a session");
	session->totals->engine_ns = engine_cost_median(&session->cost);
	precision_end(&session->precision);
	free(session->states);
	free(cells);
	return err;
}

int session_run(const struct session_terms *terms, struct session_totals *totals,
		struct complaint *complaint)
{
	const struct plan *plan = terms->plan;
	struct session session = {
		.terms = terms,
		.plan = plan,
		.executor = terms->executor,
		.totals = totals,
		.complaint = complaint,
	};

	memset(totals, 0, sizeof(*totals));
	for (size_t i = 0; i < plan->event_count; i++)
		session.event_names[i] = plan->events[i].name;
	return run_plan(&session);
}
