// SPDX-License-Identifier: GPL-2.0-only
#include "tracefs/left.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "machine/journal.h"
#include "machine/system_file.h"

#define TRACEFS "/sys/kernel/tracing"
#define KPROBES "/sys/kernel/debug/kprobes/list"
#define TEXT_SIZE 8192

static bool folder_is_empty(const char *path)
{
	DIR *folder = opendir(path);
	const struct dirent *file;
	bool found = false;

	while (folder && (file = readdir(folder)))
		found |= file->d_name[0] != '.';
	if (folder)
		closedir(folder);
	return !found;
}

/* A line of the file that has @ours in it, or that is about a tracee. */
static bool file_has(const char *path, const char *ours)
{
	static char text[TEXT_SIZE];

	return system_file_read("", text, sizeof(text), "%s", path) > 0 && strstr(text, ours);
}

const char *tracefs_left_behind(void)
{
	if (!folder_is_empty(TRACEFS "/instances"))
		return "an instance";
	if (file_has(TRACEFS "/dynamic_events", "tracetoll_"))
		return "an event";
	/* The module's own kprobes name what they count: only those at a tracee's entry. */
	if (file_has(KPROBES, "tracetoll_tracee+0x0") || file_has(KPROBES, "sys_getppid+0x0"))
		return "a kprobe";
	if (file_has(TRACEFS "/enabled_functions", "tracetoll_tracee") ||
	    file_has(TRACEFS "/enabled_functions", "sys_getppid"))
		return "an ops";
	return NULL;
}

const char *tracefs_left_in_the_end(void)
{
	const char *left = "";

	for (int i = 0; left && i < 500; i++) {
		left = tracefs_left_behind();
		if (!left && !folder_is_empty(JOURNAL_FOLDER))
			left = "a journal";
		if (left)
			usleep(10000);
	}
	return left;
}

pid_t guardian_find(void)
{
	DIR *folder = opendir("/proc");
	const struct dirent *file;
	pid_t found = 0;

	while (folder && !found && (file = readdir(folder))) {
		char words[256];
		ssize_t length;

		if (atoi(file->d_name) <= 0)
			continue;
		length = system_file_read("", words, sizeof(words), "/proc/%s/cmdline",
					  file->d_name);
		/* Words are ended by zeros: "tracetoll", "restore", "--guard". */
		if (length > 0 && memmem(words, (size_t)length, "--guard", sizeof("--guard")))
			found = (pid_t)atoi(file->d_name);
	}
	if (folder)
		closedir(folder);
	return found;
}
