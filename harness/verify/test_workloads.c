// SPDX-License-Identifier: GPL-2.0-only
/*
 * A workload calls its tracee as often as it says.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "attach/device_verify.h"
#include "bench/workload.h"
#include "measure/prepared.h"
#include "verify/test.h"

#define BATCHES 10
#define CALLS_PER_BATCH 100

/* Returns 0 with how often the ops was hit, or a negative errno with @complaint. */
static int run_and_count(const struct verify *verify, const struct prepared *prepared,
			 uint64_t *hits, struct complaint *complaint)
{
	const struct workload_run run = {
		.device = verify->device->fd,
		.batches = BATCHES,
		.calls_per_batch = CALLS_PER_BATCH,
		.state = prepared->state,
	};
	int err = prepared->workload->run(&run);

	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "", "cannot run the workload");
	return device_read_hits(verify->device, TRACETOLL_COUNTER_RELEVANT, 0, hits, complaint);
}

/* What cannot be had here is skipped, all else is a failure. */
static void refuse(struct verify *verify, const struct workload *workload,
		   const struct complaint *complaint)
{
	char reason[TEST_REASON_SIZE] = "";

	test_explain(complaint, reason, sizeof(reason));
	if (complaint->exit_code == EXIT_CODE_SKIPPED)
		ktap_skip(&verify->ktap, workload->name, reason);
	else
		ktap_result(&verify->ktap, false, workload->name, reason);
}

static void test_prepared(struct verify *verify, const struct prepared *prepared)
{
	const struct workload *workload = prepared->workload;
	const struct device_tracee tracee = { workload->kind, workload->tracee };
	const uint64_t wanted = (uint64_t)BATCHES * CALLS_PER_BATCH *
				(workload->tracee_calls ? workload->tracee_calls : 1);
	char reason[TEST_REASON_SIZE] = "";
	struct configuration ops1;
	struct complaint complaint;
	uint64_t hits = 0;
	bool passed;

	configuration_parse("ops1", &ops1);
	if (device_attach(verify->device, &ops1, &tracee, TRACETOLL_SETUP_COUNT, &complaint)) {
		refuse(verify, workload, &complaint);
		return;
	}
	if (run_and_count(verify, prepared, &hits, &complaint))
		test_explain(&complaint, reason, sizeof(reason));
	else if (hits != wanted)
		snprintf(reason, sizeof(reason), "%s was called %" PRIu64 " times, not %" PRIu64,
			 workload->tracee, hits, wanted);
	passed = test_detach(verify, reason, sizeof(reason)) && !reason[0];
	if (passed)
		snprintf(reason, sizeof(reason), "%" PRIu64 " calls of %s", hits, workload->tracee);
	ktap_result(&verify->ktap, passed, workload->name, reason);
}

static void test_workload(struct verify *verify, const struct workload *workload)
{
	struct prepared prepared;
	struct complaint complaint;

	if (prepared_begin(&prepared, workload, &complaint)) {
		refuse(verify, workload, &complaint);
		return;
	}
	test_prepared(verify, &prepared);
	prepared_end(&prepared);
}

void test_workloads(struct verify *verify)
{
	static const char name[] = "workloads: each calls its tracee as often as it says";
	size_t count;
	const struct workload **all = workload_all(&count);

	ktap_begin_subtests(&verify->ktap, name, (unsigned int)count);
	for (size_t i = 0; i < count && !verify->stopped(verify->context); i++)
		test_workload(verify, all[i]);
	ktap_end_subtests(&verify->ktap, name);
	free(all);
}
