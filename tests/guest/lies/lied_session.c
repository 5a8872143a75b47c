// SPDX-License-Identifier: GPL-2.0-only
#include "lies/lied_session.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

#include "config/event.h"
#include "measure/clean_start.h"
#include "measure/plan.h"
#include "result/writer.h"

#define CALLS 8

int lied_machine_open(struct lied_machine *machine, struct complaint *complaint)
{
	const struct counter_terms terms = { .door = &machine->pmu_door, .root = "", .cpu = 0 };
	cpu_set_t first;
	size_t one = 1;
	int err;

	*machine = (struct lied_machine){ .access = KERNEL_ACCESS_CLOSED, .interrupts.fd = -1 };
	event_parse("kernel-instructions", &machine->event);
	CPU_ZERO(&first);
	CPU_SET(0, &first);
	sched_setaffinity(0, sizeof(first), &first);
	machine->device = open("/dev/tracetoll_lies", O_WRONLY | O_CLOEXEC);
	if (machine->device < 0)
		return complain(complaint, EXIT_CODE_FAILED, -errno, "", "cannot lie");
	err = kernel_access_open(&machine->access, NULL, true, complaint);
	kernel_pmu_begin(&machine->pmu);
	machine->pmu_door = kernel_pmu_door(&machine->pmu);
	if (!err)
		err = counters_open(&machine->counters, &terms, &machine->event, &one, complaint);
	if (!err && interrupts_open(&machine->interrupts, "/proc/interrupts", 0))
		err = complain(complaint, EXIT_CODE_FAILED, -EIO, "", "cannot count interrupts");
	machine->abilities = device_abilities(&machine->access.device);
	machine->kernel = (struct kernel_executor){
		.attachment.device = &machine->access.device,
		.counters = &machine->counters,
		.interrupts = &machine->interrupts,
		.log = &machine->access.log,
		.abilities = machine->abilities,
		.settle_ms = PLAN_SETTLE_MS,
		.stop_fd = -1,
	};
	return err;
}

int lied_machine_close(struct lied_machine *machine, struct complaint *complaint)
{
	interrupts_close(&machine->interrupts);
	counters_close(&machine->counters);
	kernel_pmu_end(&machine->pmu);
	close(machine->device);
	return kernel_access_close(&machine->access, 0, complaint);
}

static void no_progress(void *context, unsigned int done, unsigned int blocks)
{
	(void)context;
	(void)done;
	(void)blocks;
}

static int make_plan(struct plan *plan, const char *configuration, const char *workload,
		     const struct lie *lie)
{
	*plan = (struct plan){
		.blocks = lie && lie->moment == MOMENT_BLOCKS ? 2 : 1,
		.calls = CALLS,
		.configuration_count = 1,
		.workloads[0] = workload_find(workload),
		.workload_count = 1,
		.event_count = 1,
	};
	event_parse("kernel-instructions", &plan->events[0]);
	if (!plan->workloads[0])
		return -EINVAL;
	return configuration_parse(configuration, &plan->configurations[0]);
}

/* Each check by itself, on what was seen around the last sample. */
static void ask_each_check(const struct plan *plan, const struct kernel_abilities *abilities,
			   const struct baseline *baseline, const struct lying_executor *lying,
			   struct lied_session *session)
{
	struct claim claim = {
		.configuration = &plan->configurations[0],
		.abilities = abilities,
		.baseline = baseline,
	};
	struct check_list all;

	claim.expected = claim_expected_path(&claim, &lying->before);
	check_list_all(&all);
	for (size_t i = 0; i < all.count; i++) {
		const struct check_list one = { .checks = { all.checks[i] }, .count = 1 };
		char reason[CHECK_REASON_SIZE];

		if (!check_list_failing(&one, &claim, &lying->before, &lying->after, reason,
					sizeof(reason)))
			continue;
		if (!session->seen_by.count)
			memcpy(session->reason, reason, sizeof(reason));
		session->seen_by.checks[session->seen_by.count++] = all.checks[i];
	}
}

void lied_session_run(struct lied_machine *machine, const char *configuration, const char *workload,
		      const struct lie *lie, const struct check_list *checks,
		      struct lied_session *session)
{
	static struct plan plan;
	static struct baseline baseline;
	struct result_writer writer = { .fd = -1 };
	struct lying_executor lying = {
		.real = kernel_executor_interface(&machine->kernel),
		.lie = lie,
		.device = machine->device,
		.blind = machine->blind,
		.uncounted = machine->uncounted,
	};
	const struct executor executor = lying_executor_interface(&lying);
	const struct session_terms terms = {
		.plan = &plan,
		.abilities = &machine->abilities,
		.executor = &executor,
		.checks = checks,
		.baselines = &baseline,
		.writer = &writer,
		.progress = no_progress,
	};
	struct complaint complaint;

	memset(session, 0, sizeof(*session));
	session->err = make_plan(&plan, configuration, workload, lie);
	if (!session->err)
		session->err = result_writer_open(&writer, "/dev/null");
	if (!session->err)
		session->err = clean_start_look(&plan, &machine->abilities, &executor, &baseline,
						&complaint);
	if (!session->err)
		session->err = session_run(&terms, &session->totals, &complaint);
	result_writer_close(&writer);
	session->lie_err = lying.err;
	if (!session->err)
		session->err = lying.err;
	session->per_call = lying_executor_per_call(&lying);
	ask_each_check(&plan, &machine->abilities, &baseline, &lying, session);
}

bool lied_session_accepted(const struct lied_session *session)
{
	const struct session_totals *totals = &session->totals;

	return !session->err && totals->valid && !totals->invalid && !totals->cells_unavailable;
}

bool lied_session_refused(const struct lied_session *session, const struct lie *lie)
{
	const struct session_totals *totals = &session->totals;
	uint64_t honest = lie && lie->moment == MOMENT_BLOCKS ? 1 : 0;

	return !session->err && totals->valid == honest &&
	       (totals->invalid || totals->cells_unavailable);
}
