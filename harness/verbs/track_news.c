// SPDX-License-Identifier: GPL-2.0-only
/*
 * What add says of names that came and went: whether one of them is the other is not guessed.
 */
#include "verbs/track_news.h"

#include <stdio.h>
#include <stdlib.h>

#include "report/number.h"
#include "track/shell_word.h"
#include "verbs/track.h"

/* Of more the first ones are enough to see what happened. */
#define NAMES_MAX 4

static void print_names(char *const *names, size_t count)
{
	for (size_t i = 0; i < count && i < NAMES_MAX; i++)
		track_print(stderr, "%s%s", i ? ", " : "", names[i]);
	if (count > NAMES_MAX)
		fprintf(stderr, " and %zu more", count - NAMES_MAX);
}

/* The command, with the names where there is but one that they can be. */
static void print_command(const struct history_news *news, const char *history)
{
	char *old = news->gone_count == 1 ? shell_word(news->gone[0]) : NULL;
	char *new = news->came_count == 1 ? shell_word(news->came[0]) : NULL;

	fputs("tracetoll track rename", stderr);
	if (history)
		shell_option_print(stderr, "--history", history);
	/* What looks like an option is none behind "--". */
	if ((old && *old == '-') || (new &&*new == '-'))
		fputs(" --", stderr);
	fprintf(stderr, " %s %s\n", old ? old : "OLD", new ? new : "NEW");
	free(old);
	free(new);
}

static void print_plan_names(const struct history_input *input, const char *what,
			     const struct history_news *news, const char *history)
{
	track_print(stderr, "tracetoll track add: %s: the %s%s ", input->file, what,
		    number_plural(news->gone_count));
	print_names(news->gone, news->gone_count);
	fprintf(stderr, " of the run before %s not there, and ",
		news->gone_count == 1 ? "is" : "are");
	print_names(news->came, news->came_count);
	fprintf(stderr,
		" %s new; if one is another's new name: ", news->came_count == 1 ? "is" : "are");
	print_command(news, history);
}

static void print_board(const struct history_input *input, const struct history_news *news,
			const char *history)
{
	track_print(stderr, "tracetoll track add: %s: the board %s is new beside ", input->file,
		    news->came[0]);
	print_names(news->gone, news->gone_count);
	fprintf(stderr, "; if it is one by a new name: ");
	print_command(news, history);
}

void track_news_print(const struct history_input *input, const struct history_news *news,
		      const char *history)
{
	for (size_t kind = 0; kind < HISTORY_NAME_COUNT; kind++) {
		if (!news[kind].came_count || !news[kind].gone_count)
			continue;
		if (kind == HISTORY_BOARD)
			print_board(input, &news[kind], history);
		else
			print_plan_names(input, history_name_word((enum history_name)kind),
					 &news[kind], history);
	}
}
