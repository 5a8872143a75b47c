// SPDX-License-Identifier: GPL-2.0-only
/*
 * Devices that interrupt the CPU that is measured on.
 */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doctor/fact.h"
#include "machine/system_file.h"

#define RARELY 1.0 /* a second */

/* The column of the CPU, from 0, by the heading "  CPU0  CPU2"; -1: it has none. */
static int find_column(char *heading, int cpu)
{
	char *rest;
	int column = 0;

	for (char *word = strtok_r(heading, " \n", &rest); word;
	     word = strtok_r(NULL, " \n", &rest), column++) {
		if (!strncmp(word, "CPU", 3) && atoi(word + 3) == cpu)
			return column;
	}
	return -1;
}

/*
 * What a device's line has in the column. A line of a device begins with a number; timers and
 * PMUs of arm64 and riscv have such lines, too, but belong to the CPU.
 */
static unsigned long long device_count(const char *line, int column)
{
	unsigned long long count = 0;
	const char *at;
	char *end;

	line += strspn(line, " ");
	if (!isdigit((unsigned char)*line) || strstr(line, "timer") || strstr(line, "pmu"))
		return 0;
	at = strchr(line, ':');
	for (; at && column >= 0; column--) {
		count = strtoull(at + (*at == ':'), &end, 10);
		at = end;
	}
	return count;
}

/* All that came to the CPU since boot; a negative errno: it is not told. */
static long long count_all(const char *root, int cpu)
{
	char path[PATH_MAX];
	char *line = NULL;
	size_t size = 0;
	long long count = 0;
	int column = -1;
	FILE *file;

	snprintf(path, sizeof(path), "%s/proc/interrupts", root);
	file = fopen(path, "re");
	if (!file)
		return -errno;
	if (getline(&line, &size, file) > 0)
		column = find_column(line, cpu);
	while (column >= 0 && getline(&line, &size, file) > 0)
		count += (long long)device_count(line, column);
	free(line);
	fclose(file);
	return column < 0 ? -ENODATA : count;
}

static void look(const struct fact_place *place, struct fact_state *state)
{
	long long count = count_all(place->root, place->cpu);
	char uptime[64];
	double seconds, rate;

	system_file_line(place->root, uptime, sizeof(uptime), "/proc/uptime");
	seconds = strtod(uptime, NULL);
	if (count < 0 || seconds <= 0) {
		fact_say_unseen(state, count < 0 ? (int)count : -ENOENT,
				count < 0 ? "/proc/interrupts" : "/proc/uptime");
		return;
	}
	rate = (double)count / seconds;
	fact_say(state, rate > RARELY ? FACT_DISTURBS : FACT_FIT, "%.1f a second", rate);
}

static const struct fact interrupts = {
	.name = "interrupts",
	.order = 150,
	.effect = "samples are hit, and repeated",
	.remedy = "stop irqbalance; echo OTHER-CPUS >/proc/irq/N/smp_affinity_list",
	.varies = true,
	.ours = true,
	.look = look,
};
REGISTER_FACT(interrupts);
