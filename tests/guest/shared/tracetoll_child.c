// SPDX-License-Identifier: GPL-2.0-only
#include "tracetoll_child.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

pid_t tracetoll_start(const char *const *words, void (*prepare)(void *context), void *context)
{
	pid_t child = fork();

	if (child == 0) {
		int nowhere = open("/dev/null", O_RDWR);

		dup2(nowhere, STDOUT_FILENO);
		dup2(nowhere, STDERR_FILENO);
		if (prepare)
			prepare(context);
		execv(TRACETOLL, (char *const *)words);
		_exit(127);
	}
	return child;
}

pid_t tracetoll_start_endless(const char *configuration, const char *workload, const char *result,
			      void (*prepare)(void *context), void *context)
{
	const char *const words[] = {
		TRACETOLL, "run",     "-c", configuration, "-w",   workload, "--blocks",
		"100000",  "--calls", "4",  "-o",          result, NULL,
	};

	unlink(result);
	return tracetoll_start(words, prepare, context);
}

int tracetoll_wait(pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int tracetoll_run(const char *const *words)
{
	return tracetoll_wait(tracetoll_start(words, NULL, NULL));
}

size_t length_of(const char *path)
{
	char text[4096];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length;
	size_t total = 0;

	while (fd >= 0 && (length = read(fd, text, sizeof(text))) > 0)
		total += (size_t)length;
	if (fd >= 0)
		close(fd);
	return total;
}

bool result_is_readable(const char *result)
{
	const char *const words[] = { TRACETOLL, "report", result, NULL };
	int status = tracetoll_run(words);

	return status == 0 || status == 4 || status == 5;
}
