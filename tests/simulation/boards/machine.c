// SPDX-License-Identifier: GPL-2.0-only
#include "machine.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Events beside the calls: from a reading of the counters to the loop, and back. */
#define AROUND_INSTRUCTIONS 320
#define AROUND_CYCLES 900
/* Of those, that differ from one measurement to the next. */
#define AROUND_SPREAD 6
/* Of rare events: what a count of them differs by, as a share. */
#define EVENT_SPREAD 0.01

void board_machine_start(struct board_machine *machine, const struct board_core *core,
			 const struct board_noise *noise, const struct kernel_abilities *abilities,
			 const struct plan *plan, uint64_t seed)
{
	memset(machine, 0, sizeof(*machine));
	machine->core = core;
	machine->noise = noise;
	machine->abilities = abilities;
	machine->plan = plan;
	machine->seed = seed;
	fake_machine_defaults(&machine->fake.model);
	machine->fake.model.seed = seed;
	/* The CPU is isolated, so nothing is to be measured again. */
	machine->fake.model.tick_ns = 0;
	fake_machine_start(&machine->fake, abilities);
	machine->base = fake_machine_executor(&machine->fake);
	noise_start(&machine->cycles, &noise->cycles, seed_of_part(seed, 1));
	generator_seed(&machine->counts, seed_of_part(seed, 2));
}

static uint64_t number_of(const char *name)
{
	uint64_t number = 14695981039346656037U;

	/* FNV-1a, 64 bits. */
	for (; *name; name++)
		number = (number ^ (unsigned char)*name) * 1099511628211U;
	return number;
}

/* Where things lie is drawn at boot, and stays. */
static double layout_of(const struct board_machine *machine, const char *workload,
			const char *configuration)
{
	struct generator generator;

	generator_seed(&generator,
		       seed_of_part(machine->seed, number_of(workload) ^ number_of(configuration)));
	return 1 + machine->noise->layout * generator_normal(&generator);
}

static int attach(void *context, const struct configuration *configuration,
		  const struct workload *workload, bool counting, struct complaint *complaint)
{
	struct board_machine *machine = context;
	const struct board_workload *row = board_workload_find(workload->name);

	if (configuration_brings(configuration) & BRINGS_DIRECT &&
	    !machine->abilities->direct_calls)
		return complain(complaint, EXIT_CODE_SKIPPED, -EOPNOTSUPP, "",
				"a BPF trampoline takes a direct call, which this kernel lacks");
	if (!row || !board_has(machine->abilities, configuration)) {
		fprintf(stderr, "boards: nobody counted %s under %s there\n", configuration->name,
			workload->name);
		exit(1);
	}
	machine->cost = board_cost(machine->core, machine->abilities, row, configuration);
	machine->cost.cycles *= layout_of(machine, workload->name, configuration->name);
	machine->cost.ns = machine->cost.cycles * 1000 / machine->core->mhz;
	machine->tracee = workload->tracee;
	machine->fake.model.call_ns = (uint64_t)ceil(machine->cost.ns);
	noise_pass(&machine->cycles, 1);
	noise_attach(&machine->cycles);
	return machine->base.attach(machine->base.context, configuration, workload, counting,
				    complaint);
}

static int read_hits(void *context, struct attached_hits *hits, struct complaint *complaint)
{
	struct board_machine *machine = context;

	return machine->base.read_hits(machine->base.context, hits, complaint);
}

static int detach(void *context, struct complaint *complaint)
{
	struct board_machine *machine = context;

	return machine->base.detach(machine->base.context, complaint);
}

static int look(void *context, bool whole, struct evidence *evidence, struct complaint *complaint)
{
	struct board_machine *machine = context;
	int error = machine->base.look(machine->base.context, whole, evidence, complaint);

	/* The fake machine's tracee is always the module's. */
	snprintf(evidence->function.symbol, sizeof(evidence->function.symbol), "%s+0x0/0x18",
		 machine->tracee);
	if (evidence->book.read)
		snprintf(evidence->book.text, sizeof(evidence->book.text), "%s (%u)",
			 machine->tracee, evidence->book.ops);
	return error;
}

static int call(void *context, const struct workload *workload, unsigned int batches,
		unsigned int calls_per_batch, struct complaint *complaint)
{
	struct board_machine *machine = context;

	return machine->base.call(machine->base.context, workload, batches, calls_per_batch,
				  complaint);
}

static double per_call(const struct board_cost *cost, const char *event)
{
	const struct {
		const char *name;
		double value;
	} events[] = {
		{ "kernel-instructions", cost->kernel_instructions },
		{ "user-instructions", cost->user_instructions },
		{ "branch-misses", cost->branch_misses },
		{ "return-misses", cost->return_misses },
		{ "l1i-misses", cost->l1i_misses },
	};

	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
		if (!strcmp(events[i].name, event))
			return events[i].value;
	}
	fprintf(stderr, "boards: the model has no %s\n", event);
	exit(1);
}

static uint64_t whole(double count)
{
	return (uint64_t)llround(fmax(0, count));
}

/* @cycles: that this measurement takes. */
static uint64_t counted(struct board_machine *machine, const char *event, double calls,
			double cycles)
{
	double spread = AROUND_SPREAD * generator_normal(&machine->counts);
	double count;

	if (!strcmp(event, "cycles"))
		return whole(cycles);
	count = calls * per_call(&machine->cost, event);
	if (strstr(event, "instructions"))
		return whole(AROUND_INSTRUCTIONS + spread + count);
	return whole(fabs(spread) + count * (1 + EVENT_SPREAD * spread / AROUND_SPREAD));
}

static int measure(void *context, const struct workload *workload, unsigned int batches,
		   unsigned int calls_per_batch, struct measurement *measurement,
		   struct complaint *complaint)
{
	struct board_machine *machine = context;
	const double calls = (double)batches * calls_per_batch;
	const double step = machine->noise->step_ns;
	double cycles, ns;
	int error = machine->base.measure(machine->base.context, workload, batches, calls_per_batch,
					  measurement, complaint);

	cycles = AROUND_CYCLES + calls * machine->cost.cycles * noise_factor(&machine->cycles);
	for (size_t i = 0; i < machine->plan->event_count; i++)
		measurement->counters[i] =
			counted(machine, machine->plan->events[i].name, calls, cycles);
	ns = cycles * 1000 / machine->core->mhz;
	measurement->time_ns = whole(floor(ns / step + generator_uniform(&machine->counts)) * step);
	measurement->enabled_ns = whole(ns);
	measurement->running_ns = whole(ns);
	return error;
}

static void settle(void *context)
{
	struct board_machine *machine = context;

	machine->base.settle(machine->base.context);
}

static int finding(void *context, char *text, size_t size)
{
	struct board_machine *machine = context;

	return machine->base.finding(machine->base.context, text, size);
}

static uint64_t now(void *context)
{
	struct board_machine *machine = context;

	return machine->base.now(machine->base.context);
}

static bool stopped(void *context)
{
	struct board_machine *machine = context;

	return machine->base.stopped(machine->base.context);
}

struct executor board_machine_executor(struct board_machine *machine)
{
	return (struct executor){
		.context = machine,
		.attach = attach,
		.read_hits = read_hits,
		.detach = detach,
		.look = look,
		.call = call,
		.measure = measure,
		.settle = settle,
		.finding = finding,
		.now = now,
		.stopped = stopped,
	};
}
