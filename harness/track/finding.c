// SPDX-License-Identifier: GPL-2.0-only
#include "track/finding.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "track/finding_parts.h"

static int no_memory(struct history_error *error)
{
	snprintf(error->text, sizeof(error->text), "out of memory");
	return -ENOMEM;
}

static int read_lists(struct history *history, const struct finding_settings *settings,
		      struct finding_memory *memory, struct history_error *error)
{
	int failed = history_series(history, &settings->choice, &memory->series, error);

	if (!failed)
		failed = history_runs(history, NULL, NULL, &memory->list, error);
	if (!failed)
		failed = history_accepted(history, &memory->accepted, error);
	if (!failed && finding_runs_make(&memory->list, &memory->runs))
		failed = no_memory(error);
	return failed;
}

/* Equal ids, equal pointers. */
static void name_paths(struct history *history, struct finding_place *place)
{
	struct finding_change *change = &place->change;

	change->path_before = history_path(history, place->path_before);
	change->path_after = place->path_after == place->path_before
				     ? change->path_before
				     : history_path(history, place->path_after);
}

/* All places in one array, which the caller frees. */
static struct finding_place *gather(const struct finding_job *job, size_t *count)
{
	size_t series = job->memory->series.count;
	struct finding_place *places;

	*count = 0;
	for (size_t i = 0; i < series; i++)
		*count += job->looks[i].count;
	places = calloc(*count + 1, sizeof(*places));
	if (!places)
		return NULL;
	*count = 0;
	for (size_t i = 0; i < series; i++) {
		for (size_t k = 0; k < job->looks[i].count; k++) {
			places[*count] = job->looks[i].places[k];
			name_paths(job->history, &places[(*count)++]);
		}
	}
	return places;
}

static int say_series(const struct finding_job *job, struct findings *findings)
{
	findings->series = job->memory->series.count;
	for (size_t i = 0; i < findings->series; i++)
		findings->points += job->looks[i].said.points;
	findings->looked = calloc(findings->series + 1, sizeof(*findings->looked));
	if (!findings->looked)
		return -ENOMEM;
	for (size_t i = 0; i < findings->series; i++)
		findings->looked[i] = job->looks[i].said;
	return 0;
}

/* What is not of the newest runs is `log`'s to tell. */
static void keep_new(struct findings *findings)
{
	size_t kept = 0;

	for (size_t i = 0; i < findings->count; i++) {
		if (findings->findings[i].new)
			findings->findings[kept++] = findings->findings[i];
	}
	findings->count = kept;
}

static int make_findings(const struct finding_job *job, struct findings *findings)
{
	size_t count;
	struct finding_place *places = gather(job, &count);
	int failed = places ? 0 : -ENOMEM;

	if (!failed) {
		findings->memory->changes = calloc(count + 1, sizeof(struct finding_change));
		failed = findings->memory->changes ? 0 : -ENOMEM;
	}
	if (!failed)
		failed = finding_group(places, count, findings->memory, findings);
	if (!failed && job->settings->newest_only)
		keep_new(findings);
	free(places);
	return failed ? failed : say_series(job, findings);
}

static void free_looks(struct finding_job *job)
{
	for (size_t i = 0; job->looks && i < job->memory->series.count; i++) {
		for (size_t k = 0; k < job->looks[i].count; k++)
			free(job->looks[i].places[k].grown);
		free(job->looks[i].places);
	}
	free(job->looks);
}

int findings_make(struct history *history, const struct finding_settings *settings,
		  struct findings *findings, struct history_error *error)
{
	struct finding_job job = { .history = history, .settings = settings };
	int failed;

	*findings = (struct findings){ .memory = calloc(1, sizeof(*findings->memory)) };
	if (!findings->memory)
		return no_memory(error);
	job.memory = findings->memory;
	failed = read_lists(history, settings, findings->memory, error);
	if (!failed)
		failed = finding_limits(history, settings, &job.limits, error);
	if (!failed)
		failed = finding_pools_make(history, &findings->memory->runs, &job.limits,
					    &findings->memory->pools, error);
	if (!failed) {
		job.looks = calloc(job.memory->series.count + 1, sizeof(*job.looks));
		failed = job.looks ? finding_look_all(&job, error) : no_memory(error);
	}
	if (!failed && make_findings(&job, findings))
		failed = no_memory(error);
	free_looks(&job);
	if (failed)
		findings_free(findings);
	return failed;
}

void findings_free(struct findings *findings)
{
	struct finding_memory *memory = findings->memory;

	if (memory) {
		history_series_free(&memory->series);
		finding_pools_free(&memory->pools);
		history_runs_free(&memory->list);
		history_accepted_free(&memory->accepted);
		free(memory->runs.runs);
		free(memory->changes);
		free(memory);
	}
	free(findings->findings);
	free(findings->looked);
	*findings = (struct findings){ .count = 0 };
}
