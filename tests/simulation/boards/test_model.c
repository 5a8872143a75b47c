// SPDX-License-Identifier: GPL-2.0-only
/*
 * The model of the boards that exist nowhere: what it takes from guests is what these counted, and
 * what it makes of that is the formula.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "boards.h"
#include "result/reader.h"
#include "stats/summary.h"

#define RESULTS TEST_DATA "/../../results/"

/* The files that hold the counts, the most telling one first. */
static const struct {
	enum dispatch dispatch;
	const char *path;
} counted[] = {
	{ DISPATCH_ARM64_CALL_OPS, RESULTS "guests-arm64-riscv64-x86_64/arm64-forky.jsonl" },
	{ DISPATCH_ARM64_CALL_OPS, RESULTS "arm64-decomposition/sweep.jsonl" },
	{ DISPATCH_ARM64_CALL_OPS, RESULTS "arm64-near-far/no-kaslr.jsonl" },
	{ DISPATCH_RISCV64_CALL_OPS, RESULTS "guests-arm64-riscv64-x86_64/riscv64-forky.jsonl" },
	{ DISPATCH_RISCV64_CALL_OPS, RESULTS "riscv64-decomposition/sweep.jsonl" },
	{ DISPATCH_GLOBAL, RESULTS "arm64-callops/before-1.jsonl" },
};

#define COUNTED (sizeof(counted) / sizeof(counted[0]))

static struct result results[COUNTED];
static struct summary summaries[COUNTED];

static int read_counts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNTED; i++) {
		struct result_error error;

		if (result_read_path(counted[i].path, &results[i], &error)) {
			fprintf(stderr, "%s: %s\n", counted[i].path, error.text);
			return -1;
		}
		if (summary_make(&results[i], &summaries[i]))
			return -1;
	}
	return 0;
}

static int free_counts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNTED; i++) {
		summary_free(&summaries[i]);
		result_free(&results[i]);
	}
	return 0;
}

/* The value of a cell, by names; NULL: it was not measured. */
static const struct summary_value *value_of(size_t file, const char *workload,
					    const char *configuration)
{
	const struct summary *summary = &summaries[file];
	const size_t metric = summary_metric(summary, METRIC_KERNEL_INSTRUCTIONS);

	for (size_t c = 0; c < summary->cell_count; c++) {
		const struct summary_cell *cell = &summary->cells[c];
		const struct result_plan *plan = &summary->result->plan;

		if (!strcmp(plan->workloads[cell->workload].name, workload) &&
		    !strcmp(plan->configurations[cell->configuration], configuration) &&
		    cell->values[metric].level.count)
			return &cell->values[metric];
	}
	return NULL;
}

/* BPF's trampolines are as far as the tracee lies, which is the kernel's own in these two. */
static const char *const workloads[] = { "getppid", "getpgid", "kloop" };

static const struct summary_value *first_count(enum dispatch dispatch, const char *configuration)
{
	const struct summary_value *value = NULL;

	for (size_t w = 0; w < sizeof(workloads) / sizeof(workloads[0]); w++) {
		for (size_t i = 0; i < COUNTED && !value; i++) {
			if (counted[i].dispatch == dispatch)
				value = value_of(i, workloads[w], configuration);
		}
	}
	return value;
}

static void test_overheads_were_counted(void **state)
{
	static const enum dispatch dispatches[] = { DISPATCH_ARM64_CALL_OPS,
						    DISPATCH_RISCV64_CALL_OPS, DISPATCH_GLOBAL };
	const struct board_way *way;
	size_t checked = 0;

	(void)state;
	for (size_t i = 1; (way = board_way_at(i)); i++) {
		for (size_t d = 0; d < sizeof(dispatches) / sizeof(dispatches[0]); d++) {
			const double planted = way->instructions[dispatches[d]];
			const struct summary_value *value;
			struct configuration configuration;

			if (planted < 0)
				continue;
			value = first_count(dispatches[d], way->configuration);
			if (!value) {
				fail_msg("no guest counted %s", way->configuration);
				continue;
			}
			assert_int_equal(configuration_parse(way->configuration, &configuration),
					 0);
			/* Where the JIT loads an address, a few more or less in each boot. */
			if (fabs(value->overhead.median.number - planted) >
			    configuration.row->jit_spread)
				fail_msg("%s: %g are planted, %g were counted", way->configuration,
					 planted, value->overhead.median.number);
			checked++;
		}
	}
	assert_true(checked > 40);
}

static void test_baselines_were_counted(void **state)
{
	static const size_t files[] = { 0, 3 }; /* arm64, riscv64 */
	const struct board_workload *workload;

	(void)state;
	for (size_t i = 0; (workload = board_workload_at(i)); i++) {
		for (size_t f = 0; f < 2; f++) {
			const struct summary_value *value =
				value_of(files[f], workload->name, SUMMARY_BASELINE);

			assert_non_null(value);
			assert_true(value->level.median.number == workload->instructions[f]);
		}
	}
}

static const struct kernel_abilities arm64 = {
	.architecture = ARCHITECTURE_ARM64,
	.call_ops = true,
	.direct_calls = true,
	.fprobe = true,
	.branch = true,
};

static struct board_cost cost_of(const struct board_core *core,
				 const struct kernel_abilities *abilities, const char *workload,
				 const char *name)
{
	struct configuration configuration;

	assert_int_equal(configuration_parse(name, &configuration), 0);
	assert_true(board_has(abilities, &configuration));
	return board_cost(core, abilities, board_workload_find(workload), &configuration);
}

static void assert_near(double a, double b)
{
	if (a < b - 1e-9 || a > b + 1e-9)
		fail_msg("%.12g is not %.12g", a, b);
}

/* By hand, each figure of a core for itself. */
static void test_the_formula(void **state)
{
	const struct board_core core = {
		.mhz = 2000,
		.cycles_per_instruction = 0.5,
		.ask_cycles = 3,
		.miss_cycles = 10,
		.pointer_misses = 0.25,
		.unmatched_misses = 0.5,
		.link_misses = 1,
		.exception_cycles = 100,
		.l1i_lines = 240,
		.refill_cycles = 20,
	};
	struct kernel_abilities riscv64 = arm64;
	struct board_cost cost;

	(void)state;
	riscv64.architecture = ARCHITECTURE_RISCV64;
	cost = cost_of(&core, &arm64, "kloop", "none");
	assert_near(cost.cycles, 4);
	assert_near(cost.ns, 2);
	assert_near(cost.branch_misses, 0);
	/* Two asked and called, and two pointers more: the list's own, and the way to it. */
	cost = cost_of(&core, &arm64, "kloop", "ops2");
	assert_near(cost.kernel_instructions, 223);
	assert_near(cost.branch_misses, 1);
	assert_near(cost.return_misses, 0);
	assert_near(cost.cycles, 223 * 0.5 + 2 * 3 + 10);
	/* One more is asked for each irrelevant one, and none is where the site names its ops. */
	assert_near(cost_of(&core, &arm64, "kloop", "ops2+irr10").cycles, 683 * 0.5 + 36 + 10);
	assert_near(cost_of(&core, &arm64, "kloop", "ops1+irr10").cycles, 48 * 0.5 + 5);
	/* A return that nobody called for. */
	cost = cost_of(&core, &arm64, "kloop", "direct-br");
	assert_near(cost.return_misses, 0.5);
	assert_near(cost.cycles, 12 * 0.5 + 5);
	assert_near(cost_of(&core, &arm64, "kloop", "direct-ret").cycles, 12 * 0.5);
	/* The second link register, on riscv64 alone. */
	assert_near(cost_of(&core, &riscv64, "kloop", "none").return_misses, 0);
	assert_near(cost_of(&core, &riscv64, "kloop", "direct").return_misses, 1);
	/* 236 lines of read-zero and 14 of fentry are 10 more than there is room for. */
	assert_near(cost_of(&core, &arm64, "read-zero", "none").l1i_misses, 0);
	cost = cost_of(&core, &arm64, "read-zero", "fentry");
	assert_near(cost.l1i_misses, 10);
	assert_near(cost.cycles, (1045 + 139 + 4) * 0.5 + 0.4 * 10 + 10 * 20);
	/* A breakpoint: its exception, three pointers, one return too many, and 44 lines. */
	cost = cost_of(&core, &arm64, "read-zero", "kprobe");
	assert_near(cost.cycles, (1045 + 749 + 4) * 0.5 + (0.4 + 0.75 + 0.5) * 10 + 100 + 44 * 20);
}

/* What is measured on each board, the model can do, or its kernel cannot. */
static void test_boards(void **state)
{
	const struct example_board *board;
	size_t boards = 0;

	(void)state;
	for (; (board = example_board_at(boards)); boards++) {
		assert_int_equal(strncmp(board->name, "Simulated ", 10), 0);
		assert_true(board->core.mhz > 0 && board->core.cycles_per_instruction > 0);
	}
	assert_true(boards >= 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_overheads_were_counted),
		cmocka_unit_test(test_baselines_were_counted),
		cmocka_unit_test(test_the_formula),
		cmocka_unit_test(test_boards),
	};

	return cmocka_run_group_tests(tests, read_counts, free_counts);
}
