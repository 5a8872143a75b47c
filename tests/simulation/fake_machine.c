// SPDX-License-Identifier: GPL-2.0-only
/*
 * The machine under a simulated session: it does all that a session asks for, in a time of its
 * own, and its counters show what the model says.
 */
#include "fake_machine.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "measure/plan.h"
#include "unit/good_evidence.h"

#define NS_PER_MS UINT64_C(1000000)

void fake_machine_defaults(struct fake_model *model)
{
	memset(model, 0, sizeof(*model));
	model->attach_ns = 4 * NS_PER_MS;
	model->settle_ns = PLAN_SETTLE_MS * NS_PER_MS;
	model->look_ns = NS_PER_MS / 10;
	model->call_ns = 1000; /* a short system call */
	model->tick_ns = 4 * NS_PER_MS; /* HZ=250 */
	model->tick_counts = 3000; /* a few microseconds */
}

double fake_machine_cell_ns(const struct fake_model *model)
{
	return (double)(2 * model->attach_ns + model->settle_ns + 2 * model->look_ns);
}

static void pass(struct fake_machine *machine, double ns)
{
	double cells = ns / fake_machine_cell_ns(&machine->model);

	machine->now_ns += ns;
	for (size_t i = 0; i < machine->model.counter_count; i++)
		noise_pass(&machine->noises[i], cells);
	noise_pass(&machine->noises[RECORD_COUNTERS_MAX], cells);
}

void fake_machine_start(struct fake_machine *machine, const struct kernel_abilities *abilities)
{
	const struct fake_model *model = &machine->model;
	struct generator generator;

	for (size_t i = 0; i < model->counter_count; i++)
		noise_start(&machine->noises[i], &model->counters[i].noise,
			    seed_of_part(model->seed, i + 1));
	noise_start(&machine->noises[RECORD_COUNTERS_MAX], &model->time.noise,
		    seed_of_part(model->seed, RECORD_COUNTERS_MAX + 1));
	generator_seed(&generator, model->seed);
	machine->tick_phase_ns = generator_uniform(&generator) * (double)model->tick_ns;
	machine->abilities = abilities;
}

static double planted(const struct fake_model *model, const char *configuration)
{
	for (size_t i = 0; i < model->planted_count; i++) {
		if (!strcmp(model->planted[i].configuration, configuration))
			return model->planted[i].overhead;
	}
	return 0;
}

static int attach(void *context, const struct configuration *configuration,
		  const struct workload *workload, bool counting, struct complaint *complaint)
{
	struct fake_machine *machine = context;

	(void)workload;
	(void)complaint;
	if (machine->configuration)
		abort();
	machine->configuration = configuration;
	machine->counting = counting;
	machine->overhead = planted(&machine->model, configuration->name);
	for (size_t i = 0; i < machine->model.counter_count; i++)
		noise_attach(&machine->noises[i]);
	noise_attach(&machine->noises[RECORD_COUNTERS_MAX]);
	pass(machine, (double)machine->model.attach_ns);
	return 0;
}

static int detach(void *context, struct complaint *complaint)
{
	struct fake_machine *machine = context;

	(void)complaint;
	if (!machine->configuration)
		abort();
	machine->configuration = NULL;
	pass(machine, (double)machine->model.attach_ns);
	return 0;
}

static int look(void *context, bool whole, struct evidence *evidence, struct complaint *complaint)
{
	struct fake_machine *machine = context;

	(void)whole;
	(void)complaint;
	good_evidence(machine->configuration, machine->abilities, evidence);
	pass(machine, (double)machine->model.look_ns);
	return 0;
}

static int read_hits(void *context, struct attached_hits *hits, struct complaint *complaint)
{
	struct fake_machine *machine = context;

	(void)complaint;
	hits->hits = machine->hits;
	hits->per_call = 1;
	return 0;
}

static int call(void *context, const struct workload *workload, unsigned int batches,
		unsigned int calls_per_batch, struct complaint *complaint)
{
	struct fake_machine *machine = context;
	uint64_t calls = (uint64_t)batches * calls_per_batch;

	(void)workload;
	(void)complaint;
	machine->hits += calls;
	pass(machine, (double)(calls * machine->model.call_ns));
	return 0;
}

/* Timer interrupts from now until @ns later. */
static uint64_t ticks_within(const struct fake_machine *machine, double ns)
{
	double tick_ns = (double)machine->model.tick_ns;
	double start = machine->now_ns + machine->tick_phase_ns;

	if (!machine->model.tick_ns)
		return 0;
	return (uint64_t)(floor((start + ns) / tick_ns) - floor(start / tick_ns));
}

/* @cost: of a call of the baseline. */
static uint64_t counted(struct fake_machine *machine, const struct fake_counter *counter,
			struct noise *noise, uint64_t calls, double cost)
{
	if (strcmp(machine->configuration->name, "none") != 0)
		cost *= 1 + machine->overhead + counter->overhead;
	return (uint64_t)llround(counter->around + (double)calls * cost * noise_factor(noise));
}

static int measure(void *context, const struct workload *workload, unsigned int batches,
		   unsigned int calls_per_batch, struct measurement *measurement,
		   struct complaint *complaint)
{
	struct fake_machine *machine = context;
	const struct fake_model *model = &machine->model;
	uint64_t calls = (uint64_t)batches * calls_per_batch;
	double ns = (double)(calls * model->call_ns);

	(void)workload;
	(void)complaint;
	if (!machine->configuration || machine->counting || !calls)
		abort();
	memset(measurement, 0, sizeof(*measurement));
	measurement->calls = calls;
	measurement->interrupts = ticks_within(machine, ns);
	for (size_t i = 0; i < model->counter_count; i++)
		measurement->counters[i] = counted(machine, &model->counters[i],
						   &machine->noises[i], calls, FAKE_COST) +
					   measurement->interrupts * model->tick_counts;
	measurement->time_ns = counted(machine, &model->time, &machine->noises[RECORD_COUNTERS_MAX],
				       calls, (double)model->call_ns) +
			       measurement->interrupts * model->tick_counts;
	measurement->enabled_ns = measurement->time_ns;
	measurement->running_ns = measurement->time_ns;
	pass(machine, ns);
	return machine->count ? machine->count(machine->count_context, measurement) : 0;
}

static void settle(void *context)
{
	struct fake_machine *machine = context;

	pass(machine, (double)machine->model.settle_ns);
}

static int finding(void *context, char *text, size_t size)
{
	(void)context;
	(void)text;
	(void)size;
	return 0;
}

static uint64_t now(void *context)
{
	const struct fake_machine *machine = context;

	return (uint64_t)machine->now_ns;
}

static bool stopped(void *context)
{
	(void)context;
	return false;
}

static int counter_died(void *context, char *text, size_t size)
{
	struct fake_machine *machine = context;

	return machine->counter_died && machine->counter_died(machine->count_context, text, size);
}

static const struct executor executor = {
	.attach = attach,
	.read_hits = read_hits,
	.detach = detach,
	.look = look,
	.call = call,
	.measure = measure,
	.settle = settle,
	.finding = finding,
	.counter_died = counter_died,
	.now = now,
	.stopped = stopped,
};

struct executor fake_machine_executor(struct fake_machine *machine)
{
	struct executor of_machine = executor;

	of_machine.context = machine;
	return of_machine;
}
