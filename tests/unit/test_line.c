// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lines of a file, wherever the blocks begin in which it is read.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "result/line.h"

#define BLOCK ((size_t)65536)

static void put_line(FILE *file, size_t length, size_t number)
{
	for (size_t i = 0; i < length; i++)
		assert_int_not_equal(fputc('a' + (int)((i + number) % 26), file), EOF);
}

static void assert_line(const struct line_source *source, size_t length, size_t number)
{
	assert_int_equal(source->number, number + 1);
	assert_int_equal(source->length, length);
	assert_int_equal(source->bytes[length], '\0');
	for (size_t i = 0; i < length; i++) {
		if (source->bytes[i] != 'a' + (int)((i + number) % 26))
			fail_msg("line %zu, byte %zu", number + 1, i);
	}
}

static void assert_lines(const size_t *lengths, size_t count, bool terminated)
{
	FILE *file = tmpfile();
	struct line_source source;

	assert_non_null(file);
	for (size_t i = 0; i < count; i++) {
		put_line(file, lengths[i], i);
		if (terminated || i + 1 < count)
			fputc('\n', file);
	}
	rewind(file);
	line_source_init(&source, file, 4 * BLOCK);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(line_next(&source), 1);
		assert_int_equal(source.terminated, terminated || i + 1 < count);
		assert_line(&source, lengths[i], i);
	}
	assert_int_equal(line_next(&source), 0);
	line_source_free(&source);
	fclose(file);
}

static void test_lines(void **state)
{
	(void)state;
	assert_lines(NULL, 0, true);
	assert_lines((const size_t[]){ 0 }, 1, true);
	assert_lines((const size_t[]){ 0, 0, 3, 0, 1 }, 5, true);
	assert_lines((const size_t[]){ 5, 4 }, 2, false);
}

static void test_lines_across_blocks(void **state)
{
	(void)state;
	for (size_t length = BLOCK - 4; length < BLOCK + 4; length++) {
		assert_lines((const size_t[]){ length, 7, 0, length, 2 }, 5, true);
		assert_lines((const size_t[]){ 1, length }, 2, false);
		assert_lines((const size_t[]){ 2 * length, 3 * length, 1 }, 3, true);
	}
}

static void assert_too_long(size_t length, int wanted)
{
	FILE *file = tmpfile();
	struct line_source source;

	assert_non_null(file);
	put_line(file, length, 0);
	fputc('\n', file);
	rewind(file);
	line_source_init(&source, file, BLOCK);
	assert_int_equal(line_next(&source), wanted);
	line_source_free(&source);
	fclose(file);
}

static void test_limit(void **state)
{
	(void)state;
	assert_too_long(BLOCK, 1);
	assert_too_long(BLOCK + 1, -EOVERFLOW);
	assert_too_long(10 * BLOCK, -EOVERFLOW);
}

static void test_error(void **state)
{
	FILE *folder = fopen("/", "re");
	struct line_source source;

	(void)state;
	assert_non_null(folder);
	line_source_init(&source, folder, BLOCK);
	assert_int_equal(line_next(&source), -EISDIR);
	line_source_free(&source);
	fclose(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_lines_across_blocks),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
