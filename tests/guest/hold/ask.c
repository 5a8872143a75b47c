// SPDX-License-Identifier: GPL-2.0-only
#include "ask.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"

#define OUTPUT "/tmp/hold.out"
#define ERRORS "/tmp/hold.err"

static void read_text(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? 0 : read(fd, text, size - 1);

	if (fd >= 0)
		close(fd);
	/* A line's end would end the line of a test, too. */
	if (length > 0 && text[length - 1] == '\n')
		length--;
	text[length > 0 ? length : 0] = '\0';
}

static void write_to_files(void)
{
	int out = open(OUTPUT, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	int err = open(ERRORS, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	close(out);
	close(err);
}

void ask(const char *const *words, struct tracetoll_answer *answer)
{
	pid_t child = fork();

	if (child == 0) {
		write_to_files();
		execv(words[0], (char *const *)words);
		_exit(127);
	}
	answer->status = tracetoll_wait(child);
	read_text(OUTPUT, answer->out, sizeof(answer->out));
	read_text(ERRORS, answer->err, sizeof(answer->err));
}

int open_terminal(void)
{
	int master;

	mkdir("/dev/pts", 0755);
	if (mount("devpts", "/dev/pts", "devpts", 0, NULL) && errno != EBUSY)
		return -errno;
	master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	return master < 0 || grantpt(master) || unlockpt(master) ? -errno : master;
}

static void lead_session(int master)
{
	int terminal;

	setsid();
	if (master < 0)
		return;
	terminal = ioctl(master, TIOCGPTPEER, O_RDWR);
	ioctl(terminal, TIOCSCTTY, 0);
	dup2(terminal, STDIN_FILENO);
	close(terminal);
	close(master);
}

pid_t start_and_wait(const char *const *words, int master, pid_t *command)
{
	pid_t child;
	char text[16];

	unlink(READY);
	child = fork();
	if (child == 0) {
		write_to_files();
		lead_session(master);
		execv(words[0], (char *const *)words);
		_exit(127);
	}
	*command = -1;
	for (int i = 0; i < 1000 && *command < 0; i++) {
		read_text(READY, text, sizeof(text));
		if (*text)
			*command = (pid_t)strtol(text, NULL, 10);
		usleep(10000);
	}
	return child;
}
