/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PAGE_REGISTERS_H
#define PAGE_REGISTERS_H

#include <stdio.h>

/*
 * What the configuration @name registers, for people, with its own numbers in it; nothing of a
 * name that this program does not know.
 */
void print_registers(FILE *out, const char *name);

#endif /* PAGE_REGISTERS_H */
