// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: a trampoline that is swapped while its tracee is called loses no call and
 * doubles none.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "verify_guest.h"

static int swap(const struct guest *guest, unsigned int swaps, unsigned long long *calls)
{
	struct tracetoll_swap request = { .size = sizeof(request), .swaps = swaps };
	int err = ask(guest->fd, TRACETOLL_SWAP, &request);

	*calls = request.calls;
	return err;
}

static void check_swap(struct guest *guest, const char *name, unsigned int relevant,
		       unsigned int swaps)
{
	const struct state direct = {
		.relevant = relevant,
		.trampoline = TRACETOLL_TRAMPOLINE_COUNT_A,
	};
	unsigned long long calls, a, b;
	int err = set_up_state(guest, &direct, TRACETOLL_SETUP_COUNT);

	tap_check(&guest->tap, !err, "%s: set up (errno %d)", name, err);
	err = swap(guest, swaps, &calls);
	a = hits(guest->fd, TRACETOLL_COUNTER_TRAMPOLINE, TRACETOLL_TRAMPOLINE_COUNT_A);
	b = hits(guest->fd, TRACETOLL_COUNTER_TRAMPOLINE, TRACETOLL_TRAMPOLINE_COUNT_B);
	printf("# %s: %u swaps, %llu calls, %llu by A, %llu by B\n", name, swaps, calls, a, b);
	tap_check(&guest->tap, !err, "%s: %u swaps (errno %d)", name, swaps, err);
	tap_check(&guest->tap, a && b && a + b == calls, "%s: no call lost or doubled", name);
	if (relevant)
		tap_check(&guest->tap, hits(guest->fd, TRACETOLL_COUNTER_RELEVANT, 0) == calls,
			  "%s: nor is one to the ops", name);
	tap_check(&guest->tap, hits_were_aligned(guest, name),
		  "%s: the stack is aligned in the trampolines", name);
	tap_check(&guest->tap, !tear_down(guest->fd), "%s: torn down", name);
}

static void check_refused_swaps(struct guest *guest)
{
	const struct state ops1 = { .relevant = 1 };
	const struct state shortest = { .trampoline = TRACETOLL_TRAMPOLINE_SHORTEST };
	unsigned long long calls;

	tap_check(&guest->tap, swap(guest, 1, &calls) == ENOTCONN, "a swap of nothing");
	set_up_state(guest, &ops1, TRACETOLL_SETUP_COUNT);
	tap_check(&guest->tap, swap(guest, 1, &calls) == ENOTCONN, "a swap of ops");
	tear_down(guest->fd);
	set_up_state(guest, &shortest, TRACETOLL_SETUP_COUNT);
	tap_check(&guest->tap, swap(guest, 1, &calls) == ENOTCONN,
		  "a swap of a trampoline that does not count");
	tear_down(guest->fd);
}

/* As many as there can be take minutes; a killed process does not wait for them. */
static void check_killed_swap(struct guest *guest)
{
	const struct state direct = { .trampoline = TRACETOLL_TRAMPOLINE_COUNT_A };
	const struct timespec while_it_swaps = { .tv_nsec = 500000000 };
	struct timespec killed, ended;
	unsigned long long calls;
	int status = 0;
	pid_t child;

	set_up_state(guest, &direct, TRACETOLL_SETUP_COUNT);
	child = fork();
	if (child == 0)
		_exit(swap(guest, 10000, &calls));
	nanosleep(&while_it_swaps, NULL);
	tap_check(&guest->tap, child > 0 && waitpid(child, &status, WNOHANG) == 0,
		  "10000 swaps are not done yet");
	kill(child, SIGKILL);
	clock_gettime(CLOCK_MONOTONIC, &killed);
	waitpid(child, &status, 0);
	clock_gettime(CLOCK_MONOTONIC, &ended);
	tap_check(&guest->tap, WIFSIGNALED(status) && ended.tv_sec - killed.tv_sec < 5,
		  "and end with their process");
	tap_check(&guest->tap, !tear_down(guest->fd), "torn down");
}

static void check_swaps(struct guest *guest)
{
	if (!(guest->features & TRACETOLL_FEATURE_DIRECT_CALLS))
		return;
	check_refused_swaps(guest);
	check_swap(guest, "swap", 0, 20);
	check_swap(guest, "swap once", 0, 1);
	check_swap(guest, "swap beside an ops", 1, 20);
	check_killed_swap(guest);
}

int main(void)
{
	struct guest guest = { 0 };

	if (!guest_open(&guest))
		return guest_end(&guest);
	check_swaps(&guest);
	return guest_end(&guest);
}
