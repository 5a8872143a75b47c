/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CONFIRM_PLACE_H
#define CONFIRM_PLACE_H

#include "verbs/confirm_board.h"

/*
 * The newest run that surely has the change's new level: its board's kernel may have moved on, and
 * the bad commit's not be had any more. Never older than the change's bad one.
 */
const struct history_run *confirm_newest(const struct track_view *view,
					 const struct finding_change *change);

/*
 * Asks what was measured again in earlier checks, each by itself as it was asked then. Does nothing
 * to @confirmation but where one of them confirms the change. Returns 0 or a negative errno with
 * job->error.
 */
int confirm_earlier(struct confirm_job *job, struct track_confirmation *confirmation);

/*
 * The values of the change's series that were measured again, in runs behind @after up to and with
 * @until, into the confirmation. Returns 0 or a negative errno with job->error.
 */
int confirm_count_values(struct confirm_job *job, struct track_confirmation *confirmation,
			 int64_t after, int64_t until);

/* How many runs of the board, branch and commit of @run were measured again, into @count. */
int confirm_count_again(struct confirm_job *job, const struct history_run *run, size_t *count);

#endif /* CONFIRM_PLACE_H */
