// SPDX-License-Identifier: GPL-2.0-only
#include "report/verdict_notes.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/column.h"
#include "report/grid.h"
#include "report/number.h"

/* More blocks than this are no advice. */
#define NEEDED_MAX 100000

/* The cells of one table that have the same verdict. */
struct group {
	const struct summary *summary;
	size_t workload;
	size_t metric;
	enum verdict verdict;
};

/* The cell's comparison if it is of the group, else NULL. */
static const struct comparison *member(const struct group *group, size_t configuration)
{
	const struct summary_cell *cell =
		summary_cell(group->summary, group->workload, configuration);
	const struct comparison *comparison = &cell->values[group->metric].comparison;

	return comparison->verdict == group->verdict ? comparison : NULL;
}

/* A sentence stands for itself: of counts it is told which ones. */
static const char *unit(const struct group *group)
{
	const char *metric = group->summary->metrics[group->metric];

	return strcmp(metric, METRIC_TIME) != 0 ? metric : metric_kind(metric)->unit;
}

static void print_amount(FILE *out, const struct group *group, double amount)
{
	char text[NUMBER_SIZE];

	number_amount(text, amount);
	fprintf(out, "%s %s", text, unit(group));
}

static void print_name(FILE *out, const struct group *group, size_t configuration)
{
	fprintf(out, "%s%s",
		column_mark(summary_cell(group->summary, group->workload, configuration)),
		group->summary->result->plan.configurations[configuration]);
}

static bool is_detectable(const struct comparison *comparison)
{
	return comparison->detectable > 0 && comparison_can_tell(comparison);
}

static const char *units(const struct group *group)
{
	return group->summary->by_load ? "loads of the module" : "blocks";
}

/* The names of all, with what each would have found if @detectable. */
static void print_members(FILE *out, const struct group *group, bool detectable)
{
	const char *comma = "";

	for (size_t i = 0; i < group->summary->result->plan.configuration_count; i++) {
		const struct comparison *comparison = member(group, i);

		if (!comparison || (detectable && !is_detectable(comparison)))
			continue;
		fputs(comma, out);
		print_name(out, group, i);
		comma = ", ";
		if (!detectable)
			continue;
		fputc(' ', out);
		print_amount(out, group, comparison->detectable);
	}
}

/* How many have a detectable difference, and whether all of these read the same. */
static size_t count_detectable(const struct group *group, double *first, bool *alike)
{
	char first_text[NUMBER_SIZE] = "";
	size_t count = 0;

	*alike = true;
	for (size_t i = 0; i < group->summary->result->plan.configuration_count; i++) {
		const struct comparison *comparison = member(group, i);
		char text[NUMBER_SIZE];

		if (!comparison || !is_detectable(comparison))
			continue;
		number_amount(text, comparison->detectable);
		if (!count++) {
			strcpy(first_text, text);
			*first = comparison->detectable;
		}
		*alike = *alike && !strcmp(text, first_text);
	}
	return count;
}

/* Where even the smallest p that there is is too large for so many rows. Returns whether so. */
static bool print_too_few(FILE *out, const struct group *group)
{
	for (size_t i = 0; i < group->summary->result->plan.configuration_count; i++) {
		const struct comparison *comparison = member(group, i);

		if (!comparison || comparison_can_tell(comparison))
			continue;
		fprintf(out, "; %zu %s are too few to find any difference among %zu rows",
			comparison->shift.count, units(group), comparison->rows);
		return true;
	}
	return false;
}

static void print_detectable(FILE *out, const struct group *group)
{
	bool too_few = print_too_few(out, group);
	double first = 0;
	bool alike;

	/* Without any noise there is nothing that would not have been found. */
	if (!count_detectable(group, &first, &alike)) {
		if (!too_few)
			fputs("; no block says anything else", out);
		return;
	}
	fputs("; the smallest difference that would have been found in 8 of 10 runs: ", out);
	if (alike)
		print_amount(out, group, first);
	else
		print_members(out, group, true);
}

/* From the estimate to what it must be told from: 0 if it is beyond the floor, else the floor. */
static double to_be_told(const struct comparison *comparison, double floor)
{
	double size = fabs(comparison->shift.value);

	return size > floor ? size : floor - size;
}

/* To two digits that count: it is a guess. */
static size_t round_up(size_t count)
{
	size_t step = 1;

	while (count / step >= 100)
		step *= 10;
	return (count + step - 1) / step * step;
}

/* So many of the unit of analysis would decide the last of them, if the noise stays as it is. */
static void print_needed(FILE *out, const struct group *group, double floor)
{
	size_t most = 0;

	for (size_t i = 0; i < group->summary->result->plan.configuration_count; i++) {
		const struct comparison *comparison = member(group, i);
		size_t needed;

		if (!comparison)
			continue;
		needed = blocks_needed(comparison, to_be_told(comparison, floor));
		if (needed <= comparison->shift.count || needed > NEEDED_MAX)
			continue;
		most = needed > most ? needed : most;
	}
	if (most)
		fprintf(out, "; about %zu %s would tell", round_up(most), units(group));
}

static void print_group(FILE *out, const struct group *group)
{
	double floor = summary_floor(group->summary, group->workload, group->metric);
	char percent[NUMBER_SIZE];

	number_for_programs(percent, (struct value){ .number = group->summary->floor_percent });
	if (floor > 0) {
		fputs(group->verdict == VERDICT_SAME ? "same within " : "undecided whether within ",
		      out);
		fprintf(out, "%s %% (", percent);
		print_amount(out, group, floor);
		fputs("): ", out);
	} else {
		fprintf(out, "%s (%s): ",
			group->verdict == VERDICT_SAME ? "same, not one apart"
						       : "undecided whether the same",
			unit(group));
	}
	print_members(out, group, false);
	print_detectable(out, group);
	if (group->verdict == VERDICT_UNDECIDED)
		print_needed(out, group, floor);
}

static int add_group(struct notes *notes, const struct group *group)
{
	bool any = false;
	char *text = NULL;
	size_t size;
	FILE *out;
	int error;

	for (size_t i = 0; i < group->summary->result->plan.configuration_count; i++)
		any = any || member(group, i);
	if (!any)
		return 0;
	out = open_memstream(&text, &size);
	if (!out)
		return -ENOMEM;
	print_group(out, group);
	error = fclose(out) ? -ENOMEM : notes_add(notes, "%s", text);
	free(text);
	return error;
}

int verdict_notes_add(struct notes *notes, const struct summary *summary, size_t workload)
{
	static const enum verdict verdicts[] = { VERDICT_SAME, VERDICT_UNDECIDED };
	struct group group = { .summary = summary, .workload = workload };
	int error = 0;

	/* With fewer all are undecided, and the lines above the tables say why. */
	if (summary->units < INTERVAL_COUNT_MIN)
		return 0;
	for (group.metric = 0; group.metric < summary->metric_count; group.metric++) {
		if (!grid_is_shown(summary, workload, group.metric))
			continue;
		for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]) && !error; i++) {
			group.verdict = verdicts[i];
			error = add_group(notes, &group);
		}
	}
	return error;
}
