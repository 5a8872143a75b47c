// SPDX-License-Identifier: GPL-2.0-only
#include "machine/command.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

static const int stops[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
/* Sent to us where the command was meant: dd, for one, tells of its progress then. */
static const int others[] = { SIGUSR1, SIGUSR2 };

/* What the process of the command gets back before it becomes the command. */
struct inherited {
	sigset_t mask;
	struct sigaction child;
};

/* nohup: what is ignored must not be queued for us either. */
static void add_heeded(sigset_t *set, const int *signals, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct sigaction now;

		if (!sigaction(signals[i], NULL, &now) && now.sa_handler != SIG_IGN)
			sigaddset(set, signals[i]);
	}
}

static void close_one(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void write_errno(int fd)
{
	int error = errno;

	while (write(fd, &error, sizeof(error)) < 0 && errno == EINTR)
		;
}

/* In the new process: waits for the byte, then is the command. */
static _Noreturn void become(char *const *words, int go, int said,
			     const struct inherited *inherited)
{
	char byte;
	ssize_t got;

	sigaction(SIGCHLD, &inherited->child, NULL);
	sigprocmask(SIG_SETMASK, &inherited->mask, NULL);
	do {
		got = read(go, &byte, 1);
	} while (got < 0 && errno == EINTR);
	if (got == 1) {
		execvp(words[0], words);
		write_errno(said);
	}
	_exit(127);
}

static int fork_command(struct command *command, char *const *words)
{
	struct inherited inherited;
	const struct sigaction by_default = { .sa_handler = SIG_DFL };
	int go[2], said[2], err;

	if (pipe2(go, O_CLOEXEC))
		return -errno;
	if (pipe2(said, O_CLOEXEC)) {
		err = -errno;
		close(go[0]);
		close(go[1]);
		return err;
	}
	sigprocmask(SIG_BLOCK, &command->taken, &inherited.mask);
	/* Ignored, it would leave nobody to wait for. */
	sigaction(SIGCHLD, &by_default, &inherited.child);
	command->process = fork();
	err = command->process < 0 ? -errno : 0;
	if (command->process == 0) {
		close(go[1]);
		close(said[0]);
		become(words, go[0], said[1], &inherited);
	}
	close(go[0]);
	close(said[1]);
	command->go = go[1];
	command->said = said[0];
	return err;
}

int command_prepare(struct command *command, char *const *words)
{
	int err;

	*command = COMMAND_NONE;
	sigemptyset(&command->taken);
	add_heeded(&command->taken, stops, ARRAY_SIZE(stops));
	add_heeded(&command->taken, others, ARRAY_SIZE(others));
	sigaddset(&command->taken, SIGCHLD);
	err = fork_command(command, words);
	if (err) {
		command->process = 0;
		command_abandon(command);
	}
	/* A reader of ours that went away must not end us before all is detached. */
	signal(SIGPIPE, SIG_IGN);
	return err;
}

bool command_stop_asked(const struct command *command)
{
	sigset_t pending;

	sigemptyset(&pending);
	sigpending(&pending);
	for (size_t i = 0; i < ARRAY_SIZE(stops); i++) {
		if (sigismember(&pending, stops[i]) && sigismember(&command->taken, stops[i]))
			return true;
	}
	return false;
}

static int wait_for(pid_t process, int *wait_status)
{
	pid_t ended;

	do {
		ended = waitpid(process, wait_status, 0);
	} while (ended < 0 && errno == EINTR);
	return ended < 0 ? -errno : 0;
}

int command_start(struct command *command)
{
	int error = 0, wait_status;
	ssize_t got;

	/* EPIPE: a signal has ended it already, and command_wait() tells. */
	while (write(command->go, "", 1) < 0 && errno == EINTR)
		;
	close_one(&command->go);
	/* The end of the pipe comes with the start: it is closed by it. */
	do {
		got = read(command->said, &error, sizeof(error));
	} while (got < 0 && errno == EINTR);
	close_one(&command->said);
	if (got != (ssize_t)sizeof(error))
		return 0;
	wait_for(command->process, &wait_status);
	command->process = 0;
	return -error;
}

/*
 * What the terminal's driver or the end of a session sends, goes to the whole group, so
 * the command has it; and what it sends us itself is not for it.
 */
static bool is_for_command(const struct command *command, const siginfo_t *info)
{
	return info->si_code != SI_KERNEL && info->si_pid != command->process;
}

int command_wait(struct command *command, int *wait_status)
{
	for (;;) {
		siginfo_t info;
		int number = sigwaitinfo(&command->taken, &info);
		pid_t ended = waitpid(command->process, wait_status, WNOHANG);

		if (ended < 0)
			return -errno;
		if (ended > 0)
			break;
		/* EINTR: stopped and continued. */
		if (number > 0 && number != SIGCHLD && is_for_command(command, &info))
			kill(command->process, number);
	}
	command->process = 0;
	return 0;
}

void command_abandon(struct command *command)
{
	bool waiting = command->go >= 0;
	int wait_status;

	close_one(&command->go);
	close_one(&command->said);
	if (command->process && waiting) {
		/* It may be stopped, and has done nothing yet. */
		kill(command->process, SIGKILL);
		wait_for(command->process, &wait_status);
	}
	command->process = 0;
}

int command_exit_status(int wait_status)
{
	return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

int command_unstarted_status(int error)
{
	return error == -ENOENT ? 127 : 126;
}
