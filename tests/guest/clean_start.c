// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: a tracee that somebody else traces or probes is refused with that one's
 * name, or measured and marked when that is asked for; and so is a kernel whose ftrace is off.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "held_tracee.h"
#include "tap.h"

#define TRACING "/sys/kernel/tracing/"

static bool put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC);
	bool done = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return done;
}

/* What is there to name a tracer by: its ops, where a literal names that. */
static const char *tracer_name(void)
{
	struct utsname kernel;

	uname(&kernel);
#ifdef __riscv
	if (!strncmp(kernel.release, "6.12.", 5))
		return "calls function_trace_call";
#endif
#ifdef __x86_64__
	return "calls function_trace_call";
#endif
	return "the ops global_ops";
}

static void check_tracer(struct tap *tap)
{
	int status;

	tap_check(tap, put(TRACING "set_ftrace_filter", HELD_HANDLER), "a filter for the tracer");
	tap_check(tap, put(TRACING "current_tracer", "function"), "a tracer on the handler");
	/* The literal names it; without CALL_OPS there is only what it calls. */
	held_check_refused(tap, "tracer", tracer_name());
	held_check_allowed(tap, "tracer", tracer_name());
	/* Elsewhere it is no reason to refuse, but list_ops walks it. */
	status = held_run("kloop", "-c", "none,ops2", NULL);
	tap_check(tap, status == 0, "another tracee is measured (%d)", status);
	tap_check(tap, held_says(HELD_OUTPUT, "the walk passes 1 ops of others"),
		  "and what is walked is told");
	put(TRACING "current_tracer", "nop");
	put(TRACING "set_ftrace_filter", "");
}

/* All users of function_graph share an ops, so only their number tells of them. */
static void check_graph_tracer(struct tap *tap)
{
	int status;

	if (!put(TRACING "set_ftrace_filter", "do_sys_openat2") ||
	    !put(TRACING "current_tracer", "function_graph")) {
		tap_check(tap, true, "function_graph # SKIP it cannot be had: %s", strerror(errno));
		return;
	}
	status = held_run("kloop", "-c", "none,graph", NULL);
	/* Without fprobes there is no such configuration. */
	tap_check(tap, status == 0, "function_graph elsewhere: measured (%d)", status);
	tap_check(tap,
		  held_says(HELD_OUTPUT, "function_graph has 1 other users") ||
			  held_says(HELD_OUTPUT, "graph: not available"),
		  "function_graph elsewhere: it is told that it is asked, too");
	put(TRACING "current_tracer", "nop");
	put(TRACING "set_ftrace_filter", "");
	status = held_run("kloop", "-c", "none,graph", NULL);
	tap_check(tap, status == 0 && !held_says(HELD_OUTPUT, "other users"),
		  "and nothing is told without it");
}

/* A probe at the entry and one behind it; in the entry of some kernels none can be. */
static void check_probe(struct tap *tap, const char *what, const char *definition)
{
	if (!put(TRACING "kprobe_events", definition)) {
		tap_check(tap, true, "%s # SKIP this kernel refuses it: %s", what, strerror(errno));
		return;
	}
	tap_check(tap, put(TRACING "events/kprobes/held/enable", "1"), "%s", what);
	held_check_refused(tap, what, "kprobe");
	held_check_allowed(tap, what, "kprobe");
	put(TRACING "events/kprobes/held/enable", "0");
	put(TRACING "kprobe_events", "-:kprobes/held");
}

static void check_switched_off(struct tap *tap)
{
	int status;

	tap_check(tap, put("/proc/sys/kernel/ftrace_enabled", "0"), "ftrace is switched off");
	status = held_run("kloop", "-c", "ops1", NULL);
	tap_check(tap, status == 3, "switched off: refused with 3 (%d)", status);
	tap_check(tap, held_says(HELD_ERRORS, "ftrace_enabled"),
		  "switched off: the sysctl is named");
	tap_check(tap, access(HELD_RESULT, F_OK) != 0, "switched off: no file is left");
	put("/proc/sys/kernel/ftrace_enabled", "1");
}

int main(void)
{
	struct tap tap = { 0 };

	held_check_clean(&tap);
	check_tracer(&tap);
	check_graph_tracer(&tap);
	check_probe(&tap, "kprobe at the entry", "p:held " HELD_HANDLER);
	check_probe(&tap, "kprobe in the body", "p:held " HELD_HANDLER "+12");
	check_switched_off(&tap);
	held_check_clean(&tap);
	return tap_end(&tap);
}
