// SPDX-License-Identifier: GPL-2.0-only
#include "report/heading.h"

#include <stdio.h>
#include <string.h>

#include "report/number.h"
#include "result/machine.h"

/* A run that ends early by its own rules measured all that it wanted. */
static bool stopped_by_its_rules(const struct result *result)
{
	const char *by = result->stop.by;

	return by && (!strcmp(by, "precision") || !strcmp(by, "time"));
}

/* Says how many blocks there are, and of how many where the run wanted them all. */
static void print_blocks(char *out, size_t size, const struct summary *summary)
{
	int64_t planned = summary->result->plan.blocks;
	size_t complete = summary_complete_blocks(summary);

	if ((uint64_t)planned == complete || stopped_by_its_rules(summary->result))
		snprintf(out, size, "%zu block%s", complete, number_plural(complete));
	else
		snprintf(out, size, "%zu of %lld blocks", complete, (long long)planned);
}

static int add_machine(struct notes *lines, const struct summary *summary)
{
	const struct result_environment *environment = &summary->result->environment;
	char blocks[64];
	/* Off is what counts are compared with; on moves modules out of branch range. */
	bool kaslr = environment->kaslr && !strcmp(environment->kaslr, "on");

	print_blocks(blocks, sizeof(blocks), summary);
	return notes_add(lines, "%s, %s%s%s%s%s%s, %s", environment->arch,
			 result_machine(summary->result), environment->core_type ? ", core " : "",
			 environment->core_type ? environment->core_type : "",
			 environment->kernel_release ? ", Linux " : "",
			 environment->kernel_release ? environment->kernel_release : "",
			 kaslr ? ", KASLR" : "", blocks);
}

/* Whether anything that is shown is no number of instructions. */
static bool shows_emulator(const struct summary *summary)
{
	bool shows = false;

	for (size_t m = 0; m < summary->metric_count && !shows; m++)
		shows = summary_is_of_emulator(summary, m);
	return shows;
}

static int add_emulator(struct notes *lines, const struct summary *summary)
{
	const struct result *result = summary->result;

	if (!result->plan.event_count)
		return notes_add(lines, "emulated, and nothing counts on it: the nanoseconds are "
					"the emulator's and tell nothing of hardware");
	if (shows_emulator(summary))
		return notes_add(lines, "emulated: these events are the emulator's and tell "
					"nothing of hardware; -e instructions counts what holds");
	if (result->environment.instruction_clock)
		return notes_add(lines, "emulated; instruction clock: counts are exact, times are "
					"not shown");
	return notes_add(lines, "emulated without an instruction clock: counts are not exact, "
				"times are not shown");
}

/* These have no floor of their own. */
static bool counts_instructions(const struct summary *summary)
{
	bool counts = false;

	for (size_t m = 0; m < summary->metric_count; m++)
		counts = counts || metric_kind(summary->metrics[m])->instructions;
	return counts && !summary->floor_is_given;
}

static int add_statistics(struct notes *lines, const struct summary *summary)
{
	const char *unit = summary->by_load ? "loads of the module" : "blocks";
	const char *of = summary->result->environment.simulated ? "simulated" : "hardware";
	char floor[NUMBER_SIZE];

	if (summary->units < INTERVAL_COUNT_MIN)
		return notes_add(lines,
				 "%s: medians over the %s; intervals and verdicts take %d of them",
				 of, unit, INTERVAL_COUNT_MIN);
	number_for_programs(floor, (struct value){ .number = summary->floor_percent });
	return notes_add(lines,
			 "%s: medians over %s%zu %s, overheads paired in each, 95 %% intervals; "
			 "\"same\": within %s %% of %s%s",
			 of, summary->by_load ? "" : "the ", summary->units, unit, floor,
			 SUMMARY_BASELINE,
			 counts_instructions(summary) ? ", and exactly for instructions" : "");
}

/* The run asked for more than its blocks can tell. */
static int add_loads(struct notes *lines, const struct summary *summary)
{
	if (summary->by_load || summary->loads < 2)
		return 0;
	return notes_add(lines,
			 "the module was loaded %zu times, too few for intervals over loads, which "
			 "take %d: what another layout would add is in none",
			 summary->loads, INTERVAL_COUNT_MIN);
}

/* What times are from, and how fine it is. */
static int add_clock(struct notes *lines, const struct result *result)
{
	const struct result_clock *clock = &result->clock;

	if (!clock->name)
		return 0;
	if (!clock->resolution_ns)
		return notes_add(lines, "times from %s", clock->name);
	return notes_add(lines, "times from %s in steps of %lld ns", clock->name,
			 (long long)clock->resolution_ns);
}

static int add_cpu(struct notes *lines, const struct result *result)
{
	if (!result->plan.event_count)
		return notes_add(lines, "no counter on this machine: nanoseconds only");
	if (!result->environment.pmu)
		return 0;
	/* The type of a core is its PMU's name. */
	if (result->environment.core_type)
		return notes_add(lines, "measured on CPU %lld", (long long)result->plan.cpu);
	return notes_add(lines, "measured on CPU %lld, whose PMU is %s",
			 (long long)result->plan.cpu, result->environment.pmu);
}

int heading_add(struct notes *lines, const struct summary *summary)
{
	int error = 0;

	if (summary->result->environment.simulated)
		error = notes_add(lines, HEADING_SIMULATED);
	if (!error)
		error = add_machine(lines, summary);
	if (!error && summary_is_emulated(summary->result))
		return add_emulator(lines, summary);
	if (!error)
		error = add_statistics(lines, summary);
	if (!error)
		error = add_loads(lines, summary);
	if (!error)
		error = add_cpu(lines, summary->result);
	if (!error)
		error = add_clock(lines, summary->result);
	return error;
}

const char *heading_measured(const struct result *result)
{
	return result->environment.simulated ? "Made up by a simulation, for no machine"
					     : "Measured by tracetoll";
}
