/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CONFIRM_BOARD_H
#define CONFIRM_BOARD_H

#include "verbs/confirm_command.h"
#include "verbs/track_confirm.h"

/* All that is to be confirmed in one call. */
struct confirm_job {
	struct track_view *view;
	const struct track_confirm_settings *settings;
	struct track_confirm_result *result;
	struct confirm_command command;
	char *history; /* its file, as a path that is right in any folder */
	char *folder; /* where the command writes to */
	char *output; /* the result file in it */
	struct history_error error; /* why the whole job cannot go on */
};

/* Returns 0 or a negative errno with job->error; confirm_job_end() is right in both cases. */
int confirm_job_begin(struct confirm_job *job);
void confirm_job_end(struct confirm_job *job);

/*
 * Measures again what the result's confirmations from @first on are of, which are all of one
 * finding and board. Returns 0, -EINTR if a signal stopped it, or another negative errno with
 * job->error. What the command does wrong is no error here: it is in the confirmations.
 */
int confirm_board(struct confirm_job *job, const struct finding *finding, const char *board,
		  size_t first);

#endif /* CONFIRM_BOARD_H */
