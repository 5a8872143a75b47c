// SPDX-License-Identifier: GPL-2.0-only
#include "machine/pin.h"

#include <errno.h>
#include <sched.h>

int pin_to_cpu(int *cpu, struct complaint *complaint)
{
	cpu_set_t allowed;

	if (*cpu < 0) {
		/* A mask too small for a very large machine: where we are is allowed, too. */
		*cpu = sched_getcpu();
		CPU_ZERO(&allowed);
		if (!sched_getaffinity(0, sizeof(allowed), &allowed)) {
			for (int other = 0; other < CPU_SETSIZE; other++) {
				if (CPU_ISSET(other, &allowed))
					*cpu = other;
			}
		}
	}
	CPU_ZERO(&allowed);
	if (*cpu >= 0 && *cpu < CPU_SETSIZE)
		CPU_SET(*cpu, &allowed);
	if (sched_setaffinity(0, sizeof(allowed), &allowed))
		return complain(complaint, EXIT_CODE_REFUSED, -errno,
				"name one that is online and allowed: --cpu N",
				"cannot pin to CPU %d", *cpu);
	return 0;
}

bool pin_holds(int cpu)
{
	return sched_getcpu() == cpu;
}
