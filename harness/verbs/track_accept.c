// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll track accept: steps that are known.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "track/history_change.h"
#include "verbs/track_reason.h"
#include "verbs/track_runs.h"
#include "verbs/track_view.h"

#define WORD "accept"

static const char usage[] =
	"usage: tracetoll track accept COMMIT --reason TEXT [OPTION...]\n"
	"       tracetoll track accept COMMIT --undo [OPTION...]\n"
	"\n"
	"Says that a change which began at COMMIT is known and stays: check tells no more of\n"
	"it, log shows it with the reason. COMMIT is one that was measured, as check and log\n"
	"print it, or its beginning.\n"
	"\n"
	"      --reason TEXT        why it stays\n"
	"      --undo               it is not accepted any more: with a choice, what was\n"
	"                           accepted by the same one, else all of the commit\n"
	"  -c, --config NAME,..     only the change of these configurations\n"
	"  -w, --workload NAME,..   of these workloads\n"
	"  -m, --metric NAME,..     of these metrics\n"
	"      --board NAME,..      on these boards\n"
	"      --branch NAME,..     of these branches\n"
	"      --history FILE       (default: $TRACETOLL_HISTORY, else the user's own)\n"
	"  -h, --help               this text\n"
	"\n"
	"Exit codes:\n"
	"  0  done, or it was so already\n"
	"  2  the words were wrong, no run is of the commit, nothing has a name that was\n"
	"     chosen, or the history is none\n"
	"  6  the history could not be written\n";

static enum exit_code read_options(int argc, char **argv, struct track_reason *options)
{
	static const struct option known[] = {
		TRACK_CHOICE_OPTIONS,
		TRACK_REASON_OPTIONS,
	};

	return track_reason_read(WORD, "name one commit", TRACK_CHOICE_LETTERS "h", known, argc,
				 argv, options);
}

static enum exit_code accept_step(const struct track_reason *options, struct history *history,
				  const char *commit)
{
	const struct history_choice *choice = &options->choice.choice;
	const struct history_accepted step = {
		.board = choice->board,
		.branch = choice->branch,
		.commit = commit,
		.workload = choice->workload,
		.configuration = choice->configuration,
		.metric = choice->metric,
		.reason = options->reason,
	};
	struct history_error error;
	int failed = history_accept(history, &step, &error);

	if (failed)
		return track_failed(WORD, failed, &error);
	track_print(stdout, "accepted: what began at commit %s\n", commit);
	return EXIT_CODE_DONE;
}

/* A step of a mistyped name would be told on, and nobody would know why. */
static enum exit_code check_names(const struct track_reason *options, struct history *history)
{
	struct track_view view = { .choice = options->choice, .history = history };
	int unmatched = options->undo ? 0 : track_view_unmatched(&view, WORD);

	if (!unmatched)
		return EXIT_CODE_DONE;
	if (unmatched == -ENOMEM)
		return track_out_of_memory(WORD);
	if (unmatched > 0)
		return EXIT_CODE_USAGE;
	fprintf(stderr, "tracetoll track accept: the history's names cannot be read\n");
	return EXIT_CODE_FAILED;
}

static bool is_alike(const char *one, const char *other)
{
	return one && other ? !strcmp(one, other) : one == other;
}

static bool is_any(const struct history_choice *choice)
{
	return !choice->board && !choice->branch && !choice->workload && !choice->configuration &&
	       !choice->metric;
}

static bool is_meant(const struct history_accepted *accepted, const struct history_choice *choice,
		     const char *commit)
{
	if (strcmp(accepted->commit, commit) != 0)
		return false;
	return is_any(choice) || (is_alike(accepted->board, choice->board) &&
				  is_alike(accepted->branch, choice->branch) &&
				  is_alike(accepted->workload, choice->workload) &&
				  is_alike(accepted->configuration, choice->configuration) &&
				  is_alike(accepted->metric, choice->metric));
}

static enum exit_code undo(const struct track_reason *options, struct history *history,
			   const char *commit)
{
	struct history_accepted_list list;
	struct history_error error;
	size_t count = 0;
	int failed = history_accepted(history, &list, &error);

	for (size_t i = 0; i < list.count && !failed; i++) {
		if (!is_meant(&list.accepted[i], &options->choice.choice, commit))
			continue;
		failed = history_accept_undo(history, list.accepted[i].id, &error);
		count++;
		if (!failed)
			track_print(stdout, "not accepted any more: what began at commit %s (%s)\n",
				    commit, list.accepted[i].reason);
	}
	history_accepted_free(&list);
	if (failed)
		return track_failed(WORD, failed, &error);
	if (!count)
		track_print(stdout, "nothing of commit %s was accepted%s\n", commit,
			    is_any(&options->choice.choice) ? "" : " by this choice");
	return EXIT_CODE_DONE;
}

static enum exit_code accept_or_undo(const struct track_reason *options, struct history *history,
				     const struct history_runs *runs)
{
	const char *commit = track_find_commit(WORD, runs, options->what);
	enum exit_code code = commit ? check_names(options, history) : EXIT_CODE_USAGE;

	if (code)
		return code;
	return options->undo ? undo(options, history, commit)
			     : accept_step(options, history, commit);
}

static enum exit_code run(int argc, char **argv)
{
	struct track_reason options = { .help = false };
	enum exit_code code = read_options(argc, argv, &options);

	if (!code && options.help)
		fputs(usage, stdout);
	else if (!code)
		code = track_reason_do(WORD, &options, accept_or_undo);
	track_choice_free(&options.choice);
	return code;
}

const struct track_word track_accept = {
	.name = WORD,
	.summary = "say that a change is known and stays, for a reason",
	.usage = usage,
	.run = run,
};
