// SPDX-License-Identifier: GPL-2.0-only
#include "bench/module_loop.h"

#include <errno.h>
#include <sys/ioctl.h>

int module_loop_run(const struct workload_run *run, enum tracetoll_tracee tracee)
{
	struct tracetoll_run request = {
		.size = sizeof(request),
		.flags = run->without_call ? TRACETOLL_RUN_WITHOUT_CALL : 0,
		.batches = run->batches,
		.calls_per_batch = run->calls_per_batch,
		.tracee = tracee,
	};

	return ioctl(run->device, TRACETOLL_RUN, &request) ? -errno : 0;
}
