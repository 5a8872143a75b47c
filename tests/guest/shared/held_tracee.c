// SPDX-License-Identifier: GPL-2.0-only
#include "held_tracee.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tracetoll_child.h"

bool held_says(const char *path, const char *text)
{
	static char content[1 << 20];
	int fd = open(path, O_RDONLY);
	ssize_t length = fd < 0 ? 0 : read(fd, content, sizeof(content) - 1);

	if (fd >= 0)
		close(fd);
	content[length > 0 ? length : 0] = '\0';
	return strstr(content, text) != NULL;
}

int held_run(const char *workload, ...)
{
	const char *words[32] = { TRACETOLL,  "run", "-w", workload,
				  "--blocks", "2",   "-o", HELD_RESULT };
	size_t count = 8;
	va_list more;
	int status = 0;
	pid_t child;

	va_start(more, workload);
	do {
		words[count] = va_arg(more, const char *);
	} while (words[count++]);
	va_end(more);
	unlink(HELD_RESULT);
	child = fork();
	if (child == 0) {
		dup2(open(HELD_OUTPUT, O_WRONLY | O_CREAT | O_TRUNC, 0644), STDOUT_FILENO);
		dup2(open(HELD_ERRORS, O_WRONLY | O_CREAT | O_TRUNC, 0644), STDERR_FILENO);
		execv(TRACETOLL, (char *const *)words);
		_exit(127);
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void held_check_refused(struct tap *tap, const char *what, const char *holder)
{
	int status = held_run("getppid", "-c", "ops1", NULL);

	tap_check(tap, status == 3, "%s: refused with 3 (%d)", what, status);
	tap_check(tap, held_says(HELD_ERRORS, holder), "%s: '%s' is named", what, holder);
	tap_check(tap, held_says(HELD_ERRORS, HELD_HANDLER), "%s: the tracee is named", what);
	tap_check(tap, held_says(HELD_ERRORS, "--allow-dirty"), "%s: the way on is named", what);
	tap_check(tap, access(HELD_RESULT, F_OK) != 0, "%s: no file is left", what);
}

void held_check_allowed(struct tap *tap, const char *what, const char *holder)
{
	int status = held_run("getppid", "-c", "none,ops1", "--allow-dirty", NULL);

	/* What others do beside us need not be the same in each block, and is told then. */
	tap_check(tap,
		  status == 0 || (status == 5 && held_says(HELD_ERRORS, "differ between blocks") &&
				  !held_says(HELD_ERRORS, "invalid")),
		  "%s: measured when that is asked for (%d)", what, status);
	tap_check(tap, held_says(HELD_RESULT, "\"allow_dirty\":true"), "%s: the file says so",
		  what);
	tap_check(tap, held_says(HELD_RESULT, "\"kind\":\"dirty\""), "%s: the cells are marked",
		  what);
	tap_check(tap, held_says(HELD_OUTPUT, holder), "%s: the table names '%s'", what, holder);
}

void held_check_clean(struct tap *tap)
{
	int status = held_run("getppid", "-c", "ops1", NULL);

	tap_check(tap, status == 0, "nobody else: measured (%d)", status);
	tap_check(tap, !held_says(HELD_RESULT, "\"kind\":\"dirty\""), "nobody else: no mark");
}
