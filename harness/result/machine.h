/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef RESULT_MACHINE_H
#define RESULT_MACHINE_H

#include "result/result.h"

/*
 * What the machine is called: its label, else its board, else what its CPU says of itself. Never
 * NULL nor empty; lives as long as @result.
 */
const char *result_machine(const struct result *result);

#endif /* RESULT_MACHINE_H */
