// SPDX-License-Identifier: GPL-2.0-only
/*
 * The PMUs of the machine that the test runs on, through the door that a run takes; each test skips
 * itself where there is no such PMU, or it may not be used.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "machine/pmu_event.h"
#include "machine/pmu_terms.h"
#include "machine/system_file.h"
#include "measure/kernel_pmu.h"

static struct kernel_pmu pmu;
static struct pmu_door door;

static int set_up(void **state)
{
	(void)state;
	kernel_pmu_begin(&pmu);
	door = kernel_pmu_door(&pmu);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	kernel_pmu_end(&pmu);
	return 0;
}

/*
 * A PMU that cannot leave a mode out: x86's msr is one, as are riscv's without Sscofpmf. One mode
 * alone is refused, both together count.
 */
static void test_a_pmu_without_modes(void **state)
{
	struct pmu msr = { .name = "msr" };
	struct event event;
	struct complaint complaint = { 0 };
	char type[16];
	int fd;

	(void)state;
	if (event_parse("msr/tsc/", &event) || !pmu_has_event("", &msr, "tsc"))
		skip();
	msr.type = (__u32)strtoul(system_file_line("", type, sizeof(type), PMU_FOLDER "/msr/type"),
				  NULL, 10);
	assert_int_equal(pmu_terms_apply("", &msr, "tsc", &event, &complaint), 0);
	fd = door.open(door.context, &event, 0, -1);
	if (fd == -EACCES || fd == -EPERM || fd == -ENOSYS)
		skip();
	assert_true(fd >= 0);
	door.close(door.context, fd);
	assert_int_equal(pmu_event_opens(&event, 0), 0);
	event.user = false;
	assert_int_equal(door.open(door.context, &event, 0, -1), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_pmu_without_modes, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
