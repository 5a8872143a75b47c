/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef HISTORY_H
#define HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "result/result.h"

/*
 * The runs of many nights in one database file (SQLite). A run is one result file. A series is one
 * number, night after night: of one board and branch, workload, configuration and metric.
 */
struct history;

struct history_error {
	char text[512]; /* one line, printable, without a full stop: what failed and what to do */
};

enum history_access {
	/*
	 * A file that must be there; works on a read-only disk, and beside writers: what others
	 * add later is not seen until it is opened anew.
	 */
	HISTORY_READ,
	HISTORY_WRITE, /* made if it is not there */
};

/*
 * Returns 0, -ENOENT (no such file), -EBADMSG (no history, or a damaged one), -EPROTO (of a newer
 * version of the tool), or another negative errno; then @error says it and *@history is NULL.
 */
int history_open(const char *path, enum history_access access, struct history **history,
		 struct history_error *error);

/* Another look at the same file, for another thread: a struct history belongs to one. */
int history_open_again(const struct history *other, struct history **history,
		       struct history_error *error);

/* The file, as it was opened; lives as long as @history. */
const char *history_file(const struct history *history);

/* NULL is fine. */
void history_close(struct history *history);

/* A run, as kept. Strings belong to the struct history_runs. */
struct history_run {
	int64_t id;
	const char *digest; /* of the raw file: SHA-256, lower-case hexadecimal */
	const char *file; /* the name it had when it was added */
	const char *board;
	const char *branch;
	const char *commit; /* of the kernel; else its release */
	int64_t date; /* of the commit (--date), else of the run; seconds since 1970, UTC */
	bool again; /* measured again to confirm (track add --again): no night of its own */
	bool trusted; /* by trust_judge() when it was added; others are not judged */
	const char *doubt; /* why it is not trusted; NULL if it is */
	const char *forgotten; /* why it does not count any more (track forget); NULL: it does */
	size_t points; /* it gave; 0: it is not trusted, or measured nothing */
	int64_t added; /* when; seconds since 1970 */
};

/* Oldest first: by date, then in the order they were added. */
struct history_runs {
	struct history_run *runs;
	size_t count;
	char *texts; /* owns the strings */
};

struct history_series {
	int64_t id;
	const char *board;
	const char *branch;
	const char *arch;
	const char *workload;
	const char *configuration;
	const char *metric;
	const char *unit;
	bool overhead; /* the points are overheads; else values, of the baseline "none" and loops */
	bool exact; /* whole numbers that have no noise: one more is a change */
	bool emulated; /* or simulated: of no hardware */
};

struct history_series_list {
	struct history_series *series; /* by board, branch, workload, configuration, metric */
	size_t count;
	char *texts; /* owns the strings */
};

/*
 * What to look at: each member is a name, or several with commas between them; NULL means all of
 * them. Words that nothing matches are no error here.
 */
struct history_choice {
	const char *board;
	const char *branch;
	const char *workload;
	const char *configuration;
	const char *metric;
};

bool history_choice_matches(const struct history_choice *choice,
			    const struct history_series *series);

/* Those of one board and branch; of all where these are NULL. */
int history_runs(struct history *history, const char *board, const char *branch,
		 struct history_runs *runs, struct history_error *error);
void history_runs_free(struct history_runs *runs);

int history_series(struct history *history, const struct history_choice *choice,
		   struct history_series_list *list, struct history_error *error);
void history_series_free(struct history_series_list *list);

/*
 * The points of one series, oldest first, without runs that are forgotten or not trusted. A night
 * without one is a hole: it has no point. The arrays are reused from call to call; free at the end.
 */
struct history_points {
	double *values; /* per call, in the series' unit */
	int64_t *runs; /* the id of each point's run */
	uint32_t *paths; /* an id of the path that was proven: equal ids are equal paths */
	size_t count;
	size_t room;
};

/* The last @last points; 0: all. */
int history_points(struct history *history, int64_t series, size_t last,
		   struct history_points *points, struct history_error *error);
void history_points_free(struct history_points *points);

/* The name of a path's id; lives as long as @history. */
const char *history_path(struct history *history, uint32_t path);

/*
 * What the run's file says in its header, for environment_compare(): a result without samples and
 * events. On success the caller ends with result_free(); on failure @result is zeroed.
 */
int history_header(struct history *history, int64_t run, struct result *result,
		   struct history_error *error);

/*
 * A step that is known: it began at this commit, in the series that the choice matches. Members
 * are as those of a struct history_choice.
 */
struct history_accepted {
	int64_t id;
	const char *board, *branch, *commit, *workload, *configuration, *metric; /* NULL: any */
	const char *reason;
	int64_t date; /* when it was accepted; seconds since 1970 */
};

/* Whether it is about the series, whatever the commit. */
bool history_accepted_covers(const struct history_accepted *accepted,
			     const struct history_series *series);

struct history_accepted_list {
	struct history_accepted *accepted;
	size_t count;
	char *texts;
};

int history_accepted(struct history *history, struct history_accepted_list *list,
		     struct history_error *error);
void history_accepted_free(struct history_accepted_list *list);

#endif /* HISTORY_H */
