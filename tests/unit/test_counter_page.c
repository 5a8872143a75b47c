// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counts read by an event's page, from pages that are made up.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>

#include "measure/counter_page.h"

struct cpu {
	uint64_t value;
	uint32_t counter; /* that was asked for */
	unsigned int reads;
	struct perf_event_mmap_page *changes; /* the kernel writes it under the first read */
};

static uint64_t read_cpu(void *context, uint32_t counter)
{
	struct cpu *cpu = context;

	cpu->counter = counter;
	if (++cpu->reads == 1 && cpu->changes) {
		cpu->changes->lock++;
		cpu->changes->offset = 5000;
	}
	return cpu->value;
}

static struct perf_event_mmap_page page_with(uint32_t index, uint16_t width, int64_t offset)
{
	struct perf_event_mmap_page page = { .index = index, .pmc_width = width, .offset = offset };

	page.cap_user_rdpmc = 1;
	return page;
}

static void assert_reads(const struct perf_event_mmap_page *page, struct cpu *cpu, uint64_t count)
{
	uint64_t read = 1;

	assert_int_equal(counter_page_read(page, read_cpu, cpu, &read), 0);
	assert_int_equal(read, count);
}

static void test_offset_and_counter(void **state)
{
	const struct perf_event_mmap_page page = page_with(3, 48, 1000);
	struct cpu cpu = { .value = 234 };

	(void)state;
	assert_reads(&page, &cpu, 1234);
	assert_int_equal(cpu.counter, 2);
}

/* arm64's cycle counter is 31 to the CPU, and 32 in the page. */
static void test_cycle_counter_of_arm64(void **state)
{
	const struct perf_event_mmap_page page = page_with(32, 64, 0);
	struct cpu cpu = { .value = UINT64_C(1) << 63 };

	(void)state;
	assert_reads(&page, &cpu, UINT64_C(1) << 63);
	assert_int_equal(cpu.counter, 31);
}

/* A counter starts at minus its period, and only its own bits are there. */
static void test_sign(void **state)
{
	const struct perf_event_mmap_page wide = page_with(1, 48, 0x800000000000);
	const struct perf_event_mmap_page narrow = page_with(1, 32, 0x80000000);
	struct cpu cpu = { .value = 0x800000000007 };

	(void)state;
	assert_reads(&wide, &cpu, 7);
	/* What stands above the width is not the counter's. */
	cpu.value = 0xabcd80000009;
	assert_reads(&narrow, &cpu, 9);
}

static void test_no_width(void **state)
{
	const struct perf_event_mmap_page page = page_with(1, 0, 10);
	struct cpu cpu = { .value = 5 };

	(void)state;
	assert_reads(&page, &cpu, 15);
}

static void test_not_on_a_counter(void **state)
{
	const struct perf_event_mmap_page page = page_with(0, 48, 1000);
	struct cpu cpu = { .value = 234 };
	uint64_t count;

	(void)state;
	assert_int_equal(counter_page_read(&page, read_cpu, &cpu, &count), -EAGAIN);
	assert_int_equal(cpu.reads, 0);
}

/* Reading would be SIGILL or SIGSEGV. */
static void test_not_permitted(void **state)
{
	struct perf_event_mmap_page page = page_with(2, 48, 1000);
	struct cpu cpu = { .value = 234 };
	uint64_t count;

	(void)state;
	page.cap_user_rdpmc = 0;
	assert_int_equal(counter_page_read(&page, read_cpu, &cpu, &count), -EAGAIN);
	assert_int_equal(cpu.reads, 0);
}

static void test_page_that_changes_meanwhile(void **state)
{
	struct perf_event_mmap_page page = page_with(1, 48, 1000);
	struct cpu cpu = { .value = 1, .changes = &page };

	(void)state;
	assert_reads(&page, &cpu, 5001);
	assert_int_equal(cpu.reads, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_offset_and_counter),
		cmocka_unit_test(test_cycle_counter_of_arm64),
		cmocka_unit_test(test_sign),
		cmocka_unit_test(test_no_width),
		cmocka_unit_test(test_not_on_a_counter),
		cmocka_unit_test(test_not_permitted),
		cmocka_unit_test(test_page_that_changes_meanwhile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
