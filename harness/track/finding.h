/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FINDING_H
#define FINDING_H

#include "stats/change_point.h"
#include "track/history.h"

/* A change in one series, with names. */
struct finding_change {
	const struct history_series *series;
	struct change_point point;
	const struct history_run *good; /* the last run before @point.earliest */
	const struct history_run *bad; /* the run at @point.latest: the new level for sure */
	const struct history_run *first; /* the run at @point.first */
	const struct history_run *held; /* the last that what is measured again is held against */
	const char *path_before, *path_after; /* the same pointer: it did not change */
	bool path_only; /* the path changed, the number did not: neither worse nor better */
	double noise;
	size_t points_after; /* nights of its board since @first, that included */
	size_t points_seen; /* the same since the night that it was found in */
	size_t unsteady; /* commits of an exact series whose values differ: not exact there */
	const char *accepted; /* the reason; NULL: nobody accepted it */
};

/* Changes that one commit may have made: their ranges have a commit in common. */
struct finding {
	const char *branch;
	const char *good, *bad; /* commits: after the first, up to and with the second */
	int64_t good_date, bad_date;
	struct finding_change *changes; /* the largest first, in units of their noise */
	size_t change_count;
	size_t boards; /* how many have one */
	size_t worse, better; /* changes by direction */
	bool new; /* begins in what the newest run of its boards can have found; `check` tells these
		   */
	bool certain; /* the number of at least one is */
	bool regression; /* one of them is new, certain, to the worse and not accepted */
	bool accepted; /* all of its changes are */
};

/* A series as it was looked at, whether it has changes or not. */
struct finding_series {
	const struct history_series *series;
	size_t points;
	int64_t first_run, last_run; /* their ids; 0: it has no points */
	double level; /* the newest one */
	double noise; /* sigma about its levels; 0 if exact or unknown */
	size_t changes; /* certain ones */
};

struct findings {
	struct finding *findings; /* newest first */
	size_t count;
	/* @series of them, in the order of history_series(); with newest_only of the last points.
	 */
	struct finding_series *looked;
	size_t series; /* that were looked at */
	size_t points;
	struct finding_memory *memory; /* owns all of it */
};

struct finding_settings {
	struct history_choice choice;
	double false_a_year; /* 0: FINDING_FALSE_A_YEAR */
	double floor_percent; /* negative: by each series' own noise alone */
	bool newest_only; /* `check`: what the newest runs show; reads the last points alone */
	unsigned int threads; /* 0: as many as there are CPUs */
};

#define FINDING_FALSE_A_YEAR 1.0

/* A change is new while the newest run is among so many points since it was found. */
#define FINDING_NEW_POINTS 10

/*
 * Whether its board has no more points than that since it was found, which takes a small one some
 * nights. What is suspected, the newest night has shown.
 */
bool finding_change_is_new(const struct finding_change *change);

/* Looks at all series that the choice matches. Returns 0 or a negative errno with @error. */
int findings_make(struct history *history, const struct finding_settings *settings,
		  struct findings *findings, struct history_error *error);
void findings_free(struct findings *findings);

/*
 * Whether runs that were added with --again after the run @after_run, up to and with @until_run
 * (INT64_MAX: all), and are of commits behind the last good one, confirm @change, which may be a
 * suspected or a certain one; asked after each of @rounds rounds at most. @settings and
 * @findings: those that it came from. A series without fresh points is CHANGE_OPEN. Returns 0 or a
 * negative errno with @error.
 */
int finding_confirm(struct history *history, const struct finding_settings *settings,
		    const struct findings *findings, const struct finding_change *change,
		    int64_t after_run, int64_t until_run, size_t rounds, enum change_answer *answer,
		    struct history_error *error);

#endif /* FINDING_H */
