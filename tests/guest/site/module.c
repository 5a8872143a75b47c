// SPDX-License-Identifier: GPL-2.0-only
/*
 * Patch sites of a module: what ours attaches to its own.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "kmod/tracetoll_ioctl.h"
#include "parts.h"
#include "said.h"

static bool attach(int fd, __u32 relevant, __u32 trampoline, __u32 fprobes, __u32 ops_flags)
{
	struct tracetoll_setup setup = {
		.size = sizeof(setup),
		.relevant = relevant,
		.trampoline = trampoline,
		.fprobes = fprobes,
		.ops_flags = ops_flags,
		.tracee = TRACETOLL_TRACEE_NEAR,
	};

	return !ioctl(fd, TRACETOLL_SETUP, &setup);
}

static void detach(int fd)
{
	struct tracetoll_teardown teardown = { .size = sizeof(teardown) };

	ioctl(fd, TRACETOLL_TEARDOWN, &teardown);
}

static int open_module(struct tap *tap)
{
	struct utsname kernel;
	char path[256];
	int fd;

	uname(&kernel);
	snprintf(path, sizeof(path), "/bin/kmod/%s/tracetoll.ko", kernel.release);
	fd = open(path, O_RDONLY);
	tap_check(tap, fd >= 0 && !syscall(SYS_finit_module, fd, "", 0), "the module loads");
	close(fd);
	fd = open("/dev/" TRACETOLL_DEVICE_NAME, O_RDWR);
	tap_check(tap, fd >= 0, "the device opens");
	return fd;
}

/* What the kernel calls the module's tracee; it lives until the next call. */
static const char *tracee_name(int fd)
{
	struct tracetoll_site where = { .size = sizeof(where) };
	static struct tracetoll_symbol symbol;
	bool known;

	symbol = (struct tracetoll_symbol){ .size = sizeof(symbol) };
	known = attach(fd, 1, 0, 0, 0) && !ioctl(fd, TRACETOLL_SITE, &where);
	symbol.address = where.function;
	known = known && !ioctl(fd, TRACETOLL_SYMBOL, &symbol);
	detach(fd);
	if (known)
		symbol.name[strcspn(symbol.name, "+ ")] = '\0';
	return known ? symbol.name : "a tracee without a name";
}

static void check_direct(struct tap *tap, int fd, const char *tracee, bool call_ops)
{
	const struct said *said;
	bool arm64 = !strcmp(HANDLER, "__arm64_sys_getppid");

	tap_check(tap, attach(fd, 0, TRACETOLL_TRAMPOLINE_SHORTEST, 0, 0), "a direct call");
	said = site(ROOT, tracee, NULL);
	/* Tracee and trampoline are in one module, in each other's reach. */
	show(said);
	check_path(tap, said, arm64 || !call_ops ? "direct" : "callops-direct");
	check_says(tap, said->out, "  trampoline            tracetoll_");
	check_says(tap, said->out, " [tracetoll], ");
	check_says_if(tap, arm64, said->out, "a BL reaches it\n");
	check_says(tap, said->out, "direct-->tracetoll_");
	detach(fd);
	tap_check(tap, attach(fd, 1, TRACETOLL_TRAMPOLINE_SHORTEST, 0, 0), "and an ops");
	said = site(ROOT, tracee, NULL);
	check_path(tap, said, path_of_direct_and_ops(call_ops));
	check_says_if(tap, call_ops, said->out, "  direct call           tracetoll_");
	detach(fd);
}

static void check_ops(struct tap *tap, int fd, const char *tracee, bool call_ops)
{
	char listed[TRACETOLL_SYMBOL_SIZE + 64];
	const struct said *said;

	tap_check(tap, attach(fd, 1, 0, 0, 0), "one ops");
	said = site(ROOT, tracee, NULL);
	show(said);
	check_path(tap, said, path_of_one(call_ops));
	snprintf(listed, sizeof(listed), "enabled_functions     %s [tracetoll] (1)", tracee);
	check_says(tap, said->out, listed);
	detach(fd);
	tap_check(tap, attach(fd, 2, 0, 0, 0), "two ops");
	said = site(ROOT, NULL);
	check_path(tap, said, path_of_several(call_ops));
	check_says(tap, said->out, "  ops in the system     2: ");
	check_says(tap, said->out, " [tracetoll]");
	detach(fd);
	tap_check(tap, attach(fd, 1, 0, 0, TRACETOLL_OPS_RCU), "an ops with the flag RCU");
	said = site(ROOT, tracee, NULL);
	check_path(tap, said, path_of_guarded(call_ops));
	check_says_if(tap, call_ops, said->out, "one ops, and yet the list");
	detach(fd);
}

static void check_fprobe(struct tap *tap, int fd, const char *tracee, bool call_ops)
{
	struct tracetoll_query query = { .size = sizeof(query) };
	const struct said *said;

	if (ioctl(fd, TRACETOLL_QUERY, &query) || !(query.features & TRACETOLL_FEATURE_FPROBE))
		return;
	tap_check(tap, attach(fd, 0, 0, 1, 0), "an fprobe");
	said = site(ROOT, tracee, NULL);
	check_path(tap, said, path_of_one(call_ops));
	check_says_if(tap, call_ops, said->out, "literal: graph_ops\n");
	detach(fd);
}

void check_module(struct tap *tap, bool call_ops)
{
	const struct said *said;
	int fd = open_module(tap);
	const char *tracee = tracee_name(fd);
	char wrong[TRACETOLL_SYMBOL_SIZE + 8], meant[TRACETOLL_SYMBOL_SIZE + 64];

	said = site(ROOT, tracee, NULL);
	show(said);
	check_path(tap, said, "nop");
	check_direct(tap, fd, tracee, call_ops);
	check_ops(tap, fd, tracee, call_ops);
	check_fprobe(tap, fd, tracee, call_ops);
	close(fd);
	check_path(tap, site(ROOT, tracee, NULL), "nop");
	snprintf(wrong, sizeof(wrong), "%ss", tracee);
	snprintf(meant, sizeof(meant), "did you mean '%s', or is it inlined into its callers?",
		 tracee);
	check_refused(tap, site(ROOT, wrong, NULL), 4, meant);
}

/* arm64 with KASLR: the module is far from the kernel, and reaches it through a PLT. */
void check_far(struct tap *tap, bool call_ops)
{
	int fd = open_module(tap);
	const char *tracee = tracee_name(fd);
	const struct said *said;

	(void)call_ops;
	tap_check(tap, attach(fd, 1, 0, 0, 0), "one ops");
	said = site(ROOT, tracee, NULL);
	check_path(tap, said, "callops-func");
	if (strstr(said->out, "bl ftrace_caller  <- patch site")) {
		/* Some boots in a hundred; the script has another one. */
		printf("# the module is near\n");
	} else {
		check_says(tap, said->out, "  module PLT            leads to ftrace_caller\n");
		said = site(ROOT, "--json", tracee, NULL);
		check_says(tap, said->out, "\"module_plt\": {");
	}
	detach(fd);
	close(fd);
}
