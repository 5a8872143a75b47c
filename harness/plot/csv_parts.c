// SPDX-License-Identifier: GPL-2.0-only
/*
 * What overheads are made of, by board.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "plot/csv_copy.h"
#include "report/decompose.h"

static int print_board(FILE *out, const struct boards *boards, size_t board)
{
	const struct report_settings settings = { .format = REPORT_FORMAT_CSV };
	const struct board_boot *boot = &boards->boards[board].boots[0];
	const struct report_input input = { .name = boot->file, .result = boot->result };
	char *csv = NULL;
	size_t size;
	FILE *memory = open_memstream(&csv, &size);
	int error = memory ? decompose_print(memory, &settings, &input, 1) : -ENOMEM;

	if (memory && fclose(memory))
		error = -ENOMEM;
	if (!error)
		plot_csv_copy(out, csv, boards->boards[board].name, board == 0);
	free(csv);
	return error;
}

int plot_parts_csv(const struct boards *boards, char **csv)
{
	size_t size;
	FILE *out = open_memstream(csv, &size);
	int error = out ? 0 : -ENOMEM;

	for (size_t b = 0; b < boards->count && !error; b++)
		error = print_board(out, boards, b);
	if (out && fclose(out))
		error = -ENOMEM;
	return error;
}

int plot_parts_choose(const struct plot_choice *choice, const char *all, char **csv)
{
	const struct boards *boards = choice->boards;
	char *text = strdup(all);
	size_t size;
	FILE *out = text ? open_memstream(csv, &size) : NULL;

	if (out)
		plot_csv_pick(out, text, boards->workloads[choice->workload].name,
			      boards->metrics[choice->metrics[0]].name);
	free(text);
	return out && !fclose(out) ? 0 : -ENOMEM;
}
