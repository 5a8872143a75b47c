/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EXPORT_H
#define EXPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "report/trust.h"
#include "stats/summary.h"

/* What is exported: one result file, summed up. */
struct export_input {
	const char *name; /* of the file, for people */
	const struct result *result;
	struct summary summary;
	struct trust trust;
	char *board; /* as the tables name it: result_board() */
	/* Words of whoever exports: printable ASCII, not empty. */
	const char *commit; /* of the kernel; else its release */
	const char *branch; /* else "main" */
	const char *origin; /* KCIDB's word for who sends it; NULL: not said */
	const char *build_id; /* KCIDB's, of what was built; NULL: not said */
	const char *title; /* --name; else "tracetoll" */
};

#define EXPORT_WHY_SIZE 512

/*
 * A foreign format: one file of this folder, which registers it; --to, `list exports` and the
 * usage's names come from that.
 */
struct export_format {
	const char *name; /* the word behind --to */
	const char *file_name; /* what its readers would call such a file: "results.xml" */
	const char *read_by; /* for list exports: "benchstat, benchseries" */
	bool many; /* takes several files */
	/*
	 * NULL: anything can be written. Returns 0; -EINVAL: a word is missing, or these files do
	 * not go together; -ENODATA: they hold nothing that the format has a place for. @why is
	 * then one line that says what to do.
	 */
	int (*check)(const struct export_input *inputs, size_t count, char why[EXPORT_WHY_SIZE]);
	/* Returns 0 or -ENOMEM; what could not be written is seen by ferror(). */
	int (*write)(FILE *out, const struct export_input *inputs, size_t count);
};

/* clang-format off */
#define REGISTER_EXPORT(object) \
	__attribute__((section("tracetoll_exports"), used)) \
	static const struct export_format *const object##_registered = &(object)
/* clang-format on */

/* The registered formats, sorted by name. The array belongs to the caller (free). */
const struct export_format **export_all(size_t *count);

/* The format of this name, or NULL. */
const struct export_format *export_find(const char *name);

/* The name nearest to @word, or NULL. */
const char *export_nearest(const char *word);

/*
 * Fills in what comes from the file: summary, trust, board, and commit where it is NULL. Returns 0
 * or -ENOMEM; the caller ends with export_input_free() in both cases. @result must outlive @input.
 */
int export_input_make(struct export_input *input, const struct result *result);
void export_input_free(struct export_input *input);

/*
 * Writes all inputs, into memory first, so that nothing is written where memory runs out, and
 * flushes @out. Returns 0 or a negative errno: -ENOMEM, or what writing said.
 */
int export_write(FILE *out, const struct export_format *format, const struct export_input *inputs,
		 size_t count);

#endif /* EXPORT_H */
