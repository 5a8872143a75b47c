/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DIFFERENCE_HEADING_H
#define DIFFERENCE_HEADING_H

#include <stdbool.h>

#include "compare/difference.h"
#include "report/notes.h"

/*
 * What stands over the tables: what is compared, and what differs besides. Each adds lines that
 * are not yet wrapped and returns 0 or -ENOMEM.
 */

/* Says first of all that a side, or both, are simulated; nothing of machines that exist. */
int heading_add_simulated(struct notes *lines, const struct difference_table *table);

/* "Linux 7.2.12-arm64, 3 boots of 5 blocks". */
int heading_add_side(struct notes *lines, const struct compare_side *side, bool labelled);

/* "arm64, linux,dummy-virt, KASLR", or a line for each side where they differ. */
int heading_add_machine(struct notes *lines, const struct difference_table *table);

/* What the numbers are, how they are compared, and by which floor. */
int heading_add_method(struct notes *lines, const struct difference_table *table);

/* All of the above to @lines, and to @differs a line for each fact that is not the same on both
 * sides, but for the release, which is said. */
int heading_add_all(struct notes *lines, struct notes *differs,
		    const struct difference_table *table);

/* What differs in few words: of the kernels' own facts only which ones, and
 * that they were built each only if they have one release. */
int heading_add_environment_briefly(struct notes *lines, const struct difference_table *table);

/* True if what a side measured is an emulator's. */
bool heading_is_emulated(const struct difference_table *table);

/* True if, besides, all that is compared are numbers that an instruction clock counted. */
bool heading_is_exact(const struct difference_table *table);

/* The result that stands for a side: of its first file; NULL: it has none. */
const struct result *heading_result(const struct compare_side *side);

#endif /* DIFFERENCE_HEADING_H */
