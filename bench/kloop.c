// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module calls its own tracee in a loop, interrupts off in short batches:
 * nothing but the call, the patch site and what hangs on it.
 */
#include "bench/module_loop.h"
#include "bench/workload.h"

static int kloop_run(const struct workload_run *run)
{
	return module_loop_run(run, TRACETOLL_TRACEE_NEAR);
}

static const struct workload kloop = {
	.name = "kloop",
	.what = "the module calls its own function in a loop",
	.kind = TRACETOLL_TRACEE_NEAR,
	.tracee = "tracetoll_tracee",
	.loops_alone = true,
	.run = kloop_run,
};
REGISTER_WORKLOAD(kloop);
