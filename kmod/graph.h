/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_GRAPH_H
#define TRACETOLL_GRAPH_H

#include <linux/types.h>

/* Finds function_graph's users; what is not found stays unknown. */
void tracetoll_watch_graph(void);

/* How many users function_graph has in the whole system. False: not known. */
bool tracetoll_count_graph_users(u32 *users);

/* Who is in slot 0 of them, to compare; 0: not known. */
unsigned long tracetoll_graph_slot_0(void);

/* Whether somebody has it. */
bool tracetoll_graph_slot_0_is_taken(void);

#endif /* TRACETOLL_GRAPH_H */
