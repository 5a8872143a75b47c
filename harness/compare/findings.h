/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FINDINGS_H
#define FINDINGS_H

#include "compare/difference.h"
#include "compare/grid.h"
#include "report/notes.h"

/*
 * What is found, in words. Each adds lines that are not yet wrapped and returns 0 or -ENOMEM.
 */

/* A line for each change of a path, with all configurations that made it; none: no line. */
int findings_add_paths(struct notes *lines, const struct difference_table *table);

/* One line: how many rows cost more, less, the same. */
int findings_add_tally(struct notes *lines, const struct difference_table *table);

/* What one table does not say: its rows' notes, and what it could have found. */
int findings_add_part(struct notes *lines, const struct difference_part *part);

/* What people see no table of. */
int findings_add_hidden(struct notes *lines, const struct difference_table *table);

#endif /* FINDINGS_H */
