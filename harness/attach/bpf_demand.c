// SPDX-License-Identifier: GPL-2.0-only
#include "attach/bpf_demand.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>

/* The number in a sysctl's file; -1 if there is no such file. */
static int sysctl_read(const char *root, const char *name)
{
	char path[PATH_MAX];
	int value = -1;
	FILE *file;

	snprintf(path, sizeof(path), "%s/proc/sys/%s", root, name);
	file = fopen(path, "re");
	if (!file)
		return -1;
	if (fscanf(file, "%d", &value) != 1)
		value = -1;
	fclose(file);
	return value;
}

int bpf_demand(const char *root, struct complaint *complaint)
{
	if (sysctl_read(root, "kernel/bpf_stats_enabled") > 0)
		return complain(complaint, EXIT_CODE_REFUSED, -EBUSY,
				"sysctl kernel.bpf_stats_enabled=0 first",
				"cannot measure BPF programs while the kernel times each of them");
	if (sysctl_read(root, "net/core/bpf_jit_enable") == 0)
		return complain(complaint, EXIT_CODE_REFUSED, -EBUSY,
				"sysctl net.core.bpf_jit_enable=1 first",
				"cannot measure BPF programs that the kernel interprets");
	return 0;
}
