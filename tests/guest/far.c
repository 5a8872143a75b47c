// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: tracetoll_far.ko is far away, is used, and comes and goes safely.
 *
 * The word "near" says that this kernel's modules are near its text (no KASLR).
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "device_requests.h"
#include "module.h"
#include "tap.h"

#define FAR "tracetoll_far"
#define BL_REACH (128LL << 20)
#define CALLS 1000
#define ROUNDS 5

static unsigned int features(int fd)
{
	struct tracetoll_query query = { .size = sizeof(query) };

	return ask(fd, TRACETOLL_QUERY, &query) ? 0 : query.features;
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* From the tracee to its trampoline; 0 if it could not be set up. */
static int64_t distance(int fd, unsigned int tracee, unsigned int trampoline)
{
	struct tracetoll_site site = { .size = sizeof(site) };
	struct tracetoll_setup setup = { .tracee = tracee, .trampoline = trampoline };
	int64_t bytes = 0;

	if (!set_up(fd, setup) && !ask(fd, TRACETOLL_SITE, &site) &&
	    !run_tracee(fd, tracee, 1, CALLS))
		bytes = (int64_t)(site.trampoline - site.function);
	tear_down(fd);
	return bytes;
}

static void check_distance(struct tap *tap, int fd, const char *what, unsigned int tracee,
			   unsigned int trampoline, bool far)
{
	int64_t bytes = distance(fd, tracee, trampoline);

	tap_check(tap, bytes && (llabs(bytes) >= BL_REACH) == far, "%s: %" PRId64 " MiB, %s", what,
		  bytes / (1 << 20), far ? "out of reach" : "in reach");
}

/* What is counted is what was called, wherever it is. */
static void check_counts(struct tap *tap, int fd)
{
	struct tracetoll_setup setup = {
		.flags = TRACETOLL_SETUP_COUNT,
		.relevant = 2,
		.trampoline = TRACETOLL_TRAMPOLINE_COUNT_A,
		.tracee = TRACETOLL_TRACEE_FAR,
	};

	tap_check(tap, !set_up(fd, setup) && !run_tracee(fd, TRACETOLL_TRACEE_FAR, 1, CALLS),
		  "a far tracee is traced");
	tap_check(tap,
		  hits(fd, TRACETOLL_COUNTER_RELEVANT, 0) == CALLS &&
			  hits(fd, TRACETOLL_COUNTER_RELEVANT, 1) == CALLS &&
			  hits(fd, TRACETOLL_COUNTER_TRAMPOLINE, TRACETOLL_TRAMPOLINE_COUNT_A) ==
				  CALLS,
		  "its ops and its trampoline were hit as often as it was called");
	tap_check(tap, !module_delete(FAR) && errno == EAGAIN, "it stays while it is traced");
	tap_check(tap, !tear_down(fd), "torn down");
}

/* Loads and unloads for as long as the file's owner sets up what may not be there. */
static void *come_and_go(void *stop)
{
	while (!__atomic_load_n((bool *)stop, __ATOMIC_ACQUIRE)) {
		module_insert_own(FAR);
		usleep(3000);
		module_delete(FAR);
	}
	return NULL;
}

static void check_race(struct tap *tap, int fd)
{
	unsigned int absent = 0, present = 0;
	bool stop = false, strange = false;
	pthread_t thread;

	if (!tap_check(tap, !pthread_create(&thread, NULL, come_and_go, &stop), "a thread"))
		return;
	for (int i = 0; i < 3000 && present < ROUNDS; i++) {
		struct tracetoll_setup setup = {
			.relevant = 1,
			.tracee = TRACETOLL_TRACEE_FAR,
			.trampoline = TRACETOLL_TRAMPOLINE_FAR,
		};
		int err = set_up(fd, setup);

		if (!err)
			err = run_tracee(fd, TRACETOLL_TRACEE_FAR, 1, CALLS);
		present += !err;
		absent += err == ENOENT;
		strange |= err && err != ENOENT;
		tear_down(fd);
		usleep(1000);
	}
	__atomic_store_n(&stop, true, __ATOMIC_RELEASE);
	pthread_join(thread, NULL);
	tap_check(tap, present && absent && !strange, "it comes and goes (%u times there, %u not)",
		  present, absent);
	module_delete(FAR);
}

static void check_device(struct tap *tap, int fd, bool near)
{
	double start = seconds();
	struct tracetoll_setup setup = { .tracee = TRACETOLL_TRACEE_FAR };

	tap_check(tap, set_up(fd, setup) == ENOENT, "no far tracee without its module");
	tap_check(tap, run_tracee(fd, TRACETOLL_TRACEE_FAR, 1, 1) == ENOENT, "nor its loop");
	tap_check(tap, !(features(fd) & TRACETOLL_FEATURE_FAR), "nor a word of it");
	if (!tap_check(tap, !module_insert_own(FAR), "the far module loads"))
		return;
	printf("# in %.0f ms\n", (seconds() - start) * 1000);
	tap_check(tap, features(fd) & TRACETOLL_FEATURE_FAR, "and is told");
	check_distance(tap, fd, "near tracee, near trampoline", TRACETOLL_TRACEE_NEAR,
		       TRACETOLL_TRAMPOLINE_SHORTEST, false);
	check_distance(tap, fd, "near tracee, far trampoline", TRACETOLL_TRACEE_NEAR,
		       TRACETOLL_TRAMPOLINE_FAR, true);
	/* Random addresses are near now and then. */
	if (near)
		check_distance(tap, fd, "core tracee, near trampoline", TRACETOLL_TRACEE_CORE,
			       TRACETOLL_TRAMPOLINE_SHORTEST, false);
	check_distance(tap, fd, "core tracee, far trampoline", TRACETOLL_TRACEE_CORE,
		       TRACETOLL_TRAMPOLINE_FAR, true);
	check_distance(tap, fd, "far tracee, near trampoline", TRACETOLL_TRACEE_FAR,
		       TRACETOLL_TRAMPOLINE_SHORTEST, true);
	check_distance(tap, fd, "far tracee, far trampoline", TRACETOLL_TRACEE_FAR,
		       TRACETOLL_TRAMPOLINE_FAR, true);
	check_counts(tap, fd);
	start = seconds();
	tap_check(tap, module_delete(FAR), "it goes while the device is open");
	printf("# in %.0f ms\n", (seconds() - start) * 1000);
	check_race(tap, fd);
	tap_check(tap, !module_insert_own(FAR) && !set_up(fd, setup),
		  "it is left set up at the end");
}

int main(int argc, char **argv)
{
	struct tap tap = { 0 };
	int fd;

	tap_check(&tap, !module_insert_own("tracetoll"), "the module loads");
	fd = open(DEVICE, O_RDWR);
	if (tap_check(&tap, fd >= 0, "the device opens"))
		check_device(&tap, fd, argc > 1 && !strcmp(argv[1], "near"));
	close(fd);
	tap_check(&tap, !module_delete("tracetoll") && errno == EWOULDBLOCK,
		  "not before the far one");
	tap_check(&tap, module_delete(FAR), "the far module goes");
	tap_check(&tap, module_delete("tracetoll"), "and the other one");
	return tap_end(&tap);
}
