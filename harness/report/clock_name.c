// SPDX-License-Identifier: GPL-2.0-only
#include "report/clock_name.h"

const char *clock_name(const struct result *result)
{
	if (result->environment.simulated)
		return "simulated";
	if (result->environment.instruction_clock)
		return "instruction";
	return result->environment.emulated ? "emulated" : "hardware";
}
