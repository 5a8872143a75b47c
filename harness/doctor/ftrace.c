// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether ftrace traces at all, and tracefs lets us see it.
 */
#include <stdio.h>

#include "doctor/fact.h"
#include "machine/ftrace_state.h"

static void look(const struct fact_place *place, struct fact_state *state)
{
	struct ftrace_state ftrace;
	struct complaint complaint;

	ftrace_state_read(place->root, &ftrace);
	if (ftrace_state_check(&ftrace, &complaint))
		fact_say(state, FACT_FORBIDS, "%s", complaint.tried);
	else if (ftrace.no_sites)
		fact_say(state, FACT_FIT, "no patch sites in this kernel: none and loop alone");
	else
		fact_say(state, FACT_FIT, "on");
}

static bool tune(const struct fact_place *place, size_t index, struct fact_setting *setting)
{
	(void)place;
	snprintf(setting->path, sizeof(setting->path), "/proc/sys/kernel/ftrace_enabled");
	snprintf(setting->text, sizeof(setting->text), "1");
	return index == 0;
}

static const struct fact ftrace = {
	.name = "ftrace",
	.order = 30,
	.effect = "run refuses (exit 3)",
	.remedy = "mount tracefs; sysctl kernel.ftrace_enabled=1",
	.look = look,
	.tune = tune,
};
REGISTER_FACT(ftrace);
