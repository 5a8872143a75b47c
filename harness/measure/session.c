// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs a plan through an executor, and judges nothing but validity.
 */
#include "measure/session.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure/attached_proof.h"
#include "measure/calibration.h"
#include "measure/cell_notes.h"
#include "measure/findings.h"
#include "measure/hit_proof.h"
#include "measure/judge.h"
#include "measure/proof_record.h"

#define CALIBRATION_CALLS 16
#define CALIBRATION_TRIES 5
#define WRITE_ADVICE "free some space; what was measured so far is in the file"

/* What is remembered of a cell from block to block. */
struct cell_state {
	bool unavailable;
	bool noted; /* what its numbers hold was said */
	bool counted; /* the next was found out */
	struct hit_proof hits;
	unsigned int batches;
	unsigned int calls_per_batch; /* of the short run; 0: not calibrated yet */
};

struct session {
	const struct session_terms *terms;
	const struct plan *plan;
	const struct executor *executor;
	struct session_totals *totals;
	struct complaint *complaint;
	struct cell_state *states;
	const char *event_names[RECORD_COUNTERS_MAX];
	unsigned int block;
	unsigned int load; /* of the module, from 0 */
};

/* One cell that is being measured. */
struct cell {
	const struct configuration *configuration;
	const struct workload *workload;
	struct cell_state *state;
	struct claim claim;
	struct evidence before; /* the proof, from after the attach */
	struct evidence after; /* from after a sample */
};

static int append(struct session *session, json_t *record)
{
	int err = result_writer_append(session->terms->writer, record);

	if (err)
		return complain(session->complaint, EXIT_CODE_FAILED, err, WRITE_ADVICE,
				"cannot write the result file");
	return 0;
}

static int append_unavailable(struct session *session, struct cell *cell, const char *text)
{
	cell->state->unavailable = true;
	session->totals->cells_unavailable++;
	return append(session, record_event("unavailable", cell->workload->name,
					    cell->configuration->name, text));
}

static int append_cell_event(struct session *session, const struct cell *cell, const char *kind,
			     const char *text)
{
	return append(session,
		      record_event(kind, cell->workload->name, cell->configuration->name, text));
}

static void set_calls(const struct session *session, struct cell *cell, unsigned int calls)
{
	unsigned int ops = configuration_ops_on_tracee(cell->configuration,
						       session->terms->abilities->architecture) +
			   cell->configuration->irrelevant;

	cell->state->batches = calibration_batches(calls, ops);
	cell->state->calls_per_batch = (calls + cell->state->batches - 1) / cell->state->batches;
}

static int measure_once(struct session *session, const struct cell *cell, unsigned int times,
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
	err = measure_once(session, cell, 1, &once);
	for (int i = 0; !err && i < CALIBRATION_TRIES; i++) {
		err = measure_once(session, cell, 1, &once);
		if (!err)
			err = measure_once(session, cell, 2, &twice);
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
static int prepare(struct session *session, struct cell *cell)
{
	if (cell->state->calls_per_batch)
		return 0;
	if (!session->plan->calls)
		return calibrate(session, cell);
	set_calls(session, cell, session->plan->calls);
	return 0;
}

/*
 * Warms up what the sample will use. What looked around before left its traces, too: a
 * process that opened and closed other files looks for its next descriptor elsewhere.
 */
static int warm_up(struct session *session, const struct cell *cell)
{
	struct measurement measurement;

	return measure_once(session, cell, 2, &measurement);
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
	int err = measure_once(session, cell, 1, &sample->short_run);

	if (!err)
		err = measure_once(session, cell, 2, &sample->long_run);
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
	return append(session,
		      record_sample(sample, session->event_names, session->plan->event_count));
}

/* A sample that an interrupt hit is kept, marked and measured again. */
static int sample_cell(struct session *session, struct cell *cell)
{
	struct sample sample = {
		.block = session->block,
		.workload = cell->workload->name,
		.configuration = cell->configuration->name,
		.path_before = path_name(cell->before.path),
		.expected_path = path_name(cell->claim.expected),
	};
	int err = prepare(session, cell);

	do {
		if (err || session->executor->stopped(session->executor->context))
			return err;
		sample.attempt++;
		err = warm_up(session, cell);
		if (!err)
			err = take_sample(session, cell, &sample);
	} while (sample.status == SAMPLE_INTERRUPTED);
	return err;
}

/* What a reader must know of a cell whose numbers are sound, once. */
static int append_notes(struct session *session, struct cell *cell)
{
	struct cell_note note;
	int err = 0;

	if (cell->state->noted)
		return 0;
	cell->state->noted = true;
	for (size_t i = 0; !err && cell_note(&cell->claim, &cell->before, i, &note); i++)
		err = append_cell_event(session, cell, note.kind, note.text);
	return err;
}

/* The path's reason, or why those who are attached are not hit. */
static const char *unproven(const struct cell *cell, const struct attached_proof *proof)
{
	if (!proof->proven)
		return proof->reason;
	return cell->state->hits.reason[0] ? cell->state->hits.reason : NULL;
}

static int measure_attached(struct session *session, struct cell *cell)
{
	struct attached_proof proof;
	int err = prove_attached(session->executor, session->terms->checks, &cell->claim,
				 &cell->before, &proof, session->complaint);

	if (err)
		return err;
	err = append(session,
		     proof_record(session->block, cell->workload->name, &cell->claim, &cell->before,
				  &cell->state->hits, unproven(cell, &proof)));
	if (err)
		return err;
	if (proof.placement[0])
		return append_unavailable(session, cell, proof.placement);
	err = append_notes(session, cell);
	return err ? err : sample_cell(session, cell);
}

/* Attached, measured, detached; whatever happens, it is detached. */
static int run_attached(struct session *session, struct cell *cell)
{
	const struct executor *executor = session->executor;
	struct complaint detach_complaint;
	int err = measure_attached(session, cell);
	int detach_err = executor->detach(executor->context, &detach_complaint);

	if (!err && detach_err)
		*session->complaint = detach_complaint;
	else if (detach_err)
		/* The first failure is the reason, but this one says what is left behind. */
		snprintf(session->complaint->advice, sizeof(session->complaint->advice),
			 "also: %.200s", detach_complaint.tried);
	return err ? err : detach_err;
}

/* Once for a cell, before it is measured. */
static int count_hits(struct session *session, struct cell *cell)
{
	int err;

	if (cell->state->counted)
		return 0;
	err = prove_hits(session->executor, cell->configuration, cell->workload, &cell->state->hits,
			 session->complaint);
	cell->state->counted = !err;
	return err;
}

static int run_cell(struct session *session, const struct plan_cell *planned)
{
	const struct session_terms *terms = session->terms;
	const struct plan *plan = session->plan;
	const struct executor *executor = session->executor;
	struct cell cell = {
		.configuration = &plan->configurations[planned->configuration],
		.workload = plan->workloads[planned->workload],
		.state = &session->states[planned->workload * plan->configuration_count +
					  planned->configuration],
		.claim = {
			.configuration = &plan->configurations[planned->configuration],
			.abilities = terms->abilities,
			.baseline = &terms->baselines[planned->workload],
		},
	};
	const char *reason;
	int err;

	if (cell.state->unavailable)
		return 0;
	reason = configuration_unavailable(cell.configuration, terms->abilities);
	if (reason)
		return append_unavailable(session, &cell, reason);

	err = count_hits(session, &cell);
	if (!err)
		err = executor->attach(executor->context, cell.configuration, cell.workload, false,
				       session->complaint);
	/* Beside somebody's direct call there is no second one. */
	if (err == -EOPNOTSUPP || (err == -EBUSY && cell.claim.baseline->evidence.book.direct))
		return append_unavailable(session, &cell, session->complaint->tried);
	return err ? err : run_attached(session, &cell);
}

/* Facts of the machine that were other before this block. */
static int append_changes(struct session *session)
{
	const struct executor *executor = session->executor;
	char text[EVIDENCE_TEXT_SIZE];
	int err = 0;

	while (!err && executor->change &&
	       executor->change(executor->context, text, sizeof(text)) > 0)
		err = append(session, record_event("changed", NULL, NULL, text));
	return err;
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
		err = run_cell(session, &cells[i]);
		if (err)
			return err;
	}
	if (executor->stopped(executor->context))
		session->totals->stopped = true;
	err = findings_append(executor, session->terms->writer, &session->totals->findings,
			      session->complaint);
	if (!err)
		err = append_changes(session);
	if (err)
		return err;
	err = result_writer_sync(session->terms->writer);
	if (err)
		return complain(session->complaint, EXIT_CODE_FAILED, err, WRITE_ADVICE,
				"cannot write the result file");
	return 0;
}

static int run_blocks(struct session *session, struct plan_cell *cells)
{
	const struct session_terms *terms = session->terms;
	struct session_totals *totals = session->totals;

	while (!totals->stopped && session->block < session->plan->blocks) {
		int err = run_block(session, cells);

		if (err)
			return err;
		if (!totals->stopped) {
			totals->blocks = ++session->block;
			terms->progress(terms->progress_context, totals->blocks,
					session->plan->blocks);
		}
	}
	return 0;
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
	struct plan_cell *cells = calloc(plan_cells(plan), sizeof(*cells));
	int err;

	memset(totals, 0, sizeof(*totals));
	for (size_t i = 0; i < plan->event_count; i++)
		session.event_names[i] = plan->events[i].name;
	session.states = calloc(plan_cells(plan), sizeof(*session.states));
	if (cells && session.states)
		err = run_blocks(&session, cells);
	else
		err = complain(complaint, EXIT_CODE_FAILED, -ENOMEM, "", "cannot start a session");
	free(session.states);
	free(cells);
	return err;
}
