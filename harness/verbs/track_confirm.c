// SPDX-License-Identifier: GPL-2.0-only
/*
 * Changes are measured again, by a command of the user's, until they are confirmed or denied.
 */
#include "verbs/track_confirm.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "track/change_kind.h"
#include "verbs/confirm_board.h"

static int add_confirmation(struct track_confirm_result *result,
			    const struct finding_change *change)
{
	struct track_confirmation *more =
		reallocarray(result->confirmations, result->count + 1, sizeof(*more));

	if (!more)
		return -ENOMEM;
	result->confirmations = more;
	more[result->count++] = (struct track_confirmation){ .change = change };
	return 0;
}

static bool is_first_of_board(const struct finding *finding, size_t index)
{
	const char *board = finding->changes[index].series->board;

	for (size_t i = 0; i < index; i++) {
		if (track_is_open(&finding->changes[i]) &&
		    !strcmp(finding->changes[i].series->board, board))
			return false;
	}
	return true;
}

/* The open changes of a finding on one board are measured together. */
static int confirm_on(struct confirm_job *job, const struct finding *finding, const char *board)
{
	struct track_confirm_result *result = job->result;
	size_t first = result->count;
	int error = 0;

	for (size_t i = 0; i < finding->change_count && !error; i++) {
		const struct finding_change *change = &finding->changes[i];

		if (track_is_open(change) && !strcmp(change->series->board, board))
			error = add_confirmation(result, change);
	}
	return error ? error : confirm_board(job, finding, board, first);
}

static int confirm_finding(struct confirm_job *job, const struct finding *finding)
{
	int error = 0;

	for (size_t i = 0; i < finding->change_count && !error; i++) {
		const struct finding_change *change = &finding->changes[i];
		const struct nights_board *board =
			nights_find(&job->view->nights, change->series->board, finding->branch);

		if (track_is_open(change) && is_first_of_board(finding, i) && board &&
		    nights_is_judged(board))
			error = confirm_on(job, finding, change->series->board);
	}
	return error;
}

enum exit_code track_confirm(struct track_view *view, const char *word,
			     const struct track_confirm_settings *settings,
			     struct track_confirm_result *result)
{
	struct confirm_job job = {
		.view = view,
		.settings = settings,
		.result = result,
		.command = { .command = settings->command,
			     .limit_seconds = settings->limit_seconds },
	};
	int error = confirm_job_begin(&job);

	for (size_t f = 0; f < view->findings.count && !error; f++) {
		const struct finding *finding = &view->findings.findings[f];

		if (finding->new && !finding->accepted)
			error = confirm_finding(&job, finding);
	}
	confirm_job_end(&job);
	result->interrupted = error == -EINTR;
	if (!error || error == -EINTR)
		return EXIT_CODE_DONE;
	return track_failed(word, error, &job.error);
}

void track_confirm_free(struct track_confirm_result *result)
{
	for (size_t i = 0; i < result->failure_count; i++)
		free(result->failures[i]);
	free(result->failures);
	free(result->confirmations);
	*result = (struct track_confirm_result){ .count = 0 };
}
