/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMU_H
#define PMU_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

#include "config/event.h"

#define PMU_FOLDER "/sys/bus/event_source/devices"
#define PMU_CORES_MAX 16
#define PMU_CPUS_SIZE 256

/* A PMU of cores, as the kernel shows it. */
struct pmu {
	char name[EVENT_NAME_SIZE]; /* also the name of its type of core */
	__u32 type; /* for perf_event_open() */
	char cpus[PMU_CPUS_SIZE]; /* that it counts: "0-3,5"; "" is all */
};

/* The types of cores of a machine: one PMU each. */
struct pmu_cores {
	size_t count;
	struct pmu pmus[PMU_CORES_MAX]; /* by name */
};

/*
 * Reads the PMUs of the cores below @root ("" but for tests): those with a file `cpus` (arm64, and
 * x86 of several core types), and `cpu` (x86, riscv). The others count what no core has to itself.
 * None is an answer, too.
 */
void pmu_cores_read(const char *root, struct pmu_cores *cores);

/* The one that counts @cpu, or NULL. */
const struct pmu *pmu_of_cpu(const struct pmu_cores *cores, int cpu);

/* The one with this name, or NULL. */
const struct pmu *pmu_named(const struct pmu_cores *cores, const char *name);

/* The first of its CPUs. */
int pmu_first_cpu(const struct pmu *pmu);

#endif /* PMU_H */
