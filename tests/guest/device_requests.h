/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DEVICE_REQUESTS_H
#define DEVICE_REQUESTS_H

/*
 * The module's requests, for the programs that look at the device itself.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "kmod/tracetoll_ioctl.h"

#define DEVICE "/dev/" TRACETOLL_DEVICE_NAME
#define ENABLED_FUNCTIONS "/sys/kernel/tracing/enabled_functions"

#ifdef __riscv
#define GETPPID "__riscv_sys_getppid"
#else
#define GETPPID "__arm64_sys_getppid"
#endif

/* The errno of the request, 0 if it was granted. */
static inline int ask(int fd, unsigned long command, void *argument)
{
	return ioctl(fd, command, argument) ? errno : 0;
}

static inline int set_up(int fd, struct tracetoll_setup setup)
{
	setup.size = sizeof(setup);
	return ask(fd, TRACETOLL_SETUP, &setup);
}

static inline int tear_down(int fd)
{
	struct tracetoll_teardown teardown = { .size = sizeof(teardown) };

	return ask(fd, TRACETOLL_TEARDOWN, &teardown);
}

static inline int run_tracee(int fd, unsigned int tracee, unsigned int batches,
			     unsigned int calls_per_batch)
{
	struct tracetoll_run request = {
		.size = sizeof(request),
		.batches = batches,
		.calls_per_batch = calls_per_batch,
		.tracee = tracee,
	};

	return ask(fd, TRACETOLL_RUN, &request);
}

/* All ones if the counter cannot be read: no count that a test expects. */
static inline unsigned long long hits(int fd, unsigned int counter, unsigned int index)
{
	struct tracetoll_hits request = {
		.size = sizeof(request),
		.counter = counter,
		.index = index,
	};

	return ask(fd, TRACETOLL_HITS, &request) ? ~0ULL : request.hits;
}

static inline bool anything_enabled(void)
{
	char byte;
	int fd = open(ENABLED_FUNCTIONS, O_RDONLY);
	bool any = fd >= 0 && read(fd, &byte, 1) == 1;

	if (fd >= 0)
		close(fd);
	return any;
}

/* Loads tracetoll.ko or tracetoll_far.ko; 0 or the errno. */
static inline int load_module(const char *name)
{
	struct utsname kernel;
	char path[256];
	int fd, err = 0;

	uname(&kernel);
	snprintf(path, sizeof(path), "/bin/kmod/%s/%s.ko", kernel.release, name);
	fd = open(path, O_RDONLY);
	if (fd < 0)
		return errno;
	if (syscall(SYS_finit_module, fd, "", 0))
		err = errno;
	close(fd);
	return err;
}

static inline int unload_module(const char *name)
{
	return syscall(SYS_delete_module, name, O_NONBLOCK) ? errno : 0;
}

#endif /* DEVICE_REQUESTS_H */
