// SPDX-License-Identifier: GPL-2.0-only
#include "plot/gnuplot.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "report/wrap.h"

/* Between two looks whether it has ended. */
#define LOOK_NANOSECONDS 1000000

/* Fonts, languages and its own settings would make another picture of the same data. */
static bool changes_pictures(const char *variable)
{
	static const char *const prefixes[] = { "GNUPLOT", "GNUTERM=", "GNUHELP=", "GDFONTPATH=",
						"FIT_",    "LC_",      "LANG=",    "LANGUAGE=" };

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		if (!strncmp(variable, prefixes[i], strlen(prefixes[i])))
			return true;
	}
	return false;
}

static int choose_environment(struct gnuplot *gnuplot)
{
	static char locale[] = "LC_ALL=C";
	size_t count = 0;

	while (environ[count])
		count++;
	gnuplot->environment = calloc(count + 2, sizeof(*gnuplot->environment));
	if (!gnuplot->environment)
		return -ENOMEM;
	count = 0;
	for (char **variable = environ; *variable; variable++) {
		if (!changes_pictures(*variable))
			gnuplot->environment[count++] = *variable;
	}
	gnuplot->environment[count] = locale;
	return 0;
}

/* The program of that name in a folder of PATH; NULL: none, or memory ran out (errno). */
static char *find_in_path(const char *name)
{
	const char *path = getenv("PATH");

	errno = ENOENT;
	while (path && *path) {
		size_t length = strcspn(path, ":");
		char *file;

		if (asprintf(&file, "%.*s/%s", length ? (int)length : 1, length ? path : ".",
			     name) < 0) {
			errno = ENOMEM;
			return NULL;
		}
		if (!access(file, X_OK))
			return file;
		free(file);
		path += length + (path[length] == ':');
		errno = ENOENT;
	}
	return NULL;
}

/* As a path that is right in any folder, for its process runs in one of its own. */
static char *find_program(void)
{
	const char *named = getenv(GNUPLOT_VARIABLE);
	char *program;
	char *whole;

	if (named && *named && strchr(named, '/'))
		program = strdup(named);
	else
		program = find_in_path(named && *named ? named : "gnuplot");
	if (!program)
		return NULL;
	whole = realpath(program, NULL);
	free(program);
	return whole;
}

int gnuplot_find(struct gnuplot *gnuplot)
{
	*gnuplot = (struct gnuplot){ .limit_seconds = GNUPLOT_LIMIT_SECONDS };
	sigemptyset(&gnuplot->stops);
	gnuplot->program = find_program();
	if (!gnuplot->program)
		return errno == ENOMEM ? -ENOMEM : -ENOENT;
	if (access(gnuplot->program, X_OK))
		return -ENOENT;
	return choose_environment(gnuplot);
}

/* The signals that end us now; what is ignored must not wait for us either. */
static void find_stops(sigset_t *stops)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

	sigemptyset(stops);
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct sigaction now;

		if (!sigaction(signals[i], NULL, &now) && now.sa_handler != SIG_IGN)
			sigaddset(stops, signals[i]);
	}
}

void gnuplot_hold_stops(struct gnuplot *gnuplot, sigset_t *before)
{
	find_stops(&gnuplot->stops);
	pthread_sigmask(SIG_BLOCK, &gnuplot->stops, before);
}

char *gnuplot_missing(void)
{
	const char *named = getenv(GNUPLOT_VARIABLE);
	char *text;

	if (!named || !*named)
		return strdup("gnuplot is not installed (Debian: apt install gnuplot-nox)");
	if (asprintf(&text, "there is no program '%s', which " GNUPLOT_VARIABLE " names", named) <
	    0)
		return NULL;
	for (char *c = text; *c; c++)
		*c = wrap_printable(*c);
	return text;
}

void gnuplot_free(struct gnuplot *gnuplot)
{
	free(gnuplot->program);
	free(gnuplot->environment);
	memset(gnuplot, 0, sizeof(*gnuplot));
}

/* A group of its own, so that what it starts can be killed with it, and no signal is blocked. */
static int spawn(const struct gnuplot *gnuplot, const char *folder, const char *said,
		 char *const *argv, pid_t *process)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none;
	int error;

	error = posix_spawn_file_actions_init(&files);
	if (error)
		return -error;
	error = posix_spawnattr_init(&attributes);
	if (error) {
		posix_spawn_file_actions_destroy(&files);
		return -error;
	}
	sigemptyset(&none);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setpgroup(&attributes, 0);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
	error = posix_spawn_file_actions_addchdir_np(&files, folder);
	if (!error)
		error = posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null",
							 O_RDONLY, 0);
	if (!error)
		error = posix_spawn_file_actions_addopen(&files, STDERR_FILENO, said,
							 O_WRONLY | O_CREAT | O_TRUNC, 0600);
	/* What a picture's program prints is nothing of ours. */
	if (!error)
		error = posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
	if (!error)
		error = posix_spawn(process, gnuplot->program, &files, &attributes, argv,
				    gnuplot->environment);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	return -error;
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Whether a signal that stops us waits to be taken. */
static bool is_stopped(const sigset_t *stops)
{
	sigset_t pending;
	sigset_t both;

	sigpending(&pending);
	sigandset(&both, &pending, stops);
	return !sigisemptyset(&both);
}

/* Not by a signal of the child's: a program's threads share those. */
static int wait_for(const struct gnuplot *gnuplot, pid_t process, int *status)
{
	const struct timespec look = { .tv_nsec = LOOK_NANOSECONDS };
	double until = seconds() + gnuplot->limit_seconds;
	int error = 0;

	for (;;) {
		siginfo_t ended = { .si_pid = 0 };

		/* It stays until its group is killed, or the group's number might be another's. */
		if (waitid(P_PID, (id_t)process, &ended, WEXITED | WNOHANG | WNOWAIT) &&
		    errno != EINTR)
			return -errno;
		if (ended.si_pid == process)
			break;
		if (is_stopped(&gnuplot->stops))
			error = -EINTR;
		else if (seconds() > until)
			error = -ETIMEDOUT;
		if (error)
			break;
		nanosleep(&look, NULL);
	}
	/* What it started goes with it, or would write into a folder that is being removed. */
	kill(-process, SIGKILL);
	while (waitpid(process, status, 0) < 0 && errno == EINTR)
		;
	return error;
}

int gnuplot_run(const struct gnuplot *gnuplot, const char *folder, const char *said,
		const char *const *words, int *status)
{
	size_t count = 0;
	pid_t process = 0;
	const char **argv;
	int error;

	while (words[count])
		count++;
	argv = calloc(count + 2, sizeof(*argv));
	if (!argv)
		return -ENOMEM;
	argv[0] = "gnuplot";
	memcpy(&argv[1], words, count * sizeof(*argv));
	error = spawn(gnuplot, folder, said, (char *const *)argv, &process);
	if (!error)
		error = wait_for(gnuplot, process, status);
	free((void *)argv);
	return error;
}
