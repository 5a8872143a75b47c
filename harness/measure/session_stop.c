// SPDX-License-Identifier: GPL-2.0-only
/*
 * When a session has enough, and what it says of that.
 */
#include <errno.h>
#include <string.h>
#include <time.h>

#include "measure/session_parts.h"

#define SECOND_NS UINT64_C(1000000000)
#define MORE 5 /* a fifth more blocks than were needed */

uint64_t session_now(const struct session *session)
{
	const struct executor *executor = session->executor;
	struct timespec now;

	if (executor->now)
		return executor->now(executor->context);
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * SECOND_NS + (uint64_t)now.tv_nsec;
}

static int look_at_precision(struct session *session)
{
	struct session_totals *totals = session->totals;
	int err = precision_look(&session->precision, totals->blocks, &totals->precision);

	if (err)
		return complain(session->complaint, EXIT_CODE_FAILED, err, "",
				"cannot tell how precise it is");
	return 0;
}

/*
 * The first look that finds it narrow enough prefers sessions that saw little noise by chance. Some
 * more blocks, a number that chance has no say in, bring the coverage back (tests/simulation).
 */
static bool is_precise_enough(struct session *session)
{
	const struct session_totals *totals = session->totals;

	if (!totals->precision.reached)
		return false;
	/* Without any noise there is no chance. */
	if (!session->enough_blocks && totals->precision.half_width > 0)
		session->enough_blocks = totals->blocks + (totals->blocks + MORE - 1) / MORE;
	return totals->blocks >= session->enough_blocks;
}

/* By what a block took so far, the plan's limit of time, and what the precision needs. */
static uint64_t time_left(const struct session *session, uint64_t elapsed_ns)
{
	const struct plan *plan = session->plan;
	const struct session_totals *totals = session->totals;
	const uint64_t limit_ns = plan->time_limit_s * SECOND_NS;
	unsigned int blocks = plan->blocks;
	uint64_t left;

	if (totals->precision.blocks_needed && totals->precision.blocks_needed < blocks)
		blocks = totals->precision.blocks_needed;
	left = blocks > totals->blocks ? totals->block_ns * (blocks - totals->blocks) : 0;
	if (limit_ns && elapsed_ns + left > limit_ns)
		left = limit_ns > elapsed_ns ? limit_ns - elapsed_ns : 0;
	return left;
}

int session_is_enough(struct session *session, bool *enough)
{
	struct session_totals *totals = session->totals;
	const uint64_t elapsed_ns = session_now(session) - session->start_ns;
	const uint64_t limit_ns = session->plan->time_limit_s * SECOND_NS;
	int err = 0;

	if (precision_is_due(&session->precision, totals->blocks) || is_precise_enough(session))
		err = look_at_precision(session);
	totals->block_ns = elapsed_ns / totals->blocks;
	totals->left_ns = time_left(session, elapsed_ns);
	if (is_precise_enough(session))
		totals->stop.by = "precision";
	else if (totals->blocks == session->plan->blocks)
		totals->stop.by = "blocks";
	else if (limit_ns && elapsed_ns >= limit_ns)
		totals->stop.by = "time";
	*enough = totals->stop.by != NULL;
	return err;
}

int session_end_stop(struct session *session)
{
	struct session_totals *totals = session->totals;
	struct session_stop *stop = &totals->stop;
	int err = 0;

	if (totals->stopped)
		stop->by = "signal";
	if (!precision_is_wanted(&session->precision))
		return 0;
	if (!stop->by || strcmp(stop->by, "precision") != 0)
		err = look_at_precision(session);
	stop->reached = totals->precision.reached ? STOP_REACHED : STOP_NOT_REACHED;
	precision_text(&session->precision, &totals->precision, totals->blocks, totals->block_ns,
		       stop->text, sizeof(stop->text));
	return err;
}
