// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names that came and names that went: somebody may have renamed a thing.
 */
#include "track/history_news.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "track/history_names.h"
#include "track/history_parts.h"

/* The names of one kind that a plan has. */
struct plan_names {
	const char **names;
	size_t count;
};

static int plan_names(const struct result_plan *plan, enum history_name kind,
		      struct plan_names *out)
{
	size_t count = kind == HISTORY_CONFIGURATION ? plan->configuration_count
		       : kind == HISTORY_WORKLOAD    ? plan->workload_count
						     : plan->event_count;

	out->count = count;
	out->names = calloc(count + 1, sizeof(*out->names));
	for (size_t i = 0; i < count && out->names; i++)
		out->names[i] = kind == HISTORY_CONFIGURATION ? plan->configurations[i]
				: kind == HISTORY_WORKLOAD    ? plan->workloads[i].name
							      : plan->events[i];
	return out->names ? 0 : -ENOMEM;
}

static bool has(const struct plan_names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++) {
		if (!strcmp(names->names[i], name))
			return true;
	}
	return false;
}

static int add_name(char ***names, size_t *count, const char *name)
{
	char **more = reallocarray(*names, *count + 1, sizeof(*more));

	if (!more)
		return -ENOMEM;
	*names = more;
	more[*count] = strdup(name);
	return more[(*count)++] ? 0 : -ENOMEM;
}

/* Those of @names that @others have not, by what they are called now. */
static int find_missing(struct history *history, enum history_name kind,
			const struct plan_names *names, const struct plan_names *others,
			char ***missing, size_t *count, struct history_error *error)
{
	int failed = 0;

	for (size_t i = 0; i < names->count && !failed; i++) {
		char *now = NULL;

		if (has(others, names->names[i]))
			continue;
		failed = history_name_now(history, kind, names->names[i], &now, error);
		if (!failed && !has(others, now) && add_name(missing, count, now))
			failed = history_no_memory(error);
		free(now);
	}
	return failed;
}

static int compare_names(struct history *history, enum history_name kind,
			 const struct result *before, const struct result *after,
			 struct history_news *news, struct history_error *error)
{
	struct plan_names old = { .names = NULL };
	struct plan_names new = { .names = NULL };
	int failed = 0;

	if (plan_names(&before->plan, kind, &old) || plan_names(&after->plan, kind, &new))
		failed = history_no_memory(error);
	if (!failed)
		failed = find_missing(history, kind, &old, &new, &news->gone, &news->gone_count,
				      error);
	if (!failed)
		failed = find_missing(history, kind, &new, &old, &news->came, &news->came_count,
				      error);
	free(old.names);
	free(new.names);
	return failed;
}

/* The run before of the same board and branch, 0 if there is none. */
static int find_before(struct history *history, int64_t run, int64_t *before,
		       struct history_error *error)
{
	return history_number(
		history, 0, before, error,
		"SELECT last.id FROM run JOIN board ON board.id = run.board"
		" JOIN board AS alike ON alike.name = board.name JOIN run AS last ON last.id ="
		" (SELECT id FROM run AS other WHERE other.board = alike.id"
		"  AND other.branch = run.branch AND other.forgotten IS NULL AND NOT other.again"
		"  AND (other.date, other.id) < (run.date, run.id)"
		"  ORDER BY other.date DESC, other.id DESC LIMIT 1)"
		" WHERE run.id = ?1 ORDER BY last.date DESC, last.id DESC LIMIT 1",
		"i", run);
}

/* What a board of the same night may be earlier by: it is another board, and has no new name. */
#define SAME_NIGHT_SECONDS "43200"

/*
 * Boards of the architecture that were there before this run's, and not in this night, and none of
 * its own was.
 */
static int find_boards(struct history *history, const struct history_input *input,
		       struct history_news *news, struct history_error *error)
{
	sqlite3_stmt *statement;
	int got = history_prepare(
		history, &statement, error,
		"SELECT DISTINCT other.name FROM run JOIN board ON board.id = run.board"
		" JOIN board AS other ON other.name != board.name"
		" WHERE run.id = ?1 AND other.id < board.id AND EXISTS"
		" (SELECT 1 FROM source WHERE source.board = other.id AND arch = ?2"
		"  AND machine = ?3)"
		" AND NOT EXISTS (SELECT 1 FROM run AS night WHERE night.board = other.id"
		"  AND night.date > run.date - " SAME_NIGHT_SECONDS ")"
		" AND run.id = (SELECT min(id) FROM run AS first WHERE first.board IN"
		" (SELECT id FROM board AS alike WHERE alike.name = board.name))",
		"iti", input->run, input->arch, (int64_t)input->numbers->machine);

	while (!got && (got = history_step(history, statement, error)) > 0)
		got = add_name(&news->gone, &news->gone_count, history_text(statement, 0))
			      ? history_no_memory(error)
			      : 0;
	sqlite3_finalize(statement);
	if (got || !news->gone_count)
		return got;
	return add_name(&news->came, &news->came_count,
			input->words.board ? input->words.board : input->board)
		       ? history_no_memory(error)
		       : 0;
}

static int compare_runs(struct history *history, int64_t before, int64_t after,
			struct history_news *news, struct history_error *error)
{
	static const enum history_name kinds[] = { HISTORY_CONFIGURATION, HISTORY_WORKLOAD,
						   HISTORY_METRIC };
	struct result old;
	struct result new;
	int failed = history_header(history, before, &old, error);

	if (failed)
		return failed;
	failed = history_header(history, after, &new, error);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && !failed; i++)
		failed = compare_names(history, kinds[i], &old, &new, &news[kinds[i]], error);
	result_free(&old);
	result_free(&new);
	return failed;
}

int history_news_find(struct history *history, const struct history_input *input,
		      struct history_news *news, struct history_error *error)
{
	int64_t before = 0;
	int failed;

	memset(news, 0, HISTORY_NAME_COUNT * sizeof(*news));
	failed = find_before(history, input->run, &before, error);
	if (failed)
		return failed;
	return before ? compare_runs(history, before, input->run, news, error)
		      : find_boards(history, input, &news[HISTORY_BOARD], error);
}

static void free_names(char **names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
}

void history_news_free(struct history_news *news)
{
	for (size_t i = 0; i < HISTORY_NAME_COUNT; i++) {
		free_names(news[i].came, news[i].came_count);
		free_names(news[i].gone, news[i].gone_count);
	}
	memset(news, 0, HISTORY_NAME_COUNT * sizeof(*news));
}
