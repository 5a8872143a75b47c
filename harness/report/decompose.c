// SPDX-License-Identifier: GPL-2.0-only
#include "report/decompose.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/decompose_format.h"
#include "report/grid.h"
#include "report/wrap.h"

static int (*const formats[REPORT_FORMAT_COUNT])(FILE *out, const struct decompose_input *inputs,
						 size_t count) = {
	[REPORT_FORMAT_TEXT] = decompose_text,     [REPORT_FORMAT_MARKDOWN] = decompose_markdown,
	[REPORT_FORMAT_CSV] = decompose_csv,       [REPORT_FORMAT_JSON] = decompose_json,
	[REPORT_FORMAT_COMMIT] = decompose_commit,
};

static void free_input(struct decompose_input *input)
{
	for (size_t i = 0; i < input->count; i++)
		decomposition_free(&input->list[i]);
	free(input->list);
	summary_free(&input->summary);
}

/* Of each metric that has a table of its own. */
static int take_apart(struct decompose_input *input, size_t workload)
{
	int error = 0;

	for (size_t m = 0; m < input->summary.metric_count && !error; m++) {
		if (!grid_is_shown(&input->summary, workload, m))
			continue;
		error = decomposition_make(&input->summary, workload, m, input->floor_percent,
					   &input->list[input->count++]);
	}
	return error;
}

static int make_input(struct decompose_input *input, const struct report_settings *settings,
		      const struct report_input *from)
{
	const struct result_plan *plan = &from->result->plan;
	int error;

	input->name = from->name;
	input->floor_percent =
		settings->has_floor ? settings->floor_percent : DECOMPOSITION_FLOOR_PERCENT;
	error = summary_make(from->result, &input->summary);
	if (error)
		return error;
	input->list = calloc(plan->workload_count * input->summary.metric_count + 1,
			     sizeof(*input->list));
	if (!input->list)
		return -ENOMEM;
	for (size_t w = 0; w < plan->workload_count && !error; w++)
		error = take_apart(input, w);
	return error;
}

int decompose_inputs_make(const struct report_settings *settings, const struct report_input *inputs,
			  size_t count, struct decompose_input **made)
{
	int error = 0;

	*made = calloc(count + 1, sizeof(**made));
	if (!*made)
		return -ENOMEM;
	for (size_t i = 0; i < count && !error; i++)
		error = make_input(&(*made)[i], settings, &inputs[i]);
	return error;
}

void decompose_inputs_free(struct decompose_input *made, size_t count)
{
	for (size_t i = 0; i < count && made; i++)
		free_input(&made[i]);
	free(made);
}

/* Prints into memory, so that memory cannot run out in the middle of a table. */
static int print_to_memory(char **text, size_t *size, const struct report_settings *settings,
			   const struct report_input *inputs, size_t count)
{
	struct decompose_input *made = NULL;
	FILE *memory = open_memstream(text, size);
	int error = memory ? decompose_inputs_make(settings, inputs, count, &made) : -ENOMEM;

	if (!error)
		error = formats[settings->format](memory, made, count);
	if (memory && fclose(memory) && !error)
		error = -ENOMEM;
	decompose_inputs_free(made, count);
	return error;
}

int decompose_print(FILE *out, const struct report_settings *settings,
		    const struct report_input *inputs, size_t count)
{
	char *text = NULL;
	size_t size = 0;
	int error = print_to_memory(&text, &size, settings, inputs, count);

	errno = 0;
	if (!error && (fwrite(text, 1, size, out) != size || fflush(out)))
		error = errno ? -errno : -EIO;
	free(text);
	return error;
}

static int add_reason(struct decompose_trust *trust, const struct decomposition *decomposition)
{
	const struct summary *summary = decomposition->summary;
	size_t length = strlen(trust->reasons);
	char unexplained[256];
	int error = decompose_unexplained(decomposition, unexplained, sizeof(unexplained));

	if (error || !*unexplained)
		return error;
	snprintf(trust->reasons + length, sizeof(trust->reasons) - length,
		 "%sthe parts do not explain the %.32s of %.32s: %s", length ? "; " : "",
		 summary->metrics[decomposition->metric],
		 summary->result->plan.workloads[decomposition->workload].name, unexplained);
	/* Names come from the file, and the reasons go to a terminal. */
	for (char *c = trust->reasons; *c; c++)
		*c = wrap_printable(*c);
	return 0;
}

int decompose_judge(const struct result *result, const struct report_settings *settings,
		    struct decompose_trust *trust)
{
	const struct report_input from = { .result = result };
	struct decompose_input input = { .count = 0 };
	int error = make_input(&input, settings, &from);

	memset(trust, 0, sizeof(*trust));
	for (size_t i = 0; i < input.count && !error; i++) {
		trust->taken_apart = trust->taken_apart || input.list[i].row_count;
		error = add_reason(trust, &input.list[i]);
	}
	free_input(&input);
	return error;
}
