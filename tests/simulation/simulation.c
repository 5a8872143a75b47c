// SPDX-License-Identifier: GPL-2.0-only
#include "simulation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "result/reader.h"
#include "unit/good_evidence.h"
#include "unit/session_file.h"

static _Noreturn void give_up(const char *what)
{
	fprintf(stderr, "simulation: %s\n", what);
	abort();
}

void simulation_prepare(struct simulation *simulation, const char *configurations,
			unsigned int blocks, uint64_t seed)
{
	char word[64];

	memset(simulation, 0, sizeof(*simulation));
	simulation->plan.seed = seed_of_part(seed, 0);
	simulation->plan.blocks = blocks;
	simulation->plan.calls = SIMULATION_CALLS;
	simulation->plan.settle_ms = PLAN_SETTLE_MS;
	if (plan_add_configurations(&simulation->plan, configurations, word, sizeof(word)) ||
	    plan_add_workloads(&simulation->plan, "kloop", word, sizeof(word)))
		give_up("no such configuration or workload");
	fake_machine_defaults(&simulation->machine.model);
	simulation->machine.model.seed = seed_of_part(seed, 1);
}

size_t simulation_add_counter(struct simulation *simulation, const struct fake_counter *counter)
{
	struct fake_model *model = &simulation->machine.model;
	struct event *event = &simulation->plan.events[simulation->plan.event_count++];

	if (model->counter_count == RECORD_COUNTERS_MAX)
		give_up("too many counters");
	/* A raw event: of a name that nothing is known of. */
	snprintf(event->name, sizeof(event->name), "r%zx", model->counter_count + 1);
	model->counters[model->counter_count] = *counter;
	return model->counter_count++;
}

static void show_nothing(void *context, unsigned int done, unsigned int blocks)
{
	(void)context;
	(void)done;
	(void)blocks;
}

const struct kernel_abilities *simulation_abilities(void)
{
	return &played_abilities;
}

double simulation_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

int simulation_write(struct simulation *simulation, const struct executor *machine)
{
	int fd = memfd_create("simulation", MFD_CLOEXEC);
	char path[32];
	struct check_list checks;
	struct configuration none;
	struct baseline *baseline = calloc(1, sizeof(*baseline));
	struct result_writer writer;
	const struct session_terms terms = {
		.plan = &simulation->plan,
		.abilities = &played_abilities,
		.executor = machine,
		.checks = &checks,
		.baselines = baseline,
		.writer = &writer,
		.progress = show_nothing,
	};

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (fd < 0 || !baseline || result_writer_open(&writer, path))
		give_up("no result file");
	check_list_all(&checks);
	configuration_parse("none", &none);
	good_evidence(&none, &played_abilities, &baseline->evidence);
	result_writer_append(&writer, session_file_header(&simulation->plan, false));
	simulation->session_ns = simulation_now_ns();
	if (session_run(&terms, &simulation->totals, &simulation->complaint))
		give_up(simulation->complaint.tried);
	simulation->session_ns = simulation_now_ns() - simulation->session_ns;
	if (result_writer_close(&writer))
		give_up("the result file cannot be written");
	free(baseline);
	return fd;
}

void simulation_run_on(struct simulation *simulation)
{
	const struct executor machine = fake_machine_executor(&simulation->machine);
	struct result_error error = { 0 };
	FILE *in = fdopen(simulation_write(simulation, &machine), "r");

	result_free(&simulation->result);
	if (!in || result_read(in, &simulation->result, &error))
		give_up(error.text);
	fclose(in);
}

void simulation_run(struct simulation *simulation)
{
	fake_machine_start(&simulation->machine, &played_abilities);
	simulation_run_on(simulation);
}

void simulation_sum_up(struct simulation *simulation, unsigned int first, unsigned int blocks,
		       struct summary *summary)
{
	struct result *result = &simulation->result;
	const size_t all = result->sample_count;
	struct result_sample *samples = result->samples;
	size_t start = 0, end = all;

	/* The file has them in the order of the blocks. */
	while (start < all && samples[start].block < first)
		start++;
	while (end > start && samples[end - 1].block >= first + blocks)
		end--;
	result->samples = samples + start;
	result->sample_count = end - start;
	if (summary_make(result, summary))
		give_up("no memory for a summary");
	result->samples = samples;
	result->sample_count = all;
}

void simulation_free(struct simulation *simulation)
{
	result_free(&simulation->result);
}

const struct summary_value *simulation_value(const struct summary *summary, size_t configuration,
					     size_t counter)
{
	return &summary_cell(summary, 0, configuration)->values[counter];
}
