/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COUNTER_READ_H
#define COUNTER_READ_H

#include <stdbool.h>
#include <stdint.h>

#define COUNTER_READ_CONFIG1 0 /* mapping an event asks for it */
#define COUNTER_READ_SYSCTL "" /* rdpmc of the PMU in sysfs; what it permits stands in the page */

/* Fixed counters have high bits set; the kernel gives what RDPMC takes. */
static inline bool counter_read_knows(uint32_t counter)
{
	(void)counter;
	return true;
}

static inline uint64_t counter_read(uint32_t counter)
{
	uint32_t low, high;

	/* What came before is counted: RDPMC does not wait for it (Intel SDM, RDPMC). */
	__asm__ volatile("lfence\n\trdpmc" : "=a"(low), "=d"(high) : "c"(counter) : "memory");
	return (uint64_t)high << 32 | low;
}

#endif /* COUNTER_READ_H */
