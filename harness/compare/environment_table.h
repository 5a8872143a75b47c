/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ENVIRONMENT_TABLE_H
#define ENVIRONMENT_TABLE_H

#include "compare/environment.h"

/* What a header tells of what was measured: what files are compared by, and what is shown. */

/* When a difference of two files counts. */
enum fact_use {
	FACT_ALWAYS,
	FACT_IF_KNOWN, /* where both say: older files, or kernels that cannot do it, do not */
	FACT_SHOWN, /* never: files that differ in it are alike */
};

/* One member of the header. */
struct header_fact {
	enum environment_group group;
	const char *what; /* for people */
	const char *path; /* in the header */
	enum fact_use use;
};

/* A member of the objects that a list has by their names. */
struct list_fact {
	enum environment_group group;
	const char *path; /* in the object */
	const char *what; /* behind the object's name */
};

struct header_list {
	const char *path; /* in the header */
	const char *kind; /* what is said of one that is on one side only; NULL: nothing */
	const struct list_fact *facts;
	size_t count;
	bool if_known; /* older files have no such list */
};

const struct header_fact *header_fact_rows(size_t *count);
const struct header_list *header_list_rows(size_t *count);

#endif /* ENVIRONMENT_TABLE_H */
