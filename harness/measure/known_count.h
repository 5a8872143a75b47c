/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KNOWN_COUNT_H
#define KNOWN_COUNT_H

#include "config/complaint.h"
#include "measure/plan.h"

/*
 * Has the machine's instruction counter count a loop whose instructions are known.
 * Some virtual PMUs open such an event and count something else (QEMU's riscv64 one
 * without -icount: ticks of the host). Refused (exit 3) if the count is not the known
 * one. Returns 0, also when the plan counts no instructions, or a negative errno.
 */
int known_count_check(const struct plan *plan, struct complaint *complaint);

#endif /* KNOWN_COUNT_H */
