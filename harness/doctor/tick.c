// SPDX-License-Identifier: GPL-2.0-only
/*
 * The timer tick.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doctor/fact.h"
#include "doctor/tickless.h"
#include "machine/cpu_list.h"
#include "machine/kernel_config.h"
#include "machine/system_file.h"

#define OFTEN 300 /* a second: above it a sample of some milliseconds is hardly ever spared */

bool is_tickless(const struct fact_place *place)
{
	char list[1024];

	system_file_line(place->root, list, sizeof(list), "/sys/devices/system/cpu/nohz_full");
	return cpu_list_has(list, place->cpu);
}

/* CONFIG_HZ; 0 if it is not known. */
static long ticks_a_second(const char *root)
{
	struct kernel_config config;
	char release[128];
	const char *option;
	long ticks = 0;

	system_file_line(root, release, sizeof(release), "/proc/sys/kernel/osrelease");
	if (kernel_config_read(root, release, &config))
		return 0;
	option = strstr(config.text, "\nCONFIG_HZ=");
	if (option)
		ticks = strtol(option + strlen("\nCONFIG_HZ="), NULL, 10);
	kernel_config_free(&config);
	return ticks;
}

static void look(const struct fact_place *place, struct fact_state *state)
{
	long ticks;

	if (is_tickless(place)) {
		fact_say(state, FACT_FIT, "none while one task runs (nohz_full)");
		return;
	}
	ticks = ticks_a_second(place->root);
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
