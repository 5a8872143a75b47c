// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: how `verify` ends when it is stopped, killed, unheard or not alone. What
 * it says when it is left in peace is looked at outside (verify.sh).
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "device_requests.h"
#include "module.h"
#include "tap.h"
#include "tracetoll_child.h"

#define TRACING "/sys/kernel/tracing/"
#define OUTPUT "/tmp/verify.out"
#define ERRORS "/tmp/verify.err"

static const char *const everything[] = { TRACETOLL, "verify", NULL };
static const char *const one[] = { TRACETOLL, "verify", "-c", "ops1", NULL };

static bool put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC);
	bool done = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return done;
}

static bool says(const char *path, const char *text)
{
	static char content[1 << 16];
	int fd = open(path, O_RDONLY);
	ssize_t length = fd < 0 ? 0 : read(fd, content, sizeof(content) - 1);

	if (fd >= 0)
		close(fd);
	content[length > 0 ? length : 0] = '\0';
	return strstr(content, text) != NULL;
}

/* In the child. */
static void write_to_files(void *context)
{
	(void)context;
	dup2(open(OUTPUT, O_WRONLY | O_CREAT | O_TRUNC, 0644), STDOUT_FILENO);
	dup2(open(ERRORS, O_WRONLY | O_CREAT | O_TRUNC, 0644), STDERR_FILENO);
}

/* In the child: a pipe that nobody reads. */
static void write_to_nobody(void *context)
{
	int ends[2];

	write_to_files(context);
	if (pipe(ends))
		_exit(126);
	close(ends[0]);
	dup2(ends[1], STDOUT_FILENO);
}

/* Waits until the child printed @text; false after a minute of the guest's time. */
static bool wait_for(const char *text)
{
	const struct timespec pause = { .tv_nsec = 10000000 };

	for (int i = 0; i < 6000; i++) {
		if (says(OUTPUT, text))
			return true;
		nanosleep(&pause, NULL);
	}
	return false;
}

/* In the midst of a test, and between two. */
static void check_ended(struct tap *tap, int ending, int expected, const char *when)
{
	pid_t child;
	int status;

	unlink(OUTPUT);
	child = tracetoll_start(everything, write_to_files, NULL);
	tap_check(tap, wait_for(when), "signal %d: it came to '%s'", ending, when);
	kill(child, ending);
	status = tracetoll_wait(child);
	tap_check(tap, status == expected, "signal %d: ends with %d (%d)", ending, expected,
		  status);
	tap_check(tap, !says(OUTPUT, "kernel log: "), "signal %d: it did not go on to the end",
		  ending);
	tap_check(tap, !anything_enabled(), "signal %d: nothing is left attached", ending);
	if (ending == SIGKILL) {
		tap_check(tap, modules_delete(), "signal %d: the modules can be removed", ending);
	} else {
		tap_check(tap, says(ERRORS, "stopped by a signal"), "signal %d: it says so",
			  ending);
		tap_check(tap, !modules_are_loaded(), "signal %d: the modules are gone", ending);
	}
}

static void check_unheard(struct tap *tap)
{
	int status = tracetoll_wait(tracetoll_start(everything, write_to_nobody, NULL));

	tap_check(tap, status == 6, "nobody reads it: ends with 6 (%d)", status);
	tap_check(tap, says(ERRORS, "cannot be written"), "nobody reads it: it says so");
	tap_check(tap, !anything_enabled() && !modules_are_loaded(),
		  "nobody reads it: nothing is left");
}

static void check_not_alone(struct tap *tap)
{
	int status;

	tap_check(tap, !module_insert_own("tracetoll"), "the module is loaded already");
	tap_check(tap, put(TRACING "set_ftrace_filter", "tracetoll_registers_tracee"),
		  "a filter for the tracer");
	tap_check(tap, put(TRACING "current_tracer", "function"), "a tracer on a tracee");
	status = tracetoll_wait(tracetoll_start(one, write_to_files, NULL));
	tap_check(tap, status == 3, "not alone: refused with 3 (%d)", status);
	tap_check(tap, says(ERRORS, "global_ops") || says(ERRORS, "function_trace_call"),
		  "not alone: it is named");
	tap_check(tap, !says(ERRORS, "--allow-dirty"), "not alone: no advice that does not help");
	tap_check(tap, length_of(OUTPUT) == 0, "not alone: no test is printed");
	put(TRACING "current_tracer", "nop");
	put(TRACING "set_ftrace_filter", "");
	status = tracetoll_wait(tracetoll_start(one, write_to_files, NULL));
	tap_check(tap, status == 0, "alone again: verified (%d)", status);
	tap_check(tap, says(OUTPUT, "\n1..2\n") && says(OUTPUT, "\nok 1 ops1\n"),
		  "alone again: that one configuration, and the kernel log");
	tap_check(tap, modules_delete(), "the module stayed, and can be removed");
}

int main(void)
{
	struct tap tap = { 0 };

	check_unheard(&tap);
	check_not_alone(&tap);
	check_ended(&tap, SIGTERM, 6, "Subtest: ops10");
	check_ended(&tap, SIGINT, 6, "ops, stub");
	check_ended(&tap, SIGKILL, 128 + SIGKILL, "recursion, ops");
	check_ended(&tap, SIGKILL, 128 + SIGKILL, "Subtest: swap");
	return tap_end(&tap);
}
