// SPDX-License-Identifier: GPL-2.0-only
/*
 * Samples for people: of each cell the lowest, the quarters and the highest.
 */
#include <errno.h>
#include <stdlib.h>

#include "report/column.h"
#include "report/grid.h"
#include "report/heading.h"
#include "report/number.h"
#include "report/samples_format.h"
#include "report/wrap.h"
#include "stats/order.h"

#define NOTE_INDENT 2
#define GAP 2

/* What a cell's samples come to, in the order of the columns. */
enum five { LOWEST, LOWER_QUARTER, MIDDLE, UPPER_QUARTER, HIGHEST, FIVE_COUNT };

enum { NAME_COLUMN, SAMPLES_COLUMN, FIVE_COLUMN };

static const char *const headings[] = { "configuration", "samples", "lowest", "quarter",
					"median",        "quarter", "highest" };

#define COLUMN_COUNT (sizeof(headings) / sizeof(headings[0]))

_Static_assert(COLUMN_COUNT == FIVE_COLUMN + FIVE_COUNT, "a heading for each column");

#define LAST_LINE                                                                               \
	"half of the samples lie between the quarters, which are the medians of the lower and " \
	"of the upper half; --format csv has every sample"

/* Tukey's five numbers: the one in the middle is in both halves. */
static int five_numbers(const struct cell_samples *samples, double five[FIVE_COUNT])
{
	size_t half = (samples->count + 1) / 2;
	double *sorted = calloc(samples->count + 1, sizeof(*sorted));

	if (!sorted)
		return -ENOMEM;
	for (size_t i = 0; i < samples->count; i++)
		sorted[i] = samples->values[i].value.number;
	sort_numbers(sorted, samples->count);
	five[LOWEST] = sorted[0];
	five[LOWER_QUARTER] = median_of_sorted(sorted, half);
	five[MIDDLE] = median_of_sorted(sorted, samples->count);
	five[UPPER_QUARTER] = median_of_sorted(sorted + samples->count - half, half);
	five[HIGHEST] = sorted[samples->count - 1];
	free(sorted);
	return 0;
}

/* One metric of one workload. */
struct shown {
	const struct summary *summary;
	size_t workload;
	size_t metric;
	struct cell_samples *cells; /* one for each configuration */
	int decimals;
};

static int set_row(const struct shown *shown, struct table *table, size_t row,
		   const struct summary_cell *cell, const struct cell_samples *samples)
{
	const struct result_plan *plan = &shown->summary->result->plan;
	bool counts = metric_kind(shown->summary->metrics[shown->metric])->instructions;
	struct report_cell set = { .kind = REPORT_TEXT,
				   .text = plan->configurations[cell->configuration],
				   .mark = column_mark(cell) };
	double five[FIVE_COUNT];
	int error = cell_set(table, row, NAME_COLUMN, &set, false, 0);

	set = cell_of_count(samples->count);
	if (!error)
		error = cell_set(table, row, SAMPLES_COLUMN, &set, false, 0);
	if (!error)
		error = five_numbers(samples, five);
	for (size_t i = 0; i < FIVE_COUNT && !error; i++) {
		set = cell_of_number(five[i]);
		error = cell_set(table, row, FIVE_COLUMN + i, &set, counts, shown->decimals);
	}
	return error;
}

static int make_table(const struct shown *shown, struct table *table)
{
	size_t count = shown->summary->result->plan.configuration_count;
	size_t rows = 1;
	int error;

	for (size_t c = 0; c < count; c++)
		rows += shown->cells[c].count > 0;
	error = table_init(table, rows, COLUMN_COUNT);
	for (size_t i = 0; i < COLUMN_COUNT && !error; i++) {
		table->right[i] = i != NAME_COLUMN;
		error = table_set(table, 0, i, headings[i]);
	}
	rows = 1;
	for (size_t c = 0; c < count && !error; c++) {
		if (shown->cells[c].count)
			error = set_row(shown, table, rows++,
					summary_cell(shown->summary, shown->workload, c),
					&shown->cells[c]);
	}
	return error;
}

static int print_text_table(FILE *out, struct shown *shown)
{
	static const int decimals[] = { NUMBER_DECIMALS_MAX, 2, 1, 0, NUMBER_SHORT };
	struct table table = { .rows = 0 };
	int error = 0;

	for (size_t i = 0; i < sizeof(decimals) / sizeof(decimals[0]) && !error; i++) {
		table_free(&table);
		shown->decimals = decimals[i];
		error = make_table(shown, &table);
		if (!error && table_width(&table, GAP) <= WRAP_TABLE_COLUMNS)
			break;
	}
	if (!error) {
		table_clip(&table, GAP, WRAP_TABLE_COLUMNS);
		table_print(&table, GAP, out);
	}
	table_free(&table);
	return error;
}

static int print_markdown_table(FILE *out, struct shown *shown)
{
	struct table table = { .rows = 0 };
	int error;

	shown->decimals = NUMBER_DECIMALS_MAX;
	error = make_table(shown, &table);
	if (!error)
		table_print_markdown(&table, out);
	table_free(&table);
	return error;
}

static void print_line(FILE *out, const char *line, bool markdown, const char *before)
{
	if (!markdown) {
		wrap_print(out, NOTE_INDENT, line);
		return;
	}
	fputs(before, out);
	table_print_markdown_text(line, out);
	fputc('\n', out);
}

/* "kloop, tracee tracetoll_tracee: samples, kernel instructions per call". */
static int print_title(FILE *out, const struct shown *shown, bool markdown)
{
	char *workload = grid_workload_title(shown->summary, shown->workload);
	char *metric = grid_metric_title(shown->summary, shown->metric);
	char *title = NULL;
	int error = -ENOMEM;

	if (workload && metric && asprintf(&title, "%s: samples, %s", workload, metric) >= 0) {
		fputc('\n', out);
		print_line(out, title, markdown, "### ");
		if (markdown)
			fputc('\n', out);
		free(title);
		error = 0;
	}
	free(workload);
	free(metric);
	return error;
}

static int print_metrics(FILE *out, struct shown *shown, bool markdown)
{
	size_t count = shown->summary->result->plan.configuration_count;
	int error = 0;

	for (shown->metric = 0; shown->metric < shown->summary->metric_count && !error;
	     shown->metric++) {
		if (!grid_is_shown(shown->summary, shown->workload, shown->metric))
			continue;
		error = print_title(out, shown, markdown);
		if (!error)
			error = sample_values_read(shown->summary, shown->workload, shown->metric,
						   shown->cells);
		if (!error)
			error = (markdown ? print_markdown_table : print_text_table)(out, shown);
		sample_values_free(shown->cells, count);
	}
	return error;
}

static int print_input(FILE *out, const struct summary *summary, bool markdown)
{
	const struct result_plan *plan = &summary->result->plan;
	struct shown shown = { .summary = summary };
	struct notes heading = { 0 };
	int error = heading_add(&heading, summary);

	for (size_t i = 0; i < heading.count; i++)
		print_line(out, heading.lines[i], markdown, i ? "- " : "");
	notes_free(&heading);
	shown.cells = calloc(plan->configuration_count + 1, sizeof(*shown.cells));
	if (!shown.cells)
		return -ENOMEM;
	for (; shown.workload < plan->workload_count && !error; shown.workload++)
		error = print_metrics(out, &shown, markdown);
	free(shown.cells);
	fputc('\n', out);
	print_line(out, LAST_LINE, markdown, "");
	return error;
}

static int print_inputs(FILE *out, const struct format_input *inputs, size_t count, bool markdown)
{
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		if (i)
			fputs(markdown ? "\n" : "\n\n", out);
		if (count > 1) {
			print_line(out, inputs[i].name, markdown, "## ");
			if (markdown)
				fputc('\n', out);
		}
		error = print_input(out, &inputs[i].summary, markdown);
	}
	return error;
}

int samples_text(FILE *out, const struct format_input *inputs, size_t count)
{
	return print_inputs(out, inputs, count, false);
}

int samples_markdown(FILE *out, const struct format_input *inputs, size_t count)
{
	return print_inputs(out, inputs, count, true);
}
