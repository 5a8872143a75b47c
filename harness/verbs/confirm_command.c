// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs the command of --confirm: in a process group of its own, so that all of it can be ended.
 */
#include "verbs/confirm_command.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What asked for to end has so long to do it. */
#define GRACE_SECONDS 5.0

void confirm_begin(struct confirm_command *command)
{
	static const int stops[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
	const struct sigaction by_default = { .sa_handler = SIG_DFL };
	sigset_t blocked;

	sigemptyset(&command->stops);
	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++) {
		struct sigaction now;

		/* nohup: what is ignored must not be taken either. */
		if (!sigaction(stops[i], NULL, &now) && now.sa_handler != SIG_IGN)
			sigaddset(&command->stops, stops[i]);
	}
	/* Ignored, it would leave nobody to wait for. */
	sigaction(SIGCHLD, &by_default, NULL);
	blocked = command->stops;
	sigaddset(&blocked, SIGCHLD);
	sigprocmask(SIG_BLOCK, &blocked, &command->before);
}

void confirm_end(struct confirm_command *command)
{
	/* What came while nobody looked does what it does now. */
	sigprocmask(SIG_SETMASK, &command->before, NULL);
}

/* Whether a signal asked to stop. */
static bool is_stopped(struct confirm_command *command)
{
	const struct timespec now = { .tv_sec = 0 };
	int number;

	if (!command->stopped_by) {
		number = sigtimedwait(&command->stops, NULL, &now);
		command->stopped_by = number > 0 ? number : 0;
	}
	return command->stopped_by;
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Whether it has ended; it stays until it is waited for, or its number might be another's. */
static bool has_ended(pid_t process)
{
	siginfo_t ended = { .si_pid = 0 };

	return waitid(P_PID, (id_t)process, &ended, WEXITED | WNOHANG | WNOWAIT) ||
	       ended.si_pid == process;
}

/* Waits for its end until then. Returns 0, -ETIMEDOUT or, if @heed, -EINTR. */
static int wait_until(struct confirm_command *command, pid_t process, double until, bool heed)
{
	sigset_t signals = command->stops;

	if (!heed)
		sigemptyset(&signals);
	sigaddset(&signals, SIGCHLD);
	while (!has_ended(process)) {
		double left = until - seconds();
		struct timespec rest;
		int number;

		if (left <= 0)
			return -ETIMEDOUT;
		rest.tv_sec = (time_t)left;
		rest.tv_nsec = (long)((left - floor(left)) * 1e9);
		number = sigtimedwait(&signals, NULL, &rest);
		if (number > 0 && number != SIGCHLD) {
			command->stopped_by = number;
			return -EINTR;
		}
	}
	return 0;
}

/* Asks all of the group to end, and sees to it that nothing of it is left. */
static int finish(struct confirm_command *command, pid_t process, int *status)
{
	int error = wait_until(command, process, seconds() + command->limit_seconds, true);

	if (error) {
		kill(-process, command->stopped_by ? command->stopped_by : SIGTERM);
		wait_until(command, process, seconds() + GRACE_SECONDS, false);
	}
	kill(-process, SIGKILL);
	while (waitpid(process, status, 0) < 0 && errno == EINTR)
		;
	return error;
}

static bool is_variable(const char *entry, const struct confirm_variable *variables, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(variables[i].name);

		if (!strncmp(entry, variables[i].name, length) && entry[length] == '=')
			return true;
	}
	return false;
}

static void free_environment(char **made, size_t count)
{
	for (size_t i = 0; i < count && made; i++)
		free(made[i]);
	free(made);
}

/* Ours, with the variables; the first @count entries are owned. NULL: memory ran out. */
static char **make_environment(const struct confirm_variable *variables, size_t count)
{
	size_t used = 0;
	char **made;

	while (environ[used])
		used++;
	made = calloc(used + count + 1, sizeof(*made));
	for (size_t i = 0; i < count && made; i++) {
		if (asprintf(&made[i], "%s=%s", variables[i].name, variables[i].value) >= 0)
			continue;
		made[i] = NULL;
		free_environment(made, i);
		return NULL;
	}
	used = count;
	for (char **entry = environ; *entry && made; entry++) {
		if (!is_variable(*entry, variables, count))
			made[used++] = *entry;
	}
	return made;
}

static int spawn(const struct confirm_command *command, char **environment, pid_t *process)
{
	char *words[] = { (char[]){ "sh" }, (char[]){ "-c" }, (char *)command->command, NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	int error;

	error = posix_spawn_file_actions_init(&files);
	if (error)
		return -error;
	error = posix_spawnattr_init(&attributes);
	if (error) {
		posix_spawn_file_actions_destroy(&files);
		return -error;
	}
	posix_spawnattr_setsigmask(&attributes, &command->before);
	posix_spawnattr_setpgroup(&attributes, 0);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
	error = posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	/* Standard output has what we say alone. */
	if (!error)
		error = posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
	if (!error)
		error = posix_spawnp(process, words[0], &files, &attributes, words, environment);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	return -error;
}

int confirm_run(struct confirm_command *command, const struct confirm_variable *variables,
		size_t count, int *status)
{
	char **environment;
	pid_t process = 0;
	int error;

	if (is_stopped(command))
		return -EINTR;
	environment = make_environment(variables, count);
	if (!environment)
		return -ENOMEM;
	error = spawn(command, environment, &process);
	free_environment(environment, count);
	return error ? error : finish(command, process, status);
}
