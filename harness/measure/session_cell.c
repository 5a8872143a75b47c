// SPDX-License-Identifier: GPL-2.0-only
/*
 * One cell of a block: attached, proven, measured, detached.
 */
#include <errno.h>
#include <stdio.h>

#include "measure/attached_proof.h"
#include "measure/cell_notes.h"
#include "measure/proof_record.h"
#include "measure/session_parts.h"

static int append_unavailable(struct session *session, struct cell *cell, const char *text)
{
	cell->state->unavailable = true;
	session->totals->cells_unavailable++;
	return session_append_event(session, cell, "unavailable", text);
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
		err = session_append_event(session, cell, note.kind, note.text);
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
	const struct proof_place place = {
		.block = session->block,
		.workload = cell->workload->name,
		.load = session->load,
		.attachment = cell->attachment,
	};
	struct attached_proof proof;
	int err = prove_attached(session->executor, session->terms->checks, &cell->claim,
				 &cell->before, &proof, session->complaint);

	if (err)
		return err;
	err = session_append(session, proof_record(&place, &cell->claim, &cell->before,
						   &cell->state->hits, unproven(cell, &proof)));
	if (err)
		return err;
	if (proof.placement[0])
		return append_unavailable(session, cell, proof.placement);
	session->attachments++;
	err = append_notes(session, cell);
	if (!err)
		err = cell_prepare(session, cell);
	return err ? err : cell_sample(session, cell);
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

int cell_run(struct session *session, const struct plan_cell *planned)
{
	const struct session_terms *terms = session->terms;
	const struct plan *plan = session->plan;
	const struct executor *executor = session->executor;
	struct cell cell = {
		.configuration = &plan->configurations[planned->configuration],
		.workload = plan->workloads[planned->workload],
		.planned = *planned,
		.state = &session->states[planned->workload * plan->configuration_count +
					  planned->configuration],
		.attachment = session->attachments,
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
