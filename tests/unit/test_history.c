// SPDX-License-Identifier: GPL-2.0-only
/*
 * What goes into a history comes out of it: nights in their order, each once, under the names of
 * now.
 */
#include <errno.h>
#include <jansson.h>
#include <time.h>

#include "history_file.h"
#include "result/reader.h"
#include "track/choice.h"

#define CHOSEN "ops1"

/* The series of kernel instructions of CHOSEN, or of another configuration. */
static int64_t find_series(struct history *history, const char *configuration,
			   struct history_series *found)
{
	const struct history_choice choice = {
		.workload = "kloop",
		.configuration = configuration,
		.metric = "kernel-instructions",
	};
	struct history_series_list list;
	struct history_error error;
	int64_t id;

	assert_int_equal(history_series(history, &choice, &list, &error), 0);
	if (!list.count) {
		history_series_free(&list);
		return 0;
	}
	assert_int_equal(list.count, 1);
	id = list.series[0].id;
	if (found)
		*found = list.series[0];
	history_series_free(&list);
	return id;
}

/* The values, less those of night 0: "0 1 2". */
static void points_are(struct history *history, const char *configuration, size_t last,
		       const char *expected)
{
	struct history_points points = { .count = 0 };
	struct history_error error;
	char seen[128] = "";
	int64_t series = find_series(history, configuration, NULL);
	double base = 0;

	assert_true(series);
	assert_int_equal(history_points(history, series, 0, &points, &error), 0);
	for (size_t i = 0; i < points.count; i++)
		base = i && points.values[i] > base ? base : points.values[i];
	assert_int_equal(history_points(history, series, last, &points, &error), 0);
	for (size_t i = 0; i < points.count; i++)
		snprintf(seen + strlen(seen), sizeof(seen) - strlen(seen), "%s%.0f", i ? " " : "",
			 points.values[i] - base);
	assert_string_equal(seen, expected);
	history_points_free(&points);
}

static void a_night_is_kept(void **state)
{
	struct history *history = history_file_open(*state, HISTORY_WRITE);
	struct history_points points = { .count = 0 };
	struct history_series series;
	struct history_runs runs;
	struct history_error error;

	add_night(history, 3, "one", "abc");
	assert_whole(history);
	assert_int_equal(history_runs(history, NULL, "main", &runs, &error), 0);
	assert_int_equal(runs.count, 1);
	assert_string_equal(runs.runs[0].commit, "abc");
	assert_string_equal(runs.runs[0].file, NIGHT_FILE);
	assert_string_equal(runs.runs[0].board, "Invented Board 9 (exists nowhere)");
	assert_int_equal(runs.runs[0].date, FIRST_NIGHT + 3 * NIGHT_S);
	assert_int_equal(runs.runs[0].points, NIGHT_POINTS);
	assert_true(runs.runs[0].trusted);
	assert_null(runs.runs[0].doubt);
	find_series(history, CHOSEN, &series);
	assert_true(series.overhead);
	assert_false(series.exact);
	assert_false(series.emulated);
	assert_int_equal(history_points(history, series.id, 0, &points, &error), 0);
	assert_int_equal(points.count, 1);
	assert_int_equal(points.runs[0], runs.runs[0].id);
	assert_string_equal(history_path(history, points.paths[0]), "callops-func");
	find_series(history, "none", &series);
	assert_false(series.overhead);
	history_points_free(&points);
	history_runs_free(&runs);
	history_close(history);
}

static void nights_come_in_their_order(void **state)
{
	struct history *history = history_file_open(*state, HISTORY_WRITE);
	struct history *again;
	struct history_error error;

	add_night(history, 5, "five", "e");
	add_night(history, 0, "zero", "a");
	add_night(history, 9, "nine", "i");
	add_night(history, 3, "three", "c");
	points_are(history, CHOSEN, 0, "0 3 5 9");
	points_are(history, CHOSEN, 2, "5 9");
	/* Who looked before sees what was there. */
	assert_int_equal(history_open_again(history, &again, &error), 0);
	add_night(history, 4, "four", "d");
	points_are(history, CHOSEN, 0, "0 3 4 5 9");
	points_are(again, CHOSEN, 0, "0 3 5 9");
	history_close(again);
	history_close(history);
}

static void a_run_is_there_once(void **state)
{
	struct history *history = history_file_open(*state, HISTORY_WRITE);
	struct history_error error;
	struct history_input input;

	add_night(history, 1, "one", "abc");
	make_night(&input, 1, "one", "abc");
	assert_int_equal(history_add(history, &input, 1, &error), 0);
	assert_int_equal(input.added, HISTORY_WAS_THERE);
	assert_false(input.other_words);
	/* A copy with other line ends. */
	digest_of("copy", 4, input.digest);
	input.numbers->same_boot = true;
	input.words.commit = "def";
	assert_int_equal(history_add(history, &input, 1, &error), 0);
	assert_int_equal(input.added, HISTORY_WAS_THERE);
	assert_true(input.other_words);
	/* An emulated night may be like another one to the last sample. */
	input.numbers->same_boot = false;
	assert_int_equal(history_add(history, &input, 1, &error), 0);
	assert_int_equal(input.added, HISTORY_ADDED);
	history_input_free(&input);
	assert_int_equal(history_count(history, "SELECT count(*) FROM run"), 2);
	assert_whole(history);
	history_close(history);
}

/* The first @length bytes of the night's file, in one of their own. */
static void write_start(const struct history_file *file, size_t length, char path[160])
{
	char *bytes = malloc(length);
	FILE *in = fopen(NIGHT_FILE, "re");
	FILE *out;

	snprintf(path, 160, "%s/start", file->folder);
	out = fopen(path, "we");
	assert_int_equal(fread(bytes, 1, length, in), length);
	assert_int_equal(fwrite(bytes, 1, length, out), length);
	fclose(in);
	fclose(out);
	free(bytes);
}

static void half_a_file_gives_way_to_the_whole(void **state)
{
	const size_t lengths[] = { 20000, 40000, 20000, 0 };
	const enum history_added added[] = { HISTORY_ADDED, HISTORY_COMPLETED, HISTORY_WAS_THERE,
					     HISTORY_COMPLETED };
	struct history *history = history_file_open(*state, HISTORY_WRITE);
	struct history_error error;
	char path[160];

	for (size_t i = 0; i < 4; i++) {
		struct history_input input;

		if (lengths[i])
			write_start(*state, lengths[i], path);
		assert_int_equal(history_input_read(lengths[i] ? path : NIGHT_FILE, &input, &error),
				 0);
		assert_int_equal(!input.doubt, !lengths[i]);
		assert_int_equal(history_add(history, &input, 1, &error), 0);
		assert_int_equal(input.added, added[i]);
		history_input_free(&input);
		assert_int_equal(history_count(history, "SELECT count(*) FROM run"), 1);
		assert_int_equal(history_count(history, "SELECT count(*) FROM point"),
				 lengths[i] ? 0 : NIGHT_POINTS);
	}
	assert_whole(history);
	unlink(path);
	history_close(history);
}

static void dates_that_cannot_be_are_refused(void **state)
{
	struct history *history = history_file_open(*state, HISTORY_WRITE);
	struct history_error error;
	struct history_input inputs[2];

	make_night(&inputs[0], 1, "one", "abc");
	make_night(&inputs[1], 2, "two", "def");
	inputs[1].words.date = (int64_t)time(NULL) + 3 * NIGHT_S;
	assert_int_equal(history_add(history, inputs, 2, &error), -EINVAL);
	assert_non_null(strstr(error.text, "in the future"));
	assert_non_null(strstr(error.text, "--date"));
	/* All or none. */
	assert_int_equal(history_count(history, "SELECT count(*) FROM run"), 0);
	inputs[1].words.date = 0;
	inputs[1].started = 26524800;
	assert_int_equal(history_add(history, inputs, 2, &error), -EINVAL);
	assert_non_null(strstr(error.text, "1970-11-04"));
	inputs[1].words.date = FIRST_NIGHT;
	assert_int_equal(history_add(history, inputs, 2, &error), 0);
	history_input_free(&inputs[0]);
	history_input_free(&inputs[1]);
	/* Measured again, a commit has the date that it has. */
	make_night(&inputs[0], 1, "three", "abc");
	inputs[0].words.date = 0;
	inputs[0].words.again = true;
	assert_int_equal(history_add(history, inputs, 1, &error), 0);
	assert_int_equal(history_count(history, "SELECT date FROM run WHERE again"),
			 FIRST_NIGHT + NIGHT_S);
	history_input_free(&inputs[0]);
	history_close(history);
}

static int64_t only_run(struct history *history)
{
	return history_count(history, "SELECT max(id) FROM run");
}

static void a_forgotten_run_is_a_hole(void **state)
{
	struct history *history = history_file_open(*state, HISTORY_WRITE);
	struct history_error error;
	struct history_input input;
	int64_t run;

	add_night(history, 1, "one", "a");
	add_night(history, 2, "two", "b");
	add_night(history, 4, "four", "d");
	run = only_run(history);
	assert_int_equal(history_forget(history, &run, 1, "beside a build", &error), 0);
	points_are(history, CHOSEN, 0, "0 1");
	points_are(history, CHOSEN, 2, "0 1");
	/* By other words it is another run. */
	make_night(&input, 4, "four", "d");
	assert_int_equal(history_add(history, &input, 1, &error), 0);
	assert_int_equal(input.added, HISTORY_WAS_THERE);
	assert_string_equal(input.forgotten, "beside a build");
	input.words.commit = "e";
	assert_int_equal(history_add(history, &input, 1, &error), 0);
	assert_int_equal(input.added, HISTORY_ADDED);
	history_input_free(&input);
	points_are(history, CHOSEN, 0, "0 1 3");
	/* It would be there twice. */
	assert_int_equal(history_forget(history, &run, 1, NULL, &error), -EINVAL);
	run = only_run(history);
	assert_int_equal(history_forget(history, &run, 1, "wrong", &error), 0);
	assert_int_equal(history_forget(history, &run, 1, NULL, &error), 0);
	points_are(history, CHOSEN, 0, "0 1 3");
	history_close(history);
}

static void steps_are_accepted(void **state)
{
	struct history *history = history_file_open(*state, HISTORY_WRITE);
	const struct history_accepted step = { .commit = "b",
					       .board = "a,b (c)",
					       .configuration = "ops1,list",
					       .reason = "hardening" };
	const struct history_series one = { .board = "a,b (c)",
					    .branch = "main",
					    .workload = "kloop",
					    .configuration = "ops1",
					    .metric = "time" };
	struct history_series other = one;
	struct history_accepted_list list;
	struct history_error error;

	assert_int_equal(history_accept(history, &step, &error), 0);
	assert_int_equal(history_accept(history, &step, &error), 0);
	assert_int_equal(history_accepted(history, &list, &error), 0);
	assert_int_equal(list.count, 1);
	assert_string_equal(list.accepted[0].reason, "hardening");
	assert_null(list.accepted[0].metric);
	assert_true(history_accepted_covers(&list.accepted[0], &one));
	other.configuration = "ops10";
	assert_false(history_accepted_covers(&list.accepted[0], &other));
	assert_int_equal(history_accept_undo(history, list.accepted[0].id, &error), 0);
	history_accepted_free(&list);
	assert_int_equal(history_accepted(history, &list, &error), 0);
	assert_int_equal(list.count, 0);
	history_accepted_free(&list);
	history_close(history);
}

static void rename_number(struct history_input *input, const char *old, const char *renamed)
{
	for (size_t i = 0; i < input->numbers->count; i++) {
		if (!strcmp(input->numbers->numbers[i].configuration, old))
			input->numbers->numbers[i].configuration = renamed;
	}
}

static void a_renamed_series_goes_on(void **state)
{
	const struct history_accepted step = { .commit = "b",
					       .configuration = "direct,ops1",
					       .reason = "known" };
	struct history *history = history_file_open(*state, HISTORY_WRITE);
	struct history_accepted_list list;
	struct history_error error;
	struct history_input input;

	add_night(history, 1, "one", "a");
	make_night(&input, 2, "two", "b");
	rename_number(&input, CHOSEN, "opsA");
	assert_int_equal(history_add(history, &input, 1, &error), 0);
	history_input_free(&input);
	points_are(history, CHOSEN, 0, "0");
	points_are(history, "opsA", 0, "0");
	assert_int_equal(history_accept(history, &step, &error), 0);
	assert_int_equal(history_rename(history, HISTORY_CONFIGURATION, CHOSEN, "opsA", &error), 0);
	assert_int_equal(find_series(history, CHOSEN, NULL), 0);
	points_are(history, "opsA", 0, "0 1");
	points_are(history, "opsA", 1, "1");
	/* What comes by the old name, too. */
	add_night(history, 3, "three", "c");
	points_are(history, "opsA", 0, "0 1 2");
	assert_int_equal(history_accepted(history, &list, &error), 0);
	assert_string_equal(list.accepted[0].configuration, "direct,opsA");
	history_accepted_free(&list);
	/* In a circle nothing has a name; and two numbers of one run are two things. */
	assert_int_equal(history_rename(history, HISTORY_CONFIGURATION, "opsA", CHOSEN, &error),
			 -EINVAL);
	assert_int_equal(history_rename(history, HISTORY_CONFIGURATION, "direct", "opsA", &error),
			 -EINVAL);
	assert_int_equal(history_rename(history, HISTORY_BOARD, "Invented Board 9 (exists nowhere)",
					"nine", &error),
			 0);
	assert_int_equal(history_count(history, "SELECT count(*) FROM series WHERE board = 'nine' "
						"AND id IN (SELECT series FROM source)"),
			 NIGHT_POINTS);
	assert_int_equal(history_rename_undo(history, HISTORY_CONFIGURATION, CHOSEN, &error), 0);
	points_are(history, CHOSEN, 0, "0 2");
	points_are(history, "opsA", 0, "0");
	assert_whole(history);
	history_close(history);
}

static void the_header_comes_back(void **state)
{
	struct history *history = history_file_open(*state, HISTORY_WRITE);
	struct result result;
	struct result kept;
	struct history_error error;
	struct result_error wrong;

	add_night(history, 1, "one", "a");
	add_night(history, 2, "two", "b");
	assert_int_equal(result_read_path(NIGHT_FILE, &result, &wrong), 0);
	assert_int_equal(history_header(history, only_run(history), &kept, &error), 0);
	assert_true(json_equal(result_header(&result), result_header(&kept)));
	assert_int_equal(kept.plan.configuration_count, result.plan.configuration_count);
	/* The same parts are there once. */
	assert_int_equal(history_count(history, "SELECT count(*) - count(DISTINCT text) FROM "
						"header_part"),
			 0);
	result_free(&kept);
	assert_int_equal(history_header(history, 99, &kept, &error), -EBADMSG);
	result_free(&result);
	history_close(history);
}

static void lists_of_names(void **state)
{
	(void)state;
	assert_true(choice_has(NULL, "ops1"));
	assert_true(choice_has("ops1,ops2", "ops2"));
	assert_false(choice_has("ops10,ops2", "ops1"));
	assert_false(choice_has("xops1", "ops1"));
	assert_true(choice_has("xops1,ops1", "ops1"));
	assert_true(choice_has("linux,dummy-virt,other", "linux,dummy-virt"));
	assert_false(choice_has("", "ops1"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, history_file_make, history_file_remove)
		TEST(a_night_is_kept),
		TEST(nights_come_in_their_order),
		TEST(a_run_is_there_once),
		TEST(half_a_file_gives_way_to_the_whole),
		TEST(dates_that_cannot_be_are_refused),
		TEST(a_forgotten_run_is_a_hole),
		TEST(steps_are_accepted),
		TEST(a_renamed_series_goes_on),
		TEST(the_header_comes_back),
		cmocka_unit_test(lists_of_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
