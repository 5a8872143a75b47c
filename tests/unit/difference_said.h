/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DIFFERENCE_SAID_H
#define DIFFERENCE_SAID_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare/compare.h"
#include "report_said.h"
#include "sample_file.h"

/* Comparisons made in a test: both sides have one file, and the rows are what the test says. */
struct made_comparison {
	struct compare_file files[2];
	struct compare_side before;
	struct compare_side after;
	struct environment_differences environment;
	struct difference_table table;
};

static inline void made_side(struct compare_file *file, struct compare_side *side,
			     const char *label, const char *release, const char *emulation)
{
	struct sample_file text;
	char *found;

	sample_file_begin(&text, "\"none\",\"ops1\"", 1, emulation);
	sample_file_add(&text, (struct sample_spec){ .configuration = "none", .difference = 80 });
	sample_file_add(&text, (struct sample_spec){ .configuration = "ops1", .difference = 480 });
	sample_file_read(&text, &file->result);
	if (release)
		file->result.environment.kernel_release = release;
	found = "file.jsonl";
	file->name = found;
	assert_int_equal(summary_make(&file->result, &file->summary), 0);
	*side = (struct compare_side){ .label = label, .files = file, .count = 1 };
}

static inline void made_begin(struct made_comparison *made, struct difference *rows, size_t count,
			      const char *emulation)
{
	memset(made, 0, sizeof(*made));
	made_side(&made->files[0], &made->before, "before", "7.2.0-before", emulation);
	made_side(&made->files[1], &made->after, "after", "7.2.0-after", emulation);
	made->table = (struct difference_table){
		.before = &made->before,
		.after = &made->after,
		.environment = &made->environment,
		.rows = rows,
		.count = count,
		.floor_percent = 1,
	};
	for (size_t i = 0; i < count; i++) {
		made->table.changed_paths += rows[i].path_changed;
		made->table.regressions += rows[i].verdict == DIFFERENCE_MORE;
		made->table.improvements += rows[i].verdict == DIFFERENCE_LESS;
		made->table.undecided += rows[i].verdict == DIFFERENCE_UNDECIDED;
	}
}

static inline void made_free(struct made_comparison *made)
{
	for (size_t i = 0; i < 2; i++) {
		summary_free(&made->files[i].summary);
		result_free(&made->files[i].result);
	}
}

/* What is printed, which the caller frees. */
static inline char *made_said(const struct made_comparison *made,
			      const struct compare_print_settings *settings)
{
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	assert_int_equal(compare_print(out, settings, &made->table), 0);
	fclose(out);
	return text;
}

static inline char *made_said_as(const struct made_comparison *made, enum compare_format format)
{
	return made_said(made, &(struct compare_print_settings){ .format = format });
}

/* A side of one boot that counted @number. */
static inline struct difference_value made_value(const char *path, double number, double overhead)
{
	struct value value = { .number = number, .whole = number == (long long)number };
	struct value over = { .number = overhead, .whole = overhead == (long long)overhead };

	return (struct difference_value){
		.boots = 1,
		.path = path,
		.level = { .count = 1, .median = value, .lowest = value, .highest = value },
		.overhead = { .count = 1, .median = over, .lowest = over, .highest = over },
	};
}

/* An exact row; NAN is a side that was not measured. */
static inline struct difference made_exact(const char *configuration, const char *path_before,
					   const char *path_after, double before, double after)
{
	struct difference row = {
		.workload = "kloop",
		.configuration = configuration,
		.metric = "kernel-instructions",
		.unit = "instructions",
		.exact = true,
		.p = 1,
	};

	if (before == before)
		row.before = made_value(path_before, before, before - 8);
	if (after == after)
		row.after = made_value(path_after, after, after - 8);
	if (before != before || after != after)
		return row;
	row.path_changed = strcmp(path_before, path_after) != 0;
	row.change = value_difference(row.after.level.median, row.before.level.median);
	row.verdict = before == after  ? DIFFERENCE_SAME
		      : before < after ? DIFFERENCE_MORE
				       : DIFFERENCE_LESS;
	return row;
}

/* A row with an interval of +- @half. */
static inline struct difference made_clocked(const char *configuration, double before, double after,
					     double half, enum difference_verdict verdict)
{
	struct difference row = made_exact(configuration, "list", "list", before, after);

	row.metric = "cycles";
	row.unit = "cycles";
	row.exact = false;
	row.before.boots = row.after.boots = 6;
	row.has_interval = true;
	row.low = row.change.number - half;
	row.high = row.change.number + half;
	row.p = 0.002;
	row.detectable = 2 * half;
	row.floor = before / 100;
	row.verdict = verdict;
	return row;
}

#endif /* DIFFERENCE_SAID_H */
