// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: what /dev/tracetoll takes, and what it refuses with which errno.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "kmod/tracetoll_ioctl.h"
#include "tap.h"

#define DEVICE "/dev/" TRACETOLL_DEVICE_NAME
#define ENABLED_FUNCTIONS "/sys/kernel/tracing/enabled_functions"

#ifdef __riscv
#define CORE_TRACEE "__riscv_sys_getppid"
#else
#define CORE_TRACEE "__arm64_sys_getppid"
#endif

/* The errno of the request, 0 if it was granted. */
static int ask(int fd, unsigned long command, void *argument)
{
	return ioctl(fd, command, argument) ? errno : 0;
}

static int set_up(int fd, const char *name, unsigned int relevant, unsigned int irrelevant,
		  unsigned int trampoline)
{
	struct tracetoll_setup setup = {
		.size = sizeof(setup),
		.relevant = relevant,
		.irrelevant = irrelevant,
		.trampoline = trampoline,
		.tracee = *name ? TRACETOLL_TRACEE_NAMED : TRACETOLL_TRACEE_NEAR,
	};

	/* Without an end where the name is too long: the module must find that. */
	memcpy(setup.name, name, strnlen(name, sizeof(setup.name)));
	return ask(fd, TRACETOLL_SETUP, &setup);
}

static int tear_down(int fd)
{
	struct tracetoll_teardown teardown = { .size = sizeof(teardown) };

	return ask(fd, TRACETOLL_TEARDOWN, &teardown);
}

static int run(int fd, unsigned int batches, unsigned int calls_per_batch)
{
	struct tracetoll_run request = {
		.size = sizeof(request),
		.batches = batches,
		.calls_per_batch = calls_per_batch,
	};

	return ask(fd, TRACETOLL_RUN, &request);
}

static bool anything_enabled(void)
{
	char byte;
	int fd = open(ENABLED_FUNCTIONS, O_RDONLY);
	bool any = fd >= 0 && read(fd, &byte, 1) == 1;

	if (fd >= 0)
		close(fd);
	return any;
}

static void check_query(struct tap *tap, int fd)
{
	struct tracetoll_query query = { .size = sizeof(query) };
	int err = ask(fd, TRACETOLL_QUERY, &query);

	tap_check(tap, !err, "query is answered");
	tap_check(tap, query.abi_version == TRACETOLL_ABI_VERSION, "the version is ours");
	tap_check(tap, query.features & TRACETOLL_FEATURE_DIRECT_CALLS, "direct calls");
	query.size--;
	tap_check(tap, ask(fd, TRACETOLL_QUERY, &query) == EINVAL, "a wrong size is refused");
	query.size = sizeof(query);
	query.flags = 1;
	tap_check(tap, ask(fd, TRACETOLL_QUERY, &query) == EINVAL, "an unknown flag is refused");
}

static void check_malformed(struct tap *tap, int fd)
{
	struct {
		__u32 size;
		char bytes[4000];
	} huge = { .size = sizeof(huge) };

	tap_check(tap, ask(fd, TRACETOLL_QUERY, NULL) == EFAULT, "a bad pointer: EFAULT");
	tap_check(tap, ask(fd, _IO('T', 0x60), NULL) == ENOTTY, "no structure: ENOTTY");
	tap_check(tap, ask(fd, _IOWR('T', 0x60, huge), &huge) == ENOTTY, "a huge one: ENOTTY");
	tap_check(tap, ask(fd, _IOWR('T', 0x7f, struct tracetoll_teardown), &huge) == EINVAL,
		  "size against structure: EINVAL");
	huge.size = sizeof(struct tracetoll_teardown);
	tap_check(tap, ask(fd, _IOWR('T', 0x7f, struct tracetoll_teardown), &huge) == ENOTTY,
		  "an unknown request: ENOTTY");
}

static void check_setup(struct tap *tap, int fd)
{
	char long_name[TRACETOLL_NAME_SIZE + 1];
	struct tracetoll_site site = { .size = sizeof(site) };

	memset(long_name, 'a', sizeof(long_name) - 1);
	long_name[TRACETOLL_NAME_SIZE] = '\0';
	tap_check(tap, ask(fd, TRACETOLL_SITE, &site) == ENOTCONN, "a site before a set-up");
	tap_check(tap, set_up(fd, "", 1, 0, 0x80) == EINVAL, "an unknown trampoline");
	tap_check(tap, set_up(fd, "", 257, 0, 0) == E2BIG, "too many relevant ops");
	tap_check(tap, set_up(fd, "", 0, 257, 0) == E2BIG, "too many irrelevant ops");
	tap_check(tap, set_up(fd, "no_such_function", 1, 0, 0) == ENOENT, "no such function");
	tap_check(tap, set_up(fd, long_name, 1, 0, 0) == ENAMETOOLONG, "a name without an end");
	tap_check(tap, !anything_enabled(), "a refused set-up leaves nothing");

	tap_check(tap, !set_up(fd, CORE_TRACEE, 2, 3, TRACETOLL_TRAMPOLINE_SHORTEST), "a full one");
	tap_check(tap, anything_enabled(), "which is in enabled_functions");
	tap_check(tap, set_up(fd, "", 1, 0, 0) == EBUSY, "a second one at a time");
	tap_check(tap, !ask(fd, TRACETOLL_SITE, &site) && site.function, "now there is a site");
	tap_check(tap, !tear_down(fd) && !anything_enabled(), "torn down, nothing is left");
	tap_check(tap, !tear_down(fd), "tearing down nothing is no error");
}

static void check_run(struct tap *tap, int fd)
{
	tap_check(tap, run(fd, 0, 1) == EINVAL, "no batch");
	tap_check(tap, run(fd, 1, 0) == EINVAL, "an empty batch");
	tap_check(tap, run(fd, TRACETOLL_BATCHES_MAX + 1, 1) == E2BIG, "too many batches");
	tap_check(tap, run(fd, 1, TRACETOLL_BATCH_COST_MAX + 1) == E2BIG, "too long a batch");
	tap_check(tap, run(fd, 1, 0xffffffff) == E2BIG, "a batch that would overflow");
	tap_check(tap, !run(fd, 2, 100), "200 calls");
	tap_check(tap, !set_up(fd, "", 256, 0, 0), "256 ops");
	tap_check(tap, !run(fd, 1, TRACETOLL_BATCH_COST_MAX / 257), "the longest batch for them");
	tap_check(tap, run(fd, 1, TRACETOLL_BATCH_COST_MAX / 257 + 1) == E2BIG, "one call more");
	tap_check(tap, !tear_down(fd) && !anything_enabled(), "torn down, nothing is left");
}

static void check_owner(struct tap *tap, int fd)
{
	struct stat status;

	tap_check(tap, !stat(DEVICE, &status) && (status.st_mode & 0777) == 0600, "mode 0600");
	tap_check(tap, open(DEVICE, O_RDWR) < 0 && errno == EBUSY, "one owner at a time");
	tap_check(tap, syscall(SYS_delete_module, "tracetoll", O_NONBLOCK) && errno == EWOULDBLOCK,
		  "the module stays while it is owned");
	set_up(fd, "", 3, 3, TRACETOLL_TRAMPOLINE_SHORTEST);
	close(fd);
	tap_check(tap, !anything_enabled(), "closing the file unregisters all");
	tap_check(tap, !syscall(SYS_delete_module, "tracetoll", O_NONBLOCK), "now it can go");
}

int main(void)
{
	struct tap tap = { 0 };
	struct utsname kernel;
	char path[256];
	int fd;

	uname(&kernel);
	snprintf(path, sizeof(path), "/bin/kmod/%s/tracetoll.ko", kernel.release);
	fd = open(path, O_RDONLY);
	tap_check(&tap, fd >= 0 && !syscall(SYS_finit_module, fd, "", 0), "the module loads");
	close(fd);
	fd = open(DEVICE, O_RDWR);
	if (tap_check(&tap, fd >= 0, "the device opens")) {
		check_query(&tap, fd);
		check_malformed(&tap, fd);
		check_setup(&tap, fd);
		check_run(&tap, fd);
		check_owner(&tap, fd);
	}
	return tap_end(&tap);
}
