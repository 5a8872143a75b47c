// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads a result file line by line and decides what is torn and what is alien.
 */
#include "result/reader.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

#include "result/line.h"
#include "result/member.h"
#include "result/parse.h"

static int say_errno(struct result_error *error, int code)
{
	error->line = 0;
	snprintf(error->text, sizeof(error->text), "%s", strerror(-code));
	return code;
}

/* The next line, or 0 at the end; a line that is too long is refused here. */
static int next_line(struct line_source *source, struct result_error *error)
{
	int got = line_next(source);

	error->line = source->number;
	if (got == -EOVERFLOW)
		return member_refuse(error, "the line is longer than %zu bytes", source->limit);
	if (got < 0)
		return say_errno(error, got);
	return got;
}

/* The record in the line, owned by the caller; NULL if there is none. */
static json_t *parse_line(const struct line_source *source)
{
	json_t *record = json_loadb(source->bytes, source->length, JSON_REJECT_DUPLICATES, NULL);

	if (json_is_object(record))
		return record;
	json_decref(record);
	return NULL;
}

/*
 * Takes one record that parsed. The first must be the header, and nothing may
 * follow the end. The result owns @record from here on, come what may.
 */
static int take_record(struct result *result, json_t *record, struct result_error *error)
{
	struct member_scope scope = { record, "the record", error };
	bool first = json_array_size(result->records) == 0;
	const char *kind = json_string_value(json_object_get(record, "record"));

	if (json_array_append_new(result->records, record))
		return -ENOMEM;
	if (first && (!kind || strcmp(kind, "header")))
		return member_refuse(error, "it is JSON, but not the header of a result file");
	if (!kind)
		return member_refuse(error, "the line does not say which kind of record it is");
	if (first)
		return parse_header(&scope, result);
	if (result->ended)
		return member_refuse(error, "there is a record after the end record");
	if (!strcmp(kind, "header"))
		return member_refuse(error, "there is a second header; is it two files in one?");
	if (!strcmp(kind, "sample"))
		return parse_sample(&scope, result);
	if (!strcmp(kind, "event"))
		return parse_event(&scope, result);
	if (!strcmp(kind, "end"))
		return parse_end(&scope, result);
	if (strcmp(kind, "proof"))
		result->unknown_records++;
	return 0;
}

/* A line that is no record: torn if it is the last one, else the file is broken. */
static int judge_broken_line(struct line_source *source, struct result *result,
			     struct result_error *error)
{
	size_t number = source->number;
	int got;

	if (json_array_size(result->records) == 0)
		return member_refuse(error, source->terminated
						    ? "the line is not a JSON object"
						    : "the line is torn, or not a JSON object");
	got = next_line(source, error);
	if (got < 0 && got != -EBADMSG)
		return got;
	if (got) {
		error->line = number;
		return member_refuse(error, "the line is not a JSON object");
	}
	result->torn = true;
	return 0;
}

static int read_lines(struct line_source *source, struct result *result, struct result_error *error)
{
	int got;

	while ((got = next_line(source, error)) > 0) {
		json_t *record = source->terminated ? parse_line(source) : NULL;
		int refused;

		if (!record)
			refused = judge_broken_line(source, result, error);
		else
			refused = take_record(result, record, error);
		if (refused == -ENOMEM)
			return say_errno(error, refused);
		if (refused || result->torn)
			return refused;
	}
	if (!got && json_array_size(result->records) == 0) {
		error->line = 0;
		return member_refuse(error, "the file is empty");
	}
	return got;
}

int result_read(FILE *in, struct result *result, struct result_error *error)
{
	struct line_source source;
	int failed;

	memset(error, 0, sizeof(*error));
	memset(result, 0, sizeof(*result));
	result->records = json_array();
	if (!result->records)
		return say_errno(error, -ENOMEM);
	line_source_init(&source, in, RESULT_LINE_MAX);
	failed = read_lines(&source, result, error);
	line_source_free(&source);
	if (failed)
		result_free(result);
	return failed;
}

int result_read_path(const char *path, struct result *result, struct result_error *error)
{
	FILE *in;
	int failed;

	if (!strcmp(path, "-"))
		return result_read(stdin, result, error);
	in = fopen(path, "re");
	if (!in) {
		memset(result, 0, sizeof(*result));
		return say_errno(error, -errno);
	}
	failed = result_read(in, result, error);
	fclose(in);
	return failed;
}
