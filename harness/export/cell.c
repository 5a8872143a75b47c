// SPDX-License-Identifier: GPL-2.0-only
/*
 * The cells, from the table of columns: no format can say another number than the CSV.
 */
#include "export/cell.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/column.h"
#include "report/wrap.h"

/* Whoever reads a reason wants a line. */
#define REASON_SIZE 512

static struct report_cell column_cell(const struct report_row *row, const char *key)
{
	size_t count;
	const struct column *columns = column_rows(&count);

	for (size_t i = 0; i < count; i++) {
		if (columns[i].key && !strcmp(columns[i].key, key))
			return columns[i].get(row);
	}
	return cell_empty();
}

static bool is_number(const struct report_cell *cell)
{
	return cell->kind == REPORT_VALUE && isfinite(cell->value.number);
}

static struct export_figure read_figure(const struct report_row *row, const char *value,
					const char *low, const char *high)
{
	struct report_cell middle = column_cell(row, value);
	struct report_cell lower = column_cell(row, low);
	struct report_cell upper = column_cell(row, high);
	struct export_figure figure = { .known = is_number(&middle) };

	if (!figure.known)
		return figure;
	figure.value = middle.value;
	figure.bounded = is_number(&lower) && is_number(&upper);
	if (figure.bounded) {
		figure.low = lower.value;
		figure.high = upper.value;
	}
	return figure;
}

static const char *mark_of(const struct summary *summary, size_t metric)
{
	if (summary->result->environment.simulated)
		return "simulated-";
	return summary_is_of_emulator(summary, metric) ? "emulated-" : "";
}

static struct export_row read_row(const struct export_cell *cell, size_t metric)
{
	const struct summary *summary = &cell->input->summary;
	const struct report_row row = { summary, cell->cell, metric };

	return (struct export_row){
		.metric = metric,
		.name = summary->metrics[metric],
		.unit = column_unit(summary, metric),
		.mark = mark_of(summary, metric),
		.exact = summary_is_exact(summary, metric),
		.time = !strcmp(summary->metrics[metric], METRIC_TIME),
		.value = read_figure(&row, "value", "low", "high"),
		.overhead = read_figure(&row, "overhead", "overhead_low", "overhead_high"),
	};
}

static enum export_status find_status(const struct export_cell *cell)
{
	if (cell->row_count)
		return EXPORT_MEASURED;
	if (!summary_cell_is_expected(cell->cell))
		return EXPORT_UNAVAILABLE;
	return cell->cell->sampled ? EXPORT_INVALID : EXPORT_MISSING;
}

static const char *find_reason(const struct export_cell *cell)
{
	const struct summary_cell *from = cell->cell;

	switch (cell->status) {
	case EXPORT_MEASURED:
		return *cell->input->trust.reasons ? cell->input->trust.reasons : NULL;
	case EXPORT_INVALID:
		return from->fault_count && from->faults[0].reason ? from->faults[0].reason
								   : "no valid sample";
	case EXPORT_MISSING:
		return "not measured before the run ended";
	case EXPORT_UNAVAILABLE:
		break;
	}
	return from->unavailable;
}

static void make_printable(char out[REASON_SIZE], const char *text)
{
	size_t length = 0;

	for (; text[length] && length + 1 < REASON_SIZE; length++)
		out[length] = wrap_printable(text[length]);
	out[length] = '\0';
}

static size_t read_rows(const struct export_cell *cell, struct export_row *rows)
{
	size_t count = 0;

	for (size_t m = 0; m < cell->input->summary.metric_count; m++) {
		rows[count] = read_row(cell, m);
		count += rows[count].value.known;
	}
	return count;
}

/* @rows: room for all metrics. */
static int visit(const struct export_input *input, const struct summary_cell *from,
		 struct export_row *rows, export_cell_function each, void *context)
{
	const struct result_plan *plan = &input->result->plan;
	const char *name = plan->configurations[from->configuration];
	struct export_cell cell = {
		.input = input,
		.cell = from,
		.workload = plan->workloads[from->workload].name,
		.path = from->path,
		.rows = rows,
		.baseline = from->without_call || !strcmp(name, SUMMARY_BASELINE),
	};
	char reason[REASON_SIZE];
	char *configuration;
	int error;

	cell.row_count = read_rows(&cell, rows);
	cell.status = find_status(&cell);
	cell.reason = find_reason(&cell);
	if (cell.reason) {
		make_printable(reason, cell.reason);
		cell.reason = reason;
	}
	if (asprintf(&configuration, "%s%s", column_mark(from), name) < 0)
		return -ENOMEM;
	cell.configuration = configuration;
	error = each(context, &cell);
	free(configuration);
	return error;
}

int export_each_cell(const struct export_input *inputs, size_t count, export_cell_function each,
		     void *context)
{
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		const struct summary *summary = &inputs[i].summary;
		struct export_row *rows = calloc(summary->metric_count + 1, sizeof(*rows));

		if (!rows)
			return -ENOMEM;
		for (size_t c = 0; c < summary->cell_count && !error; c++)
			error = visit(&inputs[i], &summary->cells[c], rows, each, context);
		free(rows);
	}
	return error;
}

bool export_kernel_complained(const struct result *result)
{
	for (size_t i = 0; i < result->event_count; i++) {
		if (result->events[i].kind == RESULT_EVENT_KERNEL_LOG)
			return true;
	}
	return false;
}

const struct export_row *export_time_row(const struct export_cell *cell)
{
	for (size_t i = 0; i < cell->row_count; i++) {
		const struct export_row *row = &cell->rows[i];

		if (row->time && strncmp(row->mark, "emulated", strlen("emulated")) != 0)
			return row;
	}
	return NULL;
}

/* Ends the walk by 1 at the first time. */
static int find_time(void *context, const struct export_cell *cell)
{
	(void)context;
	return export_time_row(cell) ? 1 : 0;
}

int export_check_times(const struct export_input *inputs, size_t count, const char *format,
		       char why[EXPORT_WHY_SIZE])
{
	for (size_t i = 0; i < count; i++) {
		int found = export_each_cell(&inputs[i], 1, find_time, NULL);

		if (found < 0)
			return found;
		if (found)
			continue;
		snprintf(why, EXPORT_WHY_SIZE,
			 "%s: there is no valid time of hardware in it, and %s is of times alone; "
			 "--to bmf or gobench has a place for counts",
			 inputs[i].name, format);
		return -ENODATA;
	}
	return 0;
}

const char *export_header_text(const struct result *result, const char *outer, const char *inner)
{
	const json_t *member = json_object_get(result_header(result), outer);

	if (inner)
		member = json_object_get(member, inner);
	return json_string_value(member);
}
