// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module calls its own tracee in a loop, interrupts off in short batches:
 * nothing but the call, the patch site and what hangs on it.
 */
#include <errno.h>
#include <sys/ioctl.h>

#include "bench/workload.h"
#include "kmod/tracetoll_ioctl.h"

static int kloop_run(const struct workload_run *run)
{
	struct tracetoll_run request = {
		.size = sizeof(request),
		.batches = run->batches,
		.calls_per_batch = run->calls_per_batch,
	};

	return ioctl(run->device, TRACETOLL_RUN, &request) ? -errno : 0;
}

static const struct workload kloop = {
	.name = "kloop",
	.what = "the module calls its own function in a loop",
	.tracee = "",
	.run = kloop_run,
};
REGISTER_WORKLOAD(kloop);
