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

#include "kmod/tracetoll_ioctl.h"

/* A quarter of a tick at HZ=1000 and below. */
#define LONG_RUN_NS 250000
#define CALLS_MIN 4
#define CALLS_MAX 1024
#define CALIBRATION_CALLS 16
#define CALIBRATION_TRIES 5
#define WRITE_ADVICE "free some space; what was measured so far is in the file"

/* What is remembered of a cell from block to block. */
struct cell_state {
	bool unavailable;
	bool noted; /* what its numbers hold was said */
	unsigned int batches;
	unsigned int calls_per_batch; /* of the short run; 0: not calibrated yet */
};

struct session {
	const struct plan *plan;
	const struct kernel_abilities *abilities;
	const struct executor *executor;
	struct result_writer *writer;
	struct session_totals *totals;
	struct complaint *complaint;
	struct cell_state *states;
	const char *event_names[RECORD_COUNTERS_MAX];
	unsigned int block;
};

/* One cell that is being measured. */
struct cell {
	const struct configuration *configuration;
	const struct workload *workload;
	struct cell_state *state;
	enum path expected;
	enum path proven;
};

unsigned int session_batches(unsigned int calls, unsigned int ops)
{
	/* An eighth of the limit for the long run: a batch is to be short. */
	uint64_t cost = UINT64_C(2) * calls * (ops + 1);
	uint64_t batches = cost / (TRACETOLL_BATCH_COST_MAX / 8) + 1;

	return batches > calls ? calls : (unsigned int)batches;
}

unsigned int session_calls_for(uint64_t calls, uint64_t time_ns)
{
	unsigned int fitting = CALLS_MAX;

	if (!calls)
		return CALLS_MIN;
	while (fitting > CALLS_MIN && time_ns * 2 * fitting / calls > LONG_RUN_NS)
		fitting /= 2;
	return fitting;
}

static int append(struct session *session, json_t *record)
{
	int err = result_writer_append(session->writer, record);

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

/* A PLT is on the path and in the numbers, but in no path's name. */
static int append_plt_note(struct session *session, struct cell *cell)
{
	cell->state->noted = true;
	return append(session,
		      record_event("note", cell->workload->name, cell->configuration->name,
				   "the patch site reaches its target through a module PLT"));
}

static void set_calls(struct cell *cell, unsigned int calls)
{
	unsigned int ops =
		configuration_ops_on_tracee(cell->configuration) + cell->configuration->irrelevant;

	cell->state->batches = session_batches(calls, ops);
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

	set_calls(cell, CALIBRATION_CALLS);
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
	set_calls(cell, session_calls_for(twice.calls - once.calls, time_ns));
	return 0;
}

/* Sets N, and warms up what the sample will use. */
static int prepare(struct session *session, struct cell *cell)
{
	struct measurement measurement;
	int err = 0;

	if (!cell->state->calls_per_batch && session->plan->calls)
		set_calls(cell, session->plan->calls);
	else if (!cell->state->calls_per_batch)
		err = calibrate(session, cell);
	return err ? err : measure_once(session, cell, 2, &measurement);
}

static void judge(struct sample *sample, const struct cell *cell, enum path after)
{
	const struct measurement *runs[] = { &sample->short_run, &sample->long_run };

	sample->status = SAMPLE_VALID;
	sample->reason[0] = '\0';
	if (cell->proven != cell->expected || after != cell->expected) {
		sample->status = SAMPLE_INVALID;
		snprintf(sample->reason, sizeof(sample->reason),
			 "the path is %s before and %s after, expected is %s",
			 path_name(cell->proven), path_name(after), path_name(cell->expected));
		return;
	}
	for (size_t i = 0; i < 2; i++) {
		if (runs[i]->enabled_ns == runs[i]->running_ns)
			continue;
		sample->status = SAMPLE_INVALID;
		snprintf(sample->reason, sizeof(sample->reason),
			 "the counters ran %" PRIu64 " of %" PRIu64 " ns: another user of the PMU",
			 runs[i]->running_ns, runs[i]->enabled_ns);
		return;
	}
	if (sample->short_run.interrupts || sample->long_run.interrupts) {
		sample->status = SAMPLE_INTERRUPTED;
		snprintf(sample->reason, sizeof(sample->reason), "%" PRIu64 " interrupts hit it",
			 sample->short_run.interrupts + sample->long_run.interrupts);
	}
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
	enum path after;
	int err = measure_once(session, cell, 1, &sample->short_run);

	if (!err)
		err = measure_once(session, cell, 2, &sample->long_run);
	if (!err)
		err = executor->path(executor->context, &after, session->complaint);
	if (err)
		return err;
	judge(sample, cell, after);
	if (sample->status == SAMPLE_INTERRUPTED && sample->attempt == SESSION_ATTEMPTS_MAX) {
		sample->status = SAMPLE_INVALID;
		snprintf(sample->reason, sizeof(sample->reason),
			 "interrupts hit all %d attempts; ask for fewer calls (--calls)",
			 SESSION_ATTEMPTS_MAX);
	}
	sample->path_after = path_name(after);
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
		.path_before = path_name(cell->proven),
		.expected_path = path_name(cell->expected),
	};
	int err = prepare(session, cell);

	do {
		if (err || session->executor->stopped(session->executor->context))
			return err;
		sample.attempt++;
		err = take_sample(session, cell, &sample);
	} while (sample.status == SAMPLE_INTERRUPTED);
	return err;
}

static int measure_attached(struct session *session, struct cell *cell)
{
	const struct executor *executor = session->executor;
	struct proof proof = {
		.block = session->block,
		.workload = cell->workload->name,
		.configuration = cell->configuration->name,
		.expected_path = path_name(cell->expected),
		.literal.owner = "",
		.target.owner = "",
	};
	const char *placement;
	int err;

	executor->settle(executor->context);
	err = executor->prove(executor->context, &proof, &cell->proven, session->complaint);
	if (err)
		return err;
	proof.path = path_name(cell->proven);
	err = append(session, record_proof(&proof));
	if (!err && proof.via_plt && !cell->state->noted)
		err = append_plt_note(session, cell);
	if (err)
		return err;
	if (cell->proven != cell->expected) {
		placement = executor->placement(executor->context, &proof, cell->expected);
		if (placement)
			return append_unavailable(session, cell, placement);
	}
	return sample_cell(session, cell);
}

static int run_cell(struct session *session, const struct plan_cell *planned)
{
	const struct plan *plan = session->plan;
	const struct executor *executor = session->executor;
	struct complaint detach_complaint;
	struct cell cell = {
		.configuration = &plan->configurations[planned->configuration],
		.workload = plan->workloads[planned->workload],
		.state = &session->states[planned->workload * plan->configuration_count +
					  planned->configuration],
	};
	const char *reason;
	int err, detach_err;

	if (cell.state->unavailable)
		return 0;
	cell.expected = configuration_expected_path(cell.configuration, session->abilities);
	reason = configuration_unavailable(cell.configuration, session->abilities);
	if (reason)
		return append_unavailable(session, &cell, reason);

	err = executor->attach(executor->context, cell.configuration, cell.workload,
			       session->complaint);
	if (err == -EOPNOTSUPP)
		return append_unavailable(session, &cell, session->complaint->tried);
	if (err)
		return err;
	err = measure_attached(session, &cell);
	detach_err = executor->detach(executor->context, &detach_complaint);
	if (!err && detach_err)
		*session->complaint = detach_complaint;
	else if (detach_err)
		/* The first failure is the reason, but this one says what is left behind. */
		snprintf(session->complaint->advice, sizeof(session->complaint->advice),
			 "also: %.200s", detach_complaint.tried);
	return err ? err : detach_err;
}

static int run_block(struct session *session, struct plan_cell *cells)
{
	const struct executor *executor = session->executor;
	int err;

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
	err = result_writer_sync(session->writer);
	if (err)
		return complain(session->complaint, EXIT_CODE_FAILED, err, WRITE_ADVICE,
				"cannot write the result file");
	return 0;
}

static int run_blocks(struct session *session, struct plan_cell *cells, session_progress progress,
		      void *progress_context)
{
	struct session_totals *totals = session->totals;

	while (!totals->stopped && session->block < session->plan->blocks) {
		int err = run_block(session, cells);

		if (err)
			return err;
		if (!totals->stopped) {
			totals->blocks = ++session->block;
			progress(progress_context, totals->blocks, session->plan->blocks);
		}
	}
	return 0;
}

int session_run(const struct plan *plan, const struct kernel_abilities *abilities,
		const struct executor *executor, struct result_writer *writer,
		session_progress progress, void *progress_context, struct session_totals *totals,
		struct complaint *complaint)
{
	struct session session = {
		.plan = plan,
		.abilities = abilities,
		.executor = executor,
		.writer = writer,
		.totals = totals,
		.complaint = complaint,
	};
	struct plan_cell *cells = calloc(plan_cells(plan), sizeof(*cells));
	int err;

	memset(totals, 0, sizeof(*totals));
	for (size_t i = 0; i < plan->event_count; i++)
		session.event_names[i] = plan->events[i]->name;
	session.states = calloc(plan_cells(plan), sizeof(*session.states));
	if (cells && session.states)
		err = run_blocks(&session, cells, progress, progress_context);
	else
		err = complain(complaint, EXIT_CODE_FAILED, -ENOMEM, "", "cannot start a session");
	free(session.states);
	free(cells);
	return err;
}
