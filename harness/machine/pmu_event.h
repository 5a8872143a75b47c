/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMU_EVENT_H
#define PMU_EVENT_H

#include "config/complaint.h"
#include "config/event.h"
#include "machine/pmu.h"

/* The machine that events are looked up on. */
struct pmu_machine {
	const char *root; /* "" but for tests */
	const struct pmu_cores *cores;
	int cpu; /* that is measured */
	/* Whether perf_event_open() takes the event on the CPU: 0 or a negative errno. */
	int (*opens)(const struct event *event, int cpu);
};

/*
 * Makes of an event that is asked for (config/event.h) what perf_event_open() takes for it on
 * the measured CPU: a row's first name that its PMU has, else the generic one; a PMU's own by its
 * sysfs; a raw one of that PMU. A generic event is bound to the PMU where there are several of
 * cores and the kernel knows how (PERF_PMU_TYPE_SHIFT); where the kernel shows no PMU of the CPU
 * it stays as it is, for only opening it can tell. May be called again for another CPU. Returns 0,
 * or a negative errno with a complaint: what is asked for is not on this CPU (exit 3) or makes no
 * sense (exit 2).
 */
int pmu_event_resolve(const struct pmu_machine *machine, struct event *event,
		      struct complaint *complaint);

struct perf_event_attr;

/*
 * perf_event_open() for this thread on the CPU. A PMU that cannot leave any mode out takes none of
 * the exclude bits, not even exclude_hv (PERF_PMU_CAP_NO_EXCLUDE, perf_try_init_event() of
 * kernel/events/core.c; riscv_pmu_sbi.c has it where the cores lack Sscofpmf): if only that one
 * is set it is asked again without, and @attributes says so. Returns a descriptor or a negative
 * errno.
 */
int pmu_event_open(struct perf_event_attr *attributes, int cpu, int leader);

/*
 * For pmu_machine.opens: opens it for this thread and closes it again. Where counting the kernel is
 * not permitted it asks for user mode alone: whether there is such an event is the same.
 */
int pmu_event_opens(const struct event *event, int cpu);

#endif /* PMU_EVENT_H */
