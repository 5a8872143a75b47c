// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which pictures there are of some boards.
 */
#include "plot/pictures.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plot/csv.h"
#include "plot/part.h"
#include "plot/scripts.h"
#include "plot/sweep.h"
#include "report/number.h"

#define SCRIPT_METRICS_MAX 4
#define NAME_MAX_LENGTH 80
/* So many rows of a picture of some metrics. */
#define AGAINST_ROWS 16

/* What is being added to. */
struct making {
	const struct boards *boards;
	struct plots *plots;
	const struct plot_script *script;
	size_t workload;
	size_t metrics[SCRIPT_METRICS_MAX]; /* the first one is the picture's */
	size_t metric_count;
	size_t needed; /* of the metrics a configuration must have on one board */
	/* Made once, where a picture needs them. */
	char *parts_csv; /* of all boards */
	struct plot_samples samples;
};

bool plot_metric_is_charted(const struct boards *boards, size_t metric)
{
	static const char *const charted[] = { METRIC_KERNEL_INSTRUCTIONS, METRIC_CYCLES,
					       METRIC_TIME };

	for (size_t i = 0; i < sizeof(charted) / sizeof(charted[0]); i++) {
		if (!strcmp(boards->metrics[metric].name, charted[i]))
			return true;
	}
	return false;
}

/* What a file may be called: names of workloads and metrics are a result file's own. */
static void make_safe(char *name)
{
	for (; *name; name++) {
		if (!isascii(*name) || (!isalnum(*name) && !strchr("-_.+", *name)))
			*name = '_';
	}
}

static bool is_taken(const struct plots *plots, const char *name)
{
	for (size_t i = 0; i < plots->count; i++) {
		if (plots->pictures[i].name && !strcmp(plots->pictures[i].name, name))
			return true;
	}
	return false;
}

/* "overhead-kloop-cycles-2"; of names that only differ in what no file is called, too. */
static char *make_name(const struct making *making, size_t part, size_t parts)
{
	const struct boards *boards = making->boards;
	char base[NAME_MAX_LENGTH];
	char name[NAME_MAX_LENGTH + 24];

	snprintf(base, sizeof(base), "%.30s-%.24s-%.22s", making->script->name,
		 boards->workloads[making->workload].name,
		 boards->metrics[making->metrics[0]].name);
	make_safe(base);
	if (parts > 1)
		snprintf(name, sizeof(name), "%s-%zu", base, part + 1);
	else
		snprintf(name, sizeof(name), "%s", base);
	for (size_t i = 2; is_taken(making->plots, name); i++)
		snprintf(name, sizeof(name), "%s-%zu_%zu", base, part + 1, i);
	return strdup(name);
}

/* "Mispredictions on kloop, 2 of 3": of some metrics. */
static char *make_title_of_many(const struct making *making, size_t part_index, size_t parts)
{
	char which[64] = "";
	char *title;

	if (parts > 1)
		snprintf(which, sizeof(which), ", %zu of %zu", part_index + 1, parts);
	if (asprintf(&title, "%s on %s%s", making->script->title,
		     making->boards->workloads[making->workload].name, which) < 0)
		return NULL;
	return title;
}

/* "Overhead on kloop, cycles per call: 12 to 90". */
static char *make_title(const struct making *making, const struct plot_part *part, size_t parts)
{
	const struct boards *boards = making->boards;
	char between[2 * NUMBER_SIZE + 8] = "";
	char *title;

	if (parts > 1) {
		char low[NUMBER_SIZE];
		char high[NUMBER_SIZE];

		plot_part_ends(part, low, high);
		snprintf(between, sizeof(between), strcmp(low, high) ? ": %s to %s" : ": %s", low,
			 high);
	}
	if (asprintf(&title, "%s on %s, %s per call%s", making->script->title,
		     boards->workloads[making->workload].name,
		     boards->metrics[making->metrics[0]].title, between) < 0)
		return NULL;
	return title;
}

static int make_data(struct making *making, const struct plot_choice *choice,
		     struct plot_picture *picture)
{
	int error;

	if (making->script->data == PLOT_DATA_SAMPLES)
		return plot_samples_csv(choice, &making->samples, &picture->data);
	error = plot_report_csv(choice, &picture->data);
	if (error || making->script->data != PLOT_DATA_SWEEP)
		return error;
	if (!making->parts_csv)
		error = plot_parts_csv(making->boards, &making->parts_csv);
	return error ? error : plot_parts_choose(choice, making->parts_csv, &picture->more_data);
}

/* Adds one picture; @part_index of @parts that there are of this metric. */
static int add_picture(struct making *making, const struct plot_part *part, size_t part_index,
		       size_t parts)
{
	const struct plot_choice choice = {
		.boards = making->boards,
		.workload = making->workload,
		.metrics = making->metrics,
		.metric_count = making->metric_count,
		.configurations = part->configurations,
	};
	struct plots *plots = making->plots;
	struct plot_picture *more =
		reallocarray(plots->pictures, plots->count + 1, sizeof(*plots->pictures));
	struct plot_picture picture = {
		.script = making->script,
		.workload = making->workload,
		.metric = making->metrics[0],
	};
	int error;

	if (!more)
		return -ENOMEM;
	plots->pictures = more;
	picture.name = make_name(making, part_index, parts);
	picture.title = making->metric_count > 1 ? make_title_of_many(making, part_index, parts)
						 : make_title(making, part, parts);
	error = make_data(making, &choice, &picture);
	if (!picture.name || !picture.title)
		error = -ENOMEM;
	plots->pictures[plots->count++] = picture;
	return error;
}

static int add_parts(struct making *making, enum plot_part_of of)
{
	struct plot_parts parts;
	int error =
		plot_parts_make(making->boards, making->workload, making->metrics[0], of, &parts);

	for (size_t i = 0; i < parts.count && !error; i++)
		error = add_picture(making, &parts.parts[i], i, parts.count);
	plot_parts_free(&parts);
	return error;
}

static int add_sweep(struct making *making)
{
	struct plot_part part = {
		.configurations = calloc(making->boards->configuration_count + 1, sizeof(bool)),
	};
	int error = part.configurations ? 0 : -ENOMEM;

	if (!error && plot_sweep_choose(making->boards, making->workload, making->metrics[0],
					part.configurations))
		error = add_picture(making, &part, 0, 1);
	free(part.configurations);
	return error;
}

static int add_of_metric(struct making *making)
{
	switch (making->script->data) {
	case PLOT_DATA_REPORT:
		return add_parts(making, PLOT_PART_OVERHEAD);
	case PLOT_DATA_SAMPLES:
		/* Whoever wants to see scatter looks at what tells best what a call costs. */
		if (making->metrics[0] != boards_headline(making->boards, making->workload))
			return 0;
		return add_parts(making, PLOT_PART_SAMPLES);
	case PLOT_DATA_SWEEP:
		return add_sweep(making);
	case PLOT_DATA_HISTORY:
		break;
	}
	return -EINVAL;
}

/*
 * The metrics that the script names; false: no board has one of these. "name?" may be missing: a
 * script that names such ones shows what there is.
 */
static bool find_metrics(struct making *making)
{
	const struct boards *boards = making->boards;
	const char *word = making->script->metrics;

	making->metric_count = 0;
	making->needed = 0;
	while (*(word += strspn(word, " ")) && making->metric_count < SCRIPT_METRICS_MAX) {
		char name[64];
		size_t length = strcspn(word, " ");
		bool optional = word[length - 1] == '?';
		size_t metric;

		snprintf(name, sizeof(name), "%.*s", (int)(length - optional), word);
		word += length;
		metric = boards_metric(boards, name);
		if (metric < boards->metric_count)
			making->metrics[making->metric_count++] = metric;
		else if (!optional)
			return false;
		making->needed += !optional;
	}
	making->needed = making->needed ? making->needed : 1;
	return making->metric_count > 0;
}

/* Whether some board has the overhead in as many of the metrics as it takes. */
static bool has_enough(const struct making *making, size_t configuration)
{
	for (size_t b = 0; b < making->boards->count; b++) {
		size_t known = 0;

		for (size_t m = 0; m < making->metric_count; m++)
			known += boards_figure(making->boards, b, making->workload, configuration,
					       making->metrics[m])
					 ->overhead.known;
		if (known >= making->needed)
			return true;
	}
	return false;
}

/* How many of them a picture shows: points of two axes stand beside each other, rows below. */
static size_t against_at_once(const struct making *making, size_t count)
{
	size_t pictures = (count + AGAINST_ROWS - 1) / AGAINST_ROWS;

	if (!pictures)
		return 1;
	if (!strchr(making->script->metrics, '?'))
		return count;
	return (count + pictures - 1) / pictures;
}

/* Pictures of metrics against each other, in the order of the plan. */
static int add_against(struct making *making)
{
	size_t all = making->boards->configuration_count;
	struct plot_part part = { .configurations = calloc(all + 1, sizeof(bool)) };
	size_t count = 0;
	size_t at_once;
	size_t done = 0;
	int error = 0;

	if (!part.configurations)
		return -ENOMEM;
	for (size_t c = 0; c < all; c++)
		count += has_enough(making, c);
	at_once = against_at_once(making, count);
	for (size_t c = 0; c < all && !error; c++) {
		part.configurations[c] = has_enough(making, c);
		part.count += part.configurations[c];
		if (!part.configurations[c] || (part.count < at_once && done + part.count < count))
			continue;
		error = add_picture(making, &part, done / at_once, (count + at_once - 1) / at_once);
		done += part.count;
		memset(part.configurations, 0, all * sizeof(bool));
		part.count = 0;
	}
	free(part.configurations);
	return error;
}

static int add_of_workload(struct making *making)
{
	int error = 0;

	if (making->script->metrics)
		return find_metrics(making) ? add_against(making) : 0;
	making->metric_count = 1;
	for (size_t m = 0; m < making->boards->metric_count && !error; m++) {
		making->metrics[0] = m;
		if (plot_metric_is_charted(making->boards, m))
			error = add_of_metric(making);
	}
	return error;
}

int plot_pictures_make(const struct boards *boards, struct plots *plots)
{
	struct making making = { .boards = boards, .plots = plots };
	size_t count;
	const struct plot_script *scripts = plot_scripts(&count);
	int error = 0;

	for (size_t s = 0; s < count && !error; s++) {
		making.script = &scripts[s];
		/* Of nights there is nothing to see in result files. */
		if (making.script->data == PLOT_DATA_HISTORY)
			continue;
		for (making.workload = 0; making.workload < boards->workload_count && !error;
		     making.workload++)
			error = add_of_workload(&making);
	}
	free(making.parts_csv);
	plot_samples_free(&making.samples);
	return error;
}
