// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: each configuration of tracefs is attached by the harness's own code, counts
 * exactly the calls that were made, and leaves nothing behind, however its process ends; what
 * the user traces meanwhile goes on. Words: those that this kernel cannot do, CONFIGURATION or
 * CONFIGURATION@WORKLOAD; all others must be done.
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attach/attachment.h"
#include "attach/tracefs_kind.h"
#include "bench/workload.h"
#include "machine/guardian.h"
#include "machine/system_file.h"
#include "module.h"
#include "tap.h"
#include "tracefs/left.h"
#include "tracetoll_child.h"

#define TRACEFS "/sys/kernel/tracing"
#define RESULT "/tmp/tracefs.jsonl"
#define CONFIGURATIONS_MAX 128
#define CALLS 57
#define USERS_FILTER "schedule"

struct tracefs_test {
	struct tap tap;
	struct device device;
	struct attachment attachment;
	char **excused;
};

static const char *const workloads[] = { "kloop", "getppid" };

/* Whether the words say that this kernel cannot do it. */
static bool is_excused(const struct tracefs_test *test, const char *configuration,
		       const char *workload)
{
	char both[128];

	snprintf(both, sizeof(both), "%s@%s", configuration, workload);
	for (char **word = test->excused; *word; word++) {
		if (!strcmp(*word, configuration) || !strcmp(*word, both))
			return true;
	}
	return false;
}

/* Emptied between two runs, the hits of both are told. */
static void check_hits(struct tracefs_test *test, const struct configuration *configuration,
		       const struct workload *workload)
{
	const struct workload_run run = { .device = test->device.fd,
					  .batches = 1,
					  .calls_per_batch = CALLS };
	struct attached_hits hits = { 0 };
	struct complaint complaint = { .tried = "" };
	int err = 0;

	for (int i = 0; !err && i < 2; i++) {
		err = attachment_before_run(&test->attachment, &complaint);
		if (!err)
			err = workload->run(&run);
	}
	if (!err)
		err = attachment_read_hits(&test->attachment, &hits, &complaint);
	tap_check(&test->tap, !err && hits.per_call && hits.hits == 2 * CALLS * hits.per_call,
		  "%s on %s: %llu hits for %d calls, %llu each (%d)%s", configuration->name,
		  workload->name, (unsigned long long)hits.hits, 2 * CALLS,
		  (unsigned long long)hits.per_call, err, complaint.tried);
}

static void test_one(struct tracefs_test *test, const struct configuration *configuration,
		     const struct workload *workload)
{
	const struct attach_order order = {
		.configuration = configuration,
		.tracee = { workload->kind, workload->tracee },
		.system_call = workload->system_call,
	};
	struct complaint complaint = { .tried = "" };
	int err = attachment_attach(&test->attachment, &order, &complaint);
	const char *left;

	if (is_excused(test, configuration->name, workload->name)) {
		left = tracefs_left_behind();
		tap_check(&test->tap, err == -EOPNOTSUPP && !left, "%s on %s: not here (%d): %s%s",
			  configuration->name, workload->name, err, complaint.tried,
			  left ? left : "");
		if (!err)
			attachment_detach(&test->attachment, &complaint);
		return;
	}
	if (err) {
		tap_check(&test->tap, false, "%s on %s: %d, %s", configuration->name,
			  workload->name, err, complaint.tried);
		return;
	}
	tap_check(&test->tap, tracefs_left_behind(), "%s on %s: it is seen", configuration->name,
		  workload->name);
	check_hits(test, configuration, workload);
	err = attachment_detach(&test->attachment, &complaint);
	left = tracefs_left_behind();
	tap_check(&test->tap, !err && !left, "%s on %s: detached (%d) %s", configuration->name,
		  workload->name, err, left ? left : "");
}

/* Those of tracefs, in the table's order. Returns their number. */
static size_t ours(struct configuration *found)
{
	static struct configuration all[CONFIGURATIONS_MAX];
	size_t count = configuration_all(all, CONFIGURATIONS_MAX);
	size_t kept = 0;

	for (size_t i = 0; i < count && i < CONFIGURATIONS_MAX; i++) {
		if (all[i].row->tracefs)
			found[kept++] = all[i];
	}
	return kept;
}

static void test_all(struct tracefs_test *test)
{
	static struct configuration configurations[CONFIGURATIONS_MAX];
	size_t count = ours(configurations);

	tap_check(&test->tap, count >= 8, "there are %zu", count);
	for (size_t c = 0; c < count; c++) {
		struct complaint complaint = { .tried = "" };
		int err = tracefs_available("", configurations[c].row, &complaint);
		bool excused = is_excused(test, configurations[c].name, "any");

		tap_check(&test->tap, err == (excused ? -EOPNOTSUPP : 0), "%s: available: %d%s%s",
			  configurations[c].name, err, err ? ", " : "", complaint.tried);
		for (size_t w = 0; w < sizeof(workloads) / sizeof(workloads[0]); w++)
			test_one(test, &configurations[c], workload_find(workloads[w]));
	}
}

/*
 * The user's own tracing, in the top instance, from which new ones take their options; a uprobe
 * may stand anywhere.
 */
static void begin_users_tracing(struct tap *tap)
{
	tap_check(tap,
		  !system_file_write(TRACEFS "/options/stacktrace", "1", false) &&
			  !system_file_write(TRACEFS "/options/overwrite", "0", false) &&
			  !system_file_write(TRACEFS "/set_ftrace_filter", USERS_FILTER, false) &&
			  !system_file_write(TRACEFS "/current_tracer", "function", false) &&
			  !system_file_write(TRACEFS "/events/sched/sched_switch/enable", "1",
					     false) &&
			  !system_file_write(TRACEFS "/dynamic_events",
					     "p:users/event /bin/program:0x0", true),
		  "the user traces");
}

static void check_users_tracing(struct tap *tap)
{
	char tracer[64], filter[256], enabled[64], events[256], size[64], stacks[8], overwrites[8];

	system_file_line("", tracer, sizeof(tracer), TRACEFS "/current_tracer");
	system_file_line("", filter, sizeof(filter), TRACEFS "/set_ftrace_filter");
	system_file_line("", enabled, sizeof(enabled), TRACEFS "/events/sched/sched_switch/enable");
	system_file_line("", events, sizeof(events), TRACEFS "/dynamic_events");
	system_file_line("", size, sizeof(size), TRACEFS "/buffer_size_kb");
	system_file_line("", stacks, sizeof(stacks), TRACEFS "/options/stacktrace");
	system_file_line("", overwrites, sizeof(overwrites), TRACEFS "/options/overwrite");
	tap_check(tap,
		  !strcmp(tracer, "function") && !strcmp(filter, USERS_FILTER) &&
			  !strcmp(enabled, "1") && !strcmp(stacks, "1") &&
			  !strcmp(overwrites, "0") && !strncmp(events, "p:users/event ", 14) &&
			  !strchr(events, '\n') && strtoul(size, NULL, 10) > 1000,
		  "the user's tracing is as it was: %s, %s, %s, %s, %s", tracer, filter, enabled,
		  events, size);
}

static void end_users_tracing(struct tap *tap)
{
	tap_check(tap,
		  !system_file_write(TRACEFS "/current_tracer", "nop", false) &&
			  !system_file_write(TRACEFS "/options/stacktrace", "0", false) &&
			  !system_file_write(TRACEFS "/options/overwrite", "1", false) &&
			  !system_file_write(TRACEFS "/events/sched/sched_switch/enable", "0",
					     false) &&
			  !system_file_write(TRACEFS "/dynamic_events", "-:users/event", true) &&
			  !system_file_write(TRACEFS "/set_ftrace_filter", " ", false),
		  "the user ends it");
}

/* Stops the run where it has attached something: it measures the baseline, too. */
static bool stop_attached(pid_t child)
{
	for (int i = 0; i < 1000; i++) {
		kill(child, SIGSTOP);
		waitpid(child, NULL, WUNTRACED);
		if (tracefs_left_behind())
			return true;
		kill(child, SIGCONT);
		usleep(7000);
	}
	return false;
}

/* A run that has attached something by tracefs, and stands still. Returns its process. */
static pid_t start_run(struct tap *tap, const char *configuration)
{
	pid_t child = tracetoll_start_endless(configuration, "kloop", RESULT, NULL, NULL);

	tap_check(tap, stop_attached(child), "%s: a run is seen", configuration);
	return child;
}

static void test_killed(struct tap *tap, const char *configuration)
{
	pid_t child = start_run(tap, configuration);
	const char *left;

	kill(child, SIGKILL);
	tap_check(tap, tracetoll_wait(child) == 128 + SIGKILL, "%s: it is killed", configuration);
	left = tracefs_left_in_the_end();
	tap_check(tap, !left, "%s: its guardian leaves nothing%s%s", configuration,
		  left ? ": " : "", left ? left : "");
	tap_check(tap, !guardian_find(), "%s: and goes", configuration);
}

static void test_killed_with_guardian(struct tap *tap, const char *configuration, bool by_run)
{
	static const char *const restore[] = { TRACETOLL, "restore", NULL };
	static const char *const run[] = { TRACETOLL, "run", "-c",   "none", "-w",
					   "kloop",   "-o",  RESULT, NULL };
	static struct tracetoll_answer answer;
	pid_t child = start_run(tap, configuration);
	pid_t guardian = guardian_find();
	const char *left;

	/* A living one's are left alone. */
	tracetoll_ask(restore, &answer);
	tap_check(tap, answer.status == 0 && strstr(answer.out, "1 at work"),
		  "%s: restore leaves a living run alone: %d", configuration, answer.status);
	tap_check(tap, guardian > 0 && getpgid(guardian) != getpgid(child),
		  "%s: its guardian is in a group of its own", configuration);
	/* The guardian first: else it would be quicker than we are. */
	kill(guardian, SIGKILL);
	kill(child, SIGKILL);
	tracetoll_wait(child);
	tap_check(tap, tracefs_left_behind(), "%s: without both something is left", configuration);
	unlink(RESULT);
	tracetoll_ask(by_run ? run : restore, &answer);
	left = tracefs_left_in_the_end();
	tap_check(tap, answer.status == 0 && !left, "%s: %s undoes it: %d%s%s", configuration,
		  by_run ? "the next run" : "restore", answer.status, left ? ": " : "",
		  left ? left : "");
	if (by_run)
		tap_check(tap, strstr(answer.err, "undid what process"), "%s: and says so",
			  configuration);
	tracetoll_ask(restore, &answer);
	tap_check(tap, answer.status == 0 && strstr(answer.out, "nothing was left behind"),
		  "%s: nothing more: %d", configuration, answer.status);
}

static void test_kills(struct tracefs_test *test)
{
	static struct configuration configurations[CONFIGURATIONS_MAX];
	size_t count = ours(configurations);

	for (size_t c = 0; c < count; c++) {
		const struct configuration *configuration = &configurations[c];

		if (configuration->row->system_call ||
		    is_excused(test, configuration->name, "kloop"))
			continue;
		test_killed(&test->tap, configuration->name);
		test_killed_with_guardian(&test->tap, configuration->name, c % 2);
	}
}

static void test_here(struct tracefs_test *test)
{
	struct complaint complaint = { .tried = "" };

	module_insert_own("tracetoll");
	if (!tap_check(&test->tap, !device_open(&test->device, &complaint),
		       "the device is open: %s", complaint.tried))
		return;
	test->attachment.device = &test->device;
	test_all(test);
	attachment_close(&test->attachment);
	tap_check(&test->tap, !guardian_find(), "the guardian is gone");
	device_close(&test->device);
	tap_check(&test->tap, modules_delete(), "the module can be removed");
}

int main(int argc, char **argv)
{
	struct tracefs_test test = { .excused = argv + (argc ? 1 : 0) };
	cpu_set_t first;

	/* What attaches here starts this program as its guardian. */
	if (argc == 4 && !strcmp(argv[2], "--guard"))
		return guardian_watch(argv[3]) ? 1 : 0;
	CPU_ZERO(&first);
	CPU_SET(0, &first);
	sched_setaffinity(0, sizeof(first), &first);
	begin_users_tracing(&test.tap);
	test_here(&test);
	check_users_tracing(&test.tap);
	test_kills(&test);
	check_users_tracing(&test.tap);
	end_users_tracing(&test.tap);
	tap_check(&test.tap, modules_delete() || !modules_are_loaded(), "no module is left");
	return tap_end(&test.tap);
}
