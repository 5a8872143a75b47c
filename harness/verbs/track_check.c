// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll track check: did it get slower, since when, and is it real.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "track/check.h"
#include "track/check_notes.h"
#include "verbs/track_confirm.h"
#include "verbs/track_view.h"

#define WORD "check"

#define ROUNDS_DEFAULT 20
#define ROUNDS_MAX 1000
#define LIMIT_SECONDS_DEFAULT 3600
#define LIMIT_SECONDS_MAX 604800

static const char usage[] =
	"usage: tracetoll track check [OPTION...]\n"
	"\n"
	"Says what the newest runs of each board show: what got worse or better, since which\n"
	"commit, by how much, what else changed, and what to run next. A change is new until\n"
	"its board has ten more points than when it was found, or until it is accepted\n"
	"(tracetoll track accept).\n"
	"\n"
	"  -c, --config NAME,..   only these configurations\n"
	"  -w, --workload NAME,.. only these workloads\n"
	"  -m, --metric NAME,..   only these metrics\n"
	"      --board NAME,..    only these boards\n"
	"      --branch NAME,..   only these branches\n"
	"      --confirm CMD      measure what got worse, or may have, again: sh -c CMD for each\n"
	"                         board and round, until it is confirmed or denied. CMD writes\n"
	"                         a result file of the same board and kernel to the file\n"
	"                         $TRACETOLL_OUTPUT; it is added to the history. CMD is told\n"
	"                         TRACETOLL_BOARD, _BRANCH, _COMMIT (to measure), _GOOD,\n"
	"                         _CONFIGURATIONS, _WORKLOADS, _ROUND and _HISTORY. What it\n"
	"                         prints goes to standard error\n"
	"      --confirm-runs N   rounds of a board at most (default: 20)\n"
	"      --confirm-timeout S seconds that a round may take (default: 3600); then CMD is\n"
	"                         ended, with all that it started\n"
	"  -f, --format FORMAT    text      80 columns (default)\n"
	"                         markdown  pipe tables\n"
	"                         json      objects\n"
	"                         csv       a row for each new change\n"
	"      --json             the same as --format json\n"
	"      --history FILE     (default: $TRACETOLL_HISTORY, else the user's own)\n"
	"  -h, --help             this text\n"
	"\n"
	"Exit codes:\n"
	"  0  nothing new got worse for certain, or it is accepted\n"
	"  1  something got worse: it is certain, new and not accepted; with --confirm it was\n"
	"     confirmed by measuring again\n"
	"  2  the words were wrong, or the history is none\n"
	"  4  there is nothing to judge: no run, no series, or the newest runs measured nothing\n"
	"  5  the newest run of a board is not to be relied on, so that board is not judged;\n"
	"     another board's 1 goes before it\n"
	"  6  the history could not be read or written, nothing could be printed, memory ran\n"
	"     out, or CMD failed, so that nobody knows whether it is real\n"
	"\n"
	"docs/tracking.md explains what is printed.\n";

/* What the words ask for. */
struct check_options {
	struct track_view view;
	struct track_confirm_settings confirm;
};

enum {
	OPTION_CONFIRM = TRACK_VIEW_OWN,
	OPTION_RUNS,
	OPTION_TIMEOUT,
};

/* A whole number of 1 to @most; 0: it is none, which is said. */
static long read_number(const char *option, const char *word, long most)
{
	char *end;
	long number;

	errno = 0;
	number = strtol(word, &end, 10);
	if (end != word && !*end && !errno && number >= 1 && number <= most)
		return number;
	track_print(stderr, "tracetoll track check: %s takes a number of 1 to %ld, not '%s'\n",
		    option, most, word);
	return 0;
}

static bool take_option(void *of, int option, enum exit_code *code)
{
	struct check_options *options = of;
	long number = 0;

	switch (option) {
	case OPTION_CONFIRM:
		options->confirm.command = optarg;
		return true;
	case OPTION_RUNS:
		number = read_number("--confirm-runs", optarg, ROUNDS_MAX);
		options->confirm.rounds = (size_t)number;
		break;
	case OPTION_TIMEOUT:
		number = read_number("--confirm-timeout", optarg, LIMIT_SECONDS_MAX);
		options->confirm.limit_seconds = (double)number;
		break;
	default:
		return false;
	}
	*code = number ? EXIT_CODE_DONE : EXIT_CODE_USAGE;
	return true;
}

static enum exit_code read_options(int argc, char **argv, struct check_options *options)
{
	static const struct option known[] = {
		TRACK_VIEW_OPTIONS,
		{ "confirm", required_argument, NULL, OPTION_CONFIRM },
		{ "confirm-runs", required_argument, NULL, OPTION_RUNS },
		{ "confirm-timeout", required_argument, NULL, OPTION_TIMEOUT },
		{ NULL, 0, NULL, 0 },
	};
	static const struct track_view_words words = { WORD, TRACK_VIEW_LETTERS, known,
						       take_option };
	enum exit_code code = track_view_read(&options->view, &words, argc, argv, options);

	if (code || options->view.help || optind == argc)
		return code;
	track_print(stderr,
		    "tracetoll track check: '%s' is no option; choose by -c, -w, -m, --board, "
		    "--branch\n",
		    argv[optind]);
	return EXIT_CODE_USAGE;
}

/* Why there is nothing to judge. */
static enum exit_code say_empty(struct track_view *view)
{
	int unmatched = track_view_unmatched(view, WORD);

	if (unmatched == -ENOMEM)
		return track_out_of_memory(WORD);
	fprintf(stderr, "tracetoll track check: there is nothing to judge: %s\n",
		unmatched            ? "choose by other words"
		: view->nights.total ? "the newest runs measured nothing that was asked for"
		: view->nights.count ? "all runs are forgotten"
				     : "the history has no runs; tracetoll track add FILE");
	return EXIT_CODE_SKIPPED;
}

static enum exit_code say_doubted(const struct nights *nights)
{
	for (size_t i = 0; i < nights->count; i++) {
		const struct nights_board *board = &nights->boards[i];

		if (board->newest && !board->newest->trusted)
			track_print(stderr,
				    "tracetoll track check: %s is not judged: its newest run is "
				    "not to be relied on: %s\n",
				    board->board,
				    board->newest->doubt ? board->newest->doubt
							 : "no reason known");
	}
	return EXIT_CODE_UNTRUSTED;
}

static bool has_confirmed(const struct track_check *check)
{
	for (size_t i = 0; i < check->confirmations.count; i++) {
		if (check->confirmations.list[i].answer == CHANGE_CONFIRMED)
			return true;
	}
	return false;
}

static enum exit_code say_answer(struct track_view *view, const struct track_check *check)
{
	switch (track_check_answer(check)) {
	case TRACK_QUIET:
		return EXIT_CODE_DONE;
	case TRACK_REGRESSED:
		fprintf(stderr,
			"tracetoll track check: something got worse, %s; it is printed "
			"with what to run next\n",
			has_confirmed(check) ? "which measuring again confirmed" : "for certain");
		return EXIT_CODE_REGRESSION;
	case TRACK_DOUBTED:
		return say_doubted(check->nights);
	case TRACK_EMPTY:
		return say_empty(view);
	case TRACK_UNCONFIRMED:
		fprintf(stderr, "tracetoll track check: it is not known whether what got worse is "
				"real: the command of --confirm failed; it is said above\n");
		return EXIT_CODE_FAILED;
	}
	return EXIT_CODE_FAILED;
}

static enum exit_code interrupted(const struct track_confirm_result *result)
{
	fprintf(stderr,
		"tracetoll track check: interrupted in round %zu of measuring again; what was "
		"measured is in the history, check once more\n",
		result->rounds);
	return EXIT_CODE_FAILED;
}

/* Prints what is known, and says what it comes to. */
static enum exit_code print(struct track_view *view, struct track_check *check, struct notes *notes,
			    struct track_reach *reach)
{
	struct track_surroundings *surroundings = NULL;
	struct history_error error = { "" };
	enum exit_code code;
	int failed =
		check_notes_add(notes, view->history, &view->nights, &view->choice.choice, &error);

	if (!failed)
		failed = track_reach_make(view->history, &view->settings, &view->findings, reach,
					  &error);
	if (!failed)
		failed = check_surroundings_make(view->history, check, &surroundings, &error);
	if (!failed) {
		check->surroundings = surroundings;
		code = track_view_printed(WORD, track_check_print(stdout, view->format, check));
		code = code ? code : say_answer(view, check);
	} else {
		code = track_failed(WORD, failed, &error);
	}
	check_surroundings_free(surroundings, view->findings.count);
	return code;
}

static enum exit_code check_runs(struct check_options *options)
{
	struct track_view *view = &options->view;
	struct track_confirm_result result = { .count = 0 };
	struct notes notes = { .count = 0 };
	struct track_reach reach = { .series = 0 };
	struct track_check check = {
		.findings = &view->findings,
		.nights = &view->nights,
		.confirming = options->confirm.command,
		.notes = &notes,
		.reach = &reach,
		.history = view->history_given,
	};
	enum exit_code code = track_view_find(view, WORD, true);

	if (!code && options->confirm.command)
		code = track_confirm(view, WORD, &options->confirm, &result);
	check.confirmations =
		(struct track_confirmations){ .list = result.confirmations, .count = result.count };
	if (!code)
		code = result.interrupted ? interrupted(&result)
					  : print(view, &check, &notes, &reach);
	track_confirm_free(&result);
	notes_free(&notes);
	return code;
}

static enum exit_code run(int argc, char **argv)
{
	struct check_options options = {
		.confirm = { .rounds = ROUNDS_DEFAULT, .limit_seconds = LIMIT_SECONDS_DEFAULT },
	};
	enum exit_code code = read_options(argc, argv, &options);

	if (!code && options.view.help) {
		fputs(usage, stdout);
	} else if (!code) {
		code = track_view_open(&options.view, WORD,
				       options.confirm.command ? HISTORY_WRITE : HISTORY_READ);
		if (!code)
			code = options.view.nights.total ? check_runs(&options)
							 : say_empty(&options.view);
	}
	track_view_close(&options.view);
	return code;
}

const struct track_word track_check = {
	.name = WORD,
	.summary = "say what the newest runs show: worse or better, since when, is it real",
	.usage = usage,
	.run = run,
};
