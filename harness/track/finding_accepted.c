// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "track/finding_parts.h"

/* An abbreviated commit, as people write it, is this long at least. */
#define COMMIT_SHORT 7

/* By how many commits the place of a noisy change moves as nights go by, and is still the same. */
#define MOVES 3

static bool names_commit(const char *word, const char *commit)
{
	size_t length = strlen(word);

	return !strcmp(word, commit) || (length >= COMMIT_SHORT && !strncmp(word, commit, length));
}

/* Whether the commit is one that may have made the change. */
static bool in_range(const struct finding_memory *memory, const struct finding_place *place,
		     const char *commit)
{
	size_t slack = place->change.series->exact ? 0 : MOVES;

	for (size_t i = 0; i < memory->runs.count; i++) {
		const struct finding_run *run = &memory->runs.runs[i];

		if (run->rank + slack > place->good && run->rank <= place->bad + slack &&
		    !strcmp(run->run->branch, place->change.series->branch) &&
		    names_commit(commit, run->run->commit))
			return true;
	}
	return false;
}

const char *finding_accepted(const struct finding_memory *memory, const struct finding_place *place)
{
	for (size_t i = 0; i < memory->accepted.count; i++) {
		const struct history_accepted *step = &memory->accepted.accepted[i];
		const struct history_choice choice = {
			.board = step->board,
			.branch = step->branch,
			.workload = step->workload,
			.configuration = step->configuration,
			.metric = step->metric,
		};

		if (history_choice_matches(&choice, place->change.series) &&
		    (!step->commit || in_range(memory, place, step->commit)))
			return step->reason;
	}
	return NULL;
}
