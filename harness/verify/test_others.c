// SPDX-License-Identifier: GPL-2.0-only
/*
 * What BPF or tracefs attach, on the handler of a system call: some of it goes on nothing
 * else, and none of it is the module's to call. The path, the counts, and nothing left.
 */
#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/pin.h"
#include "measure/attached_proof.h"
#include "measure/clean_start.h"
#include "measure/hit_proof.h"
#include "verify/test.h"

#define WORKLOAD "getppid"
#define SUBTESTS 3

struct others {
	const struct configuration *configuration;
	const struct workload *workload;
	struct executor executor;
	struct baseline baseline;
};

bool test_is_of_others(const struct configuration *configuration)
{
	return configuration->row->bpf || configuration->row->tracefs;
}

static int look_first(struct verify *verify, struct others *others, struct complaint *complaint)
{
	struct plan *plan = calloc(1, sizeof(*plan));
	int err;

	if (!plan)
		return complain(complaint, EXIT_CODE_FAILED, -ENOMEM, "", "cannot start");
	plan->workloads[plan->workload_count++] = others->workload;
	err = clean_start_look(plan, &verify->abilities, &others->executor, &others->baseline,
			       complaint);
	if (!err)
		err = clean_start_demand(plan, &others->baseline, complaint);
	free(plan);
	return err;
}

/* It is attached, and is detached here. */
static void test_path(struct verify *verify, const struct others *others)
{
	const struct executor *executor = &others->executor;
	struct claim claim = {
		.configuration = others->configuration,
		.abilities = &verify->abilities,
		.baseline = &others->baseline,
	};
	char reason[TEST_REASON_SIZE] = "";
	struct attached_proof proof;
	struct complaint complaint;
	struct evidence evidence;
	struct check_list checks;

	check_list_all(&checks);
	if (prove_attached(executor, &checks, &claim, &evidence, &proof, &complaint))
		test_explain(&complaint, reason, sizeof(reason));
	else if (!proof.proven)
		snprintf(reason, sizeof(reason), "%s", proof.reason);
	if (executor->detach(executor->context, &complaint) && !reason[0])
		test_explain(&complaint, reason, sizeof(reason));
	ktap_result(&verify->ktap, !reason[0], "path",
		    reason[0] ? reason : path_name(evidence.path));
}

static void test_hits(struct verify *verify, const struct others *others)
{
	char reason[TEST_REASON_SIZE] = "";
	struct complaint complaint;
	struct hit_proof proof;
	char detail[64];

	if (prove_hits(&others->executor, others->configuration, others->workload, &proof,
		       &complaint)) {
		test_explain(&complaint, reason, sizeof(reason));
		ktap_result(&verify->ktap, false, "calls counted", reason);
		return;
	}
	if (!proof.known) {
		ktap_skip(&verify->ktap, "calls counted", "nothing is attached that counts");
		return;
	}
	snprintf(detail, sizeof(detail), "%" PRIu64 " hits", proof.hits);
	ktap_result(&verify->ktap, !proof.reason[0], "calls counted",
		    proof.reason[0] ? proof.reason : detail);
}

static void test_nothing_left(struct verify *verify, struct others *others)
{
	const struct baseline before = others->baseline;
	char reason[TEST_REASON_SIZE] = "";
	struct complaint complaint;
	bool same = false;

	if (look_first(verify, others, &complaint))
		test_explain(&complaint, reason, sizeof(reason));
	else
		same = test_is_same(&before.evidence, &others->baseline.evidence,
				    others->workload->tracee, reason, sizeof(reason));
	ktap_result(&verify->ktap, same, "after detach", same ? "as before" : reason);
}

static void test_on_this_cpu(struct verify *verify, const struct configuration *configuration)
{
	struct others others = {
		.configuration = configuration,
		.workload = workload_find(WORKLOAD),
		.executor = kernel_executor_interface(&verify->kernel),
	};
	const char *name = configuration->name;
	char reason[TEST_REASON_SIZE];
	struct complaint complaint;
	int err = look_first(verify, &others, &complaint);

	if (!err)
		err = others.executor.attach(others.executor.context, configuration,
					     others.workload, false, &complaint);
	if (err) {
		test_explain(&complaint, reason, sizeof(reason));
		if (err == -EOPNOTSUPP)
			ktap_skip(&verify->ktap, name, reason);
		else
			ktap_result(&verify->ktap, false, name, reason);
		return;
	}
	ktap_begin_subtests(&verify->ktap, name, SUBTESTS);
	test_path(verify, &others);
	test_hits(verify, &others);
	test_nothing_left(verify, &others);
	ktap_end_subtests(&verify->ktap, name);
}

/* BPF's maps and tracefs' buffers count for a CPU each: meanwhile it must be the same one. */
void test_others(struct verify *verify, const struct configuration *configuration)
{
	struct complaint ignored;
	cpu_set_t allowed;
	int cpu = -1;
	const bool known = !sched_getaffinity(0, sizeof(allowed), &allowed);

	pin_to_cpu(&cpu, &ignored);
	test_on_this_cpu(verify, configuration);
	if (known)
		sched_setaffinity(0, sizeof(allowed), &allowed);
}
