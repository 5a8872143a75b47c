/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CPU_LIST_H
#define CPU_LIST_H

#include <stdbool.h>

/*
 * Whether @cpu is in a list as the kernel writes and reads them: "0-3,8", also with groups,
 * "0-15:2/4" (bitmap_parselist), or "all". What is no list has nobody.
 */
bool cpu_list_has(const char *list, int cpu);

/* How many CPUs are in it; 0 if it is no list. */
unsigned int cpu_list_count(const char *list);

/* The highest that is in it; -1 if it is no list. */
int cpu_list_last(const char *list);

#endif /* CPU_LIST_H */
