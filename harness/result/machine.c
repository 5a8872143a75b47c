// SPDX-License-Identifier: GPL-2.0-only
#include "result/machine.h"

#include <stdio.h>

const char *result_machine(const struct result *result)
{
	const struct result_environment *environment = &result->environment;

	if (environment->board_label && *environment->board_label)
		return environment->board_label;
	if (environment->board && *environment->board)
		return environment->board;
	return *environment->cpu_name ? environment->cpu_name : "machine not known";
}

char *result_board(const struct result *result)
{
	const char *core = result->environment.core_type;
	char *text;

	if (asprintf(&text, "%s%s%s%s", result_machine(result), core ? " (" : "", core ? core : "",
		     core ? ")" : "") < 0)
		return NULL;
	return text;
}
