// SPDX-License-Identifier: GPL-2.0-only
#include "compare/events.h"

#include "report/number.h"

/* A machine that is not well says so again and again. */
#define FIRST_EVENTS_MAX 3

/* What is told, and what it is called. */
static const struct told {
	enum result_event_kind kind;
	const char *what;
} told[] = {
	{ RESULT_EVENT_CHANGED, "changed while it ran" },
	{ RESULT_EVENT_NONLINEAR, "more calls do not cost as much more" },
	{ RESULT_EVENT_WARNING, "warning" },
};

static int add_one(struct notes *lines, const struct compare_side *side, const char *what,
		   const struct result_event *event)
{
	if (!event->workload || !event->configuration)
		return notes_add(lines, "%s: %s: %s", side->label, what, event->text);
	return notes_add(lines, "%s: %s %s: %s: %s", side->label, event->workload,
			 event->configuration, what, event->text);
}

/* Equal ones of several boots become one line. */
static int add_kind(struct notes *lines, const struct compare_side *side, const struct told *row)
{
	size_t before = lines->count;
	size_t more = 0;
	int error = 0;

	for (size_t f = 0; f < side->count; f++) {
		const struct result *result = &side->files[f].result;

		for (size_t i = 0; i < result->event_count && !error; i++) {
			if (result->events[i].kind != row->kind)
				continue;
			if (lines->count - before < FIRST_EVENTS_MAX)
				error = add_one(lines, side, row->what, &result->events[i]);
			else
				more++;
		}
	}
	if (!error && more)
		error = notes_add(lines, "%s: %s: up to %zu more, in the file%s", side->label,
				  row->what, more, number_plural(side->count));
	return error;
}

int events_add(struct notes *lines, const struct difference_table *table)
{
	int error = 0;

	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]) && !error; i++) {
		error = add_kind(lines, table->before, &told[i]);
		if (!error)
			error = add_kind(lines, table->after, &told[i]);
	}
	return error;
}
