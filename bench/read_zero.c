// SPDX-License-Identifier: GPL-2.0-only
/*
 * read() of 512 bytes from /dev/zero, as dd does with its default block: the way through
 * the VFS, and a clear of user memory.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bench/system_calls.h"
#include "bench/workload.h"
#include "system_call.h"

#define BYTES 512

struct read_zero {
	int zero;
	/* How the copy goes depends on where it begins. */
	char buffer[BYTES] __attribute__((aligned(64)));
};

static void read_zero_finish(void *state)
{
	struct read_zero *reader = state;

	close(reader->zero);
	free(reader);
}

static int read_zero_prepare(void **state)
{
	struct read_zero *reader = aligned_alloc(_Alignof(struct read_zero), sizeof(*reader));
	ssize_t length;
	int err;

	if (!reader)
		return -ENOMEM;
	reader->zero = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	if (reader->zero < 0) {
		err = -errno;
		free(reader);
		return err;
	}
	/* Also the page fault of the first one. */
	length = read(reader->zero, reader->buffer, BYTES);
	if (length != BYTES) {
		err = length < 0 ? -errno : -EIO;
		read_zero_finish(reader);
		return err;
	}
	*state = reader;
	return 0;
}

static int read_zero_run(const struct workload_run *run)
{
	const struct read_zero *reader = run->state;
	const struct system_call call = {
		.number = SYS_read,
		.arguments = { reader->zero, (long)reader->buffer, BYTES },
	};

	return system_calls_run(run, &call);
}

static const struct workload read_zero = {
	.name = "read-zero",
	.what = "read() of 512 bytes from /dev/zero",
	.kind = TRACETOLL_TRACEE_NAMED,
	.tracee = SYSTEM_CALL_HANDLER(read),
	.system_call = "read",
	.extra = true,
	.loops_alone = true,
	.prepare = read_zero_prepare,
	.finish = read_zero_finish,
	.run = read_zero_run,
};
REGISTER_WORKLOAD(read_zero);
