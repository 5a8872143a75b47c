// SPDX-License-Identifier: GPL-2.0-only
/*
 * The cells of one board, from what its boots have of each.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "boards/boards_parts.h"
#include "report/varying.h"

#define ABSENT ((size_t)-1)

/* Where one boot has what the boards list; ABSENT: nowhere. */
struct places {
	size_t *workloads;
	size_t *configurations;
	size_t *metrics;
};

/* A board that is filled. */
struct filling {
	const struct boards *boards;
	struct board *board;
	struct places *places; /* one for each boot */
	struct figure_source *sources; /* room for all boots */
	struct figure_room room;
};

static void place_names(const struct filling *filling, const struct summary *summary,
			const struct places *out)
{
	const struct boards *boards = filling->boards;
	const struct result_plan *plan = &summary->result->plan;

	for (size_t i = 0; i < boards->workload_count; i++) {
		out->workloads[i] = ABSENT;
		for (size_t k = 0; k < plan->workload_count; k++) {
			if (!strcmp(boards->workloads[i].name, plan->workloads[k].name))
				out->workloads[i] = k;
		}
	}
	for (size_t i = 0; i < boards->configuration_count; i++) {
		out->configurations[i] = ABSENT;
		for (size_t k = 0; k < plan->configuration_count; k++) {
			if (!strcmp(boards->configurations[i], plan->configurations[k]))
				out->configurations[i] = k;
		}
	}
	for (size_t i = 0; i < boards->metric_count; i++) {
		size_t at = summary_metric(summary, boards->metrics[i].name);

		out->metrics[i] =
			at < summary->metric_count && !boards->metrics[i].derived ? at : ABSENT;
	}
}

static int make_places(struct filling *filling)
{
	const struct boards *boards = filling->boards;
	size_t boots = filling->board->boot_count;

	filling->places = calloc(boots + 1, sizeof(*filling->places));
	filling->sources = calloc(boots + 1, sizeof(*filling->sources));
	filling->room.values = calloc(boots + 1, sizeof(*filling->room.values));
	filling->room.of_boot = calloc(boots + 1, sizeof(*filling->room.of_boot));
	filling->room.boots = calloc(boots + 1, sizeof(*filling->room.boots));
	filling->room.numbers = calloc(boots + 1, sizeof(*filling->room.numbers));
	if (!filling->places || !filling->sources || !filling->room.values ||
	    !filling->room.of_boot || !filling->room.boots || !filling->room.numbers)
		return -ENOMEM;
	for (size_t i = 0; i < boots; i++) {
		struct places *places = &filling->places[i];

		places->workloads = calloc(boards->workload_count + 1, sizeof(*places->workloads));
		places->configurations =
			calloc(boards->configuration_count + 1, sizeof(*places->configurations));
		places->metrics = calloc(boards->metric_count + 1, sizeof(*places->metrics));
		if (!places->workloads || !places->configurations || !places->metrics)
			return -ENOMEM;
		place_names(filling, &filling->board->boots[i].summary, places);
	}
	return 0;
}

static void free_places(struct filling *filling)
{
	for (size_t i = 0; i < filling->board->boot_count && filling->places; i++) {
		free(filling->places[i].workloads);
		free(filling->places[i].configurations);
		free(filling->places[i].metrics);
	}
	free(filling->places);
	free(filling->sources);
	free(filling->room.values);
	free(filling->room.of_boot);
	free(filling->room.boots);
	free(filling->room.numbers);
}

/* What the boot has of the cell; NULL: it was not to measure it. */
static const struct summary_cell *cell_of(const struct filling *filling, size_t boot,
					  size_t workload, size_t configuration)
{
	const struct places *places = &filling->places[boot];

	if (places->workloads[workload] == ABSENT ||
	    places->configurations[configuration] == ABSENT)
		return NULL;
	return summary_cell(&filling->board->boots[boot].summary, places->workloads[workload],
			    places->configurations[configuration]);
}

static void take_path(struct board_cell *cell, const char *path)
{
	if (!path)
		return;
	if (!cell->path)
		cell->path = path;
	else if (!cell->other_path && strcmp(cell->path, path) != 0)
		cell->other_path = path;
}

static void take_variation(struct board_cell *cell, const struct summary *summary,
			   const struct summary_cell *own)
{
	const struct result_plan *plan = &summary->result->plan;
	const char *reason = NULL;
	unsigned int limit = varying_limit(summary, own, &reason);

	if (limit && limit >= cell->varies_by) {
		cell->varies_by = limit;
		cell->varies = reason;
	}
	if (!cell->varies)
		cell->varies = plan->workloads[own->workload].varies;
}

static void take_cell(struct board_cell *cell, const struct summary *summary,
		      const struct summary_cell *own)
{
	cell->planned = true;
	cell->without_call = own->without_call;
	cell->invalid += own->invalid;
	if (!cell->tracee)
		cell->tracee = summary->result->plan.workloads[own->workload].tracee;
	if (!cell->unavailable)
		cell->unavailable = own->unavailable;
	if (!cell->dirty && own->sampled)
		cell->dirty = own->dirty;
	take_path(cell, own->path);
	take_variation(cell, summary, own);
}

static void fill_figure(struct filling *filling, size_t workload, size_t configuration,
			size_t metric, struct board_figure *figure)
{
	size_t count = 0;

	for (size_t i = 0; i < filling->board->boot_count; i++) {
		const struct summary *summary = &filling->board->boots[i].summary;
		const struct summary_cell *own = cell_of(filling, i, workload, configuration);
		size_t at = filling->places[i].metrics[metric];

		if (!own || at == ABSENT || !own->values[at].level.count)
			continue;
		filling->sources[count++] = (struct figure_source){
			.value = &own->values[at],
			.boot = filling->board->boots[i].boot,
			.exact = summary_is_exact(summary, at),
		};
	}
	figure_join(filling->sources, count, &filling->room, figure);
}

static void fill_cell(struct filling *filling, size_t workload, size_t configuration,
		      struct board_cell *cell)
{
	const struct boards *boards = filling->boards;

	for (size_t i = 0; i < filling->board->boot_count; i++) {
		const struct summary_cell *own = cell_of(filling, i, workload, configuration);

		if (own)
			take_cell(cell, &filling->board->boots[i].summary, own);
	}
	/* A boot that could measure it is what counts. */
	if (cell->path)
		cell->unavailable = NULL;
	for (size_t m = 0; m < boards->metric_count && cell->planned; m++)
		fill_figure(filling, workload, configuration, m, &cell->figures[m]);
	figures_derive(boards, cell);
}

static void fill_cells(struct filling *filling)
{
	const struct boards *boards = filling->boards;

	for (size_t w = 0; w < boards->workload_count; w++) {
		for (size_t c = 0; c < boards->configuration_count; c++)
			fill_cell(filling, w, c,
				  &filling->board->cells[w * boards->configuration_count + c]);
	}
}

/* One piece of memory for the figures of all cells, which the first one's points to. */
static int make_cells(const struct boards *boards, struct board *board)
{
	size_t count = boards->workload_count * boards->configuration_count;
	struct board_figure *figures = calloc(count * boards->metric_count + 1, sizeof(*figures));

	board->cells = calloc(count + 1, sizeof(*board->cells));
	if (!figures || !board->cells) {
		free(figures);
		return -ENOMEM;
	}
	board->cells[0].figures = figures;
	for (size_t i = 1; i < count; i++)
		board->cells[i].figures = figures + i * boards->metric_count;
	return 0;
}

int board_fill(const struct boards *boards, struct board *board)
{
	struct filling filling = { .boards = boards, .board = board };
	int error = make_cells(boards, board);

	if (!error)
		error = make_places(&filling);
	if (!error)
		fill_cells(&filling);
	free_places(&filling);
	return error;
}
