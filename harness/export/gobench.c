// SPDX-License-Identifier: GPL-2.0-only
/*
 * The Go benchmark format, https://go.dev/design/14313-benchmark-format: one line for each block,
 * so that benchstat does its own statistics. What differs between a run before and one after (the
 * kernel, the commit) stands in comments: as a key it would tear them into two tables.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "export/blocks.h"
#include "export/name.h"
#include "report/clock_name.h"

/* An event is named as on its command line; a unit has no blank, and "/op" behind it. */
static int print_unit(FILE *out, const struct export_row *row, const char *kind)
{
	char *name = row->time ? strdup("ns")
			       : export_metric_name(row->name, EXPORT_GRAPH, EXPORT_NAME_MAX);

	if (!name)
		return -ENOMEM;
	fprintf(out, "%s%s%s/op", row->mark, name, kind);
	free(name);
	return 0;
}

/* Go's own tools, and readers of no more than one number, have the time first. */
static const struct export_row *row_at(const struct export_cell *cell, size_t index)
{
	size_t count = cell->row_count;

	return &cell->rows[cell->rows[count - 1].time ? (index + count - 1) % count : index];
}

static const struct export_block *find_block(const struct export_blocks *blocks, int64_t id)
{
	for (size_t i = 0; i < blocks->count; i++) {
		if (blocks->blocks[i].id == id)
			return &blocks->blocks[i];
	}
	return NULL;
}

static int print_pair(FILE *out, double number, const struct export_row *row, const char *kind)
{
	struct value value = { .number = number };

	fputc(' ', out);
	export_print_number(out, value);
	fputc(' ', out);
	return print_unit(out, row, kind);
}

/* One block: the values and overheads of all metrics that it has. */
static int print_block(FILE *out, const struct export_block_cell *with, const char *name,
		       int64_t id)
{
	const struct export_cell *cell = with->cell;
	int error = 0;

	fprintf(out, "%s %lld", name, (long long)with->calls);
	for (size_t i = 0; i < cell->row_count && !error; i++) {
		const struct export_row *row = row_at(cell, i);
		const struct export_block *block = find_block(&with->metrics[row->metric], id);

		if (!block)
			continue;
		error = print_pair(out, block->value, row, "");
		if (!error && block->has_overhead && !cell->baseline)
			error = print_pair(out, block->overhead, row, "-overhead");
	}
	fputc('\n', out);
	return error;
}

/* A name that ends in "-" and digits has a number of threads to Go: the last part is none. */
static char *cell_name(const struct export_cell *cell)
{
	char *workload = export_name(cell->workload, EXPORT_GRAPH, EXPORT_NAME_MAX);
	char *configuration = export_name(cell->configuration, EXPORT_GRAPH, EXPORT_NAME_MAX);
	const char *dash = configuration ? strrchr(configuration, '-') : NULL;
	bool threads = dash && dash[1] && !dash[1 + strspn(dash + 1, "0123456789")];
	char *name = NULL;

	if (workload && configuration &&
	    asprintf(&name, "BenchmarkTraced/workload=%s/configuration=%s%s", workload,
		     configuration, threads ? "-1" : "") < 0)
		name = NULL;
	free(workload);
	free(configuration);
	return name;
}

/* The lowest id above @last of any metric's blocks; @last: there is none. */
static int64_t next_id(const struct export_block_cell *with, int64_t last)
{
	int64_t next = last;

	for (size_t i = 0; i < with->cell->row_count; i++) {
		const struct export_blocks *blocks = &with->metrics[with->cell->rows[i].metric];
		size_t b = 0;

		while (b < blocks->count && blocks->blocks[b].id <= last)
			b++;
		if (b < blocks->count && (next == last || blocks->blocks[b].id < next))
			next = blocks->blocks[b].id;
	}
	return next;
}

/* A block has a line if any metric was counted in it. */
static int print_lines(FILE *out, const struct export_block_cell *with, const char *name)
{
	int64_t last = INT64_MIN;
	int error = 0;

	for (int64_t id = next_id(with, last); id != last && !error; id = next_id(with, last)) {
		error = print_block(out, with, name, id);
		last = id;
	}
	return error;
}

static int print_cell(void *context, const struct export_block_cell *with)
{
	FILE *out = context;
	const struct export_cell *cell = with->cell;
	char *name = cell_name(cell);
	int error;

	if (!name)
		return -ENOMEM;
	if (cell->status == EXPORT_MEASURED) {
		fprintf(out, "# path: ");
		export_print_text(out, cell->path ? cell->path : "unknown");
		fputc('\n', out);
		error = print_lines(out, with, name);
	} else {
		fprintf(out, "# %s: %s", name,
			cell->status == EXPORT_UNAVAILABLE ? "not available: "
							   : "no valid sample: ");
		export_print_text(out, cell->reason ? cell->reason : "");
		fputc('\n', out);
		error = 0;
	}
	free(name);
	return error;
}

static void print_key(FILE *out, const char *key, const char *text)
{
	fprintf(out, "%s: ", key);
	export_print_text(out, text);
	fputc('\n', out);
}

/* A key that no two texts have: benchstat makes one table of all that have the same. */
static int print_own_key(FILE *out, const char *key, const char *text)
{
	char *name = export_name(text, EXPORT_TEXT, (size_t)2 * EXPORT_NAME_MAX);

	if (!name)
		return -ENOMEM;
	print_key(out, key, name);
	free(name);
	return 0;
}

/* Which metrics' units were said. */
struct said {
	FILE *out;
	bool *metrics;
};

static int print_row_units(const struct said *said, const struct export_row *row)
{
	static const char *const kinds[] = { "", "-overhead" };
	int error = 0;

	if (said->metrics[row->metric])
		return 0;
	said->metrics[row->metric] = true;
	for (size_t k = 0; k < 2 && !error; k++) {
		fputs("Unit ", said->out);
		error = print_unit(said->out, row, kinds[k]);
		fprintf(said->out, " better=lower%s\n", row->exact ? " assume=exact" : "");
	}
	return error;
}

static int print_cell_units(void *context, const struct export_cell *cell)
{
	int error = 0;

	for (size_t i = 0; i < cell->row_count && !error; i++)
		error = print_row_units(context, row_at(cell, i));
	return error;
}

/* Units are said once for all; what is exact needs no second sample to be sure. */
static int print_units(FILE *out, const struct export_input *input)
{
	struct said said = {
		.out = out,
		.metrics = calloc(input->summary.metric_count + 1, sizeof(*said.metrics)),
	};
	int error = said.metrics ? export_each_cell(input, 1, print_cell_units, &said) : -ENOMEM;

	free(said.metrics);
	return error;
}

static int print_input(FILE *out, const struct export_input *input, bool several)
{
	const struct result_environment *environment = &input->result->environment;
	int error;

	print_key(out, "# file", input->name);
	print_key(out, "# kernel", environment->kernel_release ? environment->kernel_release : "?");
	error = print_own_key(out, several ? "commit" : "# commit", input->commit);
	if (!error)
		error = print_own_key(out, "arch", environment->arch);
	if (!error)
		error = print_own_key(out, "board", input->board);
	if (error)
		return error;
	print_key(out, "clock", clock_name(input->result));
	/* Nothing behind the colon takes the key of the file before away again. */
	if (*input->trust.reasons)
		print_key(out, "untrusted", input->trust.reasons);
	else if (several)
		fputs("untrusted:\n", out);
	error = print_units(out, input);
	return error ? error : export_each_block_cell(input, 1, print_cell, out);
}

static int write_gobench(FILE *out, const struct export_input *inputs, size_t count)
{
	int error = 0;

	for (size_t i = 0; i < count && !error; i++)
		error = print_input(out, &inputs[i], count > 1);
	return error;
}

static const struct export_format gobench = {
	.name = "gobench",
	.file_name = "bench.txt",
	.read_by = "benchstat, benchseries",
	.many = true,
	.write = write_gobench,
};
REGISTER_EXPORT(gobench);
