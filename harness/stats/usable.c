// SPDX-License-Identifier: GPL-2.0-only
#include "stats/usable.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int usable_find(struct usable *usable, const struct result *result)
{
	int error;

	memset(usable, 0, sizeof(*usable));
	usable->scratch.result = result;
	error = summary_make_cells(&usable->scratch);
	if (error)
		return error;
	usable->picks = pick_sorted(result);
	usable->samples = calloc(result->sample_count + 1, sizeof(*usable->samples));
	usable->stretches = calloc(usable->scratch.cell_count + 1, sizeof(*usable->stretches));
	if (!usable->picks || !usable->samples || !usable->stretches)
		return -ENOMEM;
	summary_pick_samples(&usable->scratch, usable->picks, usable->samples, usable->stretches);
	return 0;
}

void usable_free(struct usable *usable)
{
	free(usable->stretches);
	free(usable->samples);
	free(usable->picks);
	summary_free(&usable->scratch);
}
