// SPDX-License-Identifier: GPL-2.0-only
#include "boards/standing.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What may stand beside what: no emulator's time beside hardware's, nothing invented beside both.
 */
enum kind {
	KIND_HARDWARE,
	KIND_SIMULATED,
	KIND_EMULATED,
	KIND_COUNT,
};

/* A row under way. */
struct ranking {
	const struct boards *boards;
	struct standing *row;
	size_t *eligible; /* boards, in their order */
	size_t count;
};

static const struct board_cell *cell_of(const struct ranking *ranking, size_t board)
{
	return boards_cell(ranking->boards, board, ranking->row->workload,
			   ranking->row->configuration);
}

static const struct board_figure *figure_of(const struct ranking *ranking, size_t board)
{
	return &cell_of(ranking, board)->figures[ranking->row->metric];
}

/* Instructions are right on an emulator, too. */
static enum kind kind_of(const struct ranking *ranking, size_t board)
{
	const struct board *own = &ranking->boards->boards[board];
	const struct board_metric *metric = &ranking->boards->metrics[ranking->row->metric];

	if (own->simulated)
		return KIND_SIMULATED;
	return own->emulated && !metric_kind(metric->name)->instructions ? KIND_EMULATED
									 : KIND_HARDWARE;
}

/*
 * A system call's handler is named after the architecture (__arm64_sys_getppid, __x64_sys_getppid),
 * and is the same function: SYSCALL_DEFINE of include/linux/syscalls.h and the architectures'
 * asm/syscall_wrapper.h.
 */
static const char *without_architecture(const char *tracee)
{
	static const char *const starts[] = { "__arm64_sys_", "__riscv_sys_", "__x64_sys_",
					      "__se_sys_", "__do_sys_" };

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		if (!strncmp(tracee, starts[i], strlen(starts[i])))
			return tracee + strlen(starts[i]) - strlen("sys_");
	}
	return tracee;
}

/* A file that does not say stands for the workload's own. */
static bool has_same_tracee(const struct board_cell *one, const struct board_cell *other)
{
	if (!one->tracee || !other->tracee)
		return true;
	return !strcmp(without_architecture(one->tracee), without_architecture(other->tracee));
}

static bool is_sound(const struct ranking *ranking, size_t board)
{
	const struct board_cell *cell = cell_of(ranking, board);

	return !cell->dirty && !cell->invalid && figure_of(ranking, board)->overhead.known;
}

/* Boards of one kind and tracee, like the one that is the first of them. */
static void gather_like(struct ranking *ranking, size_t first)
{
	ranking->count = 0;
	for (size_t b = first; b < ranking->boards->count; b++) {
		if (is_sound(ranking, b) && kind_of(ranking, b) == kind_of(ranking, first) &&
		    has_same_tracee(cell_of(ranking, first), cell_of(ranking, b)))
			ranking->eligible[ranking->count++] = b;
	}
}

/* Hardware before what is made up, and that before emulators; among like ones the first. */
static void gather(struct ranking *ranking)
{
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		for (size_t b = 0; b < ranking->boards->count; b++) {
			if (!is_sound(ranking, b) || kind_of(ranking, b) != (enum kind)kind)
				continue;
			gather_like(ranking, b);
			if (ranking->count > 1)
				return;
		}
	}
	ranking->count = 0;
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
		       gap_of(own, least) > allowance(ranking, best->board, place->board);
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
static bool is_above_zero(const struct board_estimate *overhead)
{
	return overhead->value.number > 0 && (!overhead->has_range || overhead->low.number > 0);
}

static int place_all(struct ranking *ranking)
{
	struct standing *row = ranking->row;

	row->places = calloc(ranking->count, sizeof(*row->places));
	if (!row->places)
		return -ENOMEM;
	row->count = ranking->count;
	row->same_path = is_of_one_path(ranking);
	for (size_t i = 0; i < row->count; i++)
		row->places[i].board = ranking->eligible[i];
	sort(ranking);
	row->has_percent = is_above_zero(&figure_of(ranking, row->places[0].board)->overhead);
	for (size_t i = 0; i < row->count; i++)
		judge(ranking, &row->places[i]);
	return 0;
}

/* One row more, if boards can be ranked by the metric. */
static int add_row(const struct boards *boards, size_t *eligible, const struct standing *at,
		   struct standings *standings)
{
	struct ranking ranking = {
		.boards = boards,
		.row = &standings->rows[standings->count],
		.eligible = eligible,
	};
	int error;

	*ranking.row = *at;
	gather(&ranking);
	if (!ranking.count)
		return 0;
	error = place_all(&ranking);
	standings->count += !error;
	return error;
}

static int add_rows(const struct boards *boards, size_t *eligible, struct standings *standings)
{
	struct standing at = { .workload = 0 };
	int error = 0;

	for (; at.workload < boards->workload_count; at.workload++) {
		for (at.configuration = 0; at.configuration < boards->configuration_count;
		     at.configuration++) {
			for (at.metric = 0; at.metric < boards->metric_count && !error;
			     at.metric++) {
				if (!boards->metrics[at.metric].derived)
					error = add_row(boards, eligible, &at, standings);
			}
		}
	}
	return error;
}

int standings_make(const struct boards *boards, struct standings *standings)
{
	size_t rows = boards->workload_count * boards->configuration_count * boards->metric_count;
	size_t *eligible = calloc(boards->count + 1, sizeof(*eligible));
	int error = -ENOMEM;

	*standings = (struct standings){ .rows = calloc(rows + 1, sizeof(*standings->rows)) };
	if (eligible && standings->rows)
		error = add_rows(boards, eligible, standings);
	free(eligible);
	return error;
}

void standings_free(struct standings *standings)
{
	for (size_t i = 0; i < standings->count; i++)
		free(standings->rows[i].places);
	free(standings->rows);
	memset(standings, 0, sizeof(*standings));
}

const struct standing *standings_find(const struct standings *standings, size_t workload,
				      size_t configuration, size_t metric)
{
	for (size_t i = 0; i < standings->count; i++) {
		const struct standing *row = &standings->rows[i];

		if (row->workload == workload && row->configuration == configuration &&
		    row->metric == metric)
			return row;
	}
	return NULL;
}
