// SPDX-License-Identifier: GPL-2.0-only
/*
 * The users of function_graph (kernel/trace/fgraph.c): they share one ops, so that ftrace's
 * list does not tell how many they are, and each of them is asked at every traced call.
 */
#include <linux/uaccess.h>

#include "graph.h"
#include "resolve.h"

/* FGRAPH_ARRAY_SIZE, which no header has. */
#define SLOTS 16

static unsigned long slots; /* fgraph_array; 0: unknown */
static unsigned long stub; /* fgraph_stub, which stands in the empty ones */

void tracetoll_watch_graph(void)
{
	slots = 0;
	if (tracetoll_resolve_variable("fgraph_stub", &stub) ||
	    tracetoll_resolve_variable("fgraph_array", &slots))
		slots = 0;
}

bool tracetoll_count_graph_users(u32 *users)
{
	unsigned long user[SLOTS];
	unsigned int i;

	*users = 0;
	if (!slots || copy_from_kernel_nofault(user, (const void *)slots, sizeof(user)))
		return false;
	/* Empty until there was a first user, who fills in the stubs (register_ftrace_graph). */
	for (i = 0; i < SLOTS; i++)
		*users += user[i] && user[i] != stub;
	return true;
}

unsigned long tracetoll_graph_slot_0(void)
{
	unsigned long user;

	if (!slots || copy_from_kernel_nofault(&user, (const void *)slots, sizeof(user)))
		return 0;
	return user;
}

bool tracetoll_graph_slot_0_is_taken(void)
{
	const unsigned long user = tracetoll_graph_slot_0();

	return user && user != stub;
}
