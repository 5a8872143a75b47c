// SPDX-License-Identifier: GPL-2.0-only
/*
 * Dates as people and git write them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "track/date.h"
#include "track/digest.h"
#include "track/shell_word.h"

static void dates_of_all_forms(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
	} dates[] = {
		{ "2026-11-21", 1795219200 },
		{ "2026-11-21T21:30:00Z", 1795296600 },
		{ "2026-11-21T21:30", 1795296600 },
		{ "2026-11-21 22:30:00 +0100", 1795296600 },
		{ "2026-11-21 17:00:00 -0430", 1795296600 },
		{ "2026-11-21T22:30:00+01:00", 1795296600 },
		{ "2026-11-21T17:00:00-04:30", 1795296600 },
		{ "1795296600", 1795296600 },
		{ "@1795296600", 1795296600 },
		{ "2024-02-29", 1709164800 },
		{ "1970-01-01", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		int64_t seconds = -1;

		if (!date_parse(dates[i].text, &seconds) || seconds != dates[i].seconds)
			fail_msg("%s: %lld", dates[i].text, (long long)seconds);
	}
}

static void what_is_no_date(void **state)
{
	static const char *const texts[] = {
		"",
		"today",
		"2026",
		"2026-11",
		"2026-13-01",
		"2026-00-10",
		"2025-02-29",
		"2026-11-21T",
		"2026-11-21x",
		"2026-11-21T24:00",
		"2026-11-21T21:60",
		"2026-11-21T21:30+1",
		"2026-11-21T21:30+15:00",
		"1969-12-31",
		"12",
		"-1795296600",
		"99999999999999999999",
	};
	int64_t seconds;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (date_parse(texts[i], &seconds))
			fail_msg("'%s': %lld", texts[i], (long long)seconds);
	}
}

/* The example of FIPS 180-2. */
static void a_digest_is_sha_256(void **state)
{
	char text[DIGEST_SIZE];

	(void)state;
	digest_of("abc", 3, text);
	assert_string_equal(text,
			    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_int_equal(digest_number(text), INT64_C(-0x4587e94070fe3016));
}

static void words_of_a_shell(void **state)
{
	static const char *const words[][2] = {
		{ "ops1+irr10", "ops1+irr10" },
		{ "linux,dummy-virt", "linux,dummy-virt" },
		{ "a b", "'a b'" },
		{ "it's $HOME", "'it'\\''s $HOME'" },
		{ "", "''" },
		{ "-c", "-c" },
		{ "a\nb\033", "$'a\\012b\\033'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		char *word = shell_word(words[i][0]);

		assert_string_equal(word, words[i][1]);
		free(word);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_of_all_forms),
		cmocka_unit_test(what_is_no_date),
		cmocka_unit_test(a_digest_is_sha_256),
		cmocka_unit_test(words_of_a_shell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
