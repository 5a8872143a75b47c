/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHANGE_POINT_H
#define CHANGE_POINT_H

#include <stdbool.h>
#include <stddef.h>

/* How sure one is that a level has changed. */
enum change_verdict {
	CHANGE_SUSPECTED, /* worth to measure again, not worth to wake anybody */
	CHANGE_CERTAIN, /* within the budget of false alarms */
};

/* Where the level of a series changes. Indices are of points. */
struct change_point {
	size_t first; /* the first point of the new level, most likely */
	size_t earliest, latest; /* where that may lie, both inclusive */
	double before, after; /* the levels */
	double low, high; /* 95 % interval of after - before; equal in an exact series */
	double p; /* that noise alone makes this; 0 in an exact series */
	enum change_verdict verdict;
};

struct change_settings {
	/* False findings that are put up with, in a year of nights, in all series together. */
	double false_a_year;
	size_t series; /* that are looked at together, in all boards */
	double floor_percent; /* of the level before; less is never told */
};

struct change_points {
	struct change_point *points; /* by first */
	size_t count;
	size_t room;
	double noise; /* sigma of the series about its levels, robust; 0 if exact or unknown */
};

/* What is worked with, one for each thread and used again; zeroed at first. */
struct change_workspace;
struct change_workspace *change_workspace_new(void);
void change_workspace_free(struct change_workspace *workspace);

/*
 * All change points of a series. @commits: a number for each point, equal where the commit is the
 * same (a level cannot change within one); NULL: all differ. Exact: every change is one, n = 1.
 * Returns 0 or -ENOMEM.
 */
int change_points_find(const double *values, const size_t *commits, size_t count, bool exact,
		       const struct change_settings *settings, struct change_workspace *workspace,
		       struct change_points *found);
void change_points_free(struct change_points *found);

/*
 * Whether @count fresh values, of the commit under suspicion, confirm the change: 1 yes, -1 no,
 * 0 not yet: measure once more. @rounds: how many there will be at most; the risk is split over
 * them.
 */
int change_confirm(const double *values, size_t count_before, const struct change_point *suspected,
		   const double *fresh, size_t count, size_t rounds,
		   const struct change_settings *settings);

#endif /* CHANGE_POINT_H */
