// SPDX-License-Identifier: GPL-2.0-only
/*
 * close() of a file descriptor that no process can have: the kernel looks it up, finds
 * nothing and returns. The shortest system call that fails.
 */
#include <sys/syscall.h>

#include "bench/system_calls.h"
#include "bench/workload.h"
#include "system_call.h"

static int close_bad_run(const struct workload_run *run)
{
	static const struct system_call call = { .number = SYS_close, .arguments = { -1 } };

	return system_calls_run(run, &call);
}

static const struct workload close_bad = {
	.name = "close-bad",
	.what = "close() of a bad file descriptor",
	.kind = TRACETOLL_TRACEE_NAMED,
	.tracee = SYSTEM_CALL_HANDLER(close),
	.system_call = "close",
	.extra = true,
	.loops_alone = true,
	.run = close_bad_run,
};
REGISTER_WORKLOAD(close_bad);
