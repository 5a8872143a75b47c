// SPDX-License-Identifier: GPL-2.0-only
/*
 * Process 1 of a guest: mounts what a board has mounted, runs one program with its
 * output on the guest's ports, says how it ended, and switches the machine off.
 *
 * The words of the program stand in /arguments, each ended by a zero byte; what its
 * environment holds beside PATH likewise in /environment, and what the date is in /clock.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ports.h"

#define WORDS_MAX 256
#define TEXT_MAX 65536

static const struct {
	const char *type;
	const char *target;
} mounts[] = {
	{ "proc", "/proc" },
	{ "sysfs", "/sys" },
	{ "devtmpfs", "/dev" },
	{ "tmpfs", "/tmp" },
	{ "tracefs", "/sys/kernel/tracing" },
	{ "debugfs", "/sys/kernel/debug" },
	{ "securityfs", "/sys/kernel/security" },
};

/* On the console, which the host shows when a guest ends badly. */
static void say(const char *what)
{
	FILE *console = fopen("/dev/console", "we");

	if (!console)
		return;
	fprintf(console, "guest-init: %s: %s\n", what, strerror(errno));
	fclose(console);
}

static void mount_all(void)
{
	for (size_t i = 0; i < sizeof(mounts) / sizeof(mounts[0]); i++) {
		mkdir(mounts[i].target, 0755);
		if (mount(mounts[i].type, mounts[i].target, mounts[i].type, 0, NULL))
			say(mounts[i].target);
	}
}

/* The words of the file @name, in @text; the last one is NULL. Returns how many, or -errno. */
static int read_words(const char *name, char *text, char **words)
{
	int fd = open(name, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, text, TEXT_MAX - 1);
	int count = 0;

	if (length < 0)
		return -errno;
	close(fd);
	text[length] = '\0';
	if (length == TEXT_MAX - 1)
		return -(errno = E2BIG);
	for (char *at = text; at < text + length; at += strlen(at) + 1) {
		if (count == WORDS_MAX - 1)
			return -(errno = E2BIG);
		words[count++] = at;
	}
	words[count] = NULL;
	return count;
}

/*
 * A kernel without a driver for the machine's clock begins in 1970. /clock, if it is there, says
 * when the machine begins, in seconds since then.
 */
static void set_clock(void)
{
	FILE *file = fopen("/clock", "re");
	struct timespec now, first = { .tv_sec = 0 };
	long long seconds;

	if (!file)
		return;
	if (fscanf(file, "%lld", &seconds) == 1 && !clock_gettime(CLOCK_REALTIME, &now)) {
		first.tv_sec = seconds;
		if (now.tv_sec < first.tv_sec && clock_settime(CLOCK_REALTIME, &first))
			say("the clock");
	}
	fclose(file);
}

static int run_program(char **words, char **environment, int out, int err)
{
	int status = 0;
	pid_t child = fork();

	if (child < 0)
		return -errno;
	if (child == 0) {
		dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
		dup2(out, STDOUT_FILENO);
		dup2(err, STDERR_FILENO);
		setenv("PATH", "/bin", 1);
		while (*environment)
			putenv(*environment++);
		execv(words[0], words);
		fprintf(stderr, "guest-init: cannot run %s: %s\n", words[0], strerror(errno));
		_exit(127);
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	/* As a shell would say it. */
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int main(void)
{
	static char text[TEXT_MAX], environment_text[TEXT_MAX];
	char *words[WORDS_MAX], *environment[WORDS_MAX];
	int out, err, result, end;

	mount_all();
	out = port_open("tracetoll.stdout", NULL);
	err = port_open("tracetoll.stderr", NULL);
	result = port_open("tracetoll.result", "/result");
	end = port_open("tracetoll.exit", NULL);
	if (out < 0 || err < 0 || result < 0 || end < 0) {
		say("a virtio-serial port is missing");
	} else if (read_words("/arguments", text, words) <= 0) {
		say("/arguments");
	} else if (read_words("/environment", environment_text, environment) < 0) {
		say("/environment");
	} else {
		set_clock();
		/* The program opens its own: a port has one writer at a time. */
		close(result);
		dprintf(end, "%d\n", run_program(words, environment, out, err));
	}
	sync();
	reboot(RB_POWER_OFF);
	return 1;
}
