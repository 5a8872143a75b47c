// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest and ends it badly: misbehave panic|hang|killed|42
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The result port gets a line first: what was written must come out all the same. */
static void write_some_result(void)
{
	static const char line[] = "{\"record\":\"so far\"}\n";
	int fd = open("/result", O_WRONLY);

	if (fd >= 0 && write(fd, line, sizeof(line) - 1) < 0)
		perror("misbehave: /result");
	if (fd >= 0)
		close(fd);
}

int main(int argc, char **argv)
{
	const char *how = argc > 1 ? argv[1] : "";
	int fd;

	write_some_result();
	if (!strcmp(how, "panic")) {
		fd = open("/proc/sysrq-trigger", O_WRONLY);
		if (fd < 0 || write(fd, "c", 1) < 0)
			perror("misbehave: /proc/sysrq-trigger");
	} else if (!strcmp(how, "hang")) {
		for (;;)
			pause();
	} else if (!strcmp(how, "killed")) {
		raise(SIGKILL);
	}
	return atoi(how);
}
