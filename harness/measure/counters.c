// SPDX-License-Identifier: GPL-2.0-only
#include "measure/counters.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "clock_count.h"
#include "measure/instruction_clock.h"

/* What read() gives for a group with these read_format bits (perf_event_open(2)). */
struct group_reading {
	uint64_t count;
	uint64_t enabled_ns;
	uint64_t running_ns;
	uint64_t values[RECORD_COUNTERS_MAX];
};

/* Each of these many system calls takes some instructions in either mode. */
#define ALIVE_CALLS 1000

/* Bound to the CPU: with none named, a board of two core types would ask the wrong PMU. */
static int open_event(const struct event *event, int cpu, int leader)
{
	struct perf_event_attr attributes = {
		.size = sizeof(attributes),
		.type = event->type,
		.config = event->config,
		.config1 = event->config1,
		.config2 = event->config2,
		.read_format = PERF_FORMAT_GROUP | PERF_FORMAT_TOTAL_TIME_ENABLED |
			       PERF_FORMAT_TOTAL_TIME_RUNNING,
		.exclude_user = !event->user,
		.exclude_kernel = !event->kernel,
		.exclude_hv = 1,
		/* Only the leader: siblings follow it. */
		.disabled = leader < 0,
		.pinned = leader < 0,
	};
	long fd = syscall(SYS_perf_event_open, &attributes, 0, cpu, leader, PERF_FLAG_FD_CLOEXEC);

	return fd < 0 ? -errno : (int)fd;
}

static int group_add(struct counters *counters, struct counter_group *group, size_t index)
{
	int leader = group->count ? group->fds[0] : -1;
	int fd;

	if (group->by_clock)
		return -EBUSY;
	fd = open_event(counters->events[index], counters->cpu, leader);
	if (fd < 0)
		return fd;
	group->fds[group->count] = fd;
	group->indices[group->count] = index;
	group->count++;
	return 0;
}

static void group_remove_last(struct counter_group *group)
{
	close(group->fds[--group->count]);
}

static int group_start(struct counter_group *group)
{
	if (group->by_clock) {
		group->clock_start = clock_count();
		return 0;
	}
	if (ioctl(group->fds[0], PERF_EVENT_IOC_RESET, PERF_IOC_FLAG_GROUP) ||
	    ioctl(group->fds[0], PERF_EVENT_IOC_ENABLE, PERF_IOC_FLAG_GROUP))
		return -errno;
	return 0;
}

static int group_stop(struct counter_group *group, struct measurement *measurement)
{
	size_t wanted = offsetof(struct group_reading, values) + group->count * sizeof(uint64_t);
	struct group_reading reading;
	ssize_t length;

	if (group->by_clock) {
		measurement->counters[group->indices[0]] = clock_count() - group->clock_start;
		return 0;
	}
	if (ioctl(group->fds[0], PERF_EVENT_IOC_DISABLE, PERF_IOC_FLAG_GROUP))
		return -errno;
	length = read(group->fds[0], &reading, sizeof(reading));
	if (length < 0)
		return -errno;
	/* A pinned group that lost the PMU is in error state and reads as end of file. */
	if ((size_t)length < wanted || reading.count != group->count)
		return -ENODATA;
	measurement->enabled_ns += reading.enabled_ns - group->enabled_ns;
	measurement->running_ns += reading.running_ns - group->running_ns;
	group->enabled_ns = reading.enabled_ns;
	group->running_ns = reading.running_ns;
	for (size_t i = 0; i < group->count; i++)
		measurement->counters[group->indices[i]] = reading.values[i];
	return 0;
}

/* 0 if every counter of the group moved as far as it must, -ENODATA if one did not. */
static int group_check_alive(struct counter_group *group)
{
	struct measurement measurement = { 0 };
	int err = group_start(group);

	for (int i = 0; !err && i < ALIVE_CALLS; i++)
		syscall(SYS_getppid);
	if (!err)
		err = group_stop(group, &measurement);
	for (size_t i = 0; !err && i < group->count; i++) {
		if (measurement.counters[group->indices[i]] < ALIVE_CALLS)
			err = -ENODATA;
	}
	return err;
}

/* Adds the event if the group counts with it, else leaves the group as it was. */
static int group_try(struct counters *counters, struct counter_group *group, size_t index)
{
	int err = group_add(counters, group, index);

	if (err)
		return err;
	err = group_check_alive(group);
	if (err)
		group_remove_last(group);
	return err;
}

static int complain_about_event(const struct event *event, int error, struct complaint *complaint)
{
	switch (error) {
	case -ENODATA:
		return complain(complaint, EXIT_CODE_REFUSED, 0,
				"leave it out (-e), or see who holds the PMU (perf, NMI watchdog)",
				"the counter '%s' opens but does not count", event->name);
	case -EACCES:
	case -EPERM:
		return complain(complaint, EXIT_CODE_REFUSED, error,
				"run as root, or set kernel.perf_event_paranoid to 1 or less",
				"cannot open the counter '%s'", event->name);
	default:
		return complain(
			complaint, EXIT_CODE_REFUSED, error,
			instruction_clock_counts()
				? "here the clock counts, both modes together: -e instructions"
				: "this machine has no such counter (a guest: scripts/guest --clock exact)",
			"cannot open the counter '%s'", event->name);
	}
}

/* Into the first group that counts with it, else into a new one, which may be the clock's. */
static int place_event(struct counters *counters, size_t index)
{
	struct counter_group *group;
	int err;

	for (size_t pass = 0; pass < counters->pass_count; pass++) {
		if (!group_try(counters, &counters->passes[pass], index))
			return 0;
	}
	group = &counters->passes[counters->pass_count++];
	err = group_try(counters, group, index);
	if (!err || !counters->events[index]->by_clock || !instruction_clock_counts())
		return err;
	*group = (struct counter_group){ .count = 1, .indices = { index }, .by_clock = true };
	return 0;
}

const struct event *counters_by_clock(const struct counters *counters)
{
	for (size_t pass = 0; pass < counters->pass_count; pass++) {
		const struct counter_group *group = &counters->passes[pass];

		if (group->by_clock)
			return counters->events[group->indices[0]];
	}
	return NULL;
}

int counters_open(struct counters *counters, int cpu, const struct event *events, size_t count,
		  struct complaint *complaint)
{
	memset(counters, 0, sizeof(*counters));
	counters->cpu = cpu;
	counters->event_count = count;
	for (size_t i = 0; i < count; i++) {
		int err;

		counters->events[i] = &events[i];
		err = place_event(counters, i);
		if (err) {
			counters_close(counters);
			return complain_about_event(&events[i], err, complaint);
		}
	}
	return 0;
}

void counters_close(struct counters *counters)
{
	while (counters->pass_count > 0) {
		struct counter_group *group = &counters->passes[--counters->pass_count];

		while (!group->by_clock && group->count > 0)
			group_remove_last(group);
	}
}

int counters_start(struct counters *counters, size_t pass)
{
	return group_start(&counters->passes[pass]);
}

int counters_stop(struct counters *counters, size_t pass, struct measurement *measurement)
{
	return group_stop(&counters->passes[pass], measurement);
}
