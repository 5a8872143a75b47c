// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "track/finding_parts.h"

/* An abbreviated commit, as people write it, is this long at least. */
#define COMMIT_SHORT 7

/* By how many commits the place of a noisy change moves as nights go by, and is still the same. */
#define MOVES 10

#define FAR SIZE_MAX

/* By how much noise of a night a level may lie above all that was seen of it, and is the same. */
#define ABOVE 5

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

/* The commit's place in the order of the branch; 0: no run is of it. */
static size_t rank_of(const struct finding_memory *memory, const char *branch, const char *commit)
{
	for (size_t i = 0; i < memory->runs.count; i++) {
		const struct finding_run *run = &memory->runs.runs[i];

		if (!strcmp(run->run->branch, branch) && names_commit(commit, run->run->commit))
			return run->rank;
	}
	return 0;
}

/* Where nothing was there yet, as on a board that is measured later, nothing came on top. */
static bool grew_since(const struct finding_memory *memory, const struct finding_points *points,
		       const struct finding_place *place, const struct history_accepted *step)
{
	const struct finding_change *change = &place->change;
	size_t since = rank_of(memory, change->series->branch, step->commit);
	double most = 0;
	bool seen = false;

	since = place->good < since ? place->good + 1 : since;
	for (size_t i = 0; i < points->points.count && since; i++) {
		const struct finding_run *run = &memory->runs.runs[points->runs[i]];

		if (run->rank < since || run->run->added > step->date)
			continue;
		if (!seen || points->points.values[i] > most)
			most = points->points.values[i];
		seen = true;
	}
	return seen && change->point.after > most + ABOVE * change->noise;
}

int finding_note_grown(const struct finding_memory *memory, const struct finding_points *points,
		       struct finding_place *place)
{
	const struct finding_change *change = &place->change;
	size_t count = memory->accepted.count;

	/* Each step of an exact series is a change of its own; a path alone has no level. */
	if (!count || change->path_only || change->series->exact ||
	    !finding_change_is_new(change) || change->point.after <= change->point.before)
		return 0;
	place->grown = calloc(count, sizeof(*place->grown));
	if (!place->grown)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		const struct history_accepted *step = &memory->accepted.accepted[i];

		place->grown[i] = step->commit && history_accepted_covers(step, change->series) &&
				  grew_since(memory, points, place, step);
	}
	return 0;
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

		if (!(place->grown && place->grown[i]) &&
		    history_choice_matches(&choice, place->change.series) &&
		    (!step->commit || began_there(memory, place, all, step->commit)))
			return step->reason;
	}
	return NULL;
}
