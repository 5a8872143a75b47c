/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLES_FORMAT_H
#define SAMPLES_FORMAT_H

#include <stdio.h>

#include "report/format.h"
#include "stats/sample_value.h"

/* One metric of one cell, of all its samples. */
typedef int (*samples_row)(void *context, const struct format_input *input, size_t boot,
			   const struct summary_cell *cell, size_t metric,
			   const struct cell_samples *samples);

/*
 * Calls @row for all cells, metric by metric, until it returns no 0: of @metric only; NULL: of all.
 * Returns that or -ENOMEM.
 */
int samples_walk(const struct format_input *inputs, size_t count, const char *metric,
		 samples_row row, void *context);

/* Each prints all inputs in its format and returns 0 or -ENOMEM. */
int samples_csv(FILE *out, const struct format_input *inputs, size_t count);
int samples_csv_of_metric(FILE *out, const struct format_input *inputs, size_t count,
			  const char *metric);
int samples_json(FILE *out, const struct format_input *inputs, size_t count);
int samples_text(FILE *out, const struct format_input *inputs, size_t count);
int samples_markdown(FILE *out, const struct format_input *inputs, size_t count);

#endif /* SAMPLES_FORMAT_H */
