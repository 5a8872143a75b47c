// SPDX-License-Identifier: GPL-2.0-only
/*
 * The words of -e: rows, presets, a PMU's own events, raw ones, modes, and lists of them.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <linux/perf_event.h>

#include <cmocka.h>

#include "config/event.h"
#include "measure/plan.h"

#define WORD_SIZE 64

static struct event parse(const char *word)
{
	struct event event;

	if (event_parse(word, &event))
		fail_msg("'%s' is refused", word);
	/* The name of the metric is the word. */
	assert_string_equal(event.name, word);
	assert_false(event.preset);
	return event;
}

static void assert_modes(const char *word, bool kernel, bool user)
{
	struct event event = parse(word);

	if (event.kernel != kernel || event.user != user)
		fail_msg("'%s' counts %s%s", word, event.kernel ? "kernel " : "",
			 event.user ? "user" : "");
}

static void test_rows(void **state)
{
	size_t count;
	const struct event_row *rows = event_rows(&count);
	struct event event;

	(void)state;
	for (size_t i = 0; i < count; i++) {
		event = parse(rows[i].name);
		assert_ptr_equal(event.row, &rows[i]);
		assert_true(event.kernel == rows[i].kernel && event.user == rows[i].user);
		assert_true(event.kernel || event.user);
		assert_int_equal(event.type, rows[i].type);
		assert_true(event.config == rows[i].config);
		/* Nothing generic and no name would be an event of no machine. */
		assert_true(rows[i].type != EVENT_NOT_GENERIC || rows[i].names[0]);
		assert_string_equal(event.pmu, "");
		assert_string_equal(event.source, "");
	}
	event = parse("l1i-misses");
	assert_int_equal(event.type, PERF_TYPE_HW_CACHE);
	assert_true(event.config == (PERF_COUNT_HW_CACHE_L1I | 1 << 16));
}

static void test_modes(void **state)
{
	(void)state;
	assert_modes("branch-misses", true, true);
	assert_modes("branch-misses:k", true, false);
	assert_modes("branch-misses:u", false, true);
	assert_modes("cycles:ku", true, true);
	assert_modes("kernel-instructions:k", true, false);
	assert_modes("cpu/event=0x11/", true, true);
	assert_modes("cpu/event=0x11/:u", false, true);
	assert_modes("r11:k", true, false);
}

static void test_a_pmus_own(void **state)
{
	struct event event;

	(void)state;
	event = parse("armv8_cortex_a72/br_mis_pred_retired/");
	assert_string_equal(event.pmu, "armv8_cortex_a72");
	assert_string_equal(event.source, "br_mis_pred_retired");
	assert_null(event.row);
	event = parse("cpu/event=0x2e,umask=0x41/:k");
	assert_string_equal(event.pmu, "cpu");
	assert_string_equal(event.source, "event=0x2e,umask=0x41");
	event = parse("armv8_pmuv3_0/config=17,config1=0x1,long/");
	assert_string_equal(event.source, "config=17,config1=0x1,long");
}

static void test_raw(void **state)
{
	struct event event;

	(void)state;
	event = parse("r8115");
	assert_null(event.row);
	assert_true(event.config == 0x8115);
	assert_string_equal(event.source, "r8115");
	assert_string_equal(event.pmu, "");
	assert_true(parse("rfFfFfFfFfFfFfFfF").config == UINT64_MAX);
	/* A word that starts alike. */
	assert_non_null(parse("returns").row);
}

static void test_words_that_are_none(void **state)
{
	static const char *const words[] = {
		"",
		"cicles",
		"cycles:",
		"cycles:x",
		"cycles:kk",
		"cycles:k:u",
		"cycles:k ",
		" cycles",
		"kernel-instructions:u",
		"user-instructions:k",
		"r",
		"r:k",
		"rg",
		"r11x",
		"r12345678901234567",
		"/",
		"//",
		"cpu/",
		"cpu//",
		"/cycles/",
		"cpu/cycles",
		"cpu/cycles/k",
		"cpu/cycles/:",
		"cpu/cycles//",
		"cpu/,cycles/",
		"cpu/cycles,/",
		"cpu/event=/",
		"cpu/event=x11/",
		"cpu/event=-1/",
		"cpu/event=0x11g/",
		"cpu/event=0x11223344556677889/",
		"cpu/=1/",
		"cpu/mem loads/",
		"my cpu/cycles/",
		"../cpu/",
		"../cycles/",
		"cpu/../",
		"cpu/event=?/",
		"path",
		"armv8_cortex_a72/br_mis_pred_retired_and_some_more_letters_than_64/",
	};
	struct event event;

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (event_parse(words[i], &event) != -EINVAL)
			fail_msg("'%s' is an event", words[i]);
	}
}

static void test_presets(void **state)
{
	struct event events[EVENT_PRESET_ROWS_MAX];
	size_t count;
	const struct event_preset *presets = event_presets(&count);

	(void)state;
	assert_int_equal(count, 3);
	for (size_t i = 0; i < count; i++) {
		int rows = event_parse_words(presets[i].name, events);

		assert_true(rows > 1);
		for (int j = 0; j < rows; j++) {
			assert_string_equal(events[j].name, presets[i].rows[j]);
			assert_true(events[j].preset);
		}
		/* None of its names is lost for being no row's. */
		assert_true(rows == EVENT_PRESET_ROWS_MAX || !presets[i].rows[rows]);
	}
	assert_int_equal(event_parse_words("path", events), 3);
	assert_int_equal(event_parse_words("branch:k", events), 4);
	assert_string_equal(events[1].name, "branch-misses:k");
	assert_true(events[1].kernel && !events[1].user);
	/* What counts nothing so is left out, what changes nothing keeps its name. */
	assert_int_equal(event_parse_words("path:k", events), 2);
	assert_string_equal(events[0].name, "kernel-instructions");
	assert_string_equal(events[1].name, "cycles:k");
	assert_int_equal(event_parse_words("cycles:k", events), 1);
	assert_false(events[0].preset);
	assert_int_equal(event_parse_words("path:x", events), -EINVAL);
	assert_int_equal(event_parse_words("paths", events), -EINVAL);
}

static void test_nearest(void **state)
{
	(void)state;
	assert_string_equal(event_nearest("cycle"), "cycles");
	assert_string_equal(event_nearest("cycls:k"), "cycles");
	assert_string_equal(event_nearest("branch-mises"), "branch-misses");
	assert_string_equal(event_nearest("fromt"), "front");
	assert_null(event_nearest("unheard-of"));
}

static void add(struct plan *plan, const char *list)
{
	char word[WORD_SIZE];

	if (plan_add_events(plan, list, word, sizeof(word)))
		fail_msg("'%s' is refused at '%s'", list, word);
}

static void assert_refused(const char *list, int error, const char *at_fault)
{
	struct plan plan = { 0 };
	char word[WORD_SIZE];
	int err = plan_add_events(&plan, list, word, sizeof(word));

	if (err != error || strcmp(word, at_fault) != 0)
		fail_msg("'%s' gives %d at '%s'", list, err, word);
}

static void test_lists(void **state)
{
	struct plan plan = { 0 };

	(void)state;
	/* Commas between slashes part no words. */
	add(&plan, "cycles,cpu/event=0x11,umask=0x1/:k,r11,cycles:k");
	assert_int_equal(plan.event_count, 4);
	assert_string_equal(plan.events[1].name, "cpu/event=0x11,umask=0x1/:k");
	assert_string_equal(plan.events[2].name, "r11");
	assert_string_equal(plan.events[3].name, "cycles:k");
	assert_refused("cycles,cpu/event=1,umask=2", -EINVAL, "cpu/event=1,umask=2");
	assert_refused("cpu/event=1,/", -EINVAL, "cpu/event=1,/");
	assert_refused("cycles,,returns", -EINVAL, "");
	assert_refused("r1,r2,r3,r4,r5,r6,r7,r8,r9,ra,rb,rc,rd,re,path,rf", -ENOSPC, "path");
}

/* What is asked for by its name is never left out, in whatever order. */
static void test_presets_in_lists(void **state)
{
	struct plan plan = { 0 }, other = { 0 };

	(void)state;
	add(&plan, "branch,branch-misses");
	assert_int_equal(plan.event_count, 4);
	assert_true(plan.events[0].preset);
	assert_false(plan.events[1].preset);
	assert_true(plan.events[2].preset);
	add(&other, "returns,branch,path,front,branch");
	assert_int_equal(other.event_count, 10);
	assert_string_equal(other.events[0].name, "returns");
	assert_false(other.events[0].preset);
	assert_true(other.events[1].preset);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_modes),
		cmocka_unit_test(test_a_pmus_own),
		cmocka_unit_test(test_raw),
		cmocka_unit_test(test_words_that_are_none),
		cmocka_unit_test(test_presets),
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_presets_in_lists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
