/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TIMER_TICK_H
#define TIMER_TICK_H

#include <stdbool.h>

/* Whether the CPU has no timer tick while one task runs on it (nohz_full=). */
bool timer_tick_is_off(const char *root, int cpu);

/* How often a second (CONFIG_HZ); 0: the kernel's configuration is not to be had. */
long timer_tick_rate(const char *root);

#endif /* TIMER_TICK_H */
