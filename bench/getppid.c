// SPDX-License-Identifier: GPL-2.0-only
/*
 * The getppid system call in a tight loop; the tracee is its handler. It reads one
 * pointer under RCU, so the way in and out of the kernel is most of its cost.
 */
#include <sys/syscall.h>

#include "bench/system_calls.h"
#include "bench/workload.h"
#include "system_call.h"

static int getppid_run(const struct workload_run *run)
{
	return system_calls_run_plain(run, SYS_getppid);
}

static const struct workload getppid_workload = {
	.name = "getppid",
	.what = "the getppid system call in a loop",
	.kind = TRACETOLL_TRACEE_NAMED,
	.tracee = SYSTEM_CALL_HANDLER_PLAIN(getppid),
	.system_call = "getppid",
	.loops_alone = true,
	.run = getppid_run,
};
REGISTER_WORKLOAD(getppid_workload);
