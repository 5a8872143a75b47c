/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_CSV_H
#define PLOT_CSV_H

#include <stdio.h>

#include "boards/boards.h"

/* What is in the data of one picture. */
struct plot_choice {
	const struct boards *boards;
	size_t workload;
	const size_t *metrics; /* indices into the boards' */
	size_t metric_count;
	const bool *configurations; /* one for each of the boards' */
};

/*
 * Each sets @csv to what the caller frees, and returns 0 or -ENOMEM. The columns are those of
 * `report --format csv`; the board is called by its name, which no other one has. Every board has
 * its rows, if need be empty ones, so that it is the same one in each picture.
 */
int plot_report_csv(const struct plot_choice *choice, char **csv);

/*
 * As `report --samples --format csv`, of the choice's first metric; counts that are exact are left
 * out. @samples is zeroed before the first call, holds what was printed for the next ones, and
 * ends with plot_samples_free().
 */
struct plot_samples {
	char **texts; /* one for each workload and metric of the boards, without heading; or NULL */
	char *heading;
	size_t count;
};
int plot_samples_csv(const struct plot_choice *choice, struct plot_samples *samples, char **csv);
void plot_samples_free(struct plot_samples *samples);

/*
 * As `report --decompose --format csv`, of the board's file that has the most
 * configurations of it: of all boards, and the lines of
 * these that are of the choice's workload and first metric.
 */
int plot_parts_csv(const struct boards *boards, char **csv);
int plot_parts_choose(const struct plot_choice *choice, const char *all, char **csv);

/*
 * Prints a field, @mark and @text, as RFC 4180 has it. What is no character is '?', so that a row
 * is a line.
 */
void plot_csv_field(FILE *out, const char *mark, const char *text);

/* The character that stands for the byte in a field. */
char plot_csv_byte(char byte);

/*
 * Splits the first line of @csv, as this program prints it, into at most @size fields without
 * their quotes: writes into the text. Returns what is behind the line, NULL if there was none;
 * @count becomes the number of fields.
 */
char *plot_csv_split(char *csv, char **fields, size_t size, size_t *count);

#endif /* PLOT_CSV_H */
