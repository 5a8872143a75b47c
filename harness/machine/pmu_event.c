// SPDX-License-Identifier: GPL-2.0-only
#include "machine/pmu_event.h"

#include <errno.h>
#include <inttypes.h>
#include <linux/perf_event.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "config/nearest.h"
#include "machine/pmu_terms.h"

/* Headers before 5.13 lack it: the PMU's type in the upper half of a generic event's config. */
#ifndef PERF_PMU_TYPE_SHIFT
#define PERF_PMU_TYPE_SHIFT 32
#endif

static int open_once(const struct perf_event_attr *attributes, int cpu, int leader)
{
	long fd = syscall(SYS_perf_event_open, attributes, 0, cpu, leader, PERF_FLAG_FD_CLOEXEC);

	return fd < 0 ? -errno : (int)fd;
}

int pmu_event_open(struct perf_event_attr *attributes, int cpu, int leader)
{
	int fd = open_once(attributes, cpu, leader);

	if (fd != -EINVAL || attributes->exclude_user || attributes->exclude_kernel)
		return fd;
	attributes->exclude_hv = 0;
	return open_once(attributes, cpu, leader);
}

int pmu_event_opens(const struct event *event, int cpu)
{
	struct perf_event_attr attributes = {
		.size = sizeof(attributes),
		.type = event->type,
		.config = event->config,
		.config1 = event->config1,
		.config2 = event->config2,
		.disabled = 1,
		.exclude_user = !event->user,
		.exclude_kernel = !event->kernel,
		.exclude_hv = 1,
	};
	int fd = pmu_event_open(&attributes, cpu, -1);

	if (fd == -EACCES || fd == -EPERM) {
		attributes.exclude_user = 0;
		attributes.exclude_kernel = 1;
		fd = pmu_event_open(&attributes, cpu, -1);
	}
	if (fd < 0)
		return fd;
	close(fd);
	return 0;
}

static void set_pmu(struct event *event, const struct pmu *pmu, const char *source)
{
	snprintf(event->pmu, sizeof(event->pmu), "%s", pmu->name);
	snprintf(event->source, sizeof(event->source), "%s", source);
}

static const struct pmu *find_pmu(const struct pmu_machine *machine, struct complaint *complaint)
{
	const struct pmu *pmu = pmu_of_cpu(machine->cores, machine->cpu);

	if (!pmu && !machine->cores->count)
		complain(complaint, EXIT_CODE_REFUSED, 0, "only time can be measured here",
			 "the kernel shows no PMU of cores in " PMU_FOLDER);
	else if (!pmu)
		complain(complaint, EXIT_CODE_REFUSED, 0, "take another one: --cpu N",
			 "no PMU counts CPU %d", machine->cpu);
	return pmu;
}

/* The kernel finds the PMU by the CPU that an event is opened for; this leaves it no choice. */
static void bind_generic(const struct pmu_machine *machine, const struct pmu *pmu,
			 struct event *event)
{
	struct event bound = *event;

	if (machine->cores->count < 2)
		return;
	bound.config |= (__u64)pmu->type << PERF_PMU_TYPE_SHIFT;
	if (!machine->opens(&bound, machine->cpu))
		*event = bound;
}

/* Whether the PMU may have a row's name; of those with a number the architecture decides. */
static bool may_have(const struct pmu_machine *machine, const struct pmu *pmu, const char *name)
{
	/* The names of drivers/perf/arm_pmuv3.c: armv8_pmuv3_0, armv9_cortex_x2, ... */
	if (strchr(name, '='))
		return !strncmp(pmu->name, "armv8_", 6) || !strncmp(pmu->name, "armv9_", 6);
	return pmu_has_event(machine->root, pmu, name);
}

static int resolve_row(const struct pmu_machine *machine, struct event *event,
		       struct complaint *complaint)
{
	const struct event_row *row = event->row;
	const struct pmu *pmu;

	event->type = row->type;
	event->config = row->config;
	event->config1 = 0;
	event->config2 = 0;
	event->pmu[0] = '\0';
	event->source[0] = '\0';
	pmu = find_pmu(machine, complaint);
	if (!pmu)
		return row->type == EVENT_NOT_GENERIC ? -ENOENT : 0;
	for (size_t i = 0; i < EVENT_NAMES_MAX && row->names[i]; i++) {
		if (!may_have(machine, pmu, row->names[i]))
			continue;
		set_pmu(event, pmu, row->names[i]);
		return pmu_terms_apply(machine->root, pmu, row->names[i], event, complaint);
	}
	if (row->type == EVENT_NOT_GENERIC)
		return complain(complaint, EXIT_CODE_REFUSED, 0,
				"leave it out, or name what the PMU has: -e PMU/NAME/",
				"the PMU %s of CPU %d shows no event for '%s'", pmu->name,
				machine->cpu, event->name);
	set_pmu(event, pmu, "");
	bind_generic(machine, pmu, event);
	return 0;
}

/* Not one of cores: it counts what is not one CPU's, or there is none of that name. */
static int complain_about_pmu(const struct pmu_machine *machine, const char *name,
			      struct complaint *complaint)
{
	const char *names[PMU_CORES_MAX] = { NULL };
	char path[512], advice[128] = "see: tracetoll list events";
	const char *nearest;

	snprintf(path, sizeof(path), "%s" PMU_FOLDER "/%s/type", machine->root, name);
	if (!access(path, F_OK))
		return complain(complaint, EXIT_CODE_REFUSED, 0, advice,
				"the PMU %s counts no core: what it counts is not the calls' alone",
				name);
	for (size_t i = 0; i < machine->cores->count; i++)
		names[i] = machine->cores->pmus[i].name;
	nearest = nearest_name(name, names, machine->cores->count);
	if (nearest)
		snprintf(advice, sizeof(advice), "did you mean '%s'?", nearest);
	return complain(complaint, EXIT_CODE_REFUSED, 0, advice, "there is no PMU '%s' here", name);
}

static int resolve_named(const struct pmu_machine *machine, struct event *event,
			 struct complaint *complaint)
{
	const struct pmu *pmu = pmu_named(machine->cores, event->pmu);
	char advice[64];

	if (!pmu)
		return complain_about_pmu(machine, event->pmu, complaint);
	if (pmu != pmu_of_cpu(machine->cores, machine->cpu)) {
		snprintf(advice, sizeof(advice), "--cpu %d", pmu_first_cpu(pmu));
		return complain(complaint, EXIT_CODE_REFUSED, 0, advice,
				"%s counts CPUs %s, CPU %d is measured", pmu->name, pmu->cpus,
				machine->cpu);
	}
	return pmu_terms_apply(machine->root, pmu, event->source, event, complaint);
}

static int resolve_raw(const struct pmu_machine *machine, struct event *event,
		       struct complaint *complaint)
{
	const struct pmu *pmu = find_pmu(machine, complaint);

	if (!pmu)
		return -ENOENT;
	event->type = pmu->type;
	snprintf(event->pmu, sizeof(event->pmu), "%s", pmu->name);
	return 0;
}

int pmu_event_resolve(const struct pmu_machine *machine, struct event *event,
		      struct complaint *complaint)
{
	if (event->row)
		return resolve_row(machine, event, complaint);
	/* Only the name tells them apart once a raw one has its PMU. */
	return strchr(event->name, '/') ? resolve_named(machine, event, complaint)
					: resolve_raw(machine, event, complaint);
}
