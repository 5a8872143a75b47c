// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of columns of runs.
 */
#include "track/run_row.h"

#include <errno.h>
#include <stdlib.h>

#include "track/choice.h"

static const struct track_run_row *at(const void *row)
{
	return row;
}

static const struct history_run *run_of(const void *row)
{
	return at(row)->run;
}

/* The digest's beginning: what forget takes. */
static struct report_cell get_run(const void *row)
{
	return cell_of_text(at(row)->digest);
}

static struct report_cell get_digest(const void *row)
{
	return cell_of_text(run_of(row)->digest);
}

static struct report_cell get_date(const void *row)
{
	return cell_of_text(at(row)->date);
}

static struct report_cell get_board(const void *row)
{
	return cell_of_text(run_of(row)->board);
}

static struct report_cell get_branch(const void *row)
{
	return cell_of_text(run_of(row)->branch);
}

static struct report_cell get_commit(const void *row)
{
	return cell_of_text(run_of(row)->commit);
}

static struct report_cell get_commit_shown(const void *row)
{
	return cell_of_text(at(row)->commit);
}

static struct report_cell get_file(const void *row)
{
	return cell_of_text(run_of(row)->file);
}

static struct report_cell get_again(const void *row)
{
	return cell_of_truth(run_of(row)->again);
}

static struct report_cell get_trusted(const void *row)
{
	return cell_of_truth(run_of(row)->trusted);
}

static struct report_cell get_doubt(const void *row)
{
	return cell_of_text(run_of(row)->doubt);
}

static struct report_cell get_forgotten(const void *row)
{
	return cell_of_text(run_of(row)->forgotten);
}

/* One word for whether its points count. */
static struct report_cell get_state(const void *row)
{
	const struct history_run *run = run_of(row);

	if (run->forgotten)
		return cell_of_text("forgotten");
	if (!run->trusted)
		return cell_of_text("not trusted");
	if (!run->points)
		return cell_of_text("none");
	return cell_of_text(run->again ? "again" : "count");
}

const char *track_run_reason(const struct track_run_row *row)
{
	return row->run->forgotten ? row->run->forgotten : row->run->doubt;
}

static const struct listing_column columns[] = {
	{ .heading = "run", .get = get_run },
	{ .key = "digest", .get = get_digest },
	{ .key = "date", .heading = "date", .get = get_date },
	{ .key = "board", .heading = "board", .shared = true, .get = get_board },
	{ .key = "branch", .heading = "branch", .shared = true, .get = get_branch },
	{ .key = "commit", .get = get_commit },
	{ .heading = "commit", .get = get_commit_shown },
	{ .key = "file", .get = get_file },
	{ .key = "again", .get = get_again },
	{ .key = "trusted", .get = get_trusted },
	{ .key = "doubt", .get = get_doubt },
	{ .key = "forgotten", .get = get_forgotten },
	{ .heading = "its points", .get = get_state },
};

struct listing track_run_listing(const struct track_run_row *rows, size_t count)
{
	return (struct listing){
		.columns = columns,
		.column_count = sizeof(columns) / sizeof(columns[0]),
		.rows = rows,
		.row_size = sizeof(*rows),
		.count = count,
	};
}

int track_run_rows(const struct nights *nights, const struct history_choice *choice,
		   struct track_run_row **rows, size_t *count)
{
	*count = 0;
	*rows = calloc(nights->runs.count + 1, sizeof(**rows));
	if (!*rows)
		return -ENOMEM;
	for (size_t i = 0; i < nights->runs.count; i++) {
		const struct history_run *run = &nights->runs.runs[i];
		struct track_run_row *row = &(*rows)[*count];

		if (!choice_has(choice->board, run->board) ||
		    !choice_has(choice->branch, run->branch))
			continue;
		row->run = run;
		track_date(row->date, run->date);
		track_short_commit(row->commit, run->commit);
		snprintf(row->digest, sizeof(row->digest), "%s", run->digest);
		(*count)++;
	}
	return 0;
}
