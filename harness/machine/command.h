/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COMMAND_H
#define COMMAND_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

/*
 * A command that runs as it would without us. Its process is made before anything else is
 * done, and waits: of what we open, block or set later it has nothing.
 */
struct command {
	pid_t process; /* 0: there is none */
	int go; /* a byte lets it start; closed without one, it ends */
	int said; /* its errno if it could not be started */
	sigset_t taken; /* the signals that command_wait() takes */
};

#define COMMAND_NONE                 \
	(struct command)             \
	{                            \
		.go = -1, .said = -1 \
	}

/*
 * Makes the process of @words, the last of which is NULL. From now on the signals that ask
 * us to stop are blocked here, so that none comes between an attach and its detach; those
 * that are ignored stay so. Returns 0 or a negative errno.
 */
int command_prepare(struct command *command, char *const *words);

/* Whether a signal asked to stop that nobody took yet. */
bool command_stop_asked(const struct command *command);

/*
 * Lets it start. Returns 0, or the negative errno of why it could not be: -ENOENT and so on;
 * then its process is gone.
 */
int command_start(struct command *command);

/*
 * Waits for its end, and hands on to it the signals that only we got: a terminal's go to
 * both of us. Returns 0, and its status as of waitpid(), or a negative errno.
 */
int command_wait(struct command *command, int *wait_status);

/* Lets a process that was not started go; one that runs is none of ours any more. */
void command_abandon(struct command *command);

/* The exit status that a shell would give: 128 and the signal, if one ended it. */
int command_exit_status(int wait_status);

/* Likewise if it could not be started, for the errno of command_start(): 127 or 126. */
int command_unstarted_status(int error);

#endif /* COMMAND_H */
