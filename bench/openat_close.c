// SPDX-License-Identifier: GPL-2.0-only
/*
 * openat() of /dev/null and close() of what it returned, in turn; the tracee is openat's
 * handler. A path is walked, a file is made and let go. What the security modules keep of a file
 * is cleared (security_file_alloc): where that is a multiple of 8 bytes and not of 16, as on
 * arm64's 7.2, it takes memset() an instruction more wherever it begins on an odd one.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bench/system_calls.h"
#include "bench/workload.h"
#include "system_call.h"

static const char path[] = "/dev/null";

static int openat_close_prepare(void **state)
{
	int fd = openat(AT_FDCWD, path, O_RDONLY);

	(void)state;
	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

static int openat_close_run(const struct workload_run *run)
{
	const struct system_call_pair pair = {
		.first = { .number = SYS_openat, .arguments = { AT_FDCWD, (long)path, O_RDONLY } },
		.number = SYS_close,
	};

	return system_calls_run_chain(run, &pair);
}

static const struct workload openat_close = {
	.name = "openat-close",
	.what = "openat() of /dev/null, then close()",
	.kind = TRACETOLL_TRACEE_NAMED,
	.tracee = SYSTEM_CALL_HANDLER(openat),
	.system_call = "openat",
	.varies = "what is allocated for a file lies elsewhere in each block",
	.extra = true,
	.loops_alone = true,
	.prepare = openat_close_prepare,
	.run = openat_close_run,
};
REGISTER_WORKLOAD(openat_close);
