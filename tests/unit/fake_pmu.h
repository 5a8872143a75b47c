/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FAKE_PMU_H
#define FAKE_PMU_H

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "measure/pmu_door.h"

/*
 * A PMU that is played, behind the door of measure/pmu_door.h. It has so many counters and knows
 * some events, each of which behaves well or in one bad way.
 */

enum fake_behaviour {
	FAKE_RIGHT,
	FAKE_DEAD, /* opens, and stays at 0 */
	FAKE_STUCK, /* has some value, whatever is done */
	FAKE_SHRINKING, /* less for more work */
	FAKE_TOO_MANY, /* 1000 times what it should */
	FAKE_TOO_FEW, /* a thousandth of it */
	FAKE_CURVED, /* grows with the square of the work */
	FAKE_NOISY, /* right, but for every fifth run, which has a quarter: misses are like that */
	FAKE_MULTIPLEXED, /* runs half of the time */
	FAKE_NO_USER, /* sees nothing of user mode */
	FAKE_NO_KERNEL, /* sees nothing of the kernel */
	FAKE_MODES_MIXED, /* has more if one mode is left out */
	FAKE_TAKEN, /* its group gets no counters */
	FAKE_PAGE_LIES, /* its page shows twice its count */
	FAKE_PAGE_OFF, /* its page shows no counter */
};

#define FAKE_EVENTS_MAX 24
#define FAKE_OPEN_MAX 64
#define FAKE_DESCRIPTOR 1000 /* the first one */

/* What costs how much: a start and stop in each mode, and reads in nanoseconds. */
#define FAKE_AROUND_USER 20
#define FAKE_AROUND_KERNEL 600
#define FAKE_CALL_NS 500
#define FAKE_PAGE_NS 20
#define FAKE_TURN_NS 1

struct fake_pmu_event {
	uint32_t type;
	uint64_t config;
	enum fake_behaviour behaviour;
	unsigned int good_starts; /* of its group, before it behaves so */
	int open_error; /* negative errno, or 0: it opens */
	double user[EVENT_LOOPS]; /* counts a turn in each mode */
	double kernel[EVENT_LOOPS];
};

struct fake_open {
	bool used;
	const struct fake_pmu_event *event;
	bool user, kernel;
	int leader; /* its own descriptor, if it leads */
	double count;
	bool running;
	bool lost; /* error state, of a leader */
	unsigned int starts;
	uint64_t enabled_ns, running_ns; /* of a leader */
	struct perf_event_mmap_page page;
	bool mapped;
};

struct fake_pmu {
	/* The script. */
	unsigned int counters;
	unsigned int held; /* of them by somebody else, as a watchdog does */
	bool once_each; /* a second counter for the same event stays at 0, as QEMU's riscv one */
	bool user_reads;
	bool kernel_forbidden; /* perf_event_paranoid is 2 */
	int work_error; /* of EVENT_LOOP_CODE */
	size_t event_count;
	struct fake_pmu_event events[FAKE_EVENTS_MAX];

	/* The books. */
	struct fake_open open[FAKE_OPEN_MAX];
	unsigned int opened; /* now */
	unsigned int mapped;
	uint64_t now_ns;
};

static inline struct fake_open *fake_at(struct fake_pmu *pmu, int descriptor)
{
	struct fake_open *open = &pmu->open[descriptor - FAKE_DESCRIPTOR];

	if (descriptor < FAKE_DESCRIPTOR || !open->used)
		abort();
	return open;
}

static inline int fake_descriptor(const struct fake_pmu *pmu, const struct fake_open *open)
{
	return FAKE_DESCRIPTOR + (int)(open - pmu->open);
}

/* Members of the group, in the order in which they were opened, which is that of the slots. */
static inline size_t fake_group(struct fake_pmu *pmu, int leader, struct fake_open **members)
{
	size_t count = 0;

	for (size_t i = 0; i < FAKE_OPEN_MAX; i++) {
		if (pmu->open[i].used && pmu->open[i].leader == leader)
			members[count++] = &pmu->open[i];
	}
	return count;
}

static inline enum fake_behaviour fake_behaves(const struct fake_open *open)
{
	return open->starts > open->event->good_starts ? open->event->behaviour : FAKE_RIGHT;
}

static inline const struct fake_pmu_event *fake_pmu_find(const struct fake_pmu *pmu,
							 const struct event *event)
{
	for (size_t i = 0; i < pmu->event_count; i++) {
		if (pmu->events[i].type == event->type && pmu->events[i].config == event->config)
			return &pmu->events[i];
	}
	return NULL;
}

static inline int fake_pmu_open(void *context, const struct event *event, int cpu, int leader)
{
	struct fake_pmu *pmu = context;
	const struct fake_pmu_event *known = fake_pmu_find(pmu, event);
	struct fake_open *members[FAKE_OPEN_MAX];
	size_t i = 0;

	(void)cpu;
	if (!known)
		return -ENOENT;
	if (pmu->kernel_forbidden && event->kernel)
		return -EACCES;
	if (known->open_error)
		return known->open_error;
	/* validate_group() of the kernel's PMU drivers. */
	if (leader >= 0 && fake_group(pmu, leader, members) == pmu->counters)
		return -EINVAL;
	while (pmu->open[i].used)
		i++;
	pmu->open[i] = (struct fake_open){ .used = true,
					   .event = known,
					   .user = event->user,
					   .kernel = event->kernel,
					   .leader = leader };
	if (leader < 0)
		pmu->open[i].leader = FAKE_DESCRIPTOR + (int)i;
	pmu->opened++;
	return FAKE_DESCRIPTOR + (int)i;
}

static inline void fake_pmu_close(void *context, int fd)
{
	struct fake_pmu *pmu = context;
	struct fake_open *open = fake_at(pmu, fd);

	if (open->mapped)
		abort();
	open->used = false;
	pmu->opened--;
}

static inline void fake_pmu_add_count(struct fake_open *open, double user, double kernel)
{
	const enum fake_behaviour behaviour = fake_behaves(open);
	double count = 0;

	if (open->user && behaviour != FAKE_NO_USER)
		count += user;
	if (open->kernel && behaviour != FAKE_NO_KERNEL)
		count += kernel;
	if (behaviour == FAKE_MODES_MIXED && open->user != open->kernel)
		count = 3 * (user + kernel);
	switch (behaviour) {
	case FAKE_DEAD:
	case FAKE_STUCK:
	case FAKE_SHRINKING:
		return;
	case FAKE_TOO_MANY:
		open->count += 1000 * count;
		return;
	case FAKE_TOO_FEW:
		open->count += count / 1000;
		return;
	case FAKE_CURVED:
		open->count += count * count;
		return;
	case FAKE_NOISY:
		open->count += open->starts % 5 ? count : count / 4;
		return;
	case FAKE_MULTIPLEXED:
		open->count += count / 2;
		return;
	default:
		open->count += count;
	}
}

static inline int fake_pmu_start(void *context, int leader)
{
	struct fake_pmu *pmu = context;
	struct fake_open *members[FAKE_OPEN_MAX];
	size_t count = fake_group(pmu, leader, members);
	struct fake_open *first = fake_at(pmu, leader);

	/* PERF_EVENT_IOC_ENABLE clears the error state, and the pinned group is tried anew. */
	first->lost = count > pmu->counters - pmu->held;
	for (size_t i = 0; i < count; i++) {
		members[i]->starts++;
		if (fake_behaves(members[i]) == FAKE_TAKEN)
			first->lost = true;
	}
	for (size_t i = 0; i < count; i++) {
		members[i]->running = !first->lost;
		members[i]->count = 0;
		if (fake_behaves(members[i]) == FAKE_STUCK)
			members[i]->count = 123456;
		if (fake_behaves(members[i]) == FAKE_SHRINKING)
			members[i]->count = 1e6;
		for (size_t j = 0; pmu->once_each && j < i; j++) {
			if (members[j]->event == members[i]->event)
				members[i]->running = false;
		}
		if (members[i]->running)
			fake_pmu_add_count(members[i],
					   members[i]->event->user[EVENT_LOOP_SUBTRACT] *
						   FAKE_AROUND_USER / 2,
					   members[i]->event->kernel[EVENT_LOOP_CALLS] > 0
						   ? FAKE_AROUND_KERNEL / 2
						   : 0);
	}
	return 0;
}

static inline int fake_pmu_work(void *context, enum event_loop loop, unsigned long turns)
{
	struct fake_pmu *pmu = context;

	if (loop == EVENT_LOOP_CODE && pmu->work_error)
		return pmu->work_error;
	pmu->now_ns += turns * FAKE_TURN_NS;
	for (size_t i = 0; i < FAKE_OPEN_MAX; i++) {
		struct fake_open *open = &pmu->open[i];

		if (!open->used)
			continue;
		if (open->running && fake_behaves(open) == FAKE_SHRINKING)
			open->count -= (double)turns;
		else if (open->running)
			fake_pmu_add_count(open, open->event->user[loop] * (double)turns,
					   open->event->kernel[loop] * (double)turns);
		if (fake_descriptor(pmu, open) != open->leader || open->lost || !open->running)
			continue;
		open->enabled_ns += turns * FAKE_TURN_NS;
		open->running_ns += turns * FAKE_TURN_NS;
	}
	return 0;
}

static inline int fake_pmu_stop(void *context, int leader)
{
	struct fake_pmu *pmu = context;
	struct fake_open *members[FAKE_OPEN_MAX];
	size_t count = fake_group(pmu, leader, members);
	struct fake_open *first = fake_at(pmu, leader);

	for (size_t i = 0; i < count; i++) {
		if (members[i]->running && fake_behaves(members[i]) == FAKE_MULTIPLEXED)
			first->running_ns -= 1;
		members[i]->running = false;
	}
	return 0;
}

static inline int fake_pmu_read(void *context, int leader, struct pmu_reading *reading)
{
	struct fake_pmu *pmu = context;
	struct fake_open *members[FAKE_OPEN_MAX];
	size_t count = fake_group(pmu, leader, members);
	const struct fake_open *first = fake_at(pmu, leader);

	pmu->now_ns += FAKE_CALL_NS;
	if (first->lost)
		return -ENODATA;
	*reading = (struct pmu_reading){ .count = count,
					 .enabled_ns = first->enabled_ns,
					 .running_ns = first->running_ns };
	for (size_t i = 0; i < count; i++)
		reading->values[i] = (uint64_t)members[i]->count;
	return 0;
}

static inline const struct perf_event_mmap_page *fake_pmu_map(void *context, int fd)
{
	struct fake_pmu *pmu = context;
	struct fake_open *open = fake_at(pmu, fd);

	if (!pmu->user_reads)
		return NULL;
	open->mapped = true;
	pmu->mapped++;
	return &open->page;
}

static inline struct fake_open *fake_of_page(struct fake_pmu *pmu,
					     const struct perf_event_mmap_page *page)
{
	for (size_t i = 0; i < FAKE_OPEN_MAX; i++) {
		if (pmu->open[i].mapped && &pmu->open[i].page == page)
			return &pmu->open[i];
	}
	abort();
}

static inline void fake_pmu_unmap(void *context, const struct perf_event_mmap_page *page)
{
	struct fake_pmu *pmu = context;

	if (!page)
		return;
	fake_of_page(pmu, page)->mapped = false;
	pmu->mapped--;
}

static inline int fake_pmu_read_page(void *context, const struct perf_event_mmap_page *page,
				     uint64_t *count)
{
	struct fake_pmu *pmu = context;
	const struct fake_open *open = fake_of_page(pmu, page);

	pmu->now_ns += FAKE_PAGE_NS;
	if (!open->running || fake_behaves(open) == FAKE_PAGE_OFF)
		return -EAGAIN;
	*count = (uint64_t)open->count;
	if (fake_behaves(open) == FAKE_PAGE_LIES)
		*count *= 2;
	return 0;
}

static inline uint64_t fake_pmu_now_ns(void *context)
{
	return ((struct fake_pmu *)context)->now_ns;
}

static inline struct pmu_door fake_pmu_door(struct fake_pmu *pmu)
{
	return (struct pmu_door){
		.context = pmu,
		.open = fake_pmu_open,
		.close = fake_pmu_close,
		.start = fake_pmu_start,
		.stop = fake_pmu_stop,
		.read = fake_pmu_read,
		.map = fake_pmu_map,
		.unmap = fake_pmu_unmap,
		.read_page = fake_pmu_read_page,
		.work = fake_pmu_work,
		.now_ns = fake_pmu_now_ns,
	};
}

/* In the middle of what its row says is plausible. */
static inline double fake_rate(const struct event_row *row)
{
	return row->most > 0 ? (row->least + row->most) / 2 : 2 * row->least;
}

/*
 * Lets the PMU know @event, at rates that its row says; without a row it is moved by branches
 * alone. An event that is known already keeps its rates. Returns it, for the script.
 */
static inline struct fake_pmu_event *fake_pmu_learn(struct fake_pmu *pmu, const struct event *event,
						    enum fake_behaviour behaviour)
{
	struct fake_pmu_event *known = (struct fake_pmu_event *)fake_pmu_find(pmu, event);
	const enum event_loop loop = event->row ? event->row->loop : EVENT_LOOP_BRANCH;

	if (!known) {
		if (pmu->event_count == FAKE_EVENTS_MAX)
			abort();
		known = &pmu->events[pmu->event_count++];
		*known = (struct fake_pmu_event){ .type = event->type, .config = event->config };
		known->user[loop] = event->row ? fake_rate(event->row) : 1;
		known->kernel[EVENT_LOOP_COLD_CALLS] = 4;
		if (loop == EVENT_LOOP_SUBTRACT) {
			known->user[EVENT_LOOP_BRANCH] = known->user[EVENT_LOOP_CODE] = 10;
			known->user[EVENT_LOOP_CALLS] = 10;
			known->kernel[EVENT_LOOP_CALLS] = 300;
		}
	}
	known->behaviour = behaviour;
	return known;
}

#endif /* FAKE_PMU_H */
