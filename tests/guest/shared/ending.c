// SPDX-License-Identifier: GPL-2.0-only
#include "ending.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tracetoll_child.h"

#define GROUP "/sys/fs/cgroup/victim"

static const char *const names[ENDING_COUNT] = {
	[ENDING_KILL] = "SIGKILL",
	[ENDING_TERM] = "SIGTERM",
	[ENDING_INT] = "SIGINT",
	[ENDING_TERMINAL] = "closed terminal",
	[ENDING_MEMORY_GROUP] = "out of memory in a cgroup",
	[ENDING_MEMORY] = "out of memory",
};

const char *ending_name(enum ending ending)
{
	return names[ending];
}

static int put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int err = fd < 0 || write(fd, text, strlen(text)) < 0 ? -errno : 0;

	if (fd >= 0)
		close(fd);
	return err;
}

/* How often the out-of-memory killer killed, in groups or not (OOM_KILL, mm/oom_kill.c). */
static unsigned long count_memory_kills(void)
{
	static const char key[] = "\noom_kill ";
	char text[16384];
	int fd = open("/proc/vmstat", O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? 0 : read(fd, text, sizeof(text) - 1);
	const char *found;

	if (fd >= 0)
		close(fd);
	text[length > 0 ? length : 0] = '\0';
	found = strstr(text, key);
	return found ? strtoul(found + strlen(key), NULL, 10) : 0;
}

/* In the child: a session of its own, whose terminal is in the file descriptor @context. */
static void take_terminal(void *context)
{
	int master = *(int *)context;
	int terminal;

	setsid();
	terminal = ioctl(master, TIOCGPTPEER, O_RDWR);
	ioctl(terminal, TIOCSCTTY, 0);
	dup2(terminal, STDIN_FILENO);
	dup2(terminal, STDOUT_FILENO);
	dup2(terminal, STDERR_FILENO);
	close(terminal);
	close(master);
}

static int open_terminal(void)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);

	return master < 0 || grantpt(master) || unlockpt(master) ? -errno : master;
}

static int put_into_group(pid_t child)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", child);
	if (mkdir(GROUP, 0755) && errno != EEXIST)
		return -errno;
	if (put("/sys/fs/cgroup/cgroup.subtree_control", "+memory") ||
	    put(GROUP "/memory.max", "max") || put(GROUP "/cgroup.procs", text))
		return -errno;
	return 0;
}

/*
 * Before the child runs: nobody is a better victim, this process none at all, and what
 * the child takes from then on counts for the group.
 */
static int expose_to_memory_killer(const struct victim *victim)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/oom_score_adj", victim->child);
	if (put("/proc/self/oom_score_adj", "-1000") || put(path, "1000"))
		return -errno;
	return victim->ending == ENDING_MEMORY_GROUP ? put_into_group(victim->child) : 0;
}

int victim_start(struct victim *victim, enum ending ending, const char *configuration,
		 const char *workload, const char *result)
{
	bool has_terminal = ending == ENDING_TERMINAL;
	int err = 0;

	*victim = (struct victim){ .ending = ending, .terminal = -1 };
	if (has_terminal) {
		victim->terminal = open_terminal();
		if (victim->terminal < 0)
			return victim->terminal;
	}
	victim->memory_kills = count_memory_kills();
	victim->child =
		tracetoll_start_endless(configuration, workload, result,
					has_terminal ? take_terminal : NULL, &victim->terminal);
	if (ending == ENDING_MEMORY || ending == ENDING_MEMORY_GROUP)
		err = expose_to_memory_killer(victim);
	if (err) {
		kill(victim->child, SIGKILL);
		tracetoll_wait(victim->child);
	}
	return err;
}

/*
 * The write goes on until the group is empty or has no more victims: it must not keep
 * them from dying (memory_max_write).
 */
static void end_by_group(void)
{
	const struct sched_param none = { 0 };
	struct sched_param before;
	int policy = sched_getscheduler(0);

	sched_getparam(0, &before);
	sched_setscheduler(0, SCHED_OTHER, &none);
	put(GROUP "/memory.max", "0");
	sched_setscheduler(0, policy, &before);
}

static void end_now(struct victim *victim)
{
	switch (victim->ending) {
	case ENDING_KILL:
		kill(victim->child, SIGKILL);
		break;
	case ENDING_TERM:
		kill(victim->child, SIGTERM);
		break;
	case ENDING_INT:
		kill(victim->child, SIGINT);
		break;
	case ENDING_TERMINAL:
		close(victim->terminal);
		break;
	case ENDING_MEMORY_GROUP:
		end_by_group();
		break;
	case ENDING_MEMORY:
		put("/proc/sysrq-trigger", "f");
		break;
	case ENDING_COUNT:
		break;
	}
}

/* The signal that the ending sends. */
static int signal_of(enum ending ending)
{
	static const int signals[ENDING_COUNT] = {
		[ENDING_KILL] = SIGKILL,         [ENDING_TERM] = SIGTERM,
		[ENDING_INT] = SIGINT,           [ENDING_TERMINAL] = SIGHUP,
		[ENDING_MEMORY_GROUP] = SIGKILL, [ENDING_MEMORY] = SIGKILL,
	};

	return signals[ending];
}

int victim_end(struct victim *victim, int *status)
{
	bool by_memory = victim->ending == ENDING_MEMORY || victim->ending == ENDING_MEMORY_GROUP;

	end_now(victim);
	*status = tracetoll_wait(victim->child);
	if (by_memory && count_memory_kills() == victim->memory_kills)
		return -EPROTO;
	/* A run that catches the signal ends with 6, before it can it dies of it. */
	if (*status == 128 + signal_of(victim->ending))
		return 0;
	return *status == 6 && signal_of(victim->ending) != SIGKILL ? 0 : -EPROTO;
}
