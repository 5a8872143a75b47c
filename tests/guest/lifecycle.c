// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: whatever ends a run, nothing of it stays attached, the module can be
 * removed, and the file can be read.
 *
 * The words are the names of configurations.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kmod/tracetoll_ioctl.h"
#include "module.h"
#include "tap.h"
#include "tracetoll_child.h"

#define DEVICE "/dev/" TRACETOLL_DEVICE_NAME
#define RESULT "/tmp/lifecycle.jsonl"

/* Waits until something is attached, or for "none" until the device is owned. */
static bool wait_until_attached(const char *configuration)
{
	for (int i = 0; i < 3000; i++) {
		if (strcmp(configuration, "none") && length_of(ENABLED_FUNCTIONS))
			return true;
		if (!strcmp(configuration, "none") && length_of(RESULT)) {
			int fd = open(DEVICE, O_RDWR);

			if (fd < 0 && errno == EBUSY)
				return true;
			if (fd >= 0)
				close(fd);
		}
		usleep(1000);
	}
	return false;
}

static bool text_in_file(const char *text)
{
	static char content[1 << 22];
	int fd = open(RESULT, O_RDONLY);
	ssize_t length = fd < 0 ? 0 : read(fd, content, sizeof(content) - 1);

	if (fd >= 0)
		close(fd);
	content[length > 0 ? length : 0] = '\0';
	return strstr(content, text) != NULL;
}

static void check_signal(struct tap *tap, const char *configuration, const char *workload,
			 int signal_number)
{
	const char *name = strsignal(signal_number);
	pid_t child = tracetoll_start_endless(configuration, workload, RESULT, NULL, NULL);
	bool attached = wait_until_attached(configuration);
	int status;

	tap_check(tap, attached, "%s on %s is attached", configuration, workload);
	kill(child, signal_number);
	status = tracetoll_wait(child);
	tap_check(tap, !length_of(ENABLED_FUNCTIONS), "%s on %s: nothing is attached after: %s",
		  configuration, workload, name);
	if (signal_number == SIGKILL) {
		tap_check(tap, status == 128 + SIGKILL, "it was killed (%d)", status);
		tap_check(tap, modules_delete(), "the module can be removed");
		tap_check(tap, !length_of(RESULT) || result_is_readable(RESULT),
			  "the file can be read");
		return;
	}
	tap_check(tap, status == 6, "a stopped run ends with 6 (%d)", status);
	tap_check(tap, !modules_are_loaded(), "it removed the module that it had loaded");
	tap_check(tap, text_in_file("\"status\":\"interrupted\""), "the file says interrupted");
	tap_check(tap, result_is_readable(RESULT), "the file can be read");
}

/* The device is held by another process: refused, and that one is not disturbed. */
static void check_busy(struct tap *tap)
{
	const char *const words[] = { TRACETOLL, "run", "-o", "/tmp/busy.jsonl", NULL };
	pid_t child = tracetoll_start_endless("ops1", "kloop", RESULT, NULL, NULL);
	int status;

	wait_until_attached("ops1");
	status = tracetoll_run(words);
	tap_check(tap, status == 3, "a second run is refused with 3 (%d)", status);
	tap_check(tap, access("/tmp/busy.jsonl", F_OK), "it leaves no file");
	tap_check(tap, !kill(child, 0) && modules_are_loaded(), "the first one goes on");
	kill(child, SIGTERM);
	tap_check(tap, tracetoll_wait(child) == 6, "and can be stopped");
}

/* A disk of a few pages: full in the middle of the run, and full from the start. */
static void check_full_disk(struct tap *tap)
{
	const char *const small[] = { TRACETOLL, "run", "-o", "/mnt/full.jsonl", NULL };
	const char *const full[] = { TRACETOLL, "run", "-o", "/dev/full", NULL };
	int status;

	mkdir("/mnt", 0755);
	if (!tap_check(tap, !mount("tmpfs", "/mnt", "tmpfs", 0, "size=32k"), "a small disk"))
		return;
	status = tracetoll_run(small);
	tap_check(tap, status == 6, "a disk that fills up ends a run with 6 (%d)", status);
	tap_check(tap, !length_of(ENABLED_FUNCTIONS) && !modules_are_loaded(), "nothing is left");
	tap_check(tap, length_of("/mnt/full.jsonl") > 10000, "what was measured is in the file");
	status = tracetoll_run(full);
	tap_check(tap, status == 6, "a full disk ends a run with 6 (%d)", status);
	tap_check(tap, !length_of(ENABLED_FUNCTIONS) && !modules_are_loaded(), "nothing is left");
}

static void check_modules(struct tap *tap)
{
	const char *const missing[] = { TRACETOLL,           "run", "--module", "/no/such", "-o",
					"/tmp/module.jsonl", NULL };
	const char *const alien[] = { TRACETOLL,           "run", "--module", TRACETOLL, "-o",
				      "/tmp/module.jsonl", NULL };

	tap_check(tap, tracetoll_run(missing) == 6, "no module: 6");
	tap_check(tap, tracetoll_run(alien) == 6, "a module that this kernel cannot load: 6");
	tap_check(tap, access("/tmp/module.jsonl", F_OK), "neither leaves a file");
}

int main(int argc, char **argv)
{
	struct tap tap = { 0 };

	for (int i = 1; i < argc; i++) {
		check_signal(&tap, argv[i], "kloop", SIGKILL);
		check_signal(&tap, argv[i], "getppid", SIGKILL);
	}
	check_signal(&tap, "direct+ops1", "getppid", SIGTERM);
	check_signal(&tap, "ops10", "kloop", SIGINT);
	check_signal(&tap, "ops1", "kloop", SIGHUP);
	check_busy(&tap);
	check_full_disk(&tap);
	check_modules(&tap);
	return tap_end(&tap);
}
