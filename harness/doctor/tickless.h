/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TICKLESS_H
#define TICKLESS_H

#include <stdbool.h>

#include "doctor/fact.h"

/* Whether the CPU has no timer tick while one task runs on it (nohz_full=). */
bool is_tickless(const struct fact_place *place);

#endif /* TICKLESS_H */
