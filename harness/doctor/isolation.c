// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who else may run on the CPU that is measured on.
 */
#include <stdio.h>
#include <string.h>

#include "doctor/fact.h"
#include "machine/command_line.h"
#include "machine/cpu_list.h"
#include "machine/system_file.h"
#include "machine/timer_tick.h"

#define LIST_SIZE 1024

/* By isolcpus=, or by an isolated partition of cpusets. */
static bool is_isolated(const struct fact_place *place)
{
	char booted[LIST_SIZE], partitioned[LIST_SIZE];

	system_file_line(place->root, booted, sizeof(booted), "/sys/devices/system/cpu/isolated");
	system_file_line(place->root, partitioned, sizeof(partitioned),
			 "/sys/fs/cgroup/cpuset.cpus.isolated");
	return cpu_list_has(booted, place->cpu) || cpu_list_has(partitioned, place->cpu);
}

/* nohz_full= brings it along (rcu_init_nohz). */
static bool has_no_callbacks(const struct fact_place *place)
{
	char list[LIST_SIZE];

	if (timer_tick_is_off(place->root, place->cpu))
		return true;
	return command_line_value(place->root, "rcu_nocbs", list, sizeof(list)) &&
	       (!*list || cpu_list_has(list, place->cpu));
}

static void look(const struct fact_place *place, struct fact_state *state)
{
	char online[LIST_SIZE];
	const char *callbacks = has_no_callbacks(place) ? "" : ", also to RCU";

	system_file_line(place->root, online, sizeof(online), "/sys/devices/system/cpu/online");
	if (!*online)
		fact_say(state, FACT_UNKNOWN, "there is no /sys/devices/system/cpu/online");
	else if (is_isolated(place))
		fact_say(state, FACT_FIT, "CPU %d is isolated%s", place->cpu,
			 *callbacks ? ", but not from RCU" : "");
	else if (cpu_list_count(online) == 1)
		fact_say(state, FACT_DISTURBS, "CPU %d is the only one", place->cpu);
	else
		fact_say(state, FACT_DISTURBS, "CPU %d is open to all%s", place->cpu, callbacks);
}

static const struct fact isolation = {
	.name = "isolation",
	.order = 130,
	.effect = "others empty its caches",
	.remedy = "boot with isolcpus=N nohz_full=N rcu_nocbs=N",
	.look = look,
};
REGISTER_FACT(isolation);
