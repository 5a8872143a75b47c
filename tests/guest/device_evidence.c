// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: what is set up is there, and the counters and the list of all ops say so.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "device_requests.h"
#include "module.h"
#include "tap.h"

#define CALLS 1000

struct guest {
	struct tap tap;
	int fd;
	unsigned int features;
};

static bool counts(const struct guest *guest, unsigned int counter, unsigned int from,
		   unsigned int to, unsigned long long expected)
{
	for (unsigned int i = from; i < to; i++) {
		unsigned long long seen = hits(guest->fd, counter, i);

		if (seen != expected) {
			printf("# counter %u, index %u: %llu, not %llu\n", counter, i, seen,
			       expected);
			return false;
		}
	}
	return true;
}

/* Sets up, calls the near tracee, and looks at each counter of the attachments. */
static void check_counts(struct guest *guest, const char *what, struct tracetoll_setup setup)
{
	const bool stub = setup.ops_flags & TRACETOLL_OPS_STUB;
	struct tap *tap = &guest->tap;
	int err;

	setup.flags |= TRACETOLL_SETUP_COUNT;
	err = set_up(guest->fd, setup);
	if (!tap_check(tap, !err, "%s: set up (%s)", what, strerror(err)))
		return;
	tap_check(tap, !run_tracee(guest->fd, TRACETOLL_TRACEE_NEAR, 1, CALLS), "%s: calls", what);
	tap_check(tap,
		  counts(guest, TRACETOLL_COUNTER_RELEVANT, 0, setup.relevant, stub ? 0 : CALLS),
		  "%s: each ops was hit as often as the tracee was called", what);
	tap_check(tap,
		  counts(guest, TRACETOLL_COUNTER_RELEVANT, setup.relevant, TRACETOLL_RELEVANT_MAX,
			 0),
		  "%s: those that are not registered never were", what);
	tap_check(tap, counts(guest, TRACETOLL_COUNTER_IRRELEVANT, 0, TRACETOLL_IRRELEVANT_MAX, 0),
		  "%s: the irrelevant ones never were", what);
	tap_check(tap, counts(guest, TRACETOLL_COUNTER_MISALIGNED, 0, 1, 0),
		  "%s: the stack was aligned", what);
	tap_check(tap,
		  counts(guest, TRACETOLL_COUNTER_FPROBE_ENTRY, 0, 1, setup.fprobes ? CALLS : 0) &&
			  counts(guest, TRACETOLL_COUNTER_FPROBE_EXIT, 0, 1,
				 setup.fprobes ? CALLS : 0),
		  "%s: so was the fprobe", what);
	for (unsigned int i = 0; i < TRACETOLL_TRAMPOLINE_COUNT; i++) {
		bool counting = i == setup.trampoline && (i == TRACETOLL_TRAMPOLINE_COUNT_A ||
							  i == TRACETOLL_TRAMPOLINE_COUNT_B);

		if (!counts(guest, TRACETOLL_COUNTER_TRAMPOLINE, i, i + 1, counting ? CALLS : 0))
			tap_check(tap, false, "%s: trampoline %u", what, i);
	}
	tap_check(tap, !tear_down(guest->fd) && !anything_enabled(), "%s: torn down", what);
}

static void check_all_counts(struct guest *guest)
{
	struct tracetoll_setup fprobe = { .fprobes = 1, .relevant = 1 };

	check_counts(guest, "ops1", (struct tracetoll_setup){ .relevant = 1 });
	check_counts(guest, "ops10", (struct tracetoll_setup){ .relevant = 10 });
	check_counts(guest, "ops1+irr10",
		     (struct tracetoll_setup){ .relevant = 1, .irrelevant = 10 });
	check_counts(guest, "rcu",
		     (struct tracetoll_setup){ .relevant = 2, .ops_flags = TRACETOLL_OPS_RCU });
	check_counts(
		guest, "recursion",
		(struct tracetoll_setup){ .relevant = 1, .ops_flags = TRACETOLL_OPS_RECURSION });
	check_counts(guest, "stub2",
		     (struct tracetoll_setup){ .relevant = 2, .ops_flags = TRACETOLL_OPS_STUB });
	check_counts(guest, "a trampoline that counts",
		     (struct tracetoll_setup){ .trampoline = TRACETOLL_TRAMPOLINE_COUNT_A });
	check_counts(guest, "the other one, and ops",
		     (struct tracetoll_setup){ .relevant = 2,
					       .trampoline = TRACETOLL_TRAMPOLINE_COUNT_B });
	if (guest->features & TRACETOLL_FEATURE_FPROBE)
		check_counts(guest, "fprobe", fprobe);
	else
		tap_check(&guest->tap, set_up(guest->fd, fprobe) == EOPNOTSUPP, "no fprobe here");
}

/* Each trampoline goes on to the tracee, and the site names it. */
static void check_trampolines(struct guest *guest)
{
	struct tap *tap = &guest->tap;

	for (unsigned int kind = TRACETOLL_TRAMPOLINE_SHORTEST; kind < TRACETOLL_TRAMPOLINE_COUNT;
	     kind++) {
		struct tracetoll_setup setup = { .trampoline = kind };
		struct tracetoll_site site = { .size = sizeof(site) };
		struct tracetoll_symbol symbol = { .size = sizeof(symbol) };
		int err = set_up(guest->fd, setup);

		if (kind == TRACETOLL_TRAMPOLINE_FAR) {
			tap_check(tap, err == ENOENT, "trampoline %u needs its module", kind);
			continue;
		}
		if (kind == TRACETOLL_TRAMPOLINE_BRANCH &&
		    !(guest->features & TRACETOLL_FEATURE_BRANCH)) {
			tap_check(tap, err == EOPNOTSUPP, "trampoline %u is not here", kind);
			continue;
		}
		tap_check(tap, !err && !ask(guest->fd, TRACETOLL_SITE, &site) && site.trampoline,
			  "trampoline %u is set up", kind);
		symbol.address = site.trampoline;
		tap_check(tap,
			  !ask(guest->fd, TRACETOLL_SYMBOL, &symbol) &&
				  symbol.owner == TRACETOLL_OWNER_TRAMPOLINE &&
				  symbol.index == kind,
			  "and known: %s", symbol.name);
		tap_check(tap, !run_tracee(guest->fd, TRACETOLL_TRACEE_NEAR, 2, CALLS),
			  "and comes back");
		tear_down(guest->fd);
	}
}

static void check_other_tracees(struct guest *guest)
{
	const unsigned int hit = TRACETOLL_COUNTER_RELEVANT;
	struct tracetoll_setup setup = { .flags = TRACETOLL_SETUP_COUNT, .relevant = 1 };
	struct tap *tap = &guest->tap;

	setup.tracee = TRACETOLL_TRACEE_CORE;
	tap_check(tap,
		  !set_up(guest->fd, setup) &&
			  !run_tracee(guest->fd, TRACETOLL_TRACEE_CORE, 1, CALLS) &&
			  counts(guest, hit, 0, 1, CALLS),
		  "a function of the kernel is called, and counted");
	tap_check(tap,
		  !run_tracee(guest->fd, TRACETOLL_TRACEE_NEAR, 1, CALLS) &&
			  counts(guest, hit, 0, 1, CALLS),
		  "the module's own is another");
	tear_down(guest->fd);

	setup.tracee = TRACETOLL_TRACEE_NAMED;
	snprintf(setup.name, sizeof(setup.name), "%s", GETPPID);
	tap_check(tap, !set_up(guest->fd, setup), "a function by its name");
	for (int i = 0; i < 7; i++)
		syscall(SYS_getppid);
	tap_check(tap, counts(guest, hit, 0, 1, 7), "its calls are counted");
	tear_down(guest->fd);
}

static void check_changes(struct guest *guest, unsigned int flag, const char *what)
{
	struct tracetoll_setup setup = {
		.flags = flag | TRACETOLL_SETUP_COUNT,
		.relevant = 1,
		.tracee = TRACETOLL_TRACEE_VERIFY,
	};
	struct tracetoll_call call = {
		.size = sizeof(call),
		.kind = VALUE_CALL,
		.calls = 3,
	};
	unsigned long long expected;

	tap_check(&guest->tap, !set_up(guest->fd, setup), "an ops that %s", what);
	tap_check(&guest->tap, !ask(guest->fd, TRACETOLL_CALL, &call), "calls are made");
	expected = flag == TRACETOLL_SETUP_REDIRECT ? call.return_value_redirected
						    : call.return_value_override;
	tap_check(&guest->tap,
		  call.return_value == expected &&
			  counts(guest, TRACETOLL_COUNTER_RELEVANT, 0, 1, 3),
		  "and answered by another (%#llx)", (unsigned long long)call.return_value);
	tear_down(guest->fd);
}

/* The list of all ops grows by what is set up, and shrinks again. */
static void check_system(struct guest *guest)
{
	const unsigned int valid =
		TRACETOLL_SYSTEM_OPS | TRACETOLL_SYSTEM_UPDATES | TRACETOLL_SYSTEM_GRAPH;
	struct tracetoll_system before = { .size = sizeof(before) }, during = before,
				after = before;
	struct tracetoll_setup setup = {
		.relevant = 3,
		.irrelevant = 2,
		.trampoline = TRACETOLL_TRAMPOLINE_SHORTEST,
	};
	struct tap *tap = &guest->tap;

	tap_check(tap, !ask(guest->fd, TRACETOLL_SYSTEM, &before) && before.valid == valid,
		  "what ftrace holds is known");
	tap_check(tap, !before.ops && !before.sound && !before.foreign,
		  "nothing (%u ops, %u sound, func %#llx)", before.ops, before.sound,
		  (unsigned long long)before.foreign);
	set_up(guest->fd, setup);
	tap_check(tap,
		  !ask(guest->fd, TRACETOLL_SYSTEM, &during) && during.ops == before.ops + 6 &&
			  during.sound == 6 && !during.foreign,
		  "six ops, all ours and sound (%u, %u)", during.ops, during.sound);
	tap_check(tap, during.updates > before.updates, "code was patched (%llu, then %llu)",
		  (unsigned long long)before.updates, (unsigned long long)during.updates);
	after = (struct tracetoll_system){ .size = sizeof(after) };
	run_tracee(guest->fd, TRACETOLL_TRACEE_NEAR, 1, CALLS);
	tap_check(tap, !ask(guest->fd, TRACETOLL_SYSTEM, &after) && after.updates == during.updates,
		  "and is not by calls");
	tear_down(guest->fd);
	after = (struct tracetoll_system){ .size = sizeof(after) };
	tap_check(tap, !ask(guest->fd, TRACETOLL_SYSTEM, &after) && after.ops == before.ops,
		  "torn down, they are gone");
}

static bool updates_are_known(const struct guest *guest)
{
	struct tracetoll_system system = { .size = sizeof(system) };

	return !ask(guest->fd, TRACETOLL_SYSTEM, &system) &&
	       system.valid & TRACETOLL_SYSTEM_UPDATES;
}

static bool kprobes_switch(const char *to)
{
	int fd = open("/sys/kernel/debug/kprobes/enabled", O_WRONLY);
	bool done = fd >= 0 && write(fd, to, 1) == 1;

	if (fd >= 0)
		close(fd);
	return done;
}

/* Kprobes that were registered can be switched off, and then count nothing. */
static void check_disarmed(struct guest *guest)
{
	const struct tracetoll_setup setup = { .relevant = 1 };
	struct tap *tap = &guest->tap;

	if (mount("debugfs", "/sys/kernel/debug", "debugfs", 0, NULL) && errno != EBUSY)
		perror("# debugfs");
	tap_check(tap, !set_up(guest->fd, setup) && updates_are_known(guest), "an ops is counted");
	tap_check(tap, kprobes_switch("0"), "kprobes are switched off");
	tap_check(tap, !tear_down(guest->fd) && !updates_are_known(guest),
		  "an ops that went uncounted is no proof of quiet");
	kprobes_switch("1");
	tap_check(tap, !updates_are_known(guest), "nor is any number after it");
	close(guest->fd);
	kprobes_switch("0");
	guest->fd = open(DEVICE, O_RDWR);
	tap_check(tap, !set_up(guest->fd, setup) && !updates_are_known(guest),
		  "nor if one came uncounted");
	kprobes_switch("1");
	close(guest->fd);
	guest->fd = open(DEVICE, O_RDWR);
	tap_check(tap, !set_up(guest->fd, setup) && updates_are_known(guest),
		  "switched on and opened anew, they count");
	tear_down(guest->fd);
}

/* An fprobe's ops is the kernel's own: not ours, so foreign. */
static void check_foreign(struct guest *guest)
{
	struct tracetoll_system system = { .size = sizeof(system) };
	struct tracetoll_symbol symbol = { .size = sizeof(symbol) };
	struct tracetoll_setup setup = { .fprobes = 1, .relevant = 1 };

	if (set_up(guest->fd, setup))
		return;
	ask(guest->fd, TRACETOLL_SYSTEM, &system);
	symbol.address = system.foreign;
	ask(guest->fd, TRACETOLL_SYMBOL, &symbol);
	tap_check(&guest->tap, system.ops == 2 && system.sound == 1 && system.foreign,
		  "an ops of others is seen: %s", symbol.name);
	tear_down(guest->fd);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(void)
{
	struct guest guest = { 0 };
	struct tracetoll_query query = { .size = sizeof(query) };
	double start;

	tap_check(&guest.tap, !module_insert_own("tracetoll"), "the module loads");
	guest.fd = open(DEVICE, O_RDWR);
	start = seconds();
	for (int i = 0; i < 10 && guest.fd >= 0; i++) {
		close(guest.fd);
		guest.fd = open(DEVICE, O_RDWR);
	}
	printf("# close and open: %.1f ms\n", (seconds() - start) * 100);
	if (tap_check(&guest.tap, guest.fd >= 0 && !ask(guest.fd, TRACETOLL_QUERY, &query),
		      "the device opens")) {
		guest.features = query.features;
		check_system(&guest);
		check_all_counts(&guest);
		check_foreign(&guest);
		check_trampolines(&guest);
		check_other_tracees(&guest);
		check_changes(&guest, TRACETOLL_SETUP_REDIRECT, "leads elsewhere");
		check_changes(&guest, TRACETOLL_SETUP_OVERRIDE, "answers");
		check_disarmed(&guest);
	}
	close(guest.fd);
	tap_check(&guest.tap, module_delete("tracetoll"), "the module goes");
	return tap_end(&guest.tap);
}
