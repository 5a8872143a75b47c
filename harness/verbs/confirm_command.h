/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CONFIRM_COMMAND_H
#define CONFIRM_COMMAND_H

#include <signal.h>

/* A user's command that measures again: sh -c COMMAND, with variables that say what. */
struct confirm_command {
	const char *command;
	double limit_seconds; /* then it is ended, with all that it started */
	sigset_t stops; /* signals that end us; blocked since confirm_begin() */
	sigset_t before; /* what was blocked before */
	int stopped_by; /* one of these came; 0: none */
};

/* From now on signals that end us are taken in confirm_run(). */
void confirm_begin(struct confirm_command *command);
/* Signals do again what they did; one that came does it now. */
void confirm_end(struct confirm_command *command);

/* A variable of the command's environment. */
struct confirm_variable {
	const char *name;
	const char *value;
};

/*
 * Runs it once; what it prints goes to standard error. Returns 0 with @status as of waitpid(), or
 * a negative errno: -ETIMEDOUT and -EINTR when it was ended, or why it did not start.
 */
int confirm_run(struct confirm_command *command, const struct confirm_variable *variables,
		size_t count, int *status);

#endif /* CONFIRM_COMMAND_H */
