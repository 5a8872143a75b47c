// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counters on a PMU that is played: which are believed, which count together, how they are read.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "counter_cases.h"
#include "fake_root.h"
#include "measure/counter_choice.h"

struct stage {
	struct fake_pmu pmu;
	struct pmu_door door;
	struct counter_terms terms;
	struct counters counters;
	struct plan plan;
	struct complaint complaint;
};

/* The plan's events are @words, and the PMU knows all of them. */
static struct stage *stage_of(const char *words)
{
	static struct stage stage;
	char word[64];

	memset(&stage, 0, sizeof(stage));
	assert_int_equal(plan_add_events(&stage.plan, words, word, sizeof(word)), 0);
	stage.pmu.counters = 4;
	for (size_t i = 0; i < stage.plan.event_count; i++)
		fake_pmu_learn(&stage.pmu, &stage.plan.events[i], FAKE_RIGHT);
	stage.door = fake_pmu_door(&stage.pmu);
	stage.terms = (struct counter_terms){ .door = &stage.door, .root = "/nowhere", .cpu = 1 };
	return &stage;
}

static int stage_open(struct stage *stage)
{
	return counters_open(&stage->counters, &stage->terms, stage->plan.events,
			     &stage->plan.event_count, &stage->complaint);
}

static int nothing_opens(const struct event *event, int cpu)
{
	(void)event;
	(void)cpu;
	return -ENOENT;
}

/* The kernel shows no PMU: rows stay generic. */
static int stage_choose(struct stage *stage, bool asked)
{
	const struct pmu_cores cores = { .count = 0 };
	const struct pmu_machine machine = {
		.root = "/nowhere", .cores = &cores, .cpu = 1, .opens = nothing_opens
	};

	return counter_choice_open(&stage->counters, &stage->terms, &machine, &stage->plan, asked,
				   &stage->complaint);
}

static struct measurement stage_measure(struct stage *stage, size_t pass, enum event_loop loop,
					unsigned long turns)
{
	struct measurement measurement = { 0 };

	assert_int_equal(counters_start(&stage->counters, pass), 0);
	fake_pmu_work(&stage->pmu, loop, turns);
	assert_int_equal(counters_stop(&stage->counters, pass, &measurement), 0);
	return measurement;
}

static struct fake_pmu_event *stage_event(struct stage *stage, const char *word)
{
	struct event event;

	assert_int_equal(event_parse(word, &event), 0);
	return fake_pmu_learn(&stage->pmu, &event, FAKE_RIGHT);
}

/* Nothing stays open behind a stage. */
static void stage_close(struct stage *stage)
{
	counters_close(&stage->counters);
	assert_int_equal(stage->pmu.opened, 0);
	assert_int_equal(stage->pmu.mapped, 0);
}

/* The names of a pass's events, in the order of the plan. */
static const char *names_of_pass(const struct stage *stage, size_t pass)
{
	static char names[256];

	names[0] = '\0';
	for (size_t i = 0; i < stage->counters.event_count; i++) {
		const struct counter *counter = &stage->counters.counters[i];

		if (counter->pass == pass)
			snprintf(names + strlen(names), sizeof(names) - strlen(names), "%s ",
				 counter->event->name);
	}
	return names;
}

static void test_cases(void **state)
{
	struct complaint complaint;

	(void)state;
	for (size_t i = 0; i < COUNTER_CASES; i++) {
		const struct counter_case *one = &counter_cases[i];
		enum counter_fate fate = counter_case_play(one, &complaint);

		if (fate != one->fate)
			fail_msg("%s: %d, not %d (%s)", one->name, (int)fate, (int)one->fate,
				 complaint.tried);
		if (fate == COUNTER_REFUSED)
			assert_int_equal(complaint.exit_code, EXIT_CODE_REFUSED);
	}
}

static void test_refusals_say_what_was_counted(void **state)
{
	static const struct {
		const char *name, *tried;
	} said[] = {
		{ "dead",
		  "the counter 'cycles' opens but does not count: nothing in 200000 turns of a "
		  "subtraction" },
		{ "dead, of a raw event",
		  "the counter 'r1b' opens but does not count: nothing in 128 "
		  "system calls after other code" },
		{ "stuck",
		  "the counter 'cycles' opens but is not to be believed: the count does not "
		  "grow: 123456 in 100000 turns of a subtraction, 123456 in twice as many" },
		{ "far too many instructions",
		  "the counter 'user-instructions' opens but is not to be believed: a loop of 200000 "
		  "instructions was counted as 200020000" },
		{ "more in one mode than in both",
		  "the counter 'kernel-instructions' opens but is not to be believed: 1200960 in "
		  "200000 turns of a subtraction, and 400320 with both modes of the CPU" },
		{ "taken",
		  "the counter 'cycles' opens but does not count: it gets no counter of the "
		  "PMU, or not all the time" },
	};
	struct complaint complaint;

	(void)state;
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
		for (size_t j = 0; j < COUNTER_CASES; j++) {
			if (strcmp(counter_cases[j].name, said[i].name) != 0)
				continue;
			counter_case_play(&counter_cases[j], &complaint);
			assert_string_equal(complaint.tried, said[i].tried);
		}
	}
}

static void test_as_many_passes_as_the_pmu_needs(void **state)
{
	struct stage *stage = stage_of(
		"kernel-instructions,user-instructions,cycles,branch-instructions,branch-misses");

	(void)state;
	assert_int_equal(stage_open(stage), 0);
	assert_int_equal(stage->counters.pass_count, 2);
	assert_string_equal(names_of_pass(stage, 1), "branch-misses ");
	assert_int_equal(stage->counters.note_count, 0);
	stage_close(stage);
	stage = stage_of("kernel-instructions,user-instructions,cycles,branch-instructions");
	assert_int_equal(stage_open(stage), 0);
	assert_int_equal(stage->counters.pass_count, 1);
	stage_close(stage);
}

/* The order of -e is that of the table, and of nothing else. */
static void test_passes_do_not_depend_on_the_order(void **state)
{
	static const char *const orders[] = {
		"kernel-instructions,user-instructions,cycles,branch-misses,r1b",
		"r1b,branch-misses,cycles,user-instructions,kernel-instructions",
		"cycles,r1b,user-instructions,branch-misses,kernel-instructions",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
		struct stage *stage = stage_of(orders[i]);

		stage->pmu.counters = 2;
		assert_int_equal(stage_open(stage), 0);
		assert_int_equal(stage->counters.pass_count, 3);
		assert_string_equal(names_of_pass(stage, 2), "r1b ");
		assert_non_null(strstr(names_of_pass(stage, 0), "kernel-instructions"));
		assert_non_null(strstr(names_of_pass(stage, 0), "user-instructions"));
		stage_close(stage);
	}
}

/* QEMU's riscv64: what does not count beside the first counts in a later pass, with others. */
static void test_one_that_does_not_count_beside_another(void **state)
{
	struct stage *stage = stage_of("kernel-instructions,user-instructions,cycles");

	(void)state;
	stage->pmu.once_each = true;
	assert_int_equal(stage_open(stage), 0);
	assert_int_equal(stage->counters.pass_count, 2);
	assert_string_equal(names_of_pass(stage, 0), "kernel-instructions cycles ");
	assert_string_equal(names_of_pass(stage, 1), "user-instructions ");
	stage_close(stage);
}

static void test_a_counter_that_somebody_holds(void **state)
{
	struct stage *stage = stage_of("kernel-instructions,user-instructions,cycles");
	struct fake_root root;

	(void)state;
	fake_root_make(&root);
	fake_root_write(&root, "/proc/sys/kernel/nmi_watchdog", "1\n");
	stage->terms.root = root.path;
	stage->pmu.counters = 3;
	stage->pmu.held = 1;
	assert_int_equal(stage_open(stage), 0);
	assert_int_equal(stage->counters.pass_count, 2);
	assert_int_equal(stage->counters.note_count, 1);
	assert_string_equal(stage->counters.notes[0],
			    "the events take 2 passes: the NMI watchdog holds a counter (sysctl "
			    "kernel.nmi_watchdog=0 frees it)");
	stage_close(stage);
	stage->pmu.held = 3;
	assert_int_not_equal(stage_open(stage), 0);
	assert_string_equal(
		stage->complaint.advice,
		"sysctl kernel.nmi_watchdog=0 frees the counter that the NMI watchdog holds");
	fake_root_remove(&root);
}

static void test_counts_and_what_a_read_takes(void **state)
{
	struct stage *stage = stage_of("user-instructions,branch-misses");
	struct measurement once, twice;

	(void)state;
	assert_int_equal(stage_open(stage), 0);
	once = stage_measure(stage, 0, EVENT_LOOP_SUBTRACT, 1000);
	twice = stage_measure(stage, 0, EVENT_LOOP_SUBTRACT, 2000);
	assert_int_equal(twice.counters[0] - once.counters[0], 2000);
	assert_int_equal(once.enabled_ns, once.running_ns);
	assert_null(once.doubt);
	assert_string_equal(counters_way(&stage->counters, 0), "system-call");
	assert_true(stage->counters.counters[0].read_ns == FAKE_CALL_NS);
	stage_close(stage);
}

static void test_counts_by_the_page(void **state)
{
	struct stage *stage = stage_of("user-instructions,branch-misses");
	struct measurement once, twice;

	(void)state;
	stage->pmu.user_reads = true;
	assert_int_equal(stage_open(stage), 0);
	assert_int_equal(stage->counters.note_count, 0);
	once = stage_measure(stage, 0, EVENT_LOOP_SUBTRACT, 1000);
	twice = stage_measure(stage, 0, EVENT_LOOP_SUBTRACT, 2000);
	assert_int_equal(once.counters[0], 2000);
	assert_int_equal(twice.counters[0], 4000);
	assert_null(once.doubt);
	assert_string_equal(counters_way(&stage->counters, 0), "user");
	assert_true(stage->counters.counters[0].read_ns == FAKE_PAGE_NS);
	stage_close(stage);
}

/* A page that shows something else than the system call is not used, and that is told. */
static void test_a_page_that_lies(void **state)
{
	struct stage *stage = stage_of("cycles,branch-misses");

	(void)state;
	stage->pmu.user_reads = true;
	stage_event(stage, "cycles")->behaviour = FAKE_PAGE_LIES;
	assert_int_equal(stage_open(stage), 0);
	assert_string_equal(counters_way(&stage->counters, 0), "system-call");
	assert_string_equal(counters_way(&stage->counters, 1), "user");
	assert_string_equal(
		stage->counters.notes[0],
		"cycles is read by system calls: a counter read in user mode and by the "
		"system call are not alike");
	stage_close(stage);
}

static void test_a_page_without_index(void **state)
{
	struct stage *stage = stage_of("cycles");

	(void)state;
	stage->pmu.user_reads = true;
	stage_event(stage, "cycles")->behaviour = FAKE_PAGE_OFF;
	assert_int_equal(stage_open(stage), 0);
	assert_string_equal(counters_way(&stage->counters, 0), "system-call");
	assert_int_equal(stage->counters.note_count, 0);
	stage_close(stage);
}

static void test_a_preset_leaves_out_what_fails(void **state)
{
	struct stage *stage = stage_of("branch,cycles");

	(void)state;
	assert_int_equal(stage->plan.event_count, 5);
	stage_event(stage, "branch-misses")->behaviour = FAKE_DEAD;
	assert_int_equal(stage_choose(stage, true), 0);
	assert_int_equal(stage->plan.event_count, 2);
	assert_string_equal(stage->plan.events[0].name, "branch-instructions");
	assert_string_equal(stage->plan.events[1].name, "cycles");
	assert_ptr_equal(stage->counters.counters[1].event, &stage->plan.events[1]);
	assert_int_equal(stage->counters.note_count, 2);
	assert_string_equal(
		stage->counters.notes[0],
		"branch-misses is left out: nothing in 40000 branches by the toss of a coin");
	/* They have no generic number. */
	assert_non_null(strstr(stage->counters.notes[1], "returns, return-misses are left out: "));
	stage_close(stage);
}

static void test_a_preset_of_which_nothing_counts(void **state)
{
	struct stage *stage = stage_of("branch");

	(void)state;
	stage->pmu.event_count = 0;
	assert_int_not_equal(stage_choose(stage, true), 0);
	assert_int_equal(stage->complaint.exit_code, EXIT_CODE_REFUSED);
	assert_non_null(
		strstr(stage->complaint.tried, "nothing that was asked for counts here (branch"));
}

/* Asked for by name it is refused. */
static void test_one_that_was_asked_for_is_refused(void **state)
{
	struct stage *stage = stage_of("cycles,branch-misses");

	(void)state;
	stage_event(stage, "branch-misses")->behaviour = FAKE_DEAD;
	assert_int_not_equal(stage_choose(stage, true), 0);
	assert_int_equal(stage->complaint.exit_code, EXIT_CODE_REFUSED);
	assert_int_equal(stage->pmu.opened, 0);
}

/* What counts something rare is not missed by samples once it counts nothing. */
static void test_one_that_died_is_seen_at_the_end(void **state)
{
	struct stage *stage = stage_of("cycles,branch-misses");
	char text[COUNTER_NOTE_SIZE];

	(void)state;
	assert_int_equal(stage_open(stage), 0);
	assert_false(counters_died(&stage->counters, text, sizeof(text)));
	stage_event(stage, "branch-misses")->behaviour = FAKE_DEAD;
	assert_true(counters_died(&stage->counters, text, sizeof(text)));
	assert_non_null(strstr(text, "branch-misses is not to be believed any more: nothing in"));
	counters_close(&stage->counters);
}

static void test_no_pmu_and_nothing_asked_for(void **state)
{
	struct stage *stage = stage_of("kernel-instructions,user-instructions,cycles");
	struct measurement measurement;

	(void)state;
	stage->pmu.event_count = 0;
	assert_int_equal(stage_choose(stage, false), 0);
	assert_int_equal(stage->plan.event_count, 0);
	assert_int_equal(stage->counters.pass_count, 1);
	assert_int_equal(stage->counters.note_count, 0);
	assert_string_equal(
		stage->counters.warning,
		"no counter: only time is measured (kernel-instructions, user-instructions, cycles are left out: this "
		"machine has no PMU, or its kernel no driver for it)");
	measurement = stage_measure(stage, 0, EVENT_LOOP_SUBTRACT, 1000);
	assert_null(measurement.doubt);
	assert_null(counters_by_clock(&stage->counters));
	stage_close(stage);
}

static void test_user_mode_where_the_kernel_is_forbidden(void **state)
{
	struct stage *stage = stage_of("user-instructions");

	(void)state;
	stage->pmu.kernel_forbidden = true;
	assert_int_equal(stage_choose(stage, true), 0);
	assert_int_equal(stage->plan.event_count, 1);
	stage_close(stage);
}

static void test_no_pmu_but_asked_for(void **state)
{
	struct stage *stage = stage_of("cycles");

	(void)state;
	stage->pmu.event_count = 0;
	assert_int_not_equal(stage_choose(stage, true), 0);
	assert_int_equal(stage->complaint.exit_code, EXIT_CODE_REFUSED);
}

/* Nothing asked for: what counts is counted. */
static void test_some_of_the_standard_events(void **state)
{
	struct stage *stage = stage_of("kernel-instructions,user-instructions,cycles");

	(void)state;
	stage_event(stage, "user-instructions")->behaviour = FAKE_TOO_MANY;
	assert_int_equal(stage_choose(stage, false), 0);
	assert_int_equal(stage->plan.event_count, 1);
	assert_string_equal(stage->plan.events[0].name, "cycles");
	assert_int_equal(stage->counters.note_count, 2);
	assert_string_equal(stage->counters.warning, "");
	stage_close(stage);
}

/* The page is no reason to lose an event: a machine that may not run made-up code can say so. */
static void test_work_that_cannot_be_done(void **state)
{
	struct stage *stage = stage_of("l1i-misses");

	(void)state;
	stage->pmu.work_error = -EACCES;
	assert_int_not_equal(stage_open(stage), 0);
	assert_string_equal(
		stage->complaint.tried,
		"the counter 'l1i-misses' opens but is not to be believed: the calls into "
		"code not used for long that it was to be checked on cannot be made here");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_refusals_say_what_was_counted),
		cmocka_unit_test(test_as_many_passes_as_the_pmu_needs),
		cmocka_unit_test(test_passes_do_not_depend_on_the_order),
		cmocka_unit_test(test_one_that_does_not_count_beside_another),
		cmocka_unit_test(test_a_counter_that_somebody_holds),
		cmocka_unit_test(test_counts_and_what_a_read_takes),
		cmocka_unit_test(test_counts_by_the_page),
		cmocka_unit_test(test_a_page_that_lies),
		cmocka_unit_test(test_a_page_without_index),
		cmocka_unit_test(test_a_preset_leaves_out_what_fails),
		cmocka_unit_test(test_a_preset_of_which_nothing_counts),
		cmocka_unit_test(test_one_that_was_asked_for_is_refused),
		cmocka_unit_test(test_one_that_died_is_seen_at_the_end),
		cmocka_unit_test(test_no_pmu_and_nothing_asked_for),
		cmocka_unit_test(test_user_mode_where_the_kernel_is_forbidden),
		cmocka_unit_test(test_no_pmu_but_asked_for),
		cmocka_unit_test(test_some_of_the_standard_events),
		cmocka_unit_test(test_work_that_cannot_be_done),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
