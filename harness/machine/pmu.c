// SPDX-License-Identifier: GPL-2.0-only
#include "machine/pmu.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "machine/system_file.h"

/* Whether a list of the kernel's ("0-3,5") has the CPU; an empty one stands for all. */
static bool list_has(const char *list, int cpu)
{
	if (!*list)
		return true;
	while (*list) {
		char *end;
		long first = strtol(list, &end, 10), last = first;

		if (end == list)
			return false;
		if (*end == '-')
			last = strtol(end + 1, &end, 10);
		if (cpu >= first && cpu <= last)
			return true;
		list = *end ? end + 1 : end;
	}
	return false;
}

/*
 * Fills @pmu if @name is one of cores. The file `cpus` is what tells them (cpus_show() of
 * drivers/perf/arm_pmu.c and of arch/x86/events/intel/core.c; those of other units have a
 * `cpumask`).
 */
static bool read_core(const char *root, const char *name, struct pmu *pmu)
{
	char path[PATH_MAX], type[32];
	char *end;

	if (strlen(name) >= sizeof(pmu->name))
		return false;
	snprintf(path, sizeof(path), "%s" PMU_FOLDER "/%s/cpus", root, name);
	if (strcmp(name, "cpu") != 0 && access(path, F_OK))
		return false;
	*pmu = (struct pmu){ 0 };
	snprintf(pmu->name, sizeof(pmu->name), "%s", name);
	system_file_line(root, pmu->cpus, sizeof(pmu->cpus), PMU_FOLDER "/%s/cpus", name);
	system_file_line(root, type, sizeof(type), PMU_FOLDER "/%s/type", name);
	pmu->type = (__u32)strtoul(type, &end, 10);
	/* A list of no CPUs is not that of all: every one of them is offline. */
	if (!*pmu->cpus && !access(path, F_OK))
		return false;
	return *type && !*end;
}

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

void pmu_cores_read(const char *root, struct pmu_cores *cores)
{
	char path[PATH_MAX];
	struct dirent **entries;
	int count;

	cores->count = 0;
	snprintf(path, sizeof(path), "%s" PMU_FOLDER, root);
	count = scandir(path, &entries, visible, alphasort);
	for (int i = 0; i < count; i++) {
		if (cores->count < PMU_CORES_MAX &&
		    read_core(root, entries[i]->d_name, &cores->pmus[cores->count]))
			cores->count++;
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

const struct pmu *pmu_of_cpu(const struct pmu_cores *cores, int cpu)
{
	for (size_t i = 0; i < cores->count; i++) {
		if (list_has(cores->pmus[i].cpus, cpu))
			return &cores->pmus[i];
	}
	return NULL;
}

const struct pmu *pmu_named(const struct pmu_cores *cores, const char *name)
{
	for (size_t i = 0; i < cores->count; i++) {
		if (!strcmp(cores->pmus[i].name, name))
			return &cores->pmus[i];
	}
	return NULL;
}

int pmu_first_cpu(const struct pmu *pmu)
{
	return (int)strtol(pmu->cpus, NULL, 10);
}
