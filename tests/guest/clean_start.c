// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: a tracee that somebody else traces or probes is refused with that one's
 * name, or measured and marked when that is asked for; and so is a kernel whose ftrace is off.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tap.h"

#define TRACETOLL "/bin/tracetoll"
#define TRACING "/sys/kernel/tracing/"
#define RESULT "/tmp/clean-start.jsonl"
#define OUTPUT "/tmp/clean-start.out"
#define ERRORS "/tmp/clean-start.err"

#ifdef __riscv
#define HANDLER "__riscv_sys_getppid"
#else
#define HANDLER "__arm64_sys_getppid"
#endif

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
	static char content[1 << 20];
	int fd = open(path, O_RDONLY);
	ssize_t length = fd < 0 ? 0 : read(fd, content, sizeof(content) - 1);

	if (fd >= 0)
		close(fd);
	content[length > 0 ? length : 0] = '\0';
	return strstr(content, text) != NULL;
}

/* Runs `tracetoll run` with these words, up to NULL; its exit status. */
static int run(const char *workload, ...)
{
	const char *words[32] = { TRACETOLL, "run", "-w", workload, "--blocks", "2", "-o", RESULT };
	size_t count = 8;
	va_list more;
	int status = 0;
	pid_t child;

	va_start(more, workload);
	do {
		words[count] = va_arg(more, const char *);
	} while (words[count++]);
	va_end(more);
	unlink(RESULT);
	child = fork();
	if (child == 0) {
		dup2(open(OUTPUT, O_WRONLY | O_CREAT | O_TRUNC, 0644), STDOUT_FILENO);
		dup2(open(ERRORS, O_WRONLY | O_CREAT | O_TRUNC, 0644), STDERR_FILENO);
		execv(TRACETOLL, (char *const *)words);
		_exit(127);
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void check_refused(struct tap *tap, const char *what, const char *holder)
{
	int status = run("getppid", "-c", "ops1", NULL);

	tap_check(tap, status == 3, "%s: refused with 3 (%d)", what, status);
	tap_check(tap, says(ERRORS, holder), "%s: '%s' is named", what, holder);
	tap_check(tap, says(ERRORS, HANDLER), "%s: the tracee is named", what);
	tap_check(tap, says(ERRORS, "--allow-dirty"), "%s: the way on is named", what);
	tap_check(tap, access(RESULT, F_OK) != 0, "%s: no file is left", what);
}

static void check_allowed(struct tap *tap, const char *what, const char *holder)
{
	int status = run("getppid", "-c", "none,ops1", "--allow-dirty", NULL);

	/* What others do beside us need not be the same in each block, and is told then. */
	tap_check(tap,
		  status == 0 || (status == 5 && says(ERRORS, "differ between blocks") &&
				  !says(ERRORS, "invalid")),
		  "%s: measured when that is asked for (%d)", what, status);
	tap_check(tap, says(RESULT, "\"allow_dirty\":true"), "%s: the file says so", what);
	tap_check(tap, says(RESULT, "\"kind\":\"dirty\""), "%s: the cells are marked", what);
	tap_check(tap, says(OUTPUT, holder), "%s: the table names '%s'", what, holder);
}

static void check_clean(struct tap *tap)
{
	int status = run("getppid", "-c", "ops1", NULL);

	tap_check(tap, status == 0, "nobody else: measured (%d)", status);
	tap_check(tap, !says(RESULT, "\"kind\":\"dirty\""), "nobody else: no mark");
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
	return "the ops global_ops";
}

static void check_tracer(struct tap *tap)
{
	int status;

	tap_check(tap, put(TRACING "set_ftrace_filter", HANDLER), "a filter for the tracer");
	tap_check(tap, put(TRACING "current_tracer", "function"), "a tracer on the handler");
	/* The literal names it; without CALL_OPS there is only what it calls. */
	check_refused(tap, "tracer", tracer_name());
	check_allowed(tap, "tracer", tracer_name());
	/* Elsewhere it is no reason to refuse, but list_ops walks it. */
	status = run("kloop", "-c", "none,ops2", NULL);
	tap_check(tap, status == 0, "another tracee is measured (%d)", status);
	tap_check(tap, says(OUTPUT, "the walk passes 1 ops of others"),
		  "and what is walked is told");
	put(TRACING "current_tracer", "nop");
	put(TRACING "set_ftrace_filter", "");
}

/* A probe at the entry and one behind it; in the entry of some kernels none can be. */
static void check_probe(struct tap *tap, const char *what, const char *definition)
{
	if (!put(TRACING "kprobe_events", definition)) {
		tap_check(tap, true, "%s # SKIP this kernel refuses it: %s", what, strerror(errno));
		return;
	}
	tap_check(tap, put(TRACING "events/kprobes/held/enable", "1"), "%s", what);
	check_refused(tap, what, "kprobe");
	check_allowed(tap, what, "kprobe");
	put(TRACING "events/kprobes/held/enable", "0");
	put(TRACING "kprobe_events", "-:kprobes/held");
}

static void check_switched_off(struct tap *tap)
{
	int status;

	tap_check(tap, put("/proc/sys/kernel/ftrace_enabled", "0"), "ftrace is switched off");
	status = run("kloop", "-c", "ops1", NULL);
	tap_check(tap, status == 3, "switched off: refused with 3 (%d)", status);
	tap_check(tap, says(ERRORS, "ftrace_enabled"), "switched off: the sysctl is named");
	tap_check(tap, access(RESULT, F_OK) != 0, "switched off: no file is left");
	put("/proc/sys/kernel/ftrace_enabled", "1");
}

int main(void)
{
	struct tap tap = { 0 };

	check_clean(&tap);
	check_tracer(&tap);
	check_probe(&tap, "kprobe at the entry", "p:held " HANDLER);
	check_probe(&tap, "kprobe in the body", "p:held " HANDLER "+12");
	check_switched_off(&tap);
	check_clean(&tap);
	return tap_end(&tap);
}
