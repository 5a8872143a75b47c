// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll track rename: names that changed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/nearest.h"
#include "track/history_change.h"
#include "verbs/track.h"

#define WORD "rename"

static const char usage[] =
	"usage: tracetoll track rename OLD NEW [OPTION...]\n"
	"       tracetoll track rename OLD --undo [OPTION...]\n"
	"\n"
	"Says that what was called OLD is called NEW now: a configuration, a workload, a\n"
	"metric or a board. Its series goes on as one, in runs to come, too. Nothing of the\n"
	"kind is ever guessed.\n"
	"\n"
	"      --kind KIND      configuration, workload, metric or board; needed only where\n"
	"                       OLD is the name of two things\n"
	"      --undo           they are two again\n"
	"      --history FILE   (default: $TRACETOLL_HISTORY, else the user's own)\n"
	"  -h, --help           this text\n"
	"\n"
	"Exit codes:\n"
	"  0  done, or it was so already\n"
	"  2  the words were wrong, nothing is called OLD, runs have both names, or the\n"
	"     history is none\n"
	"  6  the history could not be written\n";

struct rename_options {
	const char *history;
	const char *old;
	const char *renamed; /* NULL: undo */
	enum history_name kind;
	bool kind_given;
	bool undo;
	bool help;
};

enum {
	OPTION_KIND = TRACK_OPTION_OWN,
	OPTION_UNDO,
};

static enum exit_code set_kind(struct rename_options *options, const char *word)
{
	const char *names[HISTORY_NAME_COUNT];
	const char *nearest;

	for (size_t i = 0; i < HISTORY_NAME_COUNT; i++) {
		names[i] = history_name_word((enum history_name)i);
		if (strcmp(word, names[i]) != 0)
			continue;
		options->kind = (enum history_name)i;
		options->kind_given = true;
		return EXIT_CODE_DONE;
	}
	nearest = nearest_name(word, names, HISTORY_NAME_COUNT);
	fprintf(stderr, "tracetoll track rename: there is no kind '%s'", word);
	if (nearest)
		fprintf(stderr, "; did you mean '%s'?", nearest);
	fprintf(stderr, " (configuration, workload, metric or board)\n");
	return EXIT_CODE_USAGE;
}

static enum exit_code take_option(struct rename_options *options, int option, char *const *argv)
{
	switch (option) {
	case 'h':
		options->help = true;
		return EXIT_CODE_DONE;
	case OPTION_KIND:
		return set_kind(options, optarg);
	case OPTION_UNDO:
		options->undo = true;
		return EXIT_CODE_DONE;
	case TRACK_OPTION_HISTORY:
		options->history = optarg;
		return EXIT_CODE_DONE;
	default:
		return track_unknown_option(WORD, argv);
	}
}

static enum exit_code read_options(int argc, char **argv, struct rename_options *options)
{
	static const struct option long_options[] = {
		{ "kind", required_argument, NULL, OPTION_KIND },
		{ "history", required_argument, NULL, TRACK_OPTION_HISTORY },
		{ "undo", no_argument, NULL, OPTION_UNDO },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	enum exit_code code = EXIT_CODE_DONE;
	int option;

	opterr = 0;
	while (!code && !options->help &&
	       (option = getopt_long(argc, argv, "h", long_options, NULL)) != -1)
		code = take_option(options, option, argv);
	if (code || options->help)
		return code;
	if (argc - optind != (options->undo ? 1 : 2)) {
		fprintf(stderr, "tracetoll track rename: %s\n",
			options->undo ? "--undo takes one name, the old one"
				      : "give two names, the old one and the new one");
		return EXIT_CODE_USAGE;
	}
	options->old = argv[optind];
	options->renamed = options->undo ? NULL : argv[optind + 1];
	if (options->undo || (*options->renamed && strcmp(options->old, options->renamed) != 0))
		return EXIT_CODE_DONE;
	fprintf(stderr, "tracetoll track rename: the new name is %s\n",
		*options->renamed ? "the old one" : "empty");
	return EXIT_CODE_USAGE;
}

/* All names of the history, of the kinds that are looked at. */
struct known_names {
	char **of[HISTORY_NAME_COUNT];
};

static bool has(char *const *names, const char *name)
{
	for (; *names; names++) {
		if (!strcmp(*names, name))
			return true;
	}
	return false;
}

static const char *nearest_known(const struct known_names *known, const char *name)
{
	const char *nearest = NULL;

	for (size_t kind = 0; kind < HISTORY_NAME_COUNT && !nearest; kind++) {
		const char *const *names = (const char *const *)known->of[kind];
		size_t count = 0;

		while (names[count])
			count++;
		nearest = nearest_name(name, names, count);
	}
	return nearest;
}

static enum exit_code say_unknown(const struct rename_options *options,
				  const struct known_names *known)
{
	const char *nearest = nearest_known(known, options->old);

	track_print(stderr, "tracetoll track rename: nothing in the history %s '%s'",
		    options->undo ? "was renamed from" : "is called", options->old);
	if (nearest && !options->undo)
		track_print(stderr, "; did you mean '%s'?", nearest);
	fputc('\n', stderr);
	return EXIT_CODE_USAGE;
}

/* Which kind of name the old one is: of the names of now, or of those that were mapped. */
static enum exit_code find_kind(struct history *history, struct rename_options *options,
				const struct known_names *known)
{
	enum history_name found = options->kind;
	struct history_error error;
	size_t kinds = 0;

	for (size_t kind = 0; kind < HISTORY_NAME_COUNT; kind++) {
		int mapped =
			history_is_renamed(history, (enum history_name)kind, options->old, &error);

		if (mapped < 0)
			return track_failed(WORD, mapped, &error);
		if ((!mapped && (options->undo || !has(known->of[kind], options->old))) ||
		    (options->kind_given && options->kind != (enum history_name)kind))
			continue;
		found = (enum history_name)kind;
		kinds++;
	}
	options->kind = found;
	if (kinds == 1)
		return EXIT_CODE_DONE;
	if (!kinds)
		return say_unknown(options, known);
	track_print(stderr,
		    "tracetoll track rename: '%s' is the name of several things; say which one: "
		    "--kind\n",
		    options->old);
	return EXIT_CODE_USAGE;
}

static enum exit_code rename_one(struct history *history, struct rename_options *options)
{
	struct known_names known = { { NULL } };
	struct history_error error;
	enum exit_code code = EXIT_CODE_DONE;
	int failed = 0;

	for (size_t kind = 0; kind < HISTORY_NAME_COUNT && !failed; kind++)
		failed = history_names(history, (enum history_name)kind, &known.of[kind], &error);
	if (!failed)
		code = find_kind(history, options, &known);
	for (size_t kind = 0; kind < HISTORY_NAME_COUNT; kind++)
		history_names_free(known.of[kind]);
	if (!failed && !code)
		failed = options->undo
				 ? history_rename_undo(history, options->kind, options->old, &error)
				 : history_rename(history, options->kind, options->old,
						  options->renamed, &error);
	if (failed)
		return track_failed(WORD, failed, &error);
	if (!code && options->undo)
		track_print(stdout, "the %s %s is called so again\n",
			    history_name_word(options->kind), options->old);
	else if (!code)
		track_print(stdout, "the %s %s is called %s now\n",
			    history_name_word(options->kind), options->old, options->renamed);
	return code;
}

static enum exit_code run(int argc, char **argv)
{
	struct rename_options options = { .help = false };
	struct history *history = NULL;
	enum exit_code code = read_options(argc, argv, &options);

	if (!code && options.help) {
		fputs(usage, stdout);
		return code;
	}
	if (!code)
		code = track_open_known(WORD, options.history, &history);
	if (!code)
		code = rename_one(history, &options);
	history_close(history);
	return code;
}

const struct track_word track_rename = {
	.name = WORD,
	.summary = "go on with a series whose configuration or board got another name",
	.usage = usage,
	.run = run,
};
