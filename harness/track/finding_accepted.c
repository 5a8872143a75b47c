// SPDX-License-Identifier: GPL-2.0-only
#include <stdint.h>
#include <string.h>

#include "track/finding_parts.h"

/* An abbreviated commit, as people write it, is this long at least. */
#define COMMIT_SHORT 7

/* By how many commits the place of a noisy change moves as nights go by, and is still the same. */
#define MOVES 10

#define FAR SIZE_MAX

static bool names_commit(const char *word, const char *commit)
{
	size_t length = strlen(word);

	return !strcmp(word, commit) || (length >= COMMIT_SHORT && !strncmp(word, commit, length));
}

/* How many commits it lies outside of the change's range: 0 if it may have made it; FAR. */
static size_t distance(const struct finding_memory *memory, const struct finding_place *place,
		       const char *commit)
{
	bool moves = !place->change.series->exact && !place->change.path_only;
	size_t least = FAR;

	for (size_t i = 0; i < memory->runs.count && least; i++) {
		const struct finding_run *run = &memory->runs.runs[i];
		size_t off = 0;

		if (run->rank <= place->good)
			off = place->good + 1 - run->rank;
		else if (run->rank > place->bad)
			off = run->rank - place->bad;
		if (off < least && off <= (moves ? MOVES : 0) &&
		    !strcmp(run->run->branch, place->change.series->branch) &&
		    names_commit(commit, run->run->commit))
			least = off;
	}
	return least;
}

/* Whether another change of the series is for certain the one that was accepted at that commit. */
static bool is_anothers(const struct finding_memory *memory, const struct finding_place *place,
			const struct finding_places *all, const char *commit, size_t off)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct finding_place *other = &all->places[i];

		if (other != place && other->change.series == place->change.series &&
		    !other->change.path_only && other->change.point.verdict == CHANGE_CERTAIN &&
		    distance(memory, other, commit) < off)
			return true;
	}
	return false;
}

static bool began_there(const struct finding_memory *memory, const struct finding_place *place,
			const struct finding_places *all, const char *commit)
{
	size_t off = distance(memory, place, commit);

	return off != FAR && (!off || !is_anothers(memory, place, all, commit, off));
}

const char *finding_accepted(const struct finding_memory *memory, const struct finding_place *place,
			     const struct finding_places *all)
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
		    (!step->commit || began_there(memory, place, all, step->commit)))
			return step->reason;
	}
	return NULL;
}
