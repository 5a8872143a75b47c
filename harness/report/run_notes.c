// SPDX-License-Identifier: GPL-2.0-only
#include "report/run_notes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/number.h"
#include "stats/summary.h"

/* A kernel that is not well says so again and again; so does a frequency that wanders. */
#define FIRST_NOTES_MAX 3

static const char *how_read(const struct result_counter *counter)
{
	if (!strcmp(counter->read, "user"))
		return "read in user space";
	return !strcmp(counter->read, "system-call") ? "read by system calls" : counter->read;
}

static bool read_alike(const struct result_counter *a, const struct result_counter *b)
{
	return !strcmp(a->read, b->read) && a->read_ns == b->read_ns;
}

/* The first of @counters is read somehow; so are others, who stand behind it. */
static int add_reads(struct notes *notes, const struct result_counter *counters, size_t count)
{
	char amount[NUMBER_SIZE];
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return -ENOMEM;
	fprintf(out, "counters %s", how_read(counters));
	if (counters->read_ns >= 0) {
		number_amount(amount, counters->read_ns);
		fprintf(out, ", %s ns a read", amount);
	}
	for (size_t i = 0; i < count; i++) {
		if (!i || (counters[i].read && read_alike(counters, &counters[i])))
			fprintf(out, "%s%s", i ? ", " : ": ", counters[i].name);
	}
	return notes_add_stream(notes, out, &text);
}

static bool is_told(const struct result *result, size_t counter)
{
	for (size_t i = 0; i < counter; i++) {
		if (result->counters[i].read &&
		    read_alike(&result->counters[i], &result->counters[counter]))
			return true;
	}
	return false;
}

/* What a read costs is in no number: it cancels in X(2N) - X(N). But it is between two of them. */
static int add_counters(struct notes *notes, const struct result *result)
{
	int error = 0;

	for (size_t i = 0; i < result->counter_count && !error; i++) {
		const struct result_counter *counter = &result->counters[i];

		if (counter->read && !is_told(result, i))
			error = add_reads(notes, counter, result->counter_count - i);
	}
	for (size_t i = 0; i < result->counter_count && !error; i++) {
		const struct result_counter *counter = &result->counters[i];

		if (counter->source && strcmp(counter->source, counter->name) != 0)
			error = notes_add(notes, "%s: %s%s%s", counter->name, counter->source,
					  counter->pmu ? " of " : "",
					  counter->pmu ? counter->pmu : "");
	}
	return error;
}

/* Of the whole run, and of no cell. */
static int add_run_events(struct notes *notes, const struct result *result)
{
	int error = 0;

	for (size_t i = 0; i < result->event_count && !error; i++) {
		const struct result_event *event = &result->events[i];

		if (event->kind == RESULT_EVENT_WARNING)
			error = notes_add(notes, "warning: %s", event->text);
		else if (event->kind == RESULT_EVENT_NOTE && !event->workload)
			error = notes_add(notes, "%s", event->text);
	}
	return error;
}

/* The first different ones of a kind; equal ones become one note. */
static int add_first(struct notes *notes, const struct result *result, enum result_event_kind kind,
		     const char *what, const char *quote)
{
	size_t before = notes->count;
	size_t more = 0;
	int error = 0;

	for (size_t i = 0; i < result->event_count && !error; i++) {
		size_t count = notes->count;

		if (result->events[i].kind != kind)
			continue;
		if (count - before < FIRST_NOTES_MAX)
			error = notes_add(notes, "%s: %s%s%s", what, quote, result->events[i].text,
					  quote);
		more += notes->count == count;
	}
	if (!error && more)
		error = notes_add(notes, "%s: %zu more, in the file", what, more);
	return error;
}

int run_notes_add(struct notes *notes, const struct result *result)
{
	int error = 0;

	if (!summary_is_emulated(result))
		error = add_counters(notes, result);
	if (!error)
		error = add_run_events(notes, result);
	if (!error)
		error = add_first(notes, result, RESULT_EVENT_CHANGED, "changed while it ran", "");
	if (!error)
		error = add_first(notes, result, RESULT_EVENT_COUNTER, "a counter died", "");
	if (!error)
		error = add_first(notes, result, RESULT_EVENT_KERNEL_LOG, "the kernel log", "\"");
	return error;
}
