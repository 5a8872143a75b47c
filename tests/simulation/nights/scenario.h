/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NIGHTS_SCENARIO_H
#define NIGHTS_SCENARIO_H

#include <stddef.h>

#include "noise.h"

#define SCENARIO_LINES_MAX 512
#define SCENARIO_WORD_SIZE 128
#define SCENARIO_ALL "all"

/* What a night is to be without. */
enum hole_kind {
	HOLE_NONE,
	HOLE_ABSENT, /* the board does not answer: no file */
	HOLE_TORN, /* it died in the middle of a line */
	HOLE_UNTRUSTED, /* its kernel complained */
	HOLE_NOTHING, /* there was nothing that could be measured */
};

enum planted_kind {
	PLANTED_STEP,
	PLANTED_PATH,
	PLANTED_HOLE,
	PLANTED_RENAME,
	PLANTED_NOISE,
};

/*
 * A line of a scenario. Nights are counted from 0. Where the line does not name the last one, a
 * hole is of one night, and all else stays for ever. Words "all" mean all; lists have commas.
 *
 *	step BOARDS CONFIGURATIONS WORKLOADS SIZE FIRST [LAST]
 *		SIZE is in standard deviations of the overhead of one night, in instructions on
 *		an emulated board
 *	path BOARDS CONFIGURATION PATH FIRST [LAST]
 *	hole BOARDS absent|torn|untrusted|nothing FIRST [LAST]
 *	rename OLD NEW FIRST
 *	noise BOARDS normal|lognormal|heavy|... CORRELATION
 */
struct planted {
	enum planted_kind kind;
	unsigned int boards; /* a bit for each */
	char names[SCENARIO_WORD_SIZE]; /* configurations; of a rename the old name */
	char others[SCENARIO_WORD_SIZE]; /* workloads, the path, or the new name */
	double size;
	enum hole_kind hole;
	enum noise_shape shape;
	unsigned int first, last;
};

struct scenario {
	struct planted lines[SCENARIO_LINES_MAX];
	size_t count;
};

/* Adds a line; "" and what begins with # are none. Returns NULL, or what is wrong with it. */
const char *scenario_add(struct scenario *scenario, const char *line);

/* All lines of a file. Returns NULL or what is wrong; @number is the line's. */
const char *scenario_read(struct scenario *scenario, const char *path, unsigned int *number);

enum hole_kind scenario_hole(const struct scenario *scenario, size_t board, unsigned int night);

/* The sum of all steps, in the unit of their sizes. */
double scenario_step(const struct scenario *scenario, size_t board, unsigned int night,
		     const char *workload, const char *configuration);

/* NULL: as ever. */
const char *scenario_path(const struct scenario *scenario, size_t board, unsigned int night,
			  const char *configuration);

/* What the configuration is called that night. */
const char *scenario_name(const struct scenario *scenario, unsigned int night,
			  const char *configuration);

/* The board's noise line; NULL: there is none. */
const struct planted *scenario_noise(const struct scenario *scenario, size_t board);

#endif /* NIGHTS_SCENARIO_H */
