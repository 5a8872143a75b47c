// SPDX-License-Identifier: GPL-2.0-only
/*
 * What else changed with a finding: its last good run and its first bad one need not differ in the
 * kernel alone.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "compare/environment.h"
#include "track/check_notes.h"

/* A mail has no room for more. */
#define SAID_SIZE 400
#define BOARDS_SAID 3

#define ALL_GROUPS (ENVIRONMENT_BIT(ENVIRONMENT_GROUP_COUNT) - 1)

/* That of two kernels each has its own name says nothing. */
static void leave_out_release(struct environment_differences *differences)
{
	size_t kept = 0;

	for (size_t i = 0; i < differences->count; i++) {
		const struct environment_difference *row = &differences->rows[i];

		if (row->group != ENVIRONMENT_KERNEL || strcmp(row->what, "release") != 0)
			differences->rows[kept++] = *row;
	}
	differences->count = kept;
}

static int compare(struct history *history, const struct finding_change *change,
		   struct notes *notes, struct history_error *error)
{
	struct environment_differences differences = { .count = 0 };
	struct result good = { .records = NULL };
	struct result bad = { .records = NULL };
	char said[SAID_SIZE];
	int failed = history_header(history, change->good->id, &good, error);

	if (!failed)
		failed = history_header(history, change->bad->id, &bad, error);
	if (!failed)
		failed = environment_compare(&good, &bad, &differences);
	if (!failed)
		leave_out_release(&differences);
	if (!failed && !differences.count)
		failed = notes_add(notes,
				   "nothing but the kernel changed on %s, as far as its files tell",
				   change->series->board);
	if (!failed && differences.count) {
		environment_say(&differences, ALL_GROUPS, said, sizeof(said));
		failed = notes_add(notes, "what else changed on %s: %s", change->series->board,
				   said);
	}
	environment_free(&differences);
	result_free(&good);
	result_free(&bad);
	return failed;
}

/* Of each board once: its changes mostly have the same two runs. */
static int compare_boards(struct history *history, const struct finding *finding,
			  struct notes *notes, struct history_error *error)
{
	size_t boards = 0;
	int failed = 0;

	for (size_t i = 0; i < finding->change_count && boards < BOARDS_SAID && !failed; i++) {
		const struct finding_change *change = &finding->changes[i];
		bool first = true;

		for (size_t k = 0; k < i && first; k++)
			first = strcmp(finding->changes[k].series->board, change->series->board);
		if (!first || !change->good)
			continue;
		boards++;
		failed = compare(history, change, notes, error);
	}
	return failed;
}

int check_surroundings_make(struct history *history, const struct track_check *check,
			    struct track_surroundings **made, struct history_error *error)
{
	size_t count = check->findings->count;
	int failed = 0;

	*made = calloc(count + 1, sizeof(**made));
	if (!*made)
		return -ENOMEM;
	for (size_t f = 0; f < count && !failed; f++) {
		const struct finding *finding = &check->findings->findings[f];

		if (track_is_told(check, finding))
			failed = compare_boards(history, finding, &(*made)[f].differences, error);
	}
	return failed;
}

void check_surroundings_free(struct track_surroundings *made, size_t count)
{
	for (size_t i = 0; i < count && made; i++)
		notes_free(&made[i].differences);
	free(made);
}
