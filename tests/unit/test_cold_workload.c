// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each call of a cold workload is made once, alone, and finds other things in the caches; the
 * workload that it is a variant of stays as it is.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bench/cold_workload.h"
#include "measure/prepared.h"

#define SMALL (64UL << 10)

static const struct eviction_size small = { .cache_bytes = SMALL / 2, .data_bytes = SMALL };

/* What the fake workload saw. */
static struct {
	unsigned int runs;
	unsigned int failing; /* the run that fails, from 1; 0: none */
	struct workload_run last;
	const struct eviction *eviction;
	unsigned int warm; /* runs that did not follow a round of their own */
	int held;
} seen;

static int record(const struct workload_run *run)
{
	seen.runs++;
	seen.last = *run;
	seen.warm += seen.eviction && seen.eviction->rounds != seen.runs;
	return seen.runs == seen.failing ? -EINTR : 0;
}

static int hold(void **state)
{
	seen.held++;
	*state = &seen;
	return 0;
}

static int refuse(void **state)
{
	(void)state;
	return -EMFILE;
}

static void let_go(void *state)
{
	(void)state;
	seen.held--;
}

static const struct workload recording = {
	.name = "recording:cold",
	.run = record,
	.prepare = hold,
	.finish = let_go,
	.cold = &small,
};

static void test_names(void **state)
{
	static const char *const wrong[] = {
		"kloop",       "kloop:",          ":cold",        "kloop:warm",
		"kloop:cold ", "kloop:cold:cold", "unknown:cold", "",
		"kloop:col",   "kloop:coldest",   "kloop:cold,x", "KLOOP:cold"
	};
	struct cold_workload cold;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(cold_workload_make(wrong[i], &small, &cold), -EINVAL);
	assert_int_equal(cold_workload_make("getppid:cold", &small, &cold), 0);
	assert_string_equal(cold.workload.name, "getppid:cold");
	assert_ptr_equal(cold.workload.name, cold.name);
	assert_ptr_equal(cold.workload.cold, &small);
	assert_ptr_equal(cold.workload.run, workload_find("getppid")->run);
	assert_string_equal(workload_find("getppid")->name, "getppid");
	assert_null(workload_find("getppid")->cold);
	assert_null(workload_find("getppid:cold"));
}

static void test_names_too_long(void **state)
{
	struct cold_workload cold;
	char name[COLD_NAME_SIZE + 8];

	(void)state;
	memset(name, 'x', sizeof(name));
	memcpy(name + sizeof(name) - sizeof(COLD_SUFFIX), COLD_SUFFIX, sizeof(COLD_SUFFIX));
	assert_int_equal(cold_workload_make(name, &small, &cold), -EINVAL);
	assert_null(cold_workload_nearest(name, cold.name));
}

static void test_nearest(void **state)
{
	char name[COLD_NAME_SIZE];

	(void)state;
	assert_string_equal(cold_workload_nearest("kloup:cold", name), "kloop:cold");
	assert_string_equal(cold_workload_nearest("kloop:cald", name), "kloop:cold");
	assert_string_equal(cold_workload_nearest("getppid:", name), "getppid:cold");
	assert_null(cold_workload_nearest("kloop", name));
	assert_null(cold_workload_nearest("unheard-of:cold", name));
}

static void test_each_call_once(void **state)
{
	struct prepared prepared;
	struct complaint complaint;
	const struct workload_run run = {
		.device = 7, .batches = 3, .calls_per_batch = 5, .without_call = true
	};

	(void)state;
	memset(&seen, 0, sizeof(seen));
	assert_int_equal(prepared_begin(&prepared, &recording, &complaint), 0);
	assert_int_equal(seen.held, 1);
	assert_int_equal(prepared.eviction.size, SMALL);
	seen.eviction = &prepared.eviction;
	assert_int_equal(prepared_run(&prepared, &run), 0);
	assert_int_equal(seen.runs, 15);
	assert_int_equal(prepared.eviction.rounds, 15);
	assert_int_equal(seen.warm, 0);
	assert_int_equal(seen.last.batches, 1);
	assert_int_equal(seen.last.calls_per_batch, 1);
	assert_int_equal(seen.last.device, 7);
	assert_true(seen.last.without_call);
	assert_ptr_equal(seen.last.state, &seen);
	prepared_end(&prepared);
	assert_int_equal(seen.held, 0);
	assert_null(prepared.eviction.data);
}

static void test_failing_run(void **state)
{
	struct prepared prepared;
	struct complaint complaint;
	const struct workload_run run = { .batches = 2, .calls_per_batch = 4 };

	(void)state;
	memset(&seen, 0, sizeof(seen));
	seen.failing = 3;
	assert_int_equal(prepared_begin(&prepared, &recording, &complaint), 0);
	assert_int_equal(prepared_run(&prepared, &run), -EINTR);
	assert_int_equal(seen.runs, 3);
	prepared_end(&prepared);
}

static void test_not_prepared(void **state)
{
	const struct eviction_size impossible = { .data_bytes = SIZE_MAX / 2 };
	struct workload workload = recording;
	struct prepared prepared;
	struct complaint complaint;

	(void)state;
	memset(&seen, 0, sizeof(seen));
	workload.cold = &impossible;
	assert_int_equal(prepared_begin(&prepared, &workload, &complaint), -EOPNOTSUPP);
	assert_string_equal(complaint.tried, "the workload 'recording:cold' cannot be prepared: "
					     "Cannot allocate memory");
	assert_int_equal(seen.held, 0);
	prepared_end(&prepared);
	workload = recording;
	workload.prepare = refuse;
	assert_int_equal(prepared_begin(&prepared, &workload, &complaint), -EOPNOTSUPP);
	assert_null(prepared.eviction.data);
	prepared_end(&prepared);
	assert_int_equal(seen.held, 0);
}

static void test_warm(void **state)
{
	struct workload workload = recording;
	struct prepared prepared;
	struct complaint complaint;
	const struct workload_run run = { .batches = 3, .calls_per_batch = 5 };

	(void)state;
	memset(&seen, 0, sizeof(seen));
	workload.cold = NULL;
	assert_int_equal(prepared_begin(&prepared, &workload, &complaint), 0);
	assert_null(prepared.eviction.data);
	assert_int_equal(prepared_run(&prepared, &run), 0);
	assert_int_equal(seen.runs, 1);
	assert_int_equal(seen.last.batches, 3);
	assert_int_equal(seen.last.calls_per_batch, 5);
	prepared_end(&prepared);
}

static void test_sizes(void **state)
{
	char text[256];
	struct eviction_size size = eviction_size(0);

	(void)state;
	assert_int_equal(size.data_bytes, 4UL << 20);
	assert_int_equal(size.cache_bytes, 0);
	eviction_describe(&size, text, sizeof(text));
	assert_non_null(strstr(text, "4096 KiB of data and 4096 pages"));
	assert_non_null(strstr(text, "does not tell"));
	size = eviction_size(512UL << 10);
	assert_int_equal(size.data_bytes, 1UL << 20);
	eviction_describe(&size, text, sizeof(text));
	assert_null(strstr(text, "warm"));
	assert_null(strstr(text, "does not tell"));
	assert_int_equal(eviction_size(4UL << 20).data_bytes, 8UL << 20);
	size = eviction_size(32UL << 20);
	assert_int_equal(size.data_bytes, 8UL << 20);
	eviction_describe(&size, text, sizeof(text));
	assert_non_null(strstr(text, "the largest cache has 32768 KiB, and may stay warm"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),       cmocka_unit_test(test_names_too_long),
		cmocka_unit_test(test_nearest),     cmocka_unit_test(test_each_call_once),
		cmocka_unit_test(test_failing_run), cmocka_unit_test(test_not_prepared),
		cmocka_unit_test(test_warm),        cmocka_unit_test(test_sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
