// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is not alike in two headers, by the table of facts, environment_table.c.
 */
#include "compare/environment.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "compare/environment_parts.h"
#include "compare/environment_table.h"

const json_t *header_member(const json_t *object, const char *path)
{
	char name[64];

	while (object && *path) {
		size_t length = strcspn(path, "/");

		if (length >= sizeof(name))
			return NULL;
		memcpy(name, path, length);
		name[length] = '\0';
		object = json_object_get(object, name);
		path += length + (path[length] == '/');
	}
	return json_is_null(object) ? NULL : object;
}

const char *header_text(const json_t *object, const char *path)
{
	return json_string_value(header_member(object, path));
}

/* A copy of @text that lives as long as the differences. */
static const char *keep(struct header_pair *pair, const char *text)
{
	json_t *copy = json_string(text ? text : "not known");

	if (json_array_append_new(pair->out->texts, copy)) {
		pair->error = -ENOMEM;
		return "";
	}
	return json_string_value(copy);
}

void header_differ(struct header_pair *pair, enum environment_group group, const char *what,
		   const char *before, const char *after)
{
	struct environment_differences *out = pair->out;
	struct environment_difference *rows =
		reallocarray(out->rows, out->count + 1, sizeof(*rows));

	if (!rows) {
		pair->error = -ENOMEM;
		return;
	}
	out->rows = rows;
	rows[out->count++] = (struct environment_difference){
		.group = group,
		.what = keep(pair, what),
		.before = keep(pair, before),
		.after = keep(pair, after),
		.of_one_name = pair->of_one_name,
	};
}

/* Strings in a row, else as JSON: for people, so without its quotes where it can be. */
static char *array_text(const json_t *array)
{
	char *text = json_dumps(array, JSON_COMPACT | JSON_ENCODE_ANY);
	size_t kept = 0;

	for (const char *c = text; c && *c; c++) {
		if (!strchr("[]\"", *c))
			text[kept++] = *c;
	}
	if (text)
		text[kept] = '\0';
	return text;
}

char *header_value_text(const json_t *value)
{
	if (!value)
		return strdup("not known");
	if (json_is_boolean(value))
		return strdup(json_is_true(value) ? "yes" : "no");
	if (json_is_string(value))
		return strdup(json_string_value(value));
	if (json_is_array(value))
		return array_text(value);
	return json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
}

bool header_is_nothing(const json_t *value)
{
	return !value || json_is_null(value) || json_is_false(value);
}

void header_compare_values(struct header_pair *pair, enum environment_group group, const char *what,
			   const json_t *before, const json_t *after)
{
	char *texts[2];

	if ((header_is_nothing(before) && header_is_nothing(after)) ||
	    (before && after && json_equal(before, after)))
		return;
	texts[0] = header_value_text(before);
	texts[1] = header_value_text(after);
	if (texts[0] && texts[1])
		header_differ(pair, group, what, texts[0], texts[1]);
	else
		pair->error = -ENOMEM;
	free(texts[0]);
	free(texts[1]);
}

/* What follows "CPU 3 "; the whole text where it says something else. */
static const char *without_number(const char *text)
{
	const char *digits = text + strlen("CPU ");
	size_t length;

	if (strncmp(text, "CPU ", strlen("CPU ")) != 0)
		return text;
	length = strspn(digits, "0123456789");
	return length && digits[length] == ' ' ? digits + length : text;
}

bool environment_texts_are_alike(const char *one, const char *other)
{
	const char *left = without_number(one);
	const char *right = without_number(other);

	/* Both say it of a CPU, or neither does. */
	return (left == one) == (right == other) && !strcmp(left, right);
}

static void compare_fact(struct header_pair *pair, const struct header_fact *fact)
{
	const json_t *before = header_member(pair->before, fact->path);
	const json_t *after = header_member(pair->after, fact->path);

	if (fact->use == FACT_SHOWN || (fact->use == FACT_IF_KNOWN && (!before || !after)))
		return;
	if (json_is_string(before) && json_is_string(after) &&
	    environment_texts_are_alike(json_string_value(before), json_string_value(after)))
		return;
	header_compare_values(pair, fact->group, fact->what, before, after);
}

static bool is_same_kernel(const json_t *before, const json_t *after)
{
	static const char *const paths[] = {
		"environment/kernel/release",
		"environment/kernel/version",
		"environment/kernel/config_digest",
	};

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		const char *left = header_text(before, paths[i]);
		const char *right = header_text(after, paths[i]);

		if (strcmp(left ? left : "", right ? right : "") != 0)
			return false;
	}
	return true;
}

/* Rows of one group stay in their order: there are few. */
static void sort_by_group(struct environment_differences *out)
{
	for (size_t i = 1; i < out->count; i++) {
		struct environment_difference row = out->rows[i];
		size_t at = i;

		for (; at && out->rows[at - 1].group > row.group; at--)
			out->rows[at] = out->rows[at - 1];
		out->rows[at] = row;
	}
}

int environment_compare(const struct result *before, const struct result *after,
			struct environment_differences *differences)
{
	struct header_pair pair = {
		.before = result_header(before),
		.after = result_header(after),
		.out = differences,
	};
	const struct header_fact *rows;
	size_t count;

	*differences = (struct environment_differences){ .texts = json_array() };
	if (!differences->texts)
		return -ENOMEM;
	pair.same_kernel = is_same_kernel(pair.before, pair.after);
	rows = header_fact_rows(&count);
	for (size_t i = 0; i < count; i++)
		compare_fact(&pair, &rows[i]);
	header_compare_special(&pair);
	sort_by_group(differences);
	return pair.error;
}

void environment_free(struct environment_differences *differences)
{
	free(differences->rows);
	json_decref(differences->texts);
	memset(differences, 0, sizeof(*differences));
}
