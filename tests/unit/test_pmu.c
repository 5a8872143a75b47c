// SPDX-License-Identifier: GPL-2.0-only
/*
 * The PMUs of the cores, and what their terms mean, from sysfs as different machines show it.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fake_pmus.h"
#include "fake_root.h"
#include "machine/pmu.h"
#include "machine/pmu_terms.h"

static struct fake_root root;
static struct pmu_cores cores;
static struct complaint complaint;

static int set_up(void **state)
{
	(void)state;
	fake_root_make(&root);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	fake_root_remove(&root);
	return 0;
}

/* The name of the PMU of a CPU; "" for none. */
static const char *name_of(int cpu)
{
	const struct pmu *pmu = pmu_of_cpu(&cores, cpu);

	return pmu ? pmu->name : "";
}

static void test_no_pmu_at_all(void **state)
{
	(void)state;
	pmu_cores_read(root.path, &cores);
	assert_int_equal(cores.count, 0);
	assert_string_equal(name_of(0), "");
	fake_pmu_file(&root, "software", "type", "1\n");
	pmu_cores_read(root.path, &cores);
	assert_int_equal(cores.count, 0);
}

static void test_big_little(void **state)
{
	(void)state;
	fake_big_little(&root);
	pmu_cores_read(root.path, &cores);
	assert_int_equal(cores.count, 2);
	assert_string_equal(name_of(0), "armv8_cortex_a53");
	assert_string_equal(name_of(3), "armv8_cortex_a53");
	assert_string_equal(name_of(4), "armv8_cortex_a72");
	assert_string_equal(name_of(5), "armv8_cortex_a72");
	assert_string_equal(name_of(6), "");
	assert_int_equal(pmu_of_cpu(&cores, 5)->type, 9);
	assert_int_equal(pmu_first_cpu(pmu_named(&cores, "armv8_cortex_a72")), 4);
	/* It has CPUs near it, but none of its own. */
	assert_null(pmu_named(&cores, "arm_dsu_0"));
}

static void test_one_type_of_cores(void **state)
{
	(void)state;
	fake_riscv(&root);
	pmu_cores_read(root.path, &cores);
	assert_int_equal(cores.count, 1);
	assert_string_equal(name_of(0), "cpu");
	assert_string_equal(name_of(127), "cpu");
	assert_int_equal(cores.pmus[0].type, 4);
	assert_int_equal(pmu_first_cpu(&cores.pmus[0]), 0);
}

static void test_hybrid(void **state)
{
	(void)state;
	fake_hybrid(&root);
	pmu_cores_read(root.path, &cores);
	assert_int_equal(cores.count, 2);
	assert_string_equal(name_of(7), "cpu_core");
	assert_string_equal(name_of(11), "cpu_atom");
	assert_string_equal(name_of(12), "");
	assert_string_equal(name_of(14), "cpu_atom");
}

/* What the kernel never writes, and what it writes while CPUs are offline. */
static void test_broken_pmus(void **state)
{
	char longest[EVENT_NAME_SIZE + 1];

	(void)state;
	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	fake_arm_core(&root, "armv8_all_offline", "8\n", "\n");
	fake_arm_core(&root, "armv8_no_number", "eight\n", "0-3\n");
	fake_arm_core(&root, "armv8_no_type", "", "0-3\n");
	fake_arm_core(&root, longest, "8\n", "0-3\n");
	pmu_cores_read(root.path, &cores);
	assert_int_equal(cores.count, 0);
	fake_arm_core(&root, "armv8_odd_list", "8\n", "2,x\n");
	pmu_cores_read(root.path, &cores);
	assert_int_equal(cores.count, 1);
	assert_string_equal(name_of(2), "armv8_odd_list");
	assert_string_equal(name_of(0), "");
}

static int apply(const char *terms, struct event *event)
{
	memset(event, 0, sizeof(*event));
	memset(&complaint, 0, sizeof(complaint));
	pmu_cores_read(root.path, &cores);
	return pmu_terms_apply(root.path, &cores.pmus[0], terms, event, &complaint);
}

static void assert_means(const char *terms, uint64_t config, uint64_t config1, uint64_t config2)
{
	struct event event;

	if (apply(terms, &event))
		fail_msg("'%s': %s", terms, complaint.tried);
	if (event.config != config || event.config1 != config1 || event.config2 != config2)
		fail_msg("'%s' is 0x%llx, 0x%llx, 0x%llx", terms, event.config, event.config1,
			 event.config2);
	assert_int_equal(event.type, cores.pmus[0].type);
}

static void assert_refused(const char *terms, enum exit_code exit_code, const char *tried,
			   const char *advice)
{
	struct event event;

	if (!apply(terms, &event))
		fail_msg("'%s' is accepted", terms);
	if (complaint.exit_code != exit_code || !strstr(complaint.tried, tried) ||
	    !strstr(complaint.advice, advice))
		fail_msg("'%s': %d, '%s', '%s'", terms, complaint.exit_code, complaint.tried,
			 complaint.advice);
}

static void test_terms(void **state)
{
	(void)state;
	fake_x86(&root);
	assert_means("branch-misses", 0xc5, 0, 0);
	assert_means("event=0x2e,umask=0x41", 0x412e, 0, 0);
	assert_means("mem-loads", 0x1cd, 3, 0);
	/* What stands behind wins. */
	assert_means("mem-loads,ldlat=100", 0x1cd, 100, 0);
	assert_means("branch-misses,edge", 0x400c5, 0, 0);
	/* Bits over two ranges of a field. */
	assert_means("event=0xac5", 0xa000000c5, 0, 0);
	assert_means("config=0x11,config1=1,config2=0xffffffffffffffff", 0x11, 1, UINT64_MAX);
	assert_means("umask=255", 0xff00, 0, 0);
}

static void test_terms_of_riscv(void **state)
{
	(void)state;
	fake_riscv(&root);
	assert_means("event=0x5,firmware=1", UINT64_C(0x8000000000000005), 0, 0);
	assert_means("event=0xffffffffffff", UINT64_C(0xffffffffffff), 0, 0);
	assert_refused("event=0x1000000000000", EXIT_CODE_USAGE,
		       "0x1000000000000 does not fit into 'event' (config:0-47) of the PMU cpu",
		       "");
}

static void test_terms_that_are_refused(void **state)
{
	(void)state;
	fake_x86(&root);
	assert_refused("branch-mises", EXIT_CODE_REFUSED,
		       "the PMU cpu has no event and no field 'branch-mises'",
		       "did you mean 'branch-misses'?");
	assert_refused("unheard-of", EXIT_CODE_REFUSED, "'unheard-of'", "list events --json");
	assert_refused("event=1,unmask=2", EXIT_CODE_REFUSED, "no field 'unmask'", "");
	assert_refused("umask=256", EXIT_CODE_USAGE, "0x100 does not fit into 'umask'", "");
	assert_refused("event=0x1000", EXIT_CODE_USAGE, "0x1000 does not fit into 'event'", "");
	assert_refused("edge=2", EXIT_CODE_USAGE, "0x2 does not fit into 'edge'", "");
	/* An event takes no value, nor a field that is only one of an event's. */
	assert_refused("branch-misses=1", EXIT_CODE_REFUSED, "no field 'branch-misses'", "");
	assert_refused("format", EXIT_CODE_REFUSED, "'format'", "");
}

static void test_broken_formats(void **state)
{
	static const char *const broken[] = { "config",       "config:",     "config:x",
					      "config:8-",    "config:64",   "config:9-8",
					      "config3:0-7",  "confi:0-7",   "config:0-7,",
					      "config:0-7 8", "0-7",         ":0-7",
					      "config:-7",    "config:0--7", "config:99999999999" };

	(void)state;
	fake_x86(&root);
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		fake_pmu_file(&root, "cpu", "format/broken", broken[i]);
		assert_refused("broken=1", EXIT_CODE_REFUSED, "cannot make out '",
			       "config=, config1= and config2= need no format");
		assert_means("config=0x1", 1, 0, 0);
	}
	fake_pmu_file(&root, "cpu", "format/whole", "config2:0-63\n");
	assert_means("whole=0xffffffffffffffff", 0, 0, UINT64_MAX);
}

static void test_broken_events(void **state)
{
	(void)state;
	fake_x86(&root);
	/* To be said by whoever names it: Documentation/ABI, "?" */
	fake_pmu_file(&root, "cpu", "events/open", "event=0x1,umask=?\n");
	assert_refused("open", EXIT_CODE_REFUSED, "cannot make out 'umask=?'", "PMU/FIELD=NUMBER");
	/* No event is made of others. */
	fake_pmu_file(&root, "cpu", "events/circle", "circle\n");
	assert_refused("circle", EXIT_CODE_REFUSED, "no field 'circle'", "");
	fake_pmu_file(&root, "cpu", "events/garbage", "=,=\n");
	assert_refused("garbage", EXIT_CODE_REFUSED, "", "");
	fake_pmu_file(&root, "cpu", "events/empty", "");
	assert_refused("empty", EXIT_CODE_REFUSED, "'empty'", "");
}

static void test_names_of_events(void **state)
{
	char **names;
	size_t count;

	(void)state;
	fake_x86(&root);
	fake_pmu_file(&root, "cpu", "events/a name with blanks", "event=0x1\n");
	pmu_cores_read(root.path, &cores);
	count = pmu_event_names(root.path, &cores.pmus[0], &names);
	/* As they are; what is only a scale is none. */
	assert_int_equal(count, 3);
	assert_string_equal(names[0], "a name with blanks");
	assert_string_equal(names[1], "branch-misses");
	assert_string_equal(names[2], "mem-loads");
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
	assert_true(pmu_has_event(root.path, &cores.pmus[0], "mem-loads"));
	assert_false(pmu_has_event(root.path, &cores.pmus[0], "mem-stores"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_no_pmu_at_all, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_big_little, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_one_type_of_cores, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_hybrid, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_broken_pmus, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_terms, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_terms_of_riscv, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_terms_that_are_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_broken_formats, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_broken_events, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_names_of_events, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
