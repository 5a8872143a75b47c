/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PIN_H
#define PIN_H

#include <stdbool.h>

#include "config/complaint.h"

/*
 * Keeps this process on CPU *@cpu; a negative one becomes the last CPU that we may use, for
 * CPU 0 takes most of a machine's interrupts. Returns 0 or a negative errno.
 */
int pin_to_cpu(int *cpu, struct complaint *complaint);

/* Whether the calling thread, which was pinned to @cpu, still is on it. A CPU that goes offline
 * loses all its threads to others, whatever they are pinned to (select_fallback_rq). */
bool pin_holds(int cpu);

#endif /* PIN_H */
