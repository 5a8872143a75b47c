// SPDX-License-Identifier: GPL-2.0-only
#include "attach/tracefs_instance.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "machine/system_file.h"

#define STATS_SIZE 1024

int tracefs_instance_make(struct tracefs_instance *instance, const char *tracefs,
			  const struct journal *journal, struct complaint *complaint)
{
	int err;

	snprintf(instance->path, sizeof(instance->path), "%s/instances/tracetoll-%d", tracefs,
		 (int)getpid());
	/* One that is there already is not ours to remove. */
	if (!access(instance->path, F_OK))
		return complain(complaint, EXIT_CODE_REFUSED, -EEXIST,
				"a killed run left it: tracetoll restore, or rmdir it",
				"cannot make the tracing instance %s", instance->path);
	err = journal_note(journal, UNDO_RMDIR, instance->path, NULL, complaint);
	if (!err && mkdir(instance->path, 0700))
		err = complain(complaint, EXIT_CODE_FAILED, -errno,
			       errno == ENOMEM ? "each CPU wants 1.4 MB for it" : "",
			       "cannot make the tracing instance %s", instance->path);
	return err;
}

int tracefs_instance_write(const struct tracefs_instance *instance, const char *name,
			   const char *text, struct complaint *complaint)
{
	char path[PATH_MAX + NAME_MAX];
	int err;

	snprintf(path, sizeof(path), "%s/%s", instance->path, name);
	err = system_file_write(path, text, false);
	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "", "cannot write '%s' to %s",
				text, path);
	return 0;
}

/* "entries: 12" */
static bool read_member(const char *text, const char *name, uint64_t *value)
{
	const char *at = text;

	while (at) {
		size_t length = strlen(name);

		if (!strncmp(at, name, length) && !strncmp(at + length, ": ", 2))
			return sscanf(at + length + 2, "%" SCNu64, value) == 1;
		at = strchr(at, '\n');
		at += at ? 1 : 0;
	}
	return false;
}

int tracefs_instance_entries(const struct tracefs_instance *instance, unsigned int cpu,
			     uint64_t *entries)
{
	char text[STATS_SIZE];
	uint64_t held, overwritten;
	ssize_t length =
		system_file_read(instance->path, text, sizeof(text), "/per_cpu/cpu%u/stats", cpu);

	if (length < 0)
		return (int)length;
	/* kernel/trace/trace.c, tracing_stats_read: "entries" are those that can be read yet. */
	if (!read_member(text, "entries", &held) || !read_member(text, "overrun", &overwritten))
		return -EBADMSG;
	*entries = held + overwritten;
	return 0;
}

int tracefs_instance_all_entries(const struct tracefs_instance *instance, uint64_t *entries)
{
	char path[PATH_MAX + NAME_MAX];
	const struct dirent *file;
	DIR *folder;
	int err = 0;

	*entries = 0;
	snprintf(path, sizeof(path), "%s/per_cpu", instance->path);
	folder = opendir(path);
	if (!folder)
		return -errno;
	while (!err && (file = readdir(folder))) {
		unsigned int cpu;
		uint64_t written;

		if (sscanf(file->d_name, "cpu%u", &cpu) != 1)
			continue;
		err = tracefs_instance_entries(instance, cpu, &written);
		if (!err)
			*entries += written;
	}
	closedir(folder);
	return err;
}

int tracefs_instance_empty(const struct tracefs_instance *instance, unsigned int cpu)
{
	char path[PATH_MAX + NAME_MAX];
	int fd;

	/* kernel/trace/trace.c, tracing_open: O_TRUNC resets the buffer. */
	snprintf(path, sizeof(path), "%s/per_cpu/cpu%u/trace", instance->path, cpu);
	fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	return close(fd) ? -errno : 0;
}

int tracefs_instance_check_filter(const struct tracefs_instance *instance, const char *name,
				  const char *module)
{
	char path[PATH_MAX + NAME_MAX], line[512], wanted[512];
	unsigned int functions = 0;
	bool found = false;
	FILE *file;

	snprintf(path, sizeof(path), "%s/set_ftrace_filter", instance->path);
	snprintf(wanted, sizeof(wanted), "%s%s%s%s", name, *module ? " [" : "", module,
		 *module ? "]" : "");
	file = fopen(path, "re");
	if (!file)
		return -errno;
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		/* "#### all functions enabled ####": an empty filter traces everything. */
		if (*line == '#')
			continue;
		functions++;
		found |= !strcmp(line, wanted);
	}
	fclose(file);
	if (functions > 1)
		return -ENOTUNIQ;
	return found ? 0 : -ESRCH;
}
