// SPDX-License-Identifier: GPL-2.0-only
/*
 * As kloop, in a module that lies out of branch range of the kernel: on arm64 the patch
 * site reaches ftrace_caller through the module's PLT.
 */
#include "bench/module_loop.h"
#include "bench/workload.h"

static int kloop_far_run(const struct workload_run *run)
{
	return module_loop_run(run, TRACETOLL_TRACEE_FAR);
}

static const struct workload kloop_far = {
	.name = "kloop-far",
	.what = "as kloop, in a module far from the kernel",
	.kind = TRACETOLL_TRACEE_FAR,
	.tracee = "tracetoll_far_tracee",
	.extra = true,
	.loops_alone = true,
	.run = kloop_far_run,
};
REGISTER_WORKLOAD(kloop_far);
