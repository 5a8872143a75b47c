// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who holds perf events: their counters are not free.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "doctor/fact.h"
#include "machine/system_file.h"

#define LINK "anon_inode:[perf_event]"
#define NAMED_MAX 3 /* in the text */

struct users {
	unsigned int count;
	unsigned int closed; /* processes that this user cannot look into */
	char names[FACT_TEXT_SIZE / 2];
};

/* Whether a descriptor in the folder is a perf event; a negative errno: it cannot be seen. */
static int holds_event(const char *folder)
{
	char path[PATH_MAX];
	char target[sizeof(LINK)];
	const struct dirent *file;
	DIR *descriptors = opendir(folder);
	int holds = 0;

	if (!descriptors)
		return -errno;
	while (!holds && (file = readdir(descriptors))) {
		ssize_t length;

		snprintf(path, sizeof(path), "%.*s/%s", PATH_MAX / 2, folder, file->d_name);
		length = readlink(path, target, sizeof(target));
		holds = length == (ssize_t)strlen(LINK) && !memcmp(target, LINK, strlen(LINK));
	}
	closedir(descriptors);
	return holds;
}

static void add_user(const char *root, long process, struct users *users)
{
	size_t used = strlen(users->names);
	char name[32];

	if (users->count++ >= NAMED_MAX)
		return;
	system_file_line(root, name, sizeof(name), "/proc/%ld/comm", process);
	snprintf(users->names + used, sizeof(users->names) - used, "%s%s (%ld)", used ? ", " : "",
		 name, process);
}

static int find_users(const char *root, struct users *users)
{
	char path[PATH_MAX];
	const struct dirent *file;
	DIR *processes;

	memset(users, 0, sizeof(*users));
	snprintf(path, sizeof(path), "%s/proc", root);
	processes = opendir(path);
	if (!processes)
		return -errno;
	while ((file = readdir(processes))) {
		long process = strtol(file->d_name, NULL, 10);
		int holds;

		if (!isdigit((unsigned char)file->d_name[0]) || process == getpid())
			continue;
		snprintf(path, sizeof(path), "%s/proc/%ld/fd", root, process);
		holds = holds_event(path);
		if (holds > 0)
			add_user(root, process, users);
		else if (holds == -EACCES || holds == -EPERM)
			users->closed++;
	}
	closedir(processes);
	return 0;
}

static void look(const struct fact_place *place, struct fact_state *state)
{
	struct users users;
	int err = find_users(place->root, &users);

	if (err)
		fact_say_unseen(state, err, "/proc");
	else if (users.count > NAMED_MAX)
		fact_say(state, FACT_DISTURBS, "%s and %u more", users.names,
			 users.count - NAMED_MAX);
	else if (users.count)
		fact_say(state, FACT_DISTURBS, "%s", users.names);
	else if (users.closed)
		fact_say(state, FACT_UNKNOWN, "other users' processes are closed to this one");
	else
		fact_say(state, FACT_FIT, "no other process holds perf events");
}

static const struct fact users = {
	.name = "perf-users",
	.order = 70,
	.effect = "ours may find no counter free",
	.remedy = "end them while you measure",
	.look = look,
};
REGISTER_FACT(users);
