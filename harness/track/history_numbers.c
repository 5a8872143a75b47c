// SPDX-License-Identifier: GPL-2.0-only
/*
 * What of a result file goes into a history.
 */
#include "track/history_numbers.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stats/summary.h"

static int add_name(struct history_names *names, const char *name)
{
	char **more = reallocarray(names->names, names->count + 1, sizeof(*more));

	if (!more)
		return -ENOMEM;
	names->names = more;
	more[names->count] = strdup(name);
	return more[names->count++] ? 0 : -ENOMEM;
}

static int add_plan(const struct summary *summary, struct history_numbers *numbers)
{
	const struct result_plan *plan = &summary->result->plan;
	int error = 0;

	for (size_t i = 0; i < plan->workload_count && !error; i++)
		error = add_name(&numbers->workloads, plan->workloads[i].name);
	for (size_t i = 0; i < plan->configuration_count && !error; i++)
		error = add_name(&numbers->configurations, plan->configurations[i]);
	for (size_t i = 0; i < summary->metric_count && !error; i++)
		error = add_name(&numbers->metrics, summary->metrics[i]);
	return error;
}

/* There are few; NULL: memory ran out. */
static const char *own_path(struct history_numbers *numbers, const char *path)
{
	struct history_names *paths = &numbers->paths;

	for (size_t i = 0; i < paths->count; i++) {
		if (!strcmp(paths->names[i], path))
			return paths->names[i];
	}
	return add_name(paths, path) ? NULL : paths->names[paths->count - 1];
}

/* The value as the table prints it; false: there is none. */
static bool find_value(const struct summary_cell *cell, size_t metric, bool overhead, bool exact,
		       double *value)
{
	const struct summary_value *values = &cell->values[metric];

	if (!overhead || exact) {
		const struct value_summary *summed = overhead ? &values->overhead : &values->level;

		*value = summed->median.number;
		return summed->count > 0;
	}
	*value = values->comparison.shift.value;
	return values->comparison.shift.count > 0;
}

static bool is_exact(const struct summary *summary, const struct summary_cell *cell, size_t metric)
{
	return summary_is_exact(summary, metric) &&
	       !summary->result->plan.workloads[cell->workload].varies;
}

static int add_number(const struct summary *summary, const struct summary_cell *cell, size_t metric,
		      struct history_numbers *numbers)
{
	const char *configuration = numbers->configurations.names[cell->configuration];
	bool overhead = !cell->without_call && strcmp(configuration, SUMMARY_BASELINE);
	bool exact = summary_is_exact(summary, metric);
	struct history_number *number = &numbers->numbers[numbers->count];
	double value;

	if (!cell->path || summary_is_of_emulator(summary, metric) ||
	    !find_value(cell, metric, overhead, exact, &value))
		return 0;
	*number = (struct history_number){
		.workload = numbers->workloads.names[cell->workload],
		.configuration = configuration,
		.metric = numbers->metrics.names[metric],
		.unit = metric_kind(summary->metrics[metric])->unit,
		.path = own_path(numbers, cell->path),
		.overhead = overhead,
		.exact = is_exact(summary, cell, metric),
		.value = value,
	};
	numbers->count++;
	return number->path ? 0 : -ENOMEM;
}

static int add_numbers(const struct summary *summary, struct history_numbers *numbers)
{
	int error = 0;

	numbers->numbers =
		calloc(summary->cell_count * summary->metric_count + 1, sizeof(*numbers->numbers));
	if (!numbers->numbers)
		return -ENOMEM;
	for (size_t c = 0; c < summary->cell_count && !error; c++) {
		for (size_t m = 0; m < summary->metric_count && !error; m++)
			error = add_number(summary, &summary->cells[c], m, numbers);
	}
	return error;
}

/* The header and the first sample, as result_is_same_run() looks at them. */
static int identify(const struct result *result, struct history_numbers *numbers)
{
	const struct result_sample *first = result->samples;
	char *header = json_dumps(result_header(result), JSON_COMPACT | JSON_SORT_KEYS);
	char *text = NULL;
	int length = -1;

	if (header && result->sample_count)
		length = asprintf(&text, "%s %lld %s %s %lld %lld", header, (long long)first->block,
				  result->plan.workloads[first->workload].name,
				  result->plan.configurations[first->configuration],
				  (long long)first->short_run.time_ns,
				  (long long)first->long_run.time_ns);
	else if (header)
		length = asprintf(&text, "%s", header);
	if (length >= 0)
		digest_of(text, (size_t)length, numbers->same_run);
	free(header);
	free(length >= 0 ? text : NULL);
	numbers->same_boot =
		!result->environment.instruction_clock &&
		json_is_string(json_object_get(
			json_object_get(result_header(result), "environment"), "boot_id"));
	return length >= 0 ? 0 : -ENOMEM;
}

/* The file is borrowed from the result, which a struct compare_file would own. */
static int take_summary(const struct result *result, struct history_numbers *numbers,
			char doubt[COMPARE_DOUBT_SIZE])
{
	struct compare_file file = { .name = "", .result = *result };
	int error = summary_make(&file.result, &file.summary);

	if (!error) {
		trust_judge_summary(&file.summary, &file.trust);
		compare_file_doubt(&file, doubt);
		error = add_plan(&file.summary, numbers);
	}
	if (!error && !*doubt)
		error = add_numbers(&file.summary, numbers);
	summary_free(&file.summary);
	return error;
}

int history_numbers_make(const struct result *result, struct history_numbers **numbers,
			 char doubt[COMPARE_DOUBT_SIZE])
{
	const struct result_environment *environment = &result->environment;
	int error;

	*doubt = '\0';
	*numbers = calloc(1, sizeof(**numbers));
	if (!*numbers)
		return -ENOMEM;
	(*numbers)->ended = result->ended;
	(*numbers)->samples = result->sample_count;
	if (environment->simulated)
		(*numbers)->machine = HISTORY_SIMULATED;
	else if (summary_is_emulated(result))
		(*numbers)->machine = HISTORY_EMULATED;
	error = identify(result, *numbers);
	if (!error)
		error = history_header_split(result, *numbers);
	return error ? error : take_summary(result, *numbers, doubt);
}

static void free_names(struct history_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->names[i]);
	free(names->names);
}

void history_numbers_free(struct history_numbers *numbers)
{
	if (!numbers)
		return;
	free_names(&numbers->workloads);
	free_names(&numbers->configurations);
	free_names(&numbers->metrics);
	free_names(&numbers->paths);
	for (size_t i = 0; i < numbers->header_count; i++)
		free(numbers->header[i]);
	free(numbers->header);
	free(numbers->numbers);
	free(numbers->forgotten);
	free(numbers);
}
