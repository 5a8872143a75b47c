// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: what /dev/tracetoll takes, and what it refuses with which errno.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "device_requests.h"
#include "module.h"
#include "tap.h"

/* Sets up what is wrong in one word, and wants it refused. */
static void refuse(struct tap *tap, int fd, struct tracetoll_setup setup, int expected,
		   const char *what)
{
	int err = set_up(fd, setup);

	tap_check(tap, err == expected, "%s: %s", what, strerror(err));
	if (!err)
		tear_down(fd);
}

static struct tracetoll_setup named(const char *name, size_t size)
{
	struct tracetoll_setup setup = { .relevant = 1, .tracee = TRACETOLL_TRACEE_NAMED };

	/* Without an end where the name is too long: the module must find that. */
	memcpy(setup.name, name, size);
	return setup;
}

static void check_query(struct tap *tap, int fd)
{
	struct tracetoll_query query = { .size = sizeof(query) };
	int err = ask(fd, TRACETOLL_QUERY, &query);

	tap_check(tap, !err, "query is answered");
	tap_check(tap, query.abi_version == TRACETOLL_ABI_VERSION, "the version is ours");
	tap_check(tap, query.features & TRACETOLL_FEATURE_DIRECT_CALLS, "direct calls");
	tap_check(tap, !(query.features & TRACETOLL_FEATURE_BRANCH) == !HAS_BRANCH,
		  "a trampoline that branches: %s", HAS_BRANCH ? "there" : "not there");
	tap_check(tap,
		  query.relevant_max == TRACETOLL_RELEVANT_MAX &&
			  query.irrelevant_max == TRACETOLL_IRRELEVANT_MAX,
		  "as many ops as the header says");
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

static void check_setup_words(struct tap *tap, int fd)
{
	struct tracetoll_setup setup = { 0 };

	setup.flags = 16;
	refuse(tap, fd, setup, EINVAL, "an unknown flag");
	setup.flags = TRACETOLL_SETUP_COUNT_ALL;
	refuse(tap, fd, setup, EINVAL, "all callers, and nothing that counts");
	setup = (struct tracetoll_setup){ .relevant = TRACETOLL_RELEVANT_MAX + 1 };
	refuse(tap, fd, setup, E2BIG, "too many relevant ops");
	setup = (struct tracetoll_setup){ .irrelevant = TRACETOLL_IRRELEVANT_MAX + 1 };
	refuse(tap, fd, setup, E2BIG, "too many irrelevant ops");
	setup = (struct tracetoll_setup){ .relevant = 1, .ops_flags = 8 };
	refuse(tap, fd, setup, EINVAL, "an unknown flag of ops");
	setup = (struct tracetoll_setup){ .trampoline = TRACETOLL_TRAMPOLINE_COUNT };
	refuse(tap, fd, setup, EINVAL, "an unknown trampoline");
	setup = (struct tracetoll_setup){ .fprobes = 2 };
	refuse(tap, fd, setup, E2BIG, "two fprobes");
	setup = (struct tracetoll_setup){ .tracee = TRACETOLL_TRACEE_COUNT };
	refuse(tap, fd, setup, EINVAL, "an unknown tracee");
	setup = (struct tracetoll_setup){ .tracee = TRACETOLL_TRACEE_FAR };
	refuse(tap, fd, setup, ENOENT, "a far tracee without its module");
	setup = (struct tracetoll_setup){ .trampoline = TRACETOLL_TRAMPOLINE_FAR };
	refuse(tap, fd, setup, ENOENT, "a far trampoline without its module");
}

/* What changes a call is for the tracees that are made for it, and for one ops. */
static void check_changes(struct tap *tap, int fd)
{
	struct tracetoll_setup setup = { .flags = TRACETOLL_SETUP_REDIRECT, .relevant = 1 };

	refuse(tap, fd, setup, EINVAL, "leading calls of another tracee elsewhere");
	setup.flags = TRACETOLL_SETUP_OVERRIDE;
	refuse(tap, fd, setup, EINVAL, "answering for another tracee");
	setup.tracee = TRACETOLL_TRACEE_VERIFY;
	setup.relevant = 0;
	refuse(tap, fd, setup, EINVAL, "answering without an ops");
	setup.relevant = 1;
	setup.flags |= TRACETOLL_SETUP_REDIRECT;
	refuse(tap, fd, setup, EINVAL, "both");
}

static void check_names(struct tap *tap, int fd)
{
	struct tracetoll_setup setup;
	char long_name[TRACETOLL_NAME_SIZE];

	memset(long_name, 'a', sizeof(long_name));
	refuse(tap, fd, named("no_such_function", 17), ENOENT, "no such function");
	refuse(tap, fd, named(long_name, sizeof(long_name)), ENAMETOOLONG, "a name without an end");
	refuse(tap, fd, named("", 1), EINVAL, "no name");
	setup = named(GETPPID, sizeof(GETPPID));
	setup.name[TRACETOLL_NAME_SIZE - 1] = 'a';
	refuse(tap, fd, setup, EINVAL, "something behind the name");
	setup = named(GETPPID, sizeof(GETPPID));
	setup.tracee = TRACETOLL_TRACEE_NEAR;
	refuse(tap, fd, setup, EINVAL, "a name for a tracee that has none");
	refuse(tap, fd, named("ftrace_ops_list", 16), ENOENT, "a variable's name");
	/* Of /proc/kallsyms and of /proc/cpuinfo, and of others that show in turn. */
	refuse(tap, fd, named("s_show", 7), EADDRNOTAVAIL, "a name of several functions");
	refuse(tap, fd, named("c_start", 8), EADDRNOTAVAIL, "another one");
}

static void check_setup(struct tap *tap, int fd)
{
	struct tracetoll_setup setup = named(GETPPID, sizeof(GETPPID));
	struct tracetoll_site site = { .size = sizeof(site) };

	tap_check(tap, !anything_enabled(), "a refused set-up leaves nothing");
	tap_check(tap, ask(fd, TRACETOLL_SITE, &site) == ENOTCONN, "a site before a set-up");
	setup.relevant = 2;
	setup.irrelevant = 3;
	setup.trampoline = TRACETOLL_TRAMPOLINE_SHORTEST;
	tap_check(tap, !set_up(fd, setup), "a full one");
	tap_check(tap, anything_enabled(), "which is in enabled_functions");
	tap_check(tap, set_up(fd, setup) == EBUSY, "a second one at a time");
	tap_check(tap, !ask(fd, TRACETOLL_SITE, &site) && site.function && site.trampoline,
		  "now there is a site");
	site.index = 1;
	tap_check(tap, ask(fd, TRACETOLL_SITE, &site) == EINVAL, "and no second one");
	tap_check(tap, !tear_down(fd) && !anything_enabled(), "torn down, nothing is left");
	tap_check(tap, !tear_down(fd), "tearing down nothing is no error");

	setup = (struct tracetoll_setup){ .relevant = 1, .tracee = TRACETOLL_TRACEE_VERIFY };
	tap_check(tap, !set_up(fd, setup), "several tracees");
	site.index = TRACETOLL_CALL_COUNT - 1;
	tap_check(tap, !ask(fd, TRACETOLL_SITE, &site) && site.function && !site.trampoline,
		  "have several sites");
	site.index = TRACETOLL_CALL_COUNT;
	tap_check(tap, ask(fd, TRACETOLL_SITE, &site) == EINVAL, "but not more");
	tear_down(fd);
}

static void check_run(struct tap *tap, int fd)
{
	const unsigned int near = TRACETOLL_TRACEE_NEAR;
	struct tracetoll_setup setup = { .relevant = 256 };
	struct tracetoll_run request = {
		.size = sizeof(request),
		.batches = 1,
		.calls_per_batch = 1,
		.reserved = 1,
	};

	tap_check(tap, run_tracee(fd, near, 0, 1) == EINVAL, "no batch");
	tap_check(tap, run_tracee(fd, near, 1, 0) == EINVAL, "an empty batch");
	tap_check(tap, run_tracee(fd, near, TRACETOLL_BATCHES_MAX + 1, 1) == E2BIG,
		  "too many batches");
	tap_check(tap, run_tracee(fd, near, 1, TRACETOLL_BATCH_COST_MAX + 1) == E2BIG,
		  "too long a batch");
	tap_check(tap, run_tracee(fd, near, 1, 0xffffffff) == E2BIG, "a batch that would overflow");
	tap_check(tap, run_tracee(fd, TRACETOLL_TRACEE_NAMED, 1, 1) == EINVAL,
		  "a tracee that has no loop");
	tap_check(tap, run_tracee(fd, TRACETOLL_TRACEE_COUNT, 1, 1) == EINVAL, "an unknown one");
	tap_check(tap, run_tracee(fd, TRACETOLL_TRACEE_FAR, 1, 1) == ENOENT, "one that is away");
	tap_check(tap, ask(fd, TRACETOLL_RUN, &request) == EINVAL, "a reserved word");
	tap_check(tap, !run_tracee(fd, near, 2, 100), "200 calls");
	tap_check(tap, !run_tracee(fd, TRACETOLL_TRACEE_CORE, 2, 100), "of the kernel, too");
	tap_check(tap, !set_up(fd, setup), "256 ops");
	tap_check(tap, !run_tracee(fd, near, 1, TRACETOLL_BATCH_COST_MAX / 257),
		  "the longest batch for them");
	tap_check(tap, run_tracee(fd, near, 1, TRACETOLL_BATCH_COST_MAX / 257 + 1) == E2BIG,
		  "one call more");
	tap_check(tap, !tear_down(fd) && !anything_enabled(), "torn down, nothing is left");
}

static int ask_hits(int fd, unsigned int counter, unsigned int index, unsigned int flags)
{
	struct tracetoll_hits request = {
		.size = sizeof(request),
		.flags = flags,
		.counter = counter,
		.index = index,
	};

	return ask(fd, TRACETOLL_HITS, &request);
}

static void check_hits(struct tap *tap, int fd)
{
	static const unsigned int sizes[TRACETOLL_COUNTER_COUNT] = {
		[TRACETOLL_COUNTER_RELEVANT] = TRACETOLL_RELEVANT_MAX,
		[TRACETOLL_COUNTER_IRRELEVANT] = TRACETOLL_IRRELEVANT_MAX,
		[TRACETOLL_COUNTER_TRAMPOLINE] = TRACETOLL_TRAMPOLINE_COUNT,
		[TRACETOLL_COUNTER_FPROBE_ENTRY] = 1,
		[TRACETOLL_COUNTER_FPROBE_EXIT] = 1,
		[TRACETOLL_COUNTER_MISALIGNED] = 1,
	};
	struct tracetoll_setup setup = { .relevant = 1 };

	tap_check(tap, ask_hits(fd, 0, 0, 0) == ENOTCONN, "hits before a set-up");
	set_up(fd, setup);
	for (unsigned int counter = 0; counter < TRACETOLL_COUNTER_COUNT; counter++) {
		tap_check(tap, !ask_hits(fd, counter, sizes[counter] - 1, 0),
			  "counter %u has %u places", counter, sizes[counter]);
		tap_check(tap, ask_hits(fd, counter, sizes[counter], 0) == EINVAL, "and no more");
		tap_check(tap, ask_hits(fd, counter, 0xffffffff, 0) == EINVAL, "by far");
	}
	tap_check(tap, ask_hits(fd, TRACETOLL_COUNTER_COUNT, 0, 0) == EINVAL, "no such counter");
	tap_check(tap, ask_hits(fd, 0, 0, 1) == EINVAL, "no such flag");
	run_tracee(fd, TRACETOLL_TRACEE_NEAR, 1, 100);
	tap_check(tap, !hits(fd, TRACETOLL_COUNTER_RELEVANT, 0), "nothing counts unless asked to");
	tear_down(fd);
}

static void check_system(struct tap *tap, int fd)
{
	struct tracetoll_system system = { .size = sizeof(system), .flags = 1 };

	tap_check(tap, ask(fd, TRACETOLL_SYSTEM, &system) == EINVAL, "no flag of the system's");
	system.flags = 0;
	system.ops_flags = 1;
	tap_check(tap, ask(fd, TRACETOLL_SYSTEM, &system) == EINVAL, "an answer in the question");
	system.ops_flags = 0;
	system.graph_slot_0 = 1;
	tap_check(tap, ask(fd, TRACETOLL_SYSTEM, &system) == EINVAL, "nor another one");
	system.graph_slot_0 = 0;
	tap_check(tap, !ask(fd, TRACETOLL_SYSTEM, &system), "else it is told");
}

/* Of what is set up only; and whoever patches it changes the sum. */
static void check_text(struct tap *tap, int fd)
{
	const struct tracetoll_text wanted = { .size = sizeof(wanted), .length = 8 };
	struct tracetoll_setup setup = { .relevant = 0 };
	struct tracetoll_text quiet = wanted, again = wanted, traced = wanted, wrong = wanted;

	tap_check(tap, ask(fd, TRACETOLL_TEXT, &wrong) == ENOTCONN, "code before a set-up");
	wrong.length = 0;
	tap_check(tap, ask(fd, TRACETOLL_TEXT, &wrong) == EINVAL, "no code");
	wrong.length = TRACETOLL_TEXT_MAX + 1;
	tap_check(tap, ask(fd, TRACETOLL_TEXT, &wrong) == E2BIG, "too much code");
	wrong = wanted;
	wrong.sum = 1;
	tap_check(tap, ask(fd, TRACETOLL_TEXT, &wrong) == EINVAL, "a sum in the question");
	set_up(fd, setup);
	tap_check(tap,
		  !ask(fd, TRACETOLL_TEXT, &quiet) && !ask(fd, TRACETOLL_TEXT, &again) &&
			  quiet.valid && again.valid && quiet.sum == again.sum,
		  "the same code has the same sum");
	tear_down(fd);
	setup.relevant = 1;
	set_up(fd, setup);
	tap_check(tap, !ask(fd, TRACETOLL_TEXT, &traced) && traced.valid && traced.sum != quiet.sum,
		  "patched code has another one");
	tear_down(fd);
}

/* Not on x86, which counts some elsewhere. */
static void check_interrupts(struct tap *tap, int fd)
{
	struct tracetoll_interrupts before = { .size = sizeof(before), .flags = 1 };
	struct tracetoll_interrupts after = { .size = sizeof(after) };
	int err;

	tap_check(tap, ask(fd, TRACETOLL_INTERRUPTS, &before) == EINVAL, "no flag of interrupts");
	before.flags = 0;
	before.cpu = 1;
	tap_check(tap, ask(fd, TRACETOLL_INTERRUPTS, &before) == EINVAL, "of this CPU only");
	before.cpu = 0;
	err = ask(fd, TRACETOLL_INTERRUPTS, &before);
	if (err == EOPNOTSUPP) {
		tap_check(tap, true, "their sum is not whole here");
		return;
	}
	/* The timer's. */
	usleep(100000);
	tap_check(tap,
		  !err && !ask(fd, TRACETOLL_INTERRUPTS, &after) && before.count &&
			  after.count > before.count,
		  "interrupts are counted");
}

static int ask_call(int fd, unsigned int kind, unsigned int calls, unsigned int depth)
{
	struct tracetoll_call call = {
		.size = sizeof(call),
		.kind = kind,
		.calls = calls,
		.depth = depth,
	};

	return ask(fd, TRACETOLL_CALL, &call);
}

static void check_call(struct tap *tap, int fd)
{
	const unsigned int depth_max = TRACETOLL_CALL_DEPTH_MAX;
	struct tracetoll_setup setup = { .relevant = 3, .tracee = TRACETOLL_TRACEE_VERIFY };

	tap_check(tap, ask_call(fd, TRACETOLL_CALL_COUNT, 1, 0) == EINVAL, "an unknown call");
	tap_check(tap, ask_call(fd, TRACETOLL_CALL_NESTED, 0, 0) == EINVAL, "no call");
	tap_check(tap, ask_call(fd, TRACETOLL_CALL_NESTED, 1, 1) == EINVAL, "a depth for one");
	tap_check(tap, ask_call(fd, TRACETOLL_CALL_RECURSIVE, 1, 0) == EINVAL, "no depth");
	tap_check(tap, ask_call(fd, TRACETOLL_CALL_RECURSIVE, 1, depth_max + 1) == E2BIG,
		  "too deep");
	tap_check(tap, ask_call(fd, TRACETOLL_CALL_NESTED, 0xffffffff, 0) == E2BIG, "too often");
	tap_check(tap, !set_up(fd, setup), "with three ops");
	tap_check(tap, !ask_call(fd, TRACETOLL_CALL_RECURSIVE, 256, depth_max), "as often as is");
	tap_check(tap, ask_call(fd, TRACETOLL_CALL_RECURSIVE, 257, depth_max) == E2BIG,
		  "once more");
	tear_down(fd);
}

static int ask_order(int fd, unsigned int first, unsigned int second, unsigned int remove,
		     unsigned int reserved)
{
	struct tracetoll_order order = {
		.size = sizeof(order),
		.first = first,
		.second = second,
		.remove = remove,
		.reserved = reserved,
	};

	return ask(fd, TRACETOLL_ORDER, &order);
}

static void check_order_and_swap(struct tap *tap, int fd)
{
	struct tracetoll_swap swap = { .size = sizeof(swap), .swaps = 1 };
	struct tracetoll_setup setup = { .tracee = TRACETOLL_TRACEE_VERIFY,
					 .trampoline = TRACETOLL_TRAMPOLINE_C };

	tap_check(tap, ask_order(fd, TRACETOLL_ATTACHMENT_COUNT, 0, 0, 0) == EINVAL, "first");
	tap_check(tap, ask_order(fd, 0, TRACETOLL_ATTACHMENT_COUNT, 0, 0) == EINVAL, "second");
	tap_check(tap, ask_order(fd, 0, 0, 3, 0) == EINVAL, "removed");
	tap_check(tap, ask_order(fd, 0, 0, 0, 1) == EINVAL, "a reserved word");
	tap_check(tap, ask(fd, TRACETOLL_SWAP, &swap) == ENOTCONN, "nothing to swap");
	tap_check(tap, !set_up(fd, setup), "a trampoline that does not count");
	tap_check(tap, ask_order(fd, 0, 0, 0, 0) == EBUSY, "something is set up");
	tap_check(tap, ask(fd, TRACETOLL_SWAP, &swap) == ENOTCONN, "is not swapped");
	tear_down(fd);
	setup.trampoline = TRACETOLL_TRAMPOLINE_COUNT_A;
	set_up(fd, setup);
	swap.swaps = 0;
	tap_check(tap, ask(fd, TRACETOLL_SWAP, &swap) == EINVAL, "no swaps");
	swap.swaps = 10001;
	tap_check(tap, ask(fd, TRACETOLL_SWAP, &swap) == E2BIG, "too many");
	swap.swaps = 1;
	swap.reserved = 1;
	tap_check(tap, ask(fd, TRACETOLL_SWAP, &swap) == EINVAL, "a reserved word");
	tap_check(tap, !tear_down(fd) && !anything_enabled(), "torn down, nothing is left");
}

static void hear(int signal)
{
	(void)signal;
}

/* A signal that is handled comes in @ms, once; @flags as of sigaction(). */
static void expect_signal(int flags, long ms)
{
	const struct sigaction action = { .sa_handler = hear, .sa_flags = flags };
	const struct itimerval in = { .it_value.tv_usec = ms * 1000 };

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &in, NULL);
}

/* What takes long can be stopped, and is undone or, if that is asked for, done anew. */
static void check_signals(struct tap *tap, int fd)
{
	const struct tracetoll_setup many = { .relevant = TRACETOLL_RELEVANT_MAX,
					      .irrelevant = TRACETOLL_IRRELEVANT_MAX };
	const struct tracetoll_setup direct = { .tracee = TRACETOLL_TRACEE_VERIFY,
						.trampoline = TRACETOLL_TRAMPOLINE_COUNT_A };
	struct tracetoll_swap swap = { .size = sizeof(swap), .swaps = 10000 };

	expect_signal(0, 20);
	tap_check(tap, set_up(fd, many) == EINTR && !anything_enabled(),
		  "a signal ends a set-up, which leaves nothing");
	expect_signal(SA_RESTART, 20);
	tap_check(tap, !set_up(fd, many) && !tear_down(fd), "or lets it begin anew");
	set_up(fd, direct);
	expect_signal(0, 20);
	tap_check(tap, ask(fd, TRACETOLL_SWAP, &swap) == EINTR, "a signal ends swapping");
	tap_check(tap, !tear_down(fd) && !anything_enabled(), "torn down, nothing is left");
}

static void check_owner(struct tap *tap, int fd)
{
	struct tracetoll_setup setup = {
		.relevant = 3,
		.irrelevant = 3,
		.trampoline = TRACETOLL_TRAMPOLINE_C,
	};
	struct stat status;

	tap_check(tap, !stat(DEVICE, &status) && (status.st_mode & 0777) == 0600, "mode 0600");
	tap_check(tap, open(DEVICE, O_RDWR) < 0 && errno == EBUSY, "one owner at a time");
	tap_check(tap, !module_delete("tracetoll") && errno == EWOULDBLOCK,
		  "the module stays while it is owned");
	set_up(fd, setup);
	close(fd);
	tap_check(tap, !anything_enabled(), "closing the file unregisters all");
	tap_check(tap, module_delete("tracetoll"), "now it can go");
}

int main(void)
{
	struct tap tap = { 0 };
	int fd;

	tap_check(&tap, !module_insert_own("tracetoll"), "the module loads");
	fd = open(DEVICE, O_RDWR);
	if (tap_check(&tap, fd >= 0, "the device opens")) {
		check_query(&tap, fd);
		check_malformed(&tap, fd);
		check_setup_words(&tap, fd);
		check_changes(&tap, fd);
		check_names(&tap, fd);
		check_setup(&tap, fd);
		check_run(&tap, fd);
		check_hits(&tap, fd);
		check_system(&tap, fd);
		check_text(&tap, fd);
		check_interrupts(&tap, fd);
		check_call(&tap, fd);
		check_order_and_swap(&tap, fd);
		check_signals(&tap, fd);
		check_owner(&tap, fd);
	}
	return tap_end(&tap);
}
