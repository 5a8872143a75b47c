// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two sides row by row: what is a finding, and what is none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "compare/difference.h"
#include "sample_file.h"

#define FILES_MAX 8

/* Sides under construction: each file is a boot. */
struct made {
	struct compare_file files[2][FILES_MAX];
	struct compare_side sides[2];
	struct environment_differences environment;
	struct difference_table table;
};

/* What a boot gives for one configuration: instructions a call in each of two blocks. */
struct made_cell {
	const char *configuration;
	const char *path;
	int calls[2]; /* instructions */
};

static void begin(struct made *made)
{
	memset(made, 0, sizeof(*made));
	for (int s = 0; s < 2; s++)
		made->sides[s] = (struct compare_side){
			.label = s ? "after" : "before",
			.files = made->files[s],
		};
}

static void take(struct made *made, int side, struct sample_file *text)
{
	struct compare_side *of = &made->sides[side];
	struct result result;

	sample_file_read(text, &result);
	assert_int_equal(compare_file_take(&of->files[of->count++], "a.jsonl", &result), 0);
}

/* A boot with the names and cells; @emulation as of sample_file_begin(). */
static void boot_of(struct made *made, int side, const char *names, const char *emulation,
		    const char *varies, const struct made_cell *cells, size_t count)
{
	struct sample_file text;

	sample_file_begin_varying(&text, names, 2, emulation, varies);
	for (int block = 0; block < 2; block++) {
		for (size_t c = 0; c < count; c++)
			sample_file_add(&text, (struct sample_spec){
						       .block = block,
						       .configuration = cells[c].configuration,
						       .path = cells[c].path,
						       .difference = 10LL * cells[c].calls[block],
					       });
	}
	take(made, side, &text);
}

/* "none" and one more, on an instruction clock. */
static void boot(struct made *made, int side, int none, const struct made_cell *cell)
{
	struct made_cell cells[] = { { "none", "nop", { none, none } }, *cell };
	char names[64];

	snprintf(names, sizeof(names), "\"none\",\"%s\"", cell->configuration);
	boot_of(made, side, names, SAMPLE_FILE_EMULATED, "null", cells, 2);
}

static void compare(struct made *made, const struct difference_settings *settings)
{
	static const struct difference_settings none;

	assert_int_equal(difference_make(&made->sides[0], &made->sides[1], &made->environment,
					 settings ? settings : &none, &made->table),
			 0);
}

static void end(struct made *made)
{
	difference_free(&made->table);
	for (int s = 0; s < 2; s++) {
		for (size_t f = 0; f < made->sides[s].count; f++)
			compare_file_free(&made->files[s][f]);
	}
}

static const struct difference *row_of(const struct made *made, const char *configuration,
				       const char *metric)
{
	for (size_t i = 0; i < made->table.count; i++) {
		const struct difference *row = &made->table.rows[i];

		if (!strcmp(row->configuration, configuration) && !strcmp(row->metric, metric))
			return row;
	}
	fail_msg("there is no row of %s", configuration);
	return NULL;
}

#define INSTRUCTIONS "kernel-instructions"

static void test_one_instruction(void **state)
{
	struct made made;
	const struct difference *row;

	(void)state;
	begin(&made);
	boot(&made, 0, 15, &(struct made_cell){ "ops1", "callops-func", { 63, 63 } });
	boot(&made, 1, 15, &(struct made_cell){ "ops1", "callops-func", { 64, 64 } });
	compare(&made, NULL);
	assert_int_equal(row_of(&made, "none", INSTRUCTIONS)->verdict, DIFFERENCE_SAME);
	row = row_of(&made, "ops1", INSTRUCTIONS);
	assert_int_equal(row->verdict, DIFFERENCE_MORE);
	assert_true(row->exact && !row->has_interval && !row->path_changed);
	assert_true(row->change.number == 1 && row->change.whole);
	assert_true(row->before.overhead.median.number == 48);
	assert_true(row->after.overhead.median.number == 49);
	assert_int_equal(made.table.regressions, 1);
	assert_int_equal(made.table.improvements, 0);
	assert_int_equal(made.table.undecided, 0);
	/* The emulator's cycles and times are no rows. */
	assert_int_equal(made.table.count, 2);
	assert_int_equal(difference_compared(&made.table), 2);
	end(&made);
}

/* Whoever reads a row alone must not take it for a machine's, though one side is. */
static void test_unit_of_a_simulation(void **state)
{
	static const struct made_cell cells[] = { { "none", "nop", { 15, 15 } },
						  { "ops1", "callops-func", { 63, 64 } } };
	struct made made;

	(void)state;
	begin(&made);
	boot_of(&made, 0, "\"none\",\"ops1\"", SAMPLE_FILE_HARDWARE, "null", cells, 2);
	boot_of(&made, 1, "\"none\",\"ops1\"", SAMPLE_FILE_SIMULATED, "null", cells, 2);
	compare(&made, NULL);
	assert_string_equal(row_of(&made, "ops1", INSTRUCTIONS)->unit, "simulated-instructions");
	assert_string_equal(row_of(&made, "ops1", "time")->unit, "simulated-ns");
	end(&made);
}

static void test_given_floor(void **state)
{
	const struct difference_settings wide = { .has_floor = true, .floor_percent = 2 };
	const struct difference_settings narrow = { .has_floor = true, .floor_percent = 1 };
	struct made made;

	(void)state;
	begin(&made);
	boot(&made, 0, 15, &(struct made_cell){ "ops1", "callops-func", { 64, 64 } });
	boot(&made, 1, 15, &(struct made_cell){ "ops1", "callops-func", { 63, 63 } });
	compare(&made, &wide);
	assert_int_equal(row_of(&made, "ops1", INSTRUCTIONS)->verdict, DIFFERENCE_SAME);
	difference_free(&made.table);
	compare(&made, &narrow);
	assert_int_equal(row_of(&made, "ops1", INSTRUCTIONS)->verdict, DIFFERENCE_LESS);
	assert_int_equal(made.table.improvements, 1);
	end(&made);
}

static void test_changed_path(void **state)
{
	struct made made;

	(void)state;
	begin(&made);
	boot(&made, 0, 15, &(struct made_cell){ "ops1", "global", { 63, 63 } });
	boot(&made, 1, 15, &(struct made_cell){ "ops1", "callops-func", { 63, 63 } });
	compare(&made, NULL);
	assert_true(row_of(&made, "ops1", INSTRUCTIONS)->path_changed);
	assert_int_equal(row_of(&made, "ops1", INSTRUCTIONS)->verdict, DIFFERENCE_SAME);
	assert_int_equal(made.table.changed_paths, 1);
	end(&made);
}

/* fexit's trampoline holds an address on arm64: 8 more, or less, are no finding. */
static void test_jit(void **state)
{
	static const struct {
		int before[2], after[2];
		enum difference_verdict verdict;
	} cases[] = {
		{ { 100, 100 }, { 100, 100 }, DIFFERENCE_SAME },
		{ { 100, 100 }, { 101, 101 }, DIFFERENCE_UNDECIDED },
		{ { 100, 100 }, { 108, 108 }, DIFFERENCE_UNDECIDED },
		{ { 100, 100 }, { 109, 109 }, DIFFERENCE_MORE },
		{ { 109, 109 }, { 100, 100 }, DIFFERENCE_LESS },
		{ { 100, 102 }, { 102, 100 }, DIFFERENCE_UNDECIDED },
		{ { 100, 102 }, { 110, 111 }, DIFFERENCE_UNDECIDED },
		{ { 100, 102 }, { 111, 111 }, DIFFERENCE_MORE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct made_cell before = { "fexit", "callops-direct", { 0 } };
		struct made_cell after = before;
		const struct difference *row;
		struct made made;

		memcpy(before.calls, cases[i].before, sizeof(before.calls));
		memcpy(after.calls, cases[i].after, sizeof(after.calls));
		begin(&made);
		boot(&made, 0, 15, &before);
		boot(&made, 1, 15, &after);
		compare(&made, NULL);
		row = row_of(&made, "fexit", INSTRUCTIONS);
		assert_int_equal(row->verdict, cases[i].verdict);
		assert_int_equal(row->note != NULL, row->verdict == DIFFERENCE_UNDECIDED);
		if (row->note)
			assert_non_null(strstr(row->note, "BPF's JIT"));
		end(&made);
	}
}

/* Without a reason a spread is no licence, and no finding either. */
static void test_unknown_spread(void **state)
{
	struct made made;
	const struct difference *row;

	(void)state;
	begin(&made);
	boot(&made, 0, 15, &(struct made_cell){ "ops1", "callops-func", { 63, 66 } });
	boot(&made, 1, 15, &(struct made_cell){ "ops1", "callops-func", { 68, 68 } });
	compare(&made, NULL);
	row = row_of(&made, "ops1", INSTRUCTIONS);
	assert_int_equal(row->verdict, DIFFERENCE_UNDECIDED);
	assert_string_equal(
		row->note,
		"counts differ among themselves before (63..66), and no reason is known");
	end(&made);
	begin(&made);
	boot(&made, 0, 15, &(struct made_cell){ "ops1", "callops-func", { 63, 63 } });
	boot(&made, 0, 15, &(struct made_cell){ "ops1", "callops-func", { 64, 64 } });
	boot(&made, 1, 15, &(struct made_cell){ "ops1", "callops-func", { 68, 68 } });
	compare(&made, NULL);
	row = row_of(&made, "ops1", INSTRUCTIONS);
	assert_int_equal(row->verdict, DIFFERENCE_MORE);
	assert_int_equal(row->before.boots, 2);
	assert_true(row->before.level.lowest.number == 63 &&
		    row->before.level.highest.number == 64);
	end(&made);
}

static void test_one_sided(void **state)
{
	static const struct made_cell before[] = {
		{ "none", "nop", { 15, 15 } },
		{ "direct", "direct", { 20, 20 } },
		{ "ops1", "global", { 63, 63 } },
	};
	static const struct made_cell after[] = {
		{ "none", "nop", { 15, 15 } },
		{ "ops1", "global", { 63, 63 } },
		{ "ops2", "list", { 163, 163 } },
	};
	struct made made;

	(void)state;
	begin(&made);
	boot_of(&made, 0, "\"none\",\"direct\",\"ops1\"", SAMPLE_FILE_EMULATED, "null", before, 3);
	boot_of(&made, 1, "\"none\",\"ops1\",\"ops2\"", SAMPLE_FILE_EMULATED, "null", after, 3);
	compare(&made, NULL);
	assert_int_equal(made.table.count, 4);
	assert_string_equal(made.table.rows[1].configuration, "direct");
	assert_string_equal(made.table.rows[3].configuration, "ops2");
	assert_string_equal(row_of(&made, "direct", INSTRUCTIONS)->note, "after: not in the plan");
	assert_string_equal(row_of(&made, "ops2", INSTRUCTIONS)->note, "before: not in the plan");
	assert_int_equal(row_of(&made, "ops2", INSTRUCTIONS)->verdict, DIFFERENCE_NONE);
	assert_int_equal(row_of(&made, "ops2", INSTRUCTIONS)->before.boots, 0);
	assert_null(row_of(&made, "ops2", INSTRUCTIONS)->before.path);
	assert_int_equal(difference_compared(&made.table), 2);
	end(&made);
}

static void test_unavailable_and_invalid(void **state)
{
	struct sample_file text;
	struct made made;

	(void)state;
	begin(&made);
	sample_file_begin(&text, "\"none\",\"direct\"", 1, SAMPLE_FILE_EMULATED);
	sample_file_event(&text, "unavailable", "direct", "no direct calls here");
	sample_file_add(&text, (struct sample_spec){ .configuration = "none",
						     .status = "invalid",
						     .reason = "somebody was there" });
	take(&made, 0, &text);
	boot(&made, 1, 15, &(struct made_cell){ "direct", "direct", { 20, 20 } });
	compare(&made, NULL);
	assert_string_equal(row_of(&made, "direct", INSTRUCTIONS)->note,
			    "before: no direct calls here");
	assert_string_equal(row_of(&made, "none", INSTRUCTIONS)->note,
			    "before: somebody was there");
	assert_int_equal(difference_compared(&made.table), 0);
	end(&made);
}

static void test_split_paths(void **state)
{
	const struct difference *row;
	struct made made;

	(void)state;
	begin(&made);
	boot(&made, 0, 15, &(struct made_cell){ "ops1", "global", { 63, 63 } });
	boot(&made, 0, 15, &(struct made_cell){ "ops1", "list", { 63, 63 } });
	boot(&made, 1, 15, &(struct made_cell){ "ops1", "global", { 63, 63 } });
	compare(&made, NULL);
	row = row_of(&made, "ops1", INSTRUCTIONS);
	assert_int_equal(row->verdict, DIFFERENCE_UNDECIDED);
	assert_null(row->before.path);
	assert_false(row->path_changed);
	assert_string_equal(row->note, "boots took different paths before");
	end(&made);
}

/* Hardware: cycles are 2 for each instruction of sample_file.h, times 3. */
static void hardware(struct made *made, int side, int base, size_t boots)
{
	for (size_t i = 0; i < boots; i++) {
		int cycles = base + (int)(i * 7 % 5);
		struct made_cell cell = { "none", "nop", { cycles, cycles } };

		boot_of(made, side, "\"none\"", SAMPLE_FILE_HARDWARE, "null", &cell, 1);
	}
}

static void test_clocked(void **state)
{
	const struct difference *row;
	struct made made;

	(void)state;
	begin(&made);
	hardware(&made, 0, 1000, 3);
	hardware(&made, 1, 1100, 3);
	compare(&made, NULL);
	row = row_of(&made, "none", "cycles");
	assert_int_equal(row->verdict, DIFFERENCE_UNDECIDED);
	assert_false(row->has_interval);
	assert_string_equal(
		row->note,
		"3 boots before and 3 after find no difference, however large; 4 of each can");
	end(&made);
	begin(&made);
	hardware(&made, 0, 1000, 5);
	hardware(&made, 1, 1100, 5);
	compare(&made, NULL);
	row = row_of(&made, "none", "cycles");
	assert_int_equal(row->verdict, DIFFERENCE_MORE);
	assert_true(row->has_interval && row->low > 190 && row->high < 210);
	assert_true(row->change.number == 200);
	assert_true(row->floor > 20 && row->floor < 20.1);
	assert_true(row->p < 0.01 && row->detectable > 0);
	assert_int_equal(made.table.regressions, 3);
	end(&made);
	begin(&made);
	hardware(&made, 0, 1000, 5);
	hardware(&made, 1, 1001, 5);
	compare(&made, NULL);
	assert_int_equal(row_of(&made, "none", "cycles")->verdict, DIFFERENCE_SAME);
	/* The floor of a number of instructions is 0. */
	row = row_of(&made, "none", INSTRUCTIONS);
	assert_int_equal(row->verdict, DIFFERENCE_UNDECIDED);
	assert_non_null(strstr(row->note, "boots of each would tell"));
	end(&made);
}

/* What waits for the scheduler is not exact, but the same if it is. */
static void test_varying_workload(void **state)
{
	static const struct made_cell one = { "none", "nop", { 1500, 1510 } };
	static const struct made_cell other = { "none", "nop", { 1700, 1710 } };
	static const struct made_cell constant = { "none", "nop", { 1500, 1500 } };
	const struct difference *row;
	struct made made;

	(void)state;
	begin(&made);
	boot_of(&made, 0, "\"none\"", SAMPLE_FILE_EMULATED, "\"it waits\"", &one, 1);
	boot_of(&made, 1, "\"none\"", SAMPLE_FILE_EMULATED, "\"it waits\"", &other, 1);
	compare(&made, NULL);
	row = row_of(&made, "none", INSTRUCTIONS);
	assert_false(row->exact);
	assert_int_equal(row->verdict, DIFFERENCE_UNDECIDED);
	end(&made);
	begin(&made);
	boot_of(&made, 0, "\"none\"", SAMPLE_FILE_EMULATED, "\"it waits\"", &constant, 1);
	boot_of(&made, 1, "\"none\"", SAMPLE_FILE_EMULATED, "\"it waits\"", &constant, 1);
	compare(&made, NULL);
	assert_int_equal(row_of(&made, "none", INSTRUCTIONS)->verdict, DIFFERENCE_SAME);
	end(&made);
}

static void test_filters(void **state)
{
	static const char *const wanted[] = { "ops1" };
	const struct difference_settings settings = {
		.configurations = wanted,
		.configuration_count = 1,
	};
	struct made made;

	(void)state;
	begin(&made);
	boot(&made, 0, 15, &(struct made_cell){ "ops1", "global", { 63, 63 } });
	boot(&made, 1, 15, &(struct made_cell){ "ops1", "global", { 63, 63 } });
	compare(&made, &settings);
	assert_int_equal(made.table.count, 1);
	assert_string_equal(made.table.rows[0].configuration, "ops1");
	end(&made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_instruction),
		cmocka_unit_test(test_unit_of_a_simulation),
		cmocka_unit_test(test_given_floor),
		cmocka_unit_test(test_changed_path),
		cmocka_unit_test(test_jit),
		cmocka_unit_test(test_unknown_spread),
		cmocka_unit_test(test_one_sided),
		cmocka_unit_test(test_unavailable_and_invalid),
		cmocka_unit_test(test_split_paths),
		cmocka_unit_test(test_clocked),
		cmocka_unit_test(test_varying_workload),
		cmocka_unit_test(test_filters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
