// SPDX-License-Identifier: GPL-2.0-only
/*
 * Gnuplots that do not do what they should: each is a script of the shell that is run in its place.
 */
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "made_boards.h"
#include "plot/draw.h"

#define SVG "<svg><path d=\"M0,1\"/></svg>"
/* The words are -d -c SCRIPT DATA IMAGE WORKLOAD METRIC [MORE]. */
#define DRAW "printf '%s' '" SVG "' >\"$5\"\n"

static const struct plot_script script = { .name = "fake", .title = "Fake", .shows = "Nothing." };

/* A folder of this test's own, in which all others are made, and two pictures to be drawn. */
struct place {
	char folder[64];
	char program[96];
	struct made_boards made;
	struct plot_picture pictures[2];
	struct plots plots;
	struct gnuplot gnuplot;
};

static void write_program(struct place *place, const char *text)
{
	FILE *file = fopen(place->program, "w");

	assert_non_null(file);
	fprintf(file, "#!/bin/sh\n%s", text);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(place->program, 0700), 0);
}

static void set_up(struct place *place, const char *text)
{
	static const char *configurations[] = { "ops1" };

	memset(place, 0, sizeof(*place));
	strcpy(place->folder, "/tmp/tracetoll-test-XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	assert_int_equal(setenv("TMPDIR", place->folder, 1), 0);
	snprintf(place->program, sizeof(place->program), "%s/gnuplot", place->folder);
	write_program(place, text);
	assert_int_equal(setenv(GNUPLOT_VARIABLE, place->program, 1), 0);
	assert_int_equal(gnuplot_find(&place->gnuplot), 0);
	made_boards_make(&place->made, 1, configurations, 1);
	for (size_t i = 0; i < 2; i++) {
		place->pictures[i] = (struct plot_picture){
			.script = &script,
			.name = strdup(i ? "two" : "one"),
			.title = strdup("A fake"),
			.data = strdup("board,overhead\nfirst,4\n"),
			.more_data = i ? strdup("more\n") : NULL,
		};
	}
	place->plots = (struct plots){
		.boards = &place->made.boards,
		.pictures = place->pictures,
		.count = 2,
	};
}

/* Nothing may be left in the folder but the program. */
static void tear_down(struct place *place)
{
	DIR *folder = opendir(place->folder);
	struct dirent *entry;

	assert_non_null(folder);
	while ((entry = readdir(folder))) {
		if (entry->d_name[0] != '.' && strcmp(entry->d_name, "gnuplot") != 0)
			fail_msg("%s was left behind", entry->d_name);
	}
	closedir(folder);
	for (size_t i = 0; i < 2; i++) {
		struct plot_picture *picture = &place->pictures[i];

		free(picture->name);
		free(picture->title);
		free(picture->data);
		free(picture->more_data);
		free(picture->failure);
		for (size_t f = 0; f < PLOT_PICTURE_FORMAT_COUNT; f++)
			free(picture->images[f]);
	}
	free(place->plots.failure);
	gnuplot_free(&place->gnuplot);
	made_boards_free(&place->made);
	unlink(place->program);
	assert_int_equal(rmdir(place->folder), 0);
}

static void draw_svg(struct place *place)
{
	assert_int_equal(plot_draw(&place->plots, 1U << PLOT_SVG, &place->gnuplot), 0);
}

/* No picture is there, and each says the same. */
static void all_fail(const struct place *place, const char *why)
{
	for (size_t i = 0; i < 2; i++) {
		assert_null(place->pictures[i].images[PLOT_SVG]);
		assert_non_null(place->pictures[i].failure);
		assert_string_equal(place->pictures[i].failure, why);
	}
}

static void test_drawn(void **state)
{
	struct place place;

	(void)state;
	set_up(&place, DRAW);
	draw_svg(&place);
	for (size_t i = 0; i < 2; i++) {
		assert_null(place.pictures[i].failure);
		assert_string_equal(place.pictures[i].images[PLOT_SVG], SVG);
		assert_int_equal(place.pictures[i].sizes[PLOT_SVG], strlen(SVG));
		assert_null(place.pictures[i].images[PLOT_PNG]);
	}
	assert_null(place.plots.failure);
	tear_down(&place);
}

/* What it is given: the words, the files, nothing to read, and no settings of the user's. */
static void test_what_it_is_given(void **state)
{
	struct place place;

	(void)state;
	set_up(&place, "exit 1\n");
	setenv("GNUPLOT_DEFAULT_GDFONT", "x", 1);
	setenv("LC_NUMERIC", "de_DE.UTF-8", 1);
	setenv("GNUTERM", "x11", 1);
	write_program(
		&place,
		"if [ \"$1 $2 $3 $6 $7\" != '-d -c fake.gp kloop kernel-instructions' ]; then\n"
		"	echo \"words: $*\" >&2\n"
		"elif [ \"$(cat \"$4\")\" != 'board,overhead\nfirst,4' ]; then\n"
		"	echo data >&2\n"
		"elif [ \"$4\" = two.csv ] && [ \"$(cat \"$8\")\" != more ]; then\n"
		"	echo more >&2\n"
		"elif [ \"$(readlink /proc/self/fd/0)\" != /dev/null ]; then\n"
		"	echo input >&2\n"
		"elif env | grep '^GNU\\|^LC_N'; then\n"
		"	:\n"
		"elif [ \"$LC_ALL\" != C ]; then\n"
		"	echo LC_ALL >&2\n"
		"elif [ \"$(stat -c %a .)\" != 700 ]; then\n"
		"	echo mode >&2\n"
		"else\n" DRAW "exit\nfi\nexit 1\n");
	gnuplot_free(&place.gnuplot);
	assert_int_equal(gnuplot_find(&place.gnuplot), 0);
	draw_svg(&place);
	if (place.pictures[0].failure || place.pictures[1].failure)
		fail_msg("one: %s, two: %s", place.pictures[0].failure, place.pictures[1].failure);
	unsetenv("GNUPLOT_DEFAULT_GDFONT");
	unsetenv("LC_NUMERIC");
	unsetenv("GNUTERM");
	tear_down(&place);
}

static void test_it_fails(void **state)
{
	struct place place;

	(void)state;
	set_up(&place, "echo '\"fake.gp\" line 1: warning: no matter' >&2\n"
		       "printf '\\nset nothing\\n    ^\\n\"fake.gp\" line 3: no \\033[1m\\n' >&2\n"
		       "echo later >&2\nexit 1\n");
	draw_svg(&place);
	all_fail(&place, "gnuplot failed: \"fake.gp\" line 3: no ?[1m");
	/* It is for each picture alone. */
	assert_null(place.plots.failure);
	tear_down(&place);
}

static void test_it_fails_once(void **state)
{
	struct place place;

	(void)state;
	set_up(&place, "[ \"$4\" = one.csv ] && exit 1\n" DRAW);
	draw_svg(&place);
	assert_string_equal(place.pictures[0].failure, "gnuplot failed");
	assert_null(place.pictures[1].failure);
	assert_non_null(place.pictures[1].images[PLOT_SVG]);
	tear_down(&place);
}

static void test_it_dies(void **state)
{
	struct place place;

	(void)state;
	set_up(&place, "kill -SEGV $$\n");
	draw_svg(&place);
	all_fail(&place, "gnuplot was ended by signal 11");
	tear_down(&place);
}

static void test_it_writes_nothing(void **state)
{
	struct place place;

	(void)state;
	set_up(&place, "exit 0\n");
	draw_svg(&place);
	all_fail(&place, "gnuplot wrote nothing");
	tear_down(&place);
}

static void test_it_writes_an_empty_file(void **state)
{
	struct place place;

	(void)state;
	set_up(&place, ": >\"$5\"\n");
	draw_svg(&place);
	all_fail(&place, "gnuplot wrote nothing");
	tear_down(&place);
}

static void test_it_writes_garbage(void **state)
{
	static const char *const ends[] = { "svg", "png", "pdf" };

	(void)state;
	for (size_t f = 0; f < PLOT_PICTURE_FORMAT_COUNT; f++) {
		struct place place;
		char why[64];

		set_up(&place, "printf '%s' '" SVG "' | head -c 20 >\"$5\"\n");
		assert_int_equal(plot_draw(&place.plots, 1U << f, &place.gnuplot), 0);
		snprintf(why, sizeof(why), "what gnuplot wrote is no %s", ends[f]);
		all_fail(&place, why);
		tear_down(&place);
	}
}

/* A 0 among the bytes would end what a page gets of it. */
static void test_it_writes_a_zero(void **state)
{
	struct place place;

	(void)state;
	set_up(&place, DRAW "printf '\\0<script>' >>\"$5\"\n");
	draw_svg(&place);
	all_fail(&place, "what gnuplot wrote is no svg");
	tear_down(&place);
}

static void test_a_link_is_no_image(void **state)
{
	struct place place;

	(void)state;
	set_up(&place, "ln -s /dev/zero \"$5\"\n");
	draw_svg(&place);
	all_fail(&place, "what gnuplot wrote is no svg");
	tear_down(&place);
}

/* It is killed with what it started, and the rest is not tried. */
static void test_it_hangs(void **state)
{
	struct place place;
	time_t begin = time(NULL);

	(void)state;
	set_up(&place, "sleep 60\n");
	place.gnuplot.limit_seconds = 0.3;
	draw_svg(&place);
	all_fail(&place, "gnuplot did not end within 0.3 s, and was stopped");
	assert_string_equal(place.plots.failure,
			    "gnuplot did not end within 0.3 s, and was stopped");
	assert_true(time(NULL) - begin < 15);
	tear_down(&place);
}

/* A signal that waits while it draws ends that, and the folder is gone before it is taken. */
static void test_it_is_interrupted(void **state)
{
	struct place place;
	sigset_t stop;
	sigset_t before;
	time_t begin = time(NULL);
	int signal_taken;

	(void)state;
	set_up(&place, "sleep 60\n");
	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigprocmask(SIG_BLOCK, &stop, &before);
	place.gnuplot.stops = stop;
	kill(getpid(), SIGTERM);
	assert_int_equal(plot_draw(&place.plots, 1U << PLOT_SVG, &place.gnuplot), -EINTR);
	assert_int_equal(sigwait(&stop, &signal_taken), 0);
	sigprocmask(SIG_SETMASK, &before, NULL);
	assert_true(time(NULL) - begin < 15);
	tear_down(&place);
}

static void test_it_is_no_program(void **state)
{
	struct place place;
	char why[160];

	(void)state;
	set_up(&place, "exit 0\n");
	/* Found, and then gone. */
	unlink(place.program);
	draw_svg(&place);
	snprintf(why, sizeof(why), "%s cannot be started: No such file or directory",
		 place.program);
	all_fail(&place, why);
	assert_string_equal(place.plots.failure, why);
	tear_down(&place);
}

static void test_there_is_no_room(void **state)
{
	struct place place;

	(void)state;
	set_up(&place, DRAW);
	setenv("TMPDIR", "/nowhere/at/all", 1);
	draw_svg(&place);
	assert_non_null(strstr(place.plots.failure, "/nowhere/at/all/"));
	assert_non_null(strstr(place.plots.failure, "No such file or directory"));
	assert_null(place.pictures[0].images[PLOT_SVG]);
	tear_down(&place);
}

static void test_there_is_none(void **state)
{
	struct gnuplot gnuplot;
	char *said;

	(void)state;
	setenv(GNUPLOT_VARIABLE, "/nowhere/gnuplot", 1);
	assert_int_equal(gnuplot_find(&gnuplot), -ENOENT);
	gnuplot_free(&gnuplot);
	said = gnuplot_missing();
	assert_string_equal(said, "there is no program '/nowhere/gnuplot', which TRACETOLL_GNUPLOT "
				  "names");
	free(said);
	unsetenv(GNUPLOT_VARIABLE);
	setenv("PATH", "/nowhere:/nowhere/else", 1);
	assert_int_equal(gnuplot_find(&gnuplot), -ENOENT);
	gnuplot_free(&gnuplot);
	said = gnuplot_missing();
	assert_string_equal(said, "gnuplot is not installed (Debian: apt install gnuplot-nox)");
	free(said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_drawn),
		cmocka_unit_test(test_what_it_is_given),
		cmocka_unit_test(test_it_fails),
		cmocka_unit_test(test_it_fails_once),
		cmocka_unit_test(test_it_dies),
		cmocka_unit_test(test_it_writes_nothing),
		cmocka_unit_test(test_it_writes_an_empty_file),
		cmocka_unit_test(test_it_writes_garbage),
		cmocka_unit_test(test_it_writes_a_zero),
		cmocka_unit_test(test_a_link_is_no_image),
		cmocka_unit_test(test_it_hangs),
		cmocka_unit_test(test_it_is_interrupted),
		cmocka_unit_test(test_it_is_no_program),
		cmocka_unit_test(test_there_is_no_room),
		/* The last one: it takes PATH away. */
		cmocka_unit_test(test_there_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
