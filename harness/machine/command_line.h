/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COMMAND_LINE_H
#define COMMAND_LINE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The value of the kernel's command line's last word "@name=VALUE" or "@name" (then ""). Returns
 * false if there is none, or the command line cannot be read.
 */
bool command_line_value(const char *root, const char *name, char *value, size_t size);

#endif /* COMMAND_LINE_H */
