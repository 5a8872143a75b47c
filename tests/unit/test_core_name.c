// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names of cores by their MIDR_EL1, as sysfs and older files write it.
 */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include "result/core_name.h"

/* Values that machines have: of a Raspberry Pi 4, a Graviton2, a Graviton3, QEMU's cortex-a57. */
static void test_known(void **state)
{
	(void)state;
	assert_string_equal(core_name("0x00000000410fd083"), "Cortex-A72");
	assert_string_equal(core_name("0x00000000413fd0c1"), "Neoverse-N1");
	assert_string_equal(core_name("0x411fd401"), "Neoverse-V1");
	assert_string_equal(core_name("0x00000000411fd070"), "Cortex-A57");
	/* The same part number of another implementer is another core. */
	assert_string_equal(core_name("0x00000000481fd010"), "TaiShan v110");
}

static void test_unknown(void **state)
{
	(void)state;
	assert_null(core_name(""));
	assert_null(core_name("0x"));
	assert_null(core_name("a core"));
	assert_null(core_name("0x00000000410fd083 "));
	assert_null(core_name("0x00000000420fd083"));
	assert_null(core_name("0"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
