// SPDX-License-Identifier: GPL-2.0-only
/*
 * What an event that is asked for is on the CPU that is measured.
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

#include "fake_pmus.h"
#include "fake_root.h"
#include "machine/pmu_event.h"

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

/* Kernels from 5.13 on know PMUs in generic events; those before refuse them. */
static int opens_all(const struct event *event, int cpu)
{
	(void)event;
	(void)cpu;
	return 0;
}

static int opens_no_bound_ones(const struct event *event, int cpu)
{
	(void)cpu;
	return event->config >> 32 ? -EINVAL : 0;
}

static int resolve(const char *word, int cpu, int (*opens)(const struct event *event, int cpu),
		   struct event *event)
{
	const struct pmu_machine machine = {
		.root = root.path, .cores = &cores, .cpu = cpu, .opens = opens
	};

	pmu_cores_read(root.path, &cores);
	memset(&complaint, 0, sizeof(complaint));
	if (event_parse(word, event))
		fail_msg("'%s' is no word", word);
	return pmu_event_resolve(&machine, event, &complaint);
}

static void assert_is(const char *word, int cpu, const char *pmu, const char *source, __u32 type,
		      uint64_t config)
{
	struct event event;

	if (resolve(word, cpu, opens_all, &event))
		fail_msg("'%s' on CPU %d: %s", word, cpu, complaint.tried);
	if (strcmp(event.pmu, pmu) != 0 || strcmp(event.source, source) != 0 ||
	    event.type != type || event.config != config)
		fail_msg("'%s' on CPU %d is '%s' of '%s', %u, 0x%llx", word, cpu, event.source,
			 event.pmu, event.type, event.config);
	assert_string_equal(event.name, word);
}

static void assert_refused(const char *word, int cpu, const char *tried, const char *advice)
{
	struct event event;

	if (!resolve(word, cpu, opens_all, &event))
		fail_msg("'%s' on CPU %d is accepted", word, cpu);
	if (complaint.exit_code != EXIT_CODE_REFUSED || !strstr(complaint.tried, tried) ||
	    !strstr(complaint.advice, advice))
		fail_msg("'%s' on CPU %d: %d, '%s', '%s'", word, cpu, complaint.exit_code,
			 complaint.tried, complaint.advice);
}

#define A53 "armv8_cortex_a53"
#define A72 "armv8_cortex_a72"
#define BOUND(type, id) ((uint64_t)(type) << 32 | (id))

static void test_big_little(void **state)
{
	(void)state;
	fake_big_little(&root);
	/* The retired event where the core has it, else the speculative one. */
	assert_is("branch-misses", 0, A53, "br_mis_pred", 8, 0x10);
	assert_is("branch-misses", 4, A72, "br_mis_pred_retired", 9, 0x22);
	assert_is("branch-misses:k", 5, A72, "br_mis_pred_retired", 9, 0x22);
	assert_is("returns", 4, A72, "br_return_retired", 9, 0xe);
	assert_refused("returns", 0, "the PMU armv8_cortex_a53 of CPU 0 shows no event for 'return",
		       "leave it out");
	/* What the architecture defines and sysfs never names. */
	assert_is("return-misses", 0, A53, "event=0x8115", 8, 0x8115);
	/* A generic event, too, is one PMU's. */
	assert_is("cycles", 0, A53, "", PERF_TYPE_HARDWARE, BOUND(8, PERF_COUNT_HW_CPU_CYCLES));
	assert_is("kernel-instructions", 4, A72, "", PERF_TYPE_HARDWARE,
		  BOUND(9, PERF_COUNT_HW_INSTRUCTIONS));
	assert_is("itlb-misses", 4, A72, "", PERF_TYPE_HW_CACHE,
		  BOUND(9, PERF_COUNT_HW_CACHE_ITLB | 1 << 16));
	/* A PMU's own. */
	assert_is("armv8_cortex_a72/br_return_retired/", 4, A72, "br_return_retired", 9, 0xe);
	assert_is("armv8_cortex_a72/event=0x8115/:k", 4, A72, "event=0x8115", 9, 0x8115);
	assert_is("r8115", 0, A53, "r8115", 8, 0x8115);
	assert_is("r8115:k", 4, A72, "r8115", 9, 0x8115);
}

static void test_a_kernel_that_binds_no_generic_event(void **state)
{
	struct event event;

	(void)state;
	fake_big_little(&root);
	assert_int_equal(resolve("cycles", 4, opens_no_bound_ones, &event), 0);
	assert_true(event.config == PERF_COUNT_HW_CPU_CYCLES);
	assert_string_equal(event.pmu, A72);
}

static void test_a_pmu_of_other_cpus(void **state)
{
	(void)state;
	fake_big_little(&root);
	assert_refused("armv8_cortex_a72/cpu_cycles/", 0,
		       "armv8_cortex_a72 counts CPUs 4-5, CPU 0 is measured", "--cpu 4");
	assert_refused("armv8_cortex_a53/cpu_cycles/", 5, "counts CPUs 0-3, CPU 5 is measured",
		       "--cpu 0");
	assert_refused("returns", 6, "no PMU counts CPU 6", "--cpu N");
	assert_is("cycles", 6, "", "", PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES);
	assert_refused("r11", 6, "no PMU counts CPU 6", "--cpu N");
}

static void test_pmus_of_no_core(void **state)
{
	(void)state;
	fake_big_little(&root);
	assert_refused("arm_dsu_0/cycles/", 0, "the PMU arm_dsu_0 counts no core", "");
	assert_refused("software/config=1/", 0, "the PMU software counts no core", "");
	assert_refused("armv8_cortex_a73/cpu_cycles/", 0, "there is no PMU 'armv8_cortex_a73'",
		       "did you mean 'armv8_cortex_a");
	assert_refused("power/energy/", 0, "there is no PMU 'power' here", "list events");
}

/* As the devicetree's PMU shows itself: fields, but no events. */
static void test_riscv(void **state)
{
	(void)state;
	fake_riscv(&root);
	assert_is("cycles", 0, "cpu", "", PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES);
	assert_is("branch-misses", 3, "cpu", "", PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_MISSES);
	assert_is("l1i-misses", 0, "cpu", "", PERF_TYPE_HW_CACHE,
		  PERF_COUNT_HW_CACHE_L1I | 1 << 16);
	assert_is("cpu/event=0x5,firmware=1/", 0, "cpu", "event=0x5,firmware=1", 4,
		  UINT64_C(0x8000000000000005));
	assert_refused("returns", 0, "the PMU cpu of CPU 0 shows no event for 'returns'", "");
	assert_refused("return-misses", 0, "shows no event for 'return-misses'", "");
}

static void test_x86(void **state)
{
	(void)state;
	fake_x86(&root);
	/* With one PMU of cores there is nothing to bind to. */
	assert_is("branch-misses", 0, "cpu", "", PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_MISSES);
	assert_is("cpu/branch-misses/", 2, "cpu", "branch-misses", 4, 0xc5);
	assert_is("rc5", 2, "cpu", "rc5", 4, 0xc5);
	assert_refused("uncore_imc_0/event=1/", 0, "the PMU uncore_imc_0 counts no core", "");
}

static void test_hybrid(void **state)
{
	(void)state;
	fake_hybrid(&root);
	assert_is("cycles", 0, "cpu_core", "", PERF_TYPE_HARDWARE, BOUND(4, 0));
	assert_is("cycles", 14, "cpu_atom", "", PERF_TYPE_HARDWARE, BOUND(10, 0));
	assert_is("cpu_atom/branch-misses/", 8, "cpu_atom", "branch-misses", 10, 0xc5);
	assert_refused("cpu_atom/branch-misses/", 7, "cpu_atom counts CPUs 8-11,14, CPU 7",
		       "--cpu 8");
	assert_refused("cpu/branch-misses/", 7, "there is no PMU 'cpu' here", "");
}

/* Opening alone can tell, or an emulator's clock counts. */
static void test_no_pmu(void **state)
{
	(void)state;
	assert_is("instructions", 0, "", "", PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS);
	assert_is("branch-misses", 0, "", "", PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_MISSES);
	assert_refused("returns", 0, "shows no PMU of cores", "");
	assert_refused("r11", 0, "shows no PMU of cores", "");
	assert_refused("cpu/event=1/", 0, "there is no PMU 'cpu' here", "");
}

/* The answer of one CPU leaves nothing in that of the next one. */
static void test_again_for_another_cpu(void **state)
{
	static const char *const words[] = { "branch-misses", "cycles", "r8115" };
	struct pmu_machine machine = { .root = root.path, .cores = &cores, .opens = opens_all };

	(void)state;
	fake_big_little(&root);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct event event, fresh;

		assert_int_equal(resolve(words[i], 0, opens_all, &event), 0);
		machine.cpu = 4;
		assert_int_equal(pmu_event_resolve(&machine, &event, &complaint), 0);
		assert_int_equal(resolve(words[i], 4, opens_all, &fresh), 0);
		assert_string_equal(event.pmu, A72);
		assert_memory_equal(&event, &fresh, offsetof(struct event, source));
		assert_string_equal(event.source, fresh.source);
		assert_true(event.config == fresh.config && event.type == fresh.type);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_big_little, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_kernel_that_binds_no_generic_event, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_a_pmu_of_other_cpus, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_pmus_of_no_core, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_riscv, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_x86, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_hybrid, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_pmu, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_again_for_another_cpu, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
