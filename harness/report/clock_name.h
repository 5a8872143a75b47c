/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CLOCK_NAME_H
#define CLOCK_NAME_H

#include "result/result.h"

/*
 * What a program is told of the clock, and so of what the numbers are: "hardware", "instruction"
 * (an emulator's, whose counts are exact), "emulated", "simulated".
 */
const char *clock_name(const struct result *result);

#endif /* CLOCK_NAME_H */
