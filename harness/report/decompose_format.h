/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DECOMPOSE_FORMAT_H
#define DECOMPOSE_FORMAT_H

#include <stdio.h>

#include "report/notes.h"
#include "report/report.h"
#include "report/table.h"
#include "stats/decomposition.h"

/* All decompositions of one file, in the order of its plan's workloads. */
struct decompose_input {
	const char *name; /* of the file */
	struct summary summary;
	struct decomposition *list;
	size_t count;
	double floor_percent;
};

/*
 * Takes all inputs apart. Returns 0 or -ENOMEM; decompose_inputs_free() is right in both cases,
 * and of NULL.
 */
int decompose_inputs_make(const struct report_settings *settings, const struct report_input *inputs,
			  size_t count, struct decompose_input **made);
void decompose_inputs_free(struct decompose_input *made, size_t count);

/* Each prints all inputs in its format and returns 0 or -ENOMEM. */
int decompose_text(FILE *out, const struct decompose_input *inputs, size_t count);
int decompose_markdown(FILE *out, const struct decompose_input *inputs, size_t count);
int decompose_csv(FILE *out, const struct decompose_input *inputs, size_t count);
int decompose_commit(FILE *out, const struct decompose_input *inputs, size_t count);
int decompose_json(FILE *out, const struct decompose_input *inputs, size_t count);

/*
 * What text and markdown have in common: the tables of parts and of configurations, which the
 * caller frees whatever is returned (0 or -ENOMEM), and what is said below them.
 */
int decompose_parts_table(const struct decomposition *decomposition, struct table *table);
int decompose_rows_table(const struct decomposition *decomposition, struct table *table);
int decompose_add_notes(struct notes *notes, const struct decomposition *decomposition,
			double floor_percent);

/* "entry, save and restore + list entry"; NULL when memory ran out. The caller frees it. */
char *decompose_part_title(const struct decomposition_part *part);

/* "+3", "-0.5", with what a sum of squares leaves. */
void decompose_signed(char *text, size_t size, double number);

/*
 * What the parts do not explain, "ops16 +3, ops8 -1": the largest few. Empty if they explain all.
 */
int decompose_unexplained(const struct decomposition *decomposition, char *text, size_t size);

#endif /* DECOMPOSE_FORMAT_H */
