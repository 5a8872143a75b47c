/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PIN_H
#define PIN_H

#include "config/complaint.h"

/*
 * Keeps this process on CPU *@cpu; a negative one becomes the last CPU that we may use, for
 * CPU 0 takes most of a machine's interrupts. Returns 0 or a negative errno.
 */
int pin_to_cpu(int *cpu, struct complaint *complaint);

#endif /* PIN_H */
