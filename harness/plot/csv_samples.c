// SPDX-License-Identifier: GPL-2.0-only
/*
 * Samples by board. There may be a hundred thousand, and a picture has some hundred of them, so
 * they are printed once and sorted by what pictures are of.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "plot/csv.h"
#include "plot/csv_copy.h"
#include "plot/part.h"
#include "report/samples.h"

/* Streams to the texts, while they are made. */
struct sorting {
	const struct boards *boards;
	FILE **out; /* one for each workload and metric */
	size_t count;
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
	size_t m = boards_metric(boards, metric);

	if (m == boards->metric_count || plot_is_exact(boards, sorting->board, m))
		return NULL;
	for (size_t w = 0; w < boards->workload_count; w++) {
		if (!strcmp(boards->workloads[w].name, workload))
			return sorting->out[place(boards, w, m)];
	}
	return NULL;
}

/* What is printed of all boots of a board. */
static int print_board(const struct board *board, char **csv)
{
	const struct report_settings settings = { .format = REPORT_FORMAT_CSV };
	struct report_input *inputs = calloc(board->boot_count, sizeof(*inputs));
	size_t size;
	FILE *memory = open_memstream(csv, &size);
	int error = inputs && memory ? 0 : -ENOMEM;

	for (size_t i = 0; inputs && i < board->boot_count; i++)
		inputs[i] = (struct report_input){ board->boots[i].file, board->boots[i].result };
	if (!error)
		error = samples_print(memory, &settings, inputs, board->boot_count);
	if (memory && fclose(memory) && !error)
		error = -ENOMEM;
	free(inputs);
	return error;
}

static int sort_board(struct sorting *sorting, struct plot_samples *samples)
{
	const struct board *board = &sorting->boards->boards[sorting->board];
	char *csv = NULL;
	int error = print_board(board, &csv);

	if (!error && !samples->heading) {
		samples->heading = strndup(csv, strcspn(csv, "\n"));
		error = samples->heading ? 0 : -ENOMEM;
	}
	if (!error)
		plot_csv_sort(csv, board->name, find_out, sorting);
	free(csv);
	return error;
}

static int make(const struct boards *boards, struct plot_samples *samples)
{
	size_t count = boards->workload_count * boards->metric_count;
	struct sorting sorting = { .boards = boards, .out = calloc(count + 1, sizeof(FILE *)) };
	size_t *sizes = calloc(count + 1, sizeof(*sizes));
	int error = 0;

	samples->texts = calloc(count + 1, sizeof(*samples->texts));
	if (!sorting.out || !sizes || !samples->texts)
		error = -ENOMEM;
	for (samples->count = 0; samples->count < count && !error; samples->count++) {
		sorting.out[samples->count] =
			open_memstream(&samples->texts[samples->count], &sizes[samples->count]);
		error = sorting.out[samples->count] ? 0 : -ENOMEM;
	}
	for (; sorting.board < boards->count && !error; sorting.board++)
		error = sort_board(&sorting, samples);
	for (size_t i = 0; i < samples->count && sorting.out; i++) {
		if (sorting.out[i] && fclose(sorting.out[i]))
			error = -ENOMEM;
	}
	free((void *)sorting.out);
	free(sizes);
	return error;
}

int plot_samples_csv(const struct plot_choice *choice, struct plot_samples *samples, char **csv)
{
	const struct boards *boards = choice->boards;
	size_t at = place(boards, choice->workload, choice->metrics[0]);
	char *text = NULL;
	size_t size;
	FILE *out;
	int error = samples->texts ? 0 : make(boards, samples);

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
