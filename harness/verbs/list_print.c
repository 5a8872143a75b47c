// SPDX-License-Identifier: GPL-2.0-only
/*
 * How a list looks.
 */
#include "verbs/list_print.h"

#include <stdio.h>
#include <string.h>

#define COLUMNS 80
#define REMARK_INDENT 4

/* Prints @text from column @at on; what does not fit goes below it. */
static void print_wrapped(const char *text, size_t at)
{
	const size_t room = COLUMNS - at;

	while (strlen(text) > room) {
		size_t length = room;

		while (length && text[length] != ' ')
			length--;
		/* A word that is too long is left whole. */
		if (!length)
			length = strcspn(text, " ");
		if (!text[length])
			break;
		printf("%.*s\n%*s", (int)length, text, (int)at, "");
		text += length + 1;
	}
	printf("%s\n", text);
}

/* A line below a row. */
static void print_remark(const char *word, const char *text)
{
	printf("%*s%s ", REMARK_INDENT, "", word);
	print_wrapped(text, REMARK_INDENT + strlen(word) + 1);
}

/* A text, or the texts of an array behind one another. */
static void print_remarks(const struct list_topic *topic, json_t *row)
{
	for (const struct list_remark *remark = topic->remarks; remark->key; remark++) {
		json_t *value = json_object_get(row, remark->key), *one;
		char text[2048];
		int used = snprintf(text, sizeof(text), "%s",
				    json_is_string(value) ? json_string_value(value) : "");
		size_t i;

		json_array_foreach(value, i, one) {
			if (used < (int)sizeof(text))
				used += snprintf(text + used, sizeof(text) - (size_t)used, "%s%s",
						 i ? ", " : "", json_string_value(one));
		}
		if (*text && strcmp(text, AVAILABILITY_TRY) != 0)
			print_remark(remark->word, text);
	}
}

static void print_range(json_t *row, const char *defaults)
{
	const char *name = json_string_value(json_object_get(row, "name"));
	bool two = name && strchr(name, 'M');

	printf("%*s%s %d to %d; %s: %s\n", REMARK_INDENT, "", two ? "N and M are" : "N is",
	       (int)json_integer_value(json_object_get(row, "number_min")),
	       (int)json_integer_value(json_object_get(row, "number_max")),
	       *defaults ? "without -c" : "for all",
	       json_string_value(json_object_get(row, "names")));
}

static void print_row(const struct list_topic *topic, json_t *row)
{
	const char *defaults = json_string_value(json_object_get(row, "default"));
	size_t at = 1;

	/* What runs only if it is asked for. */
	putchar(defaults && !*defaults ? '+' : ' ');
	for (const struct list_column *column = topic->columns; column->key; column++) {
		const char *text = json_string_value(json_object_get(row, column->key));

		putchar(' ');
		at++;
		if (column->width)
			at += (size_t)printf("%-*s", column->width, text);
		else
			print_wrapped(text, at);
	}
	print_remarks(topic, row);
	if (json_integer_value(json_object_get(row, "number_max")))
		print_range(row, defaults);
}

void list_print_topic(const struct list_topic *topic, struct kernel_knowledge *knowledge)
{
	json_t *rows = topic->rows(knowledge);
	json_t *row;
	size_t i;

	printf("%s\n", topic->heading);
	json_array_foreach(rows, i, row)
		print_row(topic, row);
	if (!json_array_size(rows))
		printf("  none\n");
	json_decref(rows);
}
