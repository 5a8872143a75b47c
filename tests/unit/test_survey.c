// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a survey says as a whole, what changes between two, and what the watch over a run sees.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "doctor/survey.h"
#include "doctor/watch.h"
#include "fake_root.h"

#define GOVERNOR "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"
#define WATCHDOG "/proc/sys/kernel/nmi_watchdog"
#define LOAD "/proc/loadavg"
#define ZONE "/sys/class/thermal/thermal_zone0"
#define PARANOID "/proc/sys/kernel/perf_event_paranoid"

static struct fake_root root;
static struct fact_place place;

static int set_up(void **state)
{
	(void)state;
	fake_root_make(&root);
	place = (struct fact_place){ .root = root.path, .cpu = 0 };
	fake_root_write(&root, GOVERNOR, "performance\n");
	fake_root_write(&root, WATCHDOG, "0\n");
	fake_root_write(&root, LOAD, "0.10 0 0\n");
	fake_root_write(&root, ZONE "/temp", "41000\n");
	fake_root_write(&root, ZONE "/trip_point_0_type", "passive\n");
	fake_root_write(&root, ZONE "/trip_point_0_temp", "95000\n");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	fake_root_remove(&root);
	return 0;
}

static void test_facts_are_in_order_and_named_once(void **state)
{
	size_t count;
	const struct fact **facts = fact_all(&count);

	(void)state;
	assert_true(count > 20);
	for (size_t i = 0; i < count; i++) {
		assert_true(facts[i]->name && facts[i]->effect && facts[i]->remedy);
		assert_non_null(facts[i]->look);
		/* Half a line and a line of 80 columns (verbs/doctor_print.c). */
		assert_true(strlen(facts[i]->effect) <= 35);
		assert_true(strlen(facts[i]->remedy) <= (facts[i]->tune ? 59 : 70));
		assert_true(strlen(facts[i]->name) < 15);
		/* What is other each time would be told after each block. */
		assert_false(facts[i]->watched && facts[i]->varies);
		for (size_t j = 0; j < i; j++) {
			assert_string_not_equal(facts[i]->name, facts[j]->name);
			assert_true(facts[j]->order < facts[i]->order);
		}
	}
	free(facts);
}

static void assert_verdict(struct survey *survey, enum fact_fitness a, enum fact_fitness b,
			   const char *expected)
{
	char text[256];

	survey->states[0].fitness = a;
	survey->states[1].fitness = b;
	survey_verdict(survey, text, sizeof(text));
	assert_string_equal(text, expected);
}

static void test_verdicts(void **state)
{
	struct survey survey;

	(void)state;
	assert_int_equal(survey_take(&place, &survey), 0);
	survey.count = 2;
	assert_verdict(&survey, FACT_FIT, FACT_UNKNOWN, "fit to measure");
	assert_verdict(&survey, FACT_DISTURBS, FACT_FIT, "can measure; 1 thing disturbs: machine");
	assert_verdict(&survey, FACT_DISTURBS, FACT_DISTURBS,
		       "can measure; 2 things disturb: machine, module");
	assert_verdict(&survey, FACT_DISTURBS, FACT_FORBIDS, "cannot measure: module");
	survey_free(&survey);
}

static void test_texts_are_printable(void **state)
{
	struct survey survey;
	json_t *object;

	(void)state;
	fake_root_write(&root, GOVERNOR, "per\033[31m\xff\n");
	assert_int_equal(survey_take(&place, &survey), 0);
	object = survey_object(&survey);
	assert_string_equal(
		json_string_value(json_object_get(json_object_get(object, "governor"), "text")),
		"per?[31m?");
	assert_string_equal(
		json_string_value(json_object_get(json_object_get(object, "governor"), "fit")),
		"disturbs");
	assert_int_equal(json_object_size(object), survey.count);
	json_decref(object);
	survey_free(&survey);
}

static void assert_change(struct watch *watch, const char *expected)
{
	char text[256];
	int found = watch_change(watch, text, sizeof(text));

	if (!expected) {
		assert_int_equal(found, 0);
	} else {
		assert_int_equal(found, 1);
		assert_string_equal(text, expected);
	}
}

static void test_watch(void **state)
{
	struct survey before, after;
	struct watch watch;
	char text[256];
	json_t *differences;

	(void)state;
	assert_int_equal(survey_take(&place, &before), 0);
	assert_int_equal(watch_open(&place, &before, &watch), 0);
	assert_change(&watch, NULL);
	/* One at a time; and each only once. */
	fake_root_write(&root, WATCHDOG, "1\n");
	fake_root_write(&root, GOVERNOR, "schedutil\n");
	fake_root_write(&root, LOAD, "7.00 0 0\n");
	fake_root_write(&root, PARANOID, "1\n");
	assert_change(&watch, "nmi-watchdog: on, before: off");
	assert_change(&watch, "governor: schedutil, before: performance");
	assert_change(&watch, NULL);
	assert_change(&watch, NULL);
	fake_root_write(&root, GOVERNOR, "performance\n");
	assert_change(&watch, "governor: performance, before: schedutil");
	assert_change(&watch, NULL);

	/* At the end all are asked, and what was told is not told again. */
	assert_int_equal(survey_take(&place, &after), 0);
	assert_int_equal(watch_last_change(&watch, &after, text, sizeof(text)), 1);
	assert_true(!strncmp(text, "perf-paranoid: 1, before: ", 26));
	/* The load may be our own. */
	assert_int_equal(watch_last_change(&watch, &after, text, sizeof(text)), 0);

	differences = survey_differences(&before, &after);
	assert_non_null(json_object_get(differences, "nmi-watchdog"));
	assert_non_null(json_object_get(differences, "load"));
	/* It is again as it was. */
	assert_null(json_object_get(differences, "governor"));
	assert_int_equal(json_object_size(differences), 3);
	json_decref(differences);
	watch_close(&watch);
	survey_free(&before);
	survey_free(&after);
}

/* A temperature is never twice the same; only that it begins to disturb is a change. */
static void test_what_varies(void **state)
{
	struct survey before, after;
	struct watch watch;
	char text[256];

	(void)state;
	assert_int_equal(survey_take(&place, &before), 0);
	assert_int_equal(watch_open(&place, &before, &watch), 0);
	fake_root_write(&root, ZONE "/temp", "43000\n");
	assert_int_equal(survey_take(&place, &after), 0);
	assert_int_equal(watch_last_change(&watch, &after, text, sizeof(text)), 0);
	survey_free(&after);
	fake_root_write(&root, ZONE "/temp", "93000\n");
	assert_int_equal(survey_take(&place, &after), 0);
	assert_int_equal(watch_last_change(&watch, &after, text, sizeof(text)), 1);
	assert_string_equal(text, "temperature: 93 C, slowed down at 95 C, before: "
				  "43 C, slowed down at 95 C");
	watch_close(&watch);
	survey_free(&before);
	survey_free(&after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_facts_are_in_order_and_named_once),
		cmocka_unit_test_setup_teardown(test_verdicts, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_texts_are_printable, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_watch, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_what_varies, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
