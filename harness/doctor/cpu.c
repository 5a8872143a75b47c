// SPDX-License-Identifier: GPL-2.0-only
/*
 * The CPU that is measured on.
 */
#include <stdio.h>
#include <string.h>

#include "doctor/fact.h"
#include "machine/cpu_list.h"
#include "machine/system_file.h"

#define CPUS "/sys/devices/system/cpu"

/* "Cpus_allowed_list:\t0-3" of /proc/self/status; "" if it does not say. */
static void read_allowed(const char *root, char *list, size_t size)
{
	static const char name[] = "\nCpus_allowed_list:";
	char text[4096];
	const char *at;

	list[0] = '\0';
	system_file_read(root, text, sizeof(text), "/proc/self/status");
	at = strstr(text, name);
	if (!at)
		return;
	at += strlen(name);
	at += strspn(at, " \t");
	snprintf(list, size, "%.*s", (int)strcspn(at, "\n"), at);
}

static void look(const struct fact_place *place, struct fact_state *state)
{
	char online[FACT_TEXT_SIZE / 2];
	char allowed[FACT_TEXT_SIZE / 2];
	long capacity;

	system_file_line(place->root, online, sizeof(online), CPUS "/online");
	read_allowed(place->root, allowed, sizeof(allowed));
	if (!*online)
		fact_say(state, FACT_UNKNOWN, "there is no " CPUS "/online");
	else if (!cpu_list_has(online, place->cpu))
		fact_say(state, FACT_FORBIDS, "CPU %d is not online; these are: %s", place->cpu,
			 online);
	else if (*allowed && !cpu_list_has(allowed, place->cpu))
		fact_say(state, FACT_FORBIDS, "CPU %d is not allowed here; these are: %s",
			 place->cpu, allowed);
	/* 1024 is the largest core (arch_scale_cpu_capacity). */
	else if (!system_file_number(place->root, &capacity, CPUS "/cpu%d/cpu_capacity",
				     place->cpu) &&
		 capacity < 1024)
		fact_say(state, FACT_FIT, "CPU %d of %s, a small core (capacity %ld of 1024)",
			 place->cpu, online, capacity);
	else
		fact_say(state, FACT_FIT, "CPU %d of %s", place->cpu, online);
}

static const struct fact cpu = {
	.name = "cpu",
	.order = 40,
	.effect = "run refuses (exit 3)",
	.remedy = "another one: --cpu N; echo 1 >/sys/devices/system/cpu/cpuN/online",
	.watched = true,
	.look = look,
};
REGISTER_FACT(cpu);
