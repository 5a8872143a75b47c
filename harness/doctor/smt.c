// SPDX-License-Identifier: GPL-2.0-only
/*
 * Threads that share the core. --tune leaves them alone: taking a CPU offline moves tasks and
 * interrupts for good, and the journal can only undo what a write undoes.
 */
#include "doctor/fact.h"
#include "machine/cpu_list.h"
#include "machine/system_file.h"

static void look(const struct fact_place *place, struct fact_state *state)
{
	char siblings[FACT_TEXT_SIZE / 2];

	system_file_line(place->root, siblings, sizeof(siblings),
			 "/sys/devices/system/cpu/cpu%d/topology/thread_siblings_list", place->cpu);
	if (!*siblings)
		fact_say(state, FACT_UNKNOWN, "the topology is not told");
	else if (cpu_list_count(siblings) > 1)
		fact_say(state, FACT_DISTURBS, "CPUs %s share a core", siblings);
	else
		fact_say(state, FACT_FIT, "no other thread is on this core");
}

static const struct fact smt = {
	.name = "smt",
	.order = 250,
	.effect = "half of the core is away, unseen",
	.remedy = "boot with nosmt, or echo 0 >/sys/devices/system/cpu/cpuM/online",
	.look = look,
};
REGISTER_FACT(smt);
