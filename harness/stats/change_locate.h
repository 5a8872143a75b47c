/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHANGE_LOCATE_H
#define CHANGE_LOCATE_H

#include "stats/change_scan.h"

/*
 * Where in the nodes from @begin to @end a change is that the scan found at @first: the split that
 * makes the distance of the two sides largest, as in E-divisive, among those near to it.
 */
size_t change_locate(const struct change_node *nodes, size_t begin, size_t first, size_t end);

/*
 * What is said of a change at node @first, between the changes at @begin and @end: levels,
 * interval, range, drift. All but p and the verdict.
 */
void change_describe(struct change_workspace *workspace, size_t begin, size_t first, size_t end,
		     struct change_point *point);

/* The level of the last nodes from @begin to @end, of one at least. */
double change_level(struct change_workspace *workspace, size_t begin, size_t end);

#endif /* CHANGE_LOCATE_H */
