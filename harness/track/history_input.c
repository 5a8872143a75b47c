// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads a result file for a history: its bytes once, for the digest and for the reader.
 */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "result/machine.h"
#include "result/reader.h"
#include "track/date.h"
#include "track/history_add.h"
#include "track/history_numbers.h"
#include "track/history_parts.h"

#define READ_SIZE ((size_t)1 << 18)

/* All bytes of the file. Returns 0 or a negative errno; the caller frees them in any case. */
static int read_bytes(FILE *in, char **bytes, size_t *length)
{
	size_t room = 0;

	for (;;) {
		char *more = *length == room ? realloc(*bytes, room + READ_SIZE) : *bytes;
		size_t got;

		if (!more)
			return -ENOMEM;
		room += *length == room ? READ_SIZE : 0;
		*bytes = more;
		errno = 0;
		got = fread(*bytes + *length, 1, room - *length, in);
		*length += got;
		if (!got)
			return ferror(in) ? (errno ? -errno : -EIO) : 0;
	}
}

static const char *name_of(const char *path)
{
	return strcmp(path, "-") ? path : "standard input";
}

static int refuse(const char *path, int failed, const struct result_error *wrong,
		  struct history_error *error)
{
	if (failed == -ENOMEM)
		return history_no_memory(error);
	if (wrong->line)
		return history_say(error, failed, "%s: not a result file, line %zu: %s",
				   name_of(path), wrong->line, wrong->text);
	return history_say(error, failed, "%s: not a result file: %s", name_of(path), wrong->text);
}

static int64_t started(const struct result *result)
{
	const char *text = json_string_value(json_object_get(result_header(result), "started"));
	int64_t seconds;

	return text && date_parse(text, &seconds) ? seconds : 0;
}

/* Takes of the result what is kept. Returns 0 or -ENOMEM. */
static int take(const struct result *result, const char *file, const char *digest,
		struct history_input *input)
{
	const struct result_environment *environment = &result->environment;
	char doubt[COMPARE_DOUBT_SIZE];
	int error;

	memset(input, 0, sizeof(*input));
	input->file = strdup(file);
	input->board = result_board(result);
	input->arch = strdup(environment->arch);
	if (environment->kernel_release)
		input->release = strdup(environment->kernel_release);
	input->started = started(result);
	snprintf(input->digest, sizeof(input->digest), "%s", digest);
	error = history_numbers_make(result, &input->numbers, doubt);
	if (!error && *doubt)
		input->doubt = strdup(doubt);
	if (!input->file || !input->board || !input->arch ||
	    (environment->kernel_release && !input->release) || (*doubt && !input->doubt))
		error = -ENOMEM;
	if (!error)
		input->points = input->numbers->count;
	return error;
}

static int parse(const char *path, char *bytes, size_t length, struct history_input *input,
		 struct history_error *error)
{
	struct result_error wrong = { .line = 0 };
	struct result result;
	char digest[DIGEST_SIZE];
	/* It refuses to open nothing. */
	FILE *in = length ? fmemopen(bytes, length, "r") : fopen("/dev/null", "re");
	int failed;

	if (!in)
		return history_no_memory(error);
	failed = result_read_lean(in, &result, &wrong);
	fclose(in);
	if (failed)
		return refuse(path, failed, &wrong, error);
	digest_of(bytes, length, digest);
	failed = take(&result, name_of(path), digest, input);
	result_free(&result);
	return failed ? history_no_memory(error) : 0;
}

int history_input_read(const char *path, struct history_input *input, struct history_error *error)
{
	bool given = strcmp(path, "-");
	FILE *in = given ? fopen(path, "re") : stdin;
	char *bytes = NULL;
	size_t length = 0;
	int failed;

	memset(input, 0, sizeof(*input));
	if (!in)
		return history_say(error, -errno, "%s: cannot read it: %s", path, strerror(errno));
	failed = read_bytes(in, &bytes, &length);
	if (given)
		fclose(in);
	if (failed)
		history_say(error, failed, "%s: cannot read it: %s", name_of(path),
			    strerror(-failed));
	else
		failed = parse(path, bytes, length, input, error);
	free(bytes);
	return failed;
}

void history_input_free(struct history_input *input)
{
	free(input->file);
	free(input->board);
	free(input->arch);
	free(input->release);
	free(input->doubt);
	history_numbers_free(input->numbers);
	memset(input, 0, sizeof(*input));
}
