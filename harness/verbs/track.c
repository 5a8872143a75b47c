// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll track: nights on end, in one database.
 */
#include <stdio.h>
#include <string.h>

#include "config/nearest.h"
#include "verbs/track.h"
#include "verbs/verb.h"

static const struct track_word *const words[] = {
	&track_add,    &track_log,    &track_check,  &track_plot,
	&track_accept, &track_forget, &track_rename,
};

#define WORD_COUNT (sizeof(words) / sizeof(words[0]))

static void print_help(FILE *out)
{
	fputs("usage: tracetoll track WORD [ARGUMENT...]\n"
	      "\n"
	      "Keeps the numbers of many nights, and says since when which of them changed. The\n"
	      "history is one file: --history FILE, else $TRACETOLL_HISTORY, else\n"
	      "$XDG_STATE_HOME/tracetoll/history.sqlite (below ~/.local/state).\n"
	      "\n",
	      out);
	for (size_t i = 0; i < WORD_COUNT; i++)
		fprintf(out, "  %-8s %s\n", words[i]->name, words[i]->summary);
	fputs("\n\"tracetoll track WORD --help\" explains a word, its options and exit codes.\n",
	      out);
}

static enum exit_code unknown_word(const char *word)
{
	const char *names[WORD_COUNT];
	const char *nearest;

	for (size_t i = 0; i < WORD_COUNT; i++)
		names[i] = words[i]->name;
	nearest = nearest_name(word, names, WORD_COUNT);
	fprintf(stderr, "tracetoll track: there is no '%s'", word);
	if (nearest)
		fprintf(stderr, "; did you mean '%s'?", nearest);
	fprintf(stderr, " (tracetoll track --help lists what there is)\n");
	return EXIT_CODE_USAGE;
}

static bool is_help(const char *word)
{
	return !strcmp(word, "--help") || !strcmp(word, "-h");
}

static enum exit_code run(int argc, char **argv)
{
	if (argc < 2 || is_help(argv[1])) {
		print_help(argc < 2 ? stderr : stdout);
		return argc < 2 ? EXIT_CODE_USAGE : EXIT_CODE_DONE;
	}
	for (size_t i = 0; i < WORD_COUNT; i++) {
		if (strcmp(argv[1], words[i]->name) != 0)
			continue;
		if (argc < 3 || !is_help(argv[2]))
			return words[i]->run(argc - 1, argv + 1);
		fputs(words[i]->usage, stdout);
		return EXIT_CODE_DONE;
	}
	return unknown_word(argv[1]);
}

const struct verb verb_track = {
	.name = "track",
	.summary = "keep the numbers of many nights, and say since when they changed",
	.run = run,
};
