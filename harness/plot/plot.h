/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_H
#define PLOT_H

#include <stdbool.h>
#include <stddef.h>

#include "boards/boards.h"

/*
 * Pictures by gnuplot. A script is a file of plots/, which is built in; its first comment lines
 * are its row of the table, so a new plot is that one file.
 */

/* What a script draws. All are what is printed with --format csv, too. */
enum plot_data {
	PLOT_DATA_REPORT, /* report --format csv */
	PLOT_DATA_SAMPLES, /* report --samples --format csv */
	PLOT_DATA_SWEEP, /* report --format csv, and report --decompose --format csv */
	PLOT_DATA_HISTORY, /* track log --points --format csv: of no result file, but of many */
};

struct plot_script {
	const char *name; /* of the file, without its end */
	const char *title; /* for people */
	const char *shows; /* one sentence: how to read it */
	enum plot_data data;
	/*
	 * "cycles kernel-instructions": drawn against each other, in one picture of all
	 * configurations; where any of them is missing there is none. NULL: one metric a picture,
	 * of those that charts are of. From "# metrics: ..." of the script.
	 */
	const char *metrics;
	const char *text; /* of the file */
};

const struct plot_script *plot_scripts(size_t *count);

enum plot_picture_format {
	PLOT_SVG,
	PLOT_PNG,
	PLOT_PDF,
	PLOT_PICTURE_FORMAT_COUNT,
};

/* One picture of one workload and metric, or of a part of its configurations. */
struct plot_picture {
	const struct plot_script *script;
	char *name; /* "overhead-kloop-cycles-2": of its files, and unlike all others */
	char *title; /* "Overhead on kloop, cycles per call: from 12 to 90" */
	size_t workload; /* indices into the boards */
	size_t metric;
	char *data; /* CSV: the first file that the script reads */
	char *more_data; /* the second one, or NULL */
	char *images[PLOT_PICTURE_FORMAT_COUNT]; /* as drawn; NULL: not asked for, or failed */
	size_t sizes[PLOT_PICTURE_FORMAT_COUNT];
	char *failure; /* why there is no image, for people; NULL: all are there */
};

struct plots {
	const struct boards *boards; /* that they are of; must outlive them */
	struct plot_picture *pictures; /* by script, workload, metric */
	size_t count;
	char *failure; /* why there is none at all ("gnuplot is not installed: ..."); NULL */
};

/*
 * Decides which pictures there are, and draws them in the formats of the set (1 << format each).
 * What is drawn with is TRACETOLL_GNUPLOT of the environment, else gnuplot of PATH. A gnuplot that
 * is missing or fails is no error here: it is said in failure. Returns 0 or a negative errno
 * (-ENOMEM, no temporary folder); plots_free() is right in both cases.
 */
int plots_make(const struct boards *boards, unsigned int formats, struct plots *plots);
void plots_free(struct plots *plots);

/*
 * Writes what one can go on from with gnuplot alone into the folder, which is made if need be:
 * the images, the data of each, the scripts, and README, the command of each. Returns 0 or a
 * negative errno with what could not be written in @at.
 */
int plots_write(const struct plots *plots, const char *folder, char at[256]);

/*
 * The SVG as it goes into a page beside others: without XML's head, ids and references begin with
 * @prefix, role="img" and the picture's title as its label. What is no shape or text, and every
 * attribute that does not say how one looks, was left out. Its ink, grid and background are
 * var(--plot-ink), var(--plot-grid) and var(--plot-paper) of the page, with the colours that were
 * drawn as what stands for them where there are none. The caller frees it; NULL: memory ran out.
 */
char *plot_inline_svg(const struct plot_picture *picture, const char *prefix);

#endif /* PLOT_H */
