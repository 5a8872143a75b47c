// SPDX-License-Identifier: GPL-2.0-only
/*
 * The patch site shows where a call is led; that it arrives is seen by counting.
 */
#include "measure/hit_proof.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Where nothing is attached, or nothing called, nothing can be hit. */
static bool can_be_hit(const struct configuration *configuration)
{
	return !configuration->row->without_call &&
	       (configuration->relevant || configuration->irrelevant ||
		configuration_has_direct(configuration) || configuration_brings(configuration));
}

static uint64_t tracee_calls(const struct workload *workload)
{
	const uint64_t each = workload->tracee_calls ? workload->tracee_calls : 1;

	return HIT_PROOF_BATCHES * HIT_PROOF_CALLS * each;
}

/*
 * Reading the counts makes system calls itself (tracefs' files), and so may be hit, too. That is
 * alike in each reading: twice the calls must be hit that much more often, no matter what else.
 */
static int count_longer(const struct executor *executor, const struct workload *workload,
			const struct attached_hits *middle, struct hit_proof *proof,
			struct complaint *complaint)
{
	struct attached_hits after;
	int err = executor->call(executor->context, workload, 2 * HIT_PROOF_BATCHES,
				 HIT_PROOF_CALLS, complaint);

	if (!err)
		err = executor->read_hits(executor->context, &after, complaint);
	if (!err && after.hits - middle->hits == proof->hits + proof->expected)
		proof->hits = proof->expected;
	return err;
}

/* One try. Returns 0, -EINTR (the calls were not all made), or another negative errno. */
static int count_once(const struct executor *executor, const struct workload *workload,
		      struct hit_proof *proof, struct complaint *complaint)
{
	struct attached_hits before, after;
	int err = executor->read_hits(executor->context, &before, complaint);

	if (err || !before.per_call)
		return err;
	err = executor->call(executor->context, workload, HIT_PROOF_BATCHES, HIT_PROOF_CALLS,
			     complaint);
	if (!err)
		err = executor->read_hits(executor->context, &after, complaint);
	if (err)
		return err;
	proof->known = true;
	proof->hits = after.hits - before.hits;
	proof->expected = before.per_call * tracee_calls(workload);
	if (!workload->system_call || proof->hits <= proof->expected)
		return 0;
	return count_longer(executor, workload, &after, proof, complaint);
}

static void judge(const struct workload *workload, struct hit_proof *proof)
{
	if (!proof->known || proof->hits == proof->expected)
		return;
	if (proof->hits < proof->expected)
		snprintf(proof->reason, sizeof(proof->reason),
			 "%" PRIu64 " calls of %s hit what is attached %" PRIu64
			 " times, expected are %" PRIu64,
			 tracee_calls(workload), workload->tracee, proof->hits, proof->expected);
	else
		snprintf(proof->reason, sizeof(proof->reason),
			 "what is attached was hit %" PRIu64 " times, expected are %" PRIu64
			 ": others call %s, too, in each of %d tries",
			 proof->hits, proof->expected, workload->tracee, HIT_PROOF_TRIES);
}

static int count(const struct executor *executor, const struct workload *workload,
		 struct hit_proof *proof, struct complaint *complaint)
{
	int err = 0;

	for (int i = 0; i < HIT_PROOF_TRIES; i++) {
		err = count_once(executor, workload, proof, complaint);
		if (err == -EINTR && !executor->stopped(executor->context))
			continue;
		if (err || !proof->known || proof->hits <= proof->expected)
			break;
	}
	if (!err)
		judge(workload, proof);
	/* Whoever stopped it wants nothing proven any more. */
	return err == -EINTR && executor->stopped(executor->context) ? 0 : err;
}

int prove_hits(const struct executor *executor, const struct configuration *configuration,
	       const struct workload *workload, struct hit_proof *proof,
	       struct complaint *complaint)
{
	struct configuration_row row = *configuration->row;
	struct configuration counting = *configuration;
	struct complaint detach_complaint;
	int err, detach_err;

	memset(proof, 0, sizeof(*proof));
	if (!can_be_hit(configuration))
		return 0;
	if (configuration_has_direct(configuration))
		row.trampoline = (enum trampoline)TRACETOLL_TRAMPOLINE_COUNT_A;
	counting.row = &row;
	err = executor->attach(executor->context, &counting, workload, true, complaint);
	if (err)
		return err;
	err = count(executor, workload, proof, complaint);
	detach_err = executor->detach(executor->context, &detach_complaint);
	if (!err && detach_err)
		*complaint = detach_complaint;
	return err ? err : detach_err;
}
