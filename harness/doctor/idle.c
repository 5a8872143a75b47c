// SPDX-License-Identifier: GPL-2.0-only
/*
 * How deep the CPU sleeps while it waits.
 */
#include <stdio.h>

#include "doctor/fact.h"
#include "machine/system_file.h"

#define STATE "/sys/devices/system/cpu/cpu%d/cpuidle/state%d"
#define STATES_MAX 10 /* CPUIDLE_STATE_MAX */
#define SHALLOW_US 2 /* what WFI, POLL or C1 take to wake up */

/* Whether waking up from it takes long. */
static bool is_deep(const struct fact_place *place, int state)
{
	long latency;

	return !system_file_number(place->root, &latency, STATE "/latency", place->cpu, state) &&
	       latency > SHALLOW_US;
}

static void look(const struct fact_place *place, struct fact_state *state)
{
	char name[32];
	long disabled, latency = 0;
	int states = 0, deep = 0;

	for (int i = 0; i < STATES_MAX; i++) {
		system_file_line(place->root, name, sizeof(name), STATE "/name", place->cpu, i);
		states += *name != '\0';
		if (!is_deep(place, i) ||
		    system_file_number(place->root, &disabled, STATE "/disable", place->cpu, i) ||
		    disabled)
			continue;
		deep++;
		system_file_number(place->root, &latency, STATE "/latency", place->cpu, i);
	}
	if (!states)
		fact_say(state, FACT_UNKNOWN, "no driver here sends it to sleep (cpuidle)");
	else if (deep)
		fact_say(state, FACT_DISTURBS, "%d deep state%s, up to %ld us", deep,
			 deep == 1 ? "" : "s", latency);
	else
		fact_say(state, FACT_FIT, "no deep state is enabled");
}

static bool tune(const struct fact_place *place, size_t index, struct fact_setting *setting)
{
	for (int i = 0; i < STATES_MAX; i++) {
		if (!is_deep(place, i) || index--)
			continue;
		snprintf(setting->path, sizeof(setting->path), STATE "/disable", place->cpu, i);
		snprintf(setting->text, sizeof(setting->text), "1");
		return true;
	}
	return false;
}

static const struct fact idle = {
	.name = "idle",
	.order = 260,
	.effect = "cold and slow after each wait",
	.remedy = "cpupower idle-set -D 2, or boot with cpuidle.off=1",
	.look = look,
	.tune = tune,
};
REGISTER_FACT(idle);
