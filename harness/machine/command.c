// SPDX-License-Identifier: GPL-2.0-only
#include "machine/command.h"

#include <errno.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

static const int stops[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
/* Sent to us where the command was meant: dd, for one, tells of its progress then. */
static const int others[] = { SIGUSR1, SIGUSR2 };

/* What we and the process of the command share until it is the command. */
struct command_start {
	atomic_int go; /* 1: it may start */
	atomic_int error; /* the errno of why it could not */
};

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

/* Not read() or the like, which may be what is traced and counted. */
static void wait_for_go(struct command_start *start)
{
	while (!atomic_load(&start->go))
		syscall(SYS_futex, &start->go, FUTEX_WAIT, 0, NULL, NULL, 0);
}

/* In the new process: waits until it may, then is the command. */
static _Noreturn void become(char *const *words, struct command_start *start, pid_t parent,
			     const struct inherited *inherited)
{
	sigaction(SIGCHLD, &inherited->child, NULL);
	sigprocmask(SIG_SETMASK, &inherited->mask, NULL);
	/* Nobody else would let it go on. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127);
	wait_for_go(start);
	prctl(PR_SET_PDEATHSIG, 0);
	execvp(words[0], words);
	atomic_store(&start->error, errno);
	_exit(127);
}

static int fork_command(struct command *command, char *const *words)
{
	const struct sigaction by_default = { .sa_handler = SIG_DFL };
	const pid_t parent = getpid();
	struct inherited inherited;

	command->start = mmap(NULL, sizeof(*command->start), PROT_READ | PROT_WRITE,
			      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (command->start == MAP_FAILED) {
		command->start = NULL;
		return -errno;
	}
	sigprocmask(SIG_BLOCK, &command->taken, &inherited.mask);
	/* Ignored, it would leave nobody to wait for. */
	sigaction(SIGCHLD, &by_default, &inherited.child);
	command->process = fork();
	if (command->process == 0)
		become(words, command->start, parent, &inherited);
	return command->process < 0 ? -errno : 0;
}

int command_prepare(struct command *command, char *const *words)
{
	int err;

	*command = (struct command){ 0 };
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

void command_start(struct command *command)
{
	command->started = true;
	atomic_store(&command->start->go, 1);
	syscall(SYS_futex, &command->start->go, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/*
 * What the terminal's driver or the end of a session sends, goes to the whole group, so
 * the command has it; and what it sends us itself is not for it.
 */
static bool is_for_command(const struct command *command, const siginfo_t *info)
{
	return info->si_code != SI_KERNEL && info->si_pid != command->process;
}

int command_wait(struct command *command, int *wait_status, int *error)
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
	*error = -atomic_load(&command->start->error);
	return 0;
}

void command_abandon(struct command *command)
{
	int wait_status;

	if (command->process && !command->started) {
		/* It may be stopped, and has done nothing yet. */
		kill(command->process, SIGKILL);
		while (waitpid(command->process, &wait_status, 0) < 0 && errno == EINTR)
			;
	}
	command->process = 0;
	if (command->start)
		munmap(command->start, sizeof(*command->start));
	command->start = NULL;
}

int command_exit_status(int wait_status)
{
	return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

int command_unstarted_status(int error)
{
	return error == -ENOENT ? 127 : 126;
}
