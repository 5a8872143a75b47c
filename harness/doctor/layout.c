// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is drawn at random: where the kernel lies, and where a system call's stack begins.
 */
#include <stdio.h>
#include <string.h>

#include "config/dispatch.h"
#include "doctor/fact.h"
#include "machine/command_line.h"
#include "machine/environment.h"
#include "machine/kernel_config.h"
#include "machine/system_file.h"

static void look_at_kaslr(const struct fact_place *place, struct fact_state *state)
{
	const char *kaslr = environment_kaslr(place->root);

	if (!strcmp(kaslr, "off"))
		fact_say(state, FACT_FIT, "off: each boot has the same layout");
	else if (!strcmp(kaslr, "on"))
		/* Modules of arm64 are then out of reach of a branch from the kernel's text. */
		fact_say(state,
			 architecture_of_build() == ARCHITECTURE_ARM64 ? FACT_DISTURBS : FACT_FIT,
			 "on: each boot has a layout of its own");
	else
		fact_say(state, FACT_UNKNOWN, "/proc/kallsyms hides its addresses from this user");
}

static const struct fact kaslr = {
	.name = "kaslr",
	.order = 330,
	.effect = "arm64: no direct for core functions",
	.remedy = "boot with nokaslr; else compare several boots",
	.look = look_at_kaslr,
};
REGISTER_FACT(kaslr);

/* 1 or 0 as strtobool() takes them (early_randomize_kstack_offset); -1: not decided. */
static int on_command_line(const char *root)
{
	char value[16];

	if (!command_line_value(root, "randomize_kstack_offset", value, sizeof(value)))
		return -1;
	if (strchr("yY1tT", value[0]) && value[0])
		return 1;
	if ((value[0] == 'o' || value[0] == 'O') && (value[1] == 'n' || value[1] == 'N'))
		return 1;
	return 0;
}

static void look_at_stack(const struct fact_place *place, struct fact_state *state)
{
	struct kernel_config config;
	char release[128];
	int on = on_command_line(place->root);

	system_file_line(place->root, release, sizeof(release), "/proc/sys/kernel/osrelease");
	if (on < 0 && !kernel_config_read(place->root, release, &config)) {
		on = kernel_config_has(&config, "RANDOMIZE_KSTACK_OFFSET_DEFAULT");
		kernel_config_free(&config);
	}
	if (on < 0)
		fact_say(state, FACT_UNKNOWN, "the kernel's configuration is not here");
	else
		fact_say(state, on ? FACT_DISTURBS : FACT_FIT, on ? "random" : "not random");
}

static const struct fact stack = {
	.name = "stack-offset",
	.order = 340,
	.effect = "0 to 13 instructions a system call",
	.remedy = "boot with randomize_kstack_offset=off",
	.look = look_at_stack,
};
REGISTER_FACT(stack);
