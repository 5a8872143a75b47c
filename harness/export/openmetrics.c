// SPDX-License-Identifier: GPL-2.0-only
/*
 * OpenMetrics 1.0, https://prometheus.io/docs/specs/om/open_metrics_spec/: one sample of each
 * series, for node_exporter's textfile collector or a push gateway. All samples of a family stand
 * together, so that each family is a walk of its own.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "export/cell.h"
#include "export/name.h"
#include "report/clock_name.h"

/* What is said of each number. */
enum figure_part { PART_MIDDLE, PART_LOW, PART_HIGH, PART_COUNT };

struct family {
	FILE *out;
	const char *kind; /* "value" or "overhead" */
	enum figure_part part;
	const char *unit; /* of the tables */
	bool begun; /* a family without a sample is not named */
};

static const char *const part_names[PART_COUNT] = { "", "_low", "_high" };

static void print_label(FILE *out, const char *comma, const char *name, const char *value)
{
	fprintf(out, "%s%s=\"", comma, name);
	for (; *value; value++) {
		if (*value == '"' || *value == '\\')
			fputc('\\', out);
		export_print_text(out, (const char[]){ *value, '\0' });
	}
	fputc('"', out);
}

/* A name that two texts could not share, as labels make series. */
static int print_key_label(FILE *out, const char *comma, const char *name, const char *text)
{
	char *key = export_name(text, EXPORT_TEXT, (size_t)2 * EXPORT_NAME_MAX);

	if (!key)
		return -ENOMEM;
	print_label(out, comma, name, key);
	free(key);
	return 0;
}

static int print_cell_labels(FILE *out, const struct export_cell *cell)
{
	int error = print_key_label(out, "", "board", cell->input->board);

	if (!error)
		error = print_key_label(out, ",", "workload", cell->workload);
	if (!error)
		error = print_key_label(out, ",", "configuration", cell->configuration);
	return error;
}

/* "simulated-ns" is simulated_seconds: the base unit, and '_' as names have it. */
static void unit_name(char *out, size_t size, const char *unit)
{
	size_t length = strlen(unit);

	if (length >= 2 && !strcmp(unit + length - 2, "ns") &&
	    (length == 2 || unit[length - 3] == '-'))
		snprintf(out, size, "%.*sseconds", (int)length - 2, unit);
	else
		snprintf(out, size, "%s", unit);
	for (; *out; out++) {
		if (*out == '-')
			*out = '_';
	}
}

static void print_sample_number(FILE *out, const char *unit, struct value value)
{
	size_t length = strlen(unit);

	fputc(' ', out);
	if (length >= strlen("seconds") && !strcmp(unit + length - strlen("seconds"), "seconds"))
		fprintf(out, "%.15g", export_seconds(value.number));
	else
		export_print_number(out, value);
	fputc('\n', out);
}

static void begin_family(struct family *family, const char *name, const char *unit)
{
	static const char *const what[PART_COUNT] = {
		[PART_MIDDLE] = "",
		[PART_LOW] = ", the lower end of its interval",
		[PART_HIGH] = ", the upper end of its interval",
	};
	bool overhead = !strcmp(family->kind, "overhead");

	if (family->begun)
		return;
	family->begun = true;
	fprintf(family->out, "# TYPE %s gauge\n# UNIT %s %s\n# HELP %s %s%s.\n", name, name, unit,
		name,
		overhead ? "What tracing adds to a call of the traced function"
			 : "What a call takes",
		what[family->part]);
}

static int print_row(struct family *family, const struct export_cell *cell,
		     const struct export_row *row)
{
	const struct export_figure *figure =
		!strcmp(family->kind, "overhead") ? &row->overhead : &row->value;
	const struct value values[PART_COUNT] = { figure->value, figure->low, figure->high };
	char unit[64];
	char name[128];
	int error;

	if (strcmp(row->unit, family->unit) != 0 || !figure->known ||
	    (family->part != PART_MIDDLE && !figure->bounded))
		return 0;
	unit_name(unit, sizeof(unit), row->unit);
	snprintf(name, sizeof(name), "tracetoll_%s%s_%s", family->kind, part_names[family->part],
		 unit);
	begin_family(family, name, unit);
	fprintf(family->out, "%s{", name);
	error = print_cell_labels(family->out, cell);
	if (!error)
		error = print_key_label(family->out, ",", "metric", row->name);
	/* A series of its own, so that {untrusted=""} are the good ones. */
	if (cell->reason)
		print_label(family->out, ",", "untrusted", "yes");
	fputc('}', family->out);
	print_sample_number(family->out, unit, values[family->part]);
	return error;
}

static int print_cell(void *context, const struct export_cell *cell)
{
	int error = 0;

	for (size_t i = 0; i < cell->row_count && !error; i++)
		error = print_row(context, cell, &cell->rows[i]);
	return error;
}

/* The units that there are, each once. */
struct units {
	const char *names[32];
	size_t count;
};

static int find_units(void *context, const struct export_cell *cell)
{
	struct units *units = context;

	for (size_t i = 0; i < cell->row_count; i++) {
		size_t u = 0;

		while (u < units->count && strcmp(units->names[u], cell->rows[i].unit) != 0)
			u++;
		if (u == units->count && u < sizeof(units->names) / sizeof(units->names[0]))
			units->names[units->count++] = cell->rows[i].unit;
	}
	return 0;
}

static int print_families(FILE *out, const struct export_input *inputs, size_t count)
{
	static const char *const kinds[] = { "value", "overhead" };
	struct units units = { .count = 0 };
	int error = export_each_cell(inputs, count, find_units, &units);

	for (size_t k = 0; k < 2; k++) {
		for (enum figure_part part = PART_MIDDLE; part < PART_COUNT; part++) {
			for (size_t u = 0; u < units.count && !error; u++) {
				struct family family = { out, kinds[k], part, units.names[u],
							 false };

				error = export_each_cell(inputs, count, print_cell, &family);
			}
		}
	}
	return error;
}

static int print_path(void *context, const struct export_cell *cell)
{
	FILE *out = context;
	int error;

	if (!cell->path)
		return 0;
	fputs("tracetoll_path_info{", out);
	error = print_cell_labels(out, cell);
	print_label(out, ",", "path", cell->path);
	fputs("} 1\n", out);
	return error;
}

static int print_invalid(void *context, const struct export_cell *cell)
{
	FILE *out = context;
	int error;

	if (cell->status == EXPORT_UNAVAILABLE)
		return 0;
	fputs("tracetoll_invalid_samples{", out);
	error = print_cell_labels(out, cell);
	fprintf(out, "} %zu\n", cell->cell->invalid);
	return error;
}

static int print_runs(FILE *out, const struct export_input *inputs, size_t count)
{
	int error = 0;

	fputs("# TYPE tracetoll_run info\n# HELP tracetoll_run Of what the numbers are.\n", out);
	for (size_t i = 0; i < count && !error; i++) {
		const struct result_environment *environment = &inputs[i].result->environment;

		fputs("tracetoll_run_info{", out);
		error = print_key_label(out, "", "board", inputs[i].board);
		print_label(out, ",", "arch", environment->arch);
		print_label(out, ",", "kernel",
			    environment->kernel_release ? environment->kernel_release : "");
		print_label(out, ",", "commit", inputs[i].commit);
		print_label(out, ",", "branch", inputs[i].branch);
		print_label(out, ",", "clock", clock_name(inputs[i].result));
		fputs("} 1\n", out);
	}
	fputs("# TYPE tracetoll_trusted gauge\n"
	      "# HELP tracetoll_trusted Whether the run can be relied on.\n",
	      out);
	for (size_t i = 0; i < count && !error; i++) {
		bool trusted = inputs[i].trust.measured && !*inputs[i].trust.reasons;

		fputs("tracetoll_trusted{", out);
		error = print_key_label(out, "", "board", inputs[i].board);
		fprintf(out, "} %d\n", trusted ? 1 : 0);
	}
	return error;
}

static int write_openmetrics(FILE *out, const struct export_input *inputs, size_t count)
{
	int error = print_runs(out, inputs, count);

	fputs("# TYPE tracetoll_path info\n# HELP tracetoll_path The path that was proven.\n", out);
	if (!error)
		error = export_each_cell(inputs, count, print_path, out);
	fputs("# TYPE tracetoll_invalid_samples gauge\n"
	      "# HELP tracetoll_invalid_samples Samples that no number is from.\n",
	      out);
	if (!error)
		error = export_each_cell(inputs, count, print_invalid, out);
	if (!error)
		error = print_families(out, inputs, count);
	fputs("# EOF\n", out);
	return error;
}

/* A series has one sample, and a board's runs are the samples of one series. */
static int check(const struct export_input *inputs, size_t count, char why[EXPORT_WHY_SIZE])
{
	for (size_t i = 1; i < count; i++) {
		for (size_t k = 0; k < i; k++) {
			if (strcmp(inputs[k].board, inputs[i].board) != 0)
				continue;
			snprintf(why, EXPORT_WHY_SIZE,
				 "%s and %s are of one board, and OpenMetrics has one sample of "
				 "each; name the newer one",
				 inputs[k].name, inputs[i].name);
			return -EINVAL;
		}
	}
	return 0;
}

static const struct export_format openmetrics = {
	.name = "openmetrics",
	.file_name = "tracetoll.prom",
	.read_by = "Prometheus, by node_exporter's textfile collector",
	.many = true,
	.check = check,
	.write = write_openmetrics,
};
REGISTER_EXPORT(openmetrics);
