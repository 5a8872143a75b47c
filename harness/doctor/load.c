// SPDX-License-Identifier: GPL-2.0-only
/*
 * What else the machine does.
 */
#include <errno.h>
#include <stdlib.h>

#include "doctor/fact.h"
#include "machine/cpu_list.h"
#include "machine/system_file.h"

#define IDLE 0.5 /* tasks, in the last minute */

static void look(const struct fact_place *place, struct fact_state *state)
{
	char text[128], online[1024];
	unsigned int cpus;
	char *end;
	double load;

	system_file_line(place->root, text, sizeof(text), "/proc/loadavg");
	system_file_line(place->root, online, sizeof(online), "/sys/devices/system/cpu/online");
	cpus = cpu_list_count(online);
	load = strtod(text, &end);
	if (end == text)
		fact_say_unseen(state, -ENOENT, "/proc/loadavg");
	else
		fact_say(state, load > IDLE ? FACT_DISTURBS : FACT_FIT, "%.2f on %u CPU%s", load,
			 cpus, cpus == 1 ? "" : "s");
}

static const struct fact load = {
	.name = "load",
	.order = 160,
	.effect = "shares caches and bandwidth",
	.remedy = "wait until it is quiet, and end what need not run (top)",
	.varies = true,
	.ours = true,
	.look = look,
};
REGISTER_FACT(load);
