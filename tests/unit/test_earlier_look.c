// SPDX-License-Identifier: GPL-2.0-only
/*
 * What of an earlier look still holds, and what is to be asked for again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "measure/earlier_look.h"

#define TEXT 0x1234

/* A quiet tracee, looked at twice. */
struct looks {
	struct earlier_look earlier;
	struct evidence now;
};

static struct looks quiet(void)
{
	struct looks looks = { .earlier = { .known = true, .text_known = true, .text = TEXT } };

	looks.now.bytes.function = 0xffff800080001000;
	looks.now.updates_known = true;
	looks.now.updates = 7;
	looks.earlier.evidence = looks.now;
	looks.earlier.evidence.kprobes_known = true;
	return looks;
}

static bool names_hold(const struct looks *looks)
{
	return earlier_names_hold(&looks->earlier, &looks->now);
}

static bool kprobes_hold(const struct looks *looks)
{
	return earlier_kprobes_hold(&looks->earlier, &looks->now, TEXT);
}

static void test_quiet(void **state)
{
	struct looks looks = quiet();

	(void)state;
	assert_true(names_hold(&looks));
	assert_true(kprobes_hold(&looks));
}

/* An ops came or went, or nobody would have seen it: neither holds. */
static void test_updates(void **state)
{
	struct looks more = quiet(), unknown = quiet(), was_unknown = quiet(), forgotten = quiet();

	(void)state;
	more.now.updates++;
	unknown.now.updates_known = false;
	was_unknown.earlier.evidence.updates_known = false;
	look_forget_earlier(&forgotten.earlier);
	assert_false(names_hold(&more) || kprobes_hold(&more));
	assert_false(names_hold(&unknown) || kprobes_hold(&unknown));
	assert_false(names_hold(&was_unknown) || kprobes_hold(&was_unknown));
	assert_false(names_hold(&forgotten) || kprobes_hold(&forgotten));
}

/* Somebody wrote into the code, or it cannot be told. */
static void test_text(void **state)
{
	struct looks looks = quiet(), unread = quiet(), moved = quiet();

	(void)state;
	assert_true(names_hold(&looks));
	assert_false(earlier_kprobes_hold(&looks.earlier, &looks.now, TEXT + 1));
	unread.earlier.text_known = false;
	assert_false(kprobes_hold(&unread));
	moved.now.bytes.function += 16;
	assert_false(kprobes_hold(&moved));
}

/* A second one at its place writes nothing; and of an unread list nothing is known. */
static void test_armed(void **state)
{
	struct looks armed = quiet(), unlisted = quiet();

	(void)state;
	armed.earlier.evidence.kprobes = 1;
	assert_true(names_hold(&armed));
	assert_false(kprobes_hold(&armed));
	unlisted.earlier.evidence.kprobes_known = false;
	assert_false(kprobes_hold(&unlisted));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quiet),
		cmocka_unit_test(test_updates),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_armed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
