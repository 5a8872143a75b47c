// SPDX-License-Identifier: GPL-2.0-only
/*
 * The words that --across takes, and what is said of the groups they name.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "compare/environment.h"
#include "report/wrap.h"

/* A line has room for values up to this; what is longer is told by its name. */
#define VALUE_MAX 40

/* So many differences of a group are told, the rest is counted. */
#define TOLD_MAX 6

const char *environment_group_name(enum environment_group group)
{
	static const char *const names[ENVIRONMENT_GROUP_COUNT] = {
		[ENVIRONMENT_KERNEL] = "kernel",
		[ENVIRONMENT_CONFIG] = "config",
		[ENVIRONMENT_COMMAND_LINE] = "command-line",
		[ENVIRONMENT_MACHINE] = "machine",
		[ENVIRONMENT_SETTINGS] = "settings",
		[ENVIRONMENT_TOOL] = "tool",
		[ENVIRONMENT_PLAN] = "plan",
	};

	return names[group];
}

unsigned int environment_groups(const struct environment_differences *differences)
{
	unsigned int groups = 0;

	for (size_t i = 0; i < differences->count; i++)
		groups |= ENVIRONMENT_BIT(differences->rows[i].group);
	return groups;
}

/* Adds to the text what has room. */
__attribute__((format(printf, 3, 4))) static void add(char *text, size_t size, const char *format,
						      ...)
{
	size_t length = strlen(text);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text + length, size - length, format, arguments);
	va_end(arguments);
}

static void say_row(const struct environment_difference *row, char *text, size_t size)
{
	if (strlen(row->before) <= VALUE_MAX && strlen(row->after) <= VALUE_MAX)
		add(text, size, "%s %s -> %s", row->what, row->before, row->after);
	else
		add(text, size, "%s", row->what);
}

static void say_group(const struct environment_differences *differences,
		      enum environment_group group, char *text, size_t size)
{
	size_t told = 0;

	for (size_t i = 0; i < differences->count; i++) {
		if (differences->rows[i].group != group)
			continue;
		if (told)
			add(text, size, told < TOLD_MAX ? ", " : "");
		else
			add(text, size, "%s%s: ", *text ? "; " : "", environment_group_name(group));
		if (told++ < TOLD_MAX)
			say_row(&differences->rows[i], text, size);
	}
	if (told > TOLD_MAX)
		add(text, size, " and %zu more", told - TOLD_MAX);
}

void environment_say(const struct environment_differences *differences, unsigned int groups,
		     char *text, size_t size)
{
	*text = '\0';
	for (int group = 0; group < ENVIRONMENT_GROUP_COUNT; group++) {
		if (groups & ENVIRONMENT_BIT(group))
			say_group(differences, (enum environment_group)group, text, size);
	}
	/* What a file says must not reach a terminal as it is. */
	for (char *c = text; *c; c++)
		*c = wrap_printable(*c);
}

void environment_say_groups(unsigned int groups, char *text, size_t size)
{
	*text = '\0';
	for (int group = 0; group < ENVIRONMENT_GROUP_COUNT; group++) {
		if (groups & ENVIRONMENT_BIT(group))
			add(text, size, "%s%s", *text ? "," : "",
			    environment_group_name((enum environment_group)group));
	}
}
