/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHANGE_POINT_H
#define CHANGE_POINT_H

#include <stdbool.h>
#include <stddef.h>

/* Where the level of a series changes, and how sure that is: docs/change-points.md. */

/* How sure one is that a level has changed. */
enum change_verdict {
	CHANGE_SUSPECTED, /* worth to measure again, not worth to wake anybody */
	CHANGE_CERTAIN, /* within the budget of false alarms */
};

/* The numbers of one series, oldest first. */
struct change_series {
	const double *values;
	/* A number for each, equal where the commit is: no level changes within one. NULL: all
	 * differ. Equal ones are neighbours. */
	const size_t *commits;
	/*
	 * Measured again because of a suspicion; NULL: none. Where a commit has such values, its
	 * others do not count: they were chosen for being odd.
	 */
	const bool *again;
	size_t count;
	bool exact; /* every change is one, n = 1 */
};

/* Where the level of a series changes. Indices are of points. */
struct change_point {
	size_t first; /* the first point of the new level, most likely */
	size_t earliest, latest; /* where that may lie at 95 %, both inclusive */
	size_t held; /* what is measured again is held against the points before this one */
	size_t seen; /* the first point of the night that it was found in; suspected: of the last */
	double before, after; /* the levels */
	double low, high; /* 95 % interval of after - before; equal in an exact series */
	/*
	 * That noise alone makes this on any one night of one series, wherever it is looked for in
	 * the series' past; 0 in an exact series.
	 */
	double p;
	enum change_verdict verdict;
	bool drift; /* a slope says it as well as a step: there may be no one commit */
};

/* What a night has in common with the one before: phi of an AR(1), and what that rests on. */
struct change_likeness {
	double phi;
	double nights; /* that it is worth; 0: nobody knows */
};

struct change_settings {
	/* False findings that are put up with, in a year of nights, in all series together. */
	double false_a_year;
	size_t series; /* that are looked at together, in all boards */
	double floor_percent; /* of the level before; less is never told */
	/* What nights have in common on this board, by change_pool(). Zeroed: nothing is known. */
	struct change_likeness likeness;
};

struct change_points {
	/* By first. Suspected ones are of the last point's making: older suspicions are gone. */
	struct change_point *points;
	size_t count;
	size_t room;
	double noise; /* sigma of the series about its levels, robust; 0 if exact or unknown */
	double level; /* the newest one; 0: there are no points */
	size_t unsteady; /* commits of an exact series whose values differ: not exact there */
	struct change_likeness likeness; /* by its own nights alone */
};

/* What is worked with, one for each thread and used again; NULL when memory ran out. */
struct change_workspace;
struct change_workspace *change_workspace_new(void);
void change_workspace_free(struct change_workspace *workspace);

/*
 * All change points of a series. @found: zeroed at first, used again. Returns 0 or -ENOMEM. The
 * newest ones follow from the last CHANGE_POINTS_ENOUGH points: with more before them they are
 * the same, but where a series changes so often that its levels never settle.
 */
int change_points_find(const struct change_series *series, const struct change_settings *settings,
		       struct change_workspace *workspace, struct change_points *found);
void change_points_free(struct change_points *found);

#define CHANGE_POINTS_ENOUGH 1536

/*
 * What nights have in common is mostly the board's: its temperature, its layout. The likeness of
 * its series is the middle of theirs, and worth the less the more they differ. @all is sorted.
 */
struct change_likeness change_pool(struct change_likeness *all, size_t count);

enum change_answer {
	CHANGE_DENIED = -1, /* there is no such change */
	CHANGE_OPEN = 0, /* measure once more */
	CHANGE_CONFIRMED = 1,
};

/*
 * Whether @count fresh values, measured after the suspicion, confirm the change. They alone are
 * held against the level before: what is in @series from @suspected->held on does not count,
 * but for its last one: the fresh ones have a share of that in common with it.
 * @rounds: how many there will be at most; the risk is split over them, so it may be asked after
 * each. Returns 0 or -ENOMEM.
 */
int change_confirm(const struct change_series *series, const struct change_point *suspected,
		   const double *fresh, size_t count, size_t rounds,
		   const struct change_settings *settings, struct change_workspace *workspace,
		   enum change_answer *answer);

#endif /* CHANGE_POINT_H */
