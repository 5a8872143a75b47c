/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CLOCK_COUNT_H
#define CLOCK_COUNT_H

#include <stdint.h>

/* Whether clock_count() tells single instructions apart on an emulator's instruction clock. */
#define CLOCK_COUNT_IS_FINE 1

/*
 * The time-stamp counter. Where QEMU counts instructions it is that count itself
 * (cpus_get_elapsed_ticks), one a nanosecond; on a core it is a clock like any other.
 */
static inline uint64_t clock_count(void)
{
	uint32_t low, high;

	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high) : : "memory");
	return (uint64_t)high << 32 | low;
}

#endif /* CLOCK_COUNT_H */
