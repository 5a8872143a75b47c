/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COMMAND_H
#define COMMAND_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

/*
 * A command that runs as it would without us. Its process is made before anything else is
 * done, and waits: of what we open, block or set later it has nothing. A zeroed one is none.
 */
struct command_start;

struct command {
	pid_t process; /* 0: there is none */
	bool started;
	struct command_start *start; /* shared with it until it is the command */
	sigset_t taken; /* the signals that command_wait() takes */
};

/*
 * Makes the process of @words, the last of which is NULL. From now on the signals that ask
 * us to stop are blocked here, so that none comes between an attach and its detach; those
 * that are ignored stay so. Returns 0 or a negative errno.
 */
int command_prepare(struct command *command, char *const *words);

/* Whether a signal asked to stop that nobody took yet. */
bool command_stop_asked(const struct command *command);

/* Lets it start. */
void command_start(struct command *command);

/*
 * Waits for its end, and hands on to it the signals that only we got: a terminal's go to
 * both of us. Makes no system calls meanwhile but to wait. Returns 0, or a negative errno.
 * @wait_status becomes its status as of waitpid(), @error 0, or the negative errno of why it
 * could not be started: -ENOENT and so on.
 */
int command_wait(struct command *command, int *wait_status, int *error);

/* Lets go: a process that was not started ends, one that runs is none of ours any more. */
void command_abandon(struct command *command);

/* The exit status that a shell would give: 128 and the signal, if one ended it. */
int command_exit_status(int wait_status);

/* Likewise if it could not be started, for the @error of command_wait(): 127 or 126. */
int command_unstarted_status(int error);

#endif /* COMMAND_H */
