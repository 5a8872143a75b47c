/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef USABLE_H
#define USABLE_H

#include "stats/pick.h"
#include "stats/summary.h"
#include "stats/summary_cells.h"

/* The samples that count, by cell: a summary keeps only what they come to. */
struct usable {
	struct summary scratch; /* whose cells count what is picked */
	struct pick *picks;
	const struct result_sample **samples;
	struct stretch *stretches; /* one for each cell */
};

/* Returns 0 or -ENOMEM; the caller ends with usable_free() in both cases. */
int usable_find(struct usable *usable, const struct result *result);
void usable_free(struct usable *usable);

#endif /* USABLE_H */
