// SPDX-License-Identifier: GPL-2.0-only
#include "device_requests.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define ENABLED_FUNCTIONS "/sys/kernel/tracing/enabled_functions"

int ask(int fd, unsigned long command, void *argument)
{
	return ioctl(fd, command, argument) ? errno : 0;
}

int set_up(int fd, struct tracetoll_setup setup)
{
	setup.size = sizeof(setup);
	return ask(fd, TRACETOLL_SETUP, &setup);
}

int tear_down(int fd)
{
	struct tracetoll_teardown teardown = { .size = sizeof(teardown) };

	return ask(fd, TRACETOLL_TEARDOWN, &teardown);
}

int run_tracee(int fd, unsigned int tracee, unsigned int batches, unsigned int calls_per_batch)
{
	struct tracetoll_run request = {
		.size = sizeof(request),
		.batches = batches,
		.calls_per_batch = calls_per_batch,
		.tracee = tracee,
	};

	return ask(fd, TRACETOLL_RUN, &request);
}

unsigned long long hits(int fd, unsigned int counter, unsigned int index)
{
	struct tracetoll_hits request = {
		.size = sizeof(request),
		.counter = counter,
		.index = index,
	};

	return ask(fd, TRACETOLL_HITS, &request) ? ~0ULL : request.hits;
}

bool anything_enabled(void)
{
	char byte;
	int fd = open(ENABLED_FUNCTIONS, O_RDONLY);
	bool any = fd >= 0 && read(fd, &byte, 1) == 1;

	if (fd >= 0)
		close(fd);
	return any;
}
