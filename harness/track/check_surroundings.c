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
#include "track/finding_letter.h"

/* A mail has no room for more. */
#define SAID_SIZE 400
#define TEXTS_SAID 3

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

/* What else changed, and on how many boards it is said in these words. */
struct said {
	char *text; /* "": nothing */
	const char *board; /* the first of them */
	size_t boards;
};

/* The words for one board: a new string for the caller. */
static int compare(struct history *history, const struct finding_change *change, char **text,
		   struct history_error *error)
{
	struct environment_differences differences = { .count = 0 };
	struct result good = { .records = NULL };
	struct result bad = { .records = NULL };
	char said[SAID_SIZE] = "";
	int failed = history_header(history, change->good->id, &good, error);

	if (!failed)
		failed = history_header(history, change->bad->id, &bad, error);
	if (!failed)
		failed = environment_compare(&good, &bad, &differences);
	if (!failed)
		leave_out_release(&differences);
	if (!failed && differences.count)
		environment_say(&differences, ALL_GROUPS, said, sizeof(said));
	environment_free(&differences);
	result_free(&good);
	result_free(&bad);
	*text = failed ? NULL : strdup(said);
	return failed ? failed : *text ? 0 : -ENOMEM;
}

/* Takes @text over. */
static void count_said(struct said *said, size_t *count, char *text, const char *board)
{
	for (size_t i = 0; i < *count; i++) {
		if (!strcmp(said[i].text, text)) {
			said[i].boards++;
			free(text);
			return;
		}
	}
	said[(*count)++] = (struct said){ .text = text, .board = board, .boards = 1 };
}

static int say(struct notes *notes, const struct said *said)
{
	char boards[32];

	snprintf(boards, sizeof(boards), "%zu boards", said->boards);
	if (!*said->text)
		return notes_add(notes,
				 "nothing but the kernel changed on %s, as far as the files tell",
				 said->boards > 1 ? boards : said->board);
	return notes_add(notes, "what else changed on %s: %s",
			 said->boards > 1 ? boards : said->board, said->text);
}

/* Of a finding that is certain, noise at the same commit is nothing to be explained. */
static bool counts(const struct finding *finding, const struct finding_change *change,
		   const struct track_confirmations *again)
{
	return change->good && (!finding->certain || finding_is_sure(change, again));
}

/* The first change of its board that counts. */
static bool is_first_of_board(const struct finding *finding, size_t index,
			      const struct track_confirmations *again)
{
	const struct finding_change *change = &finding->changes[index];

	for (size_t i = 0; i < index; i++) {
		if (counts(finding, &finding->changes[i], again) &&
		    !strcmp(finding->changes[i].series->board, change->series->board))
			return false;
	}
	return counts(finding, change, again);
}

/* Of each board once, as its changes mostly have the same two runs; what is the same, once. */
static int compare_boards(struct history *history, const struct finding *finding,
			  const struct track_confirmations *again, struct notes *notes,
			  struct history_error *error)
{
	struct said *said = calloc(finding->boards + 1, sizeof(*said));
	size_t count = 0;
	int failed = said ? 0 : -ENOMEM;

	for (size_t i = 0; i < finding->change_count && !failed && count <= finding->boards; i++) {
		char *text;

		if (!is_first_of_board(finding, i, again))
			continue;
		failed = compare(history, &finding->changes[i], &text, error);
		if (!failed)
			count_said(said, &count, text, finding->changes[i].series->board);
	}
	for (size_t i = 0; i < count && i < TEXTS_SAID && !failed; i++)
		failed = say(notes, &said[i]);
	for (size_t i = 0; i < count; i++)
		free(said[i].text);
	free(said);
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
			failed = compare_boards(history, finding, &check->confirmations,
						&(*made)[f].differences, error);
	}
	return failed;
}

void check_surroundings_free(struct track_surroundings *made, size_t count)
{
	for (size_t i = 0; i < count && made; i++)
		notes_free(&made[i].differences);
	free(made);
}
