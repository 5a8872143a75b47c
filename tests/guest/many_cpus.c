// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest with several CPUs: what is set up and torn down while other CPUs are
 * in the middle of it. With slub_debug=FPZU memory that was freed too early is poison.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "verify_guest.h"

#define READERS 3
#define ROUNDS 8
#define OPS 100

/* Ends when it is killed, or by the system call that failed. */
static void read_forever(void)
{
	int fd = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	char byte;

	while (read(fd, &byte, 1) == 1)
		;
	_exit(1);
}

/* Returns how many were still at it. */
static unsigned int stop_readers(const pid_t *readers)
{
	unsigned int killed = 0;

	for (int i = 0; i < READERS; i++) {
		int status = 0;

		kill(readers[i], SIGKILL);
		waitpid(readers[i], &status, 0);
		killed += WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
	}
	return killed;
}

static void check_rounds(struct guest *guest, unsigned int fprobes)
{
	const struct tracetoll_setup setup = {
		.relevant = fprobes ? 1 : OPS,
		.fprobes = fprobes,
		.tracee = TRACETOLL_TRACEE_NAMED,
		.name = "vfs_read",
	};

	for (int i = 0; i < ROUNDS; i++) {
		int up = set_up(guest->fd, setup), down = tear_down(guest->fd);

		tap_check(&guest->tap, !up && !down, "round %d: %u ops, %u fprobes (%d, %d)", i,
			  setup.relevant, fprobes, up, down);
	}
}

int main(void)
{
	struct guest guest = { 0 };
	pid_t readers[READERS];

	if (!guest_open(&guest))
		return guest_end(&guest);
	tap_check(&guest.tap, sysconf(_SC_NPROCESSORS_ONLN) > 1, "there are several CPUs");
	for (int i = 0; i < READERS; i++) {
		readers[i] = fork();
		if (!readers[i])
			read_forever();
	}
	check_rounds(&guest, 0);
	if (guest.features & TRACETOLL_FEATURE_FPROBE)
		check_rounds(&guest, 1);
	tap_check(&guest.tap, stop_readers(readers) == READERS, "all readers went on reading");
	return guest_end(&guest);
}
