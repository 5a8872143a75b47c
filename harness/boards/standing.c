// SPDX-License-Identifier: GPL-2.0-only
#include "boards/standing.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Events a call: fewer are no event that a reader would speak of, and no difference of so little is
 * one, however sure the counts are.
 */
#define EVENTS_FLOOR 0.01

/* The rows of one metric of one cell under way, with room for all boards. */
struct ranking {
	const struct boards *boards;
	struct standing *row;
	size_t *eligible; /* boards of the row, in their order */
	size_t count;
	bool *placed; /* one for each board: in a row already */
};

static const struct board_cell *cell_of(const struct ranking *ranking, size_t board)
{
	return boards_cell(ranking->boards, board, ranking->row->at.workload,
			   ranking->row->at.configuration);
}

static const struct board_figure *figure_of(const struct ranking *ranking, size_t board)
{
	return &cell_of(ranking, board)->figures[ranking->row->at.metric];
}

static const struct metric_kind *kind_of(const struct ranking *ranking)
{
	return metric_kind(ranking->boards->metrics[ranking->row->at.metric].name);
}

static bool is_of_events(const struct ranking *ranking)
{
	return !kind_of(ranking)->any_arch && !kind_of(ranking)->instructions;
}

/* The board that is the first of a row, and all others like it. */
static void gather_like(struct ranking *ranking, size_t first)
{
	const struct standing_at *at = &ranking->row->at;

	ranking->count = 0;
	for (size_t b = first; b < ranking->boards->count; b++) {
		if (ranking->placed[b] || !board_is_sound(ranking->boards, at, b) ||
		    boards_unlike(ranking->boards, at, first, b) != UNLIKE_NOT)
			continue;
		ranking->eligible[ranking->count++] = b;
		ranking->placed[b] = true;
	}
}

/* How far two ranges lie apart; 0 where they touch or overlap. */
static double gap_of(const struct board_estimate *one, const struct board_estimate *other)
{
	return fmax(0, fmax(one->low.number - other->high.number,
			    other->low.number - one->high.number));
}

/* What boots of one kernel may differ by although nothing is wrong is no difference here. */
static double allowance(const struct ranking *ranking, size_t one, size_t other)
{
	const struct board_figure *its = figure_of(ranking, one);
	const struct board_figure *others = figure_of(ranking, other);

	if (its->spread != BOARD_SPREAD_EXACT || others->spread != BOARD_SPREAD_EXACT)
		return 0;
	return fmax(cell_of(ranking, one)->varies_by, cell_of(ranking, other)->varies_by);
}

/* No difference in events, however sure it is. */
static bool is_beneath_notice(const struct ranking *ranking, double one, double other)
{
	return is_of_events(ranking) && (fabs(one - other) < EVENTS_FLOOR ||
					 (fabs(one) < EVENTS_FLOOR && fabs(other) < EVENTS_FLOOR));
}

static void judge(const struct ranking *ranking, struct standing_place *place)
{
	const struct standing_place *best = &ranking->row->places[0];
	const struct board_estimate *least = &figure_of(ranking, best->board)->overhead;
	const struct board_estimate *own = &figure_of(ranking, place->board)->overhead;

	if (place == best)
		return;
	if (ranking->row->has_percent)
		place->percent =
			(own->value.number - least->value.number) / least->value.number * 100;
	place->undecided = !own->has_range || !least->has_range;
	place->apart = !place->undecided &&
		       gap_of(own, least) > allowance(ranking, best->board, place->board) &&
		       !is_beneath_notice(ranking, own->value.number, least->value.number);
}

/* By overhead; boards of one overhead stay in their order, and there are few. */
static void sort(const struct ranking *ranking)
{
	struct standing_place *places = ranking->row->places;

	for (size_t i = 1; i < ranking->row->count; i++) {
		struct standing_place place = places[i];
		double overhead = figure_of(ranking, place.board)->overhead.value.number;
		size_t at = i;

		for (; at &&
		       figure_of(ranking, places[at - 1].board)->overhead.value.number > overhead;
		     at--)
			places[at] = places[at - 1];
		places[at] = place;
	}
}

static bool is_of_one_path(const struct ranking *ranking)
{
	const char *path = cell_of(ranking, ranking->eligible[0])->path;
	bool one = path;

	for (size_t i = 0; i < ranking->count && one; i++) {
		const struct board_cell *cell = cell_of(ranking, ranking->eligible[i]);

		one = cell->path && !cell->other_path && !strcmp(cell->path, path);
	}
	return one;
}

/* What may as well be 0 is nothing to take percent of. */
static bool is_above_zero(const struct ranking *ranking, const struct board_estimate *overhead)
{
	double floor = is_of_events(ranking) ? EVENTS_FLOOR : 0;

	return overhead->value.number > floor && (!overhead->has_range || overhead->low.number > 0);
}

size_t standing_boots(const struct boards *boards, const struct standing_at *at, size_t board)
{
	const struct board_cell *cell = boards_cell(boards, board, at->workload, at->configuration);
	const struct board_figure *figure = &cell->figures[at->metric];

	if (figure->spread == BOARD_SPREAD_EXACT && (!cell->varies || cell->varies_by))
		return 0;
	return figure->boots;
}

/* Exact counts have none, and say nothing of the others. */
static size_t fewest_boots(const struct ranking *ranking)
{
	size_t fewest = 0;

	for (size_t i = 0; i < ranking->count; i++) {
		size_t boots =
			standing_boots(ranking->boards, &ranking->row->at, ranking->eligible[i]);

		if (boots && (!fewest || boots < fewest))
			fewest = boots;
	}
	return fewest;
}

static int place_all(const struct ranking *ranking)
{
	struct standing *row = ranking->row;

	row->places = calloc(ranking->count, sizeof(*row->places));
	if (!row->places)
		return -ENOMEM;
	row->count = ranking->count;
	row->same_path = is_of_one_path(ranking);
	row->fewest_boots = fewest_boots(ranking);
	row->arch = kind_of(ranking)->any_arch ? NULL
					       : ranking->boards->boards[ranking->eligible[0]].arch;
	for (size_t i = 0; i < row->count; i++)
		row->places[i].board = ranking->eligible[i];
	sort(ranking);
	row->has_percent =
		is_above_zero(ranking, &figure_of(ranking, row->places[0].board)->overhead);
	for (size_t i = 0; i < row->count; i++)
		judge(ranking, &row->places[i]);
	return 0;
}

/* The rows of one metric of one cell: each board like no other has none. */
static int add_rows_at(struct ranking *ranking, const struct standing_at *at,
		       struct standings *standings)
{
	int error = 0;

	memset(ranking->placed, 0, ranking->boards->count * sizeof(*ranking->placed));
	for (size_t b = 0; b < ranking->boards->count && !error; b++) {
		if (ranking->placed[b] || !board_is_sound(ranking->boards, at, b))
			continue;
		ranking->row = &standings->rows[standings->count];
		*ranking->row = (struct standing){ .at = *at };
		gather_like(ranking, b);
		if (ranking->count < 2)
			continue;
		error = place_all(ranking);
		standings->count += !error;
	}
	return error;
}

static int add_rows(struct ranking *ranking, struct standings *standings)
{
	const struct boards *boards = ranking->boards;
	struct standing_at at = { .workload = 0 };
	int error = 0;

	for (; at.workload < boards->workload_count; at.workload++) {
		for (at.configuration = 0; at.configuration < boards->configuration_count;
		     at.configuration++) {
			for (at.metric = 0; at.metric < boards->metric_count && !error;
			     at.metric++) {
				if (!boards->metrics[at.metric].derived)
					error = add_rows_at(ranking, &at, standings);
			}
		}
	}
	return error;
}

int standings_make(const struct boards *boards, struct standings *standings)
{
	size_t rows = boards->workload_count * boards->configuration_count * boards->metric_count *
		      (boards->count / 2);
	struct ranking ranking = {
		.boards = boards,
		.eligible = calloc(boards->count + 1, sizeof(*ranking.eligible)),
		.placed = calloc(boards->count + 1, sizeof(*ranking.placed)),
	};
	int error = -ENOMEM;

	/* One more, for a row under way that comes to nothing. */
	*standings = (struct standings){ .rows = calloc(rows + 1, sizeof(*standings->rows)) };
	if (ranking.eligible && ranking.placed && standings->rows)
		error = add_rows(&ranking, standings);
	free(ranking.eligible);
	free(ranking.placed);
	return error;
}

void standings_free(struct standings *standings)
{
	for (size_t i = 0; i < standings->count; i++)
		free(standings->rows[i].places);
	free(standings->rows);
	memset(standings, 0, sizeof(*standings));
}
