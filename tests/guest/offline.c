// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest with two CPUs: the one that is measured goes offline in mid-run.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tap.h"
#include "tracetoll_child.h"

#define RESULT "/tmp/offline.jsonl"
#define ONLINE "/sys/devices/system/cpu/cpu1/online"
/* A header, and a few samples: something was measured by then. */
#define MEASURED 30000
#define WAIT_MAX_US 60000000
#define STEP_US 10000

static bool set_online(const char *digit)
{
	int fd = open(ONLINE, O_WRONLY | O_CLOEXEC);
	bool done = fd >= 0 && write(fd, digit, 1) == 1;

	if (fd >= 0)
		close(fd);
	return done;
}

/* Exits with 0 once it took the CPU away. */
static void take_away(void)
{
	for (unsigned int waited = 0; waited < WAIT_MAX_US; waited += STEP_US) {
		if (length_of(RESULT) > MEASURED)
			_exit(!set_online("0"));
		usleep(STEP_US);
	}
	_exit(2);
}

/* The file's last line, and the one before. */
static void last_lines(char *text, size_t size)
{
	int fd = open(RESULT, O_RDONLY | O_CLOEXEC);
	off_t end = fd < 0 ? 0 : lseek(fd, 0, SEEK_END);
	ssize_t length = 0;

	if (fd >= 0) {
		length = pread(fd, text, size - 1, end > (off_t)size ? end - (off_t)size + 1 : 0);
		close(fd);
	}
	text[length > 0 ? length : 0] = '\0';
}

int main(void)
{
	static const char *const words[] = { "tracetoll", "run",      "-c",      "ops1", "-w",
					     "kloop",     "--blocks", "1000000", "-o",   RESULT,
					     "--cpu",     "1",        NULL };
	static struct tracetoll_answer answer;
	struct tap tap = { 0 };
	char text[4096];
	int status = -1;
	pid_t taker;

	tap_check(&tap, sysconf(_SC_NPROCESSORS_ONLN) == 2, "there are two CPUs");
	taker = fork();
	if (!taker)
		take_away();
	tracetoll_ask(words, &answer);
	waitpid(taker, &status, 0);
	tap_check(&tap, status == 0, "the CPU is taken away in mid-run");
	tap_check(&tap, answer.status == 6, "the run fails (%d)", answer.status);
	tap_check(&tap, strstr(answer.err, "CPU 1, which is measured, went offline") != NULL,
		  "and says why");
	if (tap.failed)
		printf("# %s\n", answer.err);
	last_lines(text, sizeof(text));
	tap_check(&tap, strstr(text, "\"status\":\"failed\",\"reason\":\"CPU 1") != NULL,
		  "the file ends as failed");
	tap_check(&tap, strstr(text, "\"status\":\"invalid\",\"reason\":\"CPU 1") != NULL,
		  "and keeps the sample, as an invalid one");
	if (tap.failed)
		printf("# %s\n", text);
	tap_check(&tap, length_of(ENABLED_FUNCTIONS) == 0, "nothing is left attached");
	tap_check(&tap, set_online("1"), "the CPU comes back");
	return tap_end(&tap);
}
