// SPDX-License-Identifier: GPL-2.0-only
#include "measure/counters.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What read() gives for a group with these read_format bits (perf_event_open(2)). */
struct group_reading {
	uint64_t count;
	uint64_t enabled_ns;
	uint64_t running_ns;
	uint64_t values[RECORD_COUNTERS_MAX];
};

/* Each of these many system calls takes some instructions in either mode. */
#define ALIVE_CALLS 1000

static int open_event(const struct event_row *event, int leader)
{
	struct perf_event_attr attributes = {
		.size = sizeof(attributes),
		.type = event->type,
		.config = event->config,
		.read_format = PERF_FORMAT_GROUP | PERF_FORMAT_TOTAL_TIME_ENABLED |
			       PERF_FORMAT_TOTAL_TIME_RUNNING,
		.exclude_user = !event->user,
		.exclude_kernel = !event->kernel,
		.exclude_hv = 1,
		/* Only the leader: siblings follow it. */
		.disabled = leader < 0,
		.pinned = leader < 0,
	};
	long fd = syscall(SYS_perf_event_open, &attributes, 0, -1, leader, PERF_FLAG_FD_CLOEXEC);

	return fd < 0 ? -errno : (int)fd;
}

static const char *advice_for(int error)
{
	switch (error) {
	case -EACCES:
	case -EPERM:
		return "run as root, or set kernel.perf_event_paranoid to 1 or less";
	case -ENOENT:
	case -EOPNOTSUPP:
	case -ENODEV:
		return "this machine has no such counter (in a guest: scripts/guest --clock exact)";
	case -EINVAL:
		return "the PMU cannot count all events at once; ask for fewer (-e)";
	default:
		return "";
	}
}

int counters_open(struct counters *counters, const struct event_row *const *events, size_t count,
		  struct complaint *complaint)
{
	memset(counters, 0, sizeof(*counters));
	for (size_t i = 0; i < count; i++) {
		int fd = open_event(events[i], i ? counters->fds[0] : -1);

		if (fd < 0) {
			counters_close(counters);
			return complain(complaint, EXIT_CODE_REFUSED, fd, advice_for(fd),
					"cannot open the counter '%s'", events[i]->name);
		}
		counters->events[i] = events[i];
		counters->fds[i] = fd;
		counters->count++;
	}
	return 0;
}

void counters_close(struct counters *counters)
{
	while (counters->count > 0)
		close(counters->fds[--counters->count]);
}

int counters_start(const struct counters *counters)
{
	int leader = counters->fds[0];

	if (ioctl(leader, PERF_EVENT_IOC_RESET, PERF_IOC_FLAG_GROUP) ||
	    ioctl(leader, PERF_EVENT_IOC_ENABLE, PERF_IOC_FLAG_GROUP))
		return -errno;
	return 0;
}

int counters_stop(struct counters *counters, struct measurement *measurement)
{
	size_t wanted = offsetof(struct group_reading, values) + counters->count * sizeof(uint64_t);
	struct group_reading reading;
	ssize_t length;

	if (ioctl(counters->fds[0], PERF_EVENT_IOC_DISABLE, PERF_IOC_FLAG_GROUP))
		return -errno;
	length = read(counters->fds[0], &reading, sizeof(reading));
	if (length < 0)
		return -errno;
	/* A pinned group that lost the PMU is in error state and reads as end of file. */
	if ((size_t)length < wanted || reading.count != counters->count)
		return -ENODATA;
	measurement->enabled_ns = reading.enabled_ns - counters->enabled_ns;
	measurement->running_ns = reading.running_ns - counters->running_ns;
	counters->enabled_ns = reading.enabled_ns;
	counters->running_ns = reading.running_ns;
	memcpy(measurement->counters, reading.values, counters->count * sizeof(uint64_t));
	return 0;
}

int counters_check_alive(struct counters *counters, struct complaint *complaint)
{
	struct measurement measurement;
	int err = counters_start(counters);

	for (int i = 0; !err && i < ALIVE_CALLS; i++)
		syscall(SYS_getppid);
	if (!err)
		err = counters_stop(counters, &measurement);
	if (err)
		return complain(complaint, EXIT_CODE_REFUSED, err,
				"somebody else may hold the PMU: stop perf and the NMI watchdog",
				"cannot read the counters");
	for (size_t i = 0; i < counters->count; i++) {
		if (measurement.counters[i] < ALIVE_CALLS)
			return complain(complaint, EXIT_CODE_REFUSED, 0,
					"this PMU cannot be believed for it; leave it out (-e)",
					"the counter '%s' opens but does not count",
					counters->events[i]->name);
	}
	return 0;
}
