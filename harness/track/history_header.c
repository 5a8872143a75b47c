// SPDX-License-Identifier: GPL-2.0-only
/*
 * The headers of runs. From night to night most of one stays: so it is taken apart, each part is
 * kept once, and a run has a list of its parts.
 */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "result/reader.h"
#include "track/history_numbers.h"
#include "track/history_parts.h"

/* Where a header is taken apart: objects whose members change one by one. */
static const char *const taken_apart[] = { "plan", "environment", "facts" };

static bool is_taken_apart(const char *name)
{
	for (size_t i = 0; i < sizeof(taken_apart) / sizeof(taken_apart[0]); i++) {
		if (!strcmp(name, taken_apart[i]))
			return true;
	}
	return false;
}

/* Objects on the way to a part. */
#define DEPTH_MAX 3

struct way {
	const char *names[DEPTH_MAX];
	size_t depth;
};

/* {"environment":{"facts":{"governor":...}}} */
static int add_part(struct history_numbers *numbers, const struct way *way, json_t *value)
{
	char **parts = reallocarray(numbers->header, numbers->header_count + 1, sizeof(*parts));
	json_t *whole = json_incref(value);

	if (parts)
		numbers->header = parts;
	for (size_t i = way->depth; whole && i-- > 0;) {
		json_t *outer = json_object();

		/* It takes the reference in any case. */
		if (json_object_set_new_nocheck(outer, way->names[i], whole)) {
			json_decref(outer);
			outer = NULL;
		}
		whole = outer;
	}
	if (parts && whole)
		parts[numbers->header_count] = json_dumps(whole, JSON_COMPACT);
	json_decref(whole);
	return parts && whole && parts[numbers->header_count++] ? 0 : -ENOMEM;
}

static int split(struct history_numbers *numbers, struct way *way, json_t *object)
{
	const char *name;
	json_t *value;
	int error = 0;

	json_object_foreach(object, name, value) {
		way->names[way->depth++] = name;
		if (json_is_object(value) && json_object_size(value) && is_taken_apart(name) &&
		    way->depth < DEPTH_MAX)
			error = split(numbers, way, value);
		else
			error = add_part(numbers, way, value);
		way->depth--;
		if (error)
			break;
	}
	return error;
}

int history_header_split(const struct result *result, struct history_numbers *numbers)
{
	struct way way = { .depth = 0 };

	/* jansson takes no const where it iterates, and changes nothing. */
	return split(numbers, &way, (json_t *)result_header(result));
}

static json_t *join(struct history *history, int64_t run, struct history_error *error)
{
	json_t *header = json_object();
	sqlite3_stmt *statement;
	int got =
		history_prepare(history, &statement, error,
				"SELECT header_part.text FROM run, json_each(run.header) AS part"
				" JOIN header_part ON header_part.id = part.value WHERE run.id = ?1"
				" ORDER BY part.key",
				"i", run);

	while (!got && (got = history_step(history, statement, error)) > 0) {
		json_t *part = json_loads(history_text(statement, 0), 0, NULL);

		got = 0;
		if (!part || json_object_update_recursive(header, part))
			got = history_say(error, -EBADMSG,
					  "%s: the header of a run cannot be put together",
					  history->path);
		json_decref(part);
	}
	sqlite3_finalize(statement);
	if (!got)
		return header;
	json_decref(header);
	return NULL;
}

/* The reader takes it as the first line of a file that ends there. */
static int read_header(struct history *history, const json_t *header, struct result *result,
		       struct history_error *error)
{
	struct result_error wrong = { .line = 0 };
	char *line = json_dumps(header, JSON_COMPACT);
	size_t length = line ? strlen(line) : 0;
	FILE *in;
	int failed;

	if (!line)
		return history_no_memory(error);
	/* The end of the string becomes the end of the line. */
	line[length] = '\n';
	in = fmemopen(line, length + 1, "r");
	failed = in ? result_read_lean(in, result, &wrong) : -errno;
	if (in)
		fclose(in);
	free(line);
	if (!failed)
		return 0;
	return history_say(error, failed, "%s: the header of a run cannot be read: %s",
			   history->path, wrong.text);
}

int history_header(struct history *history, int64_t run, struct result *result,
		   struct history_error *error)
{
	json_t *header = join(history, run, error);
	int failed;

	memset(result, 0, sizeof(*result));
	if (!header)
		return -EBADMSG;
	failed = read_header(history, header, result, error);
	json_decref(header);
	return failed;
}
