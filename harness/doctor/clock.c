// SPDX-License-Identifier: GPL-2.0-only
/*
 * What times are taken with.
 */
#include <stdint.h>
#include <string.h>
#include <time.h>

#include "doctor/fact.h"
#include "machine/system_file.h"

#define SOURCE "/sys/devices/system/clocksource/clocksource0/current_clocksource"
#define READINGS 1000
#define COARSE_NS 1000

static void look_at_source(const struct fact_place *place, struct fact_state *state)
{
	/* Each is a device's register, some 1000 cycles away, or the tick itself. */
	static const char *const slow[] = { "hpet", "acpi_pm", "jiffies", "refined-jiffies" };
	char source[64];
	bool is_slow = false;

	system_file_line(place->root, source, sizeof(source), SOURCE);
	for (size_t i = 0; i < sizeof(slow) / sizeof(slow[0]); i++)
		is_slow |= !strcmp(source, slow[i]);
	if (!*source)
		fact_say(state, FACT_UNKNOWN, "not told here");
	else
		fact_say(state, is_slow ? FACT_DISTURBS : FACT_FIT, "%s", source);
}

static const struct fact source = {
	.name = "clock",
	.order = 300,
	.effect = "slow and coarse to read",
	.remedy = "dmesg tells why; echo tsc >.../clocksource0/current_clocksource",
	.watched = true,
	.look = look_at_source,
};
REGISTER_FACT(source);

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_RAW, &now);
	return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

/* The smallest step between two readings that differ: its period, or what a reading takes. */
static uint64_t smallest_step(void)
{
	uint64_t smallest = UINT64_MAX;
	uint64_t before = now_ns();

	for (int i = 0; i < READINGS; i++) {
		uint64_t now = now_ns();

		if (now > before && now - before < smallest)
			smallest = now - before;
		before = now;
	}
	return smallest;
}

static void look_at_step(const struct fact_place *place, struct fact_state *state)
{
	uint64_t step;

	/* Only the clock of the machine that we run on can be read. */
	if (*place->root) {
		fact_say(state, FACT_UNKNOWN, "not read below another root");
		return;
	}
	step = smallest_step();
	if (step == UINT64_MAX)
		fact_say(state, FACT_DISTURBS, "it stood still");
	else
		fact_say(state, step > COARSE_NS ? FACT_DISTURBS : FACT_FIT,
			 "%llu ns from a reading to the next", (unsigned long long)step);
}

static const struct fact step = {
	.name = "clock-step",
	.order = 310,
	.effect = "short samples cannot be timed",
	.remedy = "another clock source, see clock",
	.varies = true,
	.look = look_at_step,
};
REGISTER_FACT(step);
