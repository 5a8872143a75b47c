// SPDX-License-Identifier: GPL-2.0-only
/*
 * Heat, and what was done about it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "doctor/fact.h"
#include "machine/system_file.h"

#define THERMAL "/sys/class/thermal"
#define DEVICES_MAX 64 /* zones and cooling devices; boards have up to some ten of each */
#define TRIPS_MAX 16
#define NEAR 5000 /* m degrees below a trip point */

/* How far the deepest of those that slow down CPUs is turned up; -1: there is none. */
static long cooling(const char *root)
{
	char type[64];
	long deepest = -1;
	long now;

	for (int i = 0; i < DEVICES_MAX; i++) {
		system_file_line(root, type, sizeof(type), THERMAL "/cooling_device%d/type", i);
		/* "cpufreq-cpu0" (cpufreq_cooling.c), "Processor" (ACPI), before 6.x with
		 * "thermal-" */
		if (!strstr(type, "cpufreq") && strcmp(type, "Processor") != 0)
			continue;
		if (!system_file_number(root, &now, THERMAL "/cooling_device%d/cur_state", i) &&
		    now > deepest)
			deepest = now;
	}
	return deepest;
}

static void look_at_throttling(const struct fact_place *place, struct fact_state *state)
{
	long step = cooling(place->root);
	long count = 0;
	int err = system_file_number(
		place->root, &count,
		"/sys/devices/system/cpu/cpu%d/thermal_throttle/core_throttle_count", place->cpu);

	if (step > 0)
		fact_say(state, FACT_DISTURBS, "slowed down now, by %ld step%s", step,
			 step == 1 ? "" : "s");
	else if (count)
		fact_say(state, FACT_DISTURBS, "%ld times since boot", count);
	else if (err && step < 0)
		fact_say(state, FACT_UNKNOWN, "no sensor here (thermal)");
	else
		fact_say(state, FACT_FIT, err ? "not now" : "never since boot");
}

static const struct fact throttling = {
	.name = "throttling",
	.order = 230,
	.effect = "what is measured hot takes longer",
	.remedy = "cool it, or set a lower frequency that it can hold",
	.watched = true,
	.look = look_at_throttling,
};
REGISTER_FACT(throttling);

/* The lowest temperature at which a zone slows something down; 0: it never does. */
static long lowest_trip(const char *root, int zone)
{
	char type[32];
	long lowest = 0;
	long trip;

	for (int i = 0; i < TRIPS_MAX; i++) {
		system_file_line(root, type, sizeof(type),
				 THERMAL "/thermal_zone%d/trip_point_%d_type", zone, i);
		if (strcmp(type, "passive") != 0 && strcmp(type, "hot") != 0)
			continue;
		if (!system_file_number(root, &trip, THERMAL "/thermal_zone%d/trip_point_%d_temp",
					zone, i) &&
		    trip > 0 && (!lowest || trip < lowest))
			lowest = trip;
	}
	return lowest;
}

static void look_at_temperature(const struct fact_place *place, struct fact_state *state)
{
	long now, trip, shown = 0, shown_trip = 0;
	bool any = false;

	for (int i = 0; i < DEVICES_MAX; i++) {
		if (system_file_number(place->root, &now, THERMAL "/thermal_zone%d/temp", i))
			continue;
		trip = lowest_trip(place->root, i);
		/* The one that is nearest to its trip point; without one, the first. */
		if (!any || (trip && (!shown_trip || trip - now < shown_trip - shown))) {
			shown = now;
			shown_trip = trip;
		}
		any = true;
	}
	if (!any)
		fact_say(state, FACT_UNKNOWN, "no sensor here (thermal)");
	else if (!shown_trip)
		fact_say(state, FACT_FIT, "%ld C", shown / 1000);
	else
		fact_say(state, shown > shown_trip - NEAR ? FACT_DISTURBS : FACT_FIT,
			 "%ld C, slowed down at %ld C", shown / 1000, shown_trip / 1000);
}

static const struct fact temperature = {
	.name = "temperature",
	.order = 240,
	.effect = "times will grow soon",
	.remedy = "cool it, or set a lower frequency that it can hold",
	.varies = true,
	.look = look_at_temperature,
};
REGISTER_FACT(temperature);
