/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SITE_OUTPUT_H
#define SITE_OUTPUT_H

#include <jansson.h>
#include <stdio.h>

#include "site/text.h"
#include "verbs/site_kernel.h"

/* Prints a view for a terminal of 80 columns, ended by an empty line. */
void site_print(FILE *out, const struct site_kernel *site_kernel, const struct site_view *view);

/* Prints a line for the terminal, broken at blanks; those after the first are indented. */
void site_print_note(FILE *out, const char *text);

/* The same as an object, or NULL if memory ran out. The caller owns it. */
json_t *site_json(const struct site_kernel *site_kernel, const struct site_view *view);

/* One instruction of a site with what is to be known of it. */
struct site_step {
	unsigned int offset; /* from the function's first byte */
	struct instruction instruction;
	uint64_t target; /* where it leads, alone or with the one before it; 0: nowhere */
	bool is_site; /* the patched one */
};

/*
 * The next instruction of the site, starting with a zeroed @step; false at its end, and
 * at once if it was not decoded.
 */
bool site_next_step(const struct view_kernel *kernel, const struct site_view *view,
		    struct site_step *step);

/* From the site to the trampoline in bytes; false if there is none. */
bool site_distance(const struct site_view *view, int64_t *distance);

#endif /* SITE_OUTPUT_H */
