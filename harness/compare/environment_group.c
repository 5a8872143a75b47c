// SPDX-License-Identifier: GPL-2.0-only
/*
 * The words that --across takes.
 */
#include "compare/environment.h"

const char *environment_group_name(enum environment_group group)
{
	static const char *const names[ENVIRONMENT_GROUP_COUNT] = {
		[ENVIRONMENT_KERNEL] = "kernel",
		[ENVIRONMENT_CONFIG] = "config",
		[ENVIRONMENT_COMMAND_LINE] = "command-line",
		[ENVIRONMENT_MACHINE] = "machine",
		[ENVIRONMENT_SETTINGS] = "settings",
		[ENVIRONMENT_TOOL] = "tool",
		[ENVIRONMENT_PLAN] = "plan",
	};

	return names[group];
}
