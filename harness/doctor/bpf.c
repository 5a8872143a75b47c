// SPDX-License-Identifier: GPL-2.0-only
/*
 * How the kernel runs BPF programs.
 */
#include <stdio.h>

#include "doctor/fact.h"
#include "machine/system_file.h"

#define STATS "/proc/sys/kernel/bpf_stats_enabled"
#define JIT "/proc/sys/net/core/bpf_jit_enable"
#define HARDEN "/proc/sys/net/core/bpf_jit_harden"

static void look_at_stats(const struct fact_place *place, struct fact_state *state)
{
	long on;
	int err = system_file_number(place->root, &on, STATS);

	if (err)
		fact_say_unseen(state, err, STATS);
	else
		fact_say(state, on ? FACT_DISTURBS : FACT_FIT, on ? "on" : "off");
}

static bool tune_stats(const struct fact_place *place, size_t index, struct fact_setting *setting)
{
	(void)place;
	snprintf(setting->path, sizeof(setting->path), STATS);
	snprintf(setting->text, sizeof(setting->text), "0");
	return index == 0;
}

static const struct fact stats = {
	.name = "bpf-stats",
	.order = 100,
	.effect = "run refuses BPF programs (exit 3)",
	.remedy = "sysctl kernel.bpf_stats_enabled=0",
	.watched = true,
	.look = look_at_stats,
	.tune = tune_stats,
};
REGISTER_FACT(stats);

static void look_at_jit(const struct fact_place *place, struct fact_state *state)
{
	long jit;
	long harden = 0;
	int err = system_file_number(place->root, &jit, JIT);

	if (err)
		fact_say_unseen(state, err, JIT);
	else if (!jit)
		fact_say(state, FACT_DISTURBS, "off: programs are interpreted");
	/* 1 is for programs of users without CAP_BPF (bpf_jit_blinding_enabled). */
	else if (!system_file_number(place->root, &harden, HARDEN) && harden > 1)
		fact_say(state, FACT_DISTURBS, "on, hardened for root, too (%ld)", harden);
	else
		fact_say(state, FACT_FIT, "on");
}

static const struct fact jit = {
	.name = "bpf-jit",
	.order = 110,
	.effect = "BPF costs more, or is refused",
	.remedy = "sysctl net.core.bpf_jit_enable=1 net.core.bpf_jit_harden=0",
	.look = look_at_jit,
};
REGISTER_FACT(jit);
