// SPDX-License-Identifier: GPL-2.0-only
/*
 * What overheads are made of, by board.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "plot/csv_copy.h"
#include "report/decompose_format.h"

static bool is_of(const struct decomposition *decomposition, const char *workload,
		  const char *metric)
{
	const struct summary *summary = decomposition->summary;

	return !strcmp(summary->result->plan.workloads[decomposition->workload].name, workload) &&
	       !strcmp(summary->metrics[decomposition->metric], metric);
}

/* The one of the most configurations: a sweep is a run of its own. */
static struct decompose_input choose(const struct decompose_input *inputs, size_t count,
				     const char *workload, const char *metric)
{
	struct decompose_input best = { .count = 0 };

	for (size_t i = 0; i < count; i++) {
		for (size_t d = 0; d < inputs[i].count; d++) {
			struct decomposition *one = &inputs[i].list[d];

			if (!is_of(one, workload, metric) ||
			    one->row_count <= (best.count ? best.list->row_count : 0))
				continue;
			best = inputs[i];
			best.list = one;
			best.count = 1;
		}
	}
	return best;
}

static int print_metric(FILE *out, const struct decompose_input *chosen, const char *board,
			bool heading)
{
	char *csv = NULL;
	size_t size;
	FILE *memory = open_memstream(&csv, &size);
	int error = memory ? decompose_csv(memory, chosen, chosen->count) : -ENOMEM;

	if (memory && fclose(memory))
		error = -ENOMEM;
	if (!error)
		plot_csv_copy(out, csv, board, heading);
	free(csv);
	return error;
}

static int print_inputs(FILE *out, const struct boards *boards, size_t board,
			const struct decompose_input *inputs)
{
	const struct board *own = &boards->boards[board];
	bool heading = board == 0;
	int error = 0;

	for (size_t w = 0; w < boards->workload_count; w++) {
		for (size_t m = 0; m < boards->metric_count && !error; m++) {
			struct decompose_input chosen =
				choose(inputs, own->boot_count, boards->workloads[w].name,
				       boards->metrics[m].name);

			if (chosen.count || heading)
				error = print_metric(out, &chosen, own->name, heading);
			heading = false;
		}
	}
	return error;
}

static int print_board(FILE *out, const struct boards *boards, size_t board)
{
	const struct report_settings settings = { .format = REPORT_FORMAT_CSV };
	const struct board *own = &boards->boards[board];
	struct report_input *files = calloc(own->boot_count + 1, sizeof(*files));
	struct decompose_input *inputs = NULL;
	int error = files ? 0 : -ENOMEM;

	for (size_t i = 0; i < own->boot_count && files; i++)
		files[i] = (struct report_input){ .name = own->boots[i].file,
						  .result = own->boots[i].result };
	if (!error)
		error = decompose_inputs_make(&settings, files, own->boot_count, &inputs);
	if (!error)
		error = print_inputs(out, boards, board, inputs);
	decompose_inputs_free(inputs, own->boot_count);
	free(files);
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
