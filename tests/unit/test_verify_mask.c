// SPDX-License-Identifier: GPL-2.0-only
/*
 * How the module compares the registers that went in with those that came out: the same
 * header is compiled here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "kmod/verify_mask.h"

#define REGISTERS 32

static void test_what_came_through_is_not_wrong(void **state)
{
	__u64 values[REGISTERS];

	(void)state;
	for (unsigned int i = 0; i < REGISTERS; i++)
		values[i] = tracetoll_register_value(7, i);
	assert_int_equal(tracetoll_wrong_registers(values, values, REGISTERS), 0);
}

static void test_one_flipped_bit_of_any_register_is_its_bit(void **state)
{
	__u64 expected[REGISTERS], found[REGISTERS];

	(void)state;
	for (unsigned int i = 0; i < REGISTERS; i++)
		expected[i] = tracetoll_register_value(0, i);
	for (unsigned int i = 0; i < REGISTERS; i++) {
		for (unsigned int bit = 0; bit < 64; bit++) {
			memcpy(found, expected, sizeof(found));
			found[i] ^= (__u64)1 << bit;
			assert_true(tracetoll_wrong_registers(expected, found, REGISTERS) ==
				    (__u32)1 << i);
		}
	}
}

static void test_registers_beyond_the_count_are_not_looked_at(void **state)
{
	const __u64 expected[3] = { 1, 2, 3 }, found[3] = { 1, 0, 0 };

	(void)state;
	assert_int_equal(tracetoll_wrong_registers(expected, found, 1), 0);
	assert_int_equal(tracetoll_wrong_registers(expected, found, 2), 2);
	assert_int_equal(tracetoll_wrong_registers(expected, found, 3), 6);
}

/* A register that still holds another one's value, or the last call's, must show. */
static void test_no_value_is_there_twice_or_zero(void **state)
{
	__u64 now[REGISTERS], last[REGISTERS];

	(void)state;
	for (__u32 call = 0; call < 1000; call++) {
		for (unsigned int i = 0; i < REGISTERS; i++) {
			now[i] = tracetoll_register_value(call, i);
			assert_true(now[i] != 0);
			for (unsigned int other = 0; other < i; other++)
				assert_true(now[i] != now[other]);
			for (unsigned int other = 0; call && other < REGISTERS; other++)
				assert_true(now[i] != last[other]);
		}
		memcpy(last, now, sizeof(last));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_came_through_is_not_wrong),
		cmocka_unit_test(test_one_flipped_bit_of_any_register_is_its_bit),
		cmocka_unit_test(test_registers_beyond_the_count_are_not_looked_at),
		cmocka_unit_test(test_no_value_is_there_twice_or_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
