// SPDX-License-Identifier: GPL-2.0-only
/*
 * All tests, one after the other.
 */
#include "verify/verify.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "measure/clean_start.h"
#include "measure/executor.h"
#include "verify/test.h"

/* The tests that are of no one configuration. */
static void (*const others[])(struct verify *verify) = {
	test_frame, test_redirect, test_override, test_swap, test_orders, test_workloads,
};

#define OTHERS (sizeof(others) / sizeof(others[0]))

/* What clean_start.h asks of a machine, for the tracees of this folder and the workloads'. */
struct first_look {
	const struct verify *verify;
	unsigned int index; /* of the site that is looked at */
};

static const struct workload tracees[TRACETOLL_CALL_COUNT] = {
	[TRACETOLL_CALL_REGISTERS] = { .kind = TRACETOLL_TRACEE_VERIFY,
				       .tracee = "the module's plain tracee" },
	[TRACETOLL_CALL_NESTED] = { .kind = TRACETOLL_TRACEE_VERIFY,
				    .tracee = "the module's nested tracee" },
	[TRACETOLL_CALL_RECURSIVE] = { .kind = TRACETOLL_TRACEE_VERIFY,
				       .tracee = "the module's recursive tracee" },
};

static int first_attach(void *context, const struct configuration *configuration,
			const struct workload *workload, bool counting, struct complaint *complaint)
{
	struct first_look *look = context;
	const struct device_tracee tracee = { workload->kind, workload->tracee };

	(void)counting;
	look->index = 0;
	for (unsigned int i = 0; i < TRACETOLL_CALL_COUNT; i++) {
		if (workload == &tracees[i])
			look->index = i;
	}
	return device_attach(look->verify->device, configuration, &tracee, 0, complaint);
}

static int first_detach(void *context, struct complaint *complaint)
{
	const struct first_look *look = context;

	return device_detach(look->verify->device, complaint);
}

static int first_look_at(void *context, bool whole, struct evidence *evidence,
			 struct complaint *complaint)
{
	const struct first_look *look = context;

	return test_look_at_one(look->verify, look->index, whole, evidence, complaint);
}

/* Those tracees first, then the workloads', if they are called. */
static void list_tracees(const struct verify *verify, struct plan *plan)
{
	size_t count;
	const struct workload **all = workload_all(&count);

	for (size_t i = 0; i < TRACETOLL_CALL_COUNT; i++)
		plan->workloads[plan->workload_count++] = &tracees[i];
	for (size_t i = 0; verify->everything && i < count; i++) {
		if (plan->workload_count < PLAN_WORKLOADS_MAX)
			plan->workloads[plan->workload_count++] = all[i];
	}
	free(all);
}

/* Nothing can be verified beside others: their ops are hit or walked, too. */
static int demand_clean(const struct plan *plan, const struct baseline *baselines,
			struct complaint *complaint)
{
	int err = clean_start_demand(plan, baselines, complaint);

	if (err)
		snprintf(complaint->advice, sizeof(complaint->advice), "stop that first");
	return err;
}

const char *verify_unavailable(const struct kernel_abilities *abilities)
{
	return abilities->no_sites ? "no FUNCTION_TRACER in this kernel: nothing can be attached"
				   : NULL;
}

int verify_look_first(struct verify *verify, struct complaint *complaint)
{
	struct first_look look = { .verify = verify };
	const struct executor executor = {
		.context = &look,
		.attach = first_attach,
		.detach = first_detach,
		.look = first_look_at,
	};
	struct plan *plan = calloc(1, sizeof(*plan));
	struct baseline *baselines = calloc(PLAN_WORKLOADS_MAX, sizeof(*baselines));
	int err;

	if (!plan || !baselines) {
		err = complain(complaint, EXIT_CODE_FAILED, -ENOMEM, "", "cannot start");
	} else {
		list_tracees(verify, plan);
		err = clean_start_look(plan, &verify->abilities, &executor, baselines, complaint);
		if (!err)
			err = demand_clean(plan, baselines, complaint);
		memcpy(verify->baselines, baselines, sizeof(verify->baselines));
	}
	free(baselines);
	free(plan);
	return err;
}

void test_kernel_log(struct verify *verify)
{
	static const char name[] = "kernel log: no complaint since the start";
	char text[KERNEL_LOG_TEXT_SIZE];
	unsigned int findings = 0;
	char reason[64];
	int found;

	while ((found = kernel_log_next(verify->log, text, sizeof(text))) > 0) {
		ktap_note(&verify->ktap, "%s", text);
		findings++;
	}
	if (found < 0)
		snprintf(reason, sizeof(reason), "it cannot be read: %s", strerror(-found));
	else
		snprintf(reason, sizeof(reason), "%u complaint%s", findings,
			 findings == 1 ? "" : "s");
	ktap_result(&verify->ktap, !found && !findings, name, found || findings ? reason : NULL);
}

static void print_machine(struct ktap *ktap, const struct kernel_abilities *abilities)
{
	struct utsname kernel = { 0 };

	uname(&kernel);
	ktap_note(ktap, "Linux %s, %s, %s CALL_OPS, %s direct calls", kernel.release,
		  architecture_name(abilities->architecture), abilities->call_ops ? "with" : "no",
		  abilities->direct_calls ? "with" : "no");
}

void verify_all(struct verify *verify, FILE *out)
{
	const struct plan *asked = verify->asked;
	const unsigned int planned =
		(unsigned int)asked->configuration_count + (verify->everything ? OTHERS : 0) + 1;

	verify->kernel = (struct kernel_executor){
		.attachment.device = verify->device,
		.abilities = verify->abilities,
		.settle_ms = PLAN_SETTLE_MS,
		.stop_fd = -1,
	};
	ktap_start(&verify->ktap, out, planned);
	print_machine(&verify->ktap, &verify->abilities);
	for (size_t i = 0; i < asked->configuration_count; i++) {
		if (verify->stopped(verify->context))
			break;
		if (test_is_of_others(&asked->configurations[i]))
			test_others(verify, &asked->configurations[i]);
		else
			test_configuration(verify, &asked->configurations[i]);
	}
	attachment_close(&verify->kernel.attachment);
	for (size_t i = 0; verify->everything && i < OTHERS; i++) {
		if (!verify->stopped(verify->context))
			others[i](verify);
	}
	verify->verified = verify->ktap.levels[0].passed + verify->ktap.levels[0].failed;
}

bool verify_finish(struct verify *verify)
{
	if (!verify->stopped(verify->context))
		test_kernel_log(verify);
	verify->failed = verify->ktap.levels[0].failed;
	return ktap_finish(&verify->ktap);
}
