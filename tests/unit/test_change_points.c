// SPDX-License-Identifier: GPL-2.0-only
/*
 * Change points of invented series: what is one, what is none, and that the newest ones do not
 * depend on how far back is looked.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "config/random.h"
#include "stats/change_point.h"

#define ROOM 4000

static const struct change_settings settings = { .false_a_year = 1, .series = 1000 };

struct bench {
	struct change_workspace *workspace;
	struct change_points found;
	double values[ROOM];
	size_t commits[ROOM];
	bool again[ROOM];
	uint64_t seed;
};

/* Near enough to normal, of deviation 1: the sum of twelve. */
static double noise(uint64_t *seed)
{
	double sum = -6;

	for (int i = 0; i < 12; i++)
		sum += (double)(random_next(seed) >> 11) * 0x1p-53;
	return sum;
}

static int set_up(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	*state = bench;
	if (!bench)
		return -1;
	bench->workspace = change_workspace_new();
	bench->seed = 8;
	return bench->workspace ? 0 : -1;
}

static int tear_down(void **state)
{
	struct bench *bench = *state;

	change_points_free(&bench->found);
	change_workspace_free(bench->workspace);
	free(bench);
	return 0;
}

static void fill(struct bench *bench, size_t begin, size_t end, double level)
{
	for (size_t i = begin; i < end; i++)
		bench->values[i] = level + noise(&bench->seed);
}

static void find(struct bench *bench, size_t begin, size_t count)
{
	const struct change_series series = { .values = bench->values + begin, .count = count };

	assert_int_equal(change_points_find(&series, &settings, bench->workspace, &bench->found),
			 0);
}

static size_t certain(const struct bench *bench)
{
	size_t count = 0;

	for (size_t i = 0; i < bench->found.count; i++)
		count += bench->found.points[i].verdict == CHANGE_CERTAIN;
	return count;
}

static void nothing_is_no_change(void **state)
{
	struct bench *bench = *state;

	for (size_t count = 0; count < 12; count++) {
		fill(bench, 0, count, count % 2 ? 100 : 1e6);
		find(bench, 0, count);
		assert_int_equal(certain(bench), 0);
	}
	for (size_t i = 0; i < 400; i++)
		bench->values[i] = 0.1;
	find(bench, 0, 400);
	assert_int_equal(bench->found.count, 0);
	assert_true(fabs(bench->found.level - 0.1) < 1e-12);
}

static void a_step_is_found_where_it_is(void **state)
{
	struct bench *bench = *state;

	for (int direction = -1; direction <= 1; direction += 2) {
		const struct change_point *point = NULL;

		fill(bench, 0, 120, 100);
		fill(bench, 120, 160, 100 + 5 * direction);
		find(bench, 0, 160);
		assert_int_equal(certain(bench), 1);
		point = &bench->found.points[0];
		assert_int_equal(point->first, 120);
		assert_true(point->earliest <= 120 && point->latest >= 120);
		assert_true(point->latest - point->earliest <= 2);
		assert_true(point->low < 5 * direction && point->high > 5 * direction);
		assert_true(fabs(point->before - 100) < 0.5);
		assert_true(point->p < 1e-5);
		assert_false(point->drift);
		assert_true(bench->found.noise > 0.8 && bench->found.noise < 1.3);
	}
}

/* Night by night until a step at @first is told; of so many told, how many ranges hold it. */
static bool range_holds(struct bench *bench, size_t first, enum change_verdict least, bool *told)
{
	*told = false;
	for (size_t count = first + 1; count < first + 60; count++) {
		find(bench, 0, count);
		for (size_t i = 0; i < bench->found.count; i++) {
			const struct change_point *point = &bench->found.points[i];

			if (point->verdict < least || point->latest + 12 < first)
				continue;
			*told = true;
			return point->earliest <= first && point->latest >= first;
		}
	}
	return false;
}

static void ranges_hold_the_true_night(void **state)
{
	/* The range is one of 95 %: of 200 and of 50 this few by chance in one of 1,000 tests. */
	static const struct {
		double size;
		enum change_verdict least;
		size_t percent;
	} cases[] = {
		{ 1, CHANGE_SUSPECTED, 90 }, { 1, CHANGE_CERTAIN, 84 },
		{ 2, CHANGE_SUSPECTED, 90 }, { 2, CHANGE_CERTAIN, 90 },
		{ 5, CHANGE_SUSPECTED, 90 }, { 5, CHANGE_CERTAIN, 90 },
	};
	struct bench *bench = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t count = 0, held = 0;

		for (int turn = 0; turn < 200; turn++) {
			bool told;

			fill(bench, 0, 150, 100);
			fill(bench, 150, 210, 100 + cases[i].size);
			held += range_holds(bench, 150, cases[i].least, &told);
			count += told;
		}
		assert_true(count >= 20);
		print_message("%.0f sigma, %s: %zu of %zu\n", cases[i].size,
			      cases[i].least == CHANGE_CERTAIN ? "certain" : "suspected", held,
			      count);
		assert_true(held * 100 >= cases[i].percent * count);
	}
}

/* What was measured again says where it was: those runs are one night's, but count. */
static void runs_again_make_the_range_short(void **state)
{
	struct bench *bench = *state;
	struct change_series series = { .values = bench->values,
					.commits = bench->commits,
					.again = bench->again };
	size_t held = 0;

	for (size_t turn = 0; turn < 20; turn++) {
		const struct change_point *point;

		series.count = 212;
		for (size_t i = 0; i < series.count; i++) {
			bench->values[i] = 100 + noise(&bench->seed) + (i >= 200 ? 2.5 : 0);
			bench->commits[i] = i < 200 ? i : 200;
			bench->again[i] = i > 200;
		}
		assert_int_equal(
			change_points_find(&series, &settings, bench->workspace, &bench->found), 0);
		assert_true(bench->found.count);
		point = &bench->found.points[bench->found.count - 1];
		if (point->verdict != CHANGE_CERTAIN)
			continue;
		held += point->earliest <= 200 && point->latest == 200;
		assert_true(point->latest < point->earliest + 30);
		assert_true(point->held >= point->earliest && point->held <= point->first);
	}
	assert_true(held >= 15);
}

/* A small step takes its time: the night that it was found in is known, and stays. */
static void a_small_step_is_seen_late(void **state)
{
	struct bench *bench = *state;
	size_t seen = 0, late = 0;

	for (size_t turn = 0; turn < 20; turn++) {
		seen = 0;
		fill(bench, 0, 200, 100);
		fill(bench, 200, 300, 101.2);
		for (size_t count = 201; count <= 300; count++) {
			const struct change_point *point;

			find(bench, 0, count);
			if (!bench->found.count)
				continue;
			/* Behind a certain one may be another suspicion. */
			point = &bench->found.points[0];
			if (point->verdict == CHANGE_SUSPECTED) {
				assert_int_equal(point->seen, count - 1);
				continue;
			}
			if (!seen)
				assert_int_equal(point->seen, count - 1);
			seen = point->seen;
			late += seen > point->first + 10;
			if (count > seen + 5)
				break;
		}
	}
	assert_true(late);
}

static void two_steps_and_back(void **state)
{
	struct bench *bench = *state;

	fill(bench, 0, 100, 100);
	fill(bench, 100, 140, 106);
	fill(bench, 140, 200, 100);
	find(bench, 0, 200);
	assert_int_equal(certain(bench), 2);
	assert_int_equal(bench->found.points[0].first, 100);
	assert_int_equal(bench->found.points[1].first, 140);
}

/* However far off: one night is suspected while it is the last, and nothing afterwards. */
static void a_spike_is_no_step(void **state)
{
	struct bench *bench = *state;

	for (int size = 5; size <= 5000; size *= 10) {
		fill(bench, 0, 200, 100);
		bench->values[150] += size;
		find(bench, 0, 151);
		assert_int_equal(certain(bench), 0);
		assert_int_equal(bench->found.count, 1);
		assert_int_equal(bench->found.points[0].first, 150);
		for (size_t count = 152; count <= 200; count++) {
			find(bench, 0, count);
			assert_int_equal(certain(bench), 0);
		}
	}
}

static void a_slope_is_said_to_be_one(void **state)
{
	struct bench *bench = *state;
	size_t drifts = 0;

	for (size_t i = 0; i < 400; i++)
		bench->values[i] =
			100 + (i < 200 ? 0 : 0.1 * (double)(i - 200)) + noise(&bench->seed);
	find(bench, 0, 400);
	assert_true(certain(bench) > 0);
	for (size_t i = 0; i < bench->found.count; i++)
		drifts += bench->found.points[i].drift;
	/* Not all: the last one has no nights after it yet. */
	assert_true(2 * drifts > bench->found.count);
}

static void what_is_below_the_floor_is_not_told(void **state)
{
	struct bench *bench = *state;
	struct change_settings floored = settings;
	const struct change_series series = { .values = bench->values, .count = 160 };

	fill(bench, 0, 120, 100);
	fill(bench, 120, 160, 105);
	floored.floor_percent = 8;
	assert_int_equal(change_points_find(&series, &floored, bench->workspace, &bench->found), 0);
	assert_int_equal(bench->found.count, 0);
}

/* Random histories: with all points, and with the last ones only. */
static void the_newest_are_the_same_however_far_one_looks(void **state)
{
	struct bench *bench = *state;
	size_t compared = 0;

	for (int history = 0; history < 150; history++) {
		size_t count = 1800 + random_below(&bench->seed, 2000), begin;
		struct change_point last;
		double level = 100;

		for (size_t i = 0; i < count; i++) {
			if (!random_below(&bench->seed, 500))
				level += 4 * noise(&bench->seed);
			bench->values[i] = level + noise(&bench->seed);
		}
		find(bench, 0, count);
		if (!bench->found.count)
			continue;
		last = bench->found.points[bench->found.count - 1];
		begin = count - CHANGE_POINTS_ENOUGH;
		if (last.first < count - CHANGE_POINTS_ENOUGH / 3)
			continue;
		find(bench, begin, CHANGE_POINTS_ENOUGH);
		assert_true(bench->found.count > 0);
		compared++;
		assert_int_equal(bench->found.points[bench->found.count - 1].first + begin,
				 last.first);
		assert_int_equal(bench->found.points[bench->found.count - 1].verdict, last.verdict);
	}
	assert_true(compared > 50);
}

static void exact_series_change_by_one(void **state)
{
	struct bench *bench = *state;
	const struct change_series series = {
		.values = bench->values, .commits = bench->commits, .count = 6, .exact = true
	};
	/* The third commit has two values; 61 is one of the neighbours', so nothing changed. */
	static const double values[] = { 60, 61, 61, 62, 64, 64 };
	static const size_t commits[] = { 1, 2, 3, 3, 4, 5 };

	for (size_t i = 0; i < 6; i++) {
		bench->values[i] = values[i];
		bench->commits[i] = commits[i];
	}
	assert_int_equal(change_points_find(&series, &settings, bench->workspace, &bench->found),
			 0);
	assert_int_equal(bench->found.count, 2);
	assert_int_equal(bench->found.unsteady, 1);
	assert_int_equal(bench->found.points[0].first, 1);
	assert_true(bench->found.points[0].high == 1 && bench->found.points[0].low == 1);
	assert_true(bench->found.points[0].p == 0);
	assert_int_equal(bench->found.points[1].first, 4);
	assert_true(bench->found.points[1].before == 62 && bench->found.points[1].after == 64);
}

/* Fresh runs of an odd night say that it was chance: the odd value does not count any more. */
static void what_was_measured_again_counts_alone(void **state)
{
	struct bench *bench = *state;
	struct change_series series = { .values = bench->values,
					.commits = bench->commits,
					.again = bench->again,
					.count = 100 };

	fill(bench, 0, 120, 100);
	for (size_t i = 0; i < 100; i++)
		bench->commits[i] = i;
	bench->values[99] = 104.5;
	assert_int_equal(change_points_find(&series, &settings, bench->workspace, &bench->found),
			 0);
	assert_int_equal(bench->found.count, 1);
	for (size_t i = 100; i < 106; i++) {
		bench->commits[i] = 99;
		bench->again[i] = true;
	}
	series.count = 106;
	assert_int_equal(change_points_find(&series, &settings, bench->workspace, &bench->found),
			 0);
	assert_int_equal(bench->found.count, 0);
}

/* @share: of the noise, what each run has of its own. */
static enum change_answer ask_of(struct bench *bench, double level, double share, size_t *rounds)
{
	const struct change_series series = { .values = bench->values, .count = 150 };
	const struct change_point suspected = { .first = 149,
						.earliest = 149,
						.latest = 149,
						.held = 149,
						.before = 100,
						.after = 104 };
	enum change_answer answer = CHANGE_OPEN;
	double fresh[20];

	for (*rounds = 0; answer == CHANGE_OPEN && *rounds < 20;) {
		fresh[(*rounds)++] = level + share * noise(&bench->seed);
		assert_int_equal(change_confirm(&series, &suspected, fresh, *rounds, 20, &settings,
						bench->workspace, &answer),
				 0);
	}
	return answer;
}

static enum change_answer ask(struct bench *bench, double level, size_t *rounds)
{
	return ask_of(bench, level, 1, rounds);
}

static void fresh_runs_confirm_and_deny(void **state)
{
	struct bench *bench = *state;
	size_t confirmed = 0, denied = 0, spent = 0, rounds;

	fill(bench, 0, 149, 100);
	bench->values[149] = 104;
	for (int i = 0; i < 200; i++) {
		confirmed += ask(bench, 104, &rounds) == CHANGE_CONFIRMED;
		spent += rounds;
		denied += ask(bench, 100, &rounds) == CHANGE_DENIED;
		/* What goes the other way is no such change. */
		assert_int_equal(ask(bench, 96, &rounds), CHANGE_DENIED);
	}
	assert_true(confirmed >= 198);
	assert_int_equal(denied, 200);
	assert_true(spent < 1600);
}

/* A boot that is off by so much: its runs say it again and again. */
static void runs_that_are_one_say_it_once(void **state)
{
	struct bench *bench = *state;
	size_t confirmed = 0, rounds;

	fill(bench, 0, 149, 100);
	bench->values[149] = 103;
	for (int i = 0; i < 200; i++)
		confirmed += ask_of(bench, 103, 0.1, &rounds) == CHANGE_CONFIRMED;
	assert_int_equal(confirmed, 0);
}

static void a_board_says_what_nights_have_in_common(void **state)
{
	struct change_likeness all[20];
	struct change_likeness pooled;

	(void)state;
	for (size_t i = 0; i < 20; i++)
		all[i] = (struct change_likeness){ 0.5 + ((double)i - 9.5) / 200, 100 };
	pooled = change_pool(all, 20);
	assert_true(fabs(pooled.phi - 0.5) < 1e-9);
	assert_true(pooled.nights >= 199);
	/* They differ: each is to be believed itself. */
	for (size_t i = 0; i < 20; i++)
		all[i] = (struct change_likeness){ i % 2 ? 0.9 : 0, 100 };
	pooled = change_pool(all, 20);
	assert_true(pooled.nights < 10);
	/* Too few, or too young. */
	for (size_t i = 0; i < 20; i++)
		all[i] = (struct change_likeness){ 0.5, i < 3 ? 100 : 10 };
	assert_true(change_pool(all, 20).nights <= 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_is_no_change, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_step_is_found_where_it_is, set_up, tear_down),
		cmocka_unit_test_setup_teardown(ranges_hold_the_true_night, set_up, tear_down),
		cmocka_unit_test_setup_teardown(runs_again_make_the_range_short, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_small_step_is_seen_late, set_up, tear_down),
		cmocka_unit_test_setup_teardown(two_steps_and_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_spike_is_no_step, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_slope_is_said_to_be_one, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_below_the_floor_is_not_told, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(the_newest_are_the_same_however_far_one_looks,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(exact_series_change_by_one, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_was_measured_again_counts_alone, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(fresh_runs_confirm_and_deny, set_up, tear_down),
		cmocka_unit_test_setup_teardown(runs_that_are_one_say_it_once, set_up, tear_down),
		cmocka_unit_test(a_board_says_what_nights_have_in_common),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
