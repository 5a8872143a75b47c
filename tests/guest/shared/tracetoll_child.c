// SPDX-License-Identifier: GPL-2.0-only
#include "tracetoll_child.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#define OUTPUT "/tmp/tracetoll.out"
#define ERRORS "/tmp/tracetoll.err"

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

/* In the child: what it says goes to files. */
static void write_to_files(void *context)
{
	(void)context;
	dup2(open(OUTPUT, O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
	dup2(open(ERRORS, O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
}

static void read_text(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? 0 : read(fd, text, size - 1);

	if (fd >= 0)
		close(fd);
	text[length > 0 ? length : 0] = '\0';
}

void tracetoll_ask(const char *const *words, struct tracetoll_answer *answer)
{
	answer->status = tracetoll_wait(tracetoll_start(words, write_to_files, NULL));
	read_text(OUTPUT, answer->out, sizeof(answer->out));
	read_text(ERRORS, answer->err, sizeof(answer->err));
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
