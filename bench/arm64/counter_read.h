/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COUNTER_READ_H
#define COUNTER_READ_H

#include <stdbool.h>
#include <stdint.h>

/* Asks for reads in user mode (format/rdpmc of armv8_pmuv3: config1:1), where the sysctl permits.
 */
#define COUNTER_READ_CONFIG1 (UINT64_C(1) << 1)
#define COUNTER_READ_SYSCTL "/proc/sys/kernel/perf_user_access"

/* The kernel numbers the event counters from 0 and the cycle counter 31 (armv8pmu_user_event_idx).
 */
#define COUNTER_READ_CYCLES 31

static inline bool counter_read_knows(uint32_t counter)
{
	return counter <= COUNTER_READ_CYCLES;
}

#define COUNTER_READ_CASE(number)                                                  \
	case number:                                                               \
		__asm__ volatile("mrs %0, pmevcntr" #number "_el0" : "=r"(count)); \
		break;

static inline uint64_t counter_read(uint32_t counter)
{
	uint64_t count = 0;

	/* What came before is counted, what comes after is not. */
	__asm__ volatile("isb" : : : "memory");
	switch (counter) {
		COUNTER_READ_CASE(0)
		COUNTER_READ_CASE(1)
		COUNTER_READ_CASE(2)
		COUNTER_READ_CASE(3)
		COUNTER_READ_CASE(4)
		COUNTER_READ_CASE(5)
		COUNTER_READ_CASE(6)
		COUNTER_READ_CASE(7)
		COUNTER_READ_CASE(8)
		COUNTER_READ_CASE(9)
		COUNTER_READ_CASE(10)
		COUNTER_READ_CASE(11)
		COUNTER_READ_CASE(12)
		COUNTER_READ_CASE(13)
		COUNTER_READ_CASE(14)
		COUNTER_READ_CASE(15)
		COUNTER_READ_CASE(16)
		COUNTER_READ_CASE(17)
		COUNTER_READ_CASE(18)
		COUNTER_READ_CASE(19)
		COUNTER_READ_CASE(20)
		COUNTER_READ_CASE(21)
		COUNTER_READ_CASE(22)
		COUNTER_READ_CASE(23)
		COUNTER_READ_CASE(24)
		COUNTER_READ_CASE(25)
		COUNTER_READ_CASE(26)
		COUNTER_READ_CASE(27)
		COUNTER_READ_CASE(28)
		COUNTER_READ_CASE(29)
		COUNTER_READ_CASE(30)
	case COUNTER_READ_CYCLES:
		__asm__ volatile("mrs %0, pmccntr_el0" : "=r"(count));
		break;
	}
	return count;
}

#endif /* COUNTER_READ_H */
