// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/track_reason.h"

static enum exit_code take_option(const char *word, struct track_reason *options, int option,
				  char *const *argv)
{
	int taken = track_choice_take(&options->choice, option, optarg);

	if (taken)
		return taken < 0 ? track_out_of_memory(word) : EXIT_CODE_DONE;
	switch (option) {
	case 'h':
		options->help = true;
		return EXIT_CODE_DONE;
	case TRACK_OPTION_REASON:
		options->reason = optarg;
		return EXIT_CODE_DONE;
	case TRACK_OPTION_UNDO:
		options->undo = true;
		return EXIT_CODE_DONE;
	case TRACK_OPTION_HISTORY:
		options->history = optarg;
		return EXIT_CODE_DONE;
	default:
		return track_unknown_option(word, argv);
	}
}

/* A change needs a reason, and to take it back none. */
static enum exit_code check_reason(const char *word, const struct track_reason *options)
{
	if (options->undo ? !options->reason : options->reason && *options->reason)
		return EXIT_CODE_DONE;
	fprintf(stderr, "tracetoll track %s: %s\n", word,
		options->undo ? "--undo takes no reason"
			      : "say why: --reason TEXT; who comes next will ask");
	return EXIT_CODE_USAGE;
}

enum exit_code track_reason_read(const char *word, const char *missing, const char *letters,
				 const struct option *known, int argc, char **argv,
				 struct track_reason *options)
{
	enum exit_code code = EXIT_CODE_DONE;
	int option;

	opterr = 0;
	while (!code && !options->help &&
	       (option = getopt_long(argc, argv, letters, known, NULL)) != -1)
		code = take_option(word, options, option, argv);
	if (code || options->help)
		return code;
	if (argc - optind != 1) {
		fprintf(stderr, "tracetoll track %s: %s\n", word, missing);
		return EXIT_CODE_USAGE;
	}
	options->what = argv[optind];
	return check_reason(word, options);
}

enum exit_code track_reason_do(const char *word, const struct track_reason *options,
			       enum exit_code (*act)(const struct track_reason *options,
						     struct history *history,
						     const struct history_runs *runs))
{
	struct history_runs runs = { .count = 0 };
	struct history_error error;
	struct history *history;
	enum exit_code code = track_open_known(word, options->history, &history);
	int failed;

	if (code)
		return code;
	failed = history_runs(history, NULL, NULL, &runs, &error);
	code = failed ? track_failed(word, failed, &error) : act(options, history, &runs);
	history_runs_free(&runs);
	history_close(history);
	return code;
}
