// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who decides how fast the CPU runs.
 */
#include <stdio.h>
#include <string.h>

#include "doctor/fact.h"
#include "machine/system_file.h"

#define CPUS "/sys/devices/system/cpu"
#define POLICY CPUS "/cpu%d/cpufreq"

/* Where boost is: of all CPUs, of one, or Intel's, which is told the other way round. */
struct boost_file {
	const char *path; /* a format with the CPU's number, or without */
	long off;
};

static const struct boost_file boost_files[] = {
	{ CPUS "/intel_pstate/no_turbo", 1 },
	{ CPUS "/cpufreq/boost", 0 },
	{ CPUS "/cpu%d/cpufreq/boost", 0 },
};

#define BOOST_FILES (sizeof(boost_files) / sizeof(boost_files[0]))

static void boost_path(const struct boost_file *file, int cpu, char *path, size_t size)
{
	const char *number = strstr(file->path, "%d");

	if (number)
		snprintf(path, size, "%.*s%d%s", (int)(number - file->path), file->path, cpu,
			 number + 2);
	else
		snprintf(path, size, "%s", file->path);
}

static void look_at_boost(const struct fact_place *place, struct fact_state *state)
{
	char path[FACT_TEXT_SIZE];
	bool seen = false;
	long value;

	for (size_t i = 0; i < BOOST_FILES; i++) {
		boost_path(&boost_files[i], place->cpu, path, sizeof(path));
		if (system_file_number(place->root, &value, "%s", path))
			continue;
		seen = true;
		if (value != boost_files[i].off) {
			fact_say(state, FACT_DISTURBS, "on");
			return;
		}
	}
	if (seen)
		fact_say(state, FACT_FIT, "off");
	else
		fact_say(state, FACT_UNKNOWN, "no driver here sets the frequency (cpufreq)");
}

static bool tune_boost(const struct fact_place *place, size_t index, struct fact_setting *setting)
{
	if (index >= BOOST_FILES)
		return false;
	boost_path(&boost_files[index], place->cpu, setting->path, sizeof(setting->path));
	snprintf(setting->text, sizeof(setting->text), "%ld", boost_files[index].off);
	return true;
}

/* Before the limits: it moves the upper one. */
static const struct fact boost = {
	.name = "boost",
	.order = 200,
	.effect = "frequency falls with heat and load",
	.remedy = "0 into cpufreq/boost, 1 into intel_pstate/no_turbo",
	.watched = true,
	.look = look_at_boost,
	.tune = tune_boost,
};
REGISTER_FACT(boost);

static void look_at_governor(const struct fact_place *place, struct fact_state *state)
{
	char governor[64];

	system_file_line(place->root, governor, sizeof(governor), POLICY "/scaling_governor",
			 place->cpu);
	if (!*governor)
		fact_say(state, FACT_UNKNOWN, "no driver here sets the frequency (cpufreq)");
	else
		fact_say(state, strcmp(governor, "performance") != 0 ? FACT_DISTURBS : FACT_FIT,
			 "%s", governor);
}

static bool tune_governor(const struct fact_place *place, size_t index,
			  struct fact_setting *setting)
{
	snprintf(setting->path, sizeof(setting->path), POLICY "/scaling_governor", place->cpu);
	snprintf(setting->text, sizeof(setting->text), "performance");
	return index == 0;
}

static const struct fact governor = {
	.name = "governor",
	.order = 210,
	.effect = "times of two samples differ",
	.remedy = "cpupower frequency-set -g performance",
	.watched = true,
	.look = look_at_governor,
	.tune = tune_governor,
};
REGISTER_FACT(governor);

static void look_at_limits(const struct fact_place *place, struct fact_state *state)
{
	long least, most;

	if (system_file_number(place->root, &least, POLICY "/scaling_min_freq", place->cpu) ||
	    system_file_number(place->root, &most, POLICY "/scaling_max_freq", place->cpu))
		fact_say(state, FACT_UNKNOWN, "no driver here sets the frequency (cpufreq)");
	else if (least == most)
		fact_say(state, FACT_FIT, "%ld MHz", most / 1000);
	else
		fact_say(state, FACT_DISTURBS, "%ld to %ld MHz", least / 1000, most / 1000);
}

static bool tune_limits(const struct fact_place *place, size_t index, struct fact_setting *setting)
{
	long most;

	if (index || system_file_number(place->root, &most, POLICY "/scaling_max_freq", place->cpu))
		return false;
	snprintf(setting->path, sizeof(setting->path), POLICY "/scaling_min_freq", place->cpu);
	snprintf(setting->text, sizeof(setting->text), "%ld", most);
	return true;
}

static const struct fact limits = {
	.name = "frequency",
	.order = 220,
	.effect = "times of two samples differ",
	.remedy = "scaling_min_freq as scaling_max_freq",
	.watched = true,
	.look = look_at_limits,
	.tune = tune_limits,
};
REGISTER_FACT(limits);
