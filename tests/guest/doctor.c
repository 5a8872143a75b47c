// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: settings of a real kernel that doctor --tune and run --tune change, who brings
 * them back, and what a run tells of one that changes meanwhile.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tap.h"
#include "tracetoll_child.h"

#define RESULT "/tmp/doctor.jsonl"
#define TRIES 200
#define PAUSE_NS 100000000
#define TEXT_SIZE 64

/* A setting that is here, or not: no architecture has all of them. */
struct setting {
	const char *path;
	const char *disturbing; /* is written before anything is tuned */
	const char *tuned;
	char before[TEXT_SIZE]; /* "": it is not here */
};

static struct setting settings[] = {
	{ "/proc/sys/kernel/nmi_watchdog", "1\n", "0\n", "" },
	{ "/proc/sys/kernel/perf_user_access", "0\n", "1\n", "" },
	{ "/proc/sys/kernel/bpf_stats_enabled", "1\n", "0\n", "" },
};

#define SETTING_COUNT (sizeof(settings) / sizeof(settings[0]))

static const char *read_text(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? 0 : read(fd, text, size - 1);

	text[length > 0 ? length : 0] = '\0';
	if (fd >= 0)
		close(fd);
	return text;
}

static void write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		fprintf(stderr, "cannot write %s\n", path);
	if (fd >= 0)
		close(fd);
}

/* All that can be disturbing are. What cannot (no such watchdog) is left out. */
static unsigned int disturb(void)
{
	unsigned int count = 0;
	char text[TEXT_SIZE];

	for (size_t i = 0; i < SETTING_COUNT; i++) {
		struct setting *setting = &settings[i];

		if (access(setting->path, W_OK))
			continue;
		write_text(setting->path, setting->disturbing);
		if (!strcmp(read_text(setting->path, text, sizeof(text)), setting->disturbing)) {
			snprintf(setting->before, sizeof(setting->before), "%s", text);
			count++;
		}
	}
	return count;
}

/* How many of them are as they were; with @tuned, as they should be. */
static unsigned int count_as(bool tuned)
{
	unsigned int count = 0;
	char text[TEXT_SIZE];

	for (size_t i = 0; i < SETTING_COUNT; i++) {
		const char *wanted = tuned ? settings[i].tuned : settings[i].before;

		count += settings[i].before[0] &&
			 !strcmp(read_text(settings[i].path, text, sizeof(text)), wanted);
	}
	return count;
}

static void rest(void)
{
	const struct timespec pause = { .tv_nsec = PAUSE_NS };

	nanosleep(&pause, NULL);
}

static bool wait_until(bool tuned, unsigned int count)
{
	for (int i = 0; i < TRIES; i++) {
		if (count_as(tuned) == count)
			return true;
		rest();
	}
	return false;
}

static void check_kept(struct tap *tap, unsigned int count)
{
	static const char *const tune[] = { TRACETOLL, "doctor", "--tune", NULL };
	static const char *const restore[] = { TRACETOLL, "restore", NULL };
	const char *const run[] = { TRACETOLL,  "run", "-c", "ops1", "-w", "kloop",
				    "--blocks", "1",   "-o", RESULT, NULL };

	tap_check(tap, tracetoll_run(tune) == 0, "doctor --tune ends with 0");
	tap_check(tap, count_as(true) == count, "and %u settings are tuned", count);
	unlink(RESULT);
	tap_check(tap, tracetoll_run(run) == 0, "a run after it");
	tap_check(tap, count_as(true) == count, "leaves them tuned");
	tap_check(tap, tracetoll_run(tune) == 0 && tracetoll_run(restore) == 0,
		  "tuned once more, and restored");
	tap_check(tap, count_as(false) == count, "they are as they were");
}

static pid_t start_endless_tuned(void)
{
	const char *const words[] = { TRACETOLL, "run",      "--tune",  "-c", "ops1", "-w",
				      "kloop",   "--blocks", "1000000", "-o", RESULT, NULL };

	unlink(RESULT);
	return tracetoll_start(words, NULL, NULL);
}

static void check_run(struct tap *tap, unsigned int count)
{
	static const int signals[] = { SIGKILL, SIGTERM };

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		pid_t child = start_endless_tuned();

		tap_check(tap, wait_until(true, count), "run --tune tunes");
		kill(child, signals[i]);
		tracetoll_wait(child);
		tap_check(tap, wait_until(false, count), "signal %d ends it: as they were",
			  signals[i]);
	}
}

static bool file_has(const char *path, const char *word)
{
	static char text[1 << 20];

	return strstr(read_text(path, text, sizeof(text)), word) != NULL;
}

static bool wait_for(const char *word)
{
	for (int i = 0; i < TRIES; i++) {
		if (file_has(RESULT, word))
			return true;
		rest();
	}
	return false;
}

static void check_change(struct tap *tap)
{
	pid_t child = start_endless_tuned();

	tap_check(tap, wait_for("\"record\":\"sample\""), "a run measures");
	tap_check(tap, !file_has(RESULT, "\"kind\":\"changed\""), "nothing has changed");
	write_text("/proc/sys/kernel/bpf_stats_enabled", "1\n");
	tap_check(tap, wait_for("\"text\":\"bpf-stats: on, before: off\""),
		  "what changes is in the file");
	kill(child, SIGTERM);
	tracetoll_wait(child);
}

int main(void)
{
	struct tap tap = { 0 };
	unsigned int count = disturb();

	tap_check(&tap, count > 0, "%u settings can be tuned here", count);
	check_kept(&tap, count);
	check_run(&tap, count);
	check_change(&tap);
	return tap_end(&tap);
}
