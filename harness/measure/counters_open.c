// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which events are believed, which of them count together, and how they are read.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure/counter_refusal.h"
#include "measure/counters.h"
#include "measure/instruction_clock.h"
#include "measure/life_check.h"
#include "stats/order.h"

/* Reads are timed by tens, for a clock's own reading takes as long as one of a page. */
#define READS_AT_ONCE 10
#define READ_TIMINGS 21

__attribute__((format(printf, 2, 3))) static void note(struct counters *counters,
						       const char *format, ...)
{
	va_list arguments;

	if (counters->note_count == COUNTER_NOTES_MAX)
		return;
	va_start(arguments, format);
	vsnprintf(counters->notes[counters->note_count++], COUNTER_NOTE_SIZE, format, arguments);
	va_end(arguments);
}

/* One that no PMU counts, in a pass of its own. */
static void place_by_clock(struct counters *counters, size_t index)
{
	counters->counters[index].by_clock = true;
	counters->counters[index].pass = counters->pass_count;
	counters->passes[counters->pass_count++] =
		(struct counter_group){ .count = 1, .indices = { index }, .by_clock = true };
}

/* Sees each event counting alone. What is left out is gone from @events then. */
static int believe(struct counters *counters, const struct counter_terms *terms,
		   struct event *events, size_t *count, struct complaint *complaint)
{
	struct left_out left_out = { .count = 0 };
	size_t kept = 0;

	for (size_t i = 0; i < *count; i++) {
		const struct event *event = &events[i];
		enum event_loop loop = EVENT_LOOP_ANY;
		struct life_finding finding = { .life = LIFE_GOOD };
		int err = life_check_alone(terms->door, event, terms->cpu, &loop, &finding);

		if (err || finding.life != LIFE_GOOD) {
			if (event->by_clock && instruction_clock_counts()) {
				place_by_clock(counters, kept);
			} else if (event->preset) {
				counter_leave_out(terms, event, err, &finding, &left_out);
				continue;
			} else {
				return counter_refuse(terms, event, err, &finding, complaint);
			}
		}
		counters->counters[kept].loop = loop;
		events[kept++] = *event;
	}
	for (size_t i = 0; i < left_out.count; i++)
		left_out_text(&left_out.reasons[i], counters->notes[counters->note_count++],
			      COUNTER_NOTE_SIZE);
	*count = counters->event_count = kept;
	for (size_t i = 0; i < kept; i++)
		counters->counters[i].event = &events[i];
	return 0;
}

static void check_group(const struct counters *counters, const struct counter_group *group,
			struct life_finding *finding)
{
	const struct event *events[RECORD_COUNTERS_MAX];
	enum event_loop loops[RECORD_COUNTERS_MAX];
	const struct life_group checked = {
		.door = counters->door,
		.count = group->count,
		.descriptors = group->descriptors,
		.events = events,
		.loops = loops,
	};

	for (size_t i = 0; i < group->count; i++) {
		events[i] = counters->counters[group->indices[i]].event;
		loops[i] = counters->counters[group->indices[i]].loop;
	}
	life_check_group(&checked, finding);
}

/* Adds the event if the group counts with it, else leaves the group as it was. */
static int group_try(struct counters *counters, const struct counter_terms *terms, size_t pass,
		     size_t index, struct life_finding *finding)
{
	const struct pmu_door *door = counters->door;
	struct counter_group *group = &counters->passes[pass];
	const int leader = group->count ? group->descriptors[0] : -1;
	int descriptor;

	*finding = (struct life_finding){ .life = LIFE_GOOD };
	if (group->by_clock)
		return -EBUSY;
	descriptor = door->open(door->context, counters->counters[index].event, terms->cpu, leader);
	if (descriptor < 0)
		return descriptor;
	group->descriptors[group->count] = descriptor;
	group->indices[group->count++] = index;
	check_group(counters, group, finding);
	if (finding->life != LIFE_GOOD) {
		group->count--;
		door->close(door->context, descriptor);
		return -ENODATA;
	}
	counters->counters[index].pass = pass;
	counters->counters[index].descriptor = descriptor;
	return 0;
}

/* Into the first group that counts with it, else into a new one. */
static int place(struct counters *counters, const struct counter_terms *terms, size_t index,
		 struct complaint *complaint)
{
	struct life_finding finding;
	int err;

	for (size_t pass = 0; pass < counters->pass_count; pass++) {
		if (!group_try(counters, terms, pass, index, &finding))
			return 0;
	}
	err = group_try(counters, terms, counters->pass_count, index, &finding);
	if (!err) {
		counters->pass_count++;
		return 0;
	}
	/* It was seen counting before: somebody came in between. */
	return counter_refuse(terms, counters->counters[index].event,
			      finding.life == LIFE_GOOD ? err : 0, &finding, complaint);
}

/* Rows in the order of their table, then the others by name, however they were asked for. */
static int compare_counters(const void *left, const void *right)
{
	const struct event *a = (*(const struct counter *const *)left)->event;
	const struct event *b = (*(const struct counter *const *)right)->event;

	if (a->row != b->row && a->row && b->row)
		return a->row < b->row ? -1 : 1;
	if (!a->row != !b->row)
		return a->row ? -1 : 1;
	return strcmp(a->name, b->name);
}

static int place_all(struct counters *counters, const struct counter_terms *terms,
		     struct complaint *complaint)
{
	const struct counter *order[RECORD_COUNTERS_MAX] = { NULL };
	int err = 0;

	for (size_t i = 0; i < counters->event_count; i++)
		order[i] = &counters->counters[i];
	qsort(order, counters->event_count, sizeof(order[0]), compare_counters);
	for (size_t i = 0; !err && i < counters->event_count; i++) {
		if (!order[i]->by_clock)
			err = place(counters, terms, (size_t)(order[i] - counters->counters),
				    complaint);
	}
	return err;
}

/* Whether pages and system call say the same of this counter. */
static const char *try_page(struct counters *counters, const struct counter *counter)
{
	const struct pmu_door *door = counters->door;
	struct measurement measurement = { 0 };
	int err = counters_start(counters, counter->pass);

	if (!err)
		err = door->work(door->context, counter->loop, known_work_turns(counter->loop));
	if (!err)
		err = counters_stop(counters, counter->pass, &measurement);
	return err ? "it cannot be read" : measurement.doubt;
}

/* By its page, if the kernel permits that and both ways say the same. */
static void choose_way(struct counters *counters, struct counter *counter)
{
	const struct pmu_door *door = counters->door;
	uint64_t count;
	bool readable;
	const char *doubt;

	counter->page = door->map(door->context, counter->descriptor);
	if (!counter->page)
		return;
	readable = !counters_start(counters, counter->pass) &&
		   !door->read_page(door->context, counter->page, &count);
	door->stop(door->context, counters->passes[counter->pass].descriptors[0]);
	doubt = readable ? try_page(counters, counter) : NULL;
	if (readable && !doubt)
		return;
	if (doubt)
		note(counters, "%s is read by system calls: %s", counter->event->name, doubt);
	door->unmap(door->context, counter->page);
	counter->page = NULL;
}

static void read_once(const struct counters *counters, const struct counter *counter)
{
	const struct pmu_door *door = counters->door;
	struct pmu_reading reading;
	uint64_t count;

	if (counter->page)
		door->read_page(door->context, counter->page, &count);
	else
		door->read(door->context, counters->passes[counter->pass].descriptors[0], &reading);
}

/* The median: the first ones are cold, and some are hit by an interrupt. */
static void time_reads(struct counters *counters, struct counter *counter)
{
	const struct pmu_door *door = counters->door;
	double times[READ_TIMINGS];
	struct measurement measurement = { 0 };

	if (counters_start(counters, counter->pass))
		return;
	for (size_t i = 0; i < READ_TIMINGS; i++) {
		const uint64_t start = door->now_ns(door->context);

		for (int j = 0; j < READS_AT_ONCE; j++)
			read_once(counters, counter);
		times[i] = (double)(door->now_ns(door->context) - start);
	}
	counters_stop(counters, counter->pass, &measurement);
	sort_numbers(times, READ_TIMINGS);
	counter->read_ns = times[READ_TIMINGS / 2] / READS_AT_ONCE;
}

int counters_open(struct counters *counters, const struct counter_terms *terms,
		  struct event *events, size_t *count, struct complaint *complaint)
{
	int err;

	memset(counters, 0, sizeof(*counters));
	counters->door = terms->door;
	err = believe(counters, terms, events, count, complaint);
	if (!err)
		err = place_all(counters, terms, complaint);
	if (err) {
		counters_close(counters);
		return err;
	}
	for (size_t i = 0; i < counters->event_count; i++) {
		struct counter *counter = &counters->counters[i];

		if (counter->by_clock)
			continue;
		choose_way(counters, counter);
		time_reads(counters, counter);
	}
	if (counters->pass_count > 1 && counter_watchdog_runs(terms))
		note(counters,
		     "the events take %zu passes: the NMI watchdog holds a counter (sysctl "
		     "kernel.nmi_watchdog=0 frees it)",
		     counters->pass_count);
	/* Time is measured all the same. */
	if (!counters->pass_count)
		counters->pass_count = 1;
	return 0;
}

bool counters_died(struct counters *counters, char *text, size_t size)
{
	for (size_t pass = 0; pass < counters->pass_count; pass++) {
		const struct counter_group *group = &counters->passes[pass];
		struct life_finding finding = { .life = LIFE_GOOD };
		char seen[COUNTER_NOTE_SIZE / 2];

		if (group->by_clock || !group->count)
			continue;
		check_group(counters, group, &finding);
		if (finding.life == LIFE_GOOD)
			continue;
		life_describe(&finding, seen, sizeof(seen));
		snprintf(text, size, "at the end of the run %s is not to be believed any more: %s",
			 finding.event->name, seen);
		return true;
	}
	return false;
}

void counters_close(struct counters *counters)
{
	const struct pmu_door *door = counters->door;

	for (size_t i = 0; i < counters->event_count; i++) {
		if (counters->counters[i].page)
			door->unmap(door->context, counters->counters[i].page);
		counters->counters[i].page = NULL;
	}
	while (counters->pass_count > 0) {
		struct counter_group *group = &counters->passes[--counters->pass_count];

		/* The leader last. */
		while (!group->by_clock && group->count > 0)
			door->close(door->context, group->descriptors[--group->count]);
	}
}
