// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of events.
 */
#include "config/event.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>

#include "config/nearest.h"

static const struct event_row rows[] = {
	{
		.name = "kernel-instructions",
		.counts = "instructions retired in kernel mode",
		.type = PERF_TYPE_HARDWARE,
		.config = PERF_COUNT_HW_INSTRUCTIONS,
		.kernel = true,
		.loop = EVENT_LOOP_SUBTRACT,
		.least = 2,
		.most = 2,
	},
	{
		.name = "user-instructions",
		.counts = "instructions retired in user mode",
		.type = PERF_TYPE_HARDWARE,
		.config = PERF_COUNT_HW_INSTRUCTIONS,
		.user = true,
		.loop = EVENT_LOOP_SUBTRACT,
		.least = 2,
		.most = 2,
	},
	{
		.name = "cycles",
		.counts = "CPU cycles, kernel and user mode",
		.type = PERF_TYPE_HARDWARE,
		.config = PERF_COUNT_HW_CPU_CYCLES,
		.kernel = true,
		.user = true,
		.loop = EVENT_LOOP_SUBTRACT,
		.least = 0.1,
		.most = 100,
	},
	{
		.name = "instructions",
		.counts = "instructions, kernel and user mode",
		.type = PERF_TYPE_HARDWARE,
		.config = PERF_COUNT_HW_INSTRUCTIONS,
		.kernel = true,
		.user = true,
		.by_clock = true,
		.loop = EVENT_LOOP_SUBTRACT,
		.least = 2,
		.most = 2,
	},
};

#define ROW_COUNT (sizeof(rows) / sizeof(rows[0]))

const struct event_row *event_rows(size_t *count)
{
	*count = ROW_COUNT;
	return rows;
}

static void from_row(const struct event_row *row, struct event *event)
{
	*event = (struct event){
		.row = row,
		.kernel = row->kernel,
		.user = row->user,
		.by_clock = row->by_clock,
		.type = row->type,
		.config = row->config,
	};
	snprintf(event->name, sizeof(event->name), "%s", row->name);
}

size_t event_defaults(bool by_clock, struct event *events, size_t size)
{
	size_t count = 0;

	for (size_t i = 0; i < ROW_COUNT && count < size; i++) {
		if (rows[i].by_clock == by_clock)
			from_row(&rows[i], &events[count++]);
	}
	return count;
}

const struct event_row *event_find(const char *name)
{
	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (!strcmp(rows[i].name, name))
			return &rows[i];
	}
	return NULL;
}

int event_parse(const char *word, struct event *event)
{
	const struct event_row *row = event_find(word);

	if (!row)
		return -EINVAL;
	from_row(row, event);
	return 0;
}

const char *event_nearest(const char *word)
{
	const char *names[ROW_COUNT];

	for (size_t i = 0; i < ROW_COUNT; i++)
		names[i] = rows[i].name;
	return nearest_name(word, names, ROW_COUNT);
}
