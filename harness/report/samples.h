/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLES_H
#define SAMPLES_H

#include "report/report.h"

/*
 * What tables are the middles of: report_print() with every sample that may enter a table. CSV and
 * JSON have a row for each; the formats for people, that would be filled by them, five numbers of
 * each cell.
 */
int samples_print(FILE *out, const struct report_settings *settings,
		  const struct report_input *inputs, size_t count);

#endif /* SAMPLES_H */
