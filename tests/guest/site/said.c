// SPDX-License-Identifier: GPL-2.0-only
#include "said.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define CAP_SYS_RAWIO 17
#define NOBODY 65534

void read_file(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY);
	ssize_t length = fd < 0 ? 0 : read(fd, text, size - 1);

	if (fd >= 0)
		close(fd);
	text[length > 0 ? length : 0] = '\0';
}

static void become(enum caller caller)
{
	if (caller == ROOT_WITHOUT_RAWIO)
		prctl(PR_CAPBSET_DROP, CAP_SYS_RAWIO, 0, 0, 0);
	if (caller == SOMEBODY && (setgid(NOBODY) || setuid(NOBODY)))
		_exit(126);
}

const struct said *site(enum caller caller, const char *first, ...)
{
	static struct said said;
	const char *words[8] = { "/bin/tracetoll", "site" };
	int status = 0, count = 2;
	va_list arguments;
	pid_t child;

	va_start(arguments, first);
	for (const char *word = first; word && count < 7; word = va_arg(arguments, const char *))
		words[count++] = word;
	va_end(arguments);
	child = fork();
	if (child == 0) {
		dup2(open("/tmp/out", O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
		dup2(open("/tmp/err", O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
		become(caller);
		execv(words[0], (char *const *)words);
		_exit(127);
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	said.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
	read_file("/tmp/out", said.out, sizeof(said.out));
	read_file("/tmp/err", said.err, sizeof(said.err));
	return &said;
}

void check_says(struct tap *tap, const char *text, const char *part)
{
	if (!tap_check(tap, strstr(text, part), "says '%s'", part))
		printf("# but:\n%s", text);
}

void check_says_if(struct tap *tap, bool wanted, const char *text, const char *part)
{
	if (wanted)
		check_says(tap, text, part);
}

bool is_one_line(const char *text)
{
	const char *end = strchr(text, '\n');

	return end && !end[1];
}

void check_refused(struct tap *tap, const struct said *said, int status, const char *part)
{
	tap_check(tap, said->status == status && !*said->out && is_one_line(said->err),
		  "refused with %d, in one line (%d)", status, said->status);
	check_says(tap, said->err, part);
}

bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC);
	bool written = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return written;
}

bool has_symbol(const char *name)
{
	char line[512], found[256];
	FILE *file = fopen("/proc/kallsyms", "r");
	bool has = false;

	while (file && !has && fgets(line, sizeof(line), file))
		has = sscanf(line, "%*s %*s %255s", found) == 1 && !strcmp(found, name);
	if (file)
		fclose(file);
	return has;
}

void show(const struct said *said)
{
	for (const char *line = said->out, *end; (end = strchr(line, '\n')); line = end + 1)
		printf("# %.*s\n", (int)(end - line), line);
}

/* The header's last word: "name  0x...  PATH". */
void check_path(struct tap *tap, const struct said *said, const char *path)
{
	char end[64];
	const char *line_end = strchr(said->out, '\n');
	size_t length = (size_t)snprintf(end, sizeof(end), "  %s", path);

	if (!tap_check(tap,
		       !said->status && line_end && (size_t)(line_end - said->out) > length &&
			       !strncmp(line_end - length, end, length),
		       "the path is %s", path))
		printf("# but (%d):\n%s%s", said->status, said->out, said->err);
	if (!tap_check(tap, !strstr(said->out, "CONTRADICTION") && !*said->err,
		       "without a contradiction"))
		printf("%s%s", said->out, said->err);
}
