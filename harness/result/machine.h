/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef RESULT_MACHINE_H
#define RESULT_MACHINE_H

#include "result/result.h"

/*
 * What the machine is called: its label, else its board, else what its CPU says of itself. Never
 * NULL nor empty; lives as long as @result.
 */
const char *result_machine(const struct result *result);

/*
 * The board in one text: "a board (armv8_cortex_a76)", for each type of core is a board of its own.
 * The caller frees it; NULL: memory ran out.
 */
char *result_board(const struct result *result);

#endif /* RESULT_MACHINE_H */
