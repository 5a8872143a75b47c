// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/undoing_print.h"

#include <stdio.h>
#include <string.h>

void undoing_print(void *context, const struct journal_deed *deed)
{
	(void)context;
	if (deed->error)
		fprintf(stderr, "tracetoll: cannot undo what process %d left: %s: %s\n",
			(int)deed->owner, deed->what, strerror(-deed->error));
	else if (!deed->was_gone)
		fprintf(stderr, "tracetoll: undid what process %d left: %s\n", (int)deed->owner,
			deed->what);
}
