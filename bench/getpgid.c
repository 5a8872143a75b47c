// SPDX-License-Identifier: GPL-2.0-only
/*
 * getpgid(0): nearly as short as getppid, but a system call with an argument. The security
 * modules are asked only for another process than the caller (do_getpgid, kernel/sys.c).
 */
#include <sys/syscall.h>

#include "bench/system_calls.h"
#include "bench/workload.h"
#include "system_call.h"

static int getpgid_run(const struct workload_run *run)
{
	static const struct system_call call = { .number = SYS_getpgid };

	return system_calls_run(run, &call);
}

static const struct workload getpgid_workload = {
	.name = "getpgid",
	.what = "getpgid(0) in a loop",
	.kind = TRACETOLL_TRACEE_NAMED,
	.tracee = SYSTEM_CALL_HANDLER(getpgid),
	.system_call = "getpgid",
	.extra = true,
	.loops_alone = true,
	.run = getpgid_run,
};
REGISTER_WORKLOAD(getpgid_workload);
