/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef INTERRUPTS_H
#define INTERRUPTS_H

#include <stddef.h>
#include <stdint.h>

/* Counts the interrupts that one CPU took, by /proc/interrupts. */
struct interrupts {
	int fd;
	int cpu;
	char *text; /* reading buffer, grown as needed */
	size_t size;
};

/*
 * @path is "/proc/interrupts" but for tests. Returns 0 or a negative errno, -ENXIO if
 * the CPU has no column there (it is offline).
 */
int interrupts_open(struct interrupts *interrupts, const char *path, int cpu);
void interrupts_close(struct interrupts *interrupts);

/*
 * The sum of the CPU's column over all rows: devices, timer and the per-CPU rows
 * such as IPI0 or LOC. Two readings differ exactly if an interrupt came between.
 * Returns 0 or a negative errno, -ENXIO if the CPU went offline.
 */
int interrupts_read(struct interrupts *interrupts, uint64_t *count);

/*
 * The column of @cpu in the heading line ("  CPU0  CPU2"), or -1; and the sum of
 * that column. Pure, for the two functions above.
 */
int interrupts_column(const char *heading, int cpu);
uint64_t interrupts_sum(const char *text, size_t column);

#endif /* INTERRUPTS_H */
