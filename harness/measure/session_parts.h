/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SESSION_PARTS_H
#define SESSION_PARTS_H

/*
 * What the files of a session share; nobody else includes it.
 */
#include "measure/clock_watch.h"
#include "measure/engine_cost.h"
#include "measure/frequency.h"
#include "measure/hit_proof.h"
#include "measure/session.h"

/* What is remembered of a cell from block to block. */
struct cell_state {
	bool unavailable;
	bool noted; /* what its numbers hold was said */
	bool counted; /* the next was found out */
	struct hit_proof hits;
	struct clock_watch clock;
	unsigned int batches;
	unsigned int calls_per_batch; /* of the short run; 0: not calibrated yet */
};

struct session {
	const struct session_terms *terms;
	const struct plan *plan;
	const struct executor *executor;
	struct session_totals *totals;
	struct complaint *complaint;
	struct cell_state *states;
	const char *event_names[RECORD_COUNTERS_MAX];
	unsigned int block;
	unsigned int load; /* of the module, from 0 */
	unsigned int attachments; /* that were measured so far */
	struct precision_watch precision;
	unsigned int enough_blocks; /* for the precision, since it was reached first; 0: not yet */
	struct engine_cost cost;
	struct frequency_watch frequency;
	unsigned int jumps_told; /* of the clock */
	uint64_t start_ns;
};

/* One cell that is being measured. */
struct cell {
	struct plan_cell planned;
	const struct configuration *configuration;
	const struct workload *workload;
	struct cell_state *state;
	unsigned int attachment; /* in the whole run, from 0 */
	struct claim claim;
	struct evidence before; /* the proof, from after the attach */
	struct evidence after; /* from after a sample */
};

/* Each returns 0, or a negative errno with the session's complaint. @record and @line are taken. */
int session_append(struct session *session, json_t *record);
int session_append_line(struct session *session, char *line);
int session_append_event(struct session *session, const struct cell *cell, const char *kind,
			 const char *text);
int session_sync(struct session *session);

/* By the executor's clock. */
uint64_t session_now(const struct session *session);

/* Whether no block is to follow, after each one; why, and how long it may take, is in the totals.
 */
int session_is_enough(struct session *session, bool *enough);

/* Says how it stopped. */
int session_end_stop(struct session *session);

/* One measurement of @times N calls. */
int cell_measure(struct session *session, const struct cell *cell, unsigned int times,
		 struct measurement *measurement);

/* Finds out N, unless that was done. */
int cell_prepare(struct session *session, struct cell *cell);

/* All samples of an attachment, each measured again as long as something disturbs it. */
int cell_sample(struct session *session, struct cell *cell);

/* Attached, proven, sampled, detached. */
int cell_run(struct session *session, const struct plan_cell *planned);

#endif /* SESSION_PARTS_H */
