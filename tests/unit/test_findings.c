// SPDX-License-Identifier: GPL-2.0-only
/*
 * Findings of a history: two boards, one of them with holes where the change is. The numbers are
 * those of one result file with invented noise.
 */
#include <math.h>

#include "history_file.h"
#include "track/finding.h"

#define NIGHTS 69
#define STEP_NIGHT 61
#define PATH_NIGHT 65
/* Where the second board has none. */
#define HOLES_BEGIN 60
#define HOLES_END 63
#define STEPPED "ops1"
#define BOARDS 2

static const char *const boards[BOARDS] = { "Invented one", "Invented two" };

/* From -1 to 1, the same each time. */
static double noise(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (double)(*seed >> 33) / (double)(UINT64_C(1) << 30) - 1;
}

static bool is_stepped(const struct history_number *number)
{
	return !number->exact && number->overhead && !strcmp(number->configuration, STEPPED);
}

/* The first one without noise of another configuration. */
static size_t path_of(const struct history_input *input)
{
	size_t i = 0;

	while (!input->numbers->numbers[i].exact || !input->numbers->numbers[i].overhead ||
	       !strcmp(input->numbers->numbers[i].configuration, STEPPED))
		i++;
	assert_true(i < input->numbers->count);
	return i;
}

static void add_run(struct history *history, int night, size_t board, double step, uint64_t *seed,
		    size_t *stepped)
{
	char commit[32], name[64];
	struct history_error error = { "" };
	struct history_input input;

	snprintf(commit, sizeof(commit), "c%02d", night);
	snprintf(name, sizeof(name), "%zu-%d", board, night);
	make_night(&input, (unsigned int)night, name, commit);
	input.words.board = boards[board];
	*stepped = 0;
	for (size_t i = 0; i < input.numbers->count; i++) {
		struct history_number *number = &input.numbers->numbers[i];

		number->exact = !strcmp(number->metric, "kernel-instructions");
		number->value = number->exact ? 60 : 1000 + 10 * noise(seed);
		*stepped += is_stepped(number);
		if (is_stepped(number) && night >= STEP_NIGHT)
			number->value += step;
	}
	if (!board && night >= PATH_NIGHT)
		input.numbers->numbers[path_of(&input)].path = "another-path";
	if (history_add(history, &input, 1, &error))
		fail_msg("%s", error.text);
	assert_int_equal(input.added, HISTORY_ADDED);
	history_input_free(&input);
}

/* Returns how many series of a board have the step. */
static size_t fill(struct history *history)
{
	uint64_t seed = 20261122;
	size_t stepped = 0;

	for (int night = 0; night < NIGHTS; night++) {
		for (size_t board = 0; board < BOARDS; board++) {
			if (board && night >= HOLES_BEGIN && night < HOLES_END)
				continue;
			add_run(history, night, board, 200, &seed, &stepped);
		}
	}
	assert_true(stepped);
	return stepped;
}

static void find(struct history *history, bool newest_only, struct findings *findings)
{
	const struct finding_settings settings = { .newest_only = newest_only, .threads = 2 };
	struct history_error error = { "" };

	if (findings_make(history, &settings, findings, &error))
		fail_msg("%s", error.text);
}

/* The one finding that is certain of a number. */
static const struct finding *certain(const struct findings *findings)
{
	const struct finding *found = NULL;

	for (size_t i = 0; i < findings->count; i++) {
		if (!findings->findings[i].certain)
			continue;
		assert_null(found);
		found = &findings->findings[i];
	}
	assert_non_null(found);
	return found;
}

static size_t changes_of(const struct finding *finding, bool path_only)
{
	size_t count = 0;

	for (size_t i = 0; i < finding->change_count; i++)
		count += finding->changes[i].path_only == path_only &&
			 finding->changes[i].point.verdict == CHANGE_CERTAIN;
	return count;
}

static void boards_with_holes_share_a_commit(void **state)
{
	struct history *history = history_file_open(*state, HISTORY_WRITE);
	size_t stepped = fill(history);
	const struct finding *finding;
	struct findings findings;

	find(history, false, &findings);
	finding = certain(&findings);
	assert_string_equal(finding->good, "c60");
	assert_string_equal(finding->bad, "c61");
	assert_int_equal(finding->boards, BOARDS);
	assert_int_equal(changes_of(finding, false), BOARDS * stepped);
	assert_true(finding->new && finding->regression && !finding->accepted);
	for (size_t i = 0; i < BOARDS * stepped; i++) {
		const struct finding_change *change = &finding->changes[i];
		bool holes = !strcmp(change->series->board, boards[1]);

		assert_string_equal(change->series->configuration, STEPPED);
		/* The night of the step is in the range; a board without it has what is about it.
		 */
		assert_true(strcmp(change->good->commit, holes ? "c59" : "c60") <= 0);
		assert_true(strcmp(change->bad->commit, holes ? "c63" : "c61") >= 0);
		assert_true(fabs(change->point.after - change->point.before - 200) < 10);
	}
	findings_free(&findings);
	history_close(history);
}

static void a_path_alone_is_neither_worse_nor_better(void **state)
{
	struct history *history = history_file_open(*state, HISTORY_WRITE);
	struct findings findings;
	size_t paths = 0;

	fill(history);
	find(history, false, &findings);
	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *finding = &findings.findings[i];

		if (!changes_of(finding, true))
			continue;
		paths++;
		assert_string_equal(finding->good, "c64");
		assert_string_equal(finding->bad, "c65");
		assert_string_equal(finding->changes[finding->change_count - 1].path_after,
				    "another-path");
		assert_false(finding->regression);
	}
	assert_int_equal(paths, 1);
	findings_free(&findings);
	history_close(history);
}

static void the_newest_are_what_log_tells(void **state)
{
	struct history *history = history_file_open(*state, HISTORY_WRITE);
	struct findings all, newest;
	size_t at = 0;

	fill(history);
	find(history, false, &all);
	find(history, true, &newest);
	for (size_t i = 0; i < all.count; i++) {
		const struct finding *one = &all.findings[i], *other = &newest.findings[at];

		if (!one->new)
			continue;
		assert_true(at++ < newest.count);
		assert_string_equal(one->bad, other->bad);
		assert_int_equal(one->change_count, other->change_count);
		for (size_t k = 0; k < one->change_count; k++) {
			assert_memory_equal(&one->changes[k].point.before,
					    &other->changes[k].point.before, sizeof(double));
			assert_memory_equal(&one->changes[k].point.p, &other->changes[k].point.p,
					    sizeof(double));
		}
	}
	assert_int_equal(at, newest.count);
	findings_free(&newest);
	findings_free(&all);
	history_close(history);
}

/* A small step is certain many nights after it began: it is news then, and not told for ever. */
static void a_small_step_is_new_when_it_is_found(void **state)
{
	struct history *history = history_file_open(*state, HISTORY_WRITE);
	uint64_t seed = 20261122;
	size_t stepped, told = 0, late = 0;

	for (int night = 0; night < STEP_NIGHT + 60; night++) {
		struct findings findings;

		/* The noise is even, of deviation 5.8. */
		add_run(history, night, 1, 8, &seed, &stepped);
		if (night < STEP_NIGHT + 5)
			continue;
		find(history, true, &findings);
		for (size_t i = 0; i < findings.count; i++) {
			const struct finding *one = &findings.findings[i];

			told += one->regression;
			late += one->regression &&
				one->changes[0].points_after > FINDING_NEW_POINTS;
		}
		findings_free(&findings);
	}
	assert_true(late > 0);
	assert_true(told <= 2 * stepped * FINDING_NEW_POINTS);
	history_close(history);
}

static void what_is_accepted_is_no_regression(void **state)
{
	const struct history_accepted step = { .commit = "c61", .reason = "it is worth it" };
	struct history *history = history_file_open(*state, HISTORY_WRITE);
	struct history_error error = { "" };
	const struct finding *finding;
	struct findings findings;

	fill(history);
	assert_int_equal(history_accept(history, &step, &error), 0);
	find(history, true, &findings);
	finding = certain(&findings);
	assert_true(finding->new && !finding->regression);
	for (size_t i = 0; i < finding->change_count; i++) {
		if (finding->changes[i].point.verdict == CHANGE_CERTAIN)
			assert_string_equal(finding->changes[i].accepted, step.reason);
	}
	findings_free(&findings);
	history_close(history);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(boards_with_holes_share_a_commit, history_file_make,
						history_file_remove),
		cmocka_unit_test_setup_teardown(a_path_alone_is_neither_worse_nor_better,
						history_file_make, history_file_remove),
		cmocka_unit_test_setup_teardown(the_newest_are_what_log_tells, history_file_make,
						history_file_remove),
		cmocka_unit_test_setup_teardown(a_small_step_is_new_when_it_is_found,
						history_file_make, history_file_remove),
		cmocka_unit_test_setup_teardown(what_is_accepted_is_no_regression,
						history_file_make, history_file_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
