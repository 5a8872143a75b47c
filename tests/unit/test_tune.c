// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tuning a machine that is only files, and how it comes back: whole, killed at each step, refused.
 */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "doctor/tune.h"
#include "fake_root.h"

#define POLICY "/sys/devices/system/cpu/cpu0/cpufreq"
#define STEPS_MAX 64

struct file {
	const char *path;
	const char *text;
};

/* In no order: what is undone must not depend on it. */
static const struct file files[] = {
	{ "/proc/sys/kernel/nmi_watchdog", "1\n" },
	{ "/proc/sys/kernel/perf_user_access", "0\n" },
	{ "/proc/sys/kernel/bpf_stats_enabled", "1\n" },
	{ "/proc/sys/kernel/ftrace_enabled", "0\n" },
	{ POLICY "/scaling_governor", "schedutil\n" },
	{ POLICY "/scaling_min_freq", "600000\n" },
	{ POLICY "/scaling_max_freq", "1800000\n" },
	{ "/sys/devices/system/cpu/cpufreq/boost", "1\n" },
	{ "/sys/devices/system/cpu/cpu0/cpuidle/state0/latency", "1\n" },
	{ "/sys/devices/system/cpu/cpu0/cpuidle/state0/disable", "0\n" },
	{ "/sys/devices/system/cpu/cpu0/cpuidle/state1/latency", "130\n" },
	{ "/sys/devices/system/cpu/cpu0/cpuidle/state1/disable", "0\n" },
	/* Of drivers that have an opinion of how a line ends. */
	{ "/sys/devices/system/cpu/cpu0/cpufreq/boost", "1 \n" },
};

#define FILE_COUNT (sizeof(files) / sizeof(files[0]))

static struct fake_root root;
static struct fact_place place;

static int set_up(void **state)
{
	(void)state;
	fake_root_make(&root);
	for (size_t i = 0; i < FILE_COUNT; i++)
		fake_root_write(&root, files[i].path, files[i].text);
	place = (struct fact_place){ .root = root.path, .cpu = 0 };
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	fake_root_remove(&root);
	return 0;
}

static const char *read_file(const char *path)
{
	static char text[256];
	char whole[512];
	FILE *file;

	snprintf(whole, sizeof(whole), "%s%s", root.path, path);
	file = fopen(whole, "r");
	assert_non_null(file);
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	return text;
}

static void assert_untouched(const char *when, unsigned int number)
{
	for (size_t i = 0; i < FILE_COUNT; i++) {
		const char *text = read_file(files[i].path);

		if (strcmp(text, files[i].text) != 0)
			fail_msg("%s %u: %s is '%s', not '%s'", when, number, files[i].path, text,
				 files[i].text);
	}
}

/* Counts what it is told, and ends this process at that one. */
struct steps {
	unsigned int count;
	unsigned int last; /* 0: none */
	unsigned int stages[TUNE_FAILED + 1];
	int error; /* the last one */
};

static void step(void *context, const struct tune_step *told)
{
	struct steps *steps = context;

	steps->stages[told->stage]++;
	steps->error = told->error ? told->error : steps->error;
	if (++steps->count == steps->last)
		raise(SIGKILL);
}

static struct tune_tally tune(struct journal *journal, struct steps *steps)
{
	struct tune_tally tally;
	struct complaint complaint;

	assert_int_equal(journal_open(root.path, journal, &complaint), 0);
	assert_int_equal(tune_machine(&place, journal, step, steps, &tally, &complaint), 0);
	return tally;
}

static struct journal_tally restore(bool kept)
{
	struct journal_tally tally;

	assert_int_equal(journal_restore(root.path, kept, NULL, NULL, &tally), 0);
	return tally;
}

static void test_changes_and_undoes(void **state)
{
	struct steps steps = { 0 };
	struct complaint complaint;
	struct journal journal;
	struct tune_tally tally = tune(&journal, &steps);

	(void)state;
	assert_int_equal(tally.changed, 9);
	assert_int_equal(tally.failed + tally.impossible, 0);
	assert_int_equal(steps.stages[TUNE_NOTED], 9);
	assert_int_equal(steps.stages[TUNE_CHANGED], 9);
	assert_string_equal(read_file(POLICY "/scaling_governor"), "performance");
	assert_string_equal(read_file(POLICY "/scaling_min_freq"), "1800000");
	assert_string_equal(read_file(files[11].path), "1");
	/* A shallow state stays. */
	assert_string_equal(read_file(files[9].path), "0\n");
	assert_int_equal(journal_undo(&journal, 0, &complaint), 0);
	journal_close(&journal);
	assert_untouched("undone", 0);
}

static void test_kept_until_restored(void **state)
{
	struct steps steps = { 0 };
	struct complaint complaint;
	struct journal journal;

	(void)state;
	tune(&journal, &steps);
	assert_int_equal(journal_keep(&journal, &complaint), 0);
	/* The next run's beginning. */
	assert_int_equal(restore(false).undone, 0);
	assert_string_equal(read_file(POLICY "/scaling_governor"), "performance");
	/* Once more: there is nothing to note, so no journal. */
	assert_int_equal(tune(&journal, &steps).changed, 0);
	assert_int_equal(journal_keep(&journal, &complaint), 0);
	assert_true(access(journal.path, F_OK));
	assert_int_equal(restore(true).undone, 9);
	assert_untouched("restored", 0);
	assert_int_equal(restore(true).undone, 0);
}

static void test_the_newest_first(void **state)
{
	struct steps steps = { 0 };
	struct complaint complaint;
	struct journal journal;

	(void)state;
	tune(&journal, &steps);
	assert_int_equal(journal_keep(&journal, &complaint), 0);
	fake_root_write(&root, POLICY "/scaling_governor", "ondemand\n");
	assert_int_equal(tune(&journal, &steps).changed, 1);
	assert_int_equal(journal_keep(&journal, &complaint), 0);
	assert_int_equal(restore(true).undone, 10);
	assert_untouched("restored", 0);
}

/* What was tuned before a run that still changes something waits for it. */
static void test_waits_for_the_living(void **state)
{
	struct steps steps = { 0 };
	struct complaint complaint;
	struct journal journal;
	struct journal_tally tally;
	int ends[2], status;
	pid_t child;
	char byte;

	(void)state;
	tune(&journal, &steps);
	assert_int_equal(journal_keep(&journal, &complaint), 0);
	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (!child) {
		if (journal_open(root.path, &journal, &complaint) || write(ends[1], "x", 1) != 1)
			_exit(1);
		pause();
	}
	assert_int_equal(read(ends[0], &byte, 1), 1);
	tally = restore(true);
	assert_int_equal(tally.living, 1);
	assert_int_equal(tally.waiting, 1);
	assert_int_equal(tally.undone, 0);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	assert_int_equal(restore(true).undone, 9);
	assert_untouched("restored", 0);
	close(ends[0]);
	close(ends[1]);
}

/* Ends a process that tunes at its @number-th step. Returns whether it came that far. */
static bool tune_killed(unsigned int number)
{
	pid_t child = fork();
	int status;

	if (!child) {
		struct steps steps = { .last = number };
		struct complaint complaint;
		struct journal journal;

		tune(&journal, &steps);
		_exit(journal_keep(&journal, &complaint) ? 1 : 0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) || !WEXITSTATUS(status));
	return WIFSIGNALED(status);
}

static void test_killed_at_each_step(void **state)
{
	unsigned int number = 1;

	(void)state;
	while (number < STEPS_MAX && tune_killed(number)) {
		restore(false);
		assert_untouched("killed at step", number++);
	}
	/* Noted and changed, nine times; then it was killed no more, and what it did is kept. */
	assert_int_equal(number, 19);
	assert_int_equal(restore(false).undone, 0);
	assert_int_equal(restore(true).undone, 9);
	assert_untouched("restored", 0);
}

static void put_link(const char *path, const char *target)
{
	char whole[512];

	snprintf(whole, sizeof(whole), "%s%s", root.path, path);
	assert_int_equal(remove(whole), 0);
	assert_int_equal(symlink(target, whole), 0);
}

/* A setting that is refused, or takes something else, is told, and not undone in vain. */
static void test_refused(void **state)
{
	static const struct file refusing[] = {
		{ "/dev/full", "ENOSPC" }, /* refuses to be written */
		{ "/dev/null", "EIO" }, /* takes it, and reads otherwise */
	};
	static const int errors[] = { -ENOSPC, -EIO };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct steps steps = { 0 };
		struct complaint complaint;
		struct journal journal;
		struct tune_tally tally;

		put_link(POLICY "/scaling_governor", refusing[i].path);
		tally = tune(&journal, &steps);
		assert_int_equal(tally.failed, 1);
		assert_int_equal(tally.changed, 8);
		assert_int_equal(steps.stages[TUNE_FAILED], 1);
		assert_int_equal(steps.error, errors[i]);
		assert_int_equal(journal_undo(&journal, 0, &complaint), 0);
		journal_close(&journal);
		put_link(POLICY "/scaling_governor", "nowhere");
		fake_root_remove(&root);
		set_up(NULL);
	}
}

/* Nothing of a fact is here. */
static void test_nothing_to_tune(void **state)
{
	struct steps steps = { 0 };
	struct complaint complaint;
	struct journal journal;
	struct tune_tally tally;

	(void)state;
	fake_root_remove(&root);
	fake_root_make(&root);
	tally = tune(&journal, &steps);
	assert_int_equal(tally.changed + tally.impossible + tally.failed, 0);
	assert_int_equal(steps.count, 0);
	assert_int_equal(journal_keep(&journal, &complaint), 0);
	assert_true(access(journal.path, F_OK));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_changes_and_undoes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_kept_until_restored, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_the_newest_first, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_waits_for_the_living, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_killed_at_each_step, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nothing_to_tune, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
