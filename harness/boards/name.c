// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names of boards: what the machine is called, and where several boards would be called alike,
 * what tells these apart.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boards/boards_parts.h"
#include "compare/environment.h"
#include "result/machine.h"

/* Longer values stand in the table of facts, and a number in the name. */
#define VALUE_MAX 40

/* Boards that have one name so far, and what their first boots say. */
struct namesakes {
	struct board **boards;
	const struct environment_facts **facts;
	size_t count;
};

__attribute__((format(printf, 2, 3))) static int append(struct board *board, const char *format,
							...)
{
	char *more = NULL;
	char *name = NULL;
	va_list arguments;

	va_start(arguments, format);
	if (vasprintf(&more, format, arguments) < 0)
		more = NULL;
	va_end(arguments);
	if (!more || asprintf(&name, "%s, %s", board->name, more) < 0)
		name = NULL;
	free(more);
	if (!name)
		return -ENOMEM;
	free(board->name);
	board->name = name;
	return 0;
}

static const struct environment_fact *find(const struct environment_facts *facts,
					   const struct environment_fact *wanted)
{
	for (size_t i = 0; i < facts->count; i++) {
		if (facts->rows[i].group == wanted->group &&
		    !strcmp(facts->rows[i].what, wanted->what))
			return &facts->rows[i];
	}
	return NULL;
}

static const char *value_in(const struct namesakes *namesakes, size_t i,
			    const struct environment_fact *fact)
{
	const struct environment_fact *own = find(namesakes->facts[i], fact);

	return own && own->value ? own->value : "";
}

static bool differs(const struct namesakes *namesakes, const struct environment_fact *fact)
{
	const char *first = value_in(namesakes, 0, fact);
	bool unlike = false;

	for (size_t i = 1; i < namesakes->count && !unlike; i++)
		unlike = !environment_texts_are_alike(value_in(namesakes, i, fact), first);
	return unlike;
}

static bool is_short(const struct namesakes *namesakes, const struct environment_fact *fact)
{
	bool brief = true;

	for (size_t i = 0; i < namesakes->count && brief; i++)
		brief = strlen(value_in(namesakes, i, fact)) <= VALUE_MAX;
	return brief;
}

static bool is_release(const struct environment_fact *fact)
{
	return fact->group == ENVIRONMENT_KERNEL && !strcmp(fact->what, "release");
}

/* What follows from the rest of its kernel's facts comes last, and before it what says most. */
static unsigned int rank(const struct namesakes *namesakes, const struct environment_fact *fact)
{
	unsigned int rank = is_short(namesakes, fact) ? 0 : 2 * ENVIRONMENT_GROUP_COUNT;

	if (is_release(fact))
		return 0;
	if (fact->group == ENVIRONMENT_KERNEL)
		return rank + ENVIRONMENT_GROUP_COUNT;
	return rank + (unsigned int)fact->group;
}

/* The fact that tells them apart best; NULL: none does alone. */
static const struct environment_fact *choose(const struct namesakes *namesakes)
{
	const struct environment_facts *facts = namesakes->facts[0];
	const struct environment_fact *best = NULL;

	for (size_t i = 0; i < facts->count; i++) {
		const struct environment_fact *fact = &facts->rows[i];

		if (fact->shown_only || !differs(namesakes, fact))
			continue;
		if (!best || rank(namesakes, fact) < rank(namesakes, best))
			best = fact;
	}
	return best;
}

/* How many different values there are before this one's first. */
static size_t ordinal(const struct namesakes *namesakes, size_t of,
		      const struct environment_fact *fact)
{
	const char *own = value_in(namesakes, of, fact);
	size_t number = 1;

	for (size_t i = 0; i < of; i++) {
		bool seen = false;

		if (!strcmp(value_in(namesakes, i, fact), own))
			break;
		for (size_t k = 0; k < i && !seen; k++)
			seen = !strcmp(value_in(namesakes, k, fact), value_in(namesakes, i, fact));
		number += !seen;
	}
	return number;
}

static int append_fact(const struct namesakes *namesakes, size_t i,
		       const struct environment_fact *fact)
{
	struct board *board = namesakes->boards[i];
	const char *value = value_in(namesakes, i, fact);

	if (!is_short(namesakes, fact))
		return append(board, "%s %zu", fact->what, ordinal(namesakes, i, fact));
	if (!*value)
		return append(board, "%s not known", fact->what);
	if (is_release(fact))
		return append(board, "Linux %s", value);
	if (fact->group == ENVIRONMENT_CONFIG)
		return append(board, "CONFIG_%s=%s", fact->what, value);
	return append(board, "%s %s", fact->what, value);
}

static int tell_apart(const struct namesakes *namesakes)
{
	const struct environment_fact *fact = choose(namesakes);
	int error = 0;

	for (size_t i = 0; i < namesakes->count && !error; i++)
		error = fact ? append_fact(namesakes, i, fact)
			     : append(namesakes->boards[i], "no. %zu", i + 1);
	return error;
}

/* Gathers all boards that are called as this one is. */
static void gather(const struct boards *boards, const struct environment_facts *facts, size_t one,
		   struct namesakes *namesakes)
{
	namesakes->count = 0;
	for (size_t i = 0; i < boards->count; i++) {
		if (strcmp(boards->boards[i].name, boards->boards[one].name) != 0)
			continue;
		namesakes->boards[namesakes->count] = &boards->boards[i];
		namesakes->facts[namesakes->count++] = &facts[i];
	}
}

/*
 * Each turn makes the set of a name smaller, so this ends. It begins again because a name that
 * grew may be what another board was called from the start.
 */
static int tell_all_apart(const struct boards *boards, const struct environment_facts *facts,
			  struct namesakes *namesakes)
{
	int error = 0;
	size_t i = 0;

	while (i < boards->count && !error) {
		gather(boards, facts, i, namesakes);
		i++;
		if (namesakes->count < 2)
			continue;
		error = tell_apart(namesakes);
		i = 0;
	}
	return error;
}

int boards_name(struct boards *boards)
{
	struct environment_facts *facts = calloc(boards->count + 1, sizeof(*facts));
	struct namesakes namesakes = {
		.boards = calloc(boards->count + 1, sizeof(*namesakes.boards)),
		.facts = calloc(boards->count + 1, sizeof(*namesakes.facts)),
	};
	int error = facts && namesakes.boards && namesakes.facts ? 0 : -ENOMEM;

	for (size_t i = 0; i < boards->count && !error; i++) {
		const struct result *first = boards->boards[i].boots[0].result;

		boards->boards[i].name = result_board(first);
		error = boards->boards[i].name ? environment_facts_make(first, &facts[i]) : -ENOMEM;
	}
	if (!error)
		error = tell_all_apart(boards, facts, &namesakes);
	for (size_t i = 0; i < boards->count && facts; i++)
		environment_facts_free(&facts[i]);
	free(namesakes.boards);
	free(namesakes.facts);
	free(facts);
	return error;
}
