// SPDX-License-Identifier: GPL-2.0-only
/*
 * write() of 512 bytes to /dev/null: as long a way through the VFS as read-zero's, and not
 * a byte is copied.
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

struct write_null {
	int null;
	char buffer[BYTES];
};

static void write_null_finish(void *state)
{
	struct write_null *writer = state;

	close(writer->null);
	free(writer);
}

static int write_null_prepare(void **state)
{
	struct write_null *writer = calloc(1, sizeof(*writer));
	ssize_t length;
	int err;

	if (!writer)
		return -ENOMEM;
	writer->null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (writer->null < 0) {
		err = -errno;
		free(writer);
		return err;
	}
	length = write(writer->null, writer->buffer, BYTES);
	if (length != BYTES) {
		err = length < 0 ? -errno : -EIO;
		write_null_finish(writer);
		return err;
	}
	*state = writer;
	return 0;
}

static int write_null_run(const struct workload_run *run)
{
	const struct write_null *writer = run->state;
	const struct system_call call = {
		.number = SYS_write,
		.arguments = { writer->null, (long)writer->buffer, BYTES },
	};

	return system_calls_run(run, &call);
}

static const struct workload write_null = {
	.name = "write-null",
	.what = "write() of 512 bytes to /dev/null",
	.kind = TRACETOLL_TRACEE_NAMED,
	.tracee = SYSTEM_CALL_HANDLER(write),
	.system_call = "write",
	.extra = true,
	.loops_alone = true,
	.prepare = write_null_prepare,
	.finish = write_null_finish,
	.run = write_null_run,
};
REGISTER_WORKLOAD(write_null);
