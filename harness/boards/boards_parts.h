/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BOARDS_PARTS_H
#define BOARDS_PARTS_H

#include "boards/boards.h"

/* How boards come about, step by step. Each returns 0 or -ENOMEM. */

/*
 * Moves the boots, which are summed up, into boards, in their order; what is moved is zeroed in
 * @boots, and freed by boards_free() in both cases.
 */
int boards_group(struct boards *boards, struct board_boot *boots, size_t count);

/* Gives each board a name of its own. */
int boards_name(struct boards *boards);

/* Lists the workloads, configurations and metrics of all, and which of these a board has. */
int boards_list(struct boards *boards);

/* Fills the cells of one board. */
int board_fill(const struct boards *boards, struct board *board);

/* What one boot has of a figure. */
struct figure_source {
	const struct summary_value *value; /* with a level */
	size_t boot; /* the same of files that are of one boot */
	bool exact;
};

/* Each has room for all boots. */
struct figure_room {
	struct value *values;
	struct value *of_boot; /* of the files of one boot */
	size_t *boots; /* that each of the values is of */
	double *numbers;
};

/* One figure of @count files. */
void figure_join(const struct figure_source *sources, size_t count, const struct figure_room *room,
		 struct board_figure *figure);

/* Fills the derived metrics of a cell from its others. */
void figures_derive(const struct boards *boards, struct board_cell *cell);

#endif /* BOARDS_PARTS_H */
