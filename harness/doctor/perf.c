// SPDX-License-Identifier: GPL-2.0-only
/*
 * What perf allows, and what it is busy with by itself.
 */
#include <errno.h>
#include <stdio.h>

#include "doctor/fact.h"
#include "doctor/privilege.h"
#include "machine/system_file.h"

#define PARANOID "/proc/sys/kernel/perf_event_paranoid"
#define WATCHDOG "/proc/sys/kernel/nmi_watchdog"
#define USER_ACCESS "/proc/sys/kernel/perf_user_access"
#define RDPMC "/sys/bus/event_source/devices/cpu/rdpmc"

static void look_at_paranoid(const struct fact_place *place, struct fact_state *state)
{
	struct privilege privilege = { .root = false };
	long level;
	int err = system_file_number(place->root, &level, PARANOID);

	privilege_read(place->root, &privilege);
	if (err)
		fact_say_unseen(state, err, PARANOID);
	else if (privilege.counters)
		fact_say(state, FACT_FIT, "%ld, which does not bind this user", level);
	/* perf_allow_kernel() */
	else if (level > 1)
		fact_say(state, FACT_FORBIDS, "%ld, and this user may count only up to 1", level);
	else
		fact_say(state, FACT_FIT, "%ld", level);
}

static const struct fact paranoid = {
	.name = "perf-paranoid",
	.order = 50,
	.effect = "kernel counts are refused",
	.remedy = "be root, have CAP_PERFMON, or sysctl kernel.perf_event_paranoid=1",
	.look = look_at_paranoid,
};
REGISTER_FACT(paranoid);

static void look_at_watchdog(const struct fact_place *place, struct fact_state *state)
{
	long on;
	int err = system_file_number(place->root, &on, WATCHDOG);

	/* Not all architectures have one. */
	if (err == -ENOENT)
		fact_say(state, FACT_FIT, "there is none");
	else if (err)
		fact_say_unseen(state, err, WATCHDOG);
	else
		fact_say(state, on ? FACT_DISTURBS : FACT_FIT, on ? "on" : "off");
}

static bool tune_watchdog(const struct fact_place *place, size_t index,
			  struct fact_setting *setting)
{
	(void)place;
	snprintf(setting->path, sizeof(setting->path), WATCHDOG);
	snprintf(setting->text, sizeof(setting->text), "0");
	return index == 0;
}

static const struct fact watchdog = {
	.name = "nmi-watchdog",
	.order = 80,
	.effect = "takes a counter, and interrupts",
	.remedy = "sysctl kernel.nmi_watchdog=0",
	.watched = true,
	.look = look_at_watchdog,
	.tune = tune_watchdog,
};
REGISTER_FACT(watchdog);

static void look_at_reads(const struct fact_place *place, struct fact_state *state)
{
	long mode;
	int err = system_file_number(place->root, &mode, USER_ACCESS);
	const bool x86 = err == -ENOENT && !system_file_number(place->root, &mode, RDPMC);

	if (err && !x86) {
		fact_say_unseen(state, err, USER_ACCESS);
		return;
	}
	/* riscv's 2 lets everybody read all counters, but perf then hands out none. */
	if (mode == 1 || (x86 && mode == 2))
		fact_say(state, FACT_FIT, "by user space (%s: %ld)",
			 x86 ? "rdpmc" : "perf_user_access", mode);
	else
		fact_say(state, FACT_DISTURBS, "by system calls (%s: %ld)",
			 x86 ? "rdpmc" : "perf_user_access", mode);
}

static bool tune_reads(const struct fact_place *place, size_t index, struct fact_setting *setting)
{
	static const char *const paths[] = { USER_ACCESS, RDPMC };

	(void)place;
	if (index == sizeof(paths) / sizeof(paths[0]))
		return false;
	snprintf(setting->path, sizeof(setting->path), "%s", paths[index]);
	snprintf(setting->text, sizeof(setting->text), "1");
	return true;
}

static const struct fact reads = {
	.name = "counter-reads",
	.order = 90,
	.effect = "more code per sample",
	.remedy = "kernel.perf_user_access=1; x86-64: 1 into cpu/rdpmc",
	.look = look_at_reads,
	.tune = tune_reads,
};
REGISTER_FACT(reads);
