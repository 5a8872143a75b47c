// SPDX-License-Identifier: GPL-2.0-only
/* Which changes one commit may have made. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "track/finding_parts.h"

/* By branch, then by where the change ends: what is certain to be over first. */
static int by_end(const void *left, const void *right)
{
	const struct finding_place *a = left, *b = right;
	int order = strcmp(a->change.series->branch, b->change.series->branch);

	if (!order)
		order = (a->bad > b->bad) - (a->bad < b->bad);
	if (!order)
		order = (a->good > b->good) - (a->good < b->good);
	/* The same order each time: series are in an order of their own. */
	if (!order)
		order = (a->change.series > b->change.series) -
			(a->change.series < b->change.series);
	return order;
}

static double weight(const struct finding_change *change)
{
	double step = fabs(change->point.after - change->point.before);

	if (change->path_only)
		return -1;
	return change->noise > 0 ? step / change->noise : INFINITY;
}

static int by_weight(const void *left, const void *right)
{
	const struct finding_change *a = left, *b = right;
	double first = weight(a), second = weight(b);
	int order = (first < second) - (first > second);

	return order ? order : (a->series > b->series) - (a->series < b->series);
}

static int newest_first(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;
	int order = (a->bad_date < b->bad_date) - (a->bad_date > b->bad_date);

	if (!order)
		order = strcmp(a->branch, b->branch);
	return order ? order : strcmp(a->bad, b->bad);
}

static bool other_board_before(const struct finding *finding, size_t i)
{
	for (size_t k = 0; k < i; k++) {
		if (!strcmp(finding->changes[k].series->board, finding->changes[i].series->board))
			return false;
	}
	return true;
}

bool finding_change_is_new(const struct finding_change *change)
{
	return change->points_seen <= FINDING_NEW_POINTS;
}

static void sum_up(struct finding *finding)
{
	finding->accepted = true;
	for (size_t i = 0; i < finding->change_count; i++) {
		const struct finding_change *change = &finding->changes[i];
		bool certain = !change->path_only && change->point.verdict == CHANGE_CERTAIN;
		bool worse = !change->path_only && change->point.after > change->point.before;

		finding->boards += other_board_before(finding, i);
		finding->worse += worse;
		finding->better += !change->path_only && !worse;
		finding->new |= finding_change_is_new(change);
		finding->certain |= certain;
		finding->accepted &= change->accepted != NULL;
		finding->regression |=
			certain && worse && finding_change_is_new(change) && !change->accepted;
	}
	qsort(finding->changes, finding->change_count, sizeof(*finding->changes), by_weight);
}

/* What all of them have in common: after the last good one, up to the first bad one. */
static void make_one(struct finding *finding, const struct finding_place *places, size_t count,
		     struct finding_change *changes)
{
	const struct finding_place *good = &places[0], *bad = &places[0];

	for (size_t i = 0; i < count; i++) {
		good = places[i].good > good->good ? &places[i] : good;
		bad = places[i].bad < bad->bad ? &places[i] : bad;
		changes[i] = places[i].change;
	}
	*finding = (struct finding){
		.branch = places[0].change.series->branch,
		.good = good->change.good->commit,
		.bad = bad->change.bad->commit,
		.good_date = good->change.good->date,
		.bad_date = bad->change.bad->date,
		.changes = changes,
		.change_count = count,
	};
	sum_up(finding);
}

/* Where those end that have the end of the first in their range. Moves them to the front. */
static size_t gather(struct finding_place *places, size_t count)
{
	const size_t end = places[0].bad;
	const char *branch = places[0].change.series->branch;
	size_t taken = 0;

	for (size_t i = 0; i < count; i++) {
		struct finding_place place = places[i];

		if (strcmp(place.change.series->branch, branch))
			break;
		if (place.good >= end)
			continue;
		/* Those in between keep their order. */
		memmove(places + taken + 1, places + taken, (i - taken) * sizeof(*places));
		places[taken++] = place;
	}
	return taken;
}

int finding_group(struct finding_place *places, size_t count, const struct finding_memory *memory,
		  struct findings *findings)
{
	findings->findings = calloc(count + 1, sizeof(*findings->findings));
	if (!findings->findings)
		return -ENOMEM;
	if (!count)
		return 0;
	for (size_t i = 0; i < count; i++)
		places[i].change.accepted = finding_accepted(
			memory, &places[i], &(struct finding_places){ places, count });
	qsort(places, count, sizeof(*places), by_end);
	for (size_t i = 0; i < count;) {
		size_t taken = gather(places + i, count - i);

		make_one(&findings->findings[findings->count++], places + i, taken,
			 memory->changes + i);
		i += taken;
	}
	qsort(findings->findings, findings->count, sizeof(*findings->findings), newest_first);
	return 0;
}
