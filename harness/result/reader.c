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
#include "result/plain_proof.h"

/* What a byte of JSON takes in memory at most, such as that of an empty object in an array. */
#define BYTES_OF_A_BYTE 128

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

/*
 * Whether there is memory for whatever a line of this length holds: jansson tells some allocations
 * that fail as bad syntax (lex_scan_string() of its load.c).
 */
static bool has_memory_for(size_t length)
{
	json_malloc_t allocate;
	json_free_t release;
	void *room;

	json_get_alloc_funcs(&allocate, &release);
	room = allocate((length + 1) * BYTES_OF_A_BYTE);
	release(room);
	return room;
}

/* The record in the line, owned by the caller; NULL if there is none. Returns 0 or -ENOMEM. */
static int parse_line(const struct line_source *source, json_t **record)
{
	json_error_t why;

	*record = json_loadb(source->bytes, source->length, JSON_REJECT_DUPLICATES, &why);
	/* Bad syntax is always told in words; of most else that fails there are none. */
	if (!*record && (!*why.text || !has_memory_for(source->length)))
		return -ENOMEM;
	if (json_is_object(*record))
		return 0;
	json_decref(*record);
	*record = NULL;
	return 0;
}

/* A text of the result's own, which is there once however many samples have it; NULL: no memory. */
static const char *own_text(struct result *result, const char *text)
{
	void *place = json_object_iter_at(result->texts, text);

	if (!place && json_object_set_new_nocheck(result->texts, text, json_null()))
		return NULL;
	return json_object_iter_key(place ? place : json_object_iter_at(result->texts, text));
}

/* The sample's texts are the record's, which is to go. */
static int own_texts(struct result *result, struct result_sample *sample)
{
	const char **const texts[] = { &sample->reason, &sample->path_before, &sample->path_after,
				       &sample->expected_path };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (!*texts[i])
			continue;
		*texts[i] = own_text(result, *texts[i]);
		if (!*texts[i])
			return -ENOMEM;
	}
	return 0;
}

static int take_sample(const struct member_scope *record, struct result *result)
{
	int error = parse_sample(record, result);

	if (error || !result->texts)
		return error;
	return own_texts(result, &result->samples[result->sample_count - 1]);
}

/* One record that is not the first; nothing may follow the end. */
static int take_later(const struct member_scope *record, const char *kind, struct result *result)
{
	if (result->ended)
		return member_refuse(record->error, "there is a record after the end record");
	if (!strcmp(kind, "header"))
		return member_refuse(record->error,
				     "there is a second header; is it two files in one?");
	if (!strcmp(kind, "sample"))
		return take_sample(record, result);
	if (!strcmp(kind, "event"))
		return parse_event(record, result);
	if (!strcmp(kind, "end"))
		return parse_end(record, result);
	if (strcmp(kind, "proof"))
		result->unknown_records++;
	return 0;
}

/* The first must be the header. */
static int take_kind(const struct member_scope *record, const char *kind, struct result *result)
{
	bool first = json_array_size(result->records) == 0;

	if (first && (!kind || strcmp(kind, "header")))
		return member_refuse(record->error,
				     "it is JSON, but not the header of a result file");
	if (!kind)
		return member_refuse(record->error,
				     "the line does not say which kind of record it is");
	return first ? parse_header(record, result) : take_later(record, kind, result);
}

/* Whether something that outlives the reading borrows from the record. */
static bool is_kept(const struct result *result, const char *kind)
{
	return !result->texts || !strcmp(kind, "header") || !strcmp(kind, "event") ||
	       !strcmp(kind, "end");
}

/* Takes one record that parsed, and owns it from here on, come what may. */
static int take_record(struct result *result, json_t *record, struct result_error *error)
{
	struct member_scope scope = { record, "the record", error };
	const char *kind = json_string_value(json_object_get(record, "record"));
	int failed = take_kind(&scope, kind, result);

	if (failed || !is_kept(result, kind)) {
		json_decref(record);
		return failed;
	}
	return json_array_append_new(result->records, record) ? -ENOMEM : 0;
}

/* Whether the line is a proof whose JSON is not kept, and that no one looks at. */
static bool is_passed_over(const struct line_source *source, const struct result *result)
{
	return result->texts && json_array_size(result->records) > 0 && !result->ended &&
	       source->terminated && is_plain_proof(source->bytes, source->length);
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
		json_t *record = NULL;
		int refused = 0;

		if (is_passed_over(source, result))
			continue;
		if (source->terminated)
			refused = parse_line(source, &record);
		if (!refused && !record)
			refused = judge_broken_line(source, result, error);
		else if (!refused)
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

static int read_file(FILE *in, bool lean, struct result *result, struct result_error *error)
{
	struct line_source source;
	int failed;

	memset(error, 0, sizeof(*error));
	memset(result, 0, sizeof(*result));
	result->records = json_array();
	result->texts = lean ? json_object() : NULL;
	if (!result->records || (lean && !result->texts)) {
		result_free(result);
		return say_errno(error, -ENOMEM);
	}
	line_source_init(&source, in, RESULT_LINE_MAX);
	failed = read_lines(&source, result, error);
	line_source_free(&source);
	if (failed)
		result_free(result);
	return failed;
}

static int read_path(const char *path, bool lean, struct result *result, struct result_error *error)
{
	FILE *in;
	int failed;

	if (!strcmp(path, "-"))
		return read_file(stdin, lean, result, error);
	in = fopen(path, "re");
	if (!in) {
		memset(result, 0, sizeof(*result));
		return say_errno(error, -errno);
	}
	failed = read_file(in, lean, result, error);
	fclose(in);
	return failed;
}

int result_read(FILE *in, struct result *result, struct result_error *error)
{
	return read_file(in, false, result, error);
}

int result_read_path(const char *path, struct result *result, struct result_error *error)
{
	return read_path(path, false, result, error);
}

int result_read_lean(FILE *in, struct result *result, struct result_error *error)
{
	return read_file(in, true, result, error);
}

int result_read_lean_path(const char *path, struct result *result, struct result_error *error)
{
	return read_path(path, true, result, error);
}
