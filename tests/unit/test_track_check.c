// SPDX-License-Identifier: GPL-2.0-only
/*
 * What `track check` prints and answers, of findings that are made up. UPDATE=1 writes what it
 * prints into data/track/ instead of comparing it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* Behind what it needs. */
#include <cmocka.h>

#include "made_findings.h"
#include "track/check.h"

/* One check of two findings on three boards. */
struct scene {
	struct finding_change changes[3];
	struct finding_change suspected;
	struct finding findings[2];
	struct findings all;
	struct history_run newest;
	struct nights_board boards[3];
	struct nights nights;
	struct notes notes;
	struct track_surroundings surroundings[2];
	struct track_confirmation confirmations[3];
	struct track_reach reach;
	struct track_check check;
};

static void make(struct scene *scene)
{
	memset(scene, 0, sizeof(*scene));
	scene->changes[0] = made_change(&made_exact, 63, 272, 0);
	scene->changes[0].path_after = "list";
	scene->changes[1] = made_change(&made_cycles, 48.25, 51.5, 0.4);
	scene->changes[2] = made_change(&made_time, 101.125, 90, 2.5);
	scene->suspected = made_change(&made_cycles, 48.25, 48.5, 0.4);
	scene->suspected.point.verdict = CHANGE_SUSPECTED;
	scene->findings[0] = (struct finding){
		.branch = "main",
		.good = MADE_GOOD,
		.bad = MADE_BAD,
		.good_date = MADE_DATE(0),
		.bad_date = MADE_DATE(1),
		.changes = scene->changes,
		.change_count = 3,
		.boards = 3,
		.worse = 2,
		.better = 1,
		.new = true,
		.certain = true,
	};
	scene->findings[1] = scene->findings[0];
	scene->findings[1].changes = &scene->suspected;
	scene->findings[1].change_count = 1;
	scene->findings[1].boards = 1;
	scene->findings[1].worse = 1;
	scene->findings[1].better = 0;
	scene->findings[1].certain = false;
	scene->all = (struct findings){ .findings = scene->findings, .count = 2, .series = 120 };
	scene->newest = made_bad;
	for (size_t i = 0; i < 3; i++) {
		static const char *const names[] = { "guest", "rpi4", "visionfive-2" };

		scene->boards[i] = (struct nights_board){
			.board = names[i],
			.branch = "main",
			.nights = 2,
			.trusted = 2,
			.first = &made_good,
			.newest = &scene->newest,
			.newest_trusted = &scene->newest,
		};
	}
	scene->nights = (struct nights){ .boards = scene->boards, .count = 3, .total = 6 };
	assert_int_equal(notes_add(&scene->notes, "board rpi4: 2 nights are holes"), 0);
	assert_int_equal(notes_add(&scene->surroundings[0].differences,
				   "what else changed on rpi4: config: HZ 250 -> 100"),
			 0);
	scene->reach = (struct track_reach){
		.first = 6.2, .tenth = 1.96, .suspected = 2.9, .series = 100
	};
	scene->check = (struct track_check){
		.findings = &scene->all,
		.nights = &scene->nights,
		.surroundings = scene->surroundings,
		.confirmations.list = scene->confirmations,
		.notes = &scene->notes,
		.reach = &scene->reach,
	};
}

static void end(struct scene *scene)
{
	notes_free(&scene->notes);
	notes_free(&scene->surroundings[0].differences);
}

static char *printed(const struct track_check *check, enum track_format format)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	assert_int_equal(track_check_print(out, format, check), 0);
	assert_int_equal(fclose(out), 0);
	return text;
}

static char *read_all(const char *path)
{
	FILE *file = fopen(path, "re");
	char *text = calloc(1, 65536);

	assert_non_null(file);
	assert_non_null(text);
	assert_true(fread(text, 1, 65535, file) > 0);
	fclose(file);
	return text;
}

static void is_golden(const struct track_check *check, enum track_format format, const char *name)
{
	char path[256];
	char *text = printed(check, format);
	char *wanted;

	snprintf(path, sizeof(path), TEST_DATA "/track/%s", name);
	if (getenv("UPDATE")) {
		FILE *file = fopen(path, "we");

		assert_non_null(file);
		fputs(text, file);
		assert_int_equal(fclose(file), 0);
	}
	wanted = read_all(path);
	assert_string_equal(text, wanted);
	free(wanted);
	free(text);
}

static void prints_in_every_format(void **state)
{
	static const char *const names[] = { "check.txt", "check.md", "check.json", "check.csv" };
	struct scene scene;

	(void)state;
	make(&scene);
	for (int i = 0; i < TRACK_FORMAT_COUNT; i++)
		is_golden(&scene.check, (enum track_format)i, names[i]);
	assert_int_equal(track_check_answer(&scene.check), TRACK_REGRESSED);
	end(&scene);
}

static void prints_a_quiet_night(void **state)
{
	struct scene scene;

	(void)state;
	make(&scene);
	scene.all.count = 0;
	is_golden(&scene.check, TRACK_TEXT, "check-quiet.txt");
	assert_int_equal(track_check_answer(&scene.check), TRACK_QUIET);
	end(&scene);
}

static void fits_a_terminal(void **state)
{
	struct scene scene;
	char *text;

	(void)state;
	make(&scene);
	text = printed(&scene.check, TRACK_TEXT);
	for (char *line = text, *next; (next = strchr(line, '\n')); line = next + 1)
		assert_true(next - line <= 80);
	free(text);
	end(&scene);
}

static void answers_by_what_is_known(void **state)
{
	struct scene scene;

	(void)state;
	make(&scene);
	/* What is better, or accepted, or another path alone, wakes nobody. */
	scene.changes[0].accepted = "known";
	assert_int_equal(track_check_answer(&scene.check), TRACK_REGRESSED);
	scene.changes[1].accepted = "known";
	assert_int_equal(track_check_answer(&scene.check), TRACK_QUIET);
	/* Nor what was told for ten nights, though another board's is new. */
	scene.changes[0].accepted = NULL;
	scene.changes[0].points_seen = FINDING_NEW_POINTS + 1;
	assert_int_equal(track_check_answer(&scene.check), TRACK_QUIET);
	scene.changes[0].points_seen = 1;
	scene.changes[0].path_only = true;
	assert_int_equal(track_check_answer(&scene.check), TRACK_QUIET);
	end(&scene);
	/* A worse one that is only suspected does not go with a certain better one. */
	make(&scene);
	scene.changes[0].point.verdict = CHANGE_SUSPECTED;
	scene.changes[1].point.verdict = CHANGE_SUSPECTED;
	assert_int_equal(track_check_answer(&scene.check), TRACK_QUIET);
	/* One that is certain does, while it is new. */
	scene.changes[0].point.verdict = CHANGE_CERTAIN;
	assert_int_equal(track_check_answer(&scene.check), TRACK_REGRESSED);
	scene.findings[0].new = false;
	assert_int_equal(track_check_answer(&scene.check), TRACK_QUIET);
	end(&scene);
}

static void a_night_that_failed_accuses_nobody(void **state)
{
	struct history_run untrusted = made_bad;
	struct scene scene;

	(void)state;
	make(&scene);
	untrusted.trusted = false;
	untrusted.doubt = "a WARN in the kernel log";
	scene.boards[0].newest = &untrusted;
	/* The other board is judged. */
	assert_int_equal(track_check_answer(&scene.check), TRACK_REGRESSED);
	scene.boards[1].newest = &untrusted;
	assert_int_equal(track_check_answer(&scene.check), TRACK_DOUBTED);
	scene.all.count = 0;
	assert_int_equal(track_check_answer(&scene.check), TRACK_DOUBTED);
	untrusted.trusted = true;
	untrusted.doubt = NULL;
	untrusted.points = 0;
	scene.boards[2].newest = &untrusted;
	assert_int_equal(track_check_answer(&scene.check), TRACK_EMPTY);
	scene.nights.total = 0;
	assert_int_equal(track_check_answer(&scene.check), TRACK_EMPTY);
	end(&scene);
}

static void only_what_is_confirmed_counts_if_asked(void **state)
{
	struct scene scene;

	(void)state;
	make(&scene);
	scene.check.confirming = true;
	assert_int_equal(track_check_answer(&scene.check), TRACK_QUIET);
	scene.check.confirmations.count = 1;
	scene.confirmations[0] = (struct track_confirmation){
		.change = &scene.suspected,
		.answer = CHANGE_DENIED,
		.rounds = 3,
		.measured = 0.01,
	};
	assert_int_equal(track_check_answer(&scene.check), TRACK_QUIET);
	scene.confirmations[0].answer = CHANGE_CONFIRMED;
	scene.confirmations[0].measured = 0.26;
	assert_int_equal(track_check_answer(&scene.check), TRACK_REGRESSED);
	is_golden(&scene.check, TRACK_TEXT, "check-confirmed.txt");
	scene.confirmations[0] = (struct track_confirmation){
		.change = &scene.suspected,
		.failure = "the command ended with 1",
	};
	assert_int_equal(track_check_answer(&scene.check), TRACK_UNCONFIRMED);
	/* What was certain is no less so if it cannot be measured again; if that denies it, it is.
	 */
	scene.confirmations[0].change = &scene.changes[1];
	assert_int_equal(track_check_answer(&scene.check), TRACK_REGRESSED);
	scene.confirmations[0].failure = NULL;
	scene.confirmations[0].answer = CHANGE_DENIED;
	assert_int_equal(track_check_answer(&scene.check), TRACK_QUIET);
	end(&scene);
}

/* What a result file or a database says reaches no terminal, no shell and no spreadsheet. */
static void strings_are_hostile(void **state)
{
	static const char evil[] = "=x'; touch PWNED; '\x1b[31m\n$(touch PWNED)|`x`<b>";
	struct history_series series = made_cycles;
	struct scene scene;

	(void)state;
	make(&scene);
	series.configuration = evil;
	series.board = evil;
	scene.boards[1].board = evil;
	scene.changes[0] = made_change(&series, 1, 2, 0.1);
	scene.findings[0].bad = evil;
	scene.findings[0].branch = evil;
	for (int i = 0; i < TRACK_FORMAT_COUNT; i++) {
		char *text = printed(&scene.check, (enum track_format)i);

		for (const char *c = text; *c; c++)
			assert_true(*c == '\n' || (*c >= ' ' && *c <= '~'));
		if (i == TRACK_CSV) {
			assert_non_null(strstr(text, "'=x"));
			assert_null(strstr(text, ",=x"));
		}
		if (i == TRACK_TEXT)
			assert_non_null(strstr(text,
					       "$'=x\\047; touch PWNED; \\047\\033[31m\\012$(touch "
					       "PWNED)|`x`<b>'"));
		if (i == TRACK_MARKDOWN)
			assert_null(strstr(text, "\n### <b>"));
		free(text);
	}
	end(&scene);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prints_in_every_format),
		cmocka_unit_test(prints_a_quiet_night),
		cmocka_unit_test(fits_a_terminal),
		cmocka_unit_test(answers_by_what_is_known),
		cmocka_unit_test(a_night_that_failed_accuses_nobody),
		cmocka_unit_test(only_what_is_confirmed_counts_if_asked),
		cmocka_unit_test(strings_are_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
