// SPDX-License-Identifier: GPL-2.0-only
/*
 * perf_event_open(2) and what belongs to it.
 */
#include "measure/kernel_pmu.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "counter_read.h"
#include "machine/pmu_event.h"
#include "machine/system_file.h"
#include "measure/counter_page.h"

static int open_event(const struct event *event, int cpu, int leader, uint64_t config1)
{
	struct perf_event_attr attributes = {
		.size = sizeof(attributes),
		.type = event->type,
		.config = event->config,
		.config1 = event->config1 | config1,
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

	return pmu_event_open(&attributes, cpu, leader);
}

static int kernel_open(void *context, const struct event *event, int cpu, int leader)
{
	const struct kernel_pmu *pmu = context;
	int fd = -EINVAL;

	/* Some events cannot be had so: no counter is wide enough, or another PMU counts them. */
	if (pmu->asks_for_user_reads)
		fd = open_event(event, cpu, leader, COUNTER_READ_CONFIG1);
	return fd < 0 ? open_event(event, cpu, leader, 0) : fd;
}

static void kernel_close(void *context, int fd)
{
	(void)context;
	close(fd);
}

static int kernel_start(void *context, int leader)
{
	(void)context;
	if (ioctl(leader, PERF_EVENT_IOC_RESET, PERF_IOC_FLAG_GROUP) ||
	    ioctl(leader, PERF_EVENT_IOC_ENABLE, PERF_IOC_FLAG_GROUP))
		return -errno;
	return 0;
}

static int kernel_stop(void *context, int leader)
{
	(void)context;
	return ioctl(leader, PERF_EVENT_IOC_DISABLE, PERF_IOC_FLAG_GROUP) ? -errno : 0;
}

static int kernel_read(void *context, int leader, struct pmu_reading *reading)
{
	ssize_t length = read(leader, reading, sizeof(*reading));

	(void)context;
	if (length < 0)
		return -errno;
	if ((size_t)length < offsetof(struct pmu_reading, values) ||
	    (size_t)length - offsetof(struct pmu_reading, values) <
		    reading->count * sizeof(uint64_t))
		return -ENODATA;
	return 0;
}

static const struct perf_event_mmap_page *kernel_map(void *context, int fd)
{
	void *page = mmap(NULL, (size_t)sysconf(_SC_PAGESIZE), PROT_READ, MAP_SHARED, fd, 0);

	(void)context;
	return page == MAP_FAILED ? NULL : page;
}

static void kernel_unmap(void *context, const struct perf_event_mmap_page *page)
{
	(void)context;
	if (page)
		munmap((void *)(uintptr_t)page, (size_t)sysconf(_SC_PAGESIZE));
}

static uint64_t read_counter(void *context, uint32_t counter)
{
	(void)context;
	return counter_read(counter);
}

static int kernel_read_page(void *context, const struct perf_event_mmap_page *page, uint64_t *count)
{
	const uint32_t index = ((const volatile struct perf_event_mmap_page *)page)->index;

	(void)context;
	if (index && !counter_read_knows(index - 1))
		return -EAGAIN;
	return counter_page_read(page, read_counter, NULL, count);
}

static int kernel_work(void *context, enum event_loop loop, unsigned long turns)
{
	struct kernel_pmu *pmu = context;

	return known_work_run(&pmu->work, loop, turns);
}

static uint64_t kernel_now_ns(void *context)
{
	struct timespec now;

	(void)context;
	clock_gettime(CLOCK_MONOTONIC_RAW, &now);
	return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

void kernel_pmu_begin(struct kernel_pmu *pmu)
{
	char permitted[8];

	*pmu = (struct kernel_pmu){ .work = KNOWN_WORK_START };
	if (COUNTER_READ_CONFIG1)
		pmu->asks_for_user_reads =
			!strcmp(system_file_line("", permitted, sizeof(permitted), "%s",
						 COUNTER_READ_SYSCTL),
				"1");
}

void kernel_pmu_end(struct kernel_pmu *pmu)
{
	known_work_end(&pmu->work);
}

struct pmu_door kernel_pmu_door(struct kernel_pmu *pmu)
{
	return (struct pmu_door){
		.context = pmu,
		.open = kernel_open,
		.close = kernel_close,
		.start = kernel_start,
		.stop = kernel_stop,
		.read = kernel_read,
		.map = kernel_map,
		.unmap = kernel_unmap,
		.read_page = kernel_read_page,
		.work = kernel_work,
		.now_ns = kernel_now_ns,
	};
}
