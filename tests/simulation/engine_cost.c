// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the engine itself takes for a sample: the time of a session, less what the fake machine
 * took of it. On a board the machine's part is the attach, the look and the measurement.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report.h"
#include "simulation.h"

#define BLOCKS 100
#define RUNS 21
#define NS_PER_US 1000.0

/* An executor that passes everything on to the fake machine's and adds up how long it took. */
struct stopwatch {
	struct executor machine;
	double ns;
	unsigned int readings; /* of the clock */
};

static int watched(struct stopwatch *watch, double start, int result)
{
	watch->ns += simulation_now_ns() - start;
	watch->readings += 2;
	return result;
}

static int attach(void *context, const struct configuration *configuration,
		  const struct workload *workload, bool counting, struct complaint *complaint)
{
	struct stopwatch *watch = context;
	double start = simulation_now_ns();

	return watched(watch, start,
		       watch->machine.attach(watch->machine.context, configuration, workload,
					     counting, complaint));
}

static int read_hits(void *context, struct attached_hits *hits, struct complaint *complaint)
{
	struct stopwatch *watch = context;
	double start = simulation_now_ns();

	return watched(watch, start,
		       watch->machine.read_hits(watch->machine.context, hits, complaint));
}

static int detach(void *context, struct complaint *complaint)
{
	struct stopwatch *watch = context;
	double start = simulation_now_ns();

	return watched(watch, start, watch->machine.detach(watch->machine.context, complaint));
}

static int look(void *context, bool whole, struct evidence *evidence, struct complaint *complaint)
{
	struct stopwatch *watch = context;
	double start = simulation_now_ns();

	return watched(watch, start,
		       watch->machine.look(watch->machine.context, whole, evidence, complaint));
}

static int call(void *context, const struct workload *workload, unsigned int batches,
		unsigned int calls_per_batch, struct complaint *complaint)
{
	struct stopwatch *watch = context;
	double start = simulation_now_ns();

	return watched(watch, start,
		       watch->machine.call(watch->machine.context, workload, batches,
					   calls_per_batch, complaint));
}

static int measure(void *context, const struct workload *workload, unsigned int batches,
		   unsigned int calls_per_batch, struct measurement *measurement,
		   struct complaint *complaint)
{
	struct stopwatch *watch = context;
	double start = simulation_now_ns();

	return watched(watch, start,
		       watch->machine.measure(watch->machine.context, workload, batches,
					      calls_per_batch, measurement, complaint));
}

static void settle(void *context)
{
	struct stopwatch *watch = context;
	double start = simulation_now_ns();

	watch->machine.settle(watch->machine.context);
	watched(watch, start, 0);
}

static int finding(void *context, char *text, size_t size)
{
	struct stopwatch *watch = context;

	return watch->machine.finding(watch->machine.context, text, size);
}

static uint64_t now(void *context)
{
	struct stopwatch *watch = context;

	return watch->machine.now(watch->machine.context);
}

static bool stopped(void *context)
{
	struct stopwatch *watch = context;

	return watch->machine.stopped(watch->machine.context);
}

static struct executor watch_executor(struct stopwatch *watch)
{
	return (struct executor){
		.context = watch,
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

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

/* Microseconds for each sample of one session of a board's usual size of sample. */
static double cost_of_session(uint64_t seed)
{
	static struct simulation simulation;
	const struct fake_counter counter = { .noise = { .attachment = 0.01 } };
	struct stopwatch watch = { 0 };
	struct executor executor = watch_executor(&watch);

	simulation_prepare(&simulation, "none,direct,ops1,ops2", BLOCKS, seed);
	/* Of -e path: instructions and cycles, of both modes. */
	for (int i = 0; i < 4; i++)
		simulation_add_counter(&simulation, &counter);
	fake_machine_start(&simulation.machine, simulation_abilities());
	watch.machine = fake_machine_executor(&simulation.machine);
	close(simulation_write(&simulation, &executor));
	return (simulation.session_ns - watch.ns) / (double)simulation.totals.samples / NS_PER_US;
}

void row_engine_cost(struct report *report, uint64_t seed)
{
	static const char what[] = "proofs, checks, records, writing";
	double costs[RUNS];

	for (unsigned int i = 0; i < RUNS; i++)
		costs[i] = cost_of_session(seed_of_part(seed, i));
	qsort(costs, RUNS, sizeof(*costs), compare);
#ifdef __SANITIZE_ADDRESS__
	report_number(report, what, costs[RUNS / 2], "us, sanitized");
#else
	report_at_most(report, what, 50, costs[RUNS / 2], 0, "us");
#endif
}
