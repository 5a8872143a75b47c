/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MODULE_LOOP_H
#define MODULE_LOOP_H

#include "bench/workload.h"

/*
 * The module calls the tracee in a loop, interrupts off in each batch. Returns 0 or a
 * negative errno (-EINTR: a signal came between two batches).
 */
int module_loop_run(const struct workload_run *run, enum tracetoll_tracee tracee);

#endif /* MODULE_LOOP_H */
