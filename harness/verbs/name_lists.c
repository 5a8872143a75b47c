// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/name_lists.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bench/cold_workload.h"

/* One of the three kinds of lists: how it is added, and what its words are called. */
struct list_kind {
	int (*add)(struct plan *plan, const char *list, char *word, size_t word_size);
	const char *(*nearest)(const char *word);
	const char *thing;
	const char *topic;
};

static const struct list_kind configurations = {
	plan_add_configurations,
	configuration_nearest,
	"configuration",
	"configs",
};
static const struct list_kind workloads = {
	plan_add_workloads,
	workload_nearest,
	"workload",
	"workloads",
};
static const struct list_kind events = {
	plan_add_events,
	event_nearest,
	"event",
	"events",
};

static int add_list(struct plan *plan, const struct list_kind *kind, const char *list,
		    struct complaint *complaint)
{
	char word[64];
	char advice[128];
	struct configuration parsed;
	char cold[COLD_NAME_SIZE];
	const char *nearest;
	int err = kind->add(plan, list, word, sizeof(word));

	if (!err)
		return 0;
	if (err == -ENODATA)
		return complain(complaint, EXIT_CODE_USAGE, 0, "", "the list of %s is empty",
				kind->topic);
	if (err == -ENOSPC)
		return complain(complaint, EXIT_CODE_USAGE, 0, "", "too many %s at once: '%s'",
				kind->topic, word);
	if (err == -ERANGE && configuration_parse(word, &parsed) == -ERANGE)
		return complain(complaint, EXIT_CODE_USAGE, 0, "",
				"the number in '%s' is out of range, it may be %u to %u", word,
				parsed.row->number_min, parsed.row->number_max);
	/* A word that fills the buffer was cut, and is like nothing. */
	if (kind == &events && strlen(word) == sizeof(word) - 1)
		return complain(complaint, EXIT_CODE_USAGE, 0,
				"PMU/config=0x.../ is the shortest word for an event",
				"an event's word may have %zu letters: '%s...' has more",
				sizeof(word) - 2, word);
	nearest = kind == &workloads ? cold_workload_nearest(word, cold) : NULL;
	if (!nearest)
		nearest = kind->nearest(word);
	if (nearest)
		snprintf(advice, sizeof(advice), "did you mean '%s'?", nearest);
	else
		snprintf(advice, sizeof(advice), "see: tracetoll list %s", kind->topic);
	return complain(complaint, EXIT_CODE_USAGE, 0, advice, "there is no %s '%s'", kind->thing,
			word);
}

int name_lists_add_configurations(struct plan *plan, const char *list, struct complaint *complaint)
{
	return add_list(plan, &configurations, list, complaint);
}

int name_lists_add_workloads(struct plan *plan, const char *list, struct complaint *complaint)
{
	return add_list(plan, &workloads, list, complaint);
}

int name_lists_add_events(struct plan *plan, const char *list, struct complaint *complaint)
{
	return add_list(plan, &events, list, complaint);
}
