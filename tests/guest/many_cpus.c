// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest with several CPUs: what is set up and torn down while other CPUs are
 * in the middle of it. With slub_debug=FPZU memory that was freed too early is poison.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
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

#define INSTANCE "/sys/kernel/tracing/instances/beside"

static bool trace_write(const char *file, const char *text)
{
	char path[128];
	bool done;
	int fd;

	snprintf(path, sizeof(path), INSTANCE "/%s", file);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	done = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	if (fd >= 0)
		close(fd);
	return done;
}

/* Whoever unregisters from ftrace waits for all tasks (RCU-tasks): not for us to end. */
static void check_long_run(struct guest *guest)
{
	struct tap *tap = &guest->tap;
	int status = 0;
	pid_t runner;

	tap_check(tap,
		  !mkdir(INSTANCE, 0755) && trace_write("set_ftrace_filter", "do_one_initcall") &&
			  trace_write("current_tracer", "function"),
		  "somebody else traces");
	runner = fork();
	if (!runner) {
		/* The default action ends the loop, and the process. */
		alarm(15);
		run_tracee(guest->fd, TRACETOLL_TRACEE_NEAR, TRACETOLL_BATCHES_MAX,
			   TRACETOLL_BATCH_COST_MAX);
		_exit(0);
	}
	usleep(300000);
	tap_check(tap, trace_write("current_tracer", "nop") && !rmdir(INSTANCE),
		  "and ends while a loop runs");
	tap_check(tap, !waitpid(runner, &status, WNOHANG), "which still runs");
	kill(runner, SIGTERM);
	waitpid(runner, &status, 0);
	tap_check(tap, WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM, "until it is stopped");
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
	check_long_run(&guest);
	tap_check(&guest.tap, stop_readers(readers) == READERS, "all readers went on reading");
	return guest_end(&guest);
}
