/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYSTEM_CALL_NUMBER_H
#define SYSTEM_CALL_NUMBER_H

#include <stdint.h>

/* The number of the system call @name ("getppid") on this architecture, or -1. */
int64_t system_call_number(const char *name);

#endif /* SYSTEM_CALL_NUMBER_H */
