// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether there is hardware at all.
 */
#include <errno.h>

#include "doctor/fact.h"
#include "machine/environment.h"
#include "machine/system_file.h"

static void look(const struct fact_place *place, struct fact_state *state)
{
	const char *machine = environment_virtual_machine(place->root);
	char text[16];

	if (machine)
		fact_say(state, FACT_DISTURBS, "virtual or emulated (%s)", machine);
	else if (system_file_read(place->root, text, sizeof(text), "/proc/cpuinfo") < 0)
		fact_say_unseen(state, -ENOENT, "/proc/cpuinfo");
	else
		fact_say(state, FACT_FIT, "hardware, as far as it tells");
}

static const struct fact machine = {
	.name = "machine",
	.order = 10,
	.effect = "cycles and times are not shown",
	.remedy = "measure on hardware, or count instructions (scripts/guest)",
	.look = look,
};
REGISTER_FACT(machine);
