// SPDX-License-Identifier: GPL-2.0-only
/*
 * The timer tick.
 */
#include "doctor/fact.h"
#include "machine/timer_tick.h"

#define OFTEN 300 /* a second: above it a sample of some milliseconds is hardly ever spared */

static void look(const struct fact_place *place, struct fact_state *state)
{
	long ticks;

	if (timer_tick_is_off(place->root, place->cpu)) {
		fact_say(state, FACT_FIT, "none while one task runs (nohz_full)");
		return;
	}
	ticks = timer_tick_rate(place->root);
	if (!ticks)
		fact_say(state, FACT_UNKNOWN, "the kernel's configuration is not here");
	else
		fact_say(state, ticks > OFTEN ? FACT_DISTURBS : FACT_FIT, "%ld a second", ticks);
}

static const struct fact tick = {
	.name = "tick",
	.order = 140,
	.effect = "most long samples are repeated",
	.remedy = "boot with nohz_full=N, or take a kernel with CONFIG_HZ=100 or 250",
	.look = look,
};
REGISTER_FACT(tick);
