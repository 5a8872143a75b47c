// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "good_evidence.h"
#include "verbs/hold_json.h"

static const struct kernel_abilities abilities = {
	.architecture = ARCHITECTURE_ARM64,
	.call_ops = true,
	.direct_calls = true,
};

/* All that a hold of ops1 leaves: the command ended with 3 after a thousand calls. */
struct sample_hold {
	struct hold_options options;
	struct configuration configuration;
	struct evidence evidence;
	struct claim claim;
	struct held held;
};

static struct held *hold(struct sample_hold *sample, bool emulated)
{
	static char name[] = "dd", word[] = "count=1\xff";
	static char *words[] = { name, word, NULL };

	memset(sample, 0, sizeof(*sample));
	configuration_parse("ops1", &sample->configuration);
	good_evidence(&sample->configuration, &abilities, &sample->evidence);
	sample->options.workload.name = "hold";
	sample->options.workload.tracee = "vfs_read";
	sample->options.command = words;
	sample->claim.configuration = &sample->configuration;
	sample->claim.abilities = &abilities;
	sample->claim.expected = PATH_CALLOPS_FUNC;
	sample->held = (struct held){
		.options = &sample->options,
		.claim = &sample->claim,
		.before = &sample->evidence,
		.after = &sample->evidence,
		.doubt = "",
		.hits = { .hits = 1000, .per_call = 1 },
		.wait_status = W_EXITCODE(3, 0),
		.elapsed_ns = 12345,
		.environment = json_pack("{s:{s:b}}", "emulation", "emulated", (int)emulated),
	};
	return &sample->held;
}

static json_int_t number(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	assert_true(json_is_integer(value));
	return json_integer_value(value);
}

static const char *text(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

static bool is_null(const json_t *object, const char *name)
{
	return json_is_null(json_object_get(object, name));
}

static void test_all_of_it(void **state)
{
	struct sample_hold sample;
	json_t *object = hold_object(hold(&sample, false));
	const json_t *hits = json_object_get(object, "hits");
	const json_t *command = json_object_get(object, "command");

	(void)state;
	assert_non_null(object);
	assert_string_equal(text(object, "record"), "hold");
	assert_string_equal(text(object, "configuration"), "ops1");
	assert_string_equal(text(object, "tracee"), "vfs_read");
	assert_string_equal(text(json_object_get(object, "proof"), "record"), "proof");
	assert_string_equal(text(json_object_get(object, "proof"), "path"), "callops-func");
	assert_string_equal(text(object, "path_after"), "callops-func");
	assert_true(is_null(object, "doubt"));
	assert_int_equal(number(hits, "hits"), 1000);
	assert_int_equal(number(hits, "per_call"), 1);
	assert_int_equal(number(hits, "calls"), 1000);
	assert_string_equal(json_string_value(json_array_get(command, 0)), "dd");
	/* It is no UTF-8, so it is no text of JSON. */
	assert_true(json_is_null(json_array_get(command, 1)));
	assert_int_equal(json_array_size(command), 2);
	assert_int_equal(number(object, "exit_status"), 3);
	assert_true(is_null(object, "signal"));
	assert_int_equal(number(object, "elapsed_ns"), 12345);
	json_decref(object);
}

static void test_emulated_time_is_no_time(void **state)
{
	struct sample_hold sample;
	json_t *object = hold_object(hold(&sample, true));

	(void)state;
	assert_true(is_null(object, "elapsed_ns"));
	json_decref(object);
}

static void test_ended_by_a_signal(void **state)
{
	struct sample_hold sample;
	struct held *held = hold(&sample, false);
	json_t *object;

	(void)state;
	held->wait_status = W_EXITCODE(0, SIGTERM);
	held->doubt = "the patch site changed";
	object = hold_object(held);
	assert_int_equal(number(object, "exit_status"), 143);
	assert_int_equal(number(object, "signal"), SIGTERM);
	assert_string_equal(text(object, "doubt"), "the patch site changed");
	json_decref(object);
}

/* Hits that are no whole number of calls are told, and not divided. */
static void test_hits_that_do_not_fit(void **state)
{
	struct sample_hold sample;
	struct held *held = hold(&sample, false);
	json_t *object;

	(void)state;
	held->hits = (struct attached_hits){ .hits = 1001, .per_call = 2 };
	object = hold_object(held);
	assert_true(is_null(json_object_get(object, "hits"), "calls"));
	assert_int_equal(number(json_object_get(object, "hits"), "hits"), 1001);
	json_decref(object);
	held = hold(&sample, false);
	held->hits = (struct attached_hits){ 0 };
	object = hold_object(held);
	assert_true(is_null(object, "hits"));
	json_decref(object);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_of_it),
		cmocka_unit_test(test_emulated_time_is_no_time),
		cmocka_unit_test(test_ended_by_a_signal),
		cmocka_unit_test(test_hits_that_do_not_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
