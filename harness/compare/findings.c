// SPDX-License-Identifier: GPL-2.0-only
#include "compare/findings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/number.h"
#include "stats/metric.h"

/* Names under way to become one line. */
struct list {
	FILE *out;
	char *text;
	size_t size;
	size_t names;
};

static int list_begin(struct list *list)
{
	memset(list, 0, sizeof(*list));
	list->out = open_memstream(&list->text, &list->size);
	return list->out ? 0 : -ENOMEM;
}

static void list_name(struct list *list, const char *name)
{
	fprintf(list->out, "%s%s", list->names++ ? ", " : "", name);
}

/* Ends the list; its text is the caller's to free unless an error is returned. */
static int list_end(struct list *list)
{
	if (!fclose(list->out))
		return 0;
	free(list->text);
	return -ENOMEM;
}

/* A path is a cell's, and a cell has a row for each metric: only the first one tells it. */
static bool tells_path(const struct difference_table *table, size_t at)
{
	const struct difference *row = &table->rows[at];

	if (!row->path_changed)
		return false;
	for (size_t i = 0; i < at; i++) {
		const struct difference *earlier = &table->rows[i];

		if (earlier->path_changed && !strcmp(earlier->configuration, row->configuration) &&
		    !strcmp(earlier->workload, row->workload))
			return false;
	}
	return true;
}

static bool is_same_change(const struct difference *one, const struct difference *other)
{
	return !strcmp(one->workload, other->workload) &&
	       !strcmp(one->before.path, other->before.path) &&
	       !strcmp(one->after.path, other->after.path);
}

/* The line of the change that row @at is the first of. */
static int add_change(struct notes *lines, const struct difference_table *table, const bool *tells,
		      size_t at)
{
	const struct difference *row = &table->rows[at];
	struct list list;
	int error = list_begin(&list);

	if (error)
		return error;
	for (size_t i = at; i < table->count; i++) {
		if (tells[i] && is_same_change(row, &table->rows[i]))
			list_name(&list, table->rows[i].configuration);
	}
	error = list_end(&list);
	if (error)
		return error;
	error = notes_add(lines, "%s, %s -> %s: %s", row->workload, row->before.path,
			  row->after.path, list.text);
	free(list.text);
	return error;
}

static bool is_first_of_change(const struct difference_table *table, const bool *tells, size_t at)
{
	if (!tells[at])
		return false;
	for (size_t i = 0; i < at; i++) {
		if (tells[i] && is_same_change(&table->rows[i], &table->rows[at]))
			return false;
	}
	return true;
}

int findings_add_paths(struct notes *lines, const struct difference_table *table)
{
	bool *tells = calloc(table->count + 1, sizeof(*tells));
	int error = 0;

	if (!tells)
		return -ENOMEM;
	for (size_t i = 0; i < table->count; i++)
		tells[i] = tells_path(table, i);
	for (size_t i = 0; i < table->count && !error; i++) {
		if (is_first_of_change(table, tells, i))
			error = add_change(lines, table, tells, i);
	}
	free(tells);
	return error;
}

int findings_add_tally(struct notes *lines, const struct difference_table *table)
{
	size_t same = 0;
	size_t compared = 0;
	size_t alone = 0;

	for (size_t i = 0; i < table->count; i++) {
		const struct difference *row = &table->rows[i];

		same += row->verdict == DIFFERENCE_SAME;
		compared += row->verdict != DIFFERENCE_NONE;
		alone += !row->before.boots != !row->after.boots;
	}
	if (!compared)
		return notes_add(lines, "nothing was measured on both sides%s",
				 alone ? ": there is nothing to compare" : "");
	return notes_add(lines, "%zu row%s: %zu MORE, %zu LESS, %zu same, %zu undecided%s",
			 compared, number_plural(compared), table->regressions, table->improvements,
			 same, table->undecided,
			 alone ? "; and there are rows of one side only" : "");
}

/* The rows of a part that have the note of row @at, as one line. */
static int add_note(struct notes *lines, const struct difference_part *part, size_t at)
{
	struct list list;
	int error = list_begin(&list);

	if (error)
		return error;
	for (size_t i = at; i < part->count; i++) {
		if (part->rows[i].note && !strcmp(part->rows[i].note, part->rows[at].note))
			list_name(&list, part->rows[i].configuration);
	}
	error = list_end(&list);
	if (error)
		return error;
	error = notes_add(lines, "%s: %s", list.text, part->rows[at].note);
	free(list.text);
	return error;
}

static bool is_first_of_note(const struct difference_part *part, size_t at)
{
	if (!part->rows[at].note)
		return false;
	for (size_t i = 0; i < at; i++) {
		if (part->rows[i].note && !strcmp(part->rows[i].note, part->rows[at].note))
			return false;
	}
	return true;
}

/* An overhead is over the baseline of its own side. */
static int add_baseline(struct notes *lines, const struct difference_part *part)
{
	for (size_t i = 0; i < part->count; i++) {
		const struct difference *row = &part->rows[i];
		char change[NUMBER_SIZE];

		if (strcmp(row->configuration, SUMMARY_BASELINE) != 0 || !difference_is_found(row))
			continue;
		number_change(change, row->change, 2);
		return notes_add(lines,
				 "%s itself changed, by %s: every other row has that in it, and "
				 "overheads are over %s of their own side",
				 row->configuration, change, row->configuration);
	}
	return 0;
}

/* What a comparison that found nothing would have found. */
static bool is_detectable(const struct difference *row)
{
	return !row->exact && row->detectable > 0 &&
	       (row->verdict == DIFFERENCE_SAME || row->verdict == DIFFERENCE_UNDECIDED);
}

static int add_detectable(struct notes *lines, const struct difference_part *part)
{
	struct list list;
	int error = list_begin(&list);

	if (error)
		return error;
	for (size_t i = 0; i < part->count; i++) {
		char amount[NUMBER_SIZE];

		if (!is_detectable(&part->rows[i]))
			continue;
		list_name(&list, part->rows[i].configuration);
		number_amount(amount, part->rows[i].detectable);
		fprintf(list.out, " %s", amount);
	}
	error = list_end(&list);
	if (error)
		return error;
	if (list.names)
		error = notes_add(lines,
				  "the smallest change that would have been found in 8 of 10 "
				  "comparisons (%s): %s",
				  part->rows->unit, list.text);
	free(list.text);
	return error;
}

int findings_add_part(struct notes *lines, const struct difference_part *part)
{
	int error = add_baseline(lines, part);

	for (size_t i = 0; i < part->count && !error; i++) {
		if (is_first_of_note(part, i))
			error = add_note(lines, part, i);
	}
	if (!error)
		error = add_detectable(lines, part);
	return error;
}

int findings_add_hidden(struct notes *lines, const struct difference_table *table)
{
	int error = 0;

	for (size_t first = 0; first < table->count && !error;) {
		struct difference_part part = difference_part_at(table, first);
		size_t same = 0;

		first += part.count;
		if (difference_part_is_shown(table, &part))
			continue;
		for (size_t i = 0; i < part.count; i++)
			same += part.rows[i].verdict != DIFFERENCE_NONE;
		if (same)
			error = notes_add(lines, "%s: %s per call are as before (%zu row%s)",
					  part.rows->workload,
					  metric_kind(part.rows->metric)->title, same,
					  number_plural(same));
	}
	return error;
}
