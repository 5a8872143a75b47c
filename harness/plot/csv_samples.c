// SPDX-License-Identifier: GPL-2.0-only
/*
 * Samples by board. There may be a hundred thousand of a metric, and a picture has some hundred of
 * them, so they are printed once and sorted by what pictures are of.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "plot/csv.h"
#include "plot/csv_copy.h"
#include "plot/part.h"
#include "report/samples_format.h"

/* Streams to the texts of one metric, while they are made. */
struct sorting {
	const struct boards *boards;
	FILE **out; /* one for each workload */
	size_t *sizes;
	size_t metric;
	size_t board;
};

static size_t place(const struct boards *boards, size_t workload, size_t metric)
{
	return workload * boards->metric_count + metric;
}

/* Where a line goes; NULL: into no picture. */
static FILE *find_out(void *context, const char *workload, const char *metric)
{
	const struct sorting *sorting = context;
	const struct boards *boards = sorting->boards;

	if (strcmp(metric, boards->metrics[sorting->metric].name) != 0)
		return NULL;
	for (size_t w = 0; w < boards->workload_count; w++) {
		if (!strcmp(boards->workloads[w].name, workload))
			return sorting->out[w];
	}
	return NULL;
}

/* What is printed of all boots of a board, which are summed up already. */
static int print_board(const struct board *board, const char *metric, char **csv)
{
	struct format_input *inputs = calloc(board->boot_count + 1, sizeof(*inputs));
	size_t size;
	FILE *memory = open_memstream(csv, &size);
	int error = inputs && memory ? 0 : -ENOMEM;

	for (size_t i = 0; inputs && i < board->boot_count; i++)
		inputs[i] = (struct format_input){ board->boots[i].file, board->boots[i].summary };
	if (!error)
		error = samples_csv_of_metric(memory, inputs, board->boot_count, metric);
	if (memory && fclose(memory) && !error)
		error = -ENOMEM;
	free(inputs);
	return error;
}

static int sort_board(struct sorting *sorting, struct plot_samples *samples)
{
	const struct board *board = &sorting->boards->boards[sorting->board];
	char *csv = NULL;
	int error = print_board(board, sorting->boards->metrics[sorting->metric].name, &csv);

	if (!error && !samples->heading) {
		samples->heading = strndup(csv, strcspn(csv, "\n"));
		error = samples->heading ? 0 : -ENOMEM;
	}
	if (!error && !plot_is_exact(sorting->boards, sorting->board, sorting->metric))
		plot_csv_sort(csv, board->name, find_out, sorting);
	free(csv);
	return error;
}

static int sort_boards(struct sorting *sorting, struct plot_samples *samples)
{
	const struct boards *boards = sorting->boards;
	int error = sorting->out && sorting->sizes ? 0 : -ENOMEM;

	for (size_t w = 0; w < boards->workload_count && !error; w++) {
		sorting->out[w] = open_memstream(&samples->texts[place(boards, w, sorting->metric)],
						 &sorting->sizes[w]);
		error = sorting->out[w] ? 0 : -ENOMEM;
	}
	for (; sorting->board < boards->count && !error; sorting->board++)
		error = sort_board(sorting, samples);
	for (size_t w = 0; w < boards->workload_count && sorting->out; w++) {
		if (sorting->out[w] && fclose(sorting->out[w]))
			error = -ENOMEM;
	}
	return error;
}

/* The texts of one metric, of all workloads. */
static int make(const struct boards *boards, size_t metric, struct plot_samples *samples)
{
	size_t count = boards->workload_count * boards->metric_count;
	struct sorting sorting = {
		.boards = boards,
		.out = calloc(boards->workload_count + 1, sizeof(FILE *)),
		.sizes = calloc(boards->workload_count + 1, sizeof(size_t)),
		.metric = metric,
	};
	int error = 0;

	if (!samples->texts) {
		samples->texts = calloc(count + 1, sizeof(*samples->texts));
		samples->count = samples->texts ? count : 0;
		error = samples->texts ? 0 : -ENOMEM;
	}
	if (!error)
		error = sort_boards(&sorting, samples);
	free((void *)sorting.out);
	free(sorting.sizes);
	return error;
}

int plot_samples_csv(const struct plot_choice *choice, struct plot_samples *samples, char **csv)
{
	const struct boards *boards = choice->boards;
	size_t at = place(boards, choice->workload, choice->metrics[0]);
	char *text = NULL;
	size_t size;
	FILE *out;
	int error = 0;

	if (!samples->texts || !samples->texts[at])
		error = make(boards, choice->metrics[0], samples);
	if (!error) {
		text = strdup(samples->texts[at]);
		error = text ? 0 : -ENOMEM;
	}
	out = error ? NULL : open_memstream(csv, &size);
	if (out) {
		fprintf(out, "%s\n", samples->heading);
		plot_csv_choose(out, samples->heading, text, choice);
		error = fclose(out) ? -ENOMEM : 0;
	} else if (!error) {
		error = -ENOMEM;
	}
	free(text);
	return error;
}

void plot_samples_free(struct plot_samples *samples)
{
	for (size_t i = 0; i < samples->count; i++)
		free(samples->texts[i]);
	free((void *)samples->texts);
	free(samples->heading);
	*samples = (struct plot_samples){ 0 };
}
