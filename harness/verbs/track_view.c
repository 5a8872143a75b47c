// SPDX-License-Identifier: GPL-2.0-only
/*
 * What `track log`, `check` and `plot` have in common.
 */
#include "verbs/track_view.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "config/nearest.h"
#include "track/choice.h"

static enum exit_code set_format(struct track_view *view, const char *word, const char *name)
{
	const char *names[TRACK_FORMAT_COUNT];
	const char *nearest;

	for (size_t i = 0; i < TRACK_FORMAT_COUNT; i++) {
		names[i] = track_format_name((enum track_format)i);
		if (strcmp(name, names[i]) != 0)
			continue;
		view->format = (enum track_format)i;
		return EXIT_CODE_DONE;
	}
	nearest = nearest_name(name, names, TRACK_FORMAT_COUNT);
	track_print(stderr, "tracetoll track %s: there is no format '%s'", word, name);
	if (nearest)
		track_print(stderr, "; did you mean '%s'?", nearest);
	track_print(stderr, " (text, markdown, json or csv)\n");
	return EXIT_CODE_USAGE;
}

/* Takes an option that all have; returns false if it is another one. */
static bool take(struct track_view *view, const char *word, int option, enum exit_code *code)
{
	int taken = track_choice_take(&view->choice, option, optarg);

	if (taken) {
		*code = taken < 0 ? track_out_of_memory(word) : EXIT_CODE_DONE;
		return true;
	}
	switch (option) {
	case 'h':
		view->help = true;
		return true;
	case TRACK_OPTION_HISTORY:
		view->history_given = optarg;
		return true;
	case 'f':
		*code = set_format(view, word, optarg);
		return true;
	case TRACK_VIEW_JSON:
		view->format = TRACK_JSON;
		return true;
	default:
		return false;
	}
}

enum exit_code track_view_read(struct track_view *view, const struct track_view_words *words,
			       int argc, char **argv, void *options)
{
	enum exit_code code = EXIT_CODE_DONE;
	int option;

	opterr = 0;
	while (!code && !view->help &&
	       (option = getopt_long(argc, argv, words->letters, words->known, NULL)) != -1) {
		if (!take(view, words->word, option, &code) && !words->take(options, option, &code))
			code = track_unknown_option(words->word, argv);
	}
	return code;
}

enum exit_code track_view_open(struct track_view *view, const char *word,
			       enum history_access access)
{
	struct history_error error = { "" };
	enum exit_code code = track_open(word, view->history_given, access, &view->history);
	int failed;

	if (code)
		return code;
	failed = nights_make(view->history, &view->choice.choice, &view->nights, &error);
	return failed ? track_failed(word, failed, &error) : EXIT_CODE_DONE;
}

enum exit_code track_view_find(struct track_view *view, const char *word, bool newest_only)
{
	struct history_error error = { "" };
	int failed;

	view->settings.choice = view->choice.choice;
	view->settings.floor_percent = -1;
	view->settings.newest_only = newest_only;
	failed = findings_make(view->history, &view->settings, &view->findings, &error);
	return failed ? track_failed(word, failed, &error) : EXIT_CODE_DONE;
}

static const char *board_of(const struct history_series *series)
{
	return series->board;
}

static const char *branch_of(const struct history_series *series)
{
	return series->branch;
}

static const char *workload_of(const struct history_series *series)
{
	return series->workload;
}

static const char *configuration_of(const struct history_series *series)
{
	return series->configuration;
}

static const char *metric_of(const struct history_series *series)
{
	return series->metric;
}

/* A kind of names that is chosen by. */
struct name_kind {
	const char *what;
	const char *words; /* the list that was given */
	const char *(*name)(const struct history_series *series);
};

static bool has_name(const struct history_series_list *list, const struct name_kind *kind,
		     const char *word)
{
	for (size_t i = 0; i < list->count; i++) {
		/* A name may have commas itself, so a part of it is no wrong word. */
		if (choice_has(kind->words, kind->name(&list->series[i])) &&
		    strstr(kind->name(&list->series[i]), word))
			return true;
	}
	return false;
}

static int say_unmatched(const struct history_series_list *list, const char *verb,
			 const struct name_kind *kind, const char *word)
{
	const char **names = calloc(list->count + 1, sizeof(*names));
	const char *nearest;

	if (!names)
		return -ENOMEM;
	for (size_t i = 0; i < list->count; i++)
		names[i] = kind->name(&list->series[i]);
	nearest = nearest_name(word, names, list->count);
	track_print(stderr, "tracetoll track %s: the history has no %s '%s'", verb, kind->what,
		    word);
	if (nearest)
		track_print(stderr, "; did you mean '%s'?", nearest);
	track_print(stderr, "\n");
	free((void *)names);
	return 0;
}

/* Returns how many of the kind's words nothing matches, or -ENOMEM. */
static int look_for(const struct history_series_list *list, const char *verb,
		    const struct name_kind *kind)
{
	char *words = kind->words ? strdup(kind->words) : NULL;
	char *save = NULL;
	int unmatched = 0;
	int failed = kind->words && !words ? -ENOMEM : 0;

	for (char *word = words ? strtok_r(words, ",", &save) : NULL; word && !failed;
	     word = strtok_r(NULL, ",", &save)) {
		if (has_name(list, kind, word))
			continue;
		unmatched++;
		failed = say_unmatched(list, verb, kind, word);
	}
	free(words);
	return failed ? failed : unmatched;
}

int track_view_unmatched(struct track_view *view, const char *word)
{
	const struct history_choice *choice = &view->choice.choice;
	const struct name_kind kinds[] = {
		{ "board", choice->board, board_of },
		{ "branch", choice->branch, branch_of },
		{ "workload", choice->workload, workload_of },
		{ "configuration", choice->configuration, configuration_of },
		{ "metric", choice->metric, metric_of },
	};
	const struct history_choice all = { .board = NULL };
	struct history_series_list list = { .count = 0 };
	struct history_error error = { "" };
	int unmatched = 0;
	int failed;

	if (!choice->board && !choice->branch && !choice->workload && !choice->configuration &&
	    !choice->metric)
		return 0;
	failed = history_series(view->history, &all, &list, &error);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && !failed; i++) {
		int count = look_for(&list, word, &kinds[i]);

		failed = count < 0 ? count : 0;
		unmatched += count > 0 ? count : 0;
	}
	history_series_free(&list);
	return failed ? failed : unmatched;
}

enum exit_code track_view_printed(const char *word, int failed)
{
	if (!failed && (fflush(stdout) || ferror(stdout)))
		failed = errno ? -errno : -EIO;
	if (!failed)
		return EXIT_CODE_DONE;
	if (failed == -ENOMEM)
		return track_out_of_memory(word);
	fprintf(stderr,
		"tracetoll track %s: cannot write to standard output: %s; the history is unharmed, "
		"try again\n",
		word, strerror(-failed));
	return EXIT_CODE_FAILED;
}

void track_view_close(struct track_view *view)
{
	findings_free(&view->findings);
	nights_free(&view->nights);
	history_close(view->history);
	track_choice_free(&view->choice);
}
