/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MADE_BOARDS_H
#define MADE_BOARDS_H

#include <stdlib.h>

#include "boards/boards.h"

/*
 * Boards of a test, without files: one workload "kloop", the metrics "kernel-instructions" and
 * "cycles", and overheads that are set one by one.
 */
#define MADE_BOARDS_MAX 8
#define MADE_METRICS 2

struct made_boards {
	struct boards boards;
	struct board board[MADE_BOARDS_MAX];
	struct board_boot boot[MADE_BOARDS_MAX];
	struct board_workload workload;
	struct board_metric metrics[MADE_METRICS];
};

static inline void made_boards_make(struct made_boards *made, size_t count,
				    const char **configurations, size_t configuration_count)
{
	static char *names[MADE_BOARDS_MAX] = { "first", "second", "third",   "fourth",
						"fifth", "sixth",  "seventh", "eighth" };

	*made = (struct made_boards){
		.workload = { .name = "kloop" },
		.metrics = { { .name = "kernel-instructions",
			       .title = "kernel instructions",
			       .unit = "instructions" },
			     { .name = "cycles", .title = "cycles", .unit = "cycles" } },
	};
	made->boards = (struct boards){
		.boards = made->board,
		.count = count,
		.workloads = &made->workload,
		.workload_count = 1,
		.configurations = configurations,
		.configuration_count = configuration_count,
		.metrics = made->metrics,
		.metric_count = MADE_METRICS,
	};
	for (size_t b = 0; b < count; b++) {
		made->board[b] = (struct board){
			.mark = { (char)('A' + b) },
			.name = names[b],
			.boots = &made->boot[b],
			.boot_count = 1,
			.cells = calloc(configuration_count, sizeof(struct board_cell)),
		};
		for (size_t c = 0; c < configuration_count; c++)
			made->board[b].cells[c].figures =
				calloc(MADE_METRICS, sizeof(struct board_figure));
	}
}

static inline void made_boards_set(struct made_boards *made, size_t board, size_t configuration,
				   size_t metric, double overhead)
{
	made->board[board].cells[configuration].planned = true;
	made->board[board].cells[configuration].figures[metric].overhead = (struct board_estimate){
		.known = true,
		.value = { .number = overhead },
	};
}

static inline void made_boards_free(struct made_boards *made)
{
	for (size_t b = 0; b < made->boards.count; b++) {
		for (size_t c = 0; c < made->boards.configuration_count; c++)
			free(made->board[b].cells[c].figures);
		free(made->board[b].cells);
	}
}

#endif /* MADE_BOARDS_H */
