// SPDX-License-Identifier: GPL-2.0-only
#include "compare/heading.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/heading.h"
#include "report/number.h"
#include "result/machine.h"

const struct result *heading_result(const struct compare_side *side)
{
	return side->count ? &side->files[0].result : NULL;
}

/* "3 blocks", or "3 to 5 blocks" where the boots do not have the same number. */
static void print_blocks(char *out, size_t size, const struct compare_side *side)
{
	size_t fewest = 0;
	size_t most = 0;

	for (size_t i = 0; i < side->count; i++) {
		size_t blocks = summary_complete_blocks(&side->files[i].summary);

		fewest = !i || blocks < fewest ? blocks : fewest;
		most = blocks > most ? blocks : most;
	}
	if (fewest == most)
		snprintf(out, size, "%zu block%s", most, number_plural(most));
	else
		snprintf(out, size, "%zu to %zu blocks", fewest, most);
}

int heading_add_side(struct notes *lines, const struct compare_side *side, bool labelled)
{
	const struct result *result = heading_result(side);
	const char *release = result ? result->environment.kernel_release : NULL;
	char blocks[64];

	print_blocks(blocks, sizeof(blocks), side);
	return notes_add(lines, "%s%s%s%s, %zu boot%s of %s", labelled ? side->label : "",
			 labelled ? ": " : "", release ? "Linux " : "kernel not known",
			 release ? release : "", side->count, number_plural(side->count), blocks);
}

/* The machine in words, which the caller frees; NULL when memory ran out. */
static char *machine_of(const struct compare_side *side)
{
	const struct result *result = heading_result(side);
	const struct result_environment *environment;
	bool kaslr;
	char *line;

	if (!result)
		return strdup("no machine");
	environment = &result->environment;
	kaslr = environment->kaslr && !strcmp(environment->kaslr, "on");
	if (asprintf(&line, "%s, %s%s%s%s", environment->arch, result_machine(result),
		     environment->core_type ? ", core " : "",
		     environment->core_type ? environment->core_type : "",
		     kaslr ? ", KASLR" : "") < 0)
		return NULL;
	return line;
}

int heading_add_machine(struct notes *lines, const struct difference_table *table)
{
	char *before = machine_of(table->before);
	char *after = machine_of(table->after);
	int error = -ENOMEM;

	if (before && after && !strcmp(before, after))
		error = notes_add(lines, "%s", before);
	else if (before && after)
		error = notes_add(lines, "before on %s; after on %s", before, after);
	free(before);
	free(after);
	return error;
}

bool heading_is_emulated(const struct difference_table *table)
{
	const struct result *before = heading_result(table->before);
	const struct result *after = heading_result(table->after);

	return (before && summary_is_emulated(before)) || (after && summary_is_emulated(after));
}

/* What an emulator without such a clock counts is worth as little as its times. */
static bool counts_by_clock(const struct result *result)
{
	return !result || !summary_is_emulated(result) || result->environment.instruction_clock;
}

static bool has_clocked(const struct difference_table *table)
{
	bool clocked = false;

	for (size_t i = 0; i < table->count && !clocked; i++) {
		clocked = !table->rows[i].exact && table->rows[i].verdict != DIFFERENCE_NONE;
	}
	return clocked;
}

bool heading_is_exact(const struct difference_table *table)
{
	return heading_is_emulated(table) && !has_clocked(table) &&
	       counts_by_clock(heading_result(table->before)) &&
	       counts_by_clock(heading_result(table->after));
}

/* NULL: neither side is. */
static const char *simulated_sides(const struct difference_table *table)
{
	bool before = compare_side_is_simulated(table->before);
	bool after = compare_side_is_simulated(table->after);

	if (before && after)
		return HEADING_SIMULATED;
	if (!before && !after)
		return NULL;
	return before ? "SIMULATED before: its numbers are made up, so no change here is a "
			"machine's"
		      : "SIMULATED after: its numbers are made up, so no change here is a "
			"machine's";
}

int heading_add_simulated(struct notes *lines, const struct difference_table *table)
{
	const char *text = simulated_sides(table);

	return text ? notes_add(lines, "%s", text) : 0;
}

int heading_add_method(struct notes *lines, const struct difference_table *table)
{
	char floor[NUMBER_SIZE];
	int error = 0;

	if (heading_is_emulated(table))
		error = notes_add(lines, heading_is_exact(table)
						 ? "emulated; instruction clock: counts are exact, "
						   "so one instruction is a finding; times are "
						   "not shown"
						 : "emulated: what is no number of instructions is "
						   "the emulator's and tells nothing of hardware");
	if (error || !has_clocked(table))
		return error;
	number_for_programs(floor, (struct value){ .number = table->floor_percent });
	return notes_add(lines,
			 "one value a boot; change: Hodges-Lehmann over the boots of both sides, "
			 "with its 95 %% interval and the rank-sum test (Holm); \"same\": within "
			 "%s %% of before%s",
			 floor, table->floor_is_given ? "" : ", and exactly for instructions");
}

static bool has_one_release(const struct difference_table *table)
{
	const struct result *before = heading_result(table->before);
	const struct result *after = heading_result(table->after);
	const char *one = before ? before->environment.kernel_release : NULL;
	const char *other = after ? after->environment.kernel_release : NULL;

	return one && other && !strcmp(one, other);
}

/*
 * A kernel that is not the other one was built on its own: that tells a reader nothing, unless
 * nothing else tells them apart.
 */
static bool is_idle_build(const struct difference_table *table,
			  const struct environment_difference *row)
{
	return row->group == ENVIRONMENT_KERNEL && !strcmp(row->what, "build") &&
	       !has_one_release(table);
}

/* The lines over all tables have it already. */
static bool is_release(const struct difference_table *table,
		       const struct environment_difference *row)
{
	const struct result *before = heading_result(table->before);

	return row->group == ENVIRONMENT_KERNEL && before && before->environment.kernel_release &&
	       !strcmp(row->before, before->environment.kernel_release);
}

static int add_difference(struct notes *lines, const struct environment_difference *row)
{
	return notes_add(lines, "%s, %s: %s -> %s", environment_group_name(row->group), row->what,
			 row->before, row->after);
}

/* A line for each fact that is not the same on both sides; but for the release, which is said. */
static int add_environment(struct notes *lines, const struct difference_table *table)
{
	const struct environment_differences *environment = table->environment;
	int error = 0;

	for (size_t i = 0; environment && i < environment->count && !error; i++) {
		const struct environment_difference *row = &environment->rows[i];

		if (!is_release(table, row))
			error = add_difference(lines, row);
	}
	return error;
}

static int add_kernel_facts(struct notes *lines, const struct difference_table *table)
{
	const struct environment_differences *environment = table->environment;
	char *text = NULL;
	size_t size = 0;
	size_t facts = 0;
	FILE *out = open_memstream(&text, &size);
	int error = 0;

	if (!out)
		return -ENOMEM;
	for (size_t i = 0; environment && i < environment->count; i++) {
		const struct environment_difference *row = &environment->rows[i];

		if (row->group == ENVIRONMENT_KERNEL && !is_release(table, row) &&
		    !is_idle_build(table, row))
			fprintf(out, "%s%s", facts++ ? ", " : "", row->what);
	}
	if (fclose(out))
		error = -ENOMEM;
	else if (facts)
		error = notes_add(lines, "of the kernels themselves: %s", text);
	free(text);
	return error;
}

int heading_add_environment_briefly(struct notes *lines, const struct difference_table *table)
{
	const struct environment_differences *environment = table->environment;
	int error = add_kernel_facts(lines, table);

	for (size_t i = 0; environment && i < environment->count && !error; i++) {
		if (environment->rows[i].group != ENVIRONMENT_KERNEL)
			error = add_difference(lines, &environment->rows[i]);
	}
	return error;
}

int heading_add_all(struct notes *lines, struct notes *differs,
		    const struct difference_table *table)
{
	int error = heading_add_simulated(lines, table);

	if (!error)
		error = heading_add_side(lines, table->before, true);
	if (!error)
		error = heading_add_side(lines, table->after, true);
	if (!error)
		error = heading_add_machine(lines, table);
	if (!error)
		error = heading_add_method(lines, table);
	if (!error)
		error = add_environment(differs, table);
	if (!error && !differs->count)
		error = notes_add(lines, "nothing else differs");
	return error;
}
