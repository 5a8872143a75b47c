// SPDX-License-Identifier: GPL-2.0-only
/*
 * The facts that the linker gathered.
 */
#include "doctor/fact.h"

#include <stdlib.h>

/* Weak, so that a program without any fact links, too. */
extern const struct fact *const __start_tracetoll_facts[] __attribute__((weak));
extern const struct fact *const __stop_tracetoll_facts[] __attribute__((weak));

static int compare_facts(const void *a, const void *b)
{
	const struct fact *const *left = a;
	const struct fact *const *right = b;

	return ((*left)->order > (*right)->order) - ((*left)->order < (*right)->order);
}

const struct fact **fact_all(size_t *count)
{
	const struct fact **facts;

	*count = (size_t)(__stop_tracetoll_facts - __start_tracetoll_facts);
	facts = calloc(*count + 1, sizeof(*facts));
	if (!facts) {
		*count = 0;
		return NULL;
	}
	for (size_t i = 0; i < *count; i++)
		facts[i] = __start_tracetoll_facts[i];
	qsort(facts, *count, sizeof(*facts), compare_facts);
	return facts;
}
