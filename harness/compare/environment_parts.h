/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ENVIRONMENT_PARTS_H
#define ENVIRONMENT_PARTS_H

#include <jansson.h>

#include "compare/environment.h"

/* Two headers under comparison. */
struct header_pair {
	const json_t *before;
	const json_t *after;
	bool same_kernel; /* release, build and digest are alike */
	bool of_one_name; /* what is compared has the same name on both sides */
	struct environment_differences *out;
	int error; /* sticky: 0 or -ENOMEM */
};

/* The member at @path ("environment/cpu/isa"); NULL if there is none, or null. */
const json_t *header_member(const json_t *object, const char *path);

/* A member's string, or NULL. */
const char *header_text(const json_t *object, const char *path);

/* For people; the caller frees it. NULL when memory ran out. */
char *header_value_text(const json_t *value);

/* Not there, null or false: files that are older do not say more. */
bool header_is_nothing(const json_t *value);

/*
 * LINUX_COMPILER in the format of /proc/version: "... (user@host) (COMPILER) #1 ...". The caller
 * frees it; NULL: it is not told, or memory ran out.
 */
char *header_compiler(const json_t *header);

/* Adds a difference; NULL is "not known". */
void header_differ(struct header_pair *pair, enum environment_group group, const char *what,
		   const char *before, const char *after);

/* Adds one if the values differ; a value that is not there, null and false are alike. */
void header_compare_values(struct header_pair *pair, enum environment_group group, const char *what,
			   const json_t *before, const json_t *after);

/* What needs more than a look at two members; environment_special.c. */
void header_compare_special(struct header_pair *pair);

#endif /* ENVIRONMENT_PARTS_H */
