// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/availability.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "machine/kernel_config.h"
#include "verbs/stop_signals.h"

/* Every process calls it now and then, and no harm is done: it is what `run` traces, too. */
#define SYSTEM_CALL_WORKLOAD "getppid"
#define OWN_WORKLOAD "kloop"

static void by_module(struct kernel_knowledge *knowledge, const struct device *device)
{
	knowledge->known = true;
	knowledge->abilities = device_abilities(device);
	knowledge->source = "by the loaded module";
}

static void learn_abilities(struct kernel_knowledge *knowledge)
{
	struct complaint ignored;
	struct kernel_config config;
	struct device device;
	struct utsname kernel;

	knowledge->source = "not known";
	if (!device_open(&device, &ignored)) {
		by_module(knowledge, &device);
		device_close(&device);
		return;
	}
	uname(&kernel);
	if (!kernel_config_read("", kernel.release, &config)) {
		knowledge->known = true;
		knowledge->abilities = kernel_config_abilities(&config);
		knowledge->source = "by the kernel's configuration";
		kernel_config_free(&config);
	}
}

int kernel_knowledge_open(struct kernel_knowledge *knowledge, bool trying,
			  struct complaint *complaint)
{
	int err = 0;

	*knowledge = (struct kernel_knowledge){
		.access = KERNEL_ACCESS_CLOSED,
		.root = !geteuid(),
		.stop = -1,
	};
	if (trying)
		err = kernel_access_permitted(complaint);
	/* Whatever ends it, nothing stays attached or loaded. */
	if (trying && !err)
		err = stop_signals_catch(&knowledge->stop, complaint);
	if (trying && !err)
		err = kernel_access_open(&knowledge->access, NULL, true, complaint);
	if (err)
		return err;
	knowledge->trying = trying;
	knowledge->attachment.device = &knowledge->access.device;
	if (trying)
		by_module(knowledge, &knowledge->access.device);
	else
		learn_abilities(knowledge);
	/* The names are there for everybody, addresses for root. */
	kallsyms_read(KALLSYMS_PATH, &knowledge->kallsyms);
	return 0;
}

int kernel_knowledge_close(struct kernel_knowledge *knowledge, struct complaint *complaint)
{
	const bool stopped = stop_signals_came(knowledge->stop);
	int err;

	attachment_close(&knowledge->attachment);
	kallsyms_free(&knowledge->kallsyms);
	if (knowledge->stop >= 0)
		close(knowledge->stop);
	err = kernel_access_close(&knowledge->access, 0, complaint);
	if (!err && stopped)
		err = complain(complaint, EXIT_CODE_FAILED, 0, "",
			       "stopped by a signal before all was tried");
	return err;
}

__attribute__((format(printf, 3, 4))) static void answer(struct availability *availability,
							 enum answer what, const char *format, ...)
{
	va_list arguments;

	availability->answer = what;
	va_start(arguments, format);
	vsnprintf(availability->reason, sizeof(availability->reason), format, arguments);
	va_end(arguments);
}

/* What a function that attaches, or only asks, returned and complained of. */
static void answer_by(struct availability *availability, int err, const struct complaint *complaint)
{
	if (!err)
		answer(availability, ANSWER_YES, "%s", "");
	else if (err == -EOPNOTSUPP)
		answer(availability, ANSWER_NO, "%s", complaint->tried);
	else if (complaint->error)
		answer(availability, ANSWER_UNKNOWN, "%s: %s", complaint->tried,
		       strerror(-complaint->error));
	else
		answer(availability, ANSWER_UNKNOWN, "%s", complaint->tried);
}

static struct attach_order order_on(const struct kernel_knowledge *knowledge,
				    const struct configuration *configuration,
				    const struct workload *workload)
{
	const struct symbol *symbol = kallsyms_named(&knowledge->kallsyms, workload->tracee);

	return (struct attach_order){
		.configuration = configuration,
		.tracee = { workload->kind, workload->tracee },
		.system_call = workload->system_call,
		.address = symbol ? symbol->address : 0,
	};
}

/* Attaches it and takes it away again. */
static int attach_once(struct kernel_knowledge *knowledge,
		       const struct configuration *configuration, const char *workload,
		       struct complaint *complaint)
{
	const struct attach_order order =
		order_on(knowledge, configuration, workload_find(workload));
	int err = attachment_attach(&knowledge->attachment, &order, complaint);

	return err ? err : attachment_detach(&knowledge->attachment, complaint);
}

static void try_configuration(struct kernel_knowledge *knowledge,
			      const struct configuration *configuration,
			      struct availability *availability)
{
	struct complaint complaint, other;
	int err = -EOPNOTSUPP;

	if (!configuration->row->system_call)
		err = attach_once(knowledge, configuration, OWN_WORKLOAD, &complaint);
	/* A module may lack what the kernel has: BTF, for one. */
	if (err == -EOPNOTSUPP) {
		err = attach_once(knowledge, configuration, SYSTEM_CALL_WORKLOAD, &other);
		if (err != -EOPNOTSUPP || configuration->row->system_call)
			complaint = other;
	}
	answer_by(availability, err, &complaint);
}

static void ask_attachers(const struct kernel_knowledge *knowledge,
			  const struct configuration *configuration,
			  struct availability *availability)
{
	const struct attach_order order =
		order_on(knowledge, configuration, workload_find(SYSTEM_CALL_WORKLOAD));
	struct complaint complaint;
	int err = attachment_ask(&order, &complaint);

	answer_by(availability, err, &complaint);
}

void availability_of_configuration(struct kernel_knowledge *knowledge,
				   const struct configuration *configuration,
				   struct availability *availability)
{
	const struct configuration_row *row = configuration->row;
	const char *reason = NULL;

	if (knowledge->known)
		reason = configuration_unavailable(configuration, &knowledge->abilities);
	if (reason)
		answer(availability, ANSWER_NO, "%s", reason);
	else if (stop_signals_came(knowledge->stop))
		answer(availability, ANSWER_UNKNOWN, "stopped by a signal");
	else if (knowledge->trying)
		try_configuration(knowledge, configuration, availability);
	else if ((row->bpf || row->tracefs) && !knowledge->root)
		answer(availability, ANSWER_UNKNOWN, "%s", AVAILABILITY_TRY);
	else if (row->bpf || row->tracefs)
		ask_attachers(knowledge, configuration, availability);
	else
		answer(availability, ANSWER_YES, "%s", "");
	/* What is a part of it may be there although nothing is known of the rest. */
	if (!knowledge->known && availability->answer == ANSWER_YES)
		answer(availability, ANSWER_UNKNOWN, "%s", AVAILABILITY_TRY);
}

static bool is_named(const struct kallsyms *kallsyms, const char *name)
{
	for (size_t i = 0; i < kallsyms->count; i++) {
		if (!strcmp(kallsyms->symbols[i].name, name))
			return true;
	}
	return false;
}

void availability_of_workload(const struct kernel_knowledge *knowledge,
			      const struct workload *workload, struct availability *availability)
{
	const char *reason = device_unavailable(workload->kind);
	const bool of_kernel =
		workload->kind == TRACETOLL_TRACEE_NAMED || workload->kind == TRACETOLL_TRACEE_CORE;

	if (reason)
		answer(availability, ANSWER_NO, "%s", reason);
	else if (!of_kernel)
		answer(availability, ANSWER_YES, "%s", "");
	else if (!knowledge->kallsyms.count)
		answer(availability, ANSWER_UNKNOWN, "%s cannot be read", KALLSYMS_PATH);
	else if (is_named(&knowledge->kallsyms, workload->tracee))
		answer(availability, ANSWER_YES, "%s", "");
	else
		answer(availability, ANSWER_NO, "this kernel has no function %s", workload->tracee);
}
