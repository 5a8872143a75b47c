// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: ends runs at random moments in every way there is, and looks each time
 * whether anything of them stayed. kills [-s SEED] [-n ROUNDS] [-c CONFIG] [-w WORKLOAD]...
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ending.h"
#include "kmsg.h"
#include "module.h"
#include "random.h"
#include "tap.h"
#include "tracetoll_child.h"

#define RESULT "/tmp/kills.jsonl"
#define KPROBES "/sys/kernel/debug/kprobes/list"
#define MODULE_FOLDER "/sys/module/tracetoll"
#define NAMES_MAX 32
#define CELLS_MAX (NAMES_MAX * NAMES_MAX)
/* With half of it no moment of 200 fell onto an attachment on riscv64. */
#define WAIT_MAX_US 300000

/* How far a run had come when it was ended. */
enum phase {
	PHASE_STARTING, /* its program does not run yet */
	PHASE_NO_MODULE,
	PHASE_LOADING,
	PHASE_LOADED, /* nobody owns the device */
	PHASE_OWNED, /* nothing is attached: before, between, or without attachments */
	PHASE_ATTACHED,
	PHASE_ENDED,
	PHASE_COUNT,
};

static const char *const phase_names[PHASE_COUNT] = {
	"starting", "no module", "loading", "loaded", "owned", "attached", "ended by itself",
};

struct names {
	const char *names[NAMES_MAX];
	size_t count;
};

struct cell {
	const char *configuration;
	const char *workload;
};

struct kills {
	struct tap tap;
	struct kmsg log;
	struct cell cells[CELLS_MAX];
	size_t cell_count;
	uint64_t random;
	unsigned int endings[ENDING_COUNT];
	unsigned int phases[PHASE_COUNT];
};

static void add_name(struct names *names, const char *name)
{
	if (names->count < NAMES_MAX)
		names->names[names->count++] = name;
}

/* The first line of a small file. */
static const char *line_of(const char *path, char *line, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, line, size - 1);

	if (fd >= 0)
		close(fd);
	line[length > 0 ? length : 0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	return line;
}

/* Cheap, unlike to ask what is attached: that walks all of ftrace's records. */
static enum phase look_at_module(void)
{
	char line[64];

	if (!module_is_loaded("tracetoll"))
		return PHASE_NO_MODULE;
	if (strcmp(line_of(MODULE_FOLDER "/initstate", line, sizeof(line)), "live"))
		return PHASE_LOADING;
	return strcmp(line_of(MODULE_FOLDER "/refcnt", line, sizeof(line)), "0") ? PHASE_OWNED
										 : PHASE_LOADED;
}

static enum phase look(pid_t child)
{
	char path[64], line[64];
	siginfo_t info = { 0 };
	enum phase phase;

	if (!waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT) && info.si_pid)
		return PHASE_ENDED;
	snprintf(path, sizeof(path), "/proc/%d/comm", child);
	if (strcmp(line_of(path, line, sizeof(line)), "tracetoll"))
		return PHASE_STARTING;
	phase = look_at_module();
	return phase == PHASE_OWNED && length_of(ENABLED_FUNCTIONS) ? PHASE_ATTACHED : phase;
}

/* Waits until the run has come so far, or for the time that it may take. */
static void wait_for_phase(enum phase phase)
{
	for (unsigned int waited = 0; waited < WAIT_MAX_US && look_at_module() < phase;
	     waited += 50)
		usleep(50);
}

/*
 * Half of them at any time. The others aim: loading the module is short against all that
 * follows, and so is attaching.
 */
static void wait_for_moment(struct kills *kills)
{
	unsigned int limit = WAIT_MAX_US;

	switch (random_below(&kills->random, 4)) {
	case 0:
		wait_for_phase(PHASE_LOADING);
		limit = 1000;
		break;
	case 1:
		wait_for_phase(PHASE_OWNED);
		limit = 30000;
		break;
	}
	usleep((useconds_t)random_below(&kills->random, limit));
}

/* What is wrong now that the run is over, NULL if nothing is. */
static const char *left_behind(struct kills *kills, int status, char *text, size_t size)
{
	if (length_of(ENABLED_FUNCTIONS))
		return "something is still attached";
	if (length_of(KPROBES))
		return "a kprobe is left";
	if (status == 6 && modules_are_loaded())
		return "it could stop in peace and left its module";
	if (!modules_delete())
		return "the module cannot be removed";
	if (length_of(RESULT) && !result_is_readable(RESULT))
		return "the file cannot be read";
	if (waitpid(-1, NULL, WNOHANG) >= 0 || errno != ECHILD)
		return "a process is left";
	if (kmsg_count(&kills->log, kmsg_is_trouble, text, size))
		return text;
	return NULL;
}

static void end_one(struct kills *kills)
{
	enum ending ending = (enum ending)random_below(&kills->random, ENDING_COUNT);
	const struct cell *cell = &kills->cells[random_below(&kills->random, kills->cell_count)];
	struct victim victim;
	const char *wrong = NULL;
	char text[512];
	enum phase phase;
	int status = -1;

	if (victim_start(&victim, ending, cell->configuration, cell->workload, RESULT)) {
		tap_check(&kills->tap, false, "%s: cannot be begun: %s", ending_name(ending),
			  strerror(errno));
		return;
	}
	wait_for_moment(kills);
	phase = look(victim.child);
	if (victim_end(&victim, &status))
		wrong = "it was not ended as it was meant to be";
	kills->endings[ending]++;
	kills->phases[phase]++;
	if (phase == PHASE_ENDED)
		wrong = "it ended by itself";
	if (!wrong)
		wrong = left_behind(kills, status, text, sizeof(text));
	tap_check(&kills->tap, !wrong, "%s, %s on %s, %s: %d%s%s", ending_name(ending),
		  cell->configuration, cell->workload, phase_names[phase], status,
		  wrong ? ": " : "", wrong ? wrong : "");
}

/* What this kernel cannot do would end by itself: only the others are worth an end. */
static void add_cell(struct kills *kills, const char *configuration, const char *workload)
{
	const char *const words[] = { TRACETOLL,  "run",     "-c", configuration, "-w",
				      workload,   "--calls", "4",  "-o",          RESULT,
				      "--blocks", "1",       NULL };
	int status;

	unlink(RESULT);
	status = tracetoll_run(words);
	if (status == 4)
		printf("# %s on %s cannot be done here\n", configuration, workload);
	else if (tap_check(&kills->tap, status == 0, "%s on %s can be measured (%d)", configuration,
			   workload, status))
		kills->cells[kills->cell_count++] = (struct cell){ configuration, workload };
}

static void add_cells(struct kills *kills, const struct names *configurations,
		      const struct names *workloads)
{
	for (size_t i = 0; i < configurations->count; i++) {
		for (size_t j = 0; j < workloads->count; j++)
			add_cell(kills, configurations->names[i], workloads->names[j]);
	}
}

/* What the guest has not mounted already. */
static void mount_on(struct tap *tap, const char *type, const char *folder)
{
	mkdir(folder, 0755);
	if (mount(type, folder, type, 0, NULL) && errno != EBUSY)
		tap_check(tap, false, "%s on %s: %s", type, folder, strerror(errno));
}

/*
 * On one CPU nothing of the child happens between the look at it and its end. What it
 * leaves behind becomes a child of this process, and is found.
 */
static void rule(void)
{
	const struct sched_param first = { .sched_priority = 1 };

	if (sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, &first) ||
	    prctl(PR_SET_CHILD_SUBREAPER, 1))
		printf("# sched_setscheduler, prctl: %s\n", strerror(errno));
}

/* Whoever looks for what is left must see what is there while a run goes on. */
static void check_the_checks(struct kills *kills)
{
	struct victim victim;
	int status;

	if (!tap_check(&kills->tap, !victim_start(&victim, ENDING_KILL, "ops1", "kloop", RESULT),
		       "a run begins"))
		return;
	for (int i = 0; i < 3000 && look(victim.child) != PHASE_ATTACHED; i++)
		usleep(1000);
	tap_check(&kills->tap, length_of(ENABLED_FUNCTIONS), "its attachment is seen");
	tap_check(&kills->tap, length_of(KPROBES), "its kprobe is seen");
	tap_check(&kills->tap, !modules_delete(), "its module is seen to be in use");
	tap_check(&kills->tap, !waitpid(-1, NULL, WNOHANG), "its process is seen");
	tap_check(&kills->tap, !victim_end(&victim, &status) && status == 128 + SIGKILL,
		  "it is killed");
	tap_check(&kills->tap, modules_delete(), "its module can be removed");
}

static void print_counts(struct kills *kills)
{
	for (int i = 0; i < ENDING_COUNT; i++)
		tap_check(&kills->tap, kills->endings[i], "%s: %u times",
			  ending_name((enum ending)i), kills->endings[i]);
	for (int i = 0; i < PHASE_COUNT; i++)
		printf("# %s: %u times\n", phase_names[i], kills->phases[i]);
	tap_check(&kills->tap,
		  kills->phases[PHASE_LOADING] && kills->phases[PHASE_OWNED] &&
			  kills->phases[PHASE_ATTACHED],
		  "some while the module loaded, some without and some with an attachment");
}

int main(int argc, char **argv)
{
	static const char *const usual[] = { "none",  "direct",     "ops1",       "ops2",
					     "ops10", "ops1+irr10", "direct+ops1" };
	static struct kills kills;
	struct names configurations = { 0 }, workloads = { 0 };
	unsigned long rounds = 200;
	uint64_t seed = 1;
	int option;

	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
		add_name(&configurations, usual[i]);
	add_name(&workloads, "kloop");
	add_name(&workloads, "getppid");
	while ((option = getopt(argc, argv, "s:n:c:w:")) != -1) {
		if (option == 's')
			seed = strtoull(optarg, NULL, 0);
		else if (option == 'n')
			rounds = strtoul(optarg, NULL, 0);
		else if (option == 'c')
			add_name(&configurations, optarg);
		else if (option == 'w')
			add_name(&workloads, optarg);
		else
			return 2;
	}
	kills.random = seed;
	printf("# seed %llu, %lu rounds\n", (unsigned long long)seed, rounds);
	mount_on(&kills.tap, "devpts", "/dev/pts");
	mount_on(&kills.tap, "debugfs", "/sys/kernel/debug");
	mount_on(&kills.tap, "cgroup2", "/sys/fs/cgroup");
	add_cells(&kills, &configurations, &workloads);
	rule();
	tap_check(&kills.tap, !kmsg_open(&kills.log), "the kernel log can be read");
	tap_check(&kills.tap, !access(KPROBES, R_OK), "the list of kprobes, too");
	check_the_checks(&kills);
	for (unsigned long i = 0; i < rounds && kills.cell_count; i++)
		end_one(&kills);
	print_counts(&kills);
	return tap_end(&kills.tap);
}
