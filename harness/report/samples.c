// SPDX-License-Identifier: GPL-2.0-only
#include "report/samples.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/samples_format.h"

/* A commit message has no room for every sample; its text is that of a terminal. */
static int (*const formats[REPORT_FORMAT_COUNT])(FILE *out, const struct format_input *inputs,
						 size_t count) = {
	[REPORT_FORMAT_TEXT] = samples_text,   [REPORT_FORMAT_MARKDOWN] = samples_markdown,
	[REPORT_FORMAT_CSV] = samples_csv,     [REPORT_FORMAT_JSON] = samples_json,
	[REPORT_FORMAT_COMMIT] = samples_text,
};

/* The metrics of one workload of one file. */
static int walk_workload(const struct format_input *input, size_t boot, size_t workload,
			 const char *metric, struct cell_samples *cells, samples_row row,
			 void *context)
{
	const struct summary *summary = &input->summary;
	size_t count = summary->result->plan.configuration_count;
	int error = 0;

	for (size_t m = 0; m < summary->metric_count && !error; m++) {
		if (metric && strcmp(metric, summary->metrics[m]) != 0)
			continue;
		error = sample_values_read(summary, workload, m, cells);
		for (size_t c = 0; c < count && !error; c++)
			error = row(context, input, boot, summary_cell(summary, workload, c), m,
				    &cells[c]);
		sample_values_free(cells, count);
	}
	return error;
}

int samples_walk(const struct format_input *inputs, size_t count, const char *metric,
		 samples_row row, void *context)
{
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		const struct result_plan *plan = &inputs[i].summary.result->plan;
		struct cell_samples *cells = calloc(plan->configuration_count + 1, sizeof(*cells));

		if (!cells)
			return -ENOMEM;
		for (size_t w = 0; w < plan->workload_count && !error; w++)
			error = walk_workload(&inputs[i], i + 1, w, metric, cells, row, context);
		free(cells);
	}
	return error;
}

int samples_print(FILE *out, const struct report_settings *settings,
		  const struct report_input *inputs, size_t count)
{
	return format_print(out, settings, inputs, count, formats[settings->format]);
}
