// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll track log: series, and their changes.
 */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "report/cell_json.h"
#include "track/letter.h"
#include "track/log.h"
#include "track/point_row.h"
#include "track/run_row.h"
#include "verbs/track_view.h"

#define WORD "log"

static const char usage[] =
	"usage: tracetoll track log [OPTION...]\n"
	"\n"
	"Lists the changes that the history has, the newest first: between which commits, of\n"
	"what, by how much, what was accepted and why. What is only suspected is counted.\n"
	"\n"
	"  -c, --config NAME,..   only these configurations\n"
	"  -w, --workload NAME,.. only these workloads\n"
	"  -m, --metric NAME,..   only these metrics\n"
	"      --board NAME,..    only these boards\n"
	"      --branch NAME,..   only these branches\n"
	"      --commit ID        only what begins at this commit, or one that begins so\n"
	"      --all              what is only suspected and all series are listed, too\n"
	"      --points           each point of the series, its level and its holes instead\n"
	"      --runs             the runs instead, and whether their points count\n"
	"  -f, --format FORMAT    text      80 columns (default)\n"
	"                         markdown  pipe tables\n"
	"                         json      objects\n"
	"                         csv       one table: changes, or what --all, --points or\n"
	"                                   --runs asks for\n"
	"      --json             the same as --format json\n"
	"      --history FILE     (default: $TRACETOLL_HISTORY, else the user's own)\n"
	"  -h, --help             this text\n"
	"\n"
	"Exit codes:\n"
	"  0  printed\n"
	"  2  the words were wrong, or the history is none\n"
	"  4  there is nothing: no run, or no series that was asked for\n"
	"  6  the history could not be read, nothing could be written, or memory ran out\n"
	"\n"
	"docs/tracking.md explains the columns.\n";

/* What the words ask for. */
struct log_options {
	struct track_view view;
	const char *commit;
	bool all;
	bool points;
	bool runs;
};

enum {
	OPTION_ALL = TRACK_VIEW_OWN,
	OPTION_POINTS,
	OPTION_RUNS,
	OPTION_COMMIT,
};

static bool take_option(void *of, int option, enum exit_code *code)
{
	struct log_options *options = of;

	(void)code;
	switch (option) {
	case OPTION_ALL:
		options->all = true;
		return true;
	case OPTION_POINTS:
		options->points = true;
		return true;
	case OPTION_RUNS:
		options->runs = true;
		return true;
	case OPTION_COMMIT:
		options->commit = optarg;
		return true;
	default:
		return false;
	}
}

static enum exit_code check_words(const struct log_options *options, int argc, char **argv)
{
	if (optind < argc) {
		track_print(stderr,
			    "tracetoll track log: '%s' is no option; choose by --commit, -c, -w, "
			    "-m, --board, --branch\n",
			    argv[optind]);
		return EXIT_CODE_USAGE;
	}
	if (options->points + options->runs + options->all > 1) {
		fprintf(stderr, "tracetoll track log: --all, --points and --runs are three lists; "
				"ask for one of them\n");
		return EXIT_CODE_USAGE;
	}
	return EXIT_CODE_DONE;
}

static enum exit_code read_options(int argc, char **argv, struct log_options *options)
{
	static const struct option known[] = {
		TRACK_VIEW_OPTIONS,
		{ "all", no_argument, NULL, OPTION_ALL },
		{ "points", no_argument, NULL, OPTION_POINTS },
		{ "runs", no_argument, NULL, OPTION_RUNS },
		{ "commit", required_argument, NULL, OPTION_COMMIT },
		{ NULL, 0, NULL, 0 },
	};
	static const struct track_view_words words = { WORD, TRACK_VIEW_LETTERS, known,
						       take_option };
	enum exit_code code = track_view_read(&options->view, &words, argc, argv, options);

	return code || options->view.help ? code : check_words(options, argc, argv);
}

/* @key: of the array in JSON. */
static int print_listing(enum track_format format, const struct listing *listing, const char *key)
{
	struct letter letter = { .out = stdout, .markdown = format == TRACK_MARKDOWN };

	if (format == TRACK_CSV)
		return listing_csv(stdout, listing);
	if (format != TRACK_JSON) {
		letter_table(&letter, listing);
		return letter.error;
	}
	return cell_json_print(stdout, json_pack("{s:o}", key, listing_json(listing)));
}

/* A table has no room for them. */
static int print_reasons(enum track_format format, const struct track_run_row *rows, size_t count)
{
	struct letter letter = { .out = stdout, .markdown = format == TRACK_MARKDOWN };

	for (size_t i = 0; i < count; i++) {
		const char *reason = track_run_reason(&rows[i]);

		if (reason)
			letter_item(&letter, "%s: %s", rows[i].digest, reason);
	}
	return letter.error;
}

static int print_runs(const struct track_view *view)
{
	struct track_run_row *rows;
	struct listing listing;
	size_t count;
	int error = track_run_rows(&view->nights, &view->choice.choice, &rows, &count);

	if (error)
		return error;
	listing = track_run_listing(rows, count);
	error = print_listing(view->format, &listing, "runs");
	if (!error && (view->format == TRACK_TEXT || view->format == TRACK_MARKDOWN))
		error = print_reasons(view->format, rows, count);
	free(rows);
	return error;
}

/* One series after the other, so that a long history takes no more room than one. */
static int print_points_of(struct track_view *view, const struct history_series *series, bool first,
			   struct history_points *points, struct history_error *error)
{
	struct track_point_row *rows;
	struct listing listing;
	size_t count;
	int failed = track_point_rows(view->history, series, &view->nights, &view->findings, points,
				      &rows, &count, error);

	if (failed)
		return failed;
	listing = track_point_listing(rows, count);
	if (view->format == TRACK_CSV) {
		if (first)
			listing_csv_heading(stdout, &listing);
		failed = listing_csv_rows(stdout, &listing);
	} else {
		if (!first)
			fputs(view->format == TRACK_JSON ? ",\n" : "\n", stdout);
		failed = print_listing(view->format, &listing, "points");
	}
	free(rows);
	return failed;
}

static enum exit_code print_points(struct track_view *view)
{
	struct history_series_list list = { .count = 0 };
	struct history_points points = { .count = 0 };
	struct history_error error = { "" };
	int failed = history_series(view->history, &view->choice.choice, &list, &error);

	if (!failed && view->format == TRACK_JSON)
		puts("{\"series\": [");
	for (size_t i = 0; i < list.count && !failed; i++)
		failed = print_points_of(view, &list.series[i], !i, &points, &error);
	if (!failed && view->format == TRACK_JSON)
		puts("]}");
	history_points_free(&points);
	history_series_free(&list);
	if (failed && failed != -ENOMEM)
		return track_failed(WORD, failed, &error);
	return track_view_printed(WORD, failed);
}

static enum exit_code nothing(struct track_view *view)
{
	int unmatched = track_view_unmatched(view, WORD);

	if (unmatched == -ENOMEM)
		return track_out_of_memory(WORD);
	fprintf(stderr, "tracetoll track log: there is nothing to list: %s\n",
		unmatched ? "choose by other words"
			  : "the history has no such series; add runs: tracetoll track add FILE");
	return EXIT_CODE_SKIPPED;
}

static enum exit_code print_log(struct log_options *options)
{
	struct track_view *view = &options->view;
	const struct track_log log = {
		.findings = &view->findings,
		.nights = &view->nights,
		.all = options->all,
		.commit = options->commit,
	};
	enum exit_code code = track_view_find(view, WORD, false);

	if (code)
		return code;
	if (!view->findings.series)
		return nothing(view);
	if (options->points)
		return print_points(view);
	return track_view_printed(WORD, track_log_print(stdout, view->format, &log));
}

static enum exit_code run(int argc, char **argv)
{
	struct log_options options = { .view = { .format = TRACK_TEXT } };
	enum exit_code code = read_options(argc, argv, &options);

	if (!code && options.view.help) {
		fputs(usage, stdout);
	} else if (!code) {
		code = track_view_open(&options.view, WORD, HISTORY_READ);
		if (!code && !options.view.nights.count)
			code = nothing(&options.view);
		else if (!code && options.runs)
			code = track_view_printed(WORD, print_runs(&options.view));
		else if (!code)
			code = print_log(&options);
	}
	track_view_close(&options.view);
	return code;
}

const struct track_word track_log = {
	.name = WORD,
	.summary = "list series, their changes, their points, or the runs",
	.usage = usage,
	.run = run,
};
