// SPDX-License-Identifier: GPL-2.0-only
/*
 * What changes while it is measured.
 */
#include "doctor/watch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int watch_open(const struct fact_place *place, const struct survey *survey, struct watch *watch)
{
	memset(watch, 0, sizeof(*watch));
	watch->place = *place;
	watch->last.facts = calloc(survey->count + 1, sizeof(*survey->facts));
	watch->last.states = calloc(survey->count + 1, sizeof(*survey->states));
	if (!watch->last.facts || !watch->last.states)
		return -ENOMEM;
	watch->last.count = survey->count;
	memcpy(watch->last.facts, survey->facts, survey->count * sizeof(*survey->facts));
	memcpy(watch->last.states, survey->states, survey->count * sizeof(*survey->states));
	return 0;
}

void watch_close(struct watch *watch)
{
	survey_free(&watch->last);
}

/* Takes the state for the last one, whether or not it changed. */
static bool note(struct watch *watch, size_t index, const struct fact_state *now, char *text,
		 size_t size)
{
	bool changed =
		fact_change(watch->last.facts[index], &watch->last.states[index], now, text, size);

	watch->last.states[index] = *now;
	return changed;
}

int watch_change(struct watch *watch, char *text, size_t size)
{
	while (watch->next < watch->last.count) {
		size_t index = watch->next++;
		const struct fact *fact = watch->last.facts[index];
		struct fact_state now;

		if (!fact->watched)
			continue;
		fact->look(&watch->place, &now);
		if (note(watch, index, &now, text, size))
			return 1;
	}
	watch->next = 0;
	return 0;
}

int watch_last_change(struct watch *watch, const struct survey *now, char *text, size_t size)
{
	while (watch->next < watch->last.count && watch->next < now->count) {
		size_t index = watch->next++;

		if (note(watch, index, &now->states[index], text, size))
			return 1;
	}
	watch->next = 0;
	return 0;
}
