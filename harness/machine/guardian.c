// SPDX-License-Identifier: GPL-2.0-only
/*
 * The guardian is another program, not a copy of this one: after a fork() each page that the
 * measurement writes to would be copied, within a sample.
 */
#include "machine/guardian.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "machine/journal.h"
#include "machine/system_file.h"

/* In a session of its own, every signal blocked, the pipe as its only file. */
static int spawn(const char *program, const char *journal, int pipe_end, pid_t *process)
{
	const char *words[] = { "tracetoll", "restore", "--guard", journal, NULL };
	char *const environment[] = { NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t signals;
	int err;

	sigfillset(&signals);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigmask(&attributes, &signals);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
	posix_spawn_file_actions_init(&files);
	err = posix_spawn_file_actions_adddup2(&files, pipe_end, STDIN_FILENO);
	if (!err)
		err = posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY,
						       0);
	if (!err)
		err = posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
	if (!err)
		err = posix_spawn(process, program, &files, &attributes, (char *const *)words,
				  environment);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attributes);
	return -err;
}

int guardian_start(const char *program, const char *journal, struct guardian *guardian,
		   struct complaint *complaint)
{
	int ends[2];
	int err = pipe2(ends, O_CLOEXEC) ? -errno : 0;

	guardian->process = 0;
	if (!err) {
		err = spawn(program, journal, ends[0], &guardian->process);
		close(ends[0]);
		guardian->alive = ends[1];
		if (err)
			close(ends[1]);
	}
	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "",
				"cannot start the process that would undo what a killed one left");
	return 0;
}

void guardian_stop(struct guardian *guardian)
{
	if (!guardian->process)
		return;
	close(guardian->alive);
	while (waitpid(guardian->process, NULL, 0) < 0 && errno == EINTR)
		;
	guardian->process = 0;
}

int guardian_watch(const char *journal)
{
	char byte;
	ssize_t length;

	/* A full machine ends whoever holds most; this one must stay to the end. */
	system_file_write("/proc/self/oom_score_adj", "-1000", false);
	if (chdir("/"))
		return -errno;
	do {
		length = read(STDIN_FILENO, &byte, 1);
	} while (length > 0 || (length < 0 && errno == EINTR));
	return journal_take_over(journal);
}
