// SPDX-License-Identifier: GPL-2.0-only
/*
 * As kloop, but the tracee is the kernel's: a patch site in its own text, and a body of
 * a few instructions (kernel/sched/core.c, single_task_running).
 */
#include "bench/module_loop.h"
#include "bench/workload.h"

static int kloop_core_run(const struct workload_run *run)
{
	return module_loop_run(run, TRACETOLL_TRACEE_CORE);
}

static const struct workload kloop_core = {
	.name = "kloop-core",
	.what = "as kloop, on a small function of the kernel",
	.kind = TRACETOLL_TRACEE_CORE,
	.tracee = "single_task_running",
	.extra = true,
	.loops_alone = true,
	.run = kloop_core_run,
};
REGISTER_WORKLOAD(kloop_core);
