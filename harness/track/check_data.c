// SPDX-License-Identifier: GPL-2.0-only
/*
 * A check for programs; docs/tracking.md explains the keys.
 */
#include <jansson.h>
#include <stdlib.h>

#include "report/cell_json.h"
#include "track/advice.h"
#include "track/change_row.h"
#include "track/check.h"

static bool is_new(const struct finding *finding)
{
	return finding->new;
}

/* The new findings, accepted ones included. */
int track_check_print_csv(FILE *out, const struct track_check *check)
{
	struct track_change_row *rows;
	struct listing listing;
	size_t count;
	int error =
		track_change_rows(check->findings, is_new, &check->confirmations, &rows, &count);

	if (error)
		return error;
	listing = track_change_listing(rows, count);
	error = listing_csv(out, &listing);
	free(rows);
	return error;
}

/* null for NULL. */
static json_t *text_json(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *notes_json(const struct notes *notes)
{
	json_t *array = json_array();

	for (size_t i = 0; notes && i < notes->count && array; i++) {
		if (json_array_append_new(array, text_json(notes->lines[i]))) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *finding_json(const struct track_check *check, size_t index)
{
	struct finding *finding = &check->findings->findings[index];
	const struct findings one = { .findings = finding, .count = 1 };
	const struct notes *differences =
		check->surroundings ? &check->surroundings[index].differences : NULL;
	char *accept = advice_accept(finding, check->history);
	char good_date[TRACK_DATE_SIZE];
	char bad_date[TRACK_DATE_SIZE];
	json_t *object;

	track_date(good_date, finding->good_date);
	track_date(bad_date, finding->bad_date);
	object =
		accept ? json_pack("{s:o, s:o, s:o, s:s, s:s, s:I, s:I, s:I, s:b, s:b, s:b, s:o, "
				   "s:o, s:o}",
				   "branch", text_json(finding->branch), "good",
				   text_json(finding->good), "bad", text_json(finding->bad),
				   "good_date", good_date, "bad_date", bad_date, "boards",
				   (json_int_t)finding->boards, "worse", (json_int_t)finding->worse,
				   "better", (json_int_t)finding->better, "certain",
				   (int)finding->certain, "accepted", (int)finding->accepted,
				   "told", (int)track_is_told(check, finding), "changes",
				   track_changes_json(&one, &check->confirmations), "differences",
				   notes_json(differences), "accept", text_json(accept))
		       : NULL;
	free(accept);
	return object;
}

static json_t *findings_json(const struct track_check *check)
{
	json_t *array = json_array();

	for (size_t f = 0; f < check->findings->count && array; f++) {
		if (!check->findings->findings[f].new)
			continue;
		if (json_array_append_new(array, finding_json(check, f))) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *board_json(const struct nights_board *board)
{
	const struct history_run *newest = board->newest;
	char date[TRACK_DATE_SIZE] = "";

	if (newest)
		track_date(date, newest->date);
	return json_pack("{s:o, s:o, s:I, s:I, s:I, s:o, s:o, s:b, s:o, s:b}", "board",
			 text_json(board->board), "branch", text_json(board->branch), "runs",
			 (json_int_t)board->nights, "trusted", (json_int_t)board->trusted, "again",
			 (json_int_t)board->again, "newest",
			 text_json(newest ? newest->commit : NULL), "newest_date",
			 text_json(newest ? date : NULL), "judged", (int)nights_is_judged(board),
			 "doubt", text_json(newest ? newest->doubt : NULL), "behind",
			 (int)board->behind);
}

static json_t *boards_json(const struct nights *nights)
{
	json_t *array = json_array();

	for (size_t i = 0; i < nights->count && array; i++) {
		if (json_array_append_new(array, board_json(&nights->boards[i]))) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

/* Percents, or null where nobody knows. */
static json_t *reach_json(const struct track_reach *reach)
{
	if (!reach || !reach->series)
		return json_null();
	return json_pack("{s:f, s:f, s:f, s:I}", "first_night", reach->first, "tenth_night",
			 reach->tenth, "suspected", reach->suspected, "series",
			 (json_int_t)reach->series);
}

int track_check_print_json(FILE *out, const struct track_check *check)
{
	json_t *root = json_pack(
		"{s:s, s:I, s:I, s:o, s:o, s:o, s:o}", "answer",
		track_answer_name(track_check_answer(check)), "series",
		(json_int_t)check->findings->series, "runs", (json_int_t)check->nights->total,
		"reach", reach_json(check->reach), "boards", boards_json(check->nights), "findings",
		findings_json(check), "notes", notes_json(check->notes));

	return cell_json_print(out, root);
}
