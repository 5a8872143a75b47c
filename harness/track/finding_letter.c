// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a letter says of a finding.
 */
#include "track/finding_letter.h"

#include <stdlib.h>
#include <string.h>

#include "track/change_kind.h"
#include "track/change_row.h"

bool finding_is_sure(const struct finding_change *change, const struct track_confirmations *again)
{
	const struct track_confirmation *confirmation = track_confirmation_of(again, change);

	if (change->path_only)
		return true;
	if (confirmation && confirmation->answer != CHANGE_OPEN)
		return confirmation->answer == CHANGE_CONFIRMED;
	return track_is_certain(change);
}

/* Whether it is told among the finding's first: sure, or no better than all others. */
static bool is_first_rank(const struct finding_change *change,
			  const struct track_confirmations *again, bool sure)
{
	return !sure || finding_is_sure(change, again);
}

/* Whether no earlier change of the same rank is of its board. */
static bool is_board_new(const struct finding *finding, size_t index,
			 const struct track_confirmations *again, bool sure)
{
	for (size_t i = 0; i < index; i++) {
		if (is_first_rank(&finding->changes[i], again, sure) &&
		    !strcmp(finding->changes[i].series->board,
			    finding->changes[index].series->board))
			return false;
	}
	return true;
}

struct finding_tally finding_tally(const struct finding *finding,
				   const struct track_confirmations *again)
{
	struct finding_tally tally = { .sure = false };

	for (size_t i = 0; i < finding->change_count && !tally.sure; i++)
		tally.sure = finding_is_sure(&finding->changes[i], again);
	for (size_t i = 0; i < finding->change_count; i++) {
		const struct finding_change *change = &finding->changes[i];
		enum track_direction direction = track_direction(change);

		if (!is_first_rank(change, again, tally.sure)) {
			tally.suspected++;
			continue;
		}
		tally.worse += direction == TRACK_WORSE;
		tally.better += direction == TRACK_BETTER;
		tally.path += direction == TRACK_PATH;
		tally.boards += is_board_new(finding, i, again, tally.sure);
	}
	return tally;
}

/* Rows of the rank whose numbers changed, at the front; how many there are. */
static size_t choose(struct track_change_row *rows, size_t count,
		     const struct track_confirmations *again, bool suspected)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		bool sure = finding_is_sure(rows[i].change, again);

		if (!rows[i].change->path_only && sure == !suspected)
			rows[kept++] = rows[i];
	}
	return kept;
}

size_t finding_letter_rows(struct letter *letter, const struct finding *finding,
			   const struct track_confirmations *again, bool suspected, size_t most)
{
	const struct findings one = { .findings = (struct finding *)finding, .count = 1 };
	struct track_change_row *rows = NULL;
	struct listing listing;
	size_t numbers = 0;
	size_t shown = 0;
	size_t count;

	if (!letter->error)
		letter->error = track_change_rows(&one, NULL, again, &rows, &count);
	if (letter->error)
		return 0;
	numbers = choose(rows, count, again, suspected);
	shown = most && numbers > most ? most : numbers;
	letter->error = track_change_gather(rows, shown);
	listing = track_change_listing(rows, shown);
	if (shown)
		letter_table(letter, &listing);
	free(rows);
	return numbers - shown;
}

static bool is_same_path(const struct finding_change *one, const struct finding_change *other)
{
	return track_path_changed(other) &&
	       !strcmp(one->series->configuration, other->series->configuration) &&
	       one->path_only == other->path_only &&
	       !strcmp(one->path_before, other->path_before) &&
	       !strcmp(one->path_after, other->path_after);
}

/* Whether an earlier change has told it. */
static bool was_told(const struct finding *finding, size_t index)
{
	for (size_t i = 0; i < index; i++) {
		if (is_same_path(&finding->changes[index], &finding->changes[i]))
			return true;
	}
	return false;
}

/* How many boards have the path that this change has. */
static size_t boards_of(const struct finding *finding, size_t index)
{
	const struct finding_change *change = &finding->changes[index];
	size_t boards = 0;

	for (size_t i = index; i < finding->change_count; i++) {
		bool first = is_same_path(change, &finding->changes[i]);

		for (size_t k = index; k < i && first; k++)
			first = !is_same_path(change, &finding->changes[k]) ||
				strcmp(finding->changes[k].series->board,
				       finding->changes[i].series->board) != 0;
		boards += first;
	}
	return boards;
}

void finding_letter_paths(struct letter *letter, const struct finding *finding)
{
	for (size_t i = 0; i < finding->change_count; i++) {
		const struct finding_change *change = &finding->changes[i];
		const char *number = change->path_only ? ", which changes no number" : "";
		size_t boards;

		if (!track_path_changed(change) || was_told(finding, i))
			continue;
		boards = boards_of(finding, i);
		if (boards > 1)
			letter_item(letter,
				    "calls of %s take another path on %zu boards: %s -> %s%s",
				    change->series->configuration, boards, change->path_before,
				    change->path_after, number);
		else
			letter_item(letter, "calls of %s take another path on %s: %s -> %s%s",
				    change->series->configuration, change->series->board,
				    change->path_before, change->path_after, number);
	}
}
