// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/interrupts as arm64, riscv64 and x86 write it.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fake_root.h"
#include "measure/interrupts.h"

static const char arm64[] =
	"           CPU0       CPU1       CPU2       CPU3       \n"
	" 11:      10000       2000        300         40     GICv3  27 Level     arch_timer\n"
	" 13:          5          0          0          0     GICv3  33 Level     uart-pl011\n"
	" 48:          0          0          0          0   GICv3-23  23 Level     arm-pmu\n"
	"IPI0:         7         10        100          1       Rescheduling interrupts\n"
	"IPI1:         1          2          3          4       Function call interrupts\n"
	"IPI2:         0          0          0          0       CPU stop interrupts\n"
	"Err:          0\n";

static const char riscv64[] = "           CPU0       CPU1       \n"
			      " 10:       1111       2222  RISC-V INTC   5 Edge      riscv-timer\n"
			      " 12:         30          0  SiFive PLIC  10 Edge      ttyS0\n"
			      "IPI0:         4         50  Rescheduling interrupts\n"
			      "IPI1:       600        700  Function call interrupts\n"
			      "IPI2:         0          0  CPU stop interrupts\n";

static const char x86[] =
	"            CPU0       CPU2       CPU3       \n"
	"   0:         39          0          0   IO-APIC   2-edge      timer\n"
	"   8:          0          1          0   IO-APIC   8-edge      rtc0\n"
	"  24:         11          0        500  PCI-MSIX-0000:00:03.0   0-edge   virtio0-config\n"
	" NMI:          2          3          4   Non-maskable interrupts\n"
	" LOC:     100000     200000     300000   Local timer interrupts\n"
	" RES:         10         20         30   Rescheduling interrupts\n"
	" ERR:          7\n"
	" MIS:          0\n"
	" PIN:          0          0          0   Posted-interrupt notification event\n";

static void test_arm64(void **state)
{
	(void)state;
	for (int cpu = 0; cpu < 4; cpu++)
		assert_int_equal(interrupts_column(arm64, cpu), cpu);
	assert_int_equal(interrupts_column(arm64, 4), -1);
	assert_int_equal(interrupts_sum(arm64, 0), 10013);
	assert_int_equal(interrupts_sum(arm64, 1), 2012);
	assert_int_equal(interrupts_sum(arm64, 2), 403);
	assert_int_equal(interrupts_sum(arm64, 3), 45);
}

static void test_riscv64(void **state)
{
	(void)state;
	assert_int_equal(interrupts_column(riscv64, 1), 1);
	assert_int_equal(interrupts_sum(riscv64, 0), 1745);
	/* What follows the columns ("RISC-V INTC   5 Edge") is none. */
	assert_int_equal(interrupts_sum(riscv64, 1), 2972);
	assert_int_equal(interrupts_sum(riscv64, 2), 0);
}

/* CPU 1 is offline: it has no column, and the others move up. */
static void test_x86_with_a_cpu_offline(void **state)
{
	(void)state;
	assert_int_equal(interrupts_column(x86, 0), 0);
	assert_int_equal(interrupts_column(x86, 1), -1);
	assert_int_equal(interrupts_column(x86, 2), 1);
	assert_int_equal(interrupts_column(x86, 3), 2);
	/* ERR has one column, for the whole machine. */
	assert_int_equal(interrupts_sum(x86, 0), 39 + 11 + 2 + 100000 + 10 + 7);
	assert_int_equal(interrupts_sum(x86, 1), 1 + 3 + 200000 + 20);
	assert_int_equal(interrupts_sum(x86, 2), 500 + 4 + 300000 + 30);
}

static void test_cpu_numbers_are_compared_whole(void **state)
{
	static const char *const heading = "   CPU0  CPU1  CPU10  CPU11  CPU100\n x: 1 2 3 4 5\n";

	(void)state;
	assert_int_equal(interrupts_column(heading, 1), 1);
	assert_int_equal(interrupts_column(heading, 10), 2);
	assert_int_equal(interrupts_column(heading, 11), 3);
	assert_int_equal(interrupts_column(heading, 100), 4);
	assert_int_equal(interrupts_column(heading, 2), -1);
	assert_int_equal(interrupts_column("  CPU10  CPU1", 1), 1);
	assert_int_equal(interrupts_column("  CPU0", 0), 0);
}

static void test_headings_that_are_none(void **state)
{
	(void)state;
	assert_int_equal(interrupts_column("", 0), -1);
	assert_int_equal(interrupts_column("\n", 0), -1);
	assert_int_equal(interrupts_column("   \n", 0), -1);
	assert_int_equal(interrupts_column(" 11: 5 6\n", 0), -1);
	/* The rows below the heading do not count as one. */
	assert_int_equal(interrupts_column("   CPU0 \n CPU1 \n", 1), -1);
}

static void test_odd_rows(void **state)
{
	(void)state;
	assert_int_equal(interrupts_sum("", 0), 0);
	assert_int_equal(interrupts_sum("  CPU0\n", 0), 0);
	assert_int_equal(interrupts_sum("  CPU0\nno colon 5\n 1: 7 x\n", 0), 7);
	assert_int_equal(interrupts_sum("  CPU0\n 1:\n 2: 7", 0), 7);
	/* A short row does not run on into the next one. */
	assert_int_equal(interrupts_sum("  CPU0 CPU1\nERR: 3\n 9\n", 1), 0);
	/* Counters wrap in the kernel, not here. */
	assert_int_equal(interrupts_sum("  CPU0\n 1: 4294967295\n 2: 1\n", 0), 4294967296);
}

/* A machine with many devices: the text is larger than the first buffer, and grows. */
static void write_many(const struct fake_root *root, unsigned int rows, unsigned int each)
{
	size_t size = 100 * (rows + 1);
	char *text = malloc(size);
	size_t used;

	assert_non_null(text);
	used = (size_t)snprintf(text, size, "            CPU0       CPU1       \n");
	for (unsigned int row = 0; row < rows; row++)
		used += (size_t)snprintf(text + used, size - used,
					 "%4u: %10u %10u   IO-APIC  %4u-edge      device%u\n", row,
					 each, 2 * each, row, row);
	fake_root_write(root, "/proc/interrupts", text);
	free(text);
}

static void test_growing_file(void **state)
{
	struct interrupts interrupts;
	struct fake_root root;
	uint64_t count = 0;
	char path[128];

	(void)state;
	fake_root_make(&root);
	snprintf(path, sizeof(path), "%s/proc/interrupts", root.path);
	write_many(&root, 3, 5);
	assert_int_equal(interrupts_open(&interrupts, path, 1), 0);
	assert_int_equal(interrupts_read(&interrupts, &count), 0);
	assert_int_equal(count, 3 * 10);
	/* Once through every size about the first buffer's, and far beyond it. */
	for (unsigned int rows = 200; rows < 400; rows++) {
		write_many(&root, rows, rows);
		assert_int_equal(interrupts_read(&interrupts, &count), 0);
		assert_int_equal(count, 2 * rows * rows);
	}
	write_many(&root, 20000, 1);
	assert_int_equal(interrupts_read(&interrupts, &count), 0);
	assert_int_equal(count, 40000);
	write_many(&root, 2, 1);
	assert_int_equal(interrupts_read(&interrupts, &count), 0);
	assert_int_equal(count, 4);
	interrupts_close(&interrupts);
	fake_root_remove(&root);
}

/* A CPU that goes offline takes its column away, and moves those of others. */
static void test_cpus_come_and_go(void **state)
{
	struct interrupts interrupts;
	struct fake_root root;
	uint64_t count = 0;
	char path[128];

	(void)state;
	fake_root_make(&root);
	snprintf(path, sizeof(path), "%s/proc/interrupts", root.path);
	fake_root_write(&root, "/proc/interrupts", "  CPU0 CPU1 CPU2\n 10: 1 20 300 x\n");
	assert_int_equal(interrupts_open(&interrupts, path, 2), 0);
	assert_int_equal(interrupts_read(&interrupts, &count), 0);
	assert_int_equal(count, 300);
	fake_root_write(&root, "/proc/interrupts", "  CPU0 CPU2\n 10: 1 300 x\n");
	assert_int_equal(interrupts_read(&interrupts, &count), 0);
	assert_int_equal(count, 300);
	fake_root_write(&root, "/proc/interrupts", "  CPU0\n 10: 1 x\n");
	assert_int_equal(interrupts_read(&interrupts, &count), -ENXIO);
	interrupts_close(&interrupts);
	fake_root_remove(&root);
}

static void test_open_refuses(void **state)
{
	struct interrupts interrupts;
	struct fake_root root;
	char path[128];

	(void)state;
	fake_root_make(&root);
	snprintf(path, sizeof(path), "%s/interrupts", root.path);
	assert_int_equal(interrupts_open(&interrupts, path, 0), -ENOENT);
	assert_int_equal(interrupts.fd, -1);
	interrupts_close(&interrupts);
	fake_root_write(&root, "/interrupts", x86);
	assert_int_equal(interrupts_open(&interrupts, path, 1), -ENXIO);
	assert_int_equal(interrupts.fd, -1);
	assert_null(interrupts.text);
	fake_root_write(&root, "/interrupts", "");
	assert_int_equal(interrupts_open(&interrupts, path, 0), -ENXIO);
	assert_int_equal(interrupts_open(&interrupts, root.path, 0), -EISDIR);
	fake_root_remove(&root);
}

/* The kernel's own file, where there is one: an allowed CPU has a column and a count. */
static void test_this_machine(void **state)
{
	struct interrupts interrupts;
	uint64_t first = 0, second = 0;

	(void)state;
	if (access("/proc/interrupts", R_OK) || interrupts_open(&interrupts, "/proc/interrupts", 0))
		skip();
	assert_int_equal(interrupts_read(&interrupts, &first), 0);
	assert_int_equal(interrupts_read(&interrupts, &second), 0);
	assert_true(second >= first);
	interrupts_close(&interrupts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arm64),
		cmocka_unit_test(test_riscv64),
		cmocka_unit_test(test_x86_with_a_cpu_offline),
		cmocka_unit_test(test_cpu_numbers_are_compared_whole),
		cmocka_unit_test(test_headings_that_are_none),
		cmocka_unit_test(test_odd_rows),
		cmocka_unit_test(test_growing_file),
		cmocka_unit_test(test_cpus_come_and_go),
		cmocka_unit_test(test_open_refuses),
		cmocka_unit_test(test_this_machine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
