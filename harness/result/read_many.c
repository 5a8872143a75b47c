// SPDX-License-Identifier: GPL-2.0-only
#include "result/read_many.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "result/parallel.h"

/* Files that are read at once, and what is said of each. */
struct many {
	int (*read)(const char *path, struct result *result, struct result_error *error);
	char *const *paths;
	struct result *results;
	struct result_error *errors;
	int *failed;
};

static bool is_standard_input(const char *path)
{
	return !strcmp(path, "-");
}

static int read_one(struct many *many, size_t index)
{
	many->failed[index] =
		many->read(many->paths[index], &many->results[index], &many->errors[index]);
	return many->failed[index];
}

/* What came over standard input was read before. */
static int read_file(void *context, size_t index)
{
	struct many *many = context;

	return is_standard_input(many->paths[index]) ? many->failed[index] : read_one(many, index);
}

/* Only who comes first gets anything of it, and that is not to be left to chance. */
static void read_standard_input(struct many *many, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (is_standard_input(many->paths[i]))
			read_one(many, i);
	}
}

static int read_all(struct many *many, size_t count, size_t *at, struct result_error *error)
{
	int failed;

	memset(many->results, 0, count * sizeof(*many->results));
	read_standard_input(many, count);
	failed = parallel_each(count, read_file, many, at);
	if (!failed)
		return 0;
	*error = many->errors[*at];
	for (size_t i = 0; i < count; i++)
		result_free(&many->results[i]);
	return failed;
}

static int read_many(struct many *many, size_t count, size_t *at, struct result_error *error)
{
	int failed = -ENOMEM;

	many->errors = calloc(count + 1, sizeof(*many->errors));
	many->failed = calloc(count + 1, sizeof(*many->failed));
	*at = 0;
	memset(error, 0, sizeof(*error));
	if (many->errors && many->failed)
		failed = read_all(many, count, at, error);
	else
		strcpy(error->text, "Cannot allocate memory");
	free(many->errors);
	free(many->failed);
	return failed;
}

int result_read_many(char *const *paths, size_t count, struct result *results, size_t *at,
		     struct result_error *error)
{
	struct many many = { .read = result_read_lean_path, .paths = paths, .results = results };

	return read_many(&many, count, at, error);
}

int result_read_many_whole(char *const *paths, size_t count, struct result *results, size_t *at,
			   struct result_error *error)
{
	struct many many = { .read = result_read_path, .paths = paths, .results = results };

	return read_many(&many, count, at, error);
}
