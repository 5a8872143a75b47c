// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tracee that somebody else traces or probes is found before anything of ours is on it.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "good_evidence.h"
#include "measure/clean_start.h"

static const struct kernel_abilities arm64 = { ARCHITECTURE_ARM64, true, true, true, true, false };

/* A machine with one tracee, which looks as @evidence says. */
struct tracee {
	struct evidence evidence;
	int attach_error, look_error, detach_error;
	unsigned int attached, attaches;
};

static int attach(void *context, const struct configuration *configuration,
		  const struct workload *workload, bool counting, struct complaint *complaint)
{
	struct tracee *tracee = context;

	(void)counting;
	(void)workload;
	assert_string_equal(configuration->name, "none");
	tracee->attaches++;
	if (tracee->attach_error)
		return complain(complaint, EXIT_CODE_SKIPPED, tracee->attach_error, "",
				"the attach was to fail");
	tracee->attached++;
	return 0;
}

static int detach(void *context, struct complaint *complaint)
{
	struct tracee *tracee = context;

	tracee->attached--;
	if (tracee->detach_error)
		return complain(complaint, EXIT_CODE_FAILED, tracee->detach_error, "",
				"the detach was to fail");
	return 0;
}

static int look(void *context, bool whole, struct evidence *evidence, struct complaint *complaint)
{
	struct tracee *tracee = context;

	assert_true(whole);
	assert_int_equal(tracee->attached, 1);
	if (tracee->look_error)
		return complain(complaint, EXIT_CODE_FAILED, tracee->look_error, "",
				"the look was to fail");
	*evidence = tracee->evidence;
	return 0;
}

static int set_up(void **state)
{
	struct tracee *tracee = calloc(1, sizeof(*tracee));
	struct configuration none;

	configuration_parse("none", &none);
	good_evidence(&none, &arm64, &tracee->evidence);
	*state = tracee;
	return 0;
}

static int tear_down(void **state)
{
	free(*state);
	return 0;
}

static int look_at(struct tracee *tracee, struct plan *plan, struct baseline *baselines,
		   struct complaint *complaint)
{
	const struct executor executor = {
		.context = tracee,
		.attach = attach,
		.detach = detach,
		.look = look,
	};
	char word[32];

	memset(plan, 0, sizeof(*plan));
	assert_int_equal(plan_add_workloads(plan, "kloop", word, sizeof(word)), 0);
	return clean_start_look(plan, &arm64, &executor, baselines, complaint);
}

/* Refused, and whoever holds it is named. */
static void assert_held_by(struct tracee *tracee, const char *holder)
{
	struct baseline baseline;
	struct complaint complaint;
	struct plan plan;

	assert_int_equal(look_at(tracee, &plan, &baseline, &complaint), 0);
	assert_int_equal(tracee->attached, 0);
	assert_true(baseline.dirty);
	assert_non_null(strstr(baseline.holder, holder));
	assert_int_equal(clean_start_demand(&plan, &baseline, &complaint), -EBUSY);
	assert_int_equal(complaint.exit_code, EXIT_CODE_REFUSED);
	assert_non_null(strstr(complaint.tried, holder));
	assert_non_null(strstr(complaint.tried, "tracetoll_tracee"));
	assert_non_null(strstr(complaint.advice, "--allow-dirty"));
}

static void test_clean(void **state)
{
	struct tracee *tracee = *state;
	struct baseline baseline;
	struct complaint complaint;
	struct plan plan;

	/* Ops of others elsewhere are no reason: the proof counts with them. */
	tracee->evidence.ops_in_system = 2;
	assert_int_equal(look_at(tracee, &plan, &baseline, &complaint), 0);
	assert_false(baseline.dirty);
	assert_false(baseline.missing);
	assert_int_equal(baseline.evidence.ops_in_system, 2);
	assert_int_equal(clean_start_demand(&plan, &baseline, &complaint), 0);
	assert_int_equal(tracee->attached, 0);
}

static void test_held_by_ops(void **state)
{
	struct tracee *tracee = *state;

	tracee->evidence.path = PATH_UNKNOWN;
	tracee->evidence.book.ops = 1;
	tracee->evidence.ops_in_system = 1;
	strcpy(tracee->evidence.foreign, "function_trace_call+0x0/0x10");
	good_name(&tracee->evidence.literal, 0x9000, OWNER_UNKNOWN, 0, "global_ops+0x0/0x1");
	assert_held_by(tracee, "the ops global_ops");
	/* An ops on the heap, and two of them: by what they call. */
	good_name(&tracee->evidence.literal, 0x9000, OWNER_UNKNOWN, 0, "0xffff000012345678");
	assert_held_by(tracee, "1 ops; the only one of 1 in the system calls function_trace_call");
	good_name(&tracee->evidence.literal, 0x9000, OWNER_LIST_OPS, 0, "ftrace_list_ops+0x0/0x1");
	tracee->evidence.book.ops = 2;
	tracee->evidence.ops_in_system = 3;
	assert_held_by(tracee, "2 ops; the first of 3 in the system calls function_trace_call");
	/* Where that is not known, what the kernel's book says. */
	tracee->evidence.foreign[0] = '\0';
	strcpy(tracee->evidence.book.text, "tracetoll_tracee (2) O");
	assert_held_by(tracee, "2 ops: tracetoll_tracee (2) O");
	/* Without tracefs the literal tells, and without literals the branch. */
	tracee->evidence.book.read = false;
	good_name(&tracee->evidence.literal, 0x9000, OWNER_UNKNOWN, 0, "fprobe_ftrace_ops+0x0/0x1");
	assert_held_by(tracee, "fprobe_ftrace_ops");
	memset(&tracee->evidence.literal, 0, sizeof(tracee->evidence.literal));
	good_name(&tracee->evidence.target, 0x9000, OWNER_UNKNOWN, 0, "bpf_trampoline_7+0x0/0x1");
	assert_held_by(tracee, "bpf_trampoline_7");
}

static void test_held_by_a_direct_call(void **state)
{
	struct tracee *tracee = *state;

	tracee->evidence.path = PATH_UNKNOWN;
	tracee->evidence.book.ops = 1;
	tracee->evidence.book.direct = true;
	strcpy(tracee->evidence.book.direct_symbol, "bpf_trampoline_7+0x0/0x100 [bpf]");
	assert_held_by(tracee, "a direct call to bpf_trampoline_7 [bpf]");
	tracee->evidence.book.ops = 2;
	tracee->evidence.ops_in_system = 2;
	strcpy(tracee->evidence.foreign, "function_trace_call+0x0/0x10");
	good_name(&tracee->evidence.literal, 0x9000, OWNER_LIST_OPS, 0, "ftrace_list_ops+0x0/0x1");
	assert_held_by(tracee, "bpf_trampoline_7 [bpf] and 1 ops; the first of 2 in the system");
}

/* The site is disabled, but the book knows better: it is being patched, or a lie. */
static void test_held_by_the_book_alone(void **state)
{
	struct tracee *tracee = *state;

	tracee->evidence.book.ops = 1;
	strcpy(tracee->evidence.book.text, "tracetoll_tracee (1) O ops: somebody");
	assert_held_by(tracee, "somebody");
}

/* Its first bytes are none that this program knows, and nobody says that he traces it. */
static void test_held_by_nobody_known(void **state)
{
	struct tracee *tracee = *state;

	tracee->evidence.path = PATH_UNKNOWN;
	assert_held_by(tracee, "nobody who is known");
}

static void test_held_by_kprobes(void **state)
{
	struct tracee *tracee = *state;

	strcpy(tracee->evidence.kprobe, "ffff k tracetoll_tracee+0x40 [FTRACE]");
	assert_held_by(tracee, "a kprobe at tracetoll_tracee+0x40");
	tracee->evidence.book.ops = 1;
	good_name(&tracee->evidence.literal, 0x9000, OWNER_UNKNOWN, 0, "global_ops+0x0/0x1");
	assert_held_by(tracee, "a kprobe at tracetoll_tracee+0x40 and the ops global_ops");
	tracee->evidence.book.ops = 0;
	tracee->evidence.kprobe[0] = '\0';
	tracee->evidence.path = PATH_BREAKPOINT;
	assert_held_by(tracee, "breakpoint");
}

static void test_a_tracee_that_is_not_there(void **state)
{
	struct tracee *tracee = *state;
	struct baseline baseline;
	struct complaint complaint;
	struct plan plan;

	tracee->attach_error = -EOPNOTSUPP;
	assert_int_equal(look_at(tracee, &plan, &baseline, &complaint), 0);
	assert_true(baseline.missing);
	assert_int_equal(clean_start_demand(&plan, &baseline, &complaint), 0);
}

static void test_failures(void **state)
{
	struct tracee *tracee = *state;
	struct baseline baseline;
	struct complaint complaint;
	struct plan plan;

	tracee->detach_error = -EIO;
	assert_int_equal(look_at(tracee, &plan, &baseline, &complaint), -EIO);
	assert_non_null(strstr(complaint.tried, "the detach"));
	tracee->look_error = -ENXIO;
	assert_int_equal(look_at(tracee, &plan, &baseline, &complaint), -ENXIO);
	assert_non_null(strstr(complaint.tried, "the look"));
	assert_int_equal(tracee->attached, 0);
	tracee->attach_error = -EBUSY;
	assert_int_equal(look_at(tracee, &plan, &baseline, &complaint), -EBUSY);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_clean),
		TEST(test_held_by_ops),
		TEST(test_held_by_a_direct_call),
		TEST(test_held_by_the_book_alone),
		TEST(test_held_by_nobody_known),
		TEST(test_held_by_kprobes),
		TEST(test_a_tracee_that_is_not_there),
		TEST(test_failures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
