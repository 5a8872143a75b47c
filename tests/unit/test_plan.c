// SPDX-License-Identifier: GPL-2.0-only
/*
 * The plan: lists of names in, a reproducible random order out.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "measure/plan.h"

#define WORD_SIZE 64

static struct plan make_plan(const char *configurations, const char *workloads)
{
	struct plan plan = { .seed = 42, .blocks = 1 };
	char word[WORD_SIZE];

	assert_int_equal(plan_add_configurations(&plan, configurations, word, sizeof(word)), 0);
	assert_int_equal(plan_add_workloads(&plan, workloads, word, sizeof(word)), 0);
	return plan;
}

static void assert_is_permutation(const struct plan *plan, const struct plan_cell *cells)
{
	bool seen[PLAN_WORKLOADS_MAX * PLAN_CONFIGURATIONS_MAX] = { false };

	for (size_t i = 0; i < plan_cells(plan); i++) {
		size_t index =
			cells[i].workload * plan->configuration_count + cells[i].configuration;

		assert_true(cells[i].workload < plan->workload_count);
		assert_true(cells[i].configuration < plan->configuration_count);
		assert_false(seen[index]);
		seen[index] = true;
	}
}

static void test_order_has_every_cell_once(void **state)
{
	struct plan plan = make_plan("none,direct,ops1,ops2,ops10", "kloop,getppid");
	struct plan_cell cells[10];

	(void)state;
	assert_int_equal(plan_cells(&plan), 10);
	for (unsigned int block = 0; block < 1000; block++) {
		plan.seed = block % 7 ? block : UINT64_MAX - block;
		plan_order(&plan, block, cells);
		assert_is_permutation(&plan, cells);
	}
}

static void test_one_cell(void **state)
{
	struct plan plan = make_plan("none", "kloop");
	struct plan_cell cell = { 9, 9 };

	(void)state;
	plan_order(&plan, 3, &cell);
	assert_int_equal(cell.workload, 0);
	assert_int_equal(cell.configuration, 0);
}

static void test_order_follows_from_seed_and_block(void **state)
{
	struct plan plan = make_plan("none,direct,ops1,ops2,ops10", "kloop,getppid");
	struct plan_cell first[10], again[10], other[10];
	unsigned int same_seed = 0, same_block = 0;

	(void)state;
	for (unsigned int block = 0; block < 200; block++) {
		plan.seed = 42;
		plan_order(&plan, block, first);
		plan_order(&plan, block + 1, other);
		same_seed += !memcmp(first, other, sizeof(first));
		plan_order(&plan, block, again);
		assert_memory_equal(first, again, sizeof(first));
		plan.seed = 43;
		plan_order(&plan, block, other);
		same_block += !memcmp(first, other, sizeof(first));
	}
	/* Ten cells have 3.6 million orders: two in 200 being equal would be a fault. */
	assert_int_equal(same_seed, 0);
	assert_int_equal(same_block, 0);
}

/* A recorded seed must give the same order for ever: files are reproduced by it. */
static void test_order_is_what_it_always_was(void **state)
{
	static const size_t expected[] = { 3, 0, 6, 2, 4, 1, 5 };
	struct plan plan = make_plan("none,direct,ops1,ops2,ops10,ops1+irr10,direct+ops1", "kloop");
	struct plan_cell cells[7];

	(void)state;
	plan_order(&plan, 0, cells);
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(cells[i].configuration, expected[i]);
}

/*
 * Every cell stands at every place equally often: Pearson's chi-square of the table of
 * cells and places. Its rows and columns are fixed, so it has 9 * 9 = 81 degrees of
 * freedom; 126.1 is exceeded once in a thousand seeds, and the seed is fixed.
 */
static void test_order_is_uniform(void **state)
{
	enum { CELLS = 10, BLOCKS = 20000 };
	struct plan plan = make_plan("none,direct,ops1,ops2,ops10", "kloop,getppid");
	unsigned int counts[CELLS][CELLS] = { 0 };
	struct plan_cell cells[CELLS];
	double expected = (double)BLOCKS / CELLS;
	double chi_square = 0;

	(void)state;
	for (unsigned int block = 0; block < BLOCKS; block++) {
		plan_order(&plan, block, cells);
		for (size_t place = 0; place < CELLS; place++)
			counts[cells[place].workload * 5 + cells[place].configuration][place]++;
	}
	for (size_t i = 0; i < CELLS; i++) {
		for (size_t j = 0; j < CELLS; j++) {
			double difference = counts[i][j] - expected;

			chi_square += difference * difference / expected;
		}
	}
	if (chi_square > 126.1 || chi_square < 40)
		fail_msg("chi-square is %.1f with 81 degrees of freedom", chi_square);
}

static void test_lists(void **state)
{
	struct plan plan = make_plan("ops2,none,ops2,ops1+irr3,none", "getppid,getppid");
	char word[WORD_SIZE];

	(void)state;
	/* In the order given, each once. */
	assert_int_equal(plan.configuration_count, 3);
	assert_string_equal(plan.configurations[0].name, "ops2");
	assert_string_equal(plan.configurations[1].name, "none");
	assert_string_equal(plan.configurations[2].name, "ops1+irr3");
	assert_int_equal(plan.workload_count, 1);
	/* A second list goes on behind the first. */
	assert_int_equal(plan_add_configurations(&plan, "none,ops4", word, sizeof(word)), 0);
	assert_int_equal(plan.configuration_count, 4);
	assert_string_equal(plan.configurations[3].name, "ops4");
	assert_int_equal(plan_add_events(&plan, "cycles,cycles", word, sizeof(word)), 0);
	assert_int_equal(plan.event_count, 1);
	assert_string_equal(plan.events[0].name, "cycles");
}

static void assert_refused(const char *list, int error, const char *at_fault)
{
	struct plan plan = { 0 };
	char word[WORD_SIZE];
	int err = plan_add_configurations(&plan, list, word, sizeof(word));

	if (err != error)
		fail_msg("'%s' gives %d, not %d", list, err, error);
	assert_string_equal(word, at_fault);
}

static void test_lists_that_are_refused(void **state)
{
	static const char long_word[] =
		"none,ops1ops1ops1ops1ops1ops1ops1ops1ops1ops1ops1ops1ops1ops1ops1ops1ops1,ops2";
	struct plan plan = { 0 };
	char word[WORD_SIZE];

	(void)state;
	assert_refused("", -ENODATA, "");
	assert_refused(",", -EINVAL, "");
	assert_refused("none,", -EINVAL, "");
	assert_refused("none,,ops1", -EINVAL, "");
	assert_refused(",none", -EINVAL, "");
	assert_refused("none, ops1", -EINVAL, " ops1");
	assert_refused("none,opps1,ops2", -EINVAL, "opps1");
	assert_refused("none,ops257", -ERANGE, "ops257");
	assert_int_equal(plan_add_workloads(&plan, "kloop,kloo", word, sizeof(word)), -EINVAL);
	assert_string_equal(word, "kloo");
	assert_int_equal(plan_add_events(&plan, "cicles", word, sizeof(word)), -EINVAL);
	assert_string_equal(word, "cicles");
	/* Cut to what fits, for the message. */
	assert_int_equal(plan_add_configurations(&plan, long_word, word, sizeof(word)), -EINVAL);
	assert_int_equal(strlen(word), sizeof(word) - 1);
	assert_memory_equal(word, long_word + strlen("none,"), sizeof(word) - 1);
	/* As long as the buffer: without the check it would be a name that was cut. */
	assert_int_equal(plan_add_configurations(&plan, "ops12", word, 5), -EINVAL);
}

static void test_too_many(void **state)
{
	struct plan plan = { 0 };
	char word[WORD_SIZE], name[16];

	(void)state;
	for (unsigned int i = 0; i < PLAN_CONFIGURATIONS_MAX; i++) {
		snprintf(name, sizeof(name), "ops%u", i + 2);
		assert_int_equal(plan_add_configurations(&plan, name, word, sizeof(word)), 0);
	}
	assert_int_equal(plan_add_configurations(&plan, "none", word, sizeof(word)), -ENOSPC);
	assert_string_equal(word, "none");
	assert_int_equal(plan.configuration_count, PLAN_CONFIGURATIONS_MAX);
	/* What is there already needs no room. */
	assert_int_equal(plan_add_configurations(&plan, "ops2", word, sizeof(word)), 0);
}

static void test_object(void **state)
{
	struct plan plan = make_plan("none,ops2", "kloop,pipe-pingpong");
	char word[WORD_SIZE];
	json_t *object, *expected;

	(void)state;
	assert_int_equal(plan_add_events(&plan, "user-instructions,cycles", word, WORD_SIZE), 0);
	plan.seed = INT64_MAX;
	plan.blocks = PLAN_BLOCKS_MAX;
	plan.calls = 8;
	plan.cpu = 3;
	plan.allow_dirty = true;
	object = plan_object(&plan);
	expected = json_pack(
		"{s:I, s:i, s:i, s:i, s:i, s:n, s:i, s:i, s:i, s:b, s:[s, s], s:[{s:s, s:s, s:n, s:b, s:n}, {s:s, s:s, s:s, s:b, s:n}], s:[s, s]}",
		"seed", (json_int_t)INT64_MAX, "blocks", 1000000, "samples", 1, "reload", 0,
		"settle_ms", 0, "precision", "time_limit_s", 0, "calls", 8, "cpu", 3, "allow_dirty",
		1, "configurations", "none", "ops2", "workloads", "name", "kloop", "tracee",
		"tracetoll_tracee", "varies", "cold", 0, "flush", "name", "pipe-pingpong", "tracee",
		workload_find("pipe-pingpong")->tracee, "varies",
		workload_find("pipe-pingpong")->varies, "cold", 0, "flush", "events",
		"user-instructions", "cycles");
	assert_non_null(object);
	assert_true(json_equal(object, expected));
	json_decref(object);
	json_decref(expected);
}

/* Beside the warm one, each once, and told in the header. */
static void test_cold_workloads(void **state)
{
	struct plan plan = { .eviction = { .cache_bytes = 1 << 20, .data_bytes = 2 << 20 } };
	char word[WORD_SIZE];
	json_t *object, *expected, *workloads;

	(void)state;
	assert_false(plan_has_cold(&plan));
	assert_int_equal(plan_add_workloads(&plan, "kloop:cold,kloop,getppid:cold,kloop:cold", word,
					    WORD_SIZE),
			 0);
	assert_true(plan_has_cold(&plan));
	assert_int_equal(plan.workload_count, 3);
	assert_string_equal(plan.workloads[0]->name, "kloop:cold");
	assert_ptr_equal(plan.workloads[0]->cold, &plan.eviction);
	assert_ptr_equal(plan.workloads[1], workload_find("kloop"));
	assert_string_equal(plan.workloads[2]->name, "getppid:cold");
	object = plan_object(&plan);
	workloads = json_object_get(object, "workloads");
	expected = json_pack("{s:s, s:s, s:n, s:b, s:{s:i, s:i, s:i}}", "name", "kloop:cold",
			     "tracee", "tracetoll_tracee", "varies", "cold", 1, "flush",
			     "data_bytes", 2 << 20, "code_pages", 4096, "cache_bytes", 1 << 20);
	assert_true(json_equal(json_array_get(workloads, 0), expected));
	assert_true(json_is_false(json_object_get(json_array_get(workloads, 1), "cold")));
	json_decref(object);
	json_decref(expected);
	assert_int_equal(plan_add_workloads(&plan, "kloup:cold", word, WORD_SIZE), -EINVAL);
	assert_string_equal(word, "kloup:cold");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order_has_every_cell_once),
		cmocka_unit_test(test_one_cell),
		cmocka_unit_test(test_order_follows_from_seed_and_block),
		cmocka_unit_test(test_order_is_what_it_always_was),
		cmocka_unit_test(test_order_is_uniform),
		cmocka_unit_test(test_cold_workloads),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_lists_that_are_refused),
		cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_object),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
