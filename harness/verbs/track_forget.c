// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll track forget: runs that are not to count.
 */
#include <stdio.h>
#include <stdlib.h>

#include "report/number.h"
#include "result/record_time.h"
#include "track/history_change.h"
#include "verbs/track_reason.h"
#include "verbs/track_runs.h"

#define WORD "forget"

static const char usage[] =
	"usage: tracetoll track forget RUN --reason TEXT [OPTION...]\n"
	"       tracetoll track forget RUN --undo [OPTION...]\n"
	"\n"
	"Lets a run count no more, as if its night had been a hole: it was measured on a\n"
	"wrong kernel, or beside a build. It stays in the history with its reason. RUN is\n"
	"the beginning of its file's digest, as add and log print it, or a commit, which\n"
	"stands for all of its runs.\n"
	"\n"
	"      --reason TEXT    why\n"
	"      --undo           let it count again\n"
	"      --board NAME,..  of a commit only the runs of these boards\n"
	"      --branch NAME,.. likewise, of these branches\n"
	"      --history FILE   (default: $TRACETOLL_HISTORY, else the user's own)\n"
	"  -h, --help           this text\n"
	"\n"
	"Exit codes:\n"
	"  0  done, or it was so already\n"
	"  2  the words were wrong, there is no such run, or the history is none\n"
	"  6  the history could not be written\n";

static enum exit_code read_options(int argc, char **argv, struct track_reason *options)
{
	static const struct option known[] = {
		{ "board", required_argument, NULL, TRACK_OPTION_BOARD },
		{ "branch", required_argument, NULL, TRACK_OPTION_BRANCH },
		TRACK_REASON_OPTIONS,
	};

	return track_reason_read(WORD, "name one run, by its digest or commit", "h", known, argc,
				 argv, options);
}

static void print_run(const struct history_run *run, bool undo)
{
	char date[RECORD_TIME_SIZE];

	record_time_text((uint64_t)run->date, date);
	track_print(stdout, "%s %.*s: %s, %s, commit %s, %s, %zu point%s\n",
		    undo ? "counts again:" : "forgotten:", TRACK_DIGEST_SHOWN, run->digest,
		    run->board, run->branch, run->commit, date, run->points,
		    number_plural(run->points));
}

static enum exit_code forget(const struct track_reason *options, struct history *history,
			     const struct history_runs *runs)
{
	struct history_error error;
	size_t *found = NULL;
	size_t count;
	int64_t *ids = NULL;
	enum exit_code code =
		track_find_runs(WORD, runs, &options->choice.choice, options->what, &found, &count);

	if (!code) {
		ids = calloc(count, sizeof(*ids));
		code = ids ? EXIT_CODE_DONE : track_out_of_memory(WORD);
	}
	if (ids) {
		int failed;

		for (size_t i = 0; i < count; i++)
			ids[i] = runs->runs[found[i]].id;
		failed = history_forget(history, ids, count, options->reason, &error);
		code = failed ? track_failed(WORD, failed, &error) : EXIT_CODE_DONE;
	}
	for (size_t i = 0; i < count && !code; i++)
		print_run(&runs->runs[found[i]], options->undo);
	free(found);
	free(ids);
	return code;
}

static enum exit_code run(int argc, char **argv)
{
	struct track_reason options = { .help = false };
	enum exit_code code = read_options(argc, argv, &options);

	if (!code && options.help)
		fputs(usage, stdout);
	else if (!code)
		code = track_reason_do(WORD, &options, forget);
	track_choice_free(&options.choice);
	return code;
}

const struct track_word track_forget = {
	.name = WORD,
	.summary = "let a run count no more, for a reason",
	.usage = usage,
	.run = run,
};
