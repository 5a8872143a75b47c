// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest whose kernel has kmemleak: whatever is done with the module, nothing is lost.
 * The words are the names of configurations.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "module.h"
#include "tap.h"
#include "tracetoll_child.h"

#define KMEMLEAK "/sys/kernel/debug/kmemleak"
#define LIES_DEVICE "/dev/tracetoll_lies"
#define RESULT "/tmp/leaks.jsonl"

/* An object is reported once it is 5 s old (MSECS_MIN_AGE), and what RCU frees late must be gone.
 */
#define SETTLE_S 6

static bool write_to(const char *path, const char *words)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool written = fd >= 0 && write(fd, words, strlen(words)) == (ssize_t)strlen(words);

	if (fd >= 0)
		close(fd);
	return written;
}

/*
 * Scans, and tells how many lost objects are new. An object is lost when two scans found nobody who
 * points to it: a pointer that was only in a register is seen by the other one.
 */
static unsigned int scan(const char *what)
{
	static char text[1 << 20];
	unsigned int count = 0;
	size_t used = 0;
	ssize_t length;
	int fd;

	sleep(SETTLE_S);
	write_to(KMEMLEAK, "scan");
	write_to(KMEMLEAK, "scan");
	fd = open(KMEMLEAK, O_RDONLY | O_CLOEXEC);
	while (fd >= 0 && used + 1 < sizeof(text) &&
	       (length = read(fd, text + used, sizeof(text) - 1 - used)) > 0)
		used += (size_t)length;
	if (fd >= 0)
		close(fd);
	text[used] = '\0';
	for (char *at = text; (at = strstr(at, "unreferenced object")); at++)
		count++;
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		printf("# %s: %s\n", what, line);
	/* What was told is not told again. */
	write_to(KMEMLEAK, "clear");
	return count;
}

/*
 * By a process that ends: the object's address stays in its kernel stack for a while, and kmemleak
 * takes what it finds in the stack of a living one for a pointer.
 */
static bool lose(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(!write_to(LIES_DEVICE, "lose"));
	return child > 0 && tracetoll_wait(child) == 0;
}

/* Whether it can be seen at all. The next process has the last one's stack, zeroed. */
static void check_kmemleak(struct tap *tap)
{
	static const char *const words[] = { TRACETOLL, "--version", NULL };

	tap_check(tap, !module_insert(LIES_FILE), "the lies can be loaded");
	tap_check(tap, lose(), "an object is lost");
	tap_check(tap, tracetoll_run(words) == 0, "another process runs");
	tap_check(tap, module_delete("tracetoll_lies"), "and its module is gone");
	tap_check(tap, scan("lost on purpose") == 1, "kmemleak finds it, and nothing else");
	tap_check(tap, scan("then") == 0, "once");
}

/* 5: a count may vary, or the kernel complained, which others look at. */
static void check_run(struct tap *tap, const char *configuration, const char *workloads)
{
	const char *const words[] = { TRACETOLL, "run",      "-c", configuration, "-w",
				      workloads, "--blocks", "2",  "--calls",     "4",
				      "-o",      RESULT,     NULL };
	int status;

	unlink(RESULT);
	status = tracetoll_run(words);
	tap_check(tap, status == 0 || status == 4 || status == 5, "run -c %s (%d)", configuration,
		  status);
	tap_check(tap, scan(configuration) == 0, "%s: nothing is lost", configuration);
}

/* What was attached goes with the process. */
static void check_kill(struct tap *tap, const char *configuration)
{
	pid_t child = tracetoll_start_endless(configuration, "kloop", RESULT, NULL, NULL);

	for (int i = 0; i < 10000 && !length_of(ENABLED_FUNCTIONS); i++)
		usleep(1000);
	kill(child, SIGKILL);
	tap_check(tap, tracetoll_wait(child) == 128 + SIGKILL, "%s: killed", configuration);
	tap_check(tap, modules_delete(), "its module can be removed");
	tap_check(tap, scan("killed") == 0, "%s, killed: nothing is lost", configuration);
}

static void check_verify(struct tap *tap)
{
	static const char *const words[] = { TRACETOLL, "verify", NULL };
	int status = tracetoll_run(words);

	tap_check(tap, status == 0, "verify passes (%d)", status);
	tap_check(tap, scan("verify") == 0, "verify: nothing is lost");
}

int main(int argc, char **argv)
{
	struct tap tap = { 0 };

	if (!tap_check(&tap, write_to(KMEMLEAK, "clear"), "the kernel has kmemleak, and it is on"))
		return tap_end(&tap);
	scan("before");
	check_kmemleak(&tap);
	for (int i = 1; i < argc; i++)
		check_run(&tap, argv[i], "kloop,getppid");
	check_kill(&tap, "direct+ops1");
	check_verify(&tap);
	tap_check(&tap, !modules_are_loaded(), "no module is left");
	return tap_end(&tap);
}
